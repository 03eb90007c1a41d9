"""Indents of first lines: where a file sets them, each indented line begins a paragraph."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.pdf.lines import Line

_LEAST, _MOST = 4.0, 45.0  # points
_SAME = 1.0  # points by which indents of one file differ
_FEWEST = 5  # paragraphs that show the indent
_USUALLY = 0.7  # of the paragraphs show it


@dataclass(frozen=True, slots=True)
class FirstLines:
    """The indent of first lines in points, and the left edges of the columns that have it."""

    indent: float
    edges: tuple[float, ...]

    def begins_at(self, left: float) -> bool | None:
        """Tell whether a line from there is a paragraph's first or one within it; None if unknown."""
        indented = any(abs(left - edge - self.indent) <= _SAME for edge in self.edges)
        at_edge = any(abs(left - edge) <= _SAME for edge in self.edges)
        return indented if indented != at_edge else None


def first_lines(openings: Sequence[tuple[Line, Line]]) -> FirstLines | None:
    """Return how the file indents first lines, by the first two lines of paragraphs; None if it doesn't."""
    steps = sorted(line.left - following.left for line, following in openings)
    common = [n for n in steps if _LEAST <= n <= _MOST]
    best = max(((sum(n <= m <= n + _SAME for m in common), n) for n in set(common)), default=(0, 0.0))
    if best[0] < max(_FEWEST, _USUALLY * len(steps)):
        return None
    indent = best[1] + _SAME / 2
    edges = Counter(
        round(following.left)
        for line, following in openings
        if abs(line.left - following.left - indent) <= _SAME
    )
    return FirstLines(indent, _apart([edge for edge, count in sorted(edges.items()) if count > 1]))


def _apart(edges: Sequence[int]) -> tuple[float, ...]:
    """Return edges, those that differ by a point as one."""
    return tuple(float(edge) for before, edge in pairwise([-100, *edges]) if edge - before > _SAME)
