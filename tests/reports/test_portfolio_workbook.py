import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from pipeline.domain.review import Failure
from pipeline.domain.terms import FindingTerm

from .contracts import HOSTILE, LIBRARY
from .portfolios import content, day, supplier, unread, with_terms

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Opened:
    """A workbook as its parts say it: sheets by name, rows as texts, and whether anything is reckoned."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            named = etree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
            self.names = [sheet.get("name") for sheet in named]
            self.sheets = {
                name: etree.fromstring(book.read(f"xl/worksheets/sheet{n}.xml"))
                for n, name in enumerate(self.names, start=1)
            }

    def rows(self, name):
        return [["".join(c.itertext()) for c in row] for row in self.sheets[name].iter(f"{MAIN}row")]

    def column(self, name, title):
        head, *rows = [r for r in self.rows(name) if len(r) > 2 or name == "Failures"]
        return [row[head.index(title)] for row in rows]


def opened(*reviews, **more):
    return Opened(content("xlsx", *reviews, **more))


def test_the_sheets_are_those_of_the_register_each_with_filters_and_frozen_headings():
    book = opened(supplier("acme"), unread("gone"))
    assert book.names == [
        "Summary", "Heat map", "Findings", "Terms", "All terms", "Responsibilities", "Documents", "Not supplied",
        "Failures",
    ]  # fmt: skip
    for name, sheet in book.sheets.items():
        assert sheet.find(f"{MAIN}autoFilter") is not None, name
        assert sheet.find(f".//{MAIN}pane") is not None, name


@pytest.mark.parametrize("words", [*HOSTILE, "=1+1|calc!A0.pdf", "=cmd|' /C calc'!A0 and more"])
def test_no_words_of_others_are_a_formula(words):
    review = supplier("acme")
    findings = tuple(
        replace(
            f,
            reason=words,
            evidence=tuple(replace(e, quote=words) for e in f.evidence),
            terms=(FindingTerm("deadline", "duration", words, words),),
        )
        for f in review.findings
    )
    documents = tuple(replace(d, name=words) for d in review.documents)
    made = replace(
        review, supplier=words, findings=findings, documents=documents, failures=(Failure(words, words),)
    )
    book = opened(made)
    assert not [c for sheet in book.sheets.values() for c in sheet.iter(f"{MAIN}f")]
    assert len(book.column("Findings", "Decisive words")) == len(LIBRARY.requirements)


def test_a_row_for_each_finding_and_the_words_whole():
    review = supplier("acme")
    book = opened(review, unread("gone"))
    assert book.column("Findings", "Id") == [f.requirement for f in review.findings]
    quotes = [f.evidence[0].quote if f.evidence else "" for f in review.findings]
    assert book.column("Findings", "Decisive words") == quotes


@pytest.mark.parametrize(
    ("value", "days"),
    [("72 h", "3"), ("14 d", "14"), ("2 business d", "4"), ("99.9 %", ""), ("Ireland", "")],
)
def test_times_of_any_unit_can_be_sorted_as_days(value, days):
    review = supplier("acme")
    first = replace(review.findings[0], terms=(FindingTerm("deadline", "duration", value, "words"),))
    book = opened(replace(review, findings=(first,)))
    found = dict(zip(book.column("All terms", "Value"), book.column("All terms", "In days"), strict=True))
    assert found[value] == days


def test_values_of_suppliers_stand_in_one_column_for_each_attribute():
    def made(name, *values):
        review = supplier(name)
        terms = tuple(FindingTerm("deadline", "duration", v, "words") for v in values)
        return replace(review, findings=(replace(review.findings[0], terms=terms),))

    book = opened(made("a", "72 h"), made("b", "24 h", "48 h"), made("c"))
    title = next(t for t in book.rows("Terms")[0] if t.endswith(": deadline"))
    found = dict(zip(book.column("Terms", "Supplier"), book.column("Terms", title), strict=True))
    assert found == {"a": "72 h", "b": "24 h; 48 h", "c": ""}


def test_documents_tell_their_end_and_failures_what_was_not_read():
    made = with_terms(supplier("acme"), day("expiry", "2026-12-31"))
    book = opened(made, unread("gone", Failure("x.pdf", "damaged")), as_of=date(2026, 12, 1))
    assert book.column("Documents", "Ends") == ["2026-12-31"]
    assert book.column("Documents", "Days left") == ["30"]
    assert ["gone", "x.pdf", "could not be read", "damaged"] in book.rows("Failures")
