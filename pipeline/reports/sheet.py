"""review.csv: one row a finding, for sorting and counting in a spreadsheet.

A row stands alone once rows are copied elsewhere, so each names the edition, unread pages and
what the figure is not.
"""

import csv
import io

from pipeline.domain.listing import pages
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Edition, Review
from pipeline.reports.escaping import cell, shortened
from pipeline.reports.notes import notes_of
from pipeline.reports.outline import Outcome, Papers, notices, outcomes, page_of, place_in_words
from pipeline.reports.proof import Proof
from pipeline.reports.words import GUIDANCE, NO_ADVICE, STANDING, STATUS, controls_of, made_with

_LONGEST = 8_000  # characters; a spreadsheet's cell holds 32,767 at most
_BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252

COLUMNS = (
    "supplier", "requirement", "family", "title", "severity", "controls_2015", "controls_2026",
    "status", "status_in_words", "confidence", "needs_review", "reason",
    "document", "clause", "page", "place", "quote", "further_quotes", "terms", "ask",
    "playbook", "notes", "searched", "nearest", "warnings", "pages_unread", "edition", "note",
)  # fmt: skip


def render(review: Review, library: Library) -> str:
    """Return `review.csv`: UTF-8 with a byte order mark, lines ended by CR LF as RFC 4180 says."""
    written = io.StringIO()
    table = csv.writer(written, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for assessment in review.assessments:
        for row in _rows(assessment, library, edition=review.edition):
            table.writerow(cell(row.get(column, "")) for column in COLUMNS)
    return _BOM + written.getvalue()


def _rows(assessment: Assessment, library: Library, *, edition: Edition) -> list[dict[str, str]]:
    papers = Papers.of(assessment)
    shared = {
        "supplier": assessment.supplier,
        "warnings": " ".join(notices(assessment)),
        "pages_unread": _unread(assessment),
        "edition": made_with(edition),
        "note": f"{GUIDANCE}; {NO_ADVICE}",
    }
    return [
        shared | _judged(o) | _quoted(o, papers) | _proved(o, papers) for o in outcomes(assessment, library)
    ]


def _judged(outcome: Outcome) -> dict[str, str]:
    requirement, finding = outcome.requirement, outcome.finding
    return {
        "requirement": requirement.id,
        "family": outcome.family.id,
        "title": requirement.title,
        "severity": requirement.severity.value,
        # With the edition behind it, since a bare 5.10 or 16.1.1 becomes a number or a date in a spreadsheet.
        "controls_2015": controls_of(requirement, edition="2015"),
        "controls_2026": controls_of(requirement, edition="2026"),
        "status": finding.status.value,
        "status_in_words": STATUS[finding.status],
        "confidence": f"{finding.confidence:.2f}",
        "needs_review": "yes" if finding.needs_review else "no",
        "reason": finding.reason,
        "terms": "; ".join(f"{t.name}: {t.value}" for t in finding.terms),
        "playbook": STANDING.get(outcome.standing, ""),
        "ask": requirement.ask if outcome.is_gap else "",
    }


def _quoted(outcome: Outcome, papers: Papers) -> dict[str, str]:
    if not outcome.finding.evidence:
        return {}
    first, *further = outcome.finding.evidence
    page = page_of(first.place)
    return {
        "document": papers.name(first.document),
        "clause": papers.clause(first.clause),
        "page": "" if page is None else str(page),
        "place": place_in_words(first.place),
        "quote": first.quote,
        "further_quotes": str(len(further)),
    }


def _proved(outcome: Outcome, papers: Papers) -> dict[str, str]:
    """Return what stands elsewhere, what was searched, and what came nearest."""
    proof = Proof.of(outcome.finding, papers)
    nearest = (f"“{n.evidence.quote}” ({papers.where(n.evidence)}): {n.why_not}" for n in proof.nearest)
    notes = (f"{n.label}: {n.whole or n.said}" for n in notes_of(outcome.finding))
    return {
        "notes": shortened(" ".join(notes), most=_LONGEST),
        "searched": proof.said + (f"; not read: {proof.unread}" if proof.unread else ""),
        "nearest": shortened(" | ".join(nearest), most=_LONGEST),
    }


def _unread(assessment: Assessment) -> str:
    unread = [a.document for a in assessment.agreements.agreements if a.document.pages_unread]
    return "; ".join(f"{d.source.name}: {pages(d.pages_unread)}" for d in unread)
