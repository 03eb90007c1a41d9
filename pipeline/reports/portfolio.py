"""The portfolio: all suppliers of a run beside each other, as other programs read it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from pipeline.domain.review import Assessment, Coverage, Edition, Failure, Status
from pipeline.reports.outline import notices
from pipeline.reports.review_json import coverage_as_json, edition_as_json, failure_as_json
from pipeline.reports.words import GUIDANCE, NO_ADVICE

SCHEMA = "clausegap/portfolio/1"


@dataclass(frozen=True, slots=True)
class PortfolioEntry:
    """One supplier of a portfolio; `review` is the path of its review.json, relative to the portfolio."""

    name: str
    review: str
    coverage: Coverage
    statuses: dict[str, Status]
    warnings: tuple[str, ...] = ()
    documents: int = 0
    pages_unread: int = 0

    @property
    def counts(self) -> dict[Status, int]:
        """Return how often each status occurs, in the order of `Status`."""
        counted = Counter(self.statuses.values())
        return {status: counted[status] for status in Status if counted[status]}

    @property
    def page(self) -> str:
        """Return the link to the review's page: percent-encoded, and never to another host."""
        path = PurePosixPath(self.review.lstrip("/")).with_suffix(".html")
        return f"./{quote(str(path), errors='replace')}"


def entry_from(assessment: Assessment, review_path: str | Path) -> PortfolioEntry:
    """Return the supplier's line of a portfolio; `review_path` is relative to the portfolio's folder."""
    documents = [a.document for a in assessment.agreements.agreements]
    return PortfolioEntry(
        name=assessment.supplier,
        review=Path(review_path).as_posix(),
        coverage=assessment.coverage,
        statuses={f.requirement: f.status for f in assessment.findings},
        warnings=notices(assessment),
        documents=len(documents),
        pages_unread=sum(len(d.pages_unread) for d in documents),
    )


def portfolio_as_json(
    entries: Iterable[PortfolioEntry], failures: Iterable[Failure], *, edition: Edition
) -> dict[str, Any]:
    """Return the shape "clausegap/portfolio/1", suppliers by name so that two runs can be compared."""
    by_name = sorted(entries, key=lambda e: (e.name.casefold(), e.name, e.review))
    return {
        "schema": SCHEMA,
        "edition": edition_as_json(edition),
        "not_legal_advice": True,
        "note": f"{GUIDANCE}; {NO_ADVICE}",
        "suppliers": [_supplier(e) for e in by_name],
        "failures": [failure_as_json(f) for f in failures],
    }


def _supplier(entry: PortfolioEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "coverage": coverage_as_json(entry.coverage),
        "statuses": {requirement: status.value for requirement, status in entry.statuses.items()},
        "review": entry.review,
        "counts": {status.value: number for status, number in entry.counts.items()},
        "warnings": list(entry.warnings),
        "documents": entry.documents,
        "pages_unread": entry.pages_unread,
    }
