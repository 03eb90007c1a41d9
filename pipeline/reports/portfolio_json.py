"""portfolio.json: the register as other programs read it, in the shape "clausegap/portfolio/1"."""

from collections.abc import Sequence
from typing import Any

from pipeline.domain.portfolio import ReviewedDocument, SupplierReview
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding
from pipeline.reports.evidence_json import confidence_as_json
from pipeline.reports.portfolio_dates import Dated, counted_from
from pipeline.reports.portfolio_risk import formula
from pipeline.reports.register import CommonGap, Line, Whole, by_name, by_risk, common_gaps
from pipeline.reports.relied_on import ReliedOn
from pipeline.reports.review_json import coverage_as_json, dumped_by_line, edition_as_json, failure_as_json
from pipeline.reports.words import GUIDANCE, NO_ADVICE

FILE = "portfolio.json"
SCHEMA = "clausegap/portfolio/1"
Json = dict[str, Any]


class PortfolioJson:
    """The register as it grows: a supplier's findings are kept in their JSON shape."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._findings: dict[str, list[Json]] = {}
        self._asked = {r.id: (r, f.id) for f in whole.library.families for r in f.requirements}

    def add(self, review: SupplierReview, line: Line) -> None:
        """Take what is said of a supplier; its evidence is in its own review.json."""
        self._findings[line.name] = [
            _finding(f, line.name, *self._asked[f.requirement])
            for f in review.findings
            if f.requirement in self._asked
        ]

    def finished(self, lines: Sequence[Line]) -> str:
        """Return `portfolio.json`, suppliers by name so that two runs can be compared."""
        return dumped_by_line(self.value(lines))

    def value(self, lines: Sequence[Line]) -> Json:
        """Return what the file holds."""
        whole = self._whole
        places = {line.name: n for n, line in enumerate(by_risk(lines), start=1)}
        return {
            "schema": SCHEMA,
            "edition": edition_as_json(whole.edition),
            "not_legal_advice": True,
            "note": f"{GUIDANCE}; {NO_ADVICE}",
            "as_of": whole.as_of.isoformat() if whole.as_of else None,
            "risk_formula": formula(whole.library),
            "suppliers": [self._supplier(line, places[line.name]) for line in by_name(lines)],
            "common_gaps": [_common(c) for c in common_gaps(lines, whole.library)],
            "failures": [
                *({"supplier": None} | failure_as_json(f) for f in whole.failures),
                *(
                    {"supplier": line.name} | failure_as_json(f)
                    for line in by_name(lines)
                    for f in line.failures
                ),
            ],
            "left_out": [
                *({"supplier": None} | failure_as_json(f) for f in whole.left_out),
                *(
                    {"supplier": line.name} | failure_as_json(f)
                    for line in by_name(lines)
                    for f in line.left_out
                ),
            ],
        }

    def _supplier(self, line: Line, place: int) -> Json:
        dates = counted_from(line.dates, as_of=self._whole.as_of)
        return {
            "id": line.name,
            "name": line.name,
            "coverage": coverage_as_json(line.coverage),
            "risk": {
                "points": line.risk.points,
                "at_most": line.risk.at_most,
                "rank": None if line.risk.points is None else place,
                "gaps": {severity.value: number for severity, number in line.risk.counts.items()},
            },
            "statuses": {requirement: status.value for requirement, status in line.statuses.items()},
            "review": line.review or None,
            "counts": {status.value: number for status, number in line.counts.items()},
            "warnings": list(line.warnings),
            "documents": len(line.documents),
            "pages_unread": line.pages_unread,
            "files": [_file(d) for d in line.documents],
            "findings": self._findings.get(line.name, []),
            "responsibilities": dict(line.owners),
            "not_supplied": [_paper(p) for p in line.missing],
            "dates": [_dated(d) for d in dates],
        }


def _finding(finding: Finding, supplier: str, requirement: Requirement, family: str) -> Json:
    return {
        "id": f"{supplier}/{finding.requirement}",
        "requirement": finding.requirement,
        "family": family,
        "severity": requirement.severity.value,
        "status": finding.status.value,
        "confidence": confidence_as_json(finding.confidence),
        "needs_review": finding.needs_review,
        "reason": finding.reason,
        "evidence": len(finding.evidence),
        "terms": [{"name": t.name, "type": t.type, "value": t.value} for t in finding.terms],
        "notes": [{"kind": n.kind.value, "sentence": n.sentence} for n in finding.notes],
    }


def _common(gap: CommonGap) -> Json:
    return {
        "requirement": gap.requirement.id,
        "family": gap.family.id,
        "severity": gap.requirement.severity.value,
        "suppliers": gap.lacking,
        "assessed": gap.assessed,
        "counts": {status.value: number for status, number in gap.counts.items()},
    }


def _file(document: ReviewedDocument) -> Json:
    return {
        "id": document.id,
        "name": document.name,
        "kind": document.kind,
        "language": document.language,
        "sha256": document.sha256,
        "pages": document.pages,
        "pages_unread": list(document.pages_unread),
    }


def _paper(paper: ReliedOn) -> Json:
    return {
        "title": paper.title,
        "urls": list(paper.urls),
        "changeable": paper.changeable,
        "needed_for": list(paper.needed_for),
    }


def _dated(dated: Dated) -> Json:
    return {
        "document": dated.document,
        "began": dated.began.isoformat() if dated.began else None,
        "ends": dated.ends.isoformat() if dated.ends else None,
        "reckoned": dated.reckoned,
        "term": dated.term or None,
        "renewal": dated.renewal or None,
        "notice": dated.notice or None,
        "notice_by": dated.notice_by.isoformat() if dated.notice_by else None,
        "days_left": dated.days,
    }
