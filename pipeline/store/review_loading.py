"""Rows back into what was said of a supplier; many suppliers at a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, select

from pipeline.domain.agreement import DocumentReference
from pipeline.domain.places import Span
from pipeline.domain.portfolio import ReviewedDocument, SupplierReview
from pipeline.domain.reading import Stance
from pipeline.domain.review import (
    Coverage,
    Evidence,
    Failure,
    Finding,
    Nearest,
    Responsibility,
    Searched,
    Status,
    SubpointResult,
)
from pipeline.domain.terms import FindingTerm
from pipeline.store import schema
from pipeline.store.review_rows import FORMS, NOTE, PLACE, PLACEHOLDERS, PRECEDENCE, SEARCHED, TERMS

AnyRow = Row[Any]
Noun = TypeVar("Noun", Finding, Responsibility, DocumentReference)
Cited = dict[tuple[str, int, int], list[AnyRow]]  # side, owner, part → rows in order


def load_reviews(connection: Connection, ids: Sequence[int]) -> dict[int, SupplierReview]:
    """Return the reviews by their number in the store."""
    joined = select(schema.reviews, schema.suppliers.c.name).join(schema.suppliers)
    own = connection.execute(joined.where(schema.reviews.c.id.in_(ids))).all()
    parts = {table: _by_review(connection, table, ids) for table in TABLES}
    documents = _documents(connection, ids)
    return {
        row.id: _review(
            row, {t: found.get(row.id, []) for t, found in parts.items()}, documents.get(row.id, [])
        )
        for row in own
    }


def failures_in(rows: Iterable[AnyRow], *, left_out: bool) -> tuple[Failure, ...]:
    """Return the failures of rows of that table, or the files left out."""
    found = [r for r in rows if r.left_out is left_out]
    return tuple(Failure(r.name, r.reason) for r in found)


TABLES = (
    schema.findings,
    schema.evidence,
    schema.terms,
    schema.responsibilities,
    schema.referred_to,
    schema.failures,
)


def _by_review(connection: Connection, table: Table, ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    """Return the rows in their order: that of the primary key."""
    wanted = select(table).where(table.c.review_id.in_(ids)).order_by(*table.primary_key.columns)
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(wanted):
        found[row.review_id].append(row)
    return found


def _documents(connection: Connection, ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    links, files = schema.review_documents, schema.documents
    wanted = (
        select(links, files.c.sha256, files.c.media_type, files.c.size)
        .join(files)
        .where(links.c.review_id.in_(ids))
        .order_by(links.c.review_id, links.c.number)
    )
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(wanted):
        found[row.review_id].append(row)
    return found


def _review(row: AnyRow, parts: dict[Table, list[AnyRow]], documents: list[AnyRow]) -> SupplierReview:
    cited: Cited = defaultdict(list)
    for e in parts[schema.evidence]:
        cited[e.side, e.owner, e.part].append(e)
    terms: dict[int, list[AnyRow]] = defaultdict(list)
    for t in parts[schema.terms]:
        terms[t.finding].append(t)
    searched = SEARCHED.validate_python(row.searched) if row.searched else None
    return SupplierReview(
        supplier=row.name,
        documents=tuple(_document(d) for d in documents),
        coverage=None if row.families is None else Coverage(row.coverage, row.families),
        findings=tuple(_finding(f, cited, terms[f.number], searched) for f in parts[schema.findings]),
        responsibilities=tuple(_responsibility(r, cited) for r in parts[schema.responsibilities]),
        references=tuple(_reference(r) for r in parts[schema.referred_to]),
        placeholders=PLACEHOLDERS.validate_python(row.placeholders),
        warnings=tuple(row.warnings),
        precedence=PRECEDENCE.validate_python(row.precedence),
        failures=failures_in(parts[schema.failures], left_out=False),
        left_out=failures_in(parts[schema.failures], left_out=True),
        unread=tuple(row.unread),
    )


def _document(row: AnyRow) -> ReviewedDocument:
    return ReviewedDocument(
        id=row.label,
        name=row.name,
        sha256=row.sha256,
        media_type=row.media_type,
        size=row.size,
        kind=row.kind,
        language=row.language,
        pages=row.pages,
        pages_unread=tuple(row.pages_unread),
        terms=TERMS.validate_python(row.terms or ()),
    )


def _finding(row: AnyRow, cited: Cited, terms: list[AnyRow], shared: Searched | None) -> Finding:
    n = row.number
    searched = SEARCHED.validate_python(row.searched) if row.searched else shared
    assert searched is not None  # a review with findings says what was searched
    nearest = tuple(Nearest(_evidence(e), e.why_not) for e in cited["nearest", n, 0])
    found = Finding(
        requirement=row.requirement,
        status=Status(row.status),
        confidence=row.confidence,
        needs_review=row.needs_review,
        reason=row.reason,
        subpoints=tuple(SubpointResult(*s) for s in row.subpoints),
        evidence=_passages(cited["finding", n, 0]),
        terms=tuple(FindingTerm(t.name, t.type, t.value, t.quote) for t in terms),
        searched=Searched(
            searched.documents,
            searched.clauses,
            searched.pages,
            searched.pages_unread,
            nearest,
            searched.each,
        ),
        notes=tuple(
            NOTE.validate_python(note | {"evidence": _passages(cited["note", n, part])})
            for part, note in enumerate(row.notes)
        ),
    )
    return _with_more(found, row)


def _responsibility(row: AnyRow, cited: Cited) -> Responsibility:
    sides = ("duty", "provider", "customer", "declined")
    duty, provider, customer, declined = (_passages(cited[side, row.number, 0]) for side in sides)
    found = Responsibility(
        process=row.process,
        owner=row.owner,
        evidence=duty or (*provider, *customer),
        provider=provider,
        customer=customer,
        confidence=row.confidence,
        reason=row.reason,
        declined=declined,
    )
    return _with_more(found, row)


def _reference(row: AnyRow) -> DocumentReference:
    span = Span(row.span_start, row.span_end)
    found = DocumentReference(
        row.title, row.url, row.document, span, row.quote, row.supplied, row.changeable, tuple(row.needed_for)
    )
    return _with_more(found, row)


def _with_more(noun: Noun, row: AnyRow) -> Noun:
    """Return the noun with the fields that have no column of their own."""
    if not row.more:
        return noun
    form = FORMS[type(noun).__name__]
    whole: Noun = form.validate_python(form.dump_python(noun) | row.more)
    return whole


def _passages(rows: Iterable[AnyRow]) -> tuple[Evidence, ...]:
    return tuple(_evidence(row) for row in rows)


def _evidence(row: AnyRow) -> Evidence:
    return Evidence(
        document=row.document,
        clause=row.clause,
        span=Span(row.span_start, row.span_end),
        quote=row.quote,
        place=PLACE.validate_python(row.place),
        stance=Stance(row.stance),
        found_by=row.found_by,
    )
