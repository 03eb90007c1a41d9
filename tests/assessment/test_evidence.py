"""What is cited, in which order, and what came nearest where there is nothing to cite."""

from dataclasses import replace

import pytest

from pipeline.assessment.evidence import (
    CITED_FROM,
    FIXES_FROM,
    MOST_CITED,
    MOST_NEAREST,
    chosen,
    cite,
    nearest,
)
from pipeline.domain.places import LineAt
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.review import Status
from pipeline.domain.terms import FindingTerm

from .papers import agreement, passage, requirement, within

TEXTS = tuple(f"Sentence {n} of it." for n in range(12))
PAPER = agreement(*TEXTS)
BINDING, QUALIFIED, ADVERSE, REFERENCE = Stance.BINDING, Stance.QUALIFIED, Stance.ADVERSE, Stance.REFERENCE


def passages(*rows: tuple[float, Stance]) -> list[Passage]:
    """Return passages as the assessment hands them on: the most probable first."""
    assert [p for p, _ in rows] == sorted((p for p, _ in rows), reverse=True)
    return [
        passage(quote=TEXTS[n], of=PAPER, probability=probability, stance=stance)
        for n, (probability, stance) in enumerate(rows)
    ]


def cited(status: Status, *rows: tuple[float, Stance]) -> list[int]:
    found = passages(*rows)
    return [found.index(p) for p in chosen(found, status)]


@pytest.mark.parametrize(
    ("status", "order"),
    [
        (Status.CONTRADICTED, [1, 0, 2, 3]),
        (Status.MET, [3, 0, 1, 2]),
        (Status.PARTIAL, [3, 0, 1, 2]),
        (Status.WEAK, [0, 3, 1, 2]),
    ],
)
def test_what_shows_the_status_comes_first_then_the_more_probable(status, order):
    rows = [(0.9, QUALIFIED), (0.8, ADVERSE), (0.7, REFERENCE), (0.6, BINDING)]
    assert cited(status, *rows) == order


@pytest.mark.parametrize("status", [Status.CONTRADICTED, Status.MET, Status.PARTIAL, Status.WEAK])
def test_among_equals_the_more_probable_comes_first(status):
    assert cited(status, (0.9, BINDING), (0.8, BINDING), (0.7, BINDING)) == [0, 1, 2]


@pytest.mark.parametrize(
    ("value", "probability", "kept"),
    [
        ("12 h", 0.3, [*range(MOST_CITED), MOST_CITED]),
        ("4 h", 0.3, list(range(MOST_CITED))),  # shown already
        ("12 h", CITED_FROM - 0.01, [*range(MOST_CITED), MOST_CITED]),
        ("12 h", FIXES_FROM - 0.01, list(range(MOST_CITED))),
    ],
)
def test_a_value_not_yet_shown_is_cited_past_the_most(value, probability, kept):
    first, *rest = passages(*[(0.9, BINDING)] * MOST_CITED, (probability, BINDING))
    *rest, last = rest
    found = [replace(first, terms=(_time("4 h"),)), *rest, replace(last, terms=(_time(value),))]
    assert [found.index(p) for p in chosen(found, Status.MET)] == kept


def _time(value: str) -> FindingTerm:
    return FindingTerm("support_time", "duration", value, value)


@pytest.mark.parametrize(
    ("probabilities", "kept"),
    [
        ((0.9, CITED_FROM, CITED_FROM - 0.01), [0, 1]),
        ((CITED_FROM - 0.01, 0.05), [0]),  # the best one, however faint
        ((0.9,) * (MOST_CITED + 2), list(range(MOST_CITED))),
        ((), []),
    ],
)
def test_how_much_is_cited(probabilities, kept):
    assert cited(Status.MET, *((p, BINDING) for p in probabilities)) == kept


def test_evidence_is_verbatim_and_has_its_place():
    evidence = cite(passages((0.9, BINDING), (0.8, ADVERSE))[1], within(PAPER))
    assert evidence.quote == TEXTS[1] == PAPER.document.quote(evidence.span)
    assert (evidence.document, evidence.clause, evidence.place) == ("d1", "d1.c2", LineAt(2))
    assert (evidence.stance, evidence.found_by) == (ADVERSE, "classifier")


NEAR = requirement(
    "bc-backup",
    near_misses=("Redundancy for uptime is no backup.", "Another look-alike."),
    near_miss_cues=("geo-redundant", "redundant ... storage"),
)


@pytest.mark.parametrize(
    ("quote", "probability", "stance", "why"),
    [
        ("See the Annex.", 0.5, REFERENCE, "Points to another document; the substance is not here."),
        ("See the Annex.", 0.05, REFERENCE, "Points to another document; the substance is not here."),
        (
            "A geo-redundant store gives uptime and redundancy.",
            0.5,
            BINDING,
            "Looks alike but does not count: redundancy for uptime is no backup.",
        ),
        (
            "Redundant, far-off storage gives uptime.",
            0.05,
            QUALIFIED,
            "Looks alike but does not count: redundancy for uptime is no backup.",
        ),
        (
            "We care for data.",
            CITED_FROM,
            QUALIFIED,
            "Near the subject, but too general to say anything on it.",
        ),
        ("We care for data.", 0.05, QUALIFIED, "On a neighbouring subject (5% likely to bear on this one)."),
        ("Fees are due.", 0.12, BINDING, "On a neighbouring subject (12% likely to bear on this one)."),
        # Near-misses of the near-miss: the words, but not next to each other.
        (
            "Storage is redundant.",
            0.1,
            BINDING,
            "On a neighbouring subject (10% likely to bear on this one).",
        ),
    ],
)
def test_why_the_nearest_passages_do_not_count(quote, probability, stance, why):
    paper = agreement(quote)
    found = passage("bc-backup", quote, of=paper, probability=probability, stance=stance)
    (near,) = nearest(NEAR, [found], within(paper))
    assert near.why_not == why
    assert near.evidence.quote == quote


def test_a_requirement_without_near_misses_names_none():
    paper = agreement("A geo-redundant store gives uptime and redundancy.")
    found = passage("x", "A geo-redundant store gives uptime and redundancy.", of=paper, probability=0.1)
    (near,) = nearest(requirement("x", near_miss_cues=("geo-redundant",)), [found], within(paper))
    assert near.why_not.startswith("On a neighbouring subject")


def test_abbreviations_keep_their_capitals():
    wanted = requirement("x", near_misses=("API keys of users.",), near_miss_cues=("api key",))
    paper = agreement("An API key is given to each user.")
    found = passage("x", "An API key is given to each user.", of=paper)
    (near,) = nearest(wanted, [found], within(paper))
    assert near.why_not == "Looks alike but does not count: API keys of users."


def test_only_the_nearest_few_are_shown():
    found = passages(*[(0.1, BINDING)] * (MOST_NEAREST + 2))
    shown = nearest(NEAR, found, within(PAPER))
    assert [n.evidence.quote for n in shown] == list(TEXTS[:MOST_NEAREST])


def test_where_nothing_came_near_nothing_is_shown():
    assert nearest(NEAR, [], within(PAPER)) == ()
