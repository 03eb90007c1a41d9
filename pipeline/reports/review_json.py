"""The review as other programs read it: the shape "clausegap/review/1".

Ids and field names are stable; fields may be added. Quotes are verbatim. The same review gives
the same bytes.
"""

import json
import re
from json.encoder import encode_basestring
from typing import Any

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.apart import SetAside
from pipeline.domain.document import Document
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Coverage, Edition, Failure, Note, Review, Searched
from pipeline.reports.by_framework import by_frameworks
from pipeline.reports.evidence_json import confidence_as_json, evidence_as_json, place_as_json, span_as_json
from pipeline.reports.outline import Outcome, outcomes, page_of
from pipeline.reports.reading import LeftOut, PaperRead
from pipeline.reports.set_json import framework_as_json, set_as_json
from pipeline.reports.words import EDITIONS, GUIDANCE, NO_ADVICE

Json = dict[str, Any]
SCHEMA = "clausegap/review/1"

# Characters that act on a terminal, break a line or can't be encoded; JSON may write them as escapes.
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_NUMBERS = (int, float)
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def review_as_json(review: Review, library: Library) -> Json:
    """Return the review as plain dicts and lists, one finding a requirement in catalogue order."""
    return {
        "schema": SCHEMA,
        "edition": edition_as_json(review.edition) | {"reading": _reading(review)},
        "not_legal_advice": True,
        "note": f"{GUIDANCE}; {NO_ADVICE}",
        "profiles": [{"name": p.name, "title": p.title, "notes": list(p.notes)} for p in library.profiles],
        "agreements": [_assessment(a, library) | _frameworks(review, a, library) for a in review.assessments],
        "failures": [failure_as_json(f) for f in review.failures],
        "left_out": [failure_as_json(f) for f in review.left_out],
    }


def render(review: Review, library: Library) -> str:
    """Return `review.json`."""
    return dumped(review_as_json(review, library))


def dumped(value: Json) -> str:
    """Return indented JSON in which letters are readable and nothing acts on a terminal."""
    return _escaped(_over_lines(value, "\n")) + "\n"


def _over_lines(value: object, line: str) -> str:
    """Return a value over lines that begin as `line`, as `json.dumps` does, but a list of numbers on one."""
    deeper = f"{line} "
    if isinstance(value, dict) and value:
        parts = [f"{_on_one_line(key)}: {_over_lines(part, deeper)}" for key, part in value.items()]
        return f"{{{deeper}{f',{deeper}'.join(parts)}{line}}}"
    if isinstance(value, list) and not all(type(part) in _NUMBERS for part in value):
        return f"[{deeper}{f',{deeper}'.join([_over_lines(part, deeper) for part in value])}{line}]"
    return _on_one_line(value)


def dumped_by_line(value: Json) -> str:
    """Return the same for what is long: an entry a line, and of a list at the top an item a line."""
    entries = []
    for key, part in value.items():
        items = ",\n".join(map(_on_one_line, part)) if isinstance(part, list) else ""
        entries.append(f"{json.dumps(key)}: " + (f"[\n{items}\n]" if items else _on_one_line(part)))
    return _escaped("{\n" + ",\n".join(entries) + "\n}\n")


def _on_one_line(value: object) -> str:
    return encode_basestring(value) if type(value) is str else _ENCODER.encode(value)


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


def edition_as_json(edition: Edition) -> Json:
    """Return what the review was made with."""
    return {
        "pipeline": edition.pipeline,
        "library": edition.library,
        "library_version": edition.library_version,
        "classifier": edition.classifier,
        "reading": edition.reading,
        "profiles": list(edition.profiles),
    }


def _reading(review: Review) -> str:
    """Return how files were read; where no page called for it, which OCR is installed changes nothing."""
    documents = [a.document for s in review.assessments for a in s.agreements.agreements]
    if review.failures or any(d.pages_by_ocr or d.pages_unread for d in documents):
        return review.edition.reading
    view, separator, _ = review.edition.reading.partition("; ")
    return f"{view}{separator}no page needed OCR" if separator else view


