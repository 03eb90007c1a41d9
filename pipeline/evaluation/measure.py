"""Reviews against annotations, measured as the corpus's own scorer measures them, and further.

Over all (agreement, requirement) pairs that the annotator does not call not applicable:

    addressed, gap, met   precision, recall, F1 (and F2) of "says something", "anything but met", "met"
    contradicted          the same of "takes away", which a buyer cares about most
    status                accuracy, macro-F1, quadratic-weighted kappa on SCALE
    evidence              cited quotes that share their words with a gold passage of the requirement
    terms                 durations and percentages, units of time converted
    sub-points            numbers of the sub-points met
    stance                of quotes that both cite: accuracy, macro-F1
    clause families       which clauses belong to which families
    confidence            expected calibration error; what needs review, and how often the rest is right
    unfound               quotes that don't stand in the agreement: must be none

Figures are arrays with the leading axes of their counts: one number for a total, many for many draws.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from pipeline.classification.verdict import SCALE
from pipeline.evaluation.corpus import Annotated
from pipeline.evaluation.counts import LEVELS, OFF_SCALE, Counts, Doubles, counts_of
from pipeline.evaluation.decisions import Measured, Review, measured

CORE = ("dl-", "rd-", "in-", "ra-")
BINS = 10  # of confidence, equally wide, for the calibration error and its curve


@dataclass(frozen=True, slots=True)
class Ratio:
    """Precision, recall and their harmonic means; not a number where nothing was wanted and none given."""

    precision: Doubles
    recall: Doubles

    def f(self, beta: float = 1.0) -> Doubles:
        """Return F-beta."""
        bottom = beta**2 * self.precision + self.recall
        return over((1 + beta**2) * self.precision * self.recall, bottom)


@dataclass(frozen=True, slots=True)
class Figures:
    """The table of one evaluation."""

    pairs: Doubles
    addressed: Ratio
    gap: Ratio
    met: Ratio
    contradicted: Ratio
    accuracy: Doubles
    macro_f1: Doubles
    kappa: Doubles
    evidence: Ratio
    cited: Doubles
    wanted: Doubles
    terms: Ratio
    terms_wanted: Doubles
    subpoints: Ratio
    stance_accuracy: Doubles
    stance_f1: Doubles
    families: Ratio
    calibration_error: Doubles
    to_review: Doubles
    right_unreviewed: Doubles
    unfound: Doubles


def measure(
    reviews: Iterable[tuple[Annotated, Review]], *, only: Callable[[str], bool] = lambda _: True
) -> Figures:
    """Measure reviews (shape "clausegap/review/1") of annotated agreements over the requirements wanted."""
    agreements: list[Measured] = [measured(gold, review, {}) for gold, review in reviews]
    return figures_of(counts_of(agreements, only=only).total())


def is_core(requirement: str) -> bool:
    """Tell whether the requirement belongs to one of the four core families."""
    return requirement.startswith(CORE)


def figures_of(counts: Counts) -> Figures:
    """Return every figure."""
    pairs = counts.statuses.sum(axis=(-2, -1))
    unflagged = counts.reviewed[..., 0, :]
    return Figures(
        pairs=pairs,
        addressed=_ratio(counts, [s != "absent" for s in SCALE], off_scale=True),
        gap=_ratio(counts, [s != "met" for s in SCALE], off_scale=True),
        met=_ratio(counts, [s == "met" for s in SCALE]),
        contradicted=_ratio(counts, [s == "contradicted" for s in SCALE]),
        accuracy=_agreed(counts.statuses),
        macro_f1=_macro_f1(counts.statuses),
        kappa=_kappa(counts.statuses),
        evidence=_hits(counts.evidence),
        cited=counts.evidence[..., 0],
        wanted=counts.evidence[..., 2],
        terms=_hits(counts.terms),
        terms_wanted=counts.terms[..., 2],
        subpoints=_hits(counts.subpoints),
        stance_accuracy=_agreed(counts.stances),
        stance_f1=_macro_f1(counts.stances),
        families=_hits(counts.families),
        calibration_error=_calibration_error(counts.levels),
        to_review=over(counts.reviewed[..., 1, 0], pairs, empty=np.nan),
        right_unreviewed=over(unflagged[..., 1], unflagged[..., 0], empty=np.nan),
        unfound=counts.unfound,
    )


def over(part: Doubles, whole: Doubles, *, empty: float = 0.0) -> Doubles:
    """Divide; `empty` where the whole is nought."""
    whole = np.asarray(whole, dtype=float)
    return np.where(whole == 0, empty, part / np.where(whole == 0, 1.0, whole))


def binned(levels: Doubles) -> tuple[Doubles, Doubles, Doubles]:
    """Return for each of BINS the decisions, the sum of their confidence, and how many are right."""
    steps = np.arange(LEVELS + 1)
    bins = np.minimum(steps * BINS // LEVELS, BINS - 1)
    sort = np.eye(BINS)[bins]
    weights = levels[..., 0]
    return weights @ sort, (weights * (steps / LEVELS)) @ sort, levels[..., 1] @ sort


def _ratio(counts: Counts, chosen: list[bool], *, off_scale: bool = False) -> Ratio:
    gold, given = np.array(chosen), np.array([*chosen, off_scale])
    of_given = counts.statuses[..., given].sum(axis=(-2, -1))
    of_gold = counts.statuses[..., gold, :].sum(axis=(-2, -1))
    right = counts.statuses[..., gold, :][..., given].sum(axis=(-2, -1))
    return _known(of_given, right, of_gold, right)


def _hits(hits: Doubles) -> Ratio:
    return _known(*(hits[..., n] for n in range(4)))


def _known(given: Doubles, right: Doubles, wanted: Doubles, found: Doubles) -> Ratio:
    nothing = np.where(given + wanted == 0, np.nan, 0.0)
    return Ratio(over(right, given) + nothing, over(found, wanted) + nothing)


def _agreed(table: Doubles) -> Doubles:
    return over(np.diagonal(table, axis1=-2, axis2=-1).sum(axis=-1), table.sum(axis=(-2, -1)), empty=np.nan)


def _macro_f1(table: Doubles) -> Doubles:
    """Return the mean F1 over those rows of the table that hold anything."""
    right = np.diagonal(table, axis1=-2, axis2=-1)
    gold = table.sum(axis=-1)
    given = table.sum(axis=-2)[..., : gold.shape[-1]]
    each = over(2 * right, gold + given) * (gold > 0)
    return over(each.sum(axis=-1), (gold > 0).sum(axis=-1), empty=np.nan)


def _kappa(statuses: Doubles) -> Doubles:
    """Return quadratic-weighted kappa; a status off the scale counts as the worst."""
    size = len(SCALE)
    table = statuses[..., :size] + 0.0
    table[..., 0] += statuses[..., OFF_SCALE]
    ranks = np.arange(size)
    apart = (ranks[:, None] - ranks[None, :]) ** 2
    total = table.sum(axis=(-2, -1))
    observed = over((table * apart).sum(axis=(-2, -1)), total)
    product = table.sum(axis=-1)[..., :, None] * table.sum(axis=-2)[..., None, :]
    chance = over((product * apart).sum(axis=(-2, -1)), total**2)
    return np.where(total == 0, np.nan, 1 - over(observed, chance))


def _calibration_error(levels: Doubles) -> Doubles:
    decisions, confidence, right = binned(levels)
    return over(np.abs(confidence - right).sum(axis=-1), decisions.sum(axis=-1), empty=np.nan)
