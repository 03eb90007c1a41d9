"""Satisfied and violated, each with precision, recall, F1 and F2, and their 95 % intervals over agreements.

A requirement that an agreement does not satisfy is violated; the decision is one, and both figures follow
from it, unless each of the two has a decision of its own (`Decided`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from pipeline.evaluation.counts import Doubles
from pipeline.evaluation.dpas.labelled import Bools, Ints
from pipeline.evaluation.intervals import DRAWS, SEED, TAIL, Estimate
from pipeline.evaluation.measure import Ratio, over


@dataclass(frozen=True, slots=True)
class Decided:
    """What is said of each agreement and requirement; one that may be either is in both."""

    satisfied: Bools
    violated: Bools

    @staticmethod
    def once(satisfied: Bools) -> "Decided":
        """Say of each either that it is satisfied or that it is violated."""
        return Decided(satisfied, ~satisfied)


Figures = Mapping[str, Mapping[str, Estimate]]  # "satisfied" → "f2" → figure


def figures_of(gold: Bools, decided: Decided) -> Figures:
    """Return both sides' figures; agreements (rows) are drawn anew, as decisions on one hang together."""
    drawn = np.random.default_rng(SEED).integers(0, len(gold), (DRAWS, len(gold)))
    return {
        side: {
            name: Estimate(float(value), *map(float, np.nanpercentile(spread, [TAIL, 100 - TAIL])))
            for name, value, spread in _with_draws(wanted, given, drawn)
        }
        for side, wanted, given in (
            ("satisfied", gold, decided.satisfied),
            ("violated", ~gold, decided.violated),
        )
    }


def ratio_of(wanted: Bools, given: Bools) -> Ratio:
    """Return precision and recall over all decisions."""
    return _ratio(*(np.array(float(n)) for n in _counts(wanted, given).sum(axis=1)))


def _with_draws(wanted: Bools, given: Bools, drawn: Ints) -> Iterator[tuple[str, Doubles, Doubles]]:
    counts = _counts(wanted, given)
    whole, draws = _ratio(*counts.sum(axis=1)), _ratio(*counts[:, drawn].sum(axis=2))
    yield "precision", whole.precision, draws.precision
    yield "recall", whole.recall, draws.recall
    yield "f1", whole.f(), draws.f()
    yield "f2", whole.f(2.0), draws.f(2.0)


def _counts(wanted: Bools, given: Bools) -> Doubles:
    """Return hits, given, wanted of each agreement (3 × agreements)."""
    return np.array([(wanted & given).sum(axis=1), given.sum(axis=1), wanted.sum(axis=1)], dtype=float)


def _ratio(hits: Doubles, given: Doubles, wanted: Doubles) -> Ratio:
    return Ratio(over(hits, given), over(hits, wanted))
