"""Absence with proof: what came nearest, and why it does not count."""

from dataclasses import replace

import pytest

from pipeline.assessment.absence import proving
from pipeline.assessment.finding import find
from pipeline.domain.agreement import Agreement, DocumentReference, Party
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Family
from pipeline.domain.review import Finding, Note, NoteKind, Status

from .papers import agreement, library, passage, reading, requirement, shares, within

CONTENT = requirement("in-content", title="Content of the notice", cues=("categories ... affected",))
DUTY = requirement("in-duty", title="Duty to tell")
LOGS = requirement(
    "lm-logs",
    title="Logs",
    cues=("audit log*", "access log*"),
    near_misses=("A log-in page.", "Wooden logs for heating."),
    near_miss_cues=("log in", "wooden"),
)
LIBRARY = library(
    Family("incidents", "Incidents", "core", "", (DUTY, CONTENT)), Family("logs", "Logs", "core", "", (LOGS,))
)


def proof(made: Agreement, *passages: Passage, of=LOGS, status: str = "absent", notes=()) -> Finding:
    inside = replace(within(made, of=LIBRARY), readings=(reading(made, *passages),))
    own = [p for p in passages if p.requirement == of.id]
    found = replace(find(of, inside, own, shares(status)), status=Status(status), notes=tuple(notes))
    return proving(inside)(found, of, own)


def shown(found: Finding) -> list[tuple[str, str]]:
    return [(n.evidence.quote, n.why_not) for n in found.searched.nearest]


def test_what_is_said_on_the_same_subject_is_shown():
    made = agreement("Provider shall tell Customer of incidents.", "Fees are due.")
    told = passage(DUTY.id, "Provider shall tell Customer of incidents.", of=made, probability=0.8)
    assert shown(proof(made, told, of=CONTENT)) == [
        ("Provider shall tell Customer of incidents.", "On another point: duty to tell.")
    ]


def test_clauses_with_its_cues_are_shown_where_nothing_else_comes_near():
    words = ("Access logs", "Fees are due. Audit logs and access logs are a pleasure to read.", "Done.")
    made = agreement(*words)
    clauses = (replace(made.clauses[0], kind="heading"), *made.clauses[1:])
    assert shown(proof(replace(made, clauses=clauses))) == [
        ("Access logs", "A heading only: no words below it say this."),
        (
            "Audit logs and access logs are a pleasure to read.",
            "Shares words with what is asked, but says nothing on it.",
        ),
    ]


@pytest.mark.parametrize("status", ["met", "partial", "weak"])
def test_what_was_found_needs_no_proof_of_absence(status):
    made = agreement("Access logs are kept.")
    kept = passage(LOGS.id, "Access logs are kept.", of=made)
    assert proof(made, kept, status=status).searched.nearest == ()


def test_three_are_enough_and_a_clause_is_shown_once():
    words = [f"Access log number {n}." for n in range(5)]
    made = agreement(*words)
    twice = [passage(LOGS.id, w, of=made, probability=0.2) for w in (*words, words[0])]
    assert [q for q, _ in shown(proof(made, *twice))] == words[:3]


def test_words_that_another_paper_took_away_are_told_so():
    made = agreement("Access logs are kept.")
    kept = passage(LOGS.id, "Access logs are kept.", of=made, probability=0.2)
    evidence = proof(made, kept).searched.nearest[0].evidence
    gone = Note(NoteKind.SUPERSEDED, "Replaced.", (evidence,))
    assert "takes these words away" in shown(proof(made, kept, notes=[gone]))[0][1]


def why(quote: str, *, stance: Stance = Stance.BINDING, probability: float = 0.2, **changes: object) -> str:
    made = replace(agreement(quote), **changes)
    found = proof(made, passage(LOGS.id, quote, of=made, stance=stance, probability=probability))
    assert found.status is Status.ABSENT
    return shown(found)[0][1]


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("Users see a page to log in.", "Looks alike but does not count: a log-in page."),
        ("We sell wooden logs for stoves.", "Looks alike but does not count: wooden logs for heating."),
        (
            "Customer shall keep logs.",
            "Speaks of the customer’s duty (“Customer shall”), not of the provider’s.",
        ),
        (
            "You alone ARE responsible for logs.",
            "Speaks of the customer’s duty (“You alone ARE responsible”), not of the provider’s.",
        ),
        ("You must keep logs.", "Speaks of the customer’s duty (“You must”), not of the provider’s."),
        ("Our team strives to keep logs.", "Describes or aims (“strives to”), without a promise."),
        # Near-misses: its data is no party; both are bound; a promise that also aims.
        ("Customer Data will stay in logs.", "On a neighbouring subject (20% likely to bear on this one)."),
        (
            "Customer must ask and Provider shall keep logs.",
            "On a neighbouring subject (20% likely to bear on this one).",
        ),
        (
            "Provider shall keep logs and aims to read them.",
            "On a neighbouring subject (20% likely to bear on this one).",
        ),
    ],
)
def test_why_words_do_not_count(quote, reason):
    assert why(quote) == reason


def test_a_subscriber_by_any_name_is_the_customer():
    parties = (Party("customer", "Borealis AB", ("Borealis",)),)
    assert why("Borealis shall keep logs.", parties=parties).startswith("Speaks of the customer’s duty")
    assert not why("Borealis shall keep logs.").startswith("Speaks of the customer’s duty")


@pytest.mark.parametrize(
    ("supplied", "reason"),
    [
        (False, "Only points to Log Policy, which was not supplied; the substance is not here."),
        (True, "Only points to Log Policy; the substance is not here."),
    ],
)
def test_words_that_point_are_told_where_they_point(supplied, reason):
    quote = "Logs are set out in the Log Policy."
    named = (DocumentReference("Log Policy", None, "d1", Span(0, len(quote)), quote, supplied),)
    assert why(quote, stance=Stance.REFERENCE, references=named) == reason
    assert why(quote, stance=Stance.REFERENCE) == "Points to another document; the substance is not here."


def test_adverse_words_and_options_and_definitions():
    assert why("No logs are kept.", stance=Stance.ADVERSE, probability=0.4) == (
        "Limits or takes away; it promises nothing."
    )
    option = "☐ Logs are kept."
    assert why(option, unticked=(Span(0, len(option)),)) == (
        "Beside a box that is not ticked: nobody has agreed to it."
    )
    defined = agreement("“Logs” means records.")
    clauses = (replace(defined.clauses[0], kind="definition"),)
    assert why("“Logs” means records.", clauses=clauses) == "Only defines a term; it promises nothing."


def test_a_heading_names_the_subject_where_nothing_else_does():
    made = agreement("Logs are wood.")
    clauses = (replace(made.clauses[0], heading="Heating"),)
    assert why("Logs are wood.", clauses=clauses) == "On another subject: it stands under “Heating”."


@pytest.mark.parametrize("heading", ["1. Definitions", "Miscellaneous", "Hosting Agreement", "Logs of users"])
def test_a_heading_that_tells_nothing_or_the_very_subject_is_no_reason(heading):
    made = agreement("Logs are wood.")
    clauses = (replace(made.clauses[0], heading=heading),)
    assert "stands under" not in why("Logs are wood.", clauses=clauses)


def test_a_look_alike_is_named_only_where_the_words_are_its_own():
    assert "Looks alike" not in why("Users log in at the door.")


def test_a_note_to_the_drafter_is_told_as_one():
    note = "[Drafting note: say who keeps logs.]"
    assert why(note, drafting=(Span(0, len(note)),)).startswith("A note to whoever fills the form in")
