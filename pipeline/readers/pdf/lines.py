"""Words and lines of a page, in points from the top left corner of the page as it is shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

from pipeline.domain.places import PageBox

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Word:
    """Characters between spaces, with their box; `broken` where a line end divides the word by a hyphen."""

    text: str
    box: Box
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line.

    `top` and `bottom` are those of most of its words: a raised note mark or a bullet doesn't count.
    """

    page: int
    words: tuple[Word, ...]
    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool

    @property
    def size(self) -> float:
        """Return the height of the line."""
        return self.bottom - self.top

    @property
    def place(self) -> PageBox:
        """Return the page and the box around all words, in tenths of a point."""
        left, top, right, bottom = (round(x, 1) for x in around(word.box for word in self.words))
        return PageBox(self.page, (left, top, right, bottom))


def line_of(words: Sequence[Word], *, page: int, bold: bool = False) -> Line:
    """Return the line that the words make."""
    return Line(
        page=page,
        words=tuple(words),
        text=" ".join(word.text for word in words),
        left=min(word.box[0] for word in words),
        top=median_low([word.box[1] for word in words]),
        right=max(word.box[2] for word in words),
        bottom=median_low([word.box[3] for word in words]),
        bold=bold,
    )


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with the parts of one line made one: a number, a tab and its clause; cells of a row."""
    held: Line | None = None
    for line in lines:
        if held is not None and _continues(held, line):
            bold = held.bold and line.bold
            held = line_of((*held.words, *line.words), page=line.page, bold=bold)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _continues(line: Line, other: Line) -> bool:
    """Tell whether the other stands to the right of the line on the same base line."""
    overlap = min(line.bottom, other.bottom) - max(line.top, other.top)
    return (
        overlap > 0.6 * min(line.size, other.size)
        and other.left >= line.right - 1
        and not line.words[-1].broken
    )
