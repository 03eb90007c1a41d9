"""What the sentence encoder says beside the linear heads, of clauses that may bear on a requirement."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.classification.encoder import Encoder, Reading
from pipeline.classification.exact import Doubles, Floats, probabilities
from pipeline.classification.units import Unit
from pipeline.classification.vectors import Ints
from pipeline.domain.requirements import Requirement

# All chosen on train folds; see models/requirements/card.md.
WORTH_READING = 0.1  # what the linear heads must say of a clause or one of its sentences
BEARING_SHARE, STANCE_SHARE, SUBPOINT_SHARE = 0.4, 0.5, 0.5  # the encoder's; the rest is the linear heads'
SURE = 1e-4  # logits are taken of probabilities no nearer to nought or one


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What the encoder said: row i of the units' rows is row `at[i]` of the reading, -1 where not read."""

    encoder: Encoder
    reading: Reading
    at: Ints

    def mixed_bearing(self, bearing: Floats, requirements: Sequence[Requirement]) -> Floats:
        """Return rows × requirements with the encoder's say where it has read."""
        rows = np.flatnonzero(self.at >= 0)
        mixed = bearing.copy()
        for column, requirement in enumerate(requirements):
            if requirement.id in self.encoder.requirements:
                said = self.reading.bearing[self.at[rows], self.encoder.requirements.index(requirement.id)]
                logits = BEARING_SHARE * _logits(said) + (1 - BEARING_SHARE) * _logits(bearing[rows, column])
                mixed[rows, column] = probabilities(logits)
        return mixed

    def mixed_stances(self, stances: Floats, requirement: Requirement, which: Ints) -> Floats:
        """Return rows × 4 of the rows in `which`, whose stances the linear heads gave."""
        rows = np.flatnonzero(self.at[which] >= 0)
        if requirement.id not in self.encoder.requirements or not len(rows):
            return stances
        said = self.reading.stances[self.at[which[rows]], self.encoder.requirements.index(requirement.id)]
        return _mixed(stances, said, rows, STANCE_SHARE)

    def mixed_subpoints(self, subpoints: Floats, requirement: Requirement, which: Ints) -> Floats:
        """Return rows × sub-points of the rows in `which`, sub-points in order."""
        rows = np.flatnonzero(self.at[which] >= 0)
        columns = self.encoder.columns_of(requirement.id)
        known = [(n, columns[s.number]) for n, s in enumerate(requirement.subpoints) if s.number in columns]
        if not known or not len(rows):
            return subpoints
        own, theirs = (list(c) for c in zip(*known, strict=True))
        mixed = subpoints.copy()
        said = self.reading.subpoints[np.ix_(self.at[which[rows]], theirs)]
        mixed[np.ix_(rows, own)] = _mixed(subpoints[:, own], said, rows, SUBPOINT_SHARE)[rows]
        return mixed


def read_again(units: Sequence[Unit], starts: Ints, bearing: Floats, encoder: Encoder) -> SecondReading:
    """Have the encoder read each unit that may bear on a requirement; unit n is the rows from `starts[n]`."""
    lengths = [1 + unit.parts for unit in units]
    at = np.full(len(bearing), -1, dtype=np.int64)
    asked, first = [], 0
    for unit, start, length in zip(units, starts, lengths, strict=True):
        if bearing[start : start + length].max() >= WORTH_READING:
            asked.append((unit.heading, unit.said))
            at[start : start + length] = first + np.arange(length)
            first += 1 + len(unit.spans)  # a clause of one sentence is read as both
    return SecondReading(encoder, encoder.read(asked), at)


def _mixed(own: Floats, said: Floats, rows: Ints, share: float) -> Floats:
    mixed = own.copy()
    mixed[rows] = np.round(share * said.astype(np.float64) + (1 - share) * own[rows], 6)
    return mixed


def _logits(shares: Floats) -> Doubles:
    kept = np.clip(shares.astype(np.float64), SURE, 1 - SURE)
    return np.asarray(np.log(kept / (1 - kept)))
