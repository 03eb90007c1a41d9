"""An agreement set weighed against every requirement."""

from collections.abc import Mapping, Sequence

from pipeline.assessment.coverage import coverage_of
from pipeline.assessment.finding import find
from pipeline.assessment.processes import counting_check, find_by_count
from pipeline.assessment.responsibilities import responsibilities_of
from pipeline.assessment.second_looks import looks_at
from pipeline.assessment.signals import Field, field_of, signals_of
from pipeline.assessment.usable import is_usable, unread_elsewhere, warnings_of
from pipeline.assessment.within import Set
from pipeline.domain.agreement import AgreementSet, DocumentReference
from pipeline.domain.reading import Judge, Passage, ReadAgreement
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import Assessment, Finding, Searched, SearchedDocument, Status


def assess(
    agreements: AgreementSet, readings: Sequence[ReadAgreement], library: Library, *, judge: Judge
) -> Assessment:
    """Return a finding for every requirement, in catalogue order, with coverage and responsibilities."""
    usable = [r for r in readings if is_usable(r.agreement)]
    references = _references(agreements)
    passages = [p for r in usable for p in r.passages]
    within = Set(
        documents={r.agreement.document.id: r.agreement for r in usable},
        library=library,
        searched=_searched(usable),
        unread=unread_elsewhere(agreements),
        missing=tuple(r.title for r in references if not r.supplied),
        agreements=agreements,
        readings=tuple(usable),
    )
    look = looks_at(within)
    field = field_of([r.agreement for r in usable], passages) if usable else None
    rows = signals_of(field, library) if field else ()
    shares = judge(rows) if rows else ({},) * len(library.requirements)
    findings = tuple(
        look(_finding(requirement, within, field, share), requirement, _passages(requirement, field))
        for requirement, share in zip(library.requirements, shares, strict=True)
    )
    return Assessment(
        agreements=agreements,
        clause_families={clause: f for r in usable for clause, f in r.families.items()},
        findings=findings,
        coverage=coverage_of(findings, library),
        responsibilities=responsibilities_of(passages, within),
        references=references,
        placeholders=tuple(p for a in agreements.agreements for p in a.placeholders),
        warnings=warnings_of(agreements),
    )


def _finding(
    requirement: Requirement, within: Set, field: Field | None, share: Mapping[str, float]
) -> Finding:
    check = counting_check(requirement)
    if field and check:
        counted = find_by_count(requirement, check, within, [p for ps in field.passages.values() for p in ps])
        if counted.status is not Status.ABSENT:
            return counted
        share = {Status.ABSENT: 1.0}
    return find(requirement, within, _passages(requirement, field), share)


def _passages(requirement: Requirement, field: Field | None) -> Sequence[Passage]:
    return field.passages.get(requirement.id, ()) if field else ()


def _references(agreements: AgreementSet) -> tuple[DocumentReference, ...]:
    """Return each document referred to once, as it is first named."""
    found: dict[str, DocumentReference] = {}
    for reference in (r for a in agreements.agreements for r in a.references):
        found.setdefault(reference.title.lower() or reference.url or "", reference)
    return tuple(found.values())


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
