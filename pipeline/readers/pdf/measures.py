"""The measures of a page: where columns end, the usual step between lines, how a file parts paragraphs."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from pipeline.readers.pdf.columns import is_above
from pipeline.readers.pdf.indents import FirstLines, first_lines
from pipeline.readers.pdf.lines import Line

_FEW = 6
_RAGGED = 15.0  # points; lines of ragged text that come this near show the edge
_FLUSH = 0.8  # points; lines set to the edge differ by less
_SAME_LEFT = 20.0
_LEADING = 1.25  # a step in type sizes, where a file has no lines to tell by
_CLEAR = 0.1  # of the column's width that is left free by a line which clearly ends early
_WHITE = 0.75  # of the lines that clearly end early have white after them, where white parts paragraphs

Steps = dict[float, float]  # by the size of the type


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the measures of its column.

    `right` is where the column ends, `step` the usual step to the next line there; `flush` tells that
    lines are set to the edge, `spaced` that the file parts its paragraphs by white; `title` is the number
    of the bookmark that has its words, 0 where none has. Where the file indents first lines, `first` tells
    whether the line is indented so, or set to the left edge of its column; None elsewhere.
    """

    line: Line
    right: float
    step: float
    flush: bool
    spaced: bool
    title: int = 0
    first: bool | None = None


@dataclass(frozen=True, slots=True)
class _Column:
    """A run of lines that go down the page; what stands beside it on the right begins at `beside`."""

    lines: tuple[Line, ...]
    beside: float

    def edge(self) -> float | None:
        """Return where full lines end: the farthest right that two more lines come near; None if too few."""
        rights = sorted((line.right for line in self.lines if line.right < self.beside), reverse=True)
        if len(rights) < _FEW:
            return None
        return next(
            (far for far, near in zip(rights, rights[2:], strict=False) if far - near <= _RAGGED), None
        )


def measured(pages: Sequence[Sequence[Line]]) -> list[list[Placed]]:
    """Return the lines of each page, in their order, with the measures of their columns."""
    columns = [_columns(lines) for lines in pages]
    edges = sorted(
        (column.lines[0].left, edge)
        for page in columns
        for column in page
        if (edge := column.edge()) is not None
    )
    rights = [[_right(column, edges) for column in page] for page in columns]
    pairs = [
        (line, following, right)
        for page, ends in zip(columns, rights, strict=True)
        for column, right in zip(page, ends, strict=True)
        for line, following in pairwise(column.lines)
    ]
    steps = _steps(pairs, {line.size for lines in pages for line in lines})
    spaced = _is_spaced(pairs, steps)
    indents = first_lines(_openings(pairs))
    return [
        [
            placed
            for column, right in zip(page, ends, strict=True)
            for placed in _place(column, right, steps, spaced, indents)
        ]
        for page, ends in zip(columns, rights, strict=True)
    ]


def room_after(line: Line, following: Line, *, right: float) -> float:
    """Return the points that the line would have left had it taken the next line's first word as well."""
    return right - line.right - 0.25 * line.size - (following.edges[1] - following.edges[0])


def _place(
    column: _Column, right: float, steps: Steps, spaced: bool, indents: FirstLines | None
) -> Iterator[Placed]:
    full = [a for a, b in pairwise(column.lines) if room_after(a, b, right=right) <= 0]
    at_edge = sum(1 for line in full if abs(line.right - right) <= _FLUSH)
    flush = at_edge >= 4 and at_edge >= 0.85 * len(full)
    for line in column.lines:
        end = right if line.right < column.beside else max(line.right, right)
        first = None if indents is None else indents.begins_at(line.left)
        yield Placed(line, end, steps[line.size], flush and end == right, spaced, first=first)


def _columns(lines: Sequence[Line]) -> list[_Column]:
    """Return runs of lines that go down the page, each with where its neighbour to the right begins."""
    runs: list[list[Line]] = []
    for line in lines:
        if not runs or is_above(line, runs[-1][-1]):
            runs.append([])
        runs[-1].append(line)
    return [_Column(tuple(run), _beside(run, runs)) for run in runs]


