"""From characters of the document's text to letters of the file's paragraphs.

Reading draws white space together, drops what can't be seen, and writes numbers and bars between the
cells of a row. A character is placed only where the letters read exactly as it does.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.domain.document import Block, Document, Piece
from pipeline.domain.places import ParagraphAt, Span
from pipeline.redline.tracked.lines import Line

_LABEL = 24  # letters of an automatic number that reading writes before a cell's text


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of one paragraph, from start to end."""

    at: ParagraphAt
    start: int
    end: int


class Places:
    """Where the characters of a document stand; a block is looked up once."""

    def __init__(self, document: Document, line: Callable[[ParagraphAt], Line | None]) -> None:
        self._document = document
        self._line = line
        self._blocks: dict[int, list[Letters | None]] = {}

    def block_of(self, offset: int) -> int:
        """Return the index of the block that holds the character, or ends there."""
        blocks = self._document.blocks
        holding = (n for n, b in enumerate(blocks) if b.span.start <= offset <= b.span.end)
        return next(holding, len(blocks) - 1)

    def letters(self, span: Span) -> list[Letters] | None:
        """Return the letters of a span within one block, by paragraph; None where some have no place."""
        block = self.block_of(span.start)
        start = self._document.blocks[block].span.start
        found = self._of_block(block)[span.start - start : span.end - start]
        return None if None in found else list(_runs(found))

    def nearest(self, span: Span) -> list[Letters]:
        """Return the letters of a span, over blocks, without the characters that have no place."""
        found: list[Letters] = []
        for n, block in enumerate(self._document.blocks):
            if block.span.overlaps(span):
                own = self._of_block(n)[max(0, span.start - block.span.start) : span.end - block.span.start]
                found += _runs(own)
        return found

    def before(self, offset: int) -> Letters | None:
        """Return the letter before the place in its block; None where there is none."""
        start = self._document.blocks[self.block_of(offset)].span.start
        return self._of_block(self.block_of(offset))[offset - start - 1] if offset > start else None

    def after(self, offset: int) -> Letters | None:
        """Return the letter after the place in its block; None where there is none."""
        block = self._document.blocks[self.block_of(offset)].span
        return self._of_block(self.block_of(offset))[offset - block.start] if offset < block.end else None

    def _of_block(self, n: int) -> list[Letters | None]:
        if n not in self._blocks:
            self._blocks[n] = list(self._place(self._document.blocks[n]))
        return self._blocks[n]

    def _place(self, block: Block) -> Iterator[Letters | None]:
        done: dict[ParagraphAt, int] = {}
        for piece in block.pieces:
            placed = self._piece(piece, done)
            yield from placed if placed else [None] * len(piece.span)

    def _piece(self, piece: Piece, done: dict[ParagraphAt, int]) -> list[Letters | None] | None:
        """Return the letters of a piece; `done` holds how far each paragraph is used up."""
        line = self._line(piece.place) if isinstance(piece.place, ParagraphAt) else None
        if line is None or not isinstance(piece.place, ParagraphAt):
            return None
        text, raw, start = self._document.quote(piece.span), line.text, done.get(piece.place, 0)
        symbols = {position for position, what in line.barriers if what == "a symbol"}
        spaces = [n + 1 for n, c in enumerate(text[:_LABEL]) if c == " "]
        for label in (0, *spaces):
            ranges = _aligned(text[label:], raw, start, symbols)
            if ranges is None or (label and raw[ranges[-1][1] if ranges and ranges[-1] else start :].strip()):
                continue
            last = [r for r in ranges if r is not None]
            done[piece.place] = last[-1][1] if last else start
            placed = [None if r is None else Letters(piece.place, *r) for r in ranges]
            return [None] * label + placed
        return None


def _aligned(text: str, raw: str, at: int, symbols: set[int]) -> list[tuple[int, int] | None] | None:
    """Return for each character of a text the letters it stands for; None where they read otherwise."""
    found: list[tuple[int, int] | None] = []
    for n, character in enumerate(text):
        if character == " ":
            end = _past_space(raw, at)
            if any(c.isspace() for c in raw[at:end]):
                found.append((at, end))
                at = end
                continue
        else:
            at = _past(raw, at, character, spaces=n == 0)
        if at < len(raw) and raw[at] == character:
            found.append((at, at + 1))
            at += 1
        elif at in symbols:
            found.append(None)
        else:
            return None
    return found


def _past_space(raw: str, at: int) -> int:
    while at < len(raw) and (raw[at].isspace() or _is_unseen(raw[at])):
        at += 1
    return at


def _past(raw: str, at: int, character: str, *, spaces: bool) -> int:
    """Return the place of the next letter that reading shows, unless the one wanted comes first."""
    while at < len(raw) and raw[at] != character and (_is_unseen(raw[at]) or (spaces and raw[at].isspace())):
        at += 1
    return at


def _is_unseen(character: str) -> bool:
    """Tell a character that reading drops: zero-width marks, soft hyphens, controls."""
    return unicodedata.category(character) in ("Cf", "Cc") and not character.isspace()


def _runs(letters: Iterable[Letters | None]) -> Iterator[Letters]:
    """Yield letters that follow each other in one paragraph as one."""
    current: Letters | None = None
    for letter in letters:
        if letter is None:
            continue
        if current is not None and letter.at == current.at:
            current = Letters(current.at, current.start, letter.end)
            continue
        if current is not None:
            yield current
        current = letter
    if current is not None:
        yield current
