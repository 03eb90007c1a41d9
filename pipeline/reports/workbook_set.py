"""The sheets of review.xlsx on the set: values, who does what, papers relied on, blanks, frameworks."""

from collections.abc import Callable, Iterator

from pipeline.domain.frameworks import Outcome
from pipeline.domain.listing import pages
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Evidence, Review
from pipeline.reports.blanks import blanks
from pipeline.reports.by_framework import POINT
from pipeline.reports.frameworks_table import COLUMNS, framework_rows
from pipeline.reports.glance import order_in_words
from pipeline.reports.outline import Papers, outcomes
from pipeline.reports.owners import owners
from pipeline.reports.relied_on import relied_on
from pipeline.reports.spreadsheet import GREEN, GREY, RED, YELLOW, Cell, Column, Sheet
from pipeline.reports.words import KIND, LANGUAGE, OWNER, capital

Rows = Iterator[tuple[Cell, ...]]
SUPPLIER = Column("Supplier", 14)
OWNER_TINTS = {
    OWNER["nobody"]: RED,
    OWNER["customer"]: YELLOW,
    OWNER["shared"]: GREY,
    OWNER["provider"]: GREEN,
}
POINT_TINTS = {POINT[Outcome.COVERED]: GREEN, POINT[Outcome.PARTLY]: YELLOW, POINT[Outcome.GAP]: RED}
STANDING_TINTS = {"not supplied": RED, "not supplied, may be changed at will": RED}


def set_sheets(review: Review, library: Library) -> tuple[Sheet, ...]:
    """Return the sheets; one without rows is there with its headings, so that nobody looks for it."""
    return (
        _terms(review, library),
        _responsibilities(review),
        _documents(review),
        _precedence(review),
        _relied_on(review, library),
        _blanks(review, library),
        *([_frameworks(review, library)] if review.frameworks else ()),
    )


def rows_of(review: Review, rows: Callable[[Assessment], Rows]) -> list[tuple[Cell, ...]]:
    """Return the rows of every agreement set, each with its supplier before it."""
    return [(a.supplier, *row) for a in review.assessments for row in rows(a)]


def spoken(name: str) -> str:
    """Return the name of a value as people read it: "notice_period" is "Notice period"."""
    return capital(name.replace("_", " "))


def _terms(review: Review, library: Library) -> Sheet:
    columns = (
        SUPPLIER,
        Column("Answers", 34),
        Column("Name", 20),
        Column("Value", 22),
        Column("Kind of value", 14),
        Column("Words", 60),
        Column("Document", 26),
    )

    def rows(assessment: Assessment) -> Rows:
        for agreement in assessment.agreements.agreements:
            for term in agreement.terms:
                row = (
                    spoken(term.role or term.type.value),
                    term.value,
                    term.type.value,
                    term.quote,
                    agreement.document.source.name,
                )
                yield ("The agreement as a whole", *row)
        for o in outcomes(assessment, library):
            for found in o.finding.terms:
                yield (o.requirement.title, spoken(found.name), found.value, found.type, found.quote, "")

    return Sheet("Values", columns, rows_of(review, rows), frozen=2)


def _responsibilities(review: Review) -> Sheet:
    columns = (
        SUPPLIER,
        Column("Process", 34),
        Column("Owner", 12, tints=OWNER_TINTS),
        Column("Why", 44),
        Column("Words that bind the provider", 60),
        Column("Words that bind the customer", 60),
        Column("Confidence", 11, number="0.00"),
    )

    def rows(assessment: Assessment) -> Rows:
        papers = Papers.of(assessment)
        told = zip(owners(assessment.responsibilities), assessment.responsibilities, strict=True)
        for row, found in told:
            by_side = {share.side: _quoted(share.evidence, papers) for share in row.shares}
            yield (
                capital(row.process),
                OWNER.get(row.owner, row.owner),
                row.reason,
                by_side.get("Provider", by_side.get("", "")),
                by_side.get("Customer", ""),
                round(found.confidence, 2),
            )

    return Sheet("Responsibilities", columns, rows_of(review, rows), frozen=2)


def _quoted(evidence: tuple[Evidence, ...], papers: Papers) -> str:
    return "\n".join(f"“{e.quote}” ({papers.where(e)})" for e in evidence)


def _documents(review: Review) -> Sheet:
    columns = (
        SUPPLIER,
        Column("Document", 34),
        Column("Kind", 24),
        Column("Sure of kind", 9, number="0.00"),
        Column("Language", 11),
        Column("Pages", 7, number="0"),
        Column("Pages not read", 14),
        Column("Pages by OCR", 14),
        Column("Clauses", 9, number="0"),
        Column("SHA-256", 68),
        Column("Remarks", 60),
    )

    def rows(assessment: Assessment) -> Rows:
        for a in assessment.agreements.agreements:
            document = a.document
            yield (
                document.source.name,
                KIND.get(a.kind, a.kind),
                round(a.kind_confidence, 2),
                LANGUAGE.get(a.language, a.language),
                document.pages,
                pages(document.pages_unread),
                pages(tuple(p.page for p in document.pages_by_ocr)),
                len(a.clauses),
                document.source.sha256,
                "\n".join(n for n in (a.not_because, *document.notes) if n),
            )

    return Sheet("Documents", columns, rows_of(review, rows), frozen=2)


def _precedence(review: Review) -> Sheet:
    columns = (SUPPLIER, Column("Order, strongest first", 50), Column("Words", 80), Column("Where", 40))

    def rows(assessment: Assessment) -> Rows:
        papers = Papers.of(assessment)
        for rule in assessment.precedence:
            yield (order_in_words(rule, papers), rule.evidence.quote, papers.where(rule.evidence))

    return Sheet("Precedence", columns, rows_of(review, rows))


def _relied_on(review: Review, library: Library) -> Sheet:
    columns = (
        SUPPLIER,
        Column("Paper", 34),
        Column("State", 22, tints=STANDING_TINTS),
        Column("Address", 36),
        Column("May settle", 40),
        Column("To ask", 44),
        Column("Named in", 26),
        Column("Words", 60),
    )

    def rows(assessment: Assessment) -> Rows:
        papers = Papers.of(assessment)
        for paper in relied_on(assessment, library):
            yield (
                paper.title,
                paper.standing,
                "\n".join(paper.urls),
                "\n".join(paper.needed_for.values()),
                paper.to_ask,
                "\n".join(dict.fromkeys(papers.name(n.document) for n in paper.named)),
                paper.named[0].quote,
            )

    return Sheet("Papers relied on", columns, rows_of(review, rows), frozen=2)


def _blanks(review: Review, library: Library) -> Sheet:
    columns = (
        SUPPLIER,
        Column("Left to fill in", 50),
        Column("What it is", 18),
        Column("Times", 7, number="0"),
        Column("Document", 28),
        Column("Where", 34),
        Column("Rests on it", 44),
    )

    def rows(assessment: Assessment) -> Rows:
        for blank in blanks(assessment, library):
            yield (
                blank.quote,
                blank.kind,
                blank.number,
                blank.document,
                blank.where,
                "\n".join(blank.empties.values()),
            )

    return Sheet("Blanks", columns, rows_of(review, rows), frozen=2)


def _frameworks(review: Review, library: Library) -> Sheet:
    widths = (14, 22, 16, 36, 28, 16, 44, 40, 40, 60, 30)
    titles = (name.replace("_", " ").capitalize() for name in COLUMNS)
    columns = tuple(
        Column(title, width, tints=POINT_TINTS) for title, width in zip(titles, widths, strict=True)
    )
    return Sheet("Frameworks", columns, list(framework_rows(review, library)), frozen=3)
