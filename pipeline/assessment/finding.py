"""The finding for one requirement: status by judge and rules, sub-points, evidence, reason, confidence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from pipeline.assessment.confidence import MET_FROM, REVIEW_BELOW, confidence_of
from pipeline.assessment.evidence import chosen, cite, nearest, shown
from pipeline.assessment.limits import Band, telling
from pipeline.assessment.points import (
    all_firm,
    all_met,
    all_near,
    binds,
    bound_points,
    several_met,
    subpoint_of,
)
from pipeline.assessment.reasons import reason_for
from pipeline.assessment.recognised import CONFIDENCE, settles
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding, Searched, Status, SubpointResult
from pipeline.domain.terms import FindingTerm

BESIDE_ADVERSE = {
    Status.ABSENT: Status.CONTRADICTED,
    Status.WEAK: Status.CONTRADICTED,
    Status.MET: Status.PARTIAL,  # a reader calls eleven of eighteen such partly met, four contradicted
}
ADVERSE_FROM = 0.25  # of probability × adverse

Points = Callable[[], tuple[SubpointResult, ...]]
"""The sub-points as met by words that bind, found when they are first asked for."""


def find(
    requirement: Requirement, within: Set, passages: Sequence[Passage], shares: Mapping[str, float]
) -> Finding:
    """Return the finding; `passages` bear on the requirement, best first, `shares` is the judge's word."""
    if not within.documents:
        return not_assessable(requirement, within)
    subpoints = tuple(subpoint_of(s, passages) for s in requirement.subpoints)
    bound = cache(partial(bound_points, requirement, passages, within))
    status, confidence, doubted = _weighed(requirement, shares, passages, subpoints, bound)
    cited = chosen(passages, status) if status is not Status.ABSENT else ()
    terms = _terms(cited)
    if status is Status.ABSENT and within.unread:
        return not_assessable(requirement, within, passages)
    finding = Finding(
        requirement=requirement.id,
        status=status,
        confidence=round(confidence, 2),
        needs_review=confidence < REVIEW_BELOW or doubted or _disagrees(requirement, status, subpoints),
        reason="",
        subpoints=subpoints,
        evidence=tuple(cite(p, within) for p in cited),
        terms=terms,
        searched=within.searched if cited else _with_nearest(requirement, within, passages),
    )
    return replace(finding, reason=_reason(requirement, finding, passages, within, bound))


def _reason(
    requirement: Requirement, finding: Finding, passages: Sequence[Passage], within: Set, bound: Points
) -> str:
    """Return why; of what is partly met, with what is only told or softened."""
    if finding.status is not Status.PARTIAL:
        return reason_for(requirement, finding, within)
    soft = frozenset(r.id for r in bound() if not r.met)
    promised = any(binds(p, within) for p in shown(passages))
    return reason_for(requirement, finding, within, soft=soft, bound=promised)


def _weighed(
    requirement: Requirement,
    shares: Mapping[str, float],
    passages: Sequence[Passage],
    subpoints: Sequence[SubpointResult],
    bound: Points,
) -> tuple[Status, float, bool]:
    """Return the status by judge, sub-points and numbers, how sure it is, and whether the points doubt it."""
    if settles(requirement, passages, subpoints):
        status = _by_numbers(requirement, Status.MET, passages, bound)
        return status, CONFIDENCE, False
    judged, share = _decided(shares, passages)
    if judged is Status.CONTRADICTED and _cured(requirement, subpoints):
        return Status.PARTIAL, confidence_of(Status.PARTIAL, shares.get(Status.PARTIAL, 0.0)), True
    unlikely = confidence_of(judged, share) < MET_FROM and not all_firm(requirement, subpoints)
    doubted = judged is Status.MET and (unlikely or not all_met(requirement, bound()))
    status = _by_numbers(requirement, Status.PARTIAL if doubted else judged, passages, bound)
    return status, confidence_of(status, share), doubted


