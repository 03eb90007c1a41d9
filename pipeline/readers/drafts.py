"""From drafted blocks to a `Document`: one text, blocks joined by blank lines, each piece with its place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.domain.apart import Apart, Change, Comment, PageByOcr, SetAside, View
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import Place, Span
from pipeline.errors import EmptyFile, LimitExceeded
from pipeline.readers.homoglyphs import disguised, place_at, with_unseen
from pipeline.readers.limits import Limits

_SPACE = re.compile(r"\s+")
# Soft hyphens, zero-width marks and control characters: no reader sees them, and they split words.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A change or comment at characters of its draft: offsets in the parts' texts, one after the other.

    Its own span is not looked at; the document gets it with the span it has there.
    """

    start: int
    end: int
    what: Change | Comment


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its span is known; the texts of its parts, one after the other, are its text."""

    kind: BlockKind
    parts: tuple[tuple[str, Place], ...]
    number: str | None = None
    level: int | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def raw(self) -> str:
        """Return the texts of the parts, one after the other."""
        return "".join(text for text, _ in self.parts)

    @property
    def text(self) -> str:
        """Return the text as the document will hold it."""
        return tidy(self.raw).strip()


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
    pages_by_ocr: tuple[PageByOcr, ...] = (),
    set_aside: tuple[SetAside, ...] = (),
    characters: int | None = None,
    view: View = View.ACCEPTED,
    changes: tuple[Change, ...] = (),
    comments: tuple[Comment, ...] = (),
) -> Document:
    """Lay the drafts out in one text; raises EmptyFile, LimitExceeded.

    Marks of the drafts come after the `changes` and `comments` given. Where the reader counts no
    `characters`, those of the text and of what was set aside are counted.
    """
    layout = _laid_out(drafts, name=source.name, limits=limits)
    if not layout.texts and not pages_unread:
        raise EmptyFile(f"{source.name} holds no text: check that it is the right file.")
    text = "\n\n".join(layout.texts)
    if characters is None and not pages_unread:
        characters = sum(map(letters_and_digits, (text, *(apart.text for apart in set_aside))))
    return Document(
        document_id,
        source,
        text,
        tuple(layout.blocks),
        pages,
        pages_unread,
        notes,
        pages_by_ocr,
        (*set_aside, *layout.unseen, *disguised(text, layout.blocks)),
        characters,
        view,
        (*changes, *(what for what in layout.marked if isinstance(what, Change))),
        (*comments, *(what for what in layout.marked if isinstance(what, Comment))),
    )


def _laid_out(drafts: Iterable[Draft], *, name: str, limits: Limits) -> "_Layout":
    layout = _Layout()
    for draft in drafts:
        layout.add(draft)
        if layout.end > limits.characters:
            raise LimitExceeded(
                f"{name} holds more than {limits.characters:,} characters: split it and read parts."
            )
    return layout


def letters_and_digits(text: str) -> int:
    """Count what `Document.characters` counts."""
    return sum(map(str.isalnum, text))


class _Layout:
    """A document under construction: texts and blocks, the drafts' marks, words with unseen characters."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.marked: list[Change | Comment] = []
        self.unseen: list[SetAside] = []
        self.end = 0

    def add(self, draft: Draft) -> None:
        """Put the draft behind what is there; one without text leaves only its marks."""
        start = self.end
        text, pieces = _lay_out(draft, start=start)
        raw = draft.raw
        unseen = [] if raw.isascii() else list(with_unseen(raw))
        if draft.marks or unseen:
            offsets = {o for mark in draft.marks for o in (mark.start, mark.end)}
            at = _places(raw, offsets | {o for u in unseen for o in (u.start, u.end)})
            at = {offset: start + min(place, len(text)) for offset, place in at.items()}
            self.marked += [replace(m.what, span=Span(at[m.start], at[m.end])) for m in draft.marks]
            spans = [(u, Span(at[u.start], at[u.end])) for u in unseen]
            self.unseen += [
                SetAside(Apart.HIDDEN, u.text, place_at(pieces, span.start), u.why, span)
                for u, span in spans
                if text
            ]
        if text:
            self.blocks.append(
                Block(Span(start, start + len(text)), draft.kind, pieces, draft.number, draft.level)
            )
            self.texts.append(text)
            self.end += len(text) + 2


def _places(raw: str, offsets: Iterable[int]) -> dict[int, int]:
    """Return where each offset of the raw text falls in the tidied one, which has no space at its start."""
    places: dict[int, int] = {}
    at, done, ends_in_space = 0, 0, True
    for offset in sorted(offsets):
        text = tidy(raw[done:offset])
        if ends_in_space:
            text = text.removeprefix(" ")
        if text:
            ends_in_space = text.endswith(" ")
        at, done = at + len(text), offset
        places[offset] = at
    return places


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
