"""What a review says of its whole agreement set: papers relied on, blanks, who does what, what prevails."""

from typing import Any

from pipeline.domain.agreement import DocumentReference, Placeholder
from pipeline.domain.document import Document
from pipeline.domain.frameworks import FrameworkView, PointView
from pipeline.domain.review import Assessment, Precedence, Responsibility
from pipeline.reports.evidence_json import confidence_as_json, evidence_as_json, place_as_json, span_as_json
from pipeline.reports.outline import page_of

Json = dict[str, Any]


def set_as_json(assessment: Assessment) -> Json:
    """Return references, placeholders, responsibilities and rules of precedence."""
    documents = {a.document.id: a.document for a in assessment.agreements.agreements}
    return {
        "references": [_reference(r, documents.get(r.document)) for r in assessment.references],
        "placeholders": [_placeholder(p) for p in assessment.placeholders],
        "responsibilities": [_responsibility(r) for r in assessment.responsibilities],
        "precedence": [_precedence(p) for p in assessment.precedence],
    }


def framework_as_json(view: FrameworkView) -> Json:
    """Return a framework with the outcome of each of its points."""
    framework = view.framework
    return {
        "key": framework.key,
        "title": framework.title,
        "document": framework.document,
        "scope": framework.scope,
        "complete": framework.complete,
        "counts": {outcome.value: number for outcome, number in view.counts.items()},
        "points": [_point(p) for p in view.points],
    }


def _point(view: PointView) -> Json:
    return {
        "point": view.point.point,
        "label": view.label,
        "title": view.point.title,
        "group": view.point.group,
        "outcome": view.outcome.value,
        "reason": view.reason,
        "beyond": view.point.beyond,
        "rests_on": [f.requirement for f in view.rests_on],
        "touching": [f.requirement for f in view.touching],
        "evidence": [evidence_as_json(e) for e in view.evidence],
    }


def _reference(reference: DocumentReference, document: Document | None) -> Json:
    place = document.locate(reference.span) if document else None
    return {
        "title": reference.title,
        "url": reference.url,
        "supplied": reference.supplied,
        "changeable": reference.changeable,
        "needed_for": list(reference.needed_for),
        "quote": reference.quote,
        "document": reference.document,
        "span": span_as_json(reference.span),
        "page": page_of(place),
        "place": place_as_json(place),
    }


def _placeholder(placeholder: Placeholder) -> Json:
    return {
        "document": placeholder.document,
        "clause": placeholder.clause,
        "kind": placeholder.kind,
        "span": span_as_json(placeholder.span),
        "page": page_of(placeholder.place),
        "quote": placeholder.quote,
        "place": place_as_json(placeholder.place),
        "empties": list(placeholder.empties),
    }


def _responsibility(row: Responsibility) -> Json:
    return {
        "process": row.process,
        "owner": row.owner,
        "confidence": confidence_as_json(row.confidence),
        "reason": row.reason,
        "evidence": [evidence_as_json(e) for e in row.evidence],
        "provider": [evidence_as_json(e) for e in row.provider],
        "customer": [evidence_as_json(e) for e in row.customer],
        "declined": [evidence_as_json(e) for e in row.declined],
    }


def _precedence(rule: Precedence) -> Json:
    return {
        "documents": list(rule.documents),
        "named": list(rule.named),
        "scope": rule.scope,
        "evidence": evidence_as_json(rule.evidence),
    }
