"""What the profiles and the playbook change on a finding: whether it applies, what its status counts as."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.assessment.naming import says, stands_somewhere
from pipeline.assessment.within import Look, Set
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Evidence, Finding, Note, NoteKind, Status
from pipeline.domain.standing import Standing, standing
from pipeline.domain.tailoring import CountsAs
from pipeline.library.cues import count_cues

_WALKS_AWAY = "The playbook does not sign at this."


def profiling(within: Set) -> Look:
    """Return the look that applies what profiles and the playbook say of each requirement."""
    return lambda finding, requirement, _passages: _profiled(finding, requirement, within)


def retold(finding: Finding, old: Requirement, new: Requirement) -> Finding:
    """Return a finding that stands under other positions, with what these say beside it."""
    if new.tailoring.not_applicable:
        return finding
    count = len(_notes(finding, old))  # the last of all: what is doubtful is said in the reason
    kept = finding.notes[: len(finding.notes) - count]
    return replace(finding, notes=(*kept, *_notes(finding, new)))


def _profiled(finding: Finding, requirement: Requirement, within: Set) -> Finding:
    if why := requirement.tailoring.not_applicable:
        return _left_out(finding, why)
    counted = _counted(finding, requirement, within)
    return replace(counted, notes=(*counted.notes, *_notes(counted, requirement)))


def _notes(finding: Finding, requirement: Requirement) -> tuple[Note, ...]:
    return tuple(Note(NoteKind.PROFILE, sentence) for sentence in _sentences(finding, requirement))


def _left_out(finding: Finding, why: str) -> Finding:
    return replace(
        finding,
        status=Status.NOT_APPLICABLE,
        confidence=1.0,
        needs_review=False,
        reason=f"Not applicable: {why}",
        subpoints=tuple(replace(s, met=False, confidence=0.0) for s in finding.subpoints),
        evidence=(),
        terms=(),
        searched=replace(finding.searched, nearest=()),
        notes=(Note(NoteKind.PROFILE, why),),
    )


def _counted(finding: Finding, requirement: Requirement, within: Set) -> Finding:
    """Return the finding with the status that its own counts as under the profiles."""
    rules = requirement.tailoring.instead
    rule = next((r for r in rules if fits(r, finding, finding.evidence, within)), None)
    if rule is None:
        return finding
    status = Status(rule.counts_as)
    note = Note(NoteKind.PROFILE, f"Counts as {status} instead of {finding.status}: {rule.because}")
    reason = f"Counts as {status}: {rule.because}"
    return replace(finding, status=status, reason=reason, notes=(*finding.notes, note))


def fits(rule: CountsAs, finding: Finding, evidence: Sequence[Evidence], within: Set) -> bool:
    """Tell whether the status is meant, one of each list stands in those words and what is unsaid nowhere."""
    if finding.status.value not in rule.found:
        return False
    words = "\n".join(within.as_amended(e) for e in evidence)
    if not all(count_cues(words, cues) for cues in rule.said) or says(rule, finding.evidence, within):
        return False
    return not (rule.nowhere and stands_somewhere(rule.nowhere, within))


def _sentences(finding: Finding, requirement: Requirement) -> Iterator[str]:
    yield from requirement.tailoring.changes
    yield from requirement.tailoring.notes
    if standing(finding, requirement) is Standing.WALK_AWAY:
        yield _WALKS_AWAY
    if requirement.stand.note:
        yield requirement.stand.note
