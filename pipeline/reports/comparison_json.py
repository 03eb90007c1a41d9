"""The difference between two versions as other programs read it: the shape "clausegap/comparison/1"."""

from typing import Any

from pipeline.domain.agreement import Clause
from pipeline.domain.comparison import ClauseChange, Comparison, FindingChange, TrackedEffect
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Edition, Finding
from pipeline.reports.evidence_json import evidence_as_json, place_as_json
from pipeline.reports.review_json import dumped, edition_as_json

Json = dict[str, Any]
SCHEMA = "clausegap/comparison/1"


def render(comparison: Comparison, edition: Edition, library: Library) -> str:
    """Return `comparison.json`."""
    severity = {r.id: r.severity.value for r in library.requirements}
    return dumped(
        {
            "schema": SCHEMA,
            "edition": edition_as_json(edition),
            "supplier": comparison.new.supplier,
            "old": _documents(comparison.old),
            "new": _documents(comparison.new),
            "findings": [_finding(f, severity[f.requirement]) for f in comparison.findings],
            "clauses": [_clause(c) for c in comparison.clauses],
            "tracked_changes": [_tracked(t) for t in comparison.tracked],
            "unsettled": list(comparison.unsettled),
        }
    )


def _documents(assessment: Assessment) -> list[Json]:
    return [
        {"id": d.id, "name": d.source.name, "sha256": d.source.sha256, "view": d.view.value}
        for d in (a.document for a in assessment.agreements.agreements)
    ]


def _finding(change: FindingChange, severity: str) -> Json:
    return {
        "requirement": change.requirement,
        "severity": severity,
        "effect": change.effect.value,
        "authors": list(change.authors),
        "values": [{"name": v.name, "old": v.old, "new": v.new} for v in change.values],
        "old": _side(change.old),
        "new": _side(change.new),
    }


def _side(finding: Finding) -> Json:
    return {
        "status": finding.status.value,
        "reason": finding.reason,
        "needs_review": finding.needs_review,
        "evidence": [evidence_as_json(e) for e in finding.evidence],
    }


def _clause(change: ClauseChange) -> Json:
    return {
        "kind": change.kind.value,
        "old": _named(change.old),
        "new": _named(change.new),
        "words": [{"kind": run.kind.value, "text": run.text} for run in change.words],
        "authors": list(change.authors),
        "requirements": list(change.requirements),
    }


def _named(clause: Clause | None) -> Json | None:
    if clause is None:
        return None
    return {
        "id": clause.id,
        "document": clause.document,
        "number": clause.number,
        "path": clause.path,
        "heading": clause.heading,
        "text": clause.text,
        "span": [clause.span.start, clause.span.end],
    }


def _tracked(tracked: TrackedEffect) -> Json:
    change = tracked.change
    return {
        "document": tracked.document,
        "kind": change.kind,
        "text": change.text,
        "author": change.author,
        "date": change.date,
        "clause": tracked.clause,
        "place": place_as_json(change.place),
        "requirements": list(tracked.requirements),
    }
