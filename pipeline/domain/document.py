"""A file as it was read: one text, stand-off blocks, each piece with its place."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.apart import Change, Comment, PageByOcr, SetAside, View
from pipeline.domain.places import PageBox, Place, Span


class BlockKind(StrEnum):
    """What a block is on paper, as far as its file says."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Source:
    """The file: its name, what its content says it is, its SHA-256 (hex) and size in bytes."""

    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block's text with one place: a line of a page, a paragraph, an element."""

    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text read as one paragraph, heading, list item, table row or footnote.

    `number` is an automatic number that is not part of the text (Word, HTML lists: "7.2", "(a)");
    `level` is the depth of a heading or list item from 0, where the file says so.
    """

    span: Span
    kind: BlockKind
    pieces: tuple[Piece, ...]
    number: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """All text of a file in reading order; blocks are sorted, don't overlap and are joined by blank lines.

    `pages` is None where the format has no pages; `pages_unread` lists pages (from 1) whose text
    could not be read, `pages_by_ocr` those read from their picture; `set_aside` are words of the file
    kept out of the text, `characters` the letters and digits of the whole file (None where that is not
    known); `changes` and `comments` are a Word file's; `notes` says in sentences what is doubtful.
    """

    id: str
    source: Source
    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    pages_unread: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    pages_by_ocr: tuple[PageByOcr, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    characters: int | None = None
    view: View = View.ACCEPTED
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()

    def quote(self, span: Span) -> str:
        """Return the words of the span, verbatim."""
        return self.text[span.start : span.end]

    def locate(self, span: Span) -> Place | None:
        """Return where the span begins; for pages, the box around its lines on the first page."""
        hits = [p.place for p in self._pieces_in(span)]
        boxes = [p for p in hits if isinstance(p, PageBox)]
        if not boxes:
            return hits[0] if hits else None
        first = [p.box for p in boxes if p.page == boxes[0].page]
        left, top, right, bottom = zip(*first, strict=True)
        return PageBox(boxes[0].page, (min(left), min(top), max(right), max(bottom)))

    def _pieces_in(self, span: Span) -> list[Piece]:
        start = max(0, bisect_right(self.blocks, span.start, key=lambda b: b.span.start) - 1)
        found: list[Piece] = []
        for at in range(start, len(self.blocks)):  # a slice would copy the rest of a long document
            block = self.blocks[at]
            if block.span.start >= span.end:
                break
            found += [p for p in block.pieces if p.span.overlaps(span)]
        return found
