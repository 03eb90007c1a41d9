"""A kept reading under another document id: a set's third paper may be another set's first."""

from collections.abc import Callable
from dataclasses import replace

from pipeline.domain.agreement import Agreement, Clause, CrossReference
from pipeline.domain.reading import ReadAgreement


def with_document_id(reading: ReadAgreement, document_id: str) -> ReadAgreement:
    """Return the reading with every id "<old>" and "<old>.c14" beginning with `document_id`."""
    old = reading.agreement.document.id
    if old == document_id:
        return reading

    def renamed(clause_id: str) -> str:
        return document_id + clause_id.removeprefix(old) if clause_id.startswith(f"{old}.") else clause_id

    return ReadAgreement(
        agreement=_agreement(reading.agreement, document_id, renamed),
        families={renamed(clause): scores for clause, scores in reading.families.items()},
        passages=tuple(replace(p, document=document_id, clause=renamed(p.clause)) for p in reading.passages),
    )


def _agreement(agreement: Agreement, document_id: str, renamed: Callable[[str], str]) -> Agreement:
    def clause(c: Clause) -> Clause:
        parent = renamed(c.parent) if c.parent is not None else None
        return replace(c, id=renamed(c.id), document=document_id, parent=parent)

    def cross(c: CrossReference) -> CrossReference:
        return replace(c, resolved=renamed(c.resolved)) if c.resolved is not None else c

    return replace(
        agreement,
        document=replace(agreement.document, id=document_id),
        clauses=tuple(clause(c) for c in agreement.clauses),
        cross_references=tuple(cross(c) for c in agreement.cross_references),
        references=tuple(replace(r, document=document_id) for r in agreement.references),
        placeholders=tuple(
            replace(p, document=document_id, clause=renamed(p.clause) if p.clause else "")
            for p in agreement.placeholders
        ),
    )
