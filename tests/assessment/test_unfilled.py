"""Promises that rest on blanks, rows of exhibits left empty, options nobody ticked."""

import re
from dataclasses import replace

import pytest

from pipeline.assessment.blanks import blanks_of
from pipeline.assessment.chosen_options import agreed, agreed_text, is_offered
from pipeline.assessment.finding import find
from pipeline.assessment.unfilled import emptied, unfilling
from pipeline.domain.agreement import Agreement, CrossReference, Placeholder
from pipeline.domain.places import Span
from pipeline.domain.reading import Stance
from pipeline.domain.review import Finding, NoteKind, Status
from pipeline.library import load_library

from .papers import BACKUP, DEADLINE, agreement, passage, reading, requirement, shares, term, within

SECURITY = requirement("ra-provider-security-measures")
HEADING = "Annex II – Technical and organisational measures"
POINTS = "Provider shall keep the measures in Annex II."
FILLED = "Provider shall encrypt all data and log all access to it."


def paper(
    *clauses: str, blank: str = "", kind: str = "blank", headings: tuple[str, ...] = (HEADING,)
) -> Agreement:
    """Return a paper with one blank and its headings marked as what they are."""
    made = agreement(*clauses)
    text = made.document.text
    marked = tuple(
        replace(c, kind="schedule", number="Annex II") if c.text in headings else c for c in made.clauses
    )
    found: tuple[Placeholder, ...] = ()
    if blank:
        span = Span(text.index(blank), text.index(blank) + len(blank))
        clause = made.clause_at(span)
        assert clause
        found = (Placeholder("d1", span, blank, None, kind, clause.id),)
    annex = next((c.id for c in marked if c.kind == "schedule"), None)
    at = text.find("Annex II", 0, len(clauses[0]))
    pointers = (CrossReference("Annex II", Span(at, at + 8), "Annex II", annex),) if at >= 0 else ()
    return replace(made, clauses=marked, placeholders=found, cross_references=pointers)


def looked(
    status: str, made: Agreement, *quotes: str, of=SECURITY, stance: Stance = Stance.BINDING, terms=()
) -> Finding:
    """Return the finding on the quotes after the look."""
    found = [
        passage(of.id, q, of=made, probability=0.9 - n / 100, stance=stance, subpoints={1: 1.0}, terms=terms)
        for n, q in enumerate(quotes)
    ]
    inside = replace(within(made), readings=(reading(made, *found),))
    return unfilling(inside)(find(of, inside, found, shares(status)), of, found)


BOXES = ("☐ Sign-ins of all users", "☐ Dates of all changes")


@pytest.mark.parametrize("status", ["met", "partial", "weak"])
@pytest.mark.parametrize(
    "annex",
    [
        ((HEADING,), HEADING),
        ((HEADING, *BOXES), "\n\n".join(BOXES)),
        ((HEADING, "[to be attached]"), "[to be attached]"),
        ((HEADING, "Locks: ____"), "____"),
    ],
)
def test_a_promise_of_what_an_exhibit_holds_is_weak_where_that_is_empty(status, annex):
    under, blank = annex
    found = looked(status, paper(POINTS, *under, blank=blank), POINTS)
    assert found.status is Status.WEAK
    (note,) = found.notes
    assert note.kind is NoteKind.UNFILLED
    assert [e.quote for e in note.evidence] == [POINTS, blank]
    if status != "weak":
        assert found.needs_review
        assert "left blank" in found.reason
        assert [e.quote for e in found.evidence] == [POINTS, blank]


def test_words_that_only_point_to_an_empty_exhibit_promise_nothing():
    found = looked("weak", paper(POINTS, HEADING, blank=HEADING), POINTS, stance=Stance.REFERENCE)
    assert (found.status, found.evidence) == (Status.ABSENT, ())
    assert not any(s.met for s in found.subpoints)


def test_the_title_of_an_empty_exhibit_is_no_promise():
    made = paper(POINTS, HEADING, "[to be attached]", blank="[to be attached]")
    assert looked("partial", made, HEADING, POINTS).status is Status.WEAK


