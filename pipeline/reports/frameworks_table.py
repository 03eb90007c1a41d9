"""review.frameworks.csv: the frameworks that were asked for, one row a point; also a sheet of review.xlsx."""

import csv
import io
from collections.abc import Iterator

from pipeline.domain.frameworks import PointView
from pipeline.domain.requirements import Library
from pipeline.domain.review import Review
from pipeline.reports.by_framework import POINT, by_frameworks
from pipeline.reports.escaping import cell
from pipeline.reports.outline import Papers

COLUMNS = (
    "supplier", "framework", "point", "title", "group", "outcome", "reason", "beyond_this_review",
    "rests_on", "quote", "where",
)  # fmt: skip


def render(review: Review, library: Library) -> str:
    """Return `review.frameworks.csv`; headings alone where no framework was asked for."""
    written = io.StringIO()
    written.write("\ufeff")  # without it Excel reads UTF-8 as Windows-1252
    table = csv.writer(written, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows(map(cell, row) for row in framework_rows(review, library))
    return written.getvalue()


def framework_rows(review: Review, library: Library) -> Iterator[tuple[str, ...]]:
    """Yield a row of COLUMNS for each point, in the framework's order."""
    titles = {r.id: r.title for r in library.requirements}
    for assessment in review.assessments:
        papers = Papers.of(assessment)
        for shown in by_frameworks(review, assessment, library):
            for point in shown.view.points:
                yield (assessment.supplier, shown.view.framework.title, *_row(point, papers, titles))


def _row(view: PointView, papers: Papers, titles: dict[str, str]) -> tuple[str, ...]:
    first = view.evidence[0] if view.evidence else None
    return (
        view.label,
        view.point.title,
        view.point.group,
        POINT[view.outcome],
        view.reason,
        view.point.beyond,
        "; ".join(titles.get(f.requirement, f.requirement) for f in view.rests_on),
        first.quote if first else "",
        papers.where(first) if first else "",
    )
