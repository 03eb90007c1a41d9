"""Two judgements of one supplier held against each other, and what moved each verdict."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.comparison import Effect
from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import STEPS, Finding, Status, is_acceptable
from pipeline.domain.standing import Standing, standing
from pipeline.domain.what_if import Cause, Flip, LibraryChanges

# What it means that a finding of the same status came to a rank.
RANKED = (Effect.WEAKENED, Effect.OPENED, Effect.CLOSED)


@dataclass(frozen=True, slots=True)
class Side:
    """What was said of a supplier, and the library it was said with, None where that is not known."""

    review: SupplierReview
    library: Library | None

    def finding(self, requirement: str) -> Finding | None:
        """Return the finding on a requirement."""
        return next((f for f in self.review.findings if f.requirement == requirement), None)

    def requirement(self, name: str) -> Requirement | None:
        """Return the requirement as the library has it."""
        return next((r for r in self.library.requirements if r.id == name), None) if self.library else None


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one judgement to the next along which only `causes` differ."""

    causes: tuple[Cause, ...]
    to: Side


def flips_between(old: Side, new: Side, steps: Sequence[Step], why: "Why") -> tuple[Flip, ...]:
    """Return the verdicts that moved, in catalogue order.

    The last step leads to `new`. A flip's causes are those of the steps on which its verdict moved.
    """
    if new.library is None:
        raise ValueError("the library of the newer side is needed")
    found: list[Flip] = []
    for requirement in new.library.requirements:
        now = new.finding(requirement.id)
        was = old.finding(requirement.id)
        if now is None or not _moved(was, now, old.requirement(requirement.id), requirement):
            continue
        moved, apart = _causes(requirement.id, old, steps)
        found.append(
            Flip(
                supplier=new.review.supplier,
                requirement=requirement.id,
                severity=requirement.severity,
                old=was.status if was else None,
                new=now.status,
                effect=_effect(was, now, requirement),
                causes=moved,
                separated=apart,
                why=why.of(requirement.id, moved, same_status=was is not None and was.status is now.status),
                old_reason=was.reason if was else "",
                new_reason=now.reason,
                quote=next((e.quote for f in (now, was) if f for e in f.evidence), ""),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Why:
    """What can be said of why a verdict moved: of the library, and of the supplier's papers."""

    changes: LibraryChanges | None = None
    papers: tuple[str, ...] = ()

    def of(self, requirement: str, causes: Collection[Cause], *, same_status: bool) -> tuple[str, ...]:
        """Return the sentences on one flip."""
        said: list[str] = []
        if Cause.PAPER in causes or Cause.READING in causes:
            said += self.papers
        if Cause.LIBRARY in causes and self.changes:
            own = next((c for c in self.changes.requirements if c.requirement == requirement), None)
            judged = (own.weighed if same_status else own.judged) if own else ()
            said += judged or self.changes.overall
        return tuple(said)


def _moved(old: Finding | None, new: Finding, was: Requirement | None, now: Requirement) -> bool:
    """Tell whether the status moved, or whether the firm can live with it."""
    if old is None or old.status is not new.status:
        return True
    return was is not None and _rank(old, was) != _rank(new, now)


def _rank(finding: Finding, requirement: Requirement) -> int:
    """Return 0 where the firm walks away, 2 where it can live with the finding, 1 in between."""
    match standing(finding, requirement):
        case Standing.WALK_AWAY:
            return 0
        case Standing.STANDARD | Standing.ACCEPTABLE:
            return 2
    return 2 if is_acceptable(finding.status, requirement) else 1


def _causes(requirement: str, old: Side, steps: Sequence[Step]) -> tuple[tuple[Cause, ...], bool]:
    moved: list[Cause] = []
    apart = True
    before = old
    for step in steps:
        was, now = before.finding(requirement), step.to.finding(requirement)
        needed = step.to.requirement(requirement)
        if now is not None and needed and _moved(was, now, before.requirement(requirement), needed):
            moved += step.causes
            apart = apart and len(step.causes) == 1
        before = step.to
    return tuple(dict.fromkeys(moved)), apart


def _effect(old: Finding | None, new: Finding, requirement: Requirement) -> Effect:
    """Return what the move means: by the steps of the scale, or by what the firm can live with."""
    if old is None or {old.status, new.status} - set(STEPS):
        return Effect.OTHER
    step = STEPS.index(new.status) - STEPS.index(old.status)
    if step == 0:
        return RANKED[_rank(new, requirement)]
    if new.status is Status.MET:
        return Effect.CLOSED
    if old.status is Status.MET:
        return Effect.OPENED
    return Effect.IMPROVED if step > 0 else Effect.WEAKENED


def other_words(old: SupplierReview, new: SupplierReview, flips: Iterable[Flip]) -> int:
    """Count the findings that did not flip and yet say or show something else."""
    flipped = {f.requirement for f in flips}
    before: Mapping[str, Finding] = {f.requirement: f for f in old.findings}
    return sum(
        f.requirement not in flipped and f.requirement in before and before[f.requirement] != f
        for f in new.findings
    )
