import re
from dataclasses import replace
from importlib.resources import files

import pytest

from pipeline.domain.review import Failure, Status
from pipeline.reports.escaping import lines
from pipeline.reports.page import render

from .contracts import HOSTILE, LIBRARY, agreement, assessment, requirement, review
from .pages import faults, parsed, words

GAPLESS = (Status.MET,) * 6
UNJUDGED = (Status.NOT_ASSESSABLE,) * 6


def said(made):
    return words(parsed(render(made, LIBRARY)).body)


@pytest.mark.parametrize(
    "made",
    [
        review(
            failures=(Failure("scan.pdf", "needs a password"),),
            left_out=(Failure("logo.png", "no document"),),
        ),
        review(assessment(), assessment(supplier="other")),
        review(assessment(statuses=GAPLESS, overall=1.0)),
        review(assessment(statuses=UNJUDGED, overall=None)),
        replace(review(), assessments=()),
    ],
    ids=["one", "two suppliers", "no gap", "nothing judged", "nothing read"],
)
def test_the_page_is_sound(made):
    assert faults(render(made, LIBRARY)) == []


@pytest.mark.parametrize("quote", HOSTILE)
def test_contract_text_stays_text(quote):
    made = assessment(quote=quote, supplier=quote, warnings=(quote,), papers=(agreement(quote, name=quote),))
    text = render(review(made, failures=(Failure(quote, quote),)), LIBRARY)
    text.encode()
    assert faults(text) == []
    blockquotes = [b.text_content() for b in parsed(text).iter("blockquote")]
    assert lines(quote) in blockquotes
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_the_verdict_comes_first_then_the_picture_then_gaps_worst_first_then_what_is_met():
    text = said(review(assessment(warnings=("acme-dpa.pdf is in German.",))))
    order = [
        "acme: 4 gaps, 2 of them critical",
        "acme-dpa.pdf is in German",
        "41 % of what",
        "Coverage by subject",
        "Critical (2)",
        "Time limit for the first notice",
        "Duty to tell the customer",
        "High (1)",
        "Low (1)",
        "What is met",
        "Could not be assessed",
        "Who is responsible for what",
        "Values found",
        "Documents read",
        "Referred to, but not supplied",
        "Left to be filled in",
        "Made with",
    ]
    places, at = [], 0
    for words_ in order:
        at = text.index(words_, at)
        places.append(at)
    assert places == sorted(places)


def test_a_gap_says_what_how_sure_why_where_and_what_would_close_it():
    gap = words(parsed(render(review(), LIBRARY)).get_element_by_id("a1-in-duty"))
    for part in (
        "Partly met",
        "Critical",
        "confidence 83 %",
        "CLD.8.1.5 (2015) / 5.11 + 8.10 (2026)",
        "in-duty is partial.",
        "Provider shall tell Customer within 72 hours.",
        "acme-dpa.pdf, clause 8.1 (Breach), page 2 · binding words",
        "Still missing A number of days",
        "deadline 72 h",
        "Please state in-duty.",
        "Preferred words for in-duty [X].",
        "Fallback words for in-duty.",
        "Everything else hangs on it.",
    ):
        assert part in gap
    assert "Needs review" not in gap
    assert "Needs review" in words(parsed(render(review(), LIBRARY)).get_element_by_id("a1-in-deadline"))


def test_what_is_not_found_shows_what_was_searched_and_what_came_nearest():
    gap = words(parsed(render(review(), LIBRARY)).get_element_by_id("a1-dl-places"))
    assert "Searched: 1 clause in 1 document, 2 pages." in gap
    assert "Nearest passage, and why it does not count" in gap
    assert "It speaks of planned maintenance." in gap


def test_the_picture_has_a_tile_a_requirement_and_says_the_same_in_words():
    pictures = parsed(render(review(), LIBRARY)).xpath("//svg[@role='img']")
    assert [p.get("aria-label") for p in pictures] == [
        "Incident notification: 1 met, 1 partly met and 1 taken away",
        "Data location: 1 not found",
        "Personnel: 1 weak and 1 could not be assessed",
    ]
    assert [len(p.findall("use")) for p in pictures] == [3, 1, 2]


def test_wording_that_is_not_there_yet_leaves_no_empty_box():
    bare = replace(
        requirement("in-duty", "Duty", LIBRARY.requirements[0].severity),
        ask="",
        wording=replace(LIBRARY.requirements[0].wording, preferred="", fallback=""),
    )
    family = replace(LIBRARY.families[0], requirements=(bare, *LIBRARY.families[0].requirements[1:]))
    text = render(review(), replace(LIBRARY, families=(family, *LIBRARY.families[1:])))
    gap = words(parsed(text).get_element_by_id("a1-in-duty"))
    assert "Preferred" not in gap and "Ask the provider" not in gap


def test_papers_that_could_not_be_judged_are_not_called_free_of_gaps():
    text = said(review(assessment(statuses=UNJUDGED, overall=None, warnings=("invoice.pdf is an invoice.",))))
    assert "Not assessed: no judgement rests on these papers" in text
    assert "None found" not in text and "Coverage by subject" not in text and "What is met" not in text


def test_it_names_edition_unread_pages_and_what_it_is_not():
    text = said(review(assessment(papers=(agreement("Words.", unread=(3, 4)),))))
    for part in (
        "gap against ISO/IEC 27017 guidance",
        "not legal advice",
        "clause library 1.0.0",
        "a" * 64,
        "Unread pages: acme-dpa.pdf 3–4.",
        "acme-dpa.pdf: 2 pages could not be read",
        "SHA-256 cccccccccccc",
    ):
        assert part in text
    assert "Unread pages: none." in said(review())


def test_it_never_speaks_of_compliance():
    assert "complian" not in said(review()).lower()


def test_it_says_whose_quotes_may_read_from_the_right():
    assert {b.get("dir") for b in parsed(render(review(), LIBRARY)).iter("blockquote")} == {"auto"}


def test_the_templates_are_found_as_package_files():
    names = {f.name for f in files("pipeline.reports").joinpath("templates").iterdir()}
    assert {
        "review.html",
        "review.css",
        "page.css",
        "portfolio.html",
        "portfolio.css",
        "symbols.html",
    } <= names
