"""A requirement that counts processes: how many of the supplier-agreement control's are dealt with.

It is read off the matrix of who does what, so that the two never tell different stories: a process that
nobody is bound to is not dealt with, whatever excludes liability for it. No judge is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assessment.evidence import MOST_CITED, cite
from pipeline.assessment.recognised import WORDING
from pipeline.assessment.responsibilities import NOBODY
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage
from pipeline.domain.requirements import Check, CheckKind, Library, Requirement, Subpoint
from pipeline.domain.review import Evidence, Finding, Responsibility, Status, SubpointResult

MARGIN = 1  # processes: nearer than that to a limit, a person should count again


def counting_check(requirement: Requirement) -> Check | None:
    """Return the requirement's check that counts processes, if it has one."""
    return next((c for c in requirement.checks if c.kind is CheckKind.PROCESSES_AT_LEAST), None)


@dataclass(frozen=True, slots=True)
class _Row:
    """A process: whether it is dealt with, by which words, and how sure that is."""

    name: str
    dealt_with: bool
    sure: float
    shown: Evidence | None = None


def find_by_count(
    requirement: Requirement,
    check: Check,
    within: Set,
    matrix: Sequence[Responsibility],
    passages: Sequence[Passage],
) -> Finding:
    """Return the finding; sub-point n is met where the matrix or our own wording deals with process n."""
    by_process = {r.process: r for r in matrix}
    processes = zip(within.library.processes, requirement.subpoints, strict=True)
    rows = [_row(by_process[p.process], _worded(s, requirement, passages), within) for p, s in processes]
    count = sum(r.dealt_with for r in rows)
    return Finding(
        requirement=requirement.id,
        status=_status(check, rows, within.library),
        confidence=round(sum(r.sure for r in rows) / len(rows), 2),
        needs_review=bool(within.unread)
        or any(abs(count - _limit(v)) <= MARGIN for v in (check.met, check.partial)),
        reason=_reason(count, [r.name for r in rows if not r.dealt_with]),
        subpoints=tuple(
            SubpointResult(s.id, r.dealt_with, round(r.sure, 2))
            for s, r in zip(requirement.subpoints, rows, strict=True)
        ),
        evidence=tuple([r.shown for r in rows if r.shown][:MOST_CITED]),
        terms=(),
        searched=within.searched,
    )


def _row(owned: Responsibility, worded: Passage | None, within: Set) -> _Row:
    if worded:
        return _Row(owned.process, True, worded.probability, cite(worded, within))
    dealt_with = owned.owner != NOBODY
    return _Row(owned.process, dealt_with, owned.confidence, owned.evidence[0] if dealt_with else None)


def _worded(subpoint: Subpoint, requirement: Requirement, passages: Sequence[Passage]) -> Passage | None:
    """Return the passage that holds our own wording on a process."""
    own = (p for p in passages if p.requirement == requirement.id and p.found_by == WORDING)
    return max((p for p in own if subpoint.number in p.subpoints), key=lambda p: p.probability, default=None)


def _status(check: Check, rows: Sequence[_Row], library: Library) -> Status:
    dealt_with = {r.name for r in rows if r.dealt_with}
    whole = all(p.process in dealt_with for p in library.processes if p.indispensable)
    if len(dealt_with) >= _limit(check.met) and whole:
        return Status.MET
    if len(dealt_with) >= _limit(check.partial):
        return Status.PARTIAL
    return Status.WEAK if dealt_with else Status.ABSENT


def _limit(value: str | None) -> float:
    return float(value or 0)


def _reason(count: int, missing: Sequence[str]) -> str:
    total = count + len(missing)
    if not missing:
        return f"All {total} processes of the supplier-agreement control are dealt with."
    shown = ", ".join(missing[:4]) + (f" and {len(missing) - 4} more" if len(missing) > 4 else "")
    return (
        f"{count} of {total} processes of the supplier-agreement control are dealt with; "
        f"nobody is bound to {shown}."
    )
