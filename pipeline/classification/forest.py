"""A forest of decision trees as arrays, and what it says of rows of numbers."""

from dataclasses import dataclass

import numpy as np

from pipeline.classification.exact import Floats
from pipeline.classification.vectors import Ints

LEAF = -1


@dataclass(frozen=True, slots=True)
class Forest:
    """All trees' nodes one after another; `roots[t]` is where tree t begins.

    At node n a row goes to `left[n]` where its value in column `column[n]` is at most
    `threshold[n]`, else to `right[n]`; a leaf has column LEAF and a row of `shares` (outputs).
    """

    roots: Ints
    column: Ints
    threshold: Floats
    left: Ints
    right: Ints
    shares: Floats

    def shares_of(self, rows: Floats) -> Floats:
        """Return the mean over trees of the leaf shares each row ends in (rows × outputs)."""
        ends = self._leaves(rows)
        total = np.zeros((len(rows), self.shares.shape[1]), dtype=np.float64)
        for leaf in ends.T:  # tree by tree, as the order of a sum decides its last digits
            total += self.shares[leaf]
        return np.asarray(total / len(self.roots), dtype=np.float32)

    def _leaves(self, rows: Floats) -> Ints:
        """Return the leaf each row ends in (rows × trees)."""
        node = np.tile(self.roots, len(rows))
        row = np.repeat(np.arange(len(rows)), len(self.roots))
        moving = np.arange(len(node))
        while len(moving):
            moving = moving[self.column[node[moving]] != LEAF]
            at = node[moving]
            low = rows[row[moving], self.column[at]] <= self.threshold[at]
            node[moving] = np.where(low, self.left[at], self.right[at])
        return node.reshape(len(rows), len(self.roots))
