"""read: what was read of a document, in text, for programs, and drawn on its pages."""

import io
import json

import pypdf
import pytest
from readers.pdf_writer import Sheet, pdf
from readers.word_writer import docx, p, run


@pytest.fixture
def dpa(tmp_path):
    path = tmp_path / "dpa.pdf"
    sheets = Sheet().text(72, 100, "1. Fees are due."), Sheet().text(72, 100, "2. They are paid.")
    path.write_bytes(pdf(*sheets))
    return path


def test_what_was_read_is_shown_clause_by_clause_with_places(clausegap, acme):
    shown = clausegap("read", acme / "sla.txt")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.splitlines() == [
        "sla.txt, text/plain, 2 clauses",
        "40 of 40 letters and digits read (100 %).",
        "",
        "d1.c1  1  line 1  [incident-notification]",
        "    Uptime is 99.9 % a month.",
        "",
        "d1.c2  2  line 3",
        "    Credits are paid on request.",
    ]


def test_what_was_read_is_given_to_programs(clausegap, acme):
    read = json.loads(clausegap("read", acme / "sla.txt", "--format", "json").out)
    assert read["schema"] == "clausegap/reading/1"
    assert read["document"]["name"] == "sla.txt"
    assert read["document"]["characters"] == {"read": 40, "in_file": 40, "unexplained": 0}
    assert [(c["id"], c["text"], c["place"]) for c in read["clauses"]] == [
        ("d1.c1", "Uptime is 99.9 % a month.", {"line": 1}),
        ("d1.c2", "Credits are paid on request.", {"line": 3}),
    ]


def test_words_that_deceive_are_said_first_and_listed_last(clausegap, tmp_path):
    path = tmp_path / "terms.txt"
    path.write_text("Customer dаta is kept.\n\nFees are due.\n", encoding="utf-8")
    lines = clausegap("read", path).out.splitlines()
    assert lines[2] == "! 1 word that is not what it looks like."
    assert lines[-2:] == [
        "Not what they look like:",
        "  “dаta” (letters of another alphabet in “data”, line 1)",
    ]


def test_hidden_words_of_a_word_file_are_listed(clausegap, tmp_path):
    path = tmp_path / "terms.docx"
    hidden = run("But no notice is given.", "<w:vanish/>")
    path.write_bytes(docx(p(run("The provider gives notice. ") + hidden), p("Fees are due.")))
    shown = clausegap("read", path).out
    text, _, apart = shown.partition("Hidden text:")
    assert "no notice" not in text
    assert "But no notice is given." in apart


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("nowhere.txt", 2, "There is no file or folder"),
        (".", 2, "read takes one file"),
        ("logo.png", 3, "PNG picture"),
    ],
)
def test_what_can_not_be_read_is_one_sentence(clausegap, acme, name, code, says):
    shown = clausegap("read", acme / name)
    assert (shown.code, shown.out, shown.err.count("\n")) == (code, "", 1)
    assert says in shown.err


def test_what_was_read_is_drawn_on_a_copy(clausegap, dpa, tmp_path):
    before = dpa.read_bytes()
    drawn = tmp_path / "seen" / "drawn.pdf"
    shown = clausegap("read", dpa, "--overlay", drawn)
    assert (shown.code, shown.err) == (0, f"Drawn on the pages: {drawn}\n")
    assert dpa.read_bytes() == before
    pages = pypdf.PdfReader(io.BytesIO(drawn.read_bytes())).pages
    assert ["as ClauseGap read it" in page.extract_text() for page in pages] == [True, True]


@pytest.mark.parametrize(
    ("file", "overlay", "says"),
    [
        ("dpa.pdf", "dpa.pdf", "is the file that is read"),
        ("dpa.pdf", "drawn.docx", "name a file that ends in .pdf"),
        ("dpa.pdf", ".", "name a file that ends in .pdf"),
        ("terms.txt", "drawn.pdf", "--overlay draws on the pages of a PDF; terms.txt is text/plain"),
    ],
)
def test_where_nothing_can_be_drawn_is_said_in_a_sentence(clausegap, dpa, tmp_path, file, overlay, says):
    (tmp_path / "terms.txt").write_text("Fees are due.")
    shown = clausegap("read", tmp_path / file, "--overlay", tmp_path / overlay)
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert says in shown.err
    assert not (tmp_path / "drawn.pdf").exists()