def _beside(run: Sequence[Line], runs: Sequence[Sequence[Line]]) -> float:
    """Return where the lines begin that stand to the right of most of this run; far away where none do."""
    middle = median_low([line.left for line in run])
    top, bottom = min(line.top for line in run), max(line.bottom for line in run)
    starts = [
        median_low([line.left for line in other])
        for other in runs
        if other is not run and other[0].top < bottom and other[-1].bottom > top
    ]
    return min((start for start in starts if start > middle + 2 * _SAME_LEFT), default=float("inf"))


def _right(column: _Column, edges: Sequence[tuple[float, float]]) -> float:
    """Return the right edge of a column: its own, or that of columns which begin where it does."""
    own = column.edge()
    left = column.lines[0].left
    near = edges[bisect_left(edges, (left - _SAME_LEFT, 0.0)) : bisect_left(edges, (left + _SAME_LEFT, 0.0))]
    alike = sorted(edge for _, edge in near if edge < column.beside)
    usual = alike[(3 * len(alike)) // 4] if alike else None
    if own is not None:
        return own if usual is None else max(own, min(usual, column.beside))
    if usual is not None:
        return usual
    widest = max(line.right for line in column.lines)
    others = [edge for _, edge in edges if edge >= widest]
    return min(median_low(others) if others else widest, column.beside)


def _steps(pairs: Iterable[tuple[Line, Line, float]], sizes: Iterable[float]) -> Steps:
    """Return for each size of type the smallest step that is common between full lines and the next."""
    steps: defaultdict[float, list[float]] = defaultdict(list)
    for line, following, right in pairs:
        step = following.base - line.base
        alike = abs(line.size - following.size) < 0.1 and 0.4 * line.size < step < 3 * line.size
        if alike and room_after(line, following, right=right) <= 0:
            steps[_half_points(line.size)].append(step)
    common = {size: _smallest_common(some) for size, some in steps.items()}
    return {size: _step(size, common) for size in sizes}


def _smallest_common(steps: list[float]) -> float:
    ordered = sorted(steps)
    for step in ordered:
        near = [other for other in ordered if step <= other <= step + 1]
        if len(near) >= 0.2 * len(ordered):
            return median_low(near)
    return ordered[0]


def _step(size: float, steps: dict[float, float]) -> float:
    """Return the usual step of a size, or what the nearest other size in half points makes likely."""
    known = steps.get(_half_points(size))
    nearest = min(steps, key=lambda other: abs(other - size), default=None)
    likely = _LEADING * size if nearest is None else steps[nearest] / nearest * size
    return likely if known is None or known > 1.6 * max(likely, _LEADING * size) else known


def _half_points(size: float) -> float:
    return round(2 * size) / 2 or 0.5


def _is_spaced(pairs: Iterable[tuple[Line, Line, float]], steps: Steps) -> bool:
    """Tell whether white follows on most lines that clearly end early."""
    white = total = 0
    for line, following, right in pairs:
        width = right - min(line.left, following.left)
        if (
            abs(line.size - following.size) < 0.1
            and room_after(line, following, right=right) > _CLEAR * width
        ):
            total += 1
            white += is_white(line, following, step=steps[line.size])
    return total >= _FEW and white >= _WHITE * total


def _openings(pairs: Sequence[tuple[Line, Line, float]]) -> list[tuple[Line, Line]]:
    """Return the first two lines of paragraphs whose beginning the end of the line before shows."""
    return [
        (line, second)
        for (before, line, right), (same, second, _) in pairwise(pairs)
        if line is same
        and abs(line.size - second.size) < 0.1
        and room_after(before, line, right=right) > _CLEAR * (right - min(before.left, line.left))
        and room_after(line, second, right=right) <= 0
    ]


def is_white(line: Line, following: Line, *, step: float) -> bool:
    """Tell whether there is more than the usual step between the two."""
    return following.base - line.base > 1.12 * step + 0.5
