"""pdfium's door: pages of a PDF as words and lines with boxes. pdfium is not thread-safe: hold `LOCK`."""

import ctypes
import re
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.readers.pdf.drawings import Drawing, Frame, drawing_on
from pipeline.readers.pdf.lines import Box, Line, Word, joined, line_of

LOCK = threading.Lock()  # two threads inside pdfium get wrong text without any error

_BREAKS = re.compile(
    r"[^\r\n\ufffe\x02]+(?:[\ufffe\x02])?"
)  # pdfium writes U+FFFE for a hyphen at a line end
_WORD = re.compile(r"\S+")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_HYPHENS = "\ufffe\x02"
_BOLD = 600  # weight of the font


@dataclass(frozen=True, slots=True)
class Page:
    """What pdfium says of one page, its size and boxes in points."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    characters: int
    drawing: Drawing


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Read one page, counted from 0; the caller holds `LOCK`."""
    with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
        frame = _frame(page)
        width, height = page.get_size()
        lines = tuple(joined(_lines(text_page, frame, page=index + 1)))
        drawing = drawing_on(page, frame, area=width * height)
        count = text_page.count_chars()
        return Page(index + 1, width, height, lines, count, drawing)


def _frame(page: pdfium.PdfPage) -> Frame:
    """Return the way from PDF coordinates to points from the top left corner of the shown page."""
    left, bottom, right, top = page.get_cropbox()
    ways: dict[int, Frame] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return ways[page.get_rotation() % 360]


def _lines(text_page: pdfium.PdfTextPage, frame: Frame, *, page: int) -> Iterator[Line]:
    text = _text(text_page)
    handle = text_page.raw
    rect = raw.FS_RECTF()
    reference = ctypes.byref(rect)

    def box(first: int, last: int) -> Box:
        raw.FPDFText_GetLooseCharBox(handle, first, reference)
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if last != first:
            raw.FPDFText_GetLooseCharBox(handle, last, reference)
            left, bottom = min(left, rect.left), min(bottom, rect.bottom)
            right, top = max(right, rect.right), max(top, rect.top)
        (x0, y0), (x1, y1) = frame(left, bottom), frame(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    for found in _BREAKS.finditer(text):
        words = []
        for word in _WORD.finditer(text, found.start(), found.end()):
            characters, last = word.group(), word.end() - 1
            broken = characters[-1] in _HYPHENS
            if broken:
                characters, last = characters[:-1] + "-", max(word.start(), last - 1)
            words.append(Word(characters.translate(_LIGATURES), box(word.start(), last), broken))
        if words:
            bold = _is_bold(handle, found.start()) and _is_bold(handle, max(found.start(), found.end() - 3))
            yield line_of(words, page=page, bold=bold)


def _text(text_page: pdfium.PdfTextPage) -> str:
    """Return the page's text with one character for each that pdfium counts."""
    count = text_page.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page.raw, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(text_page.raw, n) for n in range(count))
    return "".join(
        chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes
    )


def _is_bold(handle: object, index: int) -> bool:
    return int(raw.FPDFText_GetFontWeight(handle, index)) >= _BOLD
