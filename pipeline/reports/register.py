"""The register of a portfolio: what of each supplier stays in memory while the others are read.

Reviews come one at a time, with every quote; a `Line` keeps what stands beside the other suppliers', and
each report takes the rest as it passes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import quote

from pipeline.domain.portfolio import ReviewedDocument, SupplierReview
from pipeline.domain.requirements import Family, Library, Requirement
from pipeline.domain.review import GAPS, Coverage, Edition, Evidence, Failure, Finding, Status
from pipeline.reports.escaping import shortened
from pipeline.reports.outline import place_in_words
from pipeline.reports.portfolio_dates import Dated, dates_of
from pipeline.reports.portfolio_risk import Risk, risk_of
from pipeline.reports.relied_on import ReliedOn, missing, relied_on
from pipeline.reports.words import WORST_FIRST, count


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a clause fixes, by the requirement and its attribute."""

    requirement: str
    name: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One supplier of the register; `number` is its place in the order read.

    `review` is the path of its review.json, "" where there is none. `statuses` holds every requirement of
    the library; `doubtful` those that a person should look at; `owners` who owns each process.
    """

    number: int
    name: str
    review: str
    coverage: Coverage
    statuses: dict[str, Status]
    doubtful: frozenset[str]
    risk: Risk
    warnings: tuple[str, ...]
    documents: tuple[ReviewedDocument, ...]
    missing: tuple[ReliedOn, ...]
    dates: tuple[Dated, ...]
    values: tuple[Value, ...]
    owners: dict[str, str]
    failures: tuple[Failure, ...]
    left_out: tuple[Failure, ...]

    @property
    def page(self) -> str:
        """Return the link to the review's page, "" where there is none: percent-encoded, never to a host."""
        if not self.review:
            return ""
        path = PurePosixPath(self.review.lstrip("/")).with_suffix(".html")
        return f"./{quote(str(path), errors='replace')}"

    @property
    def counts(self) -> dict[Status, int]:
        """Return how often each status occurs, in the order of `Status`."""
        found = list(self.statuses.values())
        return {status: number for status in Status if (number := found.count(status))}

    @property
    def pages_unread(self) -> int:
        """Return how many pages of its documents could not be read."""
        return sum(len(d.pages_unread) for d in self.documents)


@dataclass(frozen=True, slots=True)
class Whole:
    """What is said of the portfolio as a whole; `failures` and `left_out` are files of no supplier.

    `as_of` is the day that dates are counted from; without one they are only listed.
    """

    library: Library
    edition: Edition
    failures: tuple[Failure, ...] = ()
    left_out: tuple[Failure, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class CommonGap:
    """A requirement with how many suppliers have a gap there, of those it could be assessed for."""

    requirement: Requirement
    family: Family
    lacking: int
    assessed: int
    counts: dict[Status, int]


def line_of(review: SupplierReview, library: Library, *, number: int, path: str) -> Line:
    """Return the supplier's line; `path` is that of its review.json, "" where none was made."""
    found = {f.requirement: f for f in review.findings}
    statuses = {
        r.id: found[r.id].status if r.id in found else Status.NOT_ASSESSABLE for r in library.requirements
    }
    return Line(
        number=number,
        name=review.supplier,
        review=path,
        coverage=review.coverage or Coverage(None, dict.fromkeys(f.id for f in library.families)),
        statuses=statuses,
        doubtful=frozenset(r for r in statuses if r in found and found[r].needs_review),
        risk=risk_of(statuses, library),
        warnings=(*review.warnings, *_unread(review)),
        documents=review.documents,
        missing=missing(relied_on(review, library)),
        dates=dates_of(review),
        values=tuple(Value(f.requirement, t.name, t.type, t.value) for f in review.findings for t in f.terms),
        owners={r.process: r.owner for r in review.responsibilities},
        failures=review.failures,
        left_out=review.left_out,
    )


def by_risk(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Order by points of risk from the most, then by critical gaps; what was not assessed stands last."""

    def rank(line: Line) -> tuple[bool, float, int, str, str]:
        points = line.risk.points
        return points is None, -(points or 0.0), -line.risk.critical, line.name.casefold(), line.name

    return tuple(sorted(lines, key=rank))


def by_name(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Order by name, so that two runs can be compared."""
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.name)))


def common_gaps(lines: Sequence[Line], library: Library) -> tuple[CommonGap, ...]:
    """Return the requirements that any supplier falls short of, most suppliers first, then by severity."""
    found = [_common_gap(r, f, lines) for f in library.families for r in f.requirements]
    ranked = sorted(found, key=lambda c: (-c.lacking, WORST_FIRST.index(c.requirement.severity)))
    return tuple(c for c in ranked if c.lacking)


def names_of(review: SupplierReview) -> dict[str, str]:
    """Return the name of each document by its id."""
    return {d.id: d.name for d in review.documents}


def where(evidence: Evidence, names: dict[str, str]) -> str:
    """Return "acme-dpa.pdf, page 5"."""
    name = shortened(names.get(evidence.document, evidence.document), most=80)
    return ", ".join(p for p in (name, place_in_words(evidence.place)) if p)


def still_missing(finding: Finding, requirement: Requirement) -> tuple[str, ...]:
    """Return the essential sub-points that a gap leaves open, in the library's words."""
    if finding.status not in GAPS:
        return ()
    met = {s.id for s in finding.subpoints if s.met}
    return tuple(s.text for s in requirement.subpoints if s.essential and s.id not in met)


def _unread(review: SupplierReview) -> tuple[str, ...]:
    """Return a sentence for each document with unread pages that no warning names."""
    return tuple(
        f"{d.name}: {count(len(d.pages_unread), 'page')} could not be read; "
        "what they say is not part of this review."
        for d in review.documents
        if d.pages_unread and not any(d.name in w and "page" in w and "read" in w for w in review.warnings)
    )


def _common_gap(requirement: Requirement, family: Family, lines: Sequence[Line]) -> CommonGap:
    found = [line.statuses[requirement.id] for line in lines]
    gaps = {status: number for status in GAPS if (number := found.count(status))}
    lacking = sum(gaps.values())
    return CommonGap(requirement, family, lacking, lacking + found.count(Status.MET), gaps)
