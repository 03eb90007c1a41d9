"""portfolio.html: a heat map of suppliers × subjects and × requirements, whose cells open their evidence.

All of it is in the one file. It is readable without its script, which filters, sorts and opens cells.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from markupsafe import Markup

from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.requirements import Family, Library, Severity
from pipeline.domain.review import GAPS, Status
from pipeline.reports.portfolio_data import LETTER, block, head_block
from pipeline.reports.portfolio_dates import SOON, Dated, counted_from
from pipeline.reports.portfolio_risk import formula
from pipeline.reports.register import Line, Whole, by_risk, common_gaps
from pipeline.reports.template import fill
from pipeline.reports.words import SYMBOL, made_with, percent

FILE = "portfolio.html"
_COMMON = 12  # common gaps that are listed at once; the others stand under a fold
_RANKED = 15  # suppliers of the ranking
_LISTED = 25  # rows of the other lists that are shown at once
_FIFTHS = ("0–19", "20–39", "40–59", "60–79", "80–100")
_HERE = "<!-- the data of the cells -->"  # no text of a contract can write it: markup is escaped


class PortfolioPage:
    """The page as it grows: what its cells open is taken down as suppliers pass."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._blocks: list[bytes] = []

    def add(self, review: SupplierReview, line: Line) -> None:
        """Take the evidence of a supplier."""
        self._blocks.append(block(review, line, self._whole.library))

    def finished(self, lines: Sequence[Line]) -> bytes:
        """Return `portfolio.html`, the supplier with the most risk first."""
        ranked = by_risk(lines)
        before, _, after = _page(ranked, self._whole).partition(_HERE)
        data = (head_block(ranked, self._whole.library), *self._blocks)
        return b"".join((before.encode(errors="replace"), *data, after.encode(errors="replace")))


@dataclass(frozen=True, slots=True)
class Row:
    """A supplier of both maps: its place in the ranking, its cells as markup, its gravest gaps by title."""

    line: Line
    place: int
    families: Markup
    requirements: Markup
    gravest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A subject's findings over all suppliers: for each status letter, number, start and width in %."""

    family: Family
    pieces: tuple[tuple[str, Status, int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """A paper that ends or renews, and whose it is."""

    supplier: str
    page: str
    dated: Dated


def _page(ranked: tuple[Line, ...], whole: Whole) -> str:
    library = whole.library
    common = common_gaps(ranked, library)
    shares = [line for line in ranked if line.coverage.overall is not None]
    return fill(
        "portfolio.html",
        styles=("page.css", "portfolio.css"),
        script="portfolio.js",
        here=Markup(_HERE),  # noqa: S704 - a constant
        rows=[_row(line, n, library) for n, line in enumerate(ranked, start=1)],
        ranked=_RANKED,
        shown=_LISTED,
        families=library.families,
        requirements=library.requirements,
        severities=tuple(Severity),
        letter=LETTER,
        symbol=SYMBOL,
        formula=formula(library),
        most=max((line.risk.points or 0 for line in ranked), default=0) or 1,
        middle=median(line.coverage.overall or 0 for line in shares) if shares else None,
        assessed=len(shares),
        spread=_spread(shares),
        bars=[_bar(f, ranked) for f in library.families],
        common=common[:_COMMON],
        further=common[_COMMON:],
        endings=_endings(ranked, whole),
        soon=SOON,
        as_of=whole.as_of,
        missing=[(line, paper) for line in ranked for paper in line.missing],
        unread=[(line, d) for line in ranked for d in line.documents if d.pages_unread],
        failures=[*((None, f) for f in whole.failures), *((n, f) for n in ranked for f in n.failures)],
        left_out=[*((None, f) for f in whole.left_out), *((n, f) for n in ranked for f in n.left_out)],
        edition=made_with(whole.edition),
        library_digest=whole.edition.library,
        pages_unread=sum(line.pages_unread for line in ranked),
    )


def band(share: float | None) -> str:
    """Return the fifth that the shown percentage falls in, "b0" … "b4", or "none"."""
    return "none" if share is None else f"b{min(4, round(share * 100) // 20)}"


def _row(line: Line, place: int, library: Library) -> Row:
    titles = {r.id: r.title for r in library.requirements}
    return Row(
        line=line,
        place=place,
        families=Markup("".join(_family_cells(line, library))),  # noqa: S704 - figures and signs of ours
        requirements=Markup("".join(_requirement_cells(line))),  # noqa: S704 - signs of ours
        gravest=tuple(titles[r] for r in [*line.risk.gaps][:3]),
    )


def _family_cells(line: Line, library: Library) -> Iterator[str]:
    for family in library.families:
        share = line.coverage.families.get(family.id)
        grave = any(
            r.severity is Severity.CRITICAL and line.statuses[r.id] in GAPS for r in family.requirements
        )
        said = "n/a" if share is None else percent(share)
        yield f'<td class="{band(share)}{" x" if grave else ""}">{said}{" !" if grave else ""}</td>'


def _requirement_cells(line: Line) -> Iterator[str]:
    for requirement, status in line.statuses.items():
        doubtful = requirement in line.doubtful
        yield (
            f'<td class="{LETTER[status]}{" d" if doubtful else ""}">'
            f"{SYMBOL[status]}{'*' if doubtful else ''}</td>"
        )


def _spread(shares: Sequence[Line]) -> tuple[tuple[str, str, int, float], ...]:
    """Return how many suppliers cover each fifth: band, words, number, share of the most."""
    counted = Counter(band(line.coverage.overall) for line in shares)
    most = max(counted.values(), default=0) or 1
    return tuple(
        (f"b{n}", f"{words} %", counted[f"b{n}"], counted[f"b{n}"] / most) for n, words in enumerate(_FIFTHS)
    )


def _bar(family: Family, ranked: Sequence[Line]) -> Bar:
    counted = Counter(line.statuses[r.id] for line in ranked for r in family.requirements)
    total, at, pieces = counted.total() or 1, 0.0, []
    for status in (s for s in LETTER if counted[s]):
        width = 100 * counted[status] / total
        pieces.append((LETTER[status], status, counted[status], round(at, 2), round(width, 2)))
        at += width
    return Bar(family, tuple(pieces))


def _endings(ranked: Sequence[Line], whole: Whole) -> tuple[Ending, ...]:
    found = [
        Ending(line.name, line.page, d)
        for line in ranked
        for d in counted_from(line.dates, as_of=whole.as_of)
    ]
    return tuple(sorted(found, key=lambda e: (e.dated.ends is None, str(e.dated.ends or ""))))