def failure_as_json(failure: Failure) -> Json:
    """Return a file that could not be read, or was left out."""
    return {"name": failure.name, "reason": failure.reason}


def coverage_as_json(coverage: Coverage) -> Json:
    """Return the shares in [0, 1]; null where nothing could be assessed."""
    families = {family: _share(share) for family, share in coverage.families.items()}
    return {"overall": _share(coverage.overall), "families": families}


def _assessment(assessment: Assessment, library: Library) -> Json:
    return {
        "supplier": assessment.supplier,
        "warnings": list(assessment.warnings),
        "coverage": coverage_as_json(assessment.coverage),
        "documents": [_document(a) for a in assessment.agreements.agreements],
        "clauses": [
            _clause(c, a.document, assessment) for a in assessment.agreements.agreements for c in a.clauses
        ],
        "findings": [_finding(o) for o in outcomes(assessment, library)],
        **set_as_json(assessment),
    }


def _frameworks(review: Review, assessment: Assessment, library: Library) -> Json:
    """Return the frameworks that were asked for; where none was, not even the field."""
    shown = by_frameworks(review, assessment, library)
    return {"frameworks": [framework_as_json(f.view) for f in shown]} if shown else {}


def _document(agreement: Agreement) -> Json:
    document = agreement.document
    return {
        "id": document.id,
        "name": document.source.name,
        "kind": agreement.kind,
        "kind_confidence": confidence_as_json(agreement.kind_confidence),
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
            {"page": p.page, "confidence": confidence_as_json(p.confidence)} for p in document.pages_by_ocr
        ],
        "set_aside": [
            *(_hidden(s) for s in (*paper.hidden, *paper.disguised)),
            *(_left_out(group) for group in paper.left_out),
        ],
        "changes": [
            {"kind": c.kind, "text": c.text, "author": c.author, "date": c.date}
            | {"span": span_as_json(c.span), "place": place_as_json(c.place)}
            for c in document.changes
        ],
        "comments": [
            {"text": c.text, "author": c.author, "date": c.date, "quote": document.quote(c.span)}
            | {"span": span_as_json(c.span), "place": place_as_json(c.place)}
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
        "span": None if apart.span is None else span_as_json(apart.span),
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
        "span": span_as_json(clause.span),
        "page": page_of(document.locate(clause.span)),
        "families": [
            {"id": f.id, "confidence": confidence_as_json(f.confidence)}
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
        "standing": outcome.standing.value,
        "confidence": confidence_as_json(finding.confidence),
        "needs_review": finding.needs_review,
        "reason": finding.reason,
        "subpoints": [
            {"id": s.id, "met": s.met, "confidence": confidence_as_json(s.confidence)}
            for s in finding.subpoints
        ],
        "evidence": [evidence_as_json(e) for e in finding.evidence],
        "terms": [
            {"name": t.name, "type": t.type, "value": t.value, "quote": t.quote} for t in finding.terms
        ],
        "notes": [_note(n) for n in finding.notes],
        "searched": _searched(finding.searched),
    }


def _note(note: Note) -> Json:
    return {
        "kind": note.kind.value,
        "sentence": note.sentence,
        "evidence": [evidence_as_json(e) for e in note.evidence],
    }


def _searched(searched: Searched) -> Json:
    return {
        "documents": searched.documents,
        "clauses": searched.clauses,
        "pages": searched.pages,
        "pages_unread": searched.pages_unread,
        "each": [
            {
                "document": d.document,
                "clauses": d.clauses,
                "pages": d.pages,
                "pages_unread": list(d.pages_unread),
            }
            for d in searched.each
        ],
        "nearest": [evidence_as_json(n.evidence) | {"why_not": n.why_not} for n in searched.nearest],
    }


def _share(share: float | None) -> float | None:
    return None if share is None else round(float(share), 4)
