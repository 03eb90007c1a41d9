"""From drafted blocks to a `Document`: one text, blocks joined by blank lines, each piece with its place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import Place, Span
from pipeline.errors import EmptyFile, LimitExceeded
from pipeline.readers.limits import Limits

_SPACE = re.compile(r"\s+")
# Soft hyphens, zero-width marks and control characters: no reader sees them, and they split words.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its span is known; the texts of its parts, one after the other, are its text."""

    kind: BlockKind
    parts: tuple[tuple[str, Place], ...]
    number: str | None = None
    level: int | None = None

    @property
    def text(self) -> str:
        """Return the text as the document will hold it."""
        return tidy("".join(text for text, _ in self.parts)).strip()


def tidy(text: str) -> str:
    """Return the text with every run of white space as one space, and without what can't be seen."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text))


def to_document(
    drafts: Iterable[Draft],
    *,
    source: Source,
    document_id: str,
    limits: Limits,
    pages: int | None = None,
    pages_unread: tuple[int, ...] = (),
    notes: tuple[str, ...] = (),
) -> Document:
    """Lay the drafts out in one text; raises EmptyFile, LimitExceeded."""
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for draft in drafts:
        text, pieces = _lay_out(draft, start=start)
        if not text:
            continue
        blocks.append(Block(Span(start, start + len(text)), draft.kind, pieces, draft.number, draft.level))
        texts.append(text)
        start += len(text) + 2
        if start > limits.characters:
            raise LimitExceeded(
                f"{source.name} holds more than {limits.characters:,} characters: split it and read parts."
            )
    if not texts and not pages_unread:
        raise EmptyFile(f"{source.name} holds no text: check that it is the right file.")
    return Document(document_id, source, "\n\n".join(texts), tuple(blocks), pages, pages_unread, notes)


def _lay_out(draft: Draft, *, start: int) -> tuple[str, tuple[Piece, ...]]:
    """Return the draft's text and its pieces, with no space at either end and none doubled."""
    parts: list[tuple[str, Place]] = []
    ends_in_space = True
    for raw, place in draft.parts:
        text = tidy(raw)
        if ends_in_space:
            text = text.removeprefix(" ")
        if text:
            ends_in_space = text.endswith(" ")
            parts.append((text, place))
    if parts and ends_in_space:  # two spaces never meet, so only the last part can end in one
        text, place = parts.pop()
        parts += [(text[:-1], place)] if text != " " else []
    pieces: list[Piece] = []
    at = start
    for text, place in parts:
        pieces.append(Piece(Span(at, at + len(text)), place))
        at += len(text)
    return "".join(text for text, _ in parts), tuple(pieces)
