"""The vendor's own PDF with highlights and notes at the places the proposals are about.

The file is added to, not written anew: every byte of the original stays where it was.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from pipeline.domain.document import Document, Piece
from pipeline.domain.places import PageBox, Span
from pipeline.domain.proposal import Proposal
from pipeline.errors import DamagedFile, EncryptedFile, UsageError
from pipeline.redline.proposed import changes_in_words
from pipeline.shown import Box, shown

_YELLOW = (1.0, 0.87, 0.35)
_PRINTED = 4  # the flag that has a note printed
_ICON = 18.0  # points, the side of a note's icon


def write_marked_pdf(
    data: bytes,
    document: Document,
    proposals: Sequence[Proposal],
    *,
    author: str,
    date: datetime,
    name: str,
) -> bytes:
    """Return the PDF with a highlight for the words of each proposal, and its comment in a note.

    `document` is that file as read. Raises UsageError where it is another file, EncryptedFile or
    DamagedFile where nothing can be added to it.
    """
    if document.source.sha256 and hashlib.sha256(data).hexdigest() != document.source.sha256:
        raise UsageError(f"{name} has changed since it was read: review it again, then mark it.")
    writer = _opened(data, name)
    for marking in _markings(document, proposals):
        boxes = list(_boxes(document, marking.span))
        for page in dict.fromkeys(box.page for box in boxes if box.page <= len(writer.pages)):
            own = [box.box for box in boxes if box.page == page]
            text = marking.text if page == boxes[0].page else "See the note where these words begin."
            sign = _signed(text, author=author, date=date)
            if marking.is_addition:
                writer.add_annotation(page - 1, _note(writer.pages[page - 1], _end_of(own), sign))
                break
            writer.add_annotation(page - 1, _highlight(writer.pages[page - 1], own, sign))
            writer.add_annotation(page - 1, _note(writer.pages[page - 1], own[0], sign))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Marking:
    """Words to mark and what to say of them; an addition is noted behind them, without a highlight."""

    span: Span
    text: str
    is_addition: bool


def _markings(document: Document, proposals: Sequence[Proposal]) -> list[_Marking]:
    """Return the places to mark; what is proposed for the same words is said in one note."""
    found: list[_Marking] = []
    additions: dict[Span, list[str]] = {}
    for proposal in sorted(proposals, key=lambda p: p.span):
        if proposal.new_text and not proposal.replacements:
            behind = document.blocks[min(proposal.new_text[0].after, len(document.blocks) - 1)].span
            additions.setdefault(behind, []).append(said(proposal))
            continue
        last = found[-1] if found else None
        if last is not None and last.span.end > proposal.span.start:
            span = Span(last.span.start, max(last.span.end, proposal.span.end))
            found[-1] = _Marking(span, f"{last.text}\n\n{said(proposal)}", is_addition=False)
        else:
            found.append(_Marking(proposal.span, said(proposal), is_addition=False))
    added = (_Marking(span, "\n\n".join(texts), is_addition=True) for span, texts in additions.items())
    return [*found, *added]


def said(proposal: Proposal) -> str:
    """Return a proposal in words: the comment, and what to change."""
    lines = (proposal.comment.strip(), *changes_in_words(proposal, adding="Add"))
    return "\n".join(line for line in lines if line)


def _opened(data: bytes, name: str) -> PdfWriter:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise EncryptedFile(f"{name} is protected against notes: ask for a copy without protection.")
        return PdfWriter(io.BytesIO(data), incremental=True)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedFile(f"Nothing can be added to {name}: print it to a new PDF and mark that.") from error


def _boxes(document: Document, span: Span) -> Iterator[PageBox]:
    """Yield the box of each line that the words stand on, as wide as the words are of the line."""
    for block in document.blocks:
        if block.span.start < max(span.end, span.start + 1) and span.start < block.span.end:
            yield from (b for piece in block.pieces if (b := _part_of(piece, span)) is not None)


def _part_of(piece: Piece, span: Span) -> PageBox | None:
    if not isinstance(piece.place, PageBox) or not len(piece.span):
        return None
    if not piece.span.overlaps(span) and not piece.span.start <= span.start < piece.span.end:
        return None
    left, top, right, bottom = piece.place.box
    first = max(span.start, piece.span.start) - piece.span.start
    last = min(max(span.end, span.start + 1), piece.span.end) - piece.span.start
    letter = (right - left) / len(piece.span)
    return PageBox(piece.place.page, (left + first * letter, top, left + last * letter, bottom))


def _signed(text: str, *, author: str, date: datetime) -> DictionaryObject:
    """Return what highlight and note have in common."""
    return DictionaryObject(
        {
            NameObject("/Contents"): TextStringObject(text),
            NameObject("/T"): TextStringObject(author),
            NameObject("/M"): TextStringObject(_moment(date)),
            NameObject("/F"): NumberObject(_PRINTED),
            NameObject("/C"): _numbers(_YELLOW),
        }
    )


def _highlight(page: Any, boxes: list[Box], signed: DictionaryObject) -> DictionaryObject:
    """Return a highlight over boxes of the page as it is shown."""
    paper = shown(page)
    areas = [paper.in_file(box) for box in boxes]
    lefts, bottoms, rights, tops = zip(*areas, strict=True)
    quads = [n for x0, y0, x1, y1 in areas for n in (x0, y1, x1, y1, x0, y0, x1, y0)]
    highlight = DictionaryObject(signed)
    highlight[NameObject("/Subtype")] = NameObject("/Highlight")
    highlight[NameObject("/Rect")] = _numbers((min(lefts), min(bottoms), max(rights), max(tops)))
    highlight[NameObject("/QuadPoints")] = _numbers(quads)
    return highlight


def _note(page: Any, box: Box, signed: DictionaryObject) -> DictionaryObject:
    """Return a note in the margin beside a box of the page as it is shown."""
    left, top = max(0.0, box[0] - _ICON - 4), box[1]
    note = DictionaryObject(signed)
    note[NameObject("/Subtype")] = NameObject("/Text")
    note[NameObject("/Name")] = NameObject("/Comment")
    note[NameObject("/Rect")] = _numbers(shown(page).in_file((left, top, left + _ICON, top + _ICON)))
    return note


def _end_of(boxes: list[Box]) -> Box:
    """Return the last line's box, drawn out to where the lines begin."""
    return min(box[0] for box in boxes), *boxes[-1][1:]


def _numbers(values: Sequence[float]) -> ArrayObject:
    return ArrayObject([FloatObject(round(value, 2)) for value in values])


def _moment(date: datetime) -> str:
    moment = date.astimezone(UTC) if date.tzinfo else date
    return moment.strftime("D:%Y%m%d%H%M%SZ")