def test_a_heading_that_asks_for_a_name_empties_nothing_below_it():
    title = "[insert number] Hosting Terms"
    made = paper(title, FILLED, blank=title, kind="prompt", headings=(title,))
    assert looked("met", made, FILLED).notes == ()


def test_a_row_of_an_empty_exhibit_is_no_promise():
    row = "Backups: ____"
    found = looked("partial", paper("Fees are due.", HEADING, row, blank="____"), row, of=BACKUP)
    assert found.status is Status.ABSENT


@pytest.mark.parametrize(
    ("made", "quotes"),
    [
        # The exhibit is filled in.
        (paper(POINTS, HEADING, FILLED), (POINTS,)),
        # Only its date is left open.
        (paper(POINTS, HEADING, FILLED, "Date: ____", blank="____"), (POINTS,)),
        # The blank stands in another exhibit.
        (paper(POINTS, HEADING, FILLED, "Fees: [●]", blank="[●]"), (POINTS,)),
    ],
)
def test_promises_that_rest_on_no_blank_stay(made, quotes):
    found = looked("met", made, *quotes)
    assert (found.status, found.notes) == (Status.MET, ())


def test_what_is_said_beside_the_blank_keeps_the_status():
    found = looked("met", paper(POINTS, FILLED, HEADING, blank=HEADING), FILLED, POINTS)
    assert (found.status, found.notes) == (Status.MET, ())


def test_what_speaks_less_clearly_than_words_on_a_blank_leaves_it_partial():
    found = looked("met", paper(POINTS, FILLED, HEADING, blank=HEADING), POINTS, FILLED)
    assert found.status is Status.PARTIAL
    assert "left blank" in found.reason
    assert [n.kind for n in found.notes] == [NoteKind.UNFILLED]


def test_what_lacks_something_is_told_of_a_blank_that_other_words_rest_on():
    found = looked("partial", paper(POINTS, FILLED, HEADING, blank=HEADING), FILLED, POINTS)
    assert (found.status, [n.kind for n in found.notes]) == (Status.PARTIAL, [NoteKind.UNFILLED])
    assert looked("partial", paper(POINTS, FILLED, HEADING, FILLED), FILLED, POINTS).notes == ()


def test_another_sentence_of_the_same_words_leaves_it_partial():
    both = f"{POINTS} Provider shall review them every year."
    found = looked("met", paper(both, HEADING, blank=HEADING), both)
    assert found.status is Status.PARTIAL


def test_an_exhibit_that_only_names_contacts_empties_no_other_promise():
    heading = "Annex II – Contacts"
    found = looked("met", paper(POINTS, heading, blank=heading, headings=(heading,)), POINTS)
    assert (found.status, found.notes) == (Status.MET, ())


TELLS = "Provider shall tell Customer within [●] hours."


@pytest.mark.parametrize(("of", "status"), [(DEADLINE, Status.WEAK), (SECURITY, Status.MET)])
def test_a_missing_number_takes_what_asks_for_a_number(of, status):
    assert looked("met", paper(TELLS, blank="[●]"), TELLS, of=of).status is status


def test_a_number_stated_elsewhere_stands():
    other = "At the latest 24 hours after it learns of it."
    made = paper(TELLS, other, blank="[●]")
    found = looked("met", made, TELLS, other, of=DEADLINE, terms=[term("24 h")])
    assert found.status is Status.MET


@pytest.mark.parametrize(
    "clause",
    [
        "Signed for Provider: ____",
        "Provider keeps data safe for up to $____ in all.",
        "This promise of safe keeping is dated ____",
        "Name: ____",
    ],
)
def test_names_dates_and_prices_empty_nothing(clause):
    assert looked("met", paper(clause, blank="____"), clause).notes == ()


def test_what_is_absent_is_told_where_its_place_was_kept():
    found = looked("absent", paper("Fees are due.", HEADING, blank=HEADING))
    assert found.status is Status.ABSENT
    assert [n.kind for n in found.notes] == [NoteKind.UNFILLED]
    assert looked("absent", paper("Fees are due.", HEADING, FILLED)).notes == ()


