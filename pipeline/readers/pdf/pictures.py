"""Pages of a PDF as pictures, recognised side by side within a time that grows with their number."""

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.readers.limits import Limits
from pipeline.readers.manner import Manner
from pipeline.readers.ocr.program import Program
from pipeline.readers.ocr.scan import Recognised, Scan, recognise
from pipeline.readers.patience import ask_for
from pipeline.readers.pdf.pages import LOCK, Page

_DPI = 200  # for pages that are drawn, not scanned
_LEAST_DPI, _MOST_DPI = 150, 300
_MUCH = 0.3  # of the page
_MOST_PIXELS = 20_000_000  # a page of A3; larger ones are looked at from farther away
_AT_ONCE = 2  # pages: more gain nothing in a run over many files
_PAGE_SECONDS = 120.0  # a page that takes longer is given up; two are usual on a free core
_FIRST_SECONDS, _EACH_SECONDS = 60.0, 20.0


def recognise_pages(
    data: bytes, pages: Sequence[Page], *, program: Program, manner: Manner
) -> dict[int, Recognised]:
    """Return what was recognised by page number; pages that failed, or came too late, are left out."""
    allowed = _seconds(len(pages), manner.limits)
    ask_for(allowed)
    end = time.monotonic() + allowed
    with LOCK:
        document = pdfium.PdfDocument(data)

    def one(page: Page) -> Recognised | None:
        if time.monotonic() >= end:
            return None
        try:
            scan = _picture(document, page)
        except (pdfium.PdfiumError, MemoryError):  # it can't be drawn: one page, not the file
            return None
        seconds = min(_PAGE_SECONDS, end - time.monotonic())
        return recognise(scan, program=program, languages=manner.languages, seconds=seconds)

    try:
        with ThreadPoolExecutor(max_workers=min(_AT_ONCE, os.cpu_count() or 1)) as threads:
            seen = zip(pages, threads.map(one, pages), strict=True)
            return {page.number: found for page, found in seen if found is not None}
    finally:
        with LOCK:
            document.close()


def _seconds(pages: int, limits: Limits) -> float:
    return min(_FIRST_SECONDS + _EACH_SECONDS * pages, limits.ocr_seconds)


def _picture(document: pdfium.PdfDocument, page: Page) -> Scan:
    """Return the page as it is shown, in grey."""
    with LOCK:
        shown = document[page.number - 1]
        try:
            dpi = _resolution(shown)
            bitmap = shown.render(scale=dpi / 72, grayscale=True)
            try:
                pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
            finally:
                bitmap.close()
        finally:
            shown.close()
    turn = page.lines[0].turn if page.lines else None
    return Scan(page.number, pixels.reshape(pixels.shape[:2]), dpi, turn.quarters if turn else 0)


def _resolution(page: pdfium.PdfPage) -> int:
    """Return the dots per inch to draw a page at: those of its scan, as far as they make sense.

    More than a scan has would only blow up its grain.
    """
    width, height = page.get_size()
    scanned = max(_dots_across(page), default=(0.0, 0.0))[1]
    wanted = int(min(max(scanned, _LEAST_DPI), _MOST_DPI)) if scanned else _DPI
    most = (_MOST_PIXELS * 72**2 / max(width * height, 1.0)) ** 0.5
    return max(1, min(wanted, int(most)))


def _dots_across(page: pdfium.PdfPage) -> Iterator[tuple[float, float]]:
    """Yield area and dots per inch of each picture of the page that fills much of it."""
    whole = page.get_width() * page.get_height()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        with suppress(pdfium.PdfiumError):
            left, bottom, right, top = item.get_bounds()
            area = (right - left) * (top - bottom)
            across, down = item.get_px_size()
            if area >= _MUCH * whole and area > 0:
                yield area, 72 * (across * down / area) ** 0.5
