"""portfolio.html: a heat map of suppliers × families, then the gaps suppliers have in common."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pipeline.domain.requirements import Family, Library, Requirement
from pipeline.domain.review import GAPS, Edition, Failure, Status
from pipeline.reports.portfolio import PortfolioEntry, portfolio_as_json
from pipeline.reports.review_json import dumped
from pipeline.reports.template import fill
from pipeline.reports.words import WORST_FIRST, made_with
from pipeline.reports.writing import write_all

# How many common gaps the page lists at once; the others stand under a fold.
_COMMON = 12


@dataclass(frozen=True, slots=True)
class CommonGap:
    """A requirement with how many suppliers have a gap there, of those it could be assessed for."""

    requirement: Requirement
    family: Family
    lacking: int
    assessed: int
    counts: dict[Status, int]


@dataclass(frozen=True, slots=True)
class _Row:
    entry: PortfolioEntry
    critical: int


def write_portfolio(
    entries: Iterable[PortfolioEntry],
    failures: Iterable[Failure],
    library: Library,
    *,
    edition: Edition,
    folder: Path,
) -> tuple[Path, ...]:
    """Write portfolio.json and portfolio.html whole or not at all, and return their paths."""
    entries, failures = tuple(entries), tuple(failures)
    files = {
        "portfolio.json": dumped(portfolio_as_json(entries, failures, edition=edition)),
        "portfolio.html": portfolio_page(entries, failures, library, edition=edition),
    }
    return write_all(files, folder=folder)


def portfolio_page(
    entries: Iterable[PortfolioEntry], failures: Iterable[Failure], library: Library, *, edition: Edition
) -> str:
    """Return `portfolio.html`, the supplier that covers least first."""
    ordered = worst_first(entries, library)
    common = common_gaps(ordered, library)
    shares = [e for e in ordered if e.coverage.overall is not None]
    return fill(
        "portfolio.html",
        styles=("page.css", "portfolio.css"),
        rows=[_Row(e, critical_gaps(e, library)) for e in ordered],
        families=library.families,
        shares=shares,
        middle=median(e.coverage.overall or 0 for e in shares) if shares else None,
        common=common[:_COMMON],
        further=common[_COMMON:],
        failures=tuple(failures),
        band=band,
        edition=made_with(edition),
        library_digest=edition.library,
        unread=sum(e.pages_unread for e in ordered),
    )


def worst_first(entries: Iterable[PortfolioEntry], library: Library) -> tuple[PortfolioEntry, ...]:
    """Order by coverage from the lowest, then by critical gaps; what could not be assessed stands last."""

    def rank(entry: PortfolioEntry) -> tuple[bool, float, int, str, str]:
        share = entry.coverage.overall
        critical = critical_gaps(entry, library)
        return (share is None, share or 0.0, -critical, entry.name.casefold(), entry.review)

    return tuple(sorted(entries, key=rank))


def critical_gaps(entry: PortfolioEntry, library: Library) -> int:
    """Return how many critical gaps the supplier has."""
    critical = {r.id for r in library.requirements if r.severity is WORST_FIRST[0]}
    return sum(status in GAPS for requirement, status in entry.statuses.items() if requirement in critical)


def common_gaps(entries: Iterable[PortfolioEntry], library: Library) -> tuple[CommonGap, ...]:
    """Return the requirements that any supplier falls short of, most suppliers first, then by severity."""
    entries = tuple(entries)
    found = [_common_gap(r, f, entries) for f in library.families for r in f.requirements]
    ranked = sorted(found, key=lambda c: (-c.lacking, WORST_FIRST.index(c.requirement.severity)))
    return tuple(c for c in ranked if c.lacking)


def band(share: float | None) -> str:
    """Return the fifth that the shown percentage falls in, "b0" … "b4", or "none"."""
    return "none" if share is None else f"b{min(4, round(share * 100) // 20)}"


def _common_gap(requirement: Requirement, family: Family, entries: tuple[PortfolioEntry, ...]) -> CommonGap:
    counted = Counter(e.statuses[requirement.id] for e in entries if requirement.id in e.statuses)
    gaps = {status: counted[status] for status in GAPS if counted[status]}
    lacking = sum(gaps.values())
    return CommonGap(requirement, family, lacking, lacking + counted[Status.MET], gaps)
