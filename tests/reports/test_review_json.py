import json
from dataclasses import replace

import pytest

from pipeline.domain.places import ElementAt, LineAt, PageBox, ParagraphAt
from pipeline.domain.review import Failure, Finding, Status
from pipeline.reports.review_json import render, review_as_json

from .contracts import HOSTILE, LIBRARY, assessment, evidence, review


def written(*assessments, **changes):
    return json.loads(render(review(*assessments, **changes), LIBRARY))


def test_the_shape_is_that_of_the_design():
    made = written(failures=(Failure("scan.pdf", "needs a password"),))
    (agreement,) = made["agreements"]
    assert made["schema"] == "clausegap/review/1"
    assert (
        made["edition"].items() >= {"pipeline": "0.1.0", "library": "a" * 64, "classifier": "b" * 64}.items()
    )
    assert made["failures"] == [{"name": "scan.pdf", "reason": "needs a password"}]
    assert agreement["supplier"] == "acme"
    assert agreement["coverage"] == {
        "overall": 0.414,
        "families": {"incident-notification": 0.0, "data-location": 0.1, "personnel": 0.2},
    }
    assert (
        agreement["documents"][0].items()
        >= {
            "id": "d1",
            "name": "acme-dpa.pdf",
            "kind": "dpa",
            "media_type": "application/pdf",
            "sha256": "c" * 64,
            "pages": 2,
            "pages_unread": [],
        }.items()
    )
    quote = "Provider shall tell Customer within 72 hours."
    assert (
        agreement["clauses"][0].items()
        >= {
            "id": "d1.c1",
            "document": "d1",
            "number": "8.1",
            "heading": "Breach",
            "text": quote,
            "span": [0, 45],
            "page": 2,
            "families": [{"id": "incident-notification", "confidence": 0.97}],
        }.items()
    )
    assert (
        agreement["references"][0].items()
        >= {
            "title": "Acceptable Use Policy",
            "url": "https://acme.example/aup",
            "supplied": False,
            "quote": quote,
        }.items()
    )
    assert (
        agreement["placeholders"][0].items()
        >= {
            "document": "d1",
            "page": 2,
            "quote": f"[to be attached] {quote}",
            "place": {"page": 2, "box": [1, 2, 3, 4]},
        }.items()
    )
    assert [(r["process"], r["owner"], len(r["evidence"])) for r in agreement["responsibilities"]] == [
        ("backup and restore", "customer", 1),
        ("encryption and keys", "nobody", 0),
    ]


def test_a_finding_holds_everything_that_shows_it():
    finding = written()["agreements"][0]["findings"][1]
    shown = {
        "document": "d1",
        "clause": "d1.c1",
        "span": [0, 45],
        "page": 2,
        "stance": "binding",
        "found_by": "cue",
        "quote": "Provider shall tell Customer within 72 hours.",
        "place": {"page": 2, "box": [72.0, 318.4, 523.1, 346.0]},
    }
    assert finding == {
        "requirement": "in-deadline",
        "family": "incident-notification",
        "severity": "critical",
        "controls": {"2015": ["CLD.8.1.5"], "2026": ["5.11", "8.10"]},
        "status": "contradicted",
        "standing": "none",
        "confidence": 0.83,
        "needs_review": True,
        "reason": "in-deadline is contradicted",
        "subpoints": [
            {"id": "in-deadline.1", "met": True, "confidence": 0.9},
            {"id": "in-deadline.2", "met": False, "confidence": 0.9},
            {"id": "in-deadline.3", "met": False, "confidence": 0.9},
        ],
        "evidence": [shown],
        "terms": [{"name": "deadline", "type": "duration", "value": "72 h", "quote": "72 hours"}],
        "notes": [],
        "searched": {
            "documents": 1,
            "clauses": 1,
            "pages": 2,
            "pages_unread": 0,
            "each": [],
            "nearest": [],
        },
    }


def test_what_is_not_found_says_what_was_searched():
    finding = written()["agreements"][0]["findings"][3]
    assert finding["status"] == "absent"
    (nearest,) = finding["searched"]["nearest"]
    assert nearest["why_not"] == "it speaks of planned maintenance"
    assert nearest["quote"] and nearest["place"]["page"] == 2


def test_findings_stand_in_catalogue_order_whatever_order_they_came_in():
    made = assessment()
    shuffled = replace(made, findings=made.findings[::-1])
    assert [f["requirement"] for f in written(shuffled)["agreements"][0]["findings"]] == [
        "in-duty",
        "in-deadline",
        "in-content",
        "dl-places",
        "pe-training",
        "pe-secrecy",
    ]


@pytest.mark.parametrize(
    ("place", "written_as", "page"),
    [
        (PageBox(5, (72, 318.404, 523.1, 346)), {"page": 5, "box": [72, 318.4, 523.1, 346]}, 5),
        (ParagraphAt("word/document.xml", 41), {"part": "word/document.xml", "paragraph": 41}, None),
        (ElementAt("#sla"), {"element": "#sla"}, None),
        (LineAt(12), {"line": 12}, None),
    ],
)
def test_each_kind_of_place_has_its_form(place, written_as, page):
    made = assessment()
    moved: Finding = replace(made.findings[0], evidence=(evidence("Words.", place=place),))
    (shown,) = written(replace(made, findings=(moved, *made.findings[1:])))["agreements"][0]["findings"][0][
        "evidence"
    ]
    assert (shown["place"], shown["page"]) == (written_as, page)


def test_coverage_that_could_not_be_assessed_is_null():
    made = written(assessment(statuses=(Status.NOT_ASSESSABLE,) * 6, overall=None))
    assert made["agreements"][0]["coverage"]["overall"] is None


@pytest.mark.parametrize("words", HOSTILE)
def test_quotes_are_verbatim_and_act_on_nothing(words):
    text = render(review(assessment(quote=words, supplier=words)), LIBRARY)
    text.encode()
    assert not set(text) & {chr(c) for c in (*range(0x7F, 0xA0), 0x1B, 0x202E, 0x2066, 0x2028)}
    agreement = json.loads(text)["agreements"][0]
    assert agreement["supplier"] == words
    assert agreement["findings"][0]["evidence"][0]["quote"] == words
    assert agreement["clauses"][0]["text"] == words


def test_a_list_of_numbers_inside_a_quote_is_left_alone():
    words = "see [ 1, 2 ] and\n[\n 3,\n 4\n]"
    assert written(assessment(quote=words))["agreements"][0]["clauses"][0]["text"] == words


def test_the_same_review_gives_the_same_bytes():
    assert render(review(assessment()), LIBRARY) == render(review(assessment()), LIBRARY)


def test_a_run_that_read_nothing_still_says_why():
    nothing = replace(review(failures=(Failure("a.pdf", "needs a password"),)), assessments=())
    made = review_as_json(nothing, LIBRARY)
    assert (made["agreements"], len(made["failures"])) == ([], 1)
