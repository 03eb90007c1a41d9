import re
from dataclasses import replace
from importlib.resources import files

import pytest

from pipeline.domain.agreement import Placeholder
from pipeline.domain.places import PageBox, Span
from pipeline.domain.requirements import AppliedProfile
from pipeline.domain.review import Failure, NoteKind, Status
from pipeline.reports.escaping import lines
from pipeline.reports.page import render

from .contracts import (
    CARVED,
    HOSTILE,
    LIBRARY,
    POSITIONS,
    agreement,
    assessment,
    judged_set,
    noted,
    requirement,
    review,
)
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
        review(judged_set(), judged_set()),
    ],
    ids=["one", "two suppliers", "no gap", "nothing judged", "nothing read", "two whole sets"],
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


@pytest.mark.parametrize("words_", HOSTILE)
def test_contract_text_stays_text_in_all_that_is_said_of_the_set(words_):
    text = render(review(judged_set(quote=words_, words=words_)), LIBRARY)
    assert faults(text) == []
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert words(parsed(text).get_element_by_id("a1-relied-on"))
    carved = [b.text_content() for b in parsed(text).get_element_by_id("a1-in-duty").iter("blockquote")]
    assert lines(words_) in carved


def test_the_verdict_comes_first_then_the_picture_then_gaps_worst_first_then_what_is_met():
    text = said(review(assessment(warnings=("acme-dpa.pdf is in German.",))))
    order = [
        "acme: 4 gaps, 2 of them critical",
        "acme-dpa.pdf is in German",
        "41 % of what",
        "Not supplied 1 paper (Acceptable Use Policy)",
        "Worst gaps in the core subjects",
        "Coverage by subject",
        "Critical (2)",
        "Time limit for the first notice",
        "Duty to tell the customer",
        "High (1)",
        "Low (1)",
        "What is met",
        "Could not be assessed",
        "Who is responsible for what",
        "Papers the agreement relies on",
        "Left to fill in",
        "Values found",
        "Documents read",
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
    assert "Searched: 1 clause in 1 document, 2 pages. All of it could be read." in gap
    assert "Nearest passage, and why it does not count" in gap
    assert "It speaks of planned maintenance." in gap


def test_a_gap_says_what_stands_elsewhere_with_words_and_place():
    text = render(review(judged_set(words="")), LIBRARY)
    gap = parsed(text).get_element_by_id("a1-in-duty")
    notes = gap.xpath(".//ul[@class='notes']/li")
    assert len(notes) == len(NoteKind)
    carved = words(notes[2])
    assert carved.startswith("Exception elsewhere: A carve_out stands")
    assert CARVED in carved and "acme-dpa.pdf, clause 8.1 (Breach), page 2 · takes protection away" in carved
    assert len(gap.xpath(".//details[summary='5 more notes']//li")) == len(NoteKind) - 4


def test_a_note_of_four_hundred_words_is_folded():
    long = " ".join(f"word{n}" for n in range(400))
    made = assessment()
    first = replace(made.findings[0], notes=(noted(NoteKind.CARVE_OUT, long, long),))
    gap = parsed(
        render(review(replace(made, findings=(first, *made.findings[1:]))), LIBRARY)
    ).get_element_by_id("a1-in-duty")
    folded = " ".join(words(d) for d in gap.iter("details"))
    assert folded.count("word399") == 2
    assert words(gap).count("word399") == 2  # nowhere but in what is folded


def test_proof_of_absence_names_each_document_and_what_was_not_read():
    gap = words(parsed(render(review(judged_set()), LIBRARY)).get_element_by_id("a1-dl-places"))
    assert (
        "every clause of acme-dpa.pdf (41 clauses, 3 pages) and acme-terms.pdf (120 clauses, 40 pages)" in gap
    )
    assert "Not read: acme-terms.pdf, pages 7–8." in gap
    assert "Does not count: It speaks of planned maintenance." in gap


def test_a_passage_that_a_note_quotes_is_not_quoted_again_as_the_nearest():
    made = assessment()
    near = made.findings[3].searched.nearest[0].evidence
    note = replace(noted(NoteKind.NOT_SUPPLIED, "It may be in the AUP."), evidence=(near,))
    findings = (*made.findings[:3], replace(made.findings[3], notes=(note,)), *made.findings[4:])
    gap = parsed(render(review(replace(made, findings=findings)), LIBRARY)).get_element_by_id("a1-dl-places")
    assert len(list(gap.iter("blockquote"))) == 1
    assert "Quoted above: acme-dpa.pdf, clause 8.1 (Breach), page 2 Does not count" in words(gap)


def test_many_points_on_one_blank_are_named_in_part():
    ids = tuple(r.id for r in LIBRARY.requirements)
    blank = Placeholder("d1", Span(0, 1), "[measures]", None, empties=ids)
    section = parsed(render(review(replace(assessment(), placeholders=(blank,))), LIBRARY)).get_element_by_id(
        "a1-blanks"
    )
    assert "2 more points" in words(section)


def test_the_matrix_shows_what_nobody_owns():
    table = parsed(render(review(judged_set()), LIBRARY)).get_element_by_id("a1-owners")
    rows = [[words(c) for c in r if c.tag in ("th", "td")] for r in table.iter("tr")]
    assert rows[0] == ["Process", "Provider", "Customer", "Shared", "Nobody"]
    assert ["Security tests", "", "", "", "Nobody"] in rows
    assert ["Backup and restore Needs review", "", "", "Shared", ""] in rows
    assert ["API keys", "Provider", "", "", ""] in rows
    assert "provider 1, shared 1 and nobody 1" in words(table)


def test_papers_relied_on_say_what_hangs_on_them_and_what_to_ask_for():
    section = words(parsed(render(review(judged_set()), LIBRARY)).get_element_by_id("a1-relied-on"))
    assert "Security Policy https://acme.example/security" in section and "Named 2 times" in section
    assert "Not supplied, may be changed at will Places are named; What a notice holds Send it" in section
    assert "Supplied: Order Form." in section


def test_ten_thousand_blanks_do_not_drown_the_reader():
    blank = [Placeholder("d1", Span(n, n + 1), f"[item {n}]", PageBox(2, (1.0,) * 4)) for n in range(10_000)]
    text = render(review(replace(assessment(), placeholders=tuple(blank))), LIBRARY)
    section = parsed(text).get_element_by_id("a1-blanks")
    assert len(list(section.iter("tr"))) == 41
    assert "9,960 more places, all in review.json" in words(section)
    assert "10,000 places in 1 document" in text and len(text) < 200_000


def test_the_order_of_precedence_stands_in_one_line_with_its_quote():
    section = words(parsed(render(review(judged_set()), LIBRARY)).get_element_by_id("a1-order"))
    assert section.startswith("If papers conflict acme-dpa.pdf before acme-terms.pdf. The Addendum prevails.")


def test_core_gaps_come_on_the_first_screen_with_a_link_to_each():
    root = parsed(render(review(judged_set()), LIBRARY))
    links = root.get_element_by_id("a1-first").xpath(".//a/@href")
    assert links == ["#a1-in-deadline", "#a1-in-duty", "#a1-dl-places"]
    assert not root.get_element_by_id("a1-pe-training").xpath(".//figure[not(ancestor::details)]")


def test_a_point_to_walk_away_from_is_loud_and_first():
    text = render(review(), POSITIONS)
    assert faults(text) == []
    root = parsed(text)
    assert words(root.get_element_by_id("a1-playbook")).startswith(
        "By our playbook Walk away (1) Time limit for the first notice To be negotiated (1) Places are named"
    )
    gap = root.get_element_by_id("a1-in-deadline")
    assert [words(e) for e in gap.find_class("walk_away")] == ["Playbook: walk away"]
    assert "Playbook" not in words(root.get_element_by_id("a1-pe-training"))


def test_profiles_that_were_asked_for_are_named_with_what_they_say_of_the_whole():
    profile = AppliedProfile("dora", "EU financial entity (DORA)", ("A register of contracts must be kept",))
    root = parsed(render(review(), replace(LIBRARY, profiles=(profile,))))
    assert "A register of contracts must be kept." in words(root.get_element_by_id("a1-profiles"))
    assert "Reviewed for EU financial entity (DORA)" in words(root.body)


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