OFFER, CHOICE = "☐ Provider shall keep backups.", "☒ Provider shall keep two copies."


def offering() -> Agreement:
    made = agreement(OFFER, CHOICE)
    return replace(made, unticked=(Span(0, len(OFFER)),))


def test_an_option_that_is_not_ticked_is_no_promise():
    made = offering()
    offer, choice = passage(quote=OFFER, of=made), passage(quote=CHOICE, of=made)
    assert [is_offered(p, within(made)) for p in (offer, choice)] == [True, False]
    inside = replace(within(made), readings=(reading(made, replace(offer, requirement=BACKUP.id)),))
    found = unfilling(inside)(find(BACKUP, inside, [], shares("absent")), BACKUP, [])
    assert [n.sentence for n in found.notes] == [
        "It is offered only as an option whose box is not ticked: nobody has agreed to it."
    ]


GOLD, BRONZE = "☒ Gold: Provider restores data within a day.", "☐ Bronze: no restore is promised."


def tiers(words: str, *, unticked: str) -> Agreement:
    start = words.index(unticked)
    return replace(agreement(words), unticked=(Span(start, start + len(unticked)),))


@pytest.mark.parametrize("words", [f"{GOLD} {BRONZE}", f"{BRONZE} {GOLD}", f"Tier: {GOLD} {BRONZE}"])
def test_a_passage_is_read_without_the_option_that_was_not_chosen(words):
    made = tiers(words, unticked=BRONZE)
    (kept,) = agreed([passage(quote=words, of=made)], within(made))
    assert kept.quote.endswith(GOLD)
    assert made.document.quote(kept.span) == kept.quote


def test_words_that_lead_in_to_options_nobody_chose_are_no_promise():
    words = f"Options that are supplied: {BRONZE}"
    made = tiers(words, unticked=BRONZE)
    assert [*agreed([passage(quote=words, of=made)], within(made))] == []


def test_an_option_that_was_not_chosen_takes_nothing_away():
    made = tiers(f"{GOLD} {BRONZE}", unticked=BRONZE)
    said = agreed_text(made.clauses[0], made)
    assert (said.strip(), len(said)) == (GOLD, len(made.clauses[0].text))


def test_where_no_box_is_ticked_no_promise_is_complete():
    made = offering()
    box = Placeholder("d1", Span(0, len(OFFER)), OFFER, None, "option", "d1.c1")
    offer, other = passage(BACKUP.id, OFFER, of=made), passage(BACKUP.id, CHOICE, of=made)
    other = replace(other, subpoints={1: 1.0, 2: 1.0})
    for boxes, status in (((box,), Status.PARTIAL), ((), Status.MET)):
        inside = within(replace(made, placeholders=boxes))
        inside = replace(inside, readings=(reading(made, offer),))
        found = unfilling(inside)(find(BACKUP, inside, [other], shares("met")), BACKUP, [other])
        assert found.status is status


def test_a_number_in_a_fainter_clause_does_not_fill_the_blank():
    open_one, other = "Provider reports within ____ hours.", "Provider deletes files within 24 hours."
    made = paper(open_one, other, blank="____", headings=())
    said = [
        passage(DEADLINE.id, open_one, of=made, probability=0.9, subpoints={1: 1.0}),
        passage(DEADLINE.id, other, of=made, probability=0.2, terms=(term("24 h"),)),
    ]
    inside = replace(within(made), readings=(reading(made, *said),))
    found = unfilling(inside)(find(DEADLINE, inside, said, shares("met")), DEADLINE, said)
    assert found.status is Status.WEAK


