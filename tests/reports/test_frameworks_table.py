"""Other frameworks in JSON, CSV and the workbook: only where asked for, every point in its order."""

import csv
import io
import json
from dataclasses import replace

import pytest

from pipeline.domain.frameworks import FrameworkView, Outcome, PointView
from pipeline.domain.requirements import Framework, FrameworkPoint
from pipeline.reports import frameworks_table, review_json, workbook
from pipeline.reports.by_framework import FrameworkShown

from .contracts import HOSTILE, LIBRARY, evidence, finding
from .test_workbook import Book
from .whole_set import DUTY, whole_review

RULES = Framework("rules", "Rules on clouds", "Act 1", "article", "high", scope="Only its second part.")


def view(reason: str = "Told within 72 hours") -> FrameworkView:
    met = finding(LIBRARY.requirements[2], whole_review().assessments[0].findings[2].status, DUTY)
    return FrameworkView(
        RULES,
        (
            PointView(
                FrameworkPoint("7", "Breaches are told", "Incidents", beyond="Forms of notice"),
                "Art. 7",
                Outcome.PARTLY,
                reason,
                rests_on=(met,),
                touching=(whole_review().assessments[0].findings[0],),
                evidence=(evidence(DUTY),),
            ),
            PointView(
                FrameworkPoint("9", "Fees"), "Art. 9", Outcome.NOT_REVIEWED, "Nothing here speaks to it"
            ),
        ),
    )


@pytest.fixture
def shown(monkeypatch):
    """Have the review show the framework, for whatever reason it gives."""

    def show(reason: str = "Told within 72 hours"):
        given = (FrameworkShown.of(view(reason)),)
        for module in (frameworks_table, review_json):
            monkeypatch.setattr(
                module, "by_frameworks", lambda review, _a, _l: given[: bool(review.frameworks)]
            )
        return replace(whole_review(), frameworks=("rules",))

    return show


def test_json_holds_every_point_with_what_it_rests_on(shown):
    (framework,) = json.loads(review_json.render(shown(), LIBRARY))["agreements"][0]["frameworks"]
    assert (framework["key"], framework["scope"]) == ("rules", "Only its second part.")
    assert framework["counts"]["partly"] == framework["counts"]["not_reviewed"] == 1
    told, fees = framework["points"]
    assert (told["label"], told["outcome"], told["beyond"]) == ("Art. 7", "partly", "Forms of notice")
    assert (told["rests_on"], told["touching"]) == (["in-content"], ["in-duty"])
    assert told["evidence"][0]["quote"] == DUTY
    assert (fees["outcome"], fees["evidence"]) == ("not_reviewed", [])


def test_where_none_was_asked_for_there_is_none(shown):
    nothing = replace(shown(), frameworks=())
    assert "frameworks" not in json.loads(review_json.render(nothing, LIBRARY))["agreements"][0]
    assert "Frameworks" not in Book(workbook.render(nothing, LIBRARY)).names
    assert frameworks_table.render(nothing, LIBRARY).count("\r\n") == 1


def test_csv_and_workbook_hold_a_row_a_point(shown):
    rows = list(csv.DictReader(io.StringIO(frameworks_table.render(shown(), LIBRARY)[1:], newline="")))
    assert [(r["point"], r["outcome"]) for r in rows] == [
        ("Art. 7", "partly covered"),
        ("Art. 9", "not covered by this review"),
    ]
    assert (rows[0]["rests_on"], rows[0]["quote"]) == ("What a notice holds", DUTY)
    told, fees = Book(workbook.render(shown(), LIBRARY)).rows("Frameworks")
    assert (told["Beyond this review"], told["Outcome"]) == ("Forms of notice", "partly covered")
    assert "Quote" not in fees


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula(shown, words):
    text = frameworks_table.render(shown(words), LIBRARY)
    cells = [c for row in csv.reader(io.StringIO(text[1:], newline="")) for c in row]
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]
