"""comparison.html: one self-contained page on what the new version did."""

from pipeline.domain.comparison import Comparison
from pipeline.domain.requirements import Library
from pipeline.domain.review import Edition
from pipeline.reports.comparison import CLAUSE, EFFECT, Versions
from pipeline.reports.template import fill
from pipeline.reports.words import made_with


def render(comparison: Comparison, edition: Edition, library: Library) -> str:
    """Return `comparison.html`."""
    return fill(
        "comparison.html",
        styles=("page.css", "comparison.css"),
        versions=Versions.of(comparison, library),
        comparison=comparison,
        titles={r.id: r.title for r in library.requirements},
        edition=made_with(edition),
        CLAUSE=CLAUSE,
        EFFECT=EFFECT,
    )
