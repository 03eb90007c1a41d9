"""What the linear heads and the encoder say of clauses and their sentences, in rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.classification.encoder import Encoder
from pipeline.classification.exact import Floats
from pipeline.classification.heads import Heads
from pipeline.classification.memory import Memory
from pipeline.classification.second_reading import SecondReading, read_again
from pipeline.classification.units import Unit
from pipeline.classification.vectors import Ints, Rows, Vectorizer, WordVectors
from pipeline.domain.requirements import Library, Requirement

CUE_PROBABILITY = 0.5  # of a clause that only a cue speaks for: its requirement was never learned


@dataclass(frozen=True, slots=True)
class Learned:
    """What clauses are read with: linear heads over a vocabulary, and the sentence encoder if any.

    `memory` keeps what was read of clauses lately.
    """

    vectorizer: Vectorizer
    heads: Heads
    encoder: Encoder | None = None
    memory: Memory[Any] = field(default_factory=Memory, compare=False, repr=False)

    @property
    def words(self) -> WordVectors:
        """Return the word vectors that the vocabulary was fitted with; raises ValueError for none."""
        if self.vectorizer.words is None:
            raise ValueError("this vocabulary was fitted without word vectors")
        return self.vectorizer.words


@dataclass(frozen=True, slots=True)
class Scored:
    """Units with their rows: unit n is row `whole[n]`, its sentences begin at row `first[n]`.

    Over units × requirements of the library: `best` is the row of the unit's best sentence (the
    whole where there is one sentence), `probability` the mean of what that and the whole say.
    """

    units: tuple[Unit, ...]
    features: tuple[tuple[str, ...], ...]
    rows: Rows
    whole: Ints
    first: Ints
    bearing: Floats
    stances: Floats
    best: Ints
    probability: Floats
    second: SecondReading | None


def score_units(units: tuple[Unit, ...], library: Library, learned: Learned) -> Scored:
    """Score every unit and each of its sentences against every requirement of the library."""
    features = tuple(f for unit in units for f in (unit.whole, *unit.sentences))
    lengths = np.array([1 + unit.parts for unit in units], dtype=np.int64)
    whole: Ints = np.cumsum(lengths) - lengths
    heads, encoder = learned.heads, learned.encoder
    rows = learned.vectorizer.rows(features)
    bearing = _bearing(heads.bears_on(rows), features, library, heads)
    second = read_again(units, whole, bearing, encoder) if encoder and units else None
    if second:
        bearing = second.mixed_bearing(bearing, library.requirements)
    best = np.zeros((len(units), bearing.shape[1]), dtype=np.int64)
    for n, (start, length) in enumerate(zip(whole, lengths, strict=True)):
        # Row `start` is the clause itself: it stands for its best sentence where it has only one.
        low = start + (length > 1)
        best[n] = low + bearing[low : start + length].argmax(axis=0)
    probability = (bearing[whole] + np.take_along_axis(bearing, best, axis=0)) / 2
    return Scored(
        units,
        features,
        rows,
        whole,
        whole + 1,
        bearing,
        heads.stances(rows),
        best,
        probability.astype(np.float32),
        second,
    )


def _bearing(learned: Floats, features: Sequence[tuple[str, ...]], library: Library, heads: Heads) -> Floats:
    """Return rows × requirements of the library; a requirement never learned is found by its cues alone."""
    columns = []
    for requirement in library.requirements:
        if requirement.id in heads.requirements:
            columns.append(learned[:, heads.requirements.index(requirement.id)])
        else:
            hits = (_has_cue(row, requirement.id) for row in features)
            columns.append(np.array([CUE_PROBABILITY * hit for hit in hits], dtype=np.float32))
    return np.stack(columns, axis=1)


def _has_cue(features: tuple[str, ...], requirement: str) -> bool:
    return f"cue:{requirement}" in features and f"near:{requirement}" not in features


def judged(scored: Scored, requirement: Requirement, which: Ints, heads: Heads) -> tuple[Floats, Floats]:
    """Return stances (rows × 4) and sub-points (rows × sub-points) of the rows in `which`."""
    if requirement.id in heads.requirements:
        j = heads.requirements.index(requirement.id)
        stances = heads.stances_for(j, scored.rows, which, scored.stances)
        known = heads.subpoints_for(j, scored.rows, which)
        at = {number: column for column, number in enumerate(heads.numbers[j])}
        none = np.zeros(len(which), dtype=np.float32)
        columns = [known[:, at[s.number]] if s.number in at else none for s in requirement.subpoints]
        subpoints = np.stack(columns, axis=1)
        if scored.second is None:
            return stances, subpoints
        return (
            scored.second.mixed_stances(stances, requirement, which),
            scored.second.mixed_subpoints(subpoints, requirement, which),
        )
    hits = [[f"cue:{s.id}" in scored.features[row] for s in requirement.subpoints] for row in which]
    return scored.stances[which], CUE_PROBABILITY * np.array(hits, dtype=np.float32)
