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
        total = np.zeros((len(rows), self.shares.shape[1]), dtype=np.float64)
        every = np.arange(len(rows))
        for root in self.roots:
            node = np.full(len(rows), root)
            moving = every
            while len(moving):
                at = node[moving]
                moving = moving[self.column[at] != LEAF]
                at = node[moving]
                low = rows[moving, self.column[at]] <= self.threshold[at]
                node[moving] = np.where(low, self.left[at], self.right[at])
            total += self.shares[node]
        return np.asarray(total / len(self.roots), dtype=np.float32)
