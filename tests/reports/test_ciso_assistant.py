import csv
import io
import re
from dataclasses import replace

import pytest

from pipeline.domain.review import Status
from pipeline.reports.ciso_assistant import COLUMNS, render

from .contracts import HOSTILE, LIBRARY, agreement, assessment, review
from .whole_set import HELD, whole_review

FORMULA = ("=", "+", "-", "@", "\t", "\r")
SEVERITIES = {"info", "low", "medium", "high", "critical"}  # as its import knows them


def rows(made=None):
    return list(csv.DictReader(io.StringIO(render(made or review(), LIBRARY), newline="")))


def test_the_columns_are_those_that_its_import_documents():
    assert render(review(), LIBRARY).startswith(
        "ref_id,name,description,severity,status,filtering_labels,observation\r\n"
    )


def test_gaps_are_findings_and_what_is_met_is_none():
    assert [(r["ref_id"], r["severity"]) for r in rows()] == [
        ("acme in-duty", "critical"),
        ("acme in-deadline", "critical"),
        ("acme dl-places", "high"),
        ("acme pe-training", "low"),
        ("acme pe-secrecy", "info"),
    ]


def test_a_row_says_what_is_wrong_shows_the_words_and_what_to_ask():
    taken = rows()[1]
    assert taken["name"] == "Time limit for the first notice: taken away"
    assert "“Provider shall tell Customer within 72 hours.” (acme-dpa.pdf, clause 8.1" in taken["description"]
    assert "Not found: A number of days." in taken["description"]
    assert taken["observation"].startswith("To ask: Please state in-deadline.")
    assert "confidence 0.83 and a person should check it" in taken["observation"]


def test_what_stands_elsewhere_is_told():
    assert "Exception elsewhere: What a carve_out says." in rows(whole_review())[0]["description"]


def test_what_could_not_be_assessed_is_no_gap_and_asks_for_nothing():
    unread = rows()[-1]
    assert unread["severity"] == "info"
    assert "To ask" not in unread["observation"] and "Not found" not in unread["description"]


def test_two_suppliers_share_no_ref_id():
    two = rows(review(assessment(), assessment(supplier="zenith")))
    assert len({r["ref_id"] for r in two}) == len(two) == 10


@pytest.mark.parametrize("supplier", ["Acme & Söhne GmbH (EU)", "x" * 300, "供应商", "a|b,c"])
def test_labels_and_lengths_are_such_as_it_takes(supplier):
    for row in rows(review(assessment(supplier=supplier))):
        assert all(re.fullmatch(r"[\w-]{1,36}", label) for label in row["filtering_labels"].split("|"))
        assert len(row["name"]) <= 200 and len(row["ref_id"]) <= 100
        assert row["severity"] in SEVERITIES and row["status"] == "identified"


def test_the_end_of_a_long_name_keeps_the_requirement():
    assert rows(review(assessment(supplier="x" * 300)))[0]["ref_id"].endswith(" in-duty")


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula(words):
    made = assessment(quote=words, supplier=words, papers=(agreement(words, name=words),))
    finding = replace(made.findings[0], reason=words)
    text = render(review(replace(made, findings=(finding, *made.findings[1:]))), LIBRARY)
    text.encode()
    cells = [c for row in csv.reader(io.StringIO(text, newline="")) for c in row]
    assert len(cells) % len(COLUMNS) == 0
    assert not [c for c in cells if c.startswith(FORMULA)]
    assert "\x1b" not in text


def test_a_set_without_gaps_is_a_heading_alone():
    assert rows(review(assessment(statuses=(Status.MET,) * 6))) == []


def test_a_point_where_the_firm_walks_away_says_so():
    held = list(csv.DictReader(io.StringIO(render(whole_review(), HELD), newline="")))
    assert "By our playbook: walk away." in held[1]["observation"]
    assert not [r for r in rows(whole_review()) if "playbook" in r["observation"]]