def test_a_place_that_was_left_open_makes_no_list_of_places_complete():
    places = next(r for r in load_library().requirements if r.id == "dl-storage-locations")
    open_one, promise = (
        "Region: [select: Norway / Wales]",
        "Provider shall keep files only in the region ordered.",
    )
    made = paper(promise, open_one, blank="[select: Norway / Wales]", kind="prompt", headings=())
    all_points = dict.fromkeys(range(1, 7), 1.0)
    for terms, status in (((), Status.PARTIAL), ((term("Wales", type="region"),), Status.MET)):
        said = [
            passage(places.id, promise, of=made, probability=0.9, subpoints=all_points, terms=terms),
            passage(places.id, open_one, of=made, probability=0.6),
        ]
        inside = replace(within(made), readings=(reading(made, *said),))
        found = unfilling(inside)(find(places, inside, said, shares("met")), places, said)
        assert found.status is status


def test_a_number_that_is_not_asked_for_may_stay_open():
    open_one = "Provider hands over all data within ____ days."
    assert looked("met", paper(open_one, blank="____", headings=()), open_one).status is Status.MET


def test_blanks_are_told_what_rests_on_them():
    made = paper(POINTS, HEADING, blank=HEADING)
    other = Placeholder("d1", Span(0, 4), "Prov", None)
    told = emptied([*made.placeholders, other], [looked("met", made, POINTS)])
    assert [p.empties for p in told] == [("ra-provider-security-measures",), ()]


def test_each_of_a_clause_s_many_blanks_is_told_from_names_and_dates():
    clause = "Provider keeps ____ copies for ____ days, by the name of ____, in places that differ each time."
    made = agreement("Annex II", clause)
    spans = [m.span() for m in re.finditer("____", made.document.text)]
    blanks = tuple(Placeholder("d1", Span(*s), "____", None, "blank", "d1.c2") for s in spans)
    found = blanks_of(within(replace(made, placeholders=blanks)))
    assert [(g.blank.span.start, g.is_measured) for g in found.gaps["d1.c2"]] == [
        (spans[0][0], False),
        (spans[1][0], True),
    ]


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_as_many_blanks_as_a_form_can_hold_are_weighed_in_one_pass(between):
    lines = ["Measure: ____ and so on for all of the many places that are kept"] * 20_001
    clauses = [HEADING, *(lines if between == "\n\n" else [between.join(lines)])]
    made = agreement(*clauses)
    blanks = tuple(
        Placeholder("d1", span, "____", None, "blank", home.id)
        for home in made.clauses
        for m in re.finditer("____", home.text)
        for span in [Span(home.span.start + m.start(), home.span.start + m.end())]
    )
    headed = (replace(made.clauses[0], kind="schedule"), *made.clauses[1:])
    found = blanks_of(within(replace(made, clauses=headed, placeholders=blanks)))
    assert sum(map(len, found.gaps.values())) == 20_001 and found.emptied == ()


def test_a_note_to_the_drafter_is_no_word_of_the_agreement():
    note = "[Drafting note: delete this row within 30 days.]"
    made = replace(agreement(note, "Provider deletes data."), drafting=(Span(0, len(note)),))
    said = passage(DEADLINE.id, note, of=made, probability=0.9)
    kept = passage(DEADLINE.id, "Provider deletes data.", of=made, probability=0.9)
    assert [*agreed((said, kept), within(made))] == [kept]


def test_a_prompt_to_whoever_fills_the_form_in_is_no_promise():
    words = "[Describe the backups here, such as copies and tests]"
    made = agreement(f"4.1 {words}", "Provider shall keep backups.")
    made = replace(made, placeholders=(Placeholder("d1", Span(4, 4 + len(words)), words, None),))
    prompt, said = (passage(quote=c.text, of=made) for c in made.clauses)
    assert [*agreed((prompt, said), within(made))] == [said]


DRAFT = "This draft is for discussion only and binds nobody. Provider shall keep two backups."


def test_a_draft_that_binds_nobody_counts_only_where_it_stands_alone():
    draft, terms = agreement(DRAFT), agreement("Provider shall keep backups.", id="d2")
    said = passage(quote=DRAFT, of=draft)
    assert [*agreed([said], within(draft, terms))] == []
    assert [*agreed([said], within(draft))] == [said]
    proposed = agreement("Draft security schedule, not agreed, not signed. Provider shall keep two backups.")
    assert [*agreed([passage(quote=proposed.clauses[0].text, of=proposed)], within(proposed, terms))] == []
