"""The review as other programs read it: the shape "clausegap/review/1".

Ids and field names are stable; fields may be added. Quotes are verbatim. The same review gives
the same bytes.
"""

import json
import re
from typing import Any

from pipeline.domain.agreement import Agreement, Clause, DocumentReference, Placeholder
from pipeline.domain.apart import SetAside
from pipeline.domain.document import Document
from pipeline.domain.places import ElementAt, LineAt, PageBox, ParagraphAt, Place, Span
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Coverage, Edition, Evidence, Failure, Review, Searched
from pipeline.reports.outline import Outcome, outcomes, page_of
from pipeline.reports.reading import LeftOut, PaperRead
from pipeline.reports.words import EDITIONS, GUIDANCE, NO_ADVICE

Json = dict[str, Any]
SCHEMA = "clausegap/review/1"

# Characters that act on a terminal, break a line or can't be encoded; JSON may write them as escapes.
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

# A list of numbers over several lines; inside a JSON string there is no line break.
_NUMBERS = re.compile(r"\[\n\s*-?\d[\d.e+-]*(?:,\n\s*-?\d[\d.e+-]*)*\n\s*\]")


def review_as_json(review: Review, library: Library) -> Json:
    """Return the review as plain dicts and lists, one finding a requirement in catalogue order."""
    return {
        "schema": SCHEMA,
        "edition": edition_as_json(review.edition),
        "not_legal_advice": True,
        "note": f"{GUIDANCE}; {NO_ADVICE}",
        "agreements": [_assessment(a, library) for a in review.assessments],
        "failures": [failure_as_json(f) for f in review.failures],
        "left_out": [failure_as_json(f) for f in review.left_out],
    }


def render(review: Review, library: Library) -> str:
    """Return `review.json`."""
    return dumped(review_as_json(review, library))


