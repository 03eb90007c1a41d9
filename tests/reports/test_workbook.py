import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from pipeline.domain.review import Failure, NoteKind
from pipeline.reports.spreadsheet import Column, Sheet, workbook
from pipeline.reports.workbook import render

from .contracts import HOSTILE, LIBRARY, agreement, assessment, review
from .whole_set import CARVE_OUT, DUTY, RANK, whole_review

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Book:
    """A workbook read back as a spreadsheet program reads it."""

    def __init__(self, content: bytes) -> None:
        self.parts = zipfile.ZipFile(io.BytesIO(content))
        strings = self._xml("xl/sharedStrings.xml")
        self.strings = ["".join(t.text or "" for t in s.iter(f"{S}t")) for s in strings]
        sheets = self._xml("xl/workbook.xml").iter(f"{S}sheet")
        self.names = [s.get("name") for s in sheets]

    def _xml(self, name):
        return ElementTree.fromstring(self.parts.read(name))

    def page(self, name):
        return self._xml(f"xl/worksheets/sheet{self.names.index(name) + 1}.xml")

    def cells(self, name):
        """Return the cells by reference: "B2" → text or number."""
        found = {}
        for cell in self.page(name).iter(f"{S}c"):
            value = cell.find(f"{S}v")
            if value is not None:
                text = value.text or ""
                found[cell.get("r")] = self.strings[int(text)] if cell.get("t") == "s" else float(text)
        return found

    def rows(self, name):
        """Return the rows below the heading as dicts by column title."""
        by_row = {}
        for reference, value in self.cells(name).items():
            column, row = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()
            by_row.setdefault(int(row), {})[column] = value
        top = int(self.page(name).find(f"{S}autoFilter").get("ref").split(":")[0][1:])
        head = by_row[top]
        return [{head[c]: v for c, v in cells.items()} for n, cells in by_row.items() if n > top]


@pytest.fixture(scope="module")
def whole():
    return Book(render(whole_review(), LIBRARY))


def test_there_is_a_sheet_for_each_thing_that_people_sort_and_hand_on(whole):
    assert whole.names == [
        "Summary",
        "Findings",
        "Evidence",
        "Values",
        "Responsibilities",
        "Documents",
        "Precedence",
        "Papers relied on",
        "Blanks",
    ]


def test_a_finding_has_a_row_with_why_the_words_and_what_bears_on_it(whole):
    first, taken, met, *_ = whole.rows("Findings")
    assert first["Requirement"] == "Duty to tell the customer"
    assert first["Decisive words"] == DUTY
    assert first["Where"] == "acme-dpa.pdf, clause 8.1 (Breach), page 2"
    assert "Exception elsewhere: What a carve_out says." in first["What else bears on it"]
    assert (taken["Status"], taken["Check it"], taken["Confidence"]) == ("taken away", "yes", 0.83)
    assert taken["Still missing"] == "A number of days"
    assert "To ask" not in met and "Still missing" not in met


def test_evidence_tells_words_that_count_from_those_that_bear_on_it_and_those_that_do_not(whole):
    shown = {row["What it shows"]: row for row in whole.rows("Evidence")}
    assert shown["binding words"]["Words"] == DUTY
    assert shown["Exception elsewhere"]["Words"] == CARVE_OUT
    assert shown["Does not count: it speaks of planned maintenance"]["Page"] == 2
    assert len([r for r in whole.rows("Evidence") if r["Words"] == CARVE_OUT]) == len(NoteKind)


def test_the_set_is_told_sheet_by_sheet(whole):
    shared, nobodys = whole.rows("Responsibilities")
    assert (shared["Owner"], nobodys["Owner"]) == ("Shared", "Nobody")
    assert CARVE_OUT in shared["Words that bind the customer"]
    assert [d["SHA-256"][:1] for d in whole.rows("Documents")] == ["c", "d"]
    assert whole.rows("Documents")[0]["Pages not read"] == "2"
    assert whole.rows("Precedence")[0]["Words"] == RANK
    (paper,), (blank,) = whole.rows("Papers relied on"), whole.rows("Blanks")
    assert paper["May settle"] == "What a notice holds\nPlaces are named"
    assert (blank["What it is"], blank["Rests on it"]) == ("empty space", "Places are named")
    assert {r["Value"] for r in whole.rows("Values")} == {"2026-01-01", "72 h"}


def test_the_summary_counts_by_subject_and_says_what_it_is(whole):
    everything, first, *_ = whole.rows("Summary")
    assert (everything["Subject"], everything["Coverage"], everything["Points"]) == ("All subjects", 0.414, 6)
    assert (first["Subject"], first["Partly met"], first["Taken away"], first["Met"]) == (
        "Incident notification",
        1,
        1,
        1,
    )
    assert "not legal advice" in " ".join(map(str, whole.cells("Summary").values()))


def test_headings_stay_in_sight_and_can_be_filtered(whole):
    for name in whole.names[1:]:
        pane = whole.page(name).find(f".//{S}pane")
        assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
        assert whole.page(name).find(f"{S}autoFilter").get("ref").startswith("A1:")


def test_a_run_that_read_nothing_still_says_why():
    nothing = replace(review(failures=(Failure("a.pdf", "a.pdf needs a password"),)), assessments=())
    book = Book(render(nothing, LIBRARY))
    assert "a.pdf needs a password" in book.cells("Summary").values()
    assert book.rows("Findings") == []


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_are_a_formula_or_a_link(words):
    made = assessment(quote=words, supplier=words, papers=(agreement(words, name=words),), warnings=(words,))
    book = Book(render(review(made), LIBRARY))
    for name in book.names:
        page = book.page(name)
        assert not list(page.iter(f"{S}f")) and not list(page.iter(f"{S}hyperlink"))
        assert all(c.get("t") in (None, "s") for c in page.iter(f"{S}c"))
    assert not [n for n in book.parts.namelist() if "external" in n.lower()]
    text = b"".join(book.parts.read(n) for n in book.parts.namelist()).decode()
    assert not set(text) & {chr(c) for c in (*range(9), 0x1B, 0x9B, 0x202E, 0x2066)}


def test_words_longer_than_a_cell_are_cut_and_never_lost():
    sheet = Sheet("Words", (Column("Words", 20),), [("x" * 40_000,)])
    (row,) = Book(workbook([sheet], title="t", note="n")).rows("Words")
    assert 30_000 < len(row["Words"]) <= 32_767 and row["Words"].endswith("…")


def test_a_row_is_as_tall_as_its_text_needs_within_what_a_row_may_be():
    sheet = Sheet("Words", (Column("Words", 20),), [("short",), ("word " * 40,), ("word " * 4000,)])
    page = Book(workbook([sheet], title="t", note="n")).page("Words")
    heights = [float(r.get("ht")) for r in page.iter(f"{S}row")][1:]
    assert heights[0] < 20 < heights[1] < heights[2] <= 409


def test_the_same_review_gives_the_same_bytes():
    made = render(whole_review(), LIBRARY)
    assert made == render(whole_review(), LIBRARY)
    assert {i.date_time[0] for i in Book(made).parts.infolist()} == {1980}
