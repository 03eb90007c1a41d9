"""The reports by name, and writing them.

To add one: a module with `render(review, library)` and a row in `REPORTS`. Other packages add
theirs by the entry point group `clausegap.reports`: name = "their.module:REPORT", a `Report`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from pipeline.domain.requirements import Library
from pipeline.domain.review import Review
from pipeline.errors import UsageError
from pipeline.reports import (
    ciso_assistant,
    frameworks_table,
    manifest,
    memo,
    oscal,
    page,
    questions,
    review_json,
    sheet,
    workbook,
)
from pipeline.reports.writing import write_all

GROUP = "clausegap.reports"


@dataclass(frozen=True, slots=True)
class Report:
    """A kind of report: the name of its file and what makes its content."""

    file: str
    render: Callable[[Review, Library], str | bytes]


REPORTS = {
    "ciso-csv": Report("review.ciso.csv", ciso_assistant.render),
    "csv": Report("review.csv", sheet.render),
    "docx": Report("review.docx", memo.render),
    "frameworks-csv": Report("review.frameworks.csv", frameworks_table.render),
    "html": Report("review.html", page.render),
    "json": Report("review.json", review_json.render),
    "manifest": Report(manifest.FILE, manifest.render),
    "md": Report("review.md", questions.render),
    "oscal": Report("review.oscal.json", oscal.render),
    "xlsx": Report("review.xlsx", workbook.render),
}


def report_names() -> tuple[str, ...]:
    """Return the names of all reports, those of other packages among them."""
    return tuple(sorted({*REPORTS, *entry_points(group=GROUP).names}))


def report_named(name: str) -> Report:
    """Return the report of this name; UsageError where there is none. Ours can't be replaced by others'."""
    if name in REPORTS:
        return REPORTS[name]
    for point in entry_points(group=GROUP, name=name):
        return _from_outside(point)
    raise UsageError(f"There is no report called “{name}”; choose from {', '.join(report_names())}.")


def write_reports(
    review: Review, library: Library, *, formats: Iterable[str], folder: Path
) -> tuple[Path, ...]:
    """Write the reports of these names into the folder and return their paths, in the order asked for."""
    reports = [report_named(name) for name in dict.fromkeys(formats)]
    return write_all({r.file: r.render(review, library) for r in reports}, folder=folder)


def _from_outside(point: EntryPoint) -> Report:
    try:
        report = point.load()
    except Exception as error:
        raise UsageError(
            f"The report “{point.name}” of {point.value} can't be loaded: {type(error).__name__}; "
            "repair or remove the package that brings it."
        ) from error
    if not isinstance(report, Report) or Path(report.file).name != report.file:
        raise UsageError(f"The report “{point.name}” of {point.value} is no Report with a plain file name.")
    return report
