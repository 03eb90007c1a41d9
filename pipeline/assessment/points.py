"""Which sub-points of a requirement the passages meet, and how firmly."""

from collections.abc import Sequence

from pipeline.assessment.listed import is_listed_under_a_duty
from pipeline.assessment.party_words import undertakes
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement, Subpoint
from pipeline.domain.review import SubpointResult
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentence_texts

SUBPOINT_MET = 0.16  # of probability × binding; best F1 of sub-points on train folds
# The same, where the number is as good as asked; on train folds it changes accuracy by less than .002.
CLOSE_SUBPOINT = 0.1


def subpoint_of(subpoint: Subpoint, passages: Sequence[Passage]) -> SubpointResult:
    """Return whether the passages meet a sub-point; soft words count half."""
    best = max(
        (p.probability * p.subpoints.get(subpoint.number, 0.0) * _binds(p) for p in passages), default=0.0
    )
    met = best >= SUBPOINT_MET
    return SubpointResult(subpoint.id, met, round(best if met else 1 - best, 2))


def _binds(passage: Passage) -> float:
    # Conditional words weaken a sub-point, they don't undo it; adverse ones do.
    return passage.stances[Stance.BINDING] + passage.stances[Stance.QUALIFIED] / 2


def bound_points(
    requirement: Requirement, passages: Sequence[Passage], within: Set
) -> tuple[SubpointResult, ...]:
    """Return the sub-points as met by words that bind, without those that are only told or softened."""
    # A passage less likely than the least that counts meets no point: it need not be read.
    binding = [p for p in passages if p.probability >= CLOSE_SUBPOINT and binds(p, within)]
    return tuple(subpoint_of(s, binding) for s in requirement.subpoints)


def binds(passage: Passage, within: Set) -> bool:
    """Tell whether a passage binds the provider: "must tell within a day", whatever else its stance.

    What stands in a list that the provider undertakes to keep to binds it without such words.
    """
    if passage.stance is not Stance.QUALIFIED:
        return passage.stance is Stance.BINDING
    agreement, vocabulary = within.documents[passage.document], within.library.vocabulary
    firm = [text for text in sentence_texts(passage.quote) if not _soft(vocabulary).find(text)]
    return any(undertakes(text, agreement) for text in firm) or (
        bool(firm) and is_listed_under_a_duty(passage, within)
    )


@once_per_vocabulary
def _soft(vocabulary: Vocabulary) -> Phrases:
    return Phrases({e: vocabulary["modality"][e] for e in ("conditional", "aspirational", "descriptive")})


def all_met(requirement: Requirement, subpoints: Sequence[SubpointResult]) -> bool:
    """Tell whether every essential sub-point is met."""
    return all(r.met for s, r in zip(requirement.subpoints, subpoints, strict=True) if s.essential)


def all_firm(requirement: Requirement, subpoints: Sequence[SubpointResult]) -> bool:
    """Tell whether every essential sub-point is met beyond a close call."""
    return all(r.firm for s, r in zip(requirement.subpoints, subpoints, strict=True) if s.essential)


def several_met(requirement: Requirement, subpoints: Sequence[SubpointResult]) -> bool:
    """Tell whether more than one essential sub-point is met."""
    return sum(r.met for s, r in zip(requirement.subpoints, subpoints, strict=True) if s.essential) > 1


def all_near(requirement: Requirement, subpoints: Sequence[SubpointResult]) -> bool:
    """Tell whether no essential sub-point is missing, or only by a close call."""
    results = zip(requirement.subpoints, subpoints, strict=True)
    return all(r.met or 1 - r.confidence >= CLOSE_SUBPOINT for s, r in results if s.essential)
