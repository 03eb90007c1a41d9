"""What the encoder read lately: papers of one firm, and of one trade, repeat whole clauses word for word."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from pipeline.classification.exact import Floats

MOST_ROWS = 8192  # kept at once, about 20 MB

Clause = tuple[str, tuple[str, ...]]
Rows = tuple[Floats, ...]


class Memory:
    """Keeps the rows read of each clause, those asked for least lately forgotten first."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        """Keep at most that many rows."""
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Clause, Rows] = OrderedDict()

    def recall(self, clauses: Sequence[Clause], read: Callable[[Sequence[Clause]], Rows]) -> Rows:
        """Return the rows of all clauses in order; `read` is asked once for those that are not kept."""
        found = {c: self._kept[c] for c in clauses if c in self._kept}
        fresh = [c for c in dict.fromkeys(clauses) if c not in found]
        arrays = read(fresh)
        ends = np.cumsum([1 + len(said) for _, said in fresh])
        parts = zip(*(np.split(a, ends[:-1]) for a in arrays), strict=True) if fresh else ()
        found |= dict(zip(fresh, parts, strict=True))
        if len(fresh) < len(clauses):
            columns = zip(*(found[c] for c in clauses), strict=True)
            arrays = tuple(np.concatenate(column) for column in columns)
        self._keep(found)
        return arrays

    def _keep(self, found: dict[Clause, Rows]) -> None:
        for clause, rows in found.items():
            if clause not in self._kept:
                self._size += len(rows[0])
            # A copy, since a part of an array keeps the whole of it alive.
            self._kept[clause] = self._kept.get(clause) or tuple(r.copy() for r in rows)
            self._kept.move_to_end(clause)
        while self._size > self._most:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone[0])
