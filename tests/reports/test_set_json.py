"""What the JSON review says of the whole set, beside its findings."""

import json
from dataclasses import replace

import pytest

from pipeline.domain.requirements import AppliedProfile
from pipeline.domain.review import NoteKind
from pipeline.reports.review_json import render

from .contracts import LIBRARY, agreement, assessment, review
from .whole_set import CARVE_OUT, DUTY, HELD, RANK, whole_review


def written(made=None):
    return json.loads(render(made or whole_review(), LIBRARY))


def the_set(made=None):
    return written(made)["agreements"][0]


def test_each_note_names_its_kind_says_its_sentence_and_cites_the_words():
    notes = the_set()["findings"][0]["notes"]
    assert [n["kind"] for n in notes] == [k.value for k in NoteKind]
    assert notes[2]["sentence"] == "What a carve_out says"
    (cited,) = notes[2]["evidence"]
    assert (cited["document"], cited["quote"], cited["place"]) == ("d2", CARVE_OUT, {"line": 3})


def test_each_document_says_how_much_of_it_was_searched():
    assert the_set()["findings"][3]["searched"]["each"] == [
        {"document": "d1", "clauses": 1, "pages": 2, "pages_unread": [2]},
        {"document": "d2", "clauses": 1, "pages": None, "pages_unread": []},
    ]


def test_a_responsibility_tells_whom_its_words_bind():
    shared, nobodys = the_set()["responsibilities"]
    assert (shared["owner"], shared["confidence"], shared["reason"]) == ("shared", 0.62, "Both are bound")
    assert [e["quote"] for e in shared["provider"]] == [DUTY]
    assert [e["quote"] for e in shared["customer"]] == [CARVE_OUT]
    assert [e["quote"] for e in shared["evidence"]] == [DUTY, CARVE_OUT]
    assert (nobodys["owner"], nobodys["evidence"], nobodys["reason"]) == (
        "nobody",
        [],
        "No words speak of it",
    )


def test_references_and_blanks_name_what_hangs_on_them():
    made = the_set()
    (reference,), (blank,) = made["references"], made["placeholders"]
    assert (reference["supplied"], reference["changeable"]) == (False, True)
    assert reference["needed_for"] == ["in-content", "dl-places"]
    assert (blank["kind"], blank["clause"], blank["empties"]) == ("blank", "d1.c1", ["dl-places"])


def test_a_rule_of_precedence_ranks_papers_with_the_words_that_say_so():
    (rule,) = the_set()["precedence"]
    assert (rule["documents"], rule["named"]) == (["d1", "d2"], ["the DPA", "the master terms"])
    assert rule["evidence"]["quote"] == RANK


def test_profiles_are_part_of_the_edition():
    made = whole_review()
    chosen = replace(made, edition=replace(made.edition, profiles=("dora", "saas")))
    assert written(chosen)["edition"]["profiles"] == ["dora", "saas"]


def test_a_profile_says_what_the_whole_agreement_must_have():
    chosen = replace(
        LIBRARY, profiles=(AppliedProfile("dora", "Financial entities", ("A register exists.",)),)
    )
    told = json.loads(render(whole_review(), chosen))["profiles"]
    assert told == [{"name": "dora", "title": "Financial entities", "notes": ["A register exists."]}]
    assert written()["profiles"] == []


def test_a_finding_says_how_it_stands_to_the_playbook():
    findings = json.loads(render(whole_review(), HELD))["agreements"][0]["findings"]
    assert [f["standing"] for f in findings[:4]] == ["acceptable", "walk_away", "standard", "none"]


@pytest.mark.parametrize(
    ("unread", "said"),
    [((), "changes accepted; no page needed OCR"), ((2,), "changes accepted; OCR by Tesseract 5.3.0, eng")],
)
def test_the_ocr_installed_is_named_only_where_a_page_called_for_it(unread, said):
    read = review(assessment(papers=(agreement("Words.", unread=unread),)))
    edition = replace(read.edition, reading="changes accepted; OCR by Tesseract 5.3.0, eng")
    assert written(replace(read, edition=edition))["edition"]["reading"] == said
