"""Counts that every figure is made of: they add up, so that agreements can be drawn anew."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.classification.verdict import SCALE
from pipeline.domain.reading import Stance
from pipeline.evaluation.decisions import Hits, Measured

Doubles = NDArray[np.float64]

OFF_SCALE = len(SCALE)  # the column of a status that is not on the scale: not_assessable
STANCES = tuple(Stance)
LEVELS = 100  # steps of confidence, which findings give to two digits


@dataclass(frozen=True, slots=True)
class Counts:
    """Arrays whose last axes are as said; before them may stand an axis of agreements or of draws."""

    statuses: Doubles  # annotator's status × ours, in the order of SCALE, ours also OFF_SCALE
    stances: Doubles  # annotator's × ours, of quotes that both cite
    evidence: Doubles  # the numbers of Hits
    terms: Doubles
    subpoints: Doubles
    families: Doubles
    levels: Doubles  # confidence in steps × (decisions, right)
    reviewed: Doubles  # needs review (no, yes) × (decisions, right)
    unfound: Doubles

    def drawn(self, times: Doubles) -> "Counts":
        """Add up the agreements of the first axis; `times[..., n]` is how often agreement n counts."""
        return Counts(*(np.tensordot(times, part, axes=1) for part in self._parts()))

    def total(self) -> "Counts":
        """Add up all agreements of the first axis."""
        return self.drawn(np.ones(len(self.unfound)))

    def _parts(self) -> tuple[Doubles, ...]:
        return tuple(getattr(self, f.name) for f in fields(self))


def counts_of(
    agreements: Iterable[Measured],
    *,
    only: Callable[[str], bool] = lambda _: True,
    families: Callable[[str], bool] = lambda _: True,
) -> Counts:
    """Count the decisions on the requirements wanted, and clauses of the families wanted, by agreement."""
    each = [_counted(a, only, families) for a in agreements]
    return Counts(*(np.stack([e[n] for e in each]) for n in range(len(fields(Counts)))))


def _counted(
    agreement: Measured, only: Callable[[str], bool], families: Callable[[str], bool]
) -> tuple[Doubles, ...]:
    decisions = [d for d in agreement.decisions if only(d.requirement)]
    size = len(SCALE)
    statuses, levels = np.zeros((size, size + 1)), np.zeros((LEVELS + 1, 2))
    reviewed, stances = np.zeros((2, 2)), np.zeros((len(STANCES), len(STANCES)))
    for d in decisions:
        given = SCALE.index(d.given) if d.given in SCALE else OFF_SCALE
        statuses[SCALE.index(d.gold), given] += 1
        levels[round(d.confidence * LEVELS)] += (1, d.gold == d.given)
        reviewed[int(d.needs_review)] += (1, d.gold == d.given)
        for wanted, found in d.stances:
            stances[STANCES.index(wanted), STANCES.index(found)] += 1
    return (
        statuses,
        stances,
        _hits([d.evidence for d in decisions]),
        _hits([d.terms for d in decisions]),
        _hits([d.subpoints for d in decisions]),
        _hits([h for family, h in agreement.families.items() if families(family)]),
        levels,
        reviewed,
        np.array(float(sum(d.unfound for d in decisions))),
    )


def _hits(each: Sequence[Hits]) -> Any:
    return np.array([[h.given, h.right, h.wanted, h.found] for h in each], dtype=float).reshape(-1, 4).sum(0)
