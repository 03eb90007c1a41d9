"""What was said of a supplier, as rows: nothing of a finding is lost on the way there and back."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Table

from pipeline.domain.agreement import DocumentReference, Placeholder
from pipeline.domain.places import Place
from pipeline.domain.portfolio import ReviewedDocument, SupplierReview
from pipeline.domain.review import Evidence, Failure, Finding, Note, Precedence, Responsibility, Searched
from pipeline.domain.terms import Term
from pipeline.store import schema

Rows = dict[Table, list[dict[str, Any]]]

PLACE: TypeAdapter[Any] = TypeAdapter(Place | None)
SEARCHED = TypeAdapter(Searched)
PLACEHOLDERS = TypeAdapter(tuple[Placeholder, ...])
PRECEDENCE = TypeAdapter(tuple[Precedence, ...])
TERMS = TypeAdapter(tuple[Term, ...])
NOTE = TypeAdapter(Note)
REVIEW = TypeAdapter(SupplierReview)
FORMS: dict[str, TypeAdapter[Any]] = {
    noun.__name__: TypeAdapter(noun) for noun in (Finding, Responsibility, DocumentReference)
}
# Fields that have columns, or rows in other tables.
FINDING = frozenset({
    "requirement", "status", "confidence", "needs_review", "reason", "subpoints", "evidence", "terms",
    "searched", "notes",
})  # fmt: skip
RESPONSIBILITY = frozenset(
    {"process", "owner", "evidence", "provider", "customer", "confidence", "reason", "declined"}
)
REFERENCE = frozenset({"title", "url", "document", "span", "quote", "supplied", "changeable", "needed_for"})


def digest_of(review: SupplierReview) -> str:
    """Return the SHA-256 (hex) of all that the review says."""
    plain = REVIEW.dump_python(review)
    return hashlib.sha256(json.dumps(plain, separators=(",", ":"), default=str).encode()).hexdigest()


def own_row(review: SupplierReview) -> dict[str, Any]:
    """Return the row of the review itself, but for its supplier."""
    coverage = review.coverage
    return {
        "said": digest_of(review),
        "coverage": coverage.overall if coverage else None,
        "families": coverage.families if coverage else None,
        "searched": _searched(review.findings[0].searched) if review.findings else None,
        "warnings": review.warnings,
        "unread": review.unread,
        "placeholders": PLACEHOLDERS.dump_python(review.placeholders, mode="json"),
        "precedence": PRECEDENCE.dump_python(review.precedence, mode="json"),
    }


def rows_of(review: SupplierReview, review_id: int, *, document_ids: Sequence[int]) -> Rows:
    """Return the rows that hang on the review, by table; `document_ids` are those of its documents."""
    found = _Collected(review_id)
    for n, (document, its_id) in enumerate(zip(review.documents, document_ids, strict=True)):
        found.add(schema.review_documents, number=n, document_id=its_id, **_document(document))
    _add_findings(found, review.findings)
    for n, row in enumerate(review.responsibilities):
        found.add(schema.responsibilities, number=n, **_responsibility(row))
        found.cite("provider", n, row.provider)
        found.cite("customer", n, row.customer)
        found.cite("declined", n, row.declined)
        if row.evidence != (*row.provider, *row.customer):
            found.cite("duty", n, row.evidence)
    for n, reference in enumerate(review.references):
        found.add(schema.referred_to, number=n, **_reference(reference))
    found.rows[schema.failures] += failure_rows(review.failures, review.left_out, review_id=review_id)
    return found.rows


class _Collected:
    """Rows of one review."""

    def __init__(self, review_id: int) -> None:
        self.rows: Rows = defaultdict(list)
        self._review = review_id

    def add(self, table: Table, **values: Any) -> None:
        self.rows[table].append({"review_id": self._review, **values})

    def cite(
        self,
        side: str,
        owner: int,
        passages: Iterable[Evidence],
        *,
        part: int = 0,
        why: Sequence[str | None] | None = None,
    ) -> None:
        for n, e in enumerate(passages):
            at = {"side": side, "owner": owner, "part": part, "number": n}
            self.add(schema.evidence, **at, why_not=why[n] if why else None, **_passage(e))


def _add_findings(found: _Collected, findings: Sequence[Finding]) -> None:
    shared = _searched(findings[0].searched) if findings else None
    for n, finding in enumerate(findings):
        found.add(schema.findings, number=n, **_finding(finding, shared))
        found.cite("finding", n, finding.evidence)
        near = finding.searched.nearest
        found.cite("nearest", n, (p.evidence for p in near), why=[p.why_not for p in near])
        for part, note in enumerate(finding.notes):
            found.cite("note", n, note.evidence, part=part)
        for i, t in enumerate(finding.terms):
            said = {"name": t.name, "type": t.type, "value": t.value, "quote": t.quote}
            found.add(schema.terms, finding=n, number=i, **said)


def failure_rows(
    failures: Iterable[Failure],
    left_out: Iterable[Failure],
    *,
    review_id: int | None = None,
    run_id: int | None = None,
) -> list[dict[str, Any]]:
    """Return the rows of files that could not be read or were left out, of a review or of a run."""
    return [
        {
            "run_id": run_id,
            "review_id": review_id,
            "left_out": out,
            "name": f.name,
            "reason": f.reason,
        }
        for out, files in ((False, failures), (True, left_out))
        for f in files
    ]


def _searched(searched: Searched) -> dict[str, Any]:
    found: dict[str, Any] = SEARCHED.dump_python(searched, mode="json", exclude={"nearest"})
    return found


def _document(document: ReviewedDocument) -> dict[str, Any]:
    return {
        "label": document.id,
        "name": document.name,
        "kind": document.kind,
        "language": document.language,
        "pages": document.pages,
        "pages_unread": document.pages_unread,
        "terms": TERMS.dump_python(document.terms, mode="json"),
    }


def _finding(finding: Finding, shared: dict[str, Any] | None) -> dict[str, Any]:
    own = _searched(finding.searched)
    return {
        "requirement": finding.requirement,
        "status": finding.status.value,
        "confidence": finding.confidence,
        "needs_review": finding.needs_review,
        "reason": finding.reason,
        "subpoints": [astuple(s) for s in finding.subpoints],
        "searched": None if own == shared else own,
        "notes": [NOTE.dump_python(n, mode="json", exclude={"evidence"}) for n in finding.notes],
        "more": _more(finding, FINDING),
    }


def _responsibility(row: Responsibility) -> dict[str, Any]:
    return {
        "process": row.process,
        "owner": row.owner,
        "confidence": row.confidence,
        "reason": row.reason,
        "more": _more(row, RESPONSIBILITY),
    }


def _reference(r: DocumentReference) -> dict[str, Any]:
    return {
        "title": r.title,
        "url": r.url,
        "document": r.document,
        "span_start": r.span.start,
        "span_end": r.span.end,
        "quote": r.quote,
        "supplied": r.supplied,
        "changeable": r.changeable,
        "needed_for": r.needed_for,
        "more": _more(r, REFERENCE),
    }


def _more(noun: Any, columns: frozenset[str]) -> dict[str, Any] | None:
    """Return the fields that have no rows or columns of their own and are not as usual."""
    left = {f.name for f in fields(noun)} - columns
    form = FORMS[type(noun).__name__]
    return form.dump_python(noun, mode="json", include=left, exclude_defaults=True) if left else None


def _passage(e: Evidence) -> dict[str, Any]:
    return {
        "document": e.document,
        "clause": e.clause,
        "span_start": e.span.start,
        "span_end": e.span.end,
        "quote": e.quote,
        "place": PLACE.dump_python(e.place, mode="json"),
        "stance": e.stance.value,
        "found_by": e.found_by,
    }
