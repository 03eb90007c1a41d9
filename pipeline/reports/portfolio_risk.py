"""Risk: how much weight is missing at a supplier, by the library's own weights, for ranking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library, Severity
from pipeline.domain.review import GAPS, STEPS, Status
from pipeline.reports.words import STATUS


@dataclass(frozen=True, slots=True)
class Risk:
    """Points of risk: those of the gaps found, and those there may be where nothing could be assessed.

    `points` is None where nothing at all was assessed; `gaps` holds the points of each gap by requirement,
    most first; `counts` how many gaps there are of each severity, worst first.
    """

    points: float | None
    at_most: float
    gaps: dict[str, float]
    counts: dict[Severity, int]

    @property
    def critical(self) -> int:
        """Return how many critical gaps there are."""
        return self.counts[Severity.CRITICAL]


def risk_of(statuses: Mapping[str, Status], library: Library) -> Risk:
    """Return the risk of a supplier; a requirement without a status could not be assessed."""
    found: dict[str, float] = {}
    open_points, assessed = 0.0, False
    counts = dict.fromkeys(Severity, 0)
    for requirement in library.requirements:
        status = statuses.get(requirement.id, Status.NOT_ASSESSABLE)
        assessed = assessed or status in STEPS
        if status in GAPS:
            found[requirement.id] = points_of(status, requirement.severity, library)
            counts[requirement.severity] += 1
        elif status is Status.NOT_ASSESSABLE:
            open_points += points_of(Status.ABSENT, requirement.severity, library)
    total = sum(found.values())
    ranked = dict(sorted(found.items(), key=lambda pair: -pair[1]))
    return Risk(round(total, 1) if assessed else None, round(total + open_points, 1), ranked, counts)


def points_of(status: Status, severity: Severity, library: Library) -> float:
    """Return the points of one gap: its weight times what is missing of it."""
    scoring = library.scoring
    return scoring.severity_weight[severity] * (1 - scoring.status_factor[status.value])


def formula(library: Library) -> str:
    """Say in two sentences how the points come about, with the library's own numbers."""
    weights = listed(f"{s.value} {w:g}" for s, w in _by_severity(library))
    shares = listed(f"{STATUS[s]} {1 - library.scoring.status_factor[s.value]:g}" for s in GAPS)
    return (
        f"Risk is the sum, over all gaps, of the weight of the severity ({weights}) times the share that is "
        f"missing ({shares}). What could not be assessed counts only in “at most”, as if it were not there; "
        "what does not apply counts nowhere."
    )


def _by_severity(library: Library) -> Iterable[tuple[Severity, float]]:
    return ((s, library.scoring.severity_weight[s]) for s in Severity)
