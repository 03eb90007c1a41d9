"""What the reports on two versions share: findings in order of what they mean, clauses and words named."""

from collections import Counter
from dataclasses import dataclass

from pipeline.domain.agreement import Clause
from pipeline.domain.comparison import (
    ClauseChange,
    ClauseKind,
    Comparison,
    Effect,
    FindingChange,
    TrackedEffect,
)
from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import Evidence
from pipeline.reports.escaping import shortened
from pipeline.reports.outline import Papers
from pipeline.reports.words import STATUS, WORST_FIRST, count

EFFECT = {
    Effect.OPENED: "opened a gap",
    Effect.WEAKENED: "weakened",
    Effect.CLOSED: "closed a gap",
    Effect.IMPROVED: "improved",
    Effect.OTHER: "changed",
}
CLAUSE = {
    ClauseKind.CHANGED: "reworded",
    ClauseKind.ADDED: "added",
    ClauseKind.REMOVED: "removed",
    ClauseKind.MOVED: "moved",
}
_WORST_FIRST = tuple(EFFECT)
_QUOTES = 3  # of either side; the JSON holds them all


@dataclass(frozen=True, slots=True)
class Difference:
    """A changed finding beside its requirement."""

    requirement: Requirement
    change: FindingChange

    @property
    def said(self) -> str:
        """Return "opened a gap: met → partly met"."""
        old, new = self.change.old.status, self.change.new.status
        steps = f"{STATUS[old]} → {STATUS[new]}" if old is not new else STATUS[new]
        return f"{EFFECT[self.change.effect]}: {steps}"

    @property
    def values(self) -> tuple[str, ...]:
        """Return "deadline: 72 h → 5 business d" for each value that differs."""
        return tuple(v.said for v in self.change.values)


@dataclass(frozen=True, slots=True)
class Versions:
    """A comparison as its readers see it: findings worst first, and the papers of both sides."""

    comparison: Comparison
    old: Papers
    new: Papers
    differences: tuple[Difference, ...]
    unsettled: tuple[Requirement, ...]

    @classmethod
    def of(cls, comparison: Comparison, library: Library) -> "Versions":
        """Sort the differences: what was lost first, and within that by severity."""
        by_id = {r.id: r for r in library.requirements}
        found = [Difference(by_id[f.requirement], f) for f in comparison.findings]
        found.sort(
            key=lambda d: (_WORST_FIRST.index(d.change.effect), WORST_FIRST.index(d.requirement.severity))
        )
        return cls(
            comparison,
            Papers.of(comparison.old),
            Papers.of(comparison.new),
            tuple(found),
            tuple(by_id[name] for name in comparison.unsettled),
        )

    def headline(self) -> str:
        """Return how many gaps the new version opened and closed, in one line."""
        if not self.comparison.clauses:
            return "No difference in words"
        if not self.differences:
            return "The words differ, no finding does"
        counted = Counter(d.change.effect for d in self.differences)
        return listed(_counted(effect, counted[effect]) for effect in _WORST_FIRST if counted[effect])

    def clauses_in_words(self) -> str:
        """Return "3 clauses reworded, 1 added"."""
        counted = Counter(c.kind for c in self.comparison.clauses)
        return listed(f"{counted[kind]} {CLAUSE[kind]}" for kind in CLAUSE if counted[kind])

    def clause(self, change: ClauseChange) -> str:
        """Return which clause changed, by its number on both sides: "clause 7.2 (was 6.2)"."""
        new = self._named(change.new, self.new) if change.new else ""
        old = self._named(change.old, self.old) if change.old else ""
        if change.old and change.new:
            moved = change.old.path != change.new.path and change.old.path
            return f"{new or old or 'a paragraph'}{f' (was {change.old.path})' if moved else ''}"
        return new or old or "a paragraph"

    def quotes(self, change: FindingChange, *, old: bool) -> tuple[tuple[str, str], ...]:
        """Return the words of either side with their places, those that the other side lacks first."""
        papers, here, there = (
            (self.old, change.old, change.new) if old else (self.new, change.new, change.old)
        )
        common = {_words(e) for e in there.evidence}
        ordered = sorted(here.evidence, key=lambda e: _words(e) in common)
        return tuple((e.quote, papers.where(e)) for e in ordered[:_QUOTES])

    def tracked_at(self, tracked: TrackedEffect) -> str:
        """Return the clause a tracked change stands in."""
        return self.new.clause(tracked.clause) if tracked.clause else ""

    def _named(self, clause: Clause, papers: Papers) -> str:
        several = len(papers.agreements) > 1
        name = papers.clause(clause.id)
        return (
            ", ".join(filter(None, (shortened(papers.name(clause.document), most=60), name)))
            if several
            else name
        )


def _words(evidence: Evidence) -> str:
    return "".join(c for c in evidence.quote.casefold() if c.isalpha())


def _counted(effect: Effect, number: int) -> str:
    match effect:
        case Effect.OPENED:
            return f"{count(number, 'gap')} opened"
        case Effect.CLOSED:
            return f"{count(number, 'gap')} closed"
        case _:
            return f"{count(number, 'point')} {EFFECT[effect]}"
