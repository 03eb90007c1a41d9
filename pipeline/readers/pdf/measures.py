"""The measures of a page: its columns, their right edges, the usual step from line to line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from pipeline.readers.pdf.columns import is_above
from pipeline.readers.pdf.lines import Line

_FEW = 6
_RAGGED = 15.0  # points; lines of ragged text that come this near show the edge
_SAME_LEFT = 20.0

Steps = dict[int, float]  # by the height of the line, in whole points


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the right edge of its column and the usual step to the next line there."""

    line: Line
    right: float
    step: float


def measured(pages: Sequence[Sequence[Line]]) -> list[list[Placed]]:
    """Return the lines of each page, in their order, with the measures of their columns."""
    columns = [list(_columns(lines)) for lines in pages]
    everywhere = [column for page in columns for column in page]
    usual_steps = _steps(everywhere, fewest=1)
    edges = [(column[0].left, edge) for column in everywhere if (edge := _right_edge(column)) is not None]
    result: list[list[Placed]] = []
    for page in columns:
        steps = usual_steps | _steps(page, fewest=_FEW)
        result.append([])
        for column in page:
            right = _right_edge(column) or _edge_like(column, edges)
            result[-1] += [Placed(line, right, steps.get(round(line.size), line.size)) for line in column]
    return result


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines that go down the page."""
    column: list[Line] = []
    for line in lines:
        if column and is_above(line, column[-1]):
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _right_edge(column: Sequence[Line]) -> float | None:
    """Return where full lines end: the farthest right that two more lines come near; None if too few."""
    rights = sorted((line.right for line in column), reverse=True)
    if len(rights) < _FEW:
        return None
    return next((far for far, near in zip(rights, rights[2:], strict=False) if far - near <= _RAGGED), None)


def _edge_like(column: Sequence[Line], edges: Sequence[tuple[float, float]]) -> float:
    """Return the right edge of columns elsewhere that begin where this one does."""
    left = min(line.left for line in column)
    alike = [right for start, right in edges if abs(start - left) <= _SAME_LEFT] or [
        right for _, right in edges
    ]
    return median_low(alike) if alike else max(line.right for line in column)


def _steps(columns: Iterable[Sequence[Line]], *, fewest: int) -> Steps:
    """Return the smallest step that is common among lines of one height."""
    steps: defaultdict[int, list[float]] = defaultdict(list)
    for column in columns:
        for line, following in pairwise(column):
            step = following.bottom - line.bottom
            if round(line.size) == round(following.size) and 0.4 * line.size < step < 3 * line.size:
                steps[round(line.size)].append(step)
    return {size: _smallest_common(some) for size, some in steps.items() if len(some) >= fewest}


def _smallest_common(steps: list[float]) -> float:
    ordered = sorted(steps)
    for step in ordered:
        near = [other for other in ordered if step <= other <= step + 1]
        if len(near) >= 0.2 * len(ordered):
            return median_low(near)
    return ordered[0]
