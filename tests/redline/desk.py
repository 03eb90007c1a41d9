"""Reading a Word file, proposing by words, writing the redline: what every test of this room does."""

import io
import re
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

from pipeline.domain.document import Document
from pipeline.domain.places import Span
from pipeline.domain.proposal import NewText, Position, Proposal, ProposalKind, Replacement
from pipeline.readers.read import read
from pipeline.redline.tracked.write import Redline, write_redline

AUTHOR = "Clara Buyer"
DATE = datetime(2026, 11, 21, 12)


def read_bytes(data: bytes) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        path.write_bytes(data)
        return read(path, document_id="d1")


def texts(data: bytes) -> list[str]:
    document = read_bytes(data)
    return [document.quote(block.span) for block in document.blocks]


def block_with(document: Document, words: str) -> int:
    return next(n for n, b in enumerate(document.blocks) if words in document.quote(b.span))


def change(document: Document, old: str, new: str, *, comment: str = "", at: int = 0) -> Proposal:
    """Propose to replace words; an empty `old` inserts at the offset `at`."""
    start = document.text.index(old) if old else at
    span = Span(start, start + len(old))
    anchor = span if old else document.blocks[0].span
    return Proposal(
        "r",
        "d1",
        ProposalKind.EDIT,
        None,
        anchor,
        comment,
        Position.PREFERRED,
        (Replacement(span, old, new),),
    )


def insert(document: Document, after: str, new: str, *, comment: str = "") -> Proposal:
    end = document.text.index(after) + len(after)
    return change(document, "", new, comment=comment, at=end)


def add(
    document: Document, text: str, *, after: str, like: str = "", comment: str = "", **more: str
) -> Proposal:
    place, model = block_with(document, after), block_with(document, like or after)
    new = (NewText(place, model, text, **more),)
    return Proposal(
        "r",
        "d1",
        ProposalKind.NEW_CLAUSE,
        None,
        document.blocks[place].span,
        comment,
        Position.PREFERRED,
        (),
        new,
    )


def remark(document: Document, words: str, comment: str) -> Proposal:
    start = document.text.index(words)
    span = Span(start, start + len(words))
    return Proposal("r", "d1", ProposalKind.COMMENT, None, span, comment, Position.PREFERRED)


def redline(data: bytes, *proposals: Proposal, document: Document | None = None) -> Redline:
    document = document or read_bytes(data)
    return write_redline(data, document, proposals, author=AUTHOR, date=DATE, name="paper.docx")


def body(data: bytes, part: str = "word/document.xml") -> str:
    """Return the body's XML as tests write it: our marks as <ins>, <del>; others' as <ins A>."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(part).decode()
    xml = re.sub(
        r"^.*?<w:body>|<w:sectPr><w:pgSz[^>]*/></w:sectPr></w:body>.*$|</w:body>.*$", "", xml, flags=re.DOTALL
    )
    xml = xml.replace(f' w:author="{AUTHOR}" w:date="2026-11-21T12:00:00Z"', "")
    xml = re.sub(r' w:id="\d+"| xml:space="preserve"| w:date="[^"]*"', "", xml)
    xml = re.sub(r' w:author="(\w)[^"]*"', r" \1", xml)
    return xml.replace("w:", "")