def _decided(shares: Mapping[str, float], passages: Sequence[Passage]) -> tuple[Status, float]:
    """Return the likeliest status: without passages it is absent, without adverse words no contradiction."""
    if not passages:
        return Status.ABSENT, max(shares[Status.ABSENT], 0.5)
    against = any(p.stance is Stance.ADVERSE for p in shown(passages))
    likely = [s for s in shares if against or s != Status.CONTRADICTED]
    name = Status(max(likely, key=lambda s: shares[s]))
    if _takes_away(passages) and (against or name is Status.MET):
        name = BESIDE_ADVERSE.get(name, name)
    return name, shares.get(name, 0.0)


def _cured(requirement: Requirement, subpoints: Sequence[SubpointResult]) -> bool:
    """Tell whether so much of what is asked for is promised that adverse words do not take it away.

    Where two essential points are promised a reader calls one in fourteen contradicted. Of the customer's
    own duties this does not hold: they may be listed and boundless.
    """
    return requirement.binds != "customer" and several_met(requirement, subpoints)


def _takes_away(passages: Sequence[Passage]) -> bool:
    return any(p.probability * p.stances[Stance.ADVERSE] >= ADVERSE_FROM for p in passages)


def _by_numbers(
    requirement: Requirement, status: Status, passages: Sequence[Passage], bound: Points
) -> Status:
    """Let the requirement's own number decide between met, partial and weak, up and down."""
    told = telling(requirement, passages)
    if status not in (Status.MET, Status.PARTIAL, Status.WEAK):
        return status
    if told is None:
        return _unstated(requirement, status, passages)
    check, band = told
    if band is Band.MET:
        return _with_its_number(requirement, status, passages, bound, decides=check.decides)
    if band is Band.PARTIAL:
        return Status.PARTIAL
    if check.decides:
        return Status.WEAK
    return Status.PARTIAL if status is Status.MET else status


def _with_its_number(
    requirement: Requirement, status: Status, passages: Sequence[Passage], bound: Points, *, decides: bool
) -> Status:
    """Return what a promise comes to whose number is as good as asked for."""
    if status is Status.WEAK and decides and several_met(requirement, bound()):
        return Status.PARTIAL  # the duty and its number stand: what is missing stands beside them
    near = status is Status.PARTIAL and all_near(requirement, bound())
    return Status.MET if near and not _takes_away(passages) else status


def _unstated(requirement: Requirement, status: Status, passages: Sequence[Passage]) -> Status:
    """Return what is left of a promise where no passage holds the value that it is about."""
    if status is Status.WEAK:
        return status
    named = {t.name for p in passages for t in p.terms}
    most = (c.unstated for c in requirement.checks if c.unstated and c.term not in named)
    return Status(next(most, status))


def _terms(passages: Sequence[Passage]) -> tuple[FindingTerm, ...]:
    found: dict[tuple[str, str, str], FindingTerm] = {}
    for term in (t for p in passages for t in p.terms):
        found.setdefault((term.name, term.type, term.value), term)
    return tuple(found.values())


def _disagrees(requirement: Requirement, status: Status, subpoints: Sequence[SubpointResult]) -> bool:
    """Tell whether status and sub-points point different ways, or met hangs on a close call."""
    match status:
        case Status.MET:
            return not all_firm(requirement, subpoints)
        case Status.WEAK:
            return all_met(requirement, subpoints)
    return False


def _with_nearest(requirement: Requirement, within: Set, passages: Sequence[Passage]) -> Searched:
    return replace(within.searched, nearest=nearest(requirement, passages, within))


def not_assessable(requirement: Requirement, within: Set, passages: Sequence[Passage] = ()) -> Finding:
    """Return that nothing can be said, since something that may hold the answer was not read."""
    why = f"Nothing found in what was read, but {within.unread}." if within.documents else ""
    return Finding(
        requirement=requirement.id,
        status=Status.NOT_ASSESSABLE,
        confidence=1.0,
        needs_review=True,
        reason=why or f"Could not be assessed: {within.unread or 'no document could be read'}.",
        subpoints=tuple(SubpointResult(s.id, False, 0.0) for s in requirement.subpoints),
        evidence=(),
        terms=(),
        searched=_with_nearest(requirement, within, passages),
    )
