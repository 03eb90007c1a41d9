"""Hold two assessments against each other: clauses first, then what their differences did to findings."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.domain.agreement import AgreementSet, Clause
from pipeline.domain.apart import Change
from pipeline.domain.comparison import (
    ClauseChange,
    ClauseKind,
    Comparison,
    FindingChange,
    TrackedEffect,
    WordKind,
)
from pipeline.domain.requirements import Library
from pipeline.domain.review import STEPS, Assessment, Finding
from pipeline.redline.compare.align import Alignment, align
from pipeline.redline.compare.outcomes import (
    effect_of,
    is_slip,
    subpoints_met,
    value_changes,
    words_changed,
)
from pipeline.redline.compare.wording import Wordings, word_runs


def compare(old: Assessment, new: Assessment, library: Library) -> Comparison:
    """Return what changed from the old version to the new, in words and in findings."""
    before, after = Wordings.of(old.agreements), Wordings.of(new.agreements)
    clauses = tuple(_clauses(before, after, align(before, after), _authors(new.agreements)))
    weighty = [c for c in clauses if c.kind is not ClauseKind.MOVED and not is_slip(c.words)]
    touched_old = {c.old.id for c in weighty if c.old}
    touched_new = {c.new.id for c in weighty if c.new}

    def touched(was: Finding, now: Finding) -> bool:
        return words_changed(was, before, after, touched=touched_old) or words_changed(
            now, after, before, touched=touched_new
        )

    findings, unsettled = _findings(old, new, library, touched)
    signed = tuple(_signed(f, clauses) for f in findings)
    named = tuple(replace(c, requirements=_resting_on(c, old, new)) for c in clauses)
    return Comparison(old, new, named, signed, tuple(_tracked(new, signed)), unsettled)


def _resting_on(change: ClauseChange, old: Assessment, new: Assessment) -> tuple[str, ...]:
    """Return the requirements for which the clause is cited, before or now."""
    ids = {c.id for c in (change.old,) if c}, {c.id for c in (change.new,) if c}
    found = [
        f.requirement
        for side, assessment in zip(ids, (old, new), strict=True)
        for f in assessment.findings
        if any(e.clause in side for e in f.evidence)
    ]
    return tuple(dict.fromkeys(found))


def _clauses(
    old: Wordings, new: Wordings, found: Alignment, authors: dict[str, tuple[str, ...]]
) -> Iterator[ClauseChange]:
    """Yield the clauses that differ in the order of the new version, then those removed."""
    twins = {old.clauses[i].id: new.clauses[j].id for i, j in (*found.same, *found.reworded)}
    pointing = [pair for pair in found.same if not _same_pointers(old, new, pair, twins)]
    moved = set(found.moved) - set(pointing)
    rows: list[tuple[int, ClauseKind, int | None]]
    rows = [(j, ClauseKind.CHANGED, i) for i, j in (*found.reworded, *pointing)]
    rows += [(j, ClauseKind.MOVED, i) for i, j in moved]
    rows += [(j, ClauseKind.ADDED, None) for j in found.added]
    for j, kind, i in sorted(rows, key=lambda row: row[0]):
        clause, was = new.clauses[j], None if i is None else old.clauses[i]
        runs = word_runs(was.text, clause.text) if was and kind is ClauseKind.CHANGED else ()
        if was and kind is ClauseKind.CHANGED and all(run.kind is WordKind.SAME for run in runs):
            continue
        yield ClauseChange(kind, was, clause, runs, authors.get(clause.id, ()))
    for i in found.removed:
        yield ClauseChange(ClauseKind.REMOVED, old.clauses[i], None)


def _same_pointers(old: Wordings, new: Wordings, pair: tuple[int, int], twins: dict[str, str]) -> bool:
    """Tell whether the pointers of two clauses lead to the same clauses, whatever their numbers."""
    before = old.pointers[old.clauses[pair[0]].id]
    after = new.pointers[new.clauses[pair[1]].id]
    return all(
        b.target == a.target or (b.resolved and a.resolved and twins.get(b.resolved) == a.resolved)
        for b, a in zip(before, after, strict=True)
    )


def _findings(
    old: Assessment, new: Assessment, library: Library, touched: Callable[[Finding, Finding], bool]
) -> tuple[list[FindingChange], tuple[str, ...]]:
    earlier = {f.requirement: f for f in old.findings}
    later = {f.requirement: f for f in new.findings}
    changed: list[FindingChange] = []
    unsettled: list[str] = []
    for requirement in library.requirements:
        was, now = earlier[requirement.id], later[requirement.id]
        values = value_changes(was, now)
        if was.status is now.status and not values and subpoints_met(was) == subpoints_met(now):
            continue
        if touched(was, now):
            changed.append(FindingChange(effect_of(was, now, values, requirement), was, now, values))
        elif was.status is not now.status and {was.status, now.status} <= set(STEPS):
            unsettled.append(requirement.id)
    return changed, tuple(unsettled)


def _signed(finding: FindingChange, clauses: tuple[ClauseChange, ...]) -> FindingChange:
    """Name who changed the clauses that the finding rests on."""
    cited = {e.clause for e in finding.new.evidence}
    who = dict.fromkeys(a for c in clauses if c.new and c.new.id in cited for a in c.authors)
    return FindingChange(finding.effect, finding.old, finding.new, finding.values, tuple(who))


def _authors(agreements: AgreementSet) -> dict[str, tuple[str, ...]]:
    """Return who has tracked changes in which clause, in the order of the text."""
    found: dict[str, dict[str, None]] = {}
    for agreement in agreements.agreements:
        for change in agreement.document.changes:
            if clause := _clause_of(agreement.clauses, change):
                found.setdefault(clause.id, {})[change.author] = None
    return {clause: tuple(authors) for clause, authors in found.items()}


def _tracked(new: Assessment, findings: tuple[FindingChange, ...]) -> Iterator[TrackedEffect]:
    """Yield every pending change with the findings that rest on its clause."""
    for agreement in new.agreements.agreements:
        for change in agreement.document.changes:
            clause = _clause_of(agreement.clauses, change)
            name = clause.id if clause else None
            yield TrackedEffect(agreement.document.id, change, name, _moved_by(change, clause, findings))


def _moved_by(change: Change, clause: Clause | None, findings: tuple[FindingChange, ...]) -> tuple[str, ...]:
    """Return the requirements whose cited words the change touches: in the clause now, or struck from it."""
    struck = change.text.strip() if change.kind != "insertion" else ""
    return tuple(
        f.requirement
        for f in findings
        if (clause and any(e.clause == clause.id for e in f.new.evidence))
        or (struck and any(struck in e.quote for e in f.old.evidence))
    )


def _clause_of(clauses: tuple[Clause, ...], change: Change) -> Clause | None:
    """Return the clause whose text holds the change, or the point where its words were."""
    held = (c for c in clauses if c.span.start <= change.span.start <= c.span.end)
    return min(held, key=lambda c: len(c.span), default=None)
