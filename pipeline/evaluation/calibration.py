"""Whether confidence means what it says: the reliability curve, and what abstaining would give."""

from dataclasses import dataclass

from pipeline.evaluation.counts import LEVELS, Counts
from pipeline.evaluation.measure import BINS, binned

WANTED_RIGHT = 0.97  # of the findings that are not flagged (issue: confidence that means something)


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings of about the same confidence: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    decisions: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Kept:
    """What remains where findings under a confidence are left to a person: what share, how often right."""

    confidence: float
    share: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability curve, the risk-coverage curve, and the area over it (mean share wrong)."""

    bins: tuple[Bin, ...]
    kept: tuple[Kept, ...]
    mean_risk: float
    most_kept: Kept | None  # the most that can be kept so that WANTED_RIGHT of it is right


def calibration_of(counts: Counts) -> Calibration:
    """Return both curves of added-up counts; empty where nothing was decided."""
    kept = tuple(_kept(counts))
    good = [k for k in kept if k.right >= WANTED_RIGHT]
    return Calibration(tuple(_bins(counts)), kept, _mean_risk(kept), max(good, key=_share, default=None))


def _bins(counts: Counts) -> list[Bin]:
    found = zip(*binned(counts.levels), strict=True)
    return [
        Bin(n / BINS, (n + 1) / BINS, int(number), float(confidence / number), float(right / number))
        for n, (number, confidence, right) in enumerate(found)
        if number
    ]


def _kept(counts: Counts) -> list[Kept]:
    """Return a point for each confidence that was given, the highest first."""
    total = counts.levels[:, 0].sum()
    points, decisions, right = [], 0.0, 0.0
    for level in range(LEVELS, -1, -1):
        here, here_right = counts.levels[level]
        decisions, right = decisions + here, right + here_right
        if here:
            points.append(Kept(level / LEVELS, float(decisions / total), float(right / decisions)))
    return points


def _mean_risk(kept: tuple[Kept, ...]) -> float:
    before, area = 0.0, 0.0
    for point in kept:
        area += (point.share - before) * (1 - point.right)
        before = point.share
    return area


def _share(kept: Kept) -> float:
    return kept.share
