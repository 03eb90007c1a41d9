"""portfolio.csv: one row for each requirement of each supplier, each to be understood by itself."""

import csv
import io
from collections.abc import Sequence

from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.requirements import Family, Library, Requirement
from pipeline.domain.review import Finding
from pipeline.reports.escaping import cell, shortened
from pipeline.reports.notes import notes_of
from pipeline.reports.outline import page_of, place_in_words
from pipeline.reports.register import Line, Whole, names_of, still_missing
from pipeline.reports.words import GUIDANCE, NO_ADVICE, STATUS, controls_of, made_with, percent

FILE = "portfolio.csv"
COLUMNS = (
    "supplier", "requirement", "family", "title", "severity", "controls_2015", "controls_2026",
    "status", "status_in_words", "confidence", "needs_review", "reason", "still_missing",
    "document", "page", "place", "quote", "further_quotes", "terms", "notes",
    "coverage", "risk", "documents", "pages_unread", "warnings", "review", "edition", "note",
)  # fmt: skip
_LONGEST = 8_000  # characters; a spreadsheet's cell holds 32,767 at most
_BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252


class PortfolioSheet:
    """The table as it grows, supplier by supplier."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._written = io.StringIO()
        self._table = csv.writer(self._written, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
        self._table.writerow(COLUMNS)

    def add(self, review: SupplierReview, line: Line) -> None:
        """Write the rows of a supplier, in catalogue order."""
        shared = _shared(line, self._whole)
        found, names = {f.requirement: f for f in review.findings}, names_of(review)
        for family, requirement in _requirements(self._whole.library):
            row = shared | _asked(requirement, family, line)
            if requirement.id in found:
                row |= _judged(found[requirement.id], requirement, names)
            self._table.writerow(cell(row.get(column, "")) for column in COLUMNS)

    def finished(self, lines: Sequence[Line]) -> str:  # noqa: ARG002 - as all reports of the register
        """Return `portfolio.csv`: UTF-8 with a byte order mark, lines ended by CR LF as RFC 4180 says."""
        return _BOM + self._written.getvalue()


def _requirements(library: Library) -> list[tuple[Family, Requirement]]:
    return [(f, r) for f in library.families for r in f.requirements]


def _shared(line: Line, whole: Whole) -> dict[str, str]:
    return {
        "supplier": line.name,
        "coverage": percent(line.coverage.overall),
        "risk": "" if line.risk.points is None else f"{line.risk.points:g}",
        "documents": str(len(line.documents)),
        "pages_unread": str(line.pages_unread),
        "warnings": shortened(" ".join(line.warnings), most=_LONGEST),
        "review": line.page,
        "edition": made_with(whole.edition),
        "note": f"{GUIDANCE}; {NO_ADVICE}",
    }


def _asked(requirement: Requirement, family: Family, line: Line) -> dict[str, str]:
    status = line.statuses[requirement.id]
    return {
        "requirement": requirement.id,
        "family": family.id,
        "title": requirement.title,
        "severity": requirement.severity.value,
        # With the edition behind it, since a bare 5.10 or 16.1.1 becomes a number or a date in a spreadsheet.
        "controls_2015": controls_of(requirement, edition="2015"),
        "controls_2026": controls_of(requirement, edition="2026"),
        "status": status.value,
        "status_in_words": STATUS[status],
        "reason": "no document of this supplier could be read",
    }


def _judged(finding: Finding, requirement: Requirement, names: dict[str, str]) -> dict[str, str]:
    first = finding.evidence[0] if finding.evidence else None
    page = page_of(first.place) if first else None
    return {
        "confidence": f"{finding.confidence:.2f}",
        "needs_review": "yes" if finding.needs_review else "no",
        "reason": finding.reason,
        "still_missing": " ".join(still_missing(finding, requirement)),
        "document": names.get(first.document, first.document) if first else "",
        "page": "" if page is None else str(page),
        "place": place_in_words(first.place) if first else "",
        "quote": first.quote if first else "",
        "further_quotes": str(len(finding.evidence) - 1) if first else "",
        "terms": "; ".join(f"{t.name}: {t.value}" for t in finding.terms),
        "notes": shortened(
            " ".join(f"{n.label}: {n.whole or n.said}" for n in notes_of(finding)), most=_LONGEST
        ),
    }
