"""The reports on a whole portfolio by name, and writing them in one pass over the suppliers.

To add one: a class that takes suppliers as they pass and gives a file's content, and a row in `REPORTS`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.domain.portfolio import SupplierReview
from pipeline.reports import portfolio_json, portfolio_page, portfolio_sheet, portfolio_workbook
from pipeline.reports.register import Line, Whole, line_of
from pipeline.reports.writing import write_all

ALWAYS = ("json", "html")


class Growing(Protocol):
    """A report that takes suppliers one at a time and forgets what it does not need."""

    def add(self, review: SupplierReview, line: Line) -> None:
        """Take what is said of a supplier."""

    def finished(self, lines: Sequence[Line]) -> str | bytes:
        """Return the file's content."""


@dataclass(frozen=True, slots=True)
class PortfolioReport:
    """A kind of report: the name of its file and what makes its content."""

    file: str
    begin: Callable[[Whole], Growing]


REPORTS = {
    "csv": PortfolioReport(portfolio_sheet.FILE, portfolio_sheet.PortfolioSheet),
    "html": PortfolioReport(portfolio_page.FILE, portfolio_page.PortfolioPage),
    "json": PortfolioReport(portfolio_json.FILE, portfolio_json.PortfolioJson),
    "xlsx": PortfolioReport(portfolio_workbook.FILE, portfolio_workbook.PortfolioWorkbook),
}


def write_portfolio(
    reviews: Iterable[SupplierReview],
    whole: Whole,
    *,
    paths: Mapping[str, str],
    folder: Path,
    formats: Iterable[str] = ALWAYS,
) -> tuple[Path, ...]:
    """Write the reports whole or not at all, and return their paths.

    Names in `formats` that are a supplier's reports only are passed over. `reviews` is gone through once,
    one in memory at a time; `paths` is supplier → review.json, relative to `folder`.
    """
    named = [REPORTS[name] for name in dict.fromkeys(formats) if name in REPORTS]
    growing = [report.begin(whole) for report in named]
    lines: list[Line] = []
    for number, review in enumerate(reviews):
        line = line_of(review, whole.library, number=number, path=paths.get(review.supplier, ""))
        for report in growing:
            report.add(review, line)
        lines.append(line)
    contents = {n.file: g.finished(lines) for n, g in zip(named, growing, strict=True)}
    return write_all(contents, folder=folder)
