"""Every figure with its 95 % interval: agreements are drawn anew, with replacement, many times over.

Agreements are drawn and not decisions, as the sixty decisions on one agreement hang together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from pipeline.evaluation.counts import Counts, Doubles
from pipeline.evaluation.measure import Figures, Ratio, figures_of

DRAWS, SEED = 1_000, 0
TAIL = 2.5  # percent, on either side


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval; not a number where there is nothing to measure."""

    value: float
    low: float
    high: float


Rows = Mapping[str, Mapping[str, Estimate]]  # "addressed" → "f1" → figure


def with_intervals(counts: Counts) -> Rows:
    """Return every row of the table, of counts whose first axis is agreements; the same each time."""
    drawn = rows_of(figures_of(counts.drawn(_times(len(counts.unfound), DRAWS))))
    return {
        row: {part: _estimate(value, drawn[row][part]) for part, value in parts.items()}
        for row, parts in rows_of(figures_of(counts.total())).items()
    }


@cache
def _times(agreements: int, draws: int) -> Doubles:
    """Return for each draw how often each agreement is in it."""
    shares = np.full(agreements, 1 / agreements)
    return np.random.default_rng(SEED).multinomial(agreements, shares, draws).astype(float)


def rows_of(figures: Figures) -> Mapping[str, Mapping[str, Doubles]]:
    """Return the rows of the table in order; the words of rows and parts are those of the corpus's scorer."""
    return {
        **{name: _parts(getattr(figures, name), f2=True) for name in ("addressed", "gap", "met")},
        "contradicted": _parts(figures.contradicted),
        "status": {"accuracy": figures.accuracy, "macro_f1": figures.macro_f1, "kappa": figures.kappa},
        "evidence": _parts(figures.evidence),
        "terms": _parts(figures.terms),
        "subpoints": _parts(figures.subpoints),
        "stance": {"accuracy": figures.stance_accuracy, "macro_f1": figures.stance_f1},
        "families": _parts(figures.families),
        "confidence": {
            "calibration_error": figures.calibration_error,
            "to_review": figures.to_review,
            "right_unreviewed": figures.right_unreviewed,
        },
    }


def _parts(ratio: Ratio, *, f2: bool = False) -> dict[str, Doubles]:
    parts = {"precision": ratio.precision, "recall": ratio.recall, "f1": ratio.f()}
    return parts | ({"f2": ratio.f(2.0)} if f2 else {})


def _estimate(value: Doubles, drawn: Doubles) -> Estimate:
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(known):
        return Estimate(*(float("nan"),) * 3)
    low, high = np.percentile(known, [TAIL, 100 - TAIL])
    return Estimate(float(value), float(low), float(high))
