"""The line of a supplier that a run keeps: what is told of it when the run ends."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.review import Assessment, Coverage, Status
from pipeline.reports.outline import notices


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
