"""The linear heads: does a row bear on a requirement, with which stance, meeting which sub-points."""

from dataclasses import dataclass

import numpy as np

from pipeline.classification.exact import Floats, probabilities, softmax
from pipeline.classification.vectors import Ints, Rows, scores, sums
from pipeline.domain.reading import Stance

STANCES = tuple(Stance)


@dataclass(frozen=True, slots=True)
class Narrow:
    """A head over few columns: `columns` sorted, `weights` len(columns) × outputs."""

    columns: Ints
    weights: Floats
    bias: Floats

    def logits(self, rows: Rows, which: Ints) -> Floats:
        """Return the logits of the rows named in `which` (len(which) × outputs)."""
        picked = rows.picked(which)
        at = np.searchsorted(self.columns, picked.columns)
        at[at == len(self.columns)] = 0
        known = self.columns[at] == picked.columns if len(self.columns) else np.zeros(len(at), dtype=bool)
        starts: Ints = np.concatenate([[0], np.cumsum(known)])[picked.starts]
        held = picked.values[known, None].astype(np.float64)
        return np.asarray(sums(held * self.weights[at[known]], starts) + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads over one vocabulary.

    `bearing` is columns × requirements; `stance` columns × 4 for any requirement, `own_stance[j]`
    and `subpoints[j]` speak of requirement j alone; `numbers[j]` names the sub-points in order.
    """

    requirements: tuple[str, ...]
    bearing: Floats
    bearing_bias: Floats
    stance: Floats
    stance_bias: Floats
    own_stance: tuple[Narrow, ...]
    subpoints: tuple[Narrow, ...]
    numbers: tuple[tuple[int, ...], ...]

    def bears_on(self, rows: Rows) -> Floats:
        """Return the probability of each row bearing on each requirement (rows × requirements)."""
        return probabilities(scores(rows, self.bearing, self.bearing_bias))

    def stances(self, rows: Rows) -> Floats:
        """Return stance probabilities whatever the requirement (rows × 4)."""
        return softmax(scores(rows, self.stance, self.stance_bias))

    def stances_for(self, requirement: int, rows: Rows, which: Ints, general: Floats) -> Floats:
        """Return stance probabilities of the rows in `which` as to one requirement (len(which) × 4)."""
        own = softmax(self.own_stance[requirement].logits(rows, which))
        return np.asarray((general[which] + own) / 2, dtype=np.float32)

    def subpoints_for(self, requirement: int, rows: Rows, which: Ints) -> Floats:
        """Return the probability of each sub-point, given that the row bears on the requirement."""
        return probabilities(self.subpoints[requirement].logits(rows, which))
