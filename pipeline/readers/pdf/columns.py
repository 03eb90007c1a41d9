"""The order of lines where a page's own order jumps about: columns are found by the white between them."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.readers.pdf.lines import Line, joined, line_of

_GUTTER = 10.0  # points of white between two columns, at least
_FEWEST = 4  # lines in a column
_PEEL = 8  # lines across the columns at the top or bottom of a region
_WORDS = 3  # a line in a column of prose, at least


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines as they are read; pdfium's own order is kept where it makes sense.

    A jump upward is the step to the next column where there is white between the two; any other
    means that the file holds its text in another order. Lines that run across two columns mean
    that the page was written row by row.
    """
    if not _runs_by_columns(lines):
        return _cut(list(lines))
    parts = _split_at_gutter(lines)
    return _cut(parts) if parts else list(lines)


def is_above(line: Line, other: Line) -> bool:
    """Tell whether the line stands higher than the other, on another base line."""
    return line.top < other.top - 0.5 * min(line.size, other.size)


def _runs_by_columns(lines: Sequence[Line]) -> bool:
    """Tell whether every jump upward leads to lines beside those that were read before, not over them."""
    starts = [n + 1 for n, (line, following) in enumerate(pairwise(lines)) if is_above(following, line)]
    for start, end in pairwise([*starts, len(lines)]):
        column = lines[start:end]
        top = column[0].top
        left, right = min(line.left for line in column), max(line.right for line in column)
        beside = [line for line in lines[:start] if line.bottom > top + 0.5 * line.size]
        over = sum(1 for line in beside if line.left < right and line.right > left)
        if over > 0.1 * len(beside):
            return False
    return True


def _split_at_gutter(lines: Sequence[Line]) -> list[Line]:
    """Return lines cut in two at a gutter that runs through most of them; none where there is none."""
    gaps = [gap for line in lines for gap in _wide_gaps(line)]
    if len(gaps) < 2 * _FEWEST:
        return []
    middle = sorted((left + right) / 2 for left, right in gaps)[len(gaps) // 2]
    through = [line for line in lines if any(left < middle < right for left, right in _wide_gaps(line))]
    crossing = [line for line in lines if line.left < middle < line.right]
    if len(through) < max(0.7 * len(crossing), 0.4 * len(lines)) or not _are_columns(through, middle):
        return []
    return [part for line in lines for part in (_halves(line, middle) if line in through else [line])]


def _are_columns(lines: Sequence[Line], middle: float) -> bool:
    """Tell columns of prose, filled to their edges, from the short cells of a table and from numbers."""
    halves = [_halves(line, middle) for line in lines]
    for side in (0, 1):
        widths = [half[side].right - half[side].left for half in halves]
        if sum(half[side].count for half in halves) < _WORDS * len(halves):
            return False
        if sum(1 for width in widths if width >= 0.75 * max(widths)) < 0.6 * len(widths):
            return False
    return True


def _wide_gaps(line: Line) -> list[tuple[float, float]]:
    wide = max(_GUTTER, 0.8 * line.size)
    rights, lefts = line.edges[1:-1:2], line.edges[2::2]
    return [(end, start) for end, start in zip(rights, lefts, strict=True) if start - end >= wide]


def _halves(line: Line, middle: float) -> list[Line]:
    sides = ([w for w in line.words if w.box[0] < middle], [w for w in line.words if w.box[0] >= middle])
    return [line_of(words, page=line.page, bold=line.bold) for words in sides if words]


def _cut(lines: list[Line]) -> list[Line]:
    """Return the lines of a region in order: cut between columns, else between rows, again and again."""
    if len(lines) <= 1:
        return lines
    gutter = _gutter(lines)
    if gutter is not None:
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.right > gutter]
        return _cut(left) + _cut(right)
    bands = _bands(lines)
    if len(bands) > 1:
        return [line for band in bands for line in _cut(band)]
    return _peeled(_by_height(lines))


def _by_height(lines: Sequence[Line]) -> list[Line]:
    """Return lines from the top down, parts of one line from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.top):
        if rows and line.top < rows[-1][0].bottom - 0.6 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _peeled(lines: list[Line]) -> list[Line]:
    """Return lines in order from the top; a title or a last line across columns keeps them hidden no more."""
    for count in range(1, min(_PEEL, len(lines) - 2 * _FEWEST) + 1):
        if _gutter(lines[count:]) is not None:
            return lines[:count] + _cut(lines[count:])
        if _gutter(lines[:-count]) is not None:
            return _cut(lines[:-count]) + lines[-count:]
    return list(joined(lines))


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the x of the widest upright white strip with enough lines on either side."""
    best: tuple[float, float] | None = None
    reach = 0.0
    ordered = sorted(lines, key=lambda line: line.left)
    for n, line in enumerate(ordered):
        enough = min(n, len(ordered) - n) >= _FEWEST
        if n and enough and line.left - reach >= _GUTTER and (best is None or line.left - reach > best[0]):
            best = (line.left - reach, (line.left + reach) / 2)
        reach = max(reach, line.right)
    return None if best is None else best[1]


def _bands(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines in bands: a full-width line parts the columns above it from those below."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    bands: list[list[Line]] = []
    wide_before: bool | None = None
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        wide = line.right - line.left > 0.6 * (right - left)
        if not bands or wide is not wide_before:
            bands.append([])
        bands[-1].append(line)
        wide_before = wide
    return bands
