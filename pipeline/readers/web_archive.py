"""Web pages saved with all their parts in one file (.mht, .mhtml): the page itself is read."""

import email
from email.message import Message

from pipeline.domain.document import Document, Source
from pipeline.errors import DamagedFile
from pipeline.readers.manner import Manner
from pipeline.readers.web import read_web


def read_web_archive(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read the page of a web archive; raises DamagedFile where there is none in it."""
    try:
        page = _page(email.message_from_bytes(data))
    except Exception as error:  # whatever a parser makes of a hostile file
        raise DamagedFile(f"{source.name} is a damaged web archive: save the page again.") from error
    if page is None:
        raise DamagedFile(f"{source.name} is a web archive without a page: save the page again.")
    return read_web(page, source=source, document_id=document_id, manner=manner)


def _page(message: Message) -> bytes | None:
    """Return the page that the archive names as its start, or else its first."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    named = [part for part in pages if start and part.get("Content-ID") == start]
    for part in (*named, *pages):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            return _as_utf8(content, part.get_content_charset())
    return None


_PAGES = ("text/html", "application/xhtml+xml")


def _as_utf8(content: bytes, charset: str | None) -> bytes:
    try:
        return content.decode(charset).encode() if charset else content
    except (LookupError, UnicodeDecodeError):
        return content
