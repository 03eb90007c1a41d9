"""portfolio.xlsx: the register as a workbook, a sheet for each thing that people sort, filter and hand on."""

from collections.abc import Iterator, Sequence

from pipeline.domain.amounts import amount
from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.requirements import Requirement, Severity
from pipeline.domain.review import Finding
from pipeline.reports.notes import notes_of
from pipeline.reports.portfolio_risk import formula
from pipeline.reports.portfolio_workbook_set import (
    documents_sheet,
    failures_sheet,
    not_supplied_sheet,
    owners_sheet,
)
from pipeline.reports.register import Line, Whole, by_risk, names_of, still_missing, where
from pipeline.reports.spreadsheet import Cell, Column, Sheet, workbook
from pipeline.reports.words import GUIDANCE, NO_ADVICE, STATUS, controls_of, count, made_with, sentence
from pipeline.reports.workbook import SEVERITY_TINTS, STATUS_TINTS
from pipeline.reports.workbook_set import spoken

FILE = "portfolio.xlsx"
SUPPLIER = Column("Supplier", 24)
_HOURS_A_DAY = 24
_ROWS_MOST = 1_000_000  # a sheet has 1,048,576, and what is beyond is not written at all


class PortfolioWorkbook:
    """The workbook as it grows: the long lists are taken down as suppliers pass."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._asked = {r.id: (r, f.title) for f in whole.library.families for r in f.requirements}
        self._findings: list[tuple[Cell, ...]] = []
        self._values: list[tuple[Cell, ...]] = []

    def add(self, review: SupplierReview, line: Line) -> None:
        """Take the findings and values of a supplier."""
        names = names_of(review)
        for finding in review.findings:
            if finding.requirement in self._asked:
                requirement, family = self._asked[finding.requirement]
                self._findings.append((line.name, *_finding(finding, requirement, family, names)))
                self._values += [(line.name, *row) for row in _values(finding, requirement, family)]
        for document in review.documents:
            for term in document.terms:
                about = ("The agreement as a whole", document.name, spoken(term.role or term.type.value))
                self._values.append((line.name, *about, *_value(term.value), term.type.value, term.quote))

    def finished(self, lines: Sequence[Line]) -> bytes:
        """Return `portfolio.xlsx`, suppliers by risk where a sheet has one row for each."""
        ranked, whole = by_risk(lines), self._whole
        return workbook(
            [
                _summary(ranked, whole),
                _heat_map(ranked, whole),
                Sheet("Findings", FINDINGS, self._findings[:_ROWS_MOST], frozen=2),
                _terms(ranked, whole),
                Sheet("All terms", VALUES, self._values[:_ROWS_MOST], frozen=1),
                owners_sheet(ranked, whole.library),
                documents_sheet(ranked, as_of=whole.as_of),
                not_supplied_sheet(ranked),
                failures_sheet(ranked, whole),
            ],
            title=f"Portfolio of cloud agreements: {count(len(lines), 'supplier')}",
            note=f"{GUIDANCE}; {NO_ADVICE}",
            large=True,
        )


FINDINGS = (
    SUPPLIER,
    Column("Requirement", 30),
    Column("Severity", 10, tints=SEVERITY_TINTS),
    Column("Status", 14, tints=STATUS_TINTS),
    Column("Why", 46),
    Column("Still missing", 34),
    Column("What else bears on it", 36),
    Column("Decisive words", 60),
    Column("Where", 28),
    Column("Values", 20),
    Column("Confidence", 11, number="0.00"),
    Column("Check it", 9),
    Column("Subject", 24),
    Column("Controls 2015", 17),
    Column("Controls 2026", 17),
    Column("Id", 26),
)
VALUES = (
    SUPPLIER,
    Column("Subject", 26),
    Column("Answers", 34),
    Column("Name", 22),
    Column("Value", 24),
    Column("In days", 10, number="0.##"),
    Column("Kind of value", 14),
    Column("Words", 60),
)


def _finding(
    finding: Finding, requirement: Requirement, family: str, names: dict[str, str]
) -> tuple[Cell, ...]:
    first = finding.evidence[0] if finding.evidence else None
    return (
        requirement.title,
        requirement.severity.value,
        STATUS[finding.status],
        sentence(finding.reason),
        "\n".join(still_missing(finding, requirement)),
        "\n".join(f"{n.label}: {n.whole or n.said}" for n in notes_of(finding)),
        first.quote if first else "",
        where(first, names) if first else "",
        "\n".join(f"{spoken(t.name)}: {t.value}" for t in finding.terms),
        round(finding.confidence, 2),
        "yes" if finding.needs_review else "no",
        family,
        controls_of(requirement, edition="2015"),
        controls_of(requirement, edition="2026"),
        requirement.id,
    )


def _values(finding: Finding, requirement: Requirement, family: str) -> Iterator[tuple[Cell, ...]]:
    for t in finding.terms:
        yield (family, requirement.title, spoken(t.name), *_value(t.value), t.type, t.quote)


def _value(value: str) -> tuple[str, float | None]:
    """Return the value and, for a time, the days it makes, by which times in any unit can be sorted."""
    found = None if "%" in value else amount(value)
    return value, None if found is None else round(found / _HOURS_A_DAY, 4)


def _summary(ranked: Sequence[Line], whole: Whole) -> Sheet:
    columns = (
        SUPPLIER,
        Column("Risk", 9, number="0.#"),
        Column("At most", 9, number="0.#"),
        Column("Coverage", 11, number="0 %", shaded=True),
        *(Column(f"{s.value.capitalize()} gaps", 10, number="0") for s in Severity),
        *(Column(STATUS[s].capitalize(), 13, number="0") for s in STATUS),
        Column("To check", 9, number="0"),
        Column("Documents", 11, number="0"),
        Column("Pages not read", 10, number="0"),
        Column("Files not read", 10, number="0"),
        Column("Papers not supplied", 12, number="0"),
        Column("Notes", 60),
    )

    def row(line: Line) -> tuple[Cell, ...]:
        counts = line.counts
        return (
            line.name,
            line.risk.points,
            line.risk.at_most,
            line.coverage.overall,
            *line.risk.counts.values(),
            *(counts.get(s, 0) for s in STATUS),
            len(line.doubtful),
            len(line.documents),
            line.pages_unread,
            len(line.failures),
            len(line.missing),
            "\n".join(line.warnings),
        )

    return Sheet("Summary", columns, [row(line) for line in ranked], facts=_facts(ranked, whole), frozen=1)


def _facts(ranked: Sequence[Line], whole: Whole) -> tuple[tuple[str, str], ...]:
    said = (
        ("Suppliers", f"{len(ranked)}, by risk, the most first"),
        ("Risk", formula(whole.library)),
        ("As of", whole.as_of.isoformat() if whole.as_of else ""),
        ("Made with", made_with(whole.edition)),
        ("What this is", f"{sentence(GUIDANCE)} The outcome of a program; {NO_ADVICE}."),
    )
    return tuple((label, words) for label, words in said if words)


def _heat_map(ranked: Sequence[Line], whole: Whole) -> Sheet:
    families = whole.library.families
    columns = (
        SUPPLIER,
        Column("All subjects", 10, number="0 %", shaded=True),
        *(Column(f.title, 12, number="0 %", shaded=True) for f in families),
        *(Column(r.title, 13, tints=STATUS_TINTS) for r in whole.library.requirements),
    )

    def row(line: Line) -> tuple[Cell, ...]:
        shares = (line.coverage.families.get(f.id) for f in families)
        said = (STATUS[line.statuses[r.id]] for r in whole.library.requirements)
        return (line.name, line.coverage.overall, *shares, *said)

    return Sheet("Heat map", columns, [row(line) for line in ranked], frozen=1)


def _terms(ranked: Sequence[Line], whole: Whole) -> Sheet:
    """Return one row a supplier, one column a value that any clause of any supplier fixes."""
    held = [_by_attribute(line) for line in ranked]
    named = {key for values in held for key in values}
    library = whole.library
    asked = [
        (r, name)
        for r in library.requirements
        for name in dict.fromkeys(
            [*(a.name for a in r.attributes), *sorted(n for i, n in named if i == r.id)]
        )
        if (r.id, name) in named
    ]
    columns = (
        SUPPLIER,
        *(Column(title, 20) for title in AGREEMENT),
        *(Column(f"{r.title}: {spoken(name).lower()}", 20) for r, name in asked),
    )
    rows = [
        (line.name, *_of_agreement(line), *(values.get((r.id, name), "") for r, name in asked))
        for line, values in zip(ranked, held, strict=True)
    ]
    return Sheet("Terms", columns, rows, frozen=1)


AGREEMENT = ("Begins", "Ends", "Initial term", "Renews for", "Notice against renewal", "Governing law")


def _of_agreement(line: Line) -> tuple[str, ...]:
    dates = line.dates
    laws = (
        t.value
        for d in line.documents
        for t in d.terms
        if t.type.value == "governing_law" and t.role != "venue"
    )
    parts = (
        (d.began.isoformat() for d in dates if d.began),
        (f"{d.ends.isoformat()}{' (reckoned)' if d.reckoned else ''}" for d in dates if d.ends),
        (d.term for d in dates),
        (d.renewal for d in dates),
        (d.notice for d in dates),
        laws,
    )
    return tuple("; ".join(dict.fromkeys(p for p in part if p)) for part in parts)


def _by_attribute(line: Line) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], list[str]] = {}
    for v in line.values:
        found.setdefault((v.requirement, v.name), []).append(v.value)
    return {key: "; ".join(dict.fromkeys(values)) for key, values in found.items()}
