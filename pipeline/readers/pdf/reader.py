"""PDF files: pages to a document, with what was left out and what could not be read."""

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium

from pipeline.domain.document import Document, Source
from pipeline.errors import DamagedFile, EncryptedFile, LimitExceeded
from pipeline.readers.drafts import to_document
from pipeline.readers.limits import Limits
from pipeline.readers.manner import Manner
from pipeline.readers.pdf.blocks import drafts_of
from pipeline.readers.pdf.flow import flow_of
from pipeline.readers.pdf.furniture import without_furniture
from pipeline.readers.pdf.legible import is_garbage, is_unread, unread_note
from pipeline.readers.pdf.pages import LOCK, Page, read_page


def read_pdf(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read a PDF; each line of a page is a piece. Pages without a sound text layer are listed as unread."""
    with LOCK:
        pages = _pages(data, name=source.name, limits=manner.limits)
    unread = tuple(page.number for page in pages if is_unread(page))
    kept, removed = without_furniture([_legible(page) for page in pages])
    return to_document(
        drafts_of(flow_of(pages, kept)),
        source=source,
        document_id=document_id,
        limits=manner.limits,
        pages=len(pages),
        pages_unread=unread,
        notes=tuple(_notes(removed, unread)),
    )


def _legible(page: Page) -> Page:
    """Return the page without lines that are no text; a picture's page keeps what words it has."""
    broken = is_garbage(" ".join(line.text for line in page.lines))
    return replace(page, lines=()) if broken else page


def _notes(removed: int, unread: tuple[int, ...]) -> Iterator[str]:
    if removed:
        yield f"Left out {removed:,} lines of running headers, footers and page numbers."
    if unread:
        yield unread_note(unread)


def _pages(data: bytes, *, name: str, limits: Limits) -> list[Page]:
    """Return the pages as pdfium reads them; raises EncryptedFile, DamagedFile, LimitExceeded."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(f"{name} needs a password: save it without one and read that.") from error
        raise DamagedFile(f"{name} is a damaged PDF: ask for it again.") from error
    try:
        count = len(document)
        if count > limits.pages:
            raise LimitExceeded(f"{name} has {count:,} pages, the limit is {limits.pages:,}: split it.")
        if not count:
            raise DamagedFile(f"{name} is a PDF without pages: ask for it again.")
        return list(_within(document, count, name=name, limits=limits))
    finally:
        document.close()


def _within(document: pdfium.PdfDocument, count: int, *, name: str, limits: Limits) -> Iterator[Page]:
    characters = 0
    for index in range(count):
        page = read_page(document, index)
        characters += page.characters
        if characters > limits.characters:
            raise LimitExceeded(f"{name} holds more than {limits.characters:,} characters: split it.")
        yield page
