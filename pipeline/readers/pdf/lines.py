"""Words and lines of a page, in points from the top left corner of the page as it is read."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from statistics import median_low
from typing import NamedTuple

from pipeline.domain.places import PageBox

Box = tuple[float, float, float, float]  # left, top, right, bottom

_TOUCHING = 0.08  # of the type size; letters of one word are no farther apart
_DESCENT = 0.2  # of the type size, below the base line


class Turn(NamedTuple):
    """How a page lies that is read sideways: quarter turns clockwise, and its shown width and height.

    `lean` is the degrees by which a scanned page lies askew, clockwise about its middle.
    """

    quarters: int
    width: float
    height: float
    lean: float = 0.0

    def shown(self, box: Box) -> Box:
        """Return where on the page as it is shown a box of the page as it is read stands."""
        left, top, right, bottom = self._askew(box) if self.lean else box
        if self.quarters == 1:
            return self.width - bottom, left, self.width - top, right
        if self.quarters == 2:
            return self.width - right, self.height - bottom, self.width - left, self.height - top
        if self.quarters == 3:
            return top, self.height - right, bottom, self.height - left
        return left, top, right, bottom

    def _askew(self, box: Box) -> Box:
        """Return the box around a box that was turned about the page's middle."""
        width, height = (self.height, self.width) if self.quarters % 2 else (self.width, self.height)
        sine, cosine = sin(radians(self.lean)), cos(radians(self.lean))
        corners = [(x - width / 2, y - height / 2) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [x * cosine - y * sine + width / 2 for x, y in corners]
        ys = [x * sine + y * cosine + height / 2 for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


class Word(NamedTuple):
    """Characters between spaces, with their box; `broken` where a line end divides the word by a hyphen.

    `size` is that of its type, 0 where only the box is known.
    """

    text: str
    box: Box
    broken: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, kept small: a long file has a million of them.

    `base`, `size`, `top` and `bottom` are those of most of its letters: a raised note mark or a bullet
    doesn't count. `edges` are the left and right ends of its words in turn, `odd` those words that stand
    otherwise than most. `turn` is set where the line is read sideways: its boxes are those of the turned
    page.
    """

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    broken: bool
    edges: "array[float]"
    odd: tuple[tuple[int, Word], ...] = ()
    turn: Turn | None = None

    @property
    def base(self) -> float:
        """Return the height of the base line."""
        return self.bottom - _DESCENT * self.size

    @property
    def words(self) -> list[Word]:
        """Return its words."""
        words = [
            Word(text, (left, self.top, right, self.bottom), size=self.size)
            for text, left, right in zip(self.text.split(" "), self.edges[::2], self.edges[1::2], strict=True)
        ]
        for n, word in self.odd:
            words[n] = word
        if self.broken:
            words[-1] = words[-1]._replace(broken=True)
        return words

    @property
    def count(self) -> int:
        """Return how many words it has."""
        return len(self.edges) // 2

    @property
    def place(self) -> PageBox:
        """Return the page and the box of the line, in tenths of a point."""
        box = self.left, self.top, self.right, self.bottom
        left, top, right, bottom = box if self.turn is None else self.turn.shown(box)
        return PageBox(self.page, (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def line_of(words: Sequence[Word], *, page: int, bold: bool = False, turn: Turn | None = None) -> Line:
    """Return the line that the words make."""
    _, (left, top, right, bottom), _, size = words[0]
    alike = True
    edges = array("f")
    for _, box, _, _ in words:
        edges.append(box[0])
        edges.append(box[2])
        alike = alike and box[1] == top and box[3] == bottom
        left = min(left, box[0])
        right = max(right, box[2])
    odd: tuple[tuple[int, Word], ...] = ()
    if not alike:
        top, bottom, size = _usual(words)
        odd = tuple((n, word) for n, word in enumerate(words) if word.box[1] != top or word.box[3] != bottom)
    text = " ".join([word.text for word in words])
    return Line(
        page, text, left, top, right, bottom, size or bottom - top, bold, words[-1].broken, edges, odd, turn
    )


def _usual(words: Sequence[Word]) -> tuple[float, float, float]:
    """Return top, bottom and size of the type that most letters of the line are set in."""
    if not words[0].size:
        return median_low([word.box[1] for word in words]), median_low([word.box[3] for word in words]), 0.0
    letters: dict[tuple[float, float, float], int] = {}
    for word in words:
        at = (word.box[1], word.box[3], word.size)
        letters[at] = letters.get(at, 0) + len(word.text)
    return max(letters, key=lambda at: letters[at])


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with the parts of one line made one: a number, a tab and its clause; cells of a row."""
    held: list[Line] = []
    for line in lines:
        if held and not _continues(held[-1], line):
            yield _one(held)
            held = []
        held.append(line)
    if held:
        yield _one(held)


def _one(parts: Sequence[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    words = parts[0].words
    for part in parts[1:]:
        first, *rest = part.words
        if first.box[0] - words[-1].box[2] < _TOUCHING * part.size:
            words[-1] = _joined(words[-1], first)
        else:
            words.append(first)
        words += rest
    return line_of(words, page=parts[0].page, bold=all(part.bold for part in parts), turn=parts[0].turn)


def _joined(word: Word, other: Word) -> Word:
    box = around((word.box, other.box))
    return Word(word.text + other.text, box, other.broken, word.size)


def _continues(line: Line, other: Line) -> bool:
    """Tell whether the other stands to the right of the line on the same base line."""
    overlap = min(line.bottom, other.bottom) - max(line.top, other.top)
    return (
        overlap > 0.6 * min(line.bottom - line.top, other.bottom - other.top)
        and other.left >= line.right - 1
        and line.turn == other.turn
        and not line.broken
    )
