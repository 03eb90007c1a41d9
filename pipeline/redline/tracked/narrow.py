"""A replacement made as small as words allow: only the words that differ are struck out and added.

The least number of letters comes first; then changes with nothing but a space or a little word
between them are drawn together, as long as that costs little, because a lawyer reads whole phrases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|\w+(?:['’]\w+)*|\s+|.", re.DOTALL)
_CELLS = 1_000_000  # of the table of common words; beyond it one change covers the whole
_SLACK = 1.25  # how much larger the changes may become by drawing them together
_LITTLE = 3  # letters and spaces between two changes that may be struck and added again


@dataclass(frozen=True, slots=True)
class Small:
    """Letters from start to end, counted in the old text, and what takes their place."""

    start: int
    end: int
    new: str


def narrow(old: str, new: str) -> tuple[Small, ...]:
    """Return the smallest changes by whole words that make the new text of the old."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    first = sum(map(len, before[:head]))
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    return tuple(_shifted(small, old) for small in _joined(list(_differences(*middle, at=first)), old))


def size(changes: tuple[Small, ...]) -> int:
    """Return how many letters are struck out and added."""
    return sum(change.end - change.start + len(change.new) for change in changes)


def word_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range widened so that it begins and ends between words."""
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _common(a: list[str], b: list[str]) -> int:
    """Return how many tokens both begin with."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _differences(a: list[str], b: list[str], *, at: int) -> Iterator[Small]:
    """Yield the changes between two lists of tokens that keep the most letters; `at` is where a begins."""
    kept = _longest(a, b)
    i = j = 0
    for x, y in (*kept, (len(a), len(b))):
        gone, come = "".join(a[i:x]), "".join(b[j:y])
        if gone or come:
            yield Small(at, at + len(gone), come)
        at += len(gone) + (len(a[x]) if x < len(a) else 0)
        i, j = x + 1, y + 1


def _longest(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Return the pairs of equal tokens, in order in both, that hold the most letters."""
    if not a or not b or len(a) * len(b) > _CELLS:
        return []
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(len(b) - 1, -1, -1):
            kept = below[j + 1] + len(a[i]) if a[i] == b[j] else 0
            row[j] = max(kept, below[j], row[j + 1])
    return list(_followed(best, a, b))


def _followed(best: list[list[int]], a: list[str], b: list[str]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j] and best[i][j] == best[i + 1][j + 1] + len(a[i]):
            yield i, j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1


def _joined(changes: list[Small], old: str) -> list[Small]:
    """Draw changes together over next to nothing, the smallest gaps first, within the slack."""
    budget = (_SLACK - 1) * size(tuple(changes))
    while True:
        gaps = [(b.start - a.end, n) for n, (a, b) in enumerate(pairwise(changes))]
        gaps = [(gap, n) for gap, n in gaps if gap <= _LITTLE and 2 * gap <= budget]
        if not gaps:
            return changes
        gap, n = min(gaps)
        a, b = changes[n], changes[n + 1]
        changes[n : n + 2] = [Small(a.start, b.end, a.new + old[a.end : b.start] + b.new)]
        budget -= 2 * gap


def _shifted(change: Small, old: str) -> Small:
    """Let an insertion or deletion begin with its space rather than end with it, where both read alike."""
    if change.start == change.end:
        new, start = change.new, change.start
        if new.endswith(" ") and not new.startswith(" ") and start and old[start - 1] == " ":
            return Small(start - 1, start - 1, " " + new[:-1])
    elif not change.new:
        gone = old[change.start : change.end]
        if gone.endswith(" ") and not gone.startswith(" ") and change.start and old[change.start - 1] == " ":
            return Small(change.start - 1, change.end - 1, "")
    return change
