"""A requirement that counts processes: how many of the supplier-agreement control's are dealt with.

It is computed from what bears on the other requirements, as the catalogue says; no judge is asked.
"""

from collections.abc import Sequence

from pipeline.assessment.evidence import MOST_CITED, cite
from pipeline.assessment.recognised import WORDING
from pipeline.assessment.responsibilities import SURE
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage
from pipeline.domain.requirements import Check, CheckKind, Process, Requirement, Subpoint
from pipeline.domain.review import Finding, Status, SubpointResult

MARGIN = 1  # processes: nearer than that to a limit, a person should count again


def counting_check(requirement: Requirement) -> Check | None:
    """Return the requirement's check that counts processes, if it has one."""
    return next((c for c in requirement.checks if c.kind is CheckKind.PROCESSES_AT_LEAST), None)


def find_by_count(
    requirement: Requirement, check: Check, within: Set, passages: Sequence[Passage]
) -> Finding:
    """Return the finding; sub-point n is met where process n has a passage that bears on it."""
    rows = [
        (process, _best(process, subpoint, requirement, passages))
        for process, subpoint in zip(within.library.processes, requirement.subpoints, strict=True)
    ]
    dealt_with = [(process, passage) for process, passage in rows if passage]
    status = _status(check, rows)
    count = len(dealt_with)
    return Finding(
        requirement=requirement.id,
        status=status,
        confidence=round(sum(p.probability if p else 1 - SURE for _, p in rows) / len(rows), 2),
        needs_review=bool(within.unread)
        or any(abs(count - _limit(v)) <= MARGIN for v in (check.met, check.partial)),
        reason=_reason(count, [process.process for process, passage in rows if not passage]),
        subpoints=tuple(
            SubpointResult(s.id, passage is not None, round(passage.probability if passage else 1 - SURE, 2))
            for s, (_, passage) in zip(requirement.subpoints, rows, strict=True)
        ),
        evidence=tuple(cite(p, within) for _, p in dealt_with[:MOST_CITED] if p),
        terms=(),
        searched=within.searched,
    )


def _best(
    process: Process, subpoint: Subpoint, requirement: Requirement, passages: Sequence[Passage]
) -> Passage | None:
    own = [p for p in passages if p.requirement in process.requirements and p.probability >= SURE]
    own += [
        p
        for p in passages
        if p.requirement == requirement.id and p.found_by == WORDING and subpoint.number in p.subpoints
    ]
    return max(own, key=lambda p: p.probability, default=None)


def _status(check: Check, rows: Sequence[tuple[Process, Passage | None]]) -> Status:
    count = sum(passage is not None for _, passage in rows)
    whole = all(passage for process, passage in rows if process.indispensable)
    if count >= _limit(check.met) and whole:
        return Status.MET
    if count >= _limit(check.partial):
        return Status.PARTIAL
    return Status.WEAK if count else Status.ABSENT


def _limit(value: str | None) -> float:
    return float(value or 0)


def _reason(count: int, missing: Sequence[str]) -> str:
    total = count + len(missing)
    if not missing:
        return f"All {total} processes of the supplier-agreement control are dealt with."
    shown = ", ".join(missing[:4]) + (f" and {len(missing) - 4} more" if len(missing) > 4 else "")
    return (
        f"{count} of {total} processes of the supplier-agreement control are dealt with; nothing on {shown}."
    )
