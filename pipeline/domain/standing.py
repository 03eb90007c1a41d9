"""How a finding stands to a firm's playbook: its standard, what it can live with, where it walks away."""

from enum import StrEnum

from pipeline.domain.amounts import amount
from pipeline.domain.requirements import CheckKind, Requirement, Stand, StandLimit
from pipeline.domain.review import STEPS, Finding, Status, is_acceptable

SILENT = Stand()


class Standing(StrEnum):
    """How a finding stands to the position a playbook holds; names as in the JSON review."""

    STANDARD = "standard"  # what the firm asks for
    ACCEPTABLE = "acceptable"  # less, but it can live with that
    NEGOTIATE = "negotiate"  # less than it can live with
    WALK_AWAY = "walk_away"  # it does not sign
    NONE = "none"  # the playbook is silent, or nothing was assessed


def standing(finding: Finding, requirement: Requirement) -> Standing:
    """Return how the finding stands to the requirement's position; the worst of status and values counts.

    A value beyond the walk-away bound is one to walk away from whatever the status. One within the
    acceptable bound is acceptable even where the status falls short, unless the promise is not there.
    """
    stand = requirement.stand
    if stand == SILENT or finding.status not in STEPS:
        return Standing.NONE
    if any(_beyond(limit, finding) for limit in stand.limits) or _at_most(finding.status, stand.walk_away):
        return Standing.WALK_AWAY
    if finding.status is Status.MET:
        return Standing.STANDARD
    promised = finding.status in (Status.PARTIAL, Status.WEAK)
    if is_acceptable(finding.status, requirement) or (
        promised and any(_within(limit, finding) for limit in stand.limits)
    ):
        return Standing.ACCEPTABLE
    return Standing.NEGOTIATE


def _at_most(status: Status, walk_away: str) -> bool:
    return bool(walk_away) and STEPS.index(status) <= STEPS.index(Status(walk_away))


def _beyond(limit: StandLimit, finding: Finding) -> bool:
    values = _values(limit, finding)
    return bool(values) and limit.walk_away is not None and not _reached(limit, values, limit.walk_away)


def _within(limit: StandLimit, finding: Finding) -> bool:
    values = _values(limit, finding)
    return bool(values) and limit.acceptable is not None and _reached(limit, values, limit.acceptable)


def _values(limit: StandLimit, finding: Finding) -> list[float]:
    found = (amount(t.value) for t in finding.terms if t.name == limit.term)
    return [value for value in found if value is not None]


def _reached(limit: StandLimit, values: list[float], bound: str) -> bool:
    """Tell whether the best value is within the bound; what prevails of several counts elsewhere."""
    wanted = amount(bound)
    if wanted is None:
        return False
    if limit.kind is CheckKind.DURATION_AT_MOST:
        return min(values) <= wanted
    return max(values) >= wanted
