"""review.ciso.csv: the gaps as a findings assessment of CISO Assistant, for its import.

Columns and their values are those that CISO Assistant documents for its wizard and its command line
("Findings followup" in docs/guide/data-import-wizard.md of intuitem/ciso-assistant-community, read in
November 2026): `name` is needed, `severity` and `status` are words in small letters, several labels are
joined by "|", a label has at most 36 letters, digits and hyphens. It reads UTF-8 with a comma, as here.
Its importer and its model of a finding (backend/data_wizard/views.py, backend/core/models.py, read then
too) bear that out: other severities become "undefined", other statuses stop the import, labels that are
not there are made, and a finding of the same name is no conflict.
"""

import csv
import io
import re
from collections.abc import Iterator

from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Edition, Review, Status
from pipeline.reports.escaping import cell, shortened
from pipeline.reports.outline import Outcome, Papers, outcomes, still_missing
from pipeline.reports.words import GUIDANCE, NO_ADVICE, NOTE, STANDING, STATUS, controls, made_with, sentence

COLUMNS = ("ref_id", "name", "description", "severity", "status", "filtering_labels", "observation")

_NAME, _REF = 200, 100  # characters that CISO Assistant keeps of either
_QUOTES = 3
_NO_LABEL = re.compile(r"[^a-z0-9]+")
_LABEL = 36


def render(review: Review, library: Library) -> str:
    """Return `review.ciso.csv`: one row a gap, and one for each point that could not be assessed."""
    written = io.StringIO()
    table = csv.writer(written, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for assessment in review.assessments:
        for row in _rows(assessment, library, review.edition):
            table.writerow(cell(row[column]) for column in COLUMNS)
    return written.getvalue()


def _rows(assessment: Assessment, library: Library, edition: Edition) -> Iterator[dict[str, str]]:
    papers = Papers.of(assessment)
    for outcome in outcomes(assessment, library):
        if outcome.is_gap or outcome.finding.status is Status.NOT_ASSESSABLE:
            yield _row(outcome, papers, supplier=assessment.supplier, edition=edition)


def _row(outcome: Outcome, papers: Papers, *, supplier: str, edition: Edition) -> dict[str, str]:
    requirement, finding = outcome.requirement, outcome.finding
    labels = ("clausegap", _label(supplier), outcome.family.id)
    return {
        # With the supplier, so that a second supplier's row is not taken for the same finding.
        "ref_id": shortened(f"{shortened(supplier, most=_REF // 2)} {requirement.id}", most=_REF),
        "name": shortened(f"{requirement.title}: {STATUS[finding.status]}", most=_NAME),
        "description": _description(outcome, papers),
        "severity": requirement.severity.value if outcome.is_gap else "info",
        "status": "identified",  # by a program; a person confirms or dismisses it
        "filtering_labels": "|".join(dict.fromkeys(label for label in labels if label)),
        "observation": _observation(outcome, edition),
    }


def _description(outcome: Outcome, papers: Papers) -> str:
    finding = outcome.finding
    parts = [sentence(finding.reason)]
    parts += [f"“{e.quote}” ({papers.where(e)})." for e in finding.evidence[:_QUOTES]]
    parts += [f"{NOTE[n.kind]}: {sentence(n.sentence)}" for n in finding.notes]
    told = finding.reason.lower()
    missing = [m for m in still_missing(outcome) if outcome.is_gap and m.lower() not in told]
    parts += [f"Not found: {'; '.join(missing)}."] if missing else []
    return " ".join(p for p in parts if p)


def _observation(outcome: Outcome, edition: Edition) -> str:
    finding = outcome.finding
    doubt = "a person should check it" if finding.needs_review else ""
    sure = listed(p for p in (f"confidence {finding.confidence:.2f}", doubt) if p)
    parts = (
        f"To ask: {sentence(outcome.requirement.ask)}" if outcome.is_gap else "",
        f"By our playbook: {STANDING[outcome.standing]}." if outcome.standing in STANDING else "",
        f"ISO/IEC 27017 controls {controls(outcome.requirement)}; {sure}.",
        f"{sentence(f'{GUIDANCE}; {NO_ADVICE}')} {made_with(edition)}.",
    )
    return " ".join(p for p in parts if p)


def _label(text: str) -> str:
    return _NO_LABEL.sub("-", text.lower()).strip("-")[:_LABEL].rstrip("-")
