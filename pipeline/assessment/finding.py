"""The finding for one requirement: status by judge and rules, sub-points, evidence, reason, confidence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.assessment.evidence import chosen, cite, nearest
from pipeline.assessment.limits import Band, band_of_requirement
from pipeline.assessment.reasons import reason_for
from pipeline.assessment.recognised import CONFIDENCE, settles
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement, Subpoint
from pipeline.domain.review import Finding, Searched, Status, SubpointResult
from pipeline.domain.terms import FindingTerm

SUBPOINT_MET = 0.16  # of probability × binding; best F1 of sub-points on train folds
REVIEW_BELOW = 0.6  # confidence under which a person should look: about one finding in three on train folds


def find(
    requirement: Requirement, within: Set, passages: Sequence[Passage], shares: Mapping[str, float]
) -> Finding:
    """Return the finding; `passages` bear on the requirement, best first, `shares` is the judge's word."""
    if not within.documents:
        return _not_assessable(requirement, within)
    subpoints = tuple(_subpoint(s, passages) for s in requirement.subpoints)
    status, confidence = _decided(shares, passages)
    if settles(requirement, passages, subpoints):
        status, confidence = Status.MET, CONFIDENCE
    cited = chosen(passages, status) if status is not Status.ABSENT else ()
    terms = _terms(cited)
    status = _within_limits(requirement, status, terms)
    if status is Status.ABSENT and within.unread:
        return _not_assessable(requirement, within, passages)
    finding = Finding(
        requirement=requirement.id,
        status=status,
        confidence=round(confidence, 2),
        needs_review=confidence < REVIEW_BELOW or _disagrees(requirement, status, subpoints, cited),
        reason="",
        subpoints=subpoints,
        evidence=tuple(cite(p, within) for p in cited),
        terms=terms,
        searched=within.searched if cited else _with_nearest(requirement, within, passages),
    )
    return replace(finding, reason=reason_for(requirement, finding, within))


def _decided(shares: Mapping[str, float], passages: Sequence[Passage]) -> tuple[Status, float]:
    """Return the likeliest status; nothing but absent can be said where no passage was found."""
    name = max(shares, key=lambda s: shares[s])
    if not passages:
        return Status.ABSENT, max(shares[Status.ABSENT], 0.5)
    return Status(name), shares[name]


def _within_limits(requirement: Requirement, status: Status, terms: Sequence[FindingTerm]) -> Status:
    """Hold `met` to the requirement's own numbers: a value that falls short can't be met."""
    if status is Status.MET and requirement.checks:
        band = band_of_requirement(requirement, terms)
        return {Band.WEAK: Status.WEAK, Band.PARTIAL: Status.PARTIAL}.get(band, status)
    return status


def _subpoint(subpoint: Subpoint, passages: Sequence[Passage]) -> SubpointResult:
    best = max(
        (p.probability * p.subpoints.get(subpoint.number, 0.0) * _binds(p) for p in passages), default=0.0
    )
    met = best >= SUBPOINT_MET
    return SubpointResult(subpoint.id, met, round(best if met else 1 - best, 2))


def _binds(passage: Passage) -> float:
    # Conditional words weaken a sub-point, they don't undo it; adverse ones do.
    return passage.stances[Stance.BINDING] + passage.stances[Stance.QUALIFIED] / 2


def _terms(passages: Sequence[Passage]) -> tuple[FindingTerm, ...]:
    found: dict[tuple[str, str, str], FindingTerm] = {}
    for term in (t for p in passages for t in p.terms):
        found.setdefault((term.name, term.type, term.value), term)
    return tuple(found.values())


def _disagrees(
    requirement: Requirement,
    status: Status,
    subpoints: Sequence[SubpointResult],
    cited: Sequence[Passage],
) -> bool:
    """Tell whether the status and what is shown for it point different ways."""
    essential = [r.met for s, r in zip(requirement.subpoints, subpoints, strict=True) if s.essential]
    match status:
        case Status.MET:
            return not all(essential)
        case Status.WEAK:
            return all(essential)
        case Status.CONTRADICTED:
            return all(p.stance is not Stance.ADVERSE for p in cited)
    return False


def _with_nearest(requirement: Requirement, within: Set, passages: Sequence[Passage]) -> Searched:
    return replace(within.searched, nearest=nearest(requirement, passages, within))


def _not_assessable(requirement: Requirement, within: Set, passages: Sequence[Passage] = ()) -> Finding:
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
