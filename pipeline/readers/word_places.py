"""From points in the paragraphs of a Word file to spans of the document's text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.domain.document import Block
from pipeline.domain.places import ParagraphAt, Place, Span
from pipeline.ooxml.text import At
from pipeline.readers.drafts import Draft, tidy

Part = tuple[str, Place]


class _Laid:
    """A draft and its block: where each character of the one stands in the other."""

    def __init__(self, raw: str, span: Span) -> None:
        self._raw = raw
        self._span = span
        self._places: list[int] = []

    def at(self, offset: int) -> int:
        """Return the position in the document's text; tidied white space has none of its own."""
        if not self._places:
            self._places = [min(self._span.end, self._span.start + n) for n in _tidied(self._raw)]
        return self._places[offset]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The text of a w:p in a draft: which characters it is."""

    laid: _Laid
    offset: int
    length: int

    def at(self, offset: int) -> int:
        return self.laid.at(self.offset + min(offset, self.length))


@dataclass(slots=True)
class Places:
    """Knows each piece of text that went into the drafts, and after `settle` where it came to stand."""

    _pieces: dict[int, tuple[Part, str, int]] = field(default_factory=dict)
    _stretches: dict[str, dict[int, _Stretch]] = field(default_factory=dict)
    _order: dict[str, list[int]] = field(default_factory=dict)

    def part(self, text: str, part: str, index: int) -> Part:
        """Return the text of a w:p as a part of a draft."""
        made = (text, ParagraphAt(part, index))
        self._pieces[id(made)] = (made, part, index)  # kept, so that no other tuple takes its identity
        return made

    def settle(self, drafts: Sequence[Draft], blocks: Iterable[Block]) -> None:
        """Learn where each piece stands; there is a block for each draft."""
        for draft, block in zip(drafts, blocks, strict=True):
            laid = _Laid("".join(text for text, _ in draft.parts), block.span)
            offset = 0
            for made in draft.parts:
                if id(made) in self._pieces:
                    _, part, index = self._pieces[id(made)]
                    self._stretches.setdefault(part, {})[index] = _Stretch(laid, offset, len(made[0]))
                offset += len(made[0])
        self._order = {part: sorted(found) for part, found in self._stretches.items()}

    def span(self, start: At, end: At) -> Span:
        """Return the span between two points; empty where the words are not in the text."""
        first, last = self._position(start), self._position(end)
        return Span(first, max(first, last))

    def _position(self, at: At) -> int:
        """Return the position of a point; without its paragraph in the text, the end of what precedes."""
        stretches = self._stretches.get(at.part, {})
        if at.paragraph in stretches:
            return stretches[at.paragraph].at(at.offset)
        before = bisect_right(self._order.get(at.part, []), at.paragraph)
        if not before:
            return 0
        near = stretches[self._order[at.part][before - 1]]
        return near.at(near.length)


def _tidied(raw: str) -> list[int]:
    """Return for each offset of the raw text how many characters of the tidied one stand before it."""
    places = [0]
    count, after_space = 0, True
    for character in raw:
        left = _left_of(character)
        if left == " ":
            count += 0 if after_space else 1
            after_space = True
        elif left:
            count += 1
            after_space = False
        places.append(count)
    return places


@lru_cache(maxsize=4096)
def _left_of(character: str) -> str:
    return tidy(character)
