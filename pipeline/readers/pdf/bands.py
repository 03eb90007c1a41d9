"""Tables ruled between their rows only: level rules part the rows, white strips part the cells.

Such a table has no upright rule that a table finder could hold on to.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.readers.pdf.lines import Box, Line, Word

_SAME = 3.0  # points by which rules of one table begin or end apart
_JOINT = 2.0  # points between the parts of one rule
_FEWEST_RULES = 3
_LEAST_WIDTH = 100.0  # points
_WHITE = 8.0  # points between two cells, in every row
_TALLEST = 0.35  # of the page, for a row: two columns of prose between two rules are no row

CellBoxes = list[Box | None]


def banded_tables(rules: Sequence[Box], lines: Sequence[Line], *, height: float) -> Iterator[list[CellBoxes]]:
    """Yield the boxes of the cells, row by row, of each table that has no upright rules."""
    words = [word for line in lines for word in line.words]
    for stack in _stacks(_whole(rules)):
        top, bottom = stack[0][1], stack[-1][1]
        inside = [word for word in words if top < _middle(word) < bottom and _is_between(word, stack[0])]
        strips = _strips(inside, left=stack[0][0], right=stack[0][2])
        rows = list(pairwise(rule[1] for rule in stack))
        tall = max(below - above for above, below in rows) > _TALLEST * height
        if len(strips) > 1 and not tall and len(inside) >= 2 * len(rows):
            yield [[(left, above, right, below) for left, right in strips] for above, below in rows]


def _whole(rules: Sequence[Box]) -> list[Box]:
    """Return the level rules from the top down, those drawn in parts made whole."""
    level = sorted(
        (rule for rule in rules if rule[2] - rule[0] > rule[3] - rule[1]), key=lambda r: (round(r[1]), r[0])
    )
    whole: list[Box] = []
    for left, top, right, bottom in level:
        last = whole[-1] if whole else None
        if last and abs(last[1] - top) < _JOINT and left <= last[2] + _JOINT:
            whole[-1] = (last[0], last[1], max(last[2], right), last[3])
        else:
            whole.append((left, top, right, bottom))
    return [rule for rule in whole if rule[2] - rule[0] >= _LEAST_WIDTH]


def _stacks(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield rules that begin and end alike, one below the other."""
    stacks: list[list[Box]] = []
    for rule in rules:
        own = next((s for s in stacks if all(abs(s[0][n] - rule[n]) <= _SAME for n in (0, 2))), None)
        if own is None:
            stacks.append([rule])
        elif rule[1] - own[-1][1] > 2 * _JOINT:  # not the other edge of the same rule
            own.append(rule)
    return (stack for stack in stacks if len(stack) >= _FEWEST_RULES)


def _strips(words: Sequence[Word], *, left: float, right: float) -> list[tuple[float, float]]:
    """Return the columns: what lies between strips of white that run through all rows."""
    cuts: list[float] = []
    reach: float | None = None
    for start, end in sorted((word.box[0], word.box[2]) for word in words):
        if reach is not None and start - reach >= _WHITE:
            cuts.append((start + reach) / 2)
        reach = end if reach is None else max(reach, end)
    return list(pairwise([left - _SAME, *cuts, right + _SAME]))


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _is_between(word: Word, rule: Box) -> bool:
    return rule[0] - _SAME <= (word.box[0] + word.box[2]) / 2 <= rule[2] + _SAME