def dumped(value: Json) -> str:
    """Return indented JSON in which letters are readable and nothing acts on a terminal."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    text = _NUMBERS.sub(lambda m: f"[{' '.join(m.group()[1:-1].split())}]", text)
    return _ESCAPED.sub(lambda m: f"\\u{ord(m.group()):04x}", text) + "\n"


def edition_as_json(edition: Edition) -> Json:
    """Return what the review was made with."""
    return {
        "pipeline": edition.pipeline,
        "library": edition.library,
        "library_version": edition.library_version,
        "classifier": edition.classifier,
        "reading": edition.reading,
    }


def failure_as_json(failure: Failure) -> Json:
    """Return a file that could not be read, or was left out."""
    return {"name": failure.name, "reason": failure.reason}


def coverage_as_json(coverage: Coverage) -> Json:
    """Return the shares in [0, 1]; null where nothing could be assessed."""
    families = {family: _rounded(share) for family, share in coverage.families.items()}
    return {"overall": _rounded(coverage.overall), "families": families}


def _assessment(assessment: Assessment, library: Library) -> Json:
    documents = {a.document.id: a.document for a in assessment.agreements.agreements}
    return {
        "supplier": assessment.supplier,
        "warnings": list(assessment.warnings),
        "coverage": coverage_as_json(assessment.coverage),
        "documents": [_document(a) for a in assessment.agreements.agreements],
        "clauses": [
            _clause(c, a.document, assessment) for a in assessment.agreements.agreements for c in a.clauses
        ],
        "findings": [_finding(o) for o in outcomes(assessment, library)],
        "references": [_reference(r, documents.get(r.document)) for r in assessment.references],
        "placeholders": [_placeholder(p) for p in assessment.placeholders],
        "responsibilities": [
            {"process": r.process, "owner": r.owner, "evidence": [evidence_as_json(e) for e in r.evidence]}
            for r in assessment.responsibilities
        ],
    }


def _document(agreement: Agreement) -> Json:
    document = agreement.document
    return {
        "id": document.id,
        "name": document.source.name,
        "kind": agreement.kind,
        "kind_confidence": _rounded(agreement.kind_confidence),
        "media_type": document.source.media_type,
        "sha256": document.source.sha256,
        "size": document.source.size,
        "pages": document.pages,
        "pages_unread": list(document.pages_unread),
        "language": agreement.language,
        "is_service_agreement": agreement.is_service_agreement,
        "not_because": agreement.not_because,
        "notes": list(document.notes),
        **reading_as_json(document),
        "terms": [
            {"name": t.role or t.type.value, "type": t.type.value, "value": t.value, "quote": t.quote}
            for t in agreement.terms
        ],
    }


def reading_as_json(document: Document) -> Json:
    """Return how a document was read; hidden text, changes and comments in full, the rest summed up."""
    paper = PaperRead.of(document)
    return {
        "view": document.view.value,
        "characters": {"read": paper.read, "in_file": paper.in_file, "unexplained": paper.unexplained},
        "pages_by_ocr": [
            {"page": p.page, "confidence": _rounded(p.confidence)} for p in document.pages_by_ocr
        ],
        "set_aside": [
            *(_hidden(s) for s in (*paper.hidden, *paper.disguised)),
            *(_left_out(group) for group in paper.left_out),
        ],
        "changes": [
            {"kind": c.kind, "text": c.text, "author": c.author, "date": c.date}
            | {"span": _span(c.span), "place": place_as_json(c.place)}
            for c in document.changes
        ],
        "comments": [
            {"text": c.text, "author": c.author, "date": c.date, "quote": document.quote(c.span)}
            | {"span": _span(c.span), "place": place_as_json(c.place)}
            for c in document.comments
        ],
    }


def _hidden(apart: SetAside) -> Json:
    return {
        "kind": apart.kind.value,
        "why": apart.why,
        "text": apart.text,
        "page": page_of(apart.place),
        "place": place_as_json(apart.place),
        "span": None if apart.span is None else _span(apart.span),
    }


def _left_out(group: LeftOut) -> Json:
    return {
        "kind": group.kind.value,
        "why": group.why,
        "count": group.count,
        "characters": group.characters,
        "samples": list(group.samples),
    }


def _clause(clause: Clause, document: Document, assessment: Assessment) -> Json:
    return {
        "id": clause.id,
        "document": clause.document,
        "number": clause.number,
        "path": clause.path,
        "heading": clause.heading,
        "kind": clause.kind,
        "parent": clause.parent,
        "text": clause.text,
        "span": _span(clause.span),
        "page": page_of(document.locate(clause.span)),
        "families": [
            {"id": f.id, "confidence": _rounded(f.confidence)}
            for f in assessment.clause_families.get(clause.id, ())
        ],
    }


def _finding(outcome: Outcome) -> Json:
    finding, requirement = outcome.finding, outcome.requirement
    return {
        "requirement": requirement.id,
        "family": outcome.family.id,
        "severity": requirement.severity.value,
        "controls": {edition: list(requirement.controls.get(edition, ())) for edition in EDITIONS},
        "status": finding.status.value,
        "confidence": _rounded(finding.confidence),
        "needs_review": finding.needs_review,
        "reason": finding.reason,
        "subpoints": [
            {"id": s.id, "met": s.met, "confidence": _rounded(s.confidence)} for s in finding.subpoints
        ],
        "evidence": [evidence_as_json(e) for e in finding.evidence],
        "terms": [
            {"name": t.name, "type": t.type, "value": t.value, "quote": t.quote} for t in finding.terms
        ],
        "searched": _searched(finding.searched),
    }


def evidence_as_json(evidence: Evidence) -> Json:
    """Return words of a contract with their place."""
    return {
        "document": evidence.document,
        "clause": evidence.clause,
        "span": _span(evidence.span),
        "page": page_of(evidence.place),
        "quote": evidence.quote,
        "stance": evidence.stance.value,
        "found_by": evidence.found_by,
        "place": place_as_json(evidence.place),
    }


def _searched(searched: Searched) -> Json:
    return {
        "documents": searched.documents,
        "clauses": searched.clauses,
        "pages": searched.pages,
        "pages_unread": searched.pages_unread,
        "nearest": [evidence_as_json(n.evidence) | {"why_not": n.why_not} for n in searched.nearest],
    }


def _reference(reference: DocumentReference, document: Document | None) -> Json:
    place = document.locate(reference.span) if document else None
    return {
        "title": reference.title,
        "url": reference.url,
        "supplied": reference.supplied,
        "quote": reference.quote,
        "document": reference.document,
        "span": _span(reference.span),
        "page": page_of(place),
        "place": place_as_json(place),
    }


def _placeholder(placeholder: Placeholder) -> Json:
    return {
        "document": placeholder.document,
        "span": _span(placeholder.span),
        "page": page_of(placeholder.place),
        "quote": placeholder.quote,
        "place": place_as_json(placeholder.place),
    }


def place_as_json(place: Place | None) -> Json | None:
    """Return a place in the form of its format."""
    match place:
        case PageBox(page=page, box=box):
            return {"page": page, "box": [round(edge, 2) for edge in box]}
        case ParagraphAt(part=part, paragraph=paragraph):
            return {"part": part, "paragraph": paragraph}
        case ElementAt(element=element):
            return {"element": element}
        case LineAt(line=line):
            return {"line": line}
        case None:
            return None


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(float(share), 4)
