"""An agreement set weighed against every requirement."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from pipeline.assessment.chosen_options import agreed
from pipeline.assessment.coverage import coverage_of
from pipeline.assessment.finding import find
from pipeline.assessment.harmless import without_harmless
from pipeline.assessment.in_force import InForce, in_force
from pipeline.assessment.not_supplied import relied_on
from pipeline.assessment.prevailing import Conflict, precedence_of, settled, with_conflict
from pipeline.assessment.processes import counting_check, find_by_count
from pipeline.assessment.responsibilities import responsibilities_of
from pipeline.assessment.second_looks import looks_at
from pipeline.assessment.signals import Field, field_of, signals_of
from pipeline.assessment.unfilled import emptied
from pipeline.assessment.usable import is_usable, unread_elsewhere, warnings_of
from pipeline.assessment.within import NOTHING_KNOWN, Known, Set
from pipeline.assessment.wrong_side import held_back, without_customers
from pipeline.domain.agreement import AgreementSet
from pipeline.domain.reading import Judge, Passage, ReadAgreement, Signals
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import (
    Assessment,
    Finding,
    Responsibility,
    Searched,
    SearchedDocument,
    Status,
)


def assess(
    agreements: AgreementSet,
    readings: Sequence[ReadAgreement],
    library: Library,
    *,
    judge: Judge,
    known: Known = NOTHING_KNOWN,
) -> Assessment:
    """Return a finding for every requirement, in catalogue order, with coverage and responsibilities.

    What is `known` is taken over: the caller answers for it that this library says the same.
    """
    usable = [r for r in readings if is_usable(r.agreement)]
    within = Set(
        documents={r.agreement.document.id: r.agreement for r in usable},
        library=library,
        searched=_searched(usable),
        unread=unread_elsewhere(agreements),
        agreements=agreements,
        readings=tuple(usable),
    )
    standing = in_force([*agreed((p for r in usable for p in r.passages), within)], within)
    asked = [r for r in library.requirements if r.id not in known.findings]
    field, conflicts = _field(usable, standing.passages, within, asked)
    matrix = known.responsibilities or responsibilities_of(standing.passages, within)
    made = _made(asked, field, conflicts, standing, within, matrix=matrix, judge=judge)
    findings = tuple(made.get(r.id) or known.findings[r.id] for r in library.requirements)
    return Assessment(
        agreements=agreements,
        clause_families={clause: f for r in usable for clause, f in r.families.items()},
        findings=findings,
        coverage=coverage_of(findings, library),
        responsibilities=matrix,
        references=relied_on(agreements, findings),
        placeholders=emptied([p for a in agreements.agreements for p in a.placeholders], findings),
        warnings=(*warnings_of(agreements), *agreements.elsewhere.unclear),
        precedence=precedence_of(within),
    )


def _made(
    asked: Sequence[Requirement],
    field: Field | None,
    conflicts: Mapping[str, Conflict],
    standing: InForce,
    within: Set,
    *,
    matrix: Sequence[Responsibility],
    judge: Judge,
) -> Mapping[str, Finding]:
    """Return the findings on the requirements asked for."""
    look = looks_at(within)
    found = {**_found(asked, within, field, judge=judge), **_counted(asked, matrix, within, field)}
    return {
        r.id: look(_settled(found[r.id], standing, conflicts, within), r, _passages(r, field)) for r in asked
    }


def _found(
    asked: Sequence[Requirement], within: Set, field: Field | None, *, judge: Judge
) -> Mapping[str, Finding]:
    """Return what the judge finds, no better than without the duties that are the customer's."""
    if field is None or not asked:
        return {r.id: _finding(r, within, None, {}) for r in asked}
    owed = without_customers(field, within, asked)
    again = [r for r in asked if _passages(r, owed.left) != _passages(r, owed.said)]
    # What the set says on the others is the same whichever requirements are asked for.
    signals = partial(_rows, around=field, library=within.library)
    rows, more = signals(asked, owed.said), signals(again, owed.left)
    shares = judge([*rows, *more])
    found = {
        r.id: _finding(r, within, owed.said, share)
        for r, share in zip(asked, shares[: len(rows)], strict=True)
    }
    for requirement, share in zip(again, shares[len(rows) :], strict=True):
        left = _finding(requirement, within, owed.left, share)
        found[requirement.id] = held_back(requirement, found[requirement.id], left, owed)
    return found


def _counted(
    asked: Sequence[Requirement], matrix: Sequence[Responsibility], within: Set, field: Field | None
) -> Mapping[str, Finding]:
    """Return what is counted off the matrix, whatever the judge thinks of it."""
    found = {}
    for requirement in asked:
        check = counting_check(requirement)
        if field and check:
            counted = find_by_count(requirement, check, within, matrix, _passages(requirement, field))
            if counted.status is Status.ABSENT:  # then it is proved as any absence is
                counted = _finding(requirement, within, field, {Status.ABSENT: 1.0})
            found[requirement.id] = counted
    return found


def _rows(
    asked: Sequence[Requirement], field: Field, *, around: Field, library: Library
) -> Sequence[Signals]:
    others = {r.id for r in library.requirements} - {r.id for r in asked}
    return signals_of(field, library, known=others, around=around) if asked else ()


def _field(
    usable: Sequence[ReadAgreement],
    passages: Sequence[Passage],
    within: Set,
    asked: Sequence[Requirement],
) -> tuple[Field | None, Mapping[str, Conflict]]:
    """Return what counts, and of which requirements the papers say different things."""
    if not usable:
        return None, {}
    field = field_of([r.agreement for r in usable], passages)
    return settled(without_harmless(field, within, asked={r.id for r in asked}), within)


def _settled(finding: Finding, standing: InForce, conflicts: Mapping[str, Conflict], within: Set) -> Finding:
    """Return the finding with what was taken away or gave way said of it."""
    noted = replace(finding, notes=(*finding.notes, *standing.notes.get(finding.requirement, ())))
    conflict = conflicts.get(finding.requirement)
    return with_conflict(noted, conflict, within) if conflict else noted


def _finding(
    requirement: Requirement, within: Set, field: Field | None, share: Mapping[str, float]
) -> Finding:
    return find(requirement, within, _passages(requirement, field), share)


def _passages(requirement: Requirement, field: Field | None) -> Sequence[Passage]:
    return field.passages.get(requirement.id, ()) if field else ()


def _searched(usable: Sequence[ReadAgreement]) -> Searched:
    documents = [r.agreement.document for r in usable]
    pages = [d.pages for d in documents if d.pages is not None]
    return Searched(
        documents=len(usable),
        clauses=sum(len(r.agreement.clauses) for r in usable),
        pages=sum(pages) if pages else None,
        pages_unread=sum(len(d.pages_unread) for d in documents),
        each=tuple(
            SearchedDocument(d.id, len(r.agreement.clauses), d.pages, d.pages_unread)
            for r, d in zip(usable, documents, strict=True)
        ),
    )
