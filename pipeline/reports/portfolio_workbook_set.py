"""The sheets of portfolio.xlsx on duties and papers: who does what, what was supplied and read."""

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.domain.listing import pages
from pipeline.domain.portfolio import ReviewedDocument
from pipeline.domain.requirements import Library
from pipeline.domain.review import Failure
from pipeline.reports.portfolio_dates import Dated, counted_from
from pipeline.reports.register import Line, Whole
from pipeline.reports.spreadsheet import ORANGE, RED, Cell, Column, Sheet
from pipeline.reports.words import KIND, LANGUAGE, OWNER, capital
from pipeline.reports.workbook_set import OWNER_TINTS

SUPPLIER = Column("Supplier", 24)
NOT_READ, PAGES_NOT_READ, LEFT_OUT = "could not be read", "pages not read", "left out"
_TINTS = {NOT_READ: RED, PAGES_NOT_READ: ORANGE}


def owners_sheet(ranked: Sequence[Line], library: Library) -> Sheet:
    """Return suppliers × processes; an empty cell is a supplier that was not assessed."""
    asked = dict.fromkeys(
        [*(p.process for p in library.processes), *(p for line in ranked for p in line.owners)]
    )
    columns = (
        SUPPLIER,
        *(Column(capital(p), 15, tints=OWNER_TINTS) for p in asked),
        Column("Nobody’s", 9, number="0"),
    )

    def row(line: Line) -> tuple[Cell, ...]:
        owners = [line.owners.get(p, "") for p in asked]
        return (
            line.name,
            *(OWNER.get(o, o) for o in owners),
            owners.count("nobody") if line.owners else None,
        )

    return Sheet("Responsibilities", columns, [row(line) for line in ranked], frozen=1)


def documents_sheet(ranked: Sequence[Line], *, as_of: date | None) -> Sheet:
    """Return a row for each document that was read, with its term where it states one."""
    columns = (
        SUPPLIER,
        Column("Document", 36),
        Column("Kind", 24),
        Column("Language", 11),
        Column("Pages", 7, number="0"),
        Column("Pages not read", 14),
        Column("Began", 12),
        Column("Ends", 12),
        Column("How known", 18),
        Column("Days left", 10, number="0"),
        Column("Initial term", 12),
        Column("Renews for", 12),
        Column("Notice against renewal", 14),
        Column("Notice by", 12),
        Column("SHA-256", 68),
    )

    def rows(line: Line) -> Iterator[tuple[Cell, ...]]:
        dated = {d.id: d for d in counted_from(line.dates, as_of=as_of)}
        for d in line.documents:
            yield (line.name, *_document(d), *_term(dated.get(d.id)), d.sha256)

    return Sheet("Documents", columns, [row for line in ranked for row in rows(line)], frozen=2)


def _document(document: ReviewedDocument) -> tuple[Cell, ...]:
    return (
        document.name,
        KIND.get(document.kind, document.kind),
        LANGUAGE.get(document.language, document.language),
        document.pages,
        pages(document.pages_unread),
    )


def _term(dated: Dated | None) -> tuple[Cell, ...]:
    if dated is None:
        return ("",) * 3 + (None,) + ("",) * 4
    return (
        dated.began.isoformat() if dated.began else "",
        dated.ends.isoformat() if dated.ends else "",
        ("start and term" if dated.reckoned else "stated") if dated.ends else "",
        dated.days,
        dated.term,
        dated.renewal,
        dated.notice,
        dated.notice_by.isoformat() if dated.notice_by else "",
    )


def not_supplied_sheet(ranked: Sequence[Line]) -> Sheet:
    """Return a row for each paper that an agreement relies on and nobody supplied."""
    columns = (
        SUPPLIER,
        Column("Paper", 36),
        Column("May be changed at will", 12),
        Column("Rests on it", 50),
        Column("To ask", 44),
        Column("Address", 44),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            line.name,
            p.title,
            "yes" if p.changeable else "no",
            "\n".join(p.needed_for.values()),
            p.to_ask,
            "\n".join(p.urls),
        )
        for line in ranked
        for p in line.missing
    ]
    return Sheet("Not supplied", columns, rows, frozen=2)


def failures_sheet(ranked: Sequence[Line], whole: Whole) -> Sheet:
    """Return a row for each file that was not read, or not whole, and why."""
    columns = (SUPPLIER, Column("File", 44), Column("What", 18, tints=_TINTS), Column("Why", 90))

    def rows(supplier: str, failures: Sequence[Failure], what: str) -> Iterator[tuple[Cell, ...]]:
        for f in failures:
            yield (supplier, f.name, what, f.reason)

    found = [*rows("", whole.failures, NOT_READ)]
    for line in ranked:
        found += rows(line.name, line.failures, NOT_READ)
        found += [
            (line.name, d.name, PAGES_NOT_READ, f"Pages {pages(d.pages_unread)}")
            for d in line.documents
            if d.pages_unread
        ]
    found += rows("", whole.left_out, LEFT_OUT)
    found += [row for line in ranked for row in rows(line.name, line.left_out, LEFT_OUT)]
    return Sheet("Failures", columns, found, frozen=2)
