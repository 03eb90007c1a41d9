"""PDF files: pages to a document, with what was left out and what could not be read."""

import gc
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2 as pdfium

from pipeline.domain.document import Document, Source
from pipeline.errors import DamagedFile, EncryptedFile, LimitExceeded
from pipeline.readers.drafts import to_document
from pipeline.readers.limits import Limits
from pipeline.readers.manner import Manner
from pipeline.readers.pdf.blocks import drafts_of
from pipeline.readers.pdf.flow import flow_of
from pipeline.readers.pdf.furniture import without_furniture
from pipeline.readers.pdf.outline import Bookmark, bookmarks_of
from pipeline.readers.pdf.pages import LOCK, Page, read_page
from pipeline.readers.pdf.scans import checked

_AT_A_TIME = 100  # pages; pdfium keeps what it has looked at until the file is closed


def read_pdf(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read a PDF; each line of a page is a piece. Pages without a sound text layer are listed as unread."""
    with LOCK:
        pages, bookmarks = _pages(data, name=source.name, limits=manner.limits)
    sure = checked(data, pages, manner=manner)
    pages = list(sure.pages)
    furnished = without_furniture(pages)
    aside = (*(item for page in pages for item in page.apart), *furnished.set_aside)
    count, characters = len(pages), sum(page.characters for page in pages)
    notes = (*_notes(len(furnished.set_aside)), *sure.notes)
    unread, by_ocr = sure.unread, sure.by_ocr
    flow = flow_of(pages, furnished.lines, furnished.sideways, bookmarks)
    del pages, sure, furnished  # from here on a line goes as its block comes
    return to_document(
        drafts_of(flow),
        source=source,
        document_id=document_id,
        limits=manner.limits,
        pages=count,
        pages_unread=unread,
        notes=notes,
        pages_by_ocr=by_ocr,
        set_aside=aside,
        characters=characters,
    )


def _notes(removed: int) -> Iterator[str]:
    if removed:
        yield f"Left out {removed:,} lines of running headers, footers and page numbers."


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold off the search for cycles: lines make none, and a hundred thousand are slow to search again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def _pages(data: bytes, *, name: str, limits: Limits) -> tuple[list[Page], list[Bookmark]]:
    """Return pages and bookmarks; raises EncryptedFile, DamagedFile, LimitExceeded."""
    with closing(_opened(data, name=name)) as document:
        count = len(document)
        if count > limits.pages:
            raise LimitExceeded(f"{name} has {count:,} pages, the limit is {limits.pages:,}: split it.")
        if not count:
            raise DamagedFile(f"{name} is a PDF without pages: ask for it again.")
        bookmarks = bookmarks_of(document)
    pages: list[Page] = []
    for start in range(0, count, _AT_A_TIME):
        with closing(_opened(data, name=name)) as document:
            pages += [read_page(document, n) for n in range(start, min(start + _AT_A_TIME, count))]
        if sum(page.characters for page in pages) > limits.characters:
            raise LimitExceeded(f"{name} holds more than {limits.characters:,} characters: split it.")
    return pages, bookmarks


def _opened(data: bytes, *, name: str) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(f"{name} needs a password: save it without one and read that.") from error
        raise DamagedFile(f"{name} is a damaged PDF: ask for it again.") from error
    document.init_forms()
    return document
