"""Where an agreement holds our own wording: what that says of a requirement, whatever the judge thinks."""

from collections.abc import Sequence

from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import SubpointResult

WORDING, CARVE_OUT = "wording", "carve-out"  # what the recogniser writes into `found_by`
CONFIDENCE = 0.95
ADVERSE_FROM = 0.3  # a passage from here takes something away, so that our wording beside it settles nothing


def settles(
    requirement: Requirement, passages: Sequence[Passage], subpoints: Sequence[SubpointResult]
) -> bool:
    """Tell whether wording of ours completes what is essential and nothing else takes it away."""
    own = [p for p in passages if p.found_by == WORDING]
    if not own:
        return False
    essential = [r.met for s, r in zip(requirement.subpoints, subpoints, strict=True) if s.essential]
    return all(essential) and not _taken_away(passages, own)


def _taken_away(passages: Sequence[Passage], own: Sequence[Passage]) -> bool:
    cured = {p.clause for p in passages if p.found_by == CARVE_OUT}
    return any(
        p.stance is Stance.ADVERSE
        and p.probability >= ADVERSE_FROM
        and p.clause not in cured
        and not any(p.clause == o.clause and o.span.contains(p.span) for o in own)
        for p in passages
    )
