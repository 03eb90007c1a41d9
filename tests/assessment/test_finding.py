"""The finding for one requirement: the judge's word, held to the rules."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.assessment.confidence import MET_FROM, confidence_of
from pipeline.assessment.finding import find
from pipeline.assessment.points import SUBPOINT_MET
from pipeline.domain.agreement import Agreement
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import FIRM_SUBPOINT, Finding, Status

from .papers import (
    BACKUP,
    DEADLINE,
    DEADLINE_CHECK,
    DUTY,
    agreement,
    passage,
    requirement,
    shares,
    term,
    within,
)

PAPER = agreement("Provider tells of breaches.", "It is told in time.", "See the Annex.")
UNREAD = agreement("Provider tells of breaches.", "It is told in time.", unread=(2,), pages=3)
JUDGED = ("contradicted", "absent", "weak", "partial", "met")


BOTH = {1: 1.0, 2: 1.0}


def told(
    quote: str = "Provider tells of breaches.",
    *,
    subpoints: Mapping[int, float] | None = None,
    of: Agreement = PAPER,
    **changes: object,
) -> Passage:
    """Return a passage that meets all essential sub-points, unless other ones are named."""
    points = BOTH if subpoints is None else subpoints
    return passage(quote=quote, of=of, subpoints=points, **changes)  # type: ignore[arg-type]


def stance_for(status: str) -> Stance:
    """Return the stance of words that can show the status."""
    return Stance.ADVERSE if status == "contradicted" else Stance.BINDING


def found(
    status: str,
    *passages: Passage,
    of: Requirement = DUTY,
    paper=PAPER,
    sure: float = 0.8,
) -> Finding:
    return find(of, within(paper), passages, shares(status, sure))


# ---------------------------------------------------------------- status


@pytest.mark.parametrize("status", JUDGED)
def test_the_judge_decides_where_there_are_passages(status):
    finding = found(status, told(stance=stance_for(status)))
    assert (finding.requirement, finding.status) == ("in-duty", Status(status))
    assert finding.confidence == round(confidence_of(Status(status), 0.8), 2)


@pytest.mark.parametrize(
    ("least", "status", "asked"),
    [
        (FIRM_SUBPOINT, Status.MET, False),
        (FIRM_SUBPOINT - 0.01, Status.MET, True),
        (SUBPOINT_MET, Status.MET, True),
        (SUBPOINT_MET - 0.01, Status.PARTIAL, True),
    ],
)
def test_met_needs_every_essential_sub_point_and_a_close_call_asks_for_review(least, status, asked):
    finding = found("met", told(probability=1.0, subpoints={1: 1.0, 2: least}), sure=0.95)
    assert (finding.status, finding.needs_review) == (status, asked)


@pytest.mark.parametrize(
    ("sure", "least", "status"),
    [
        (0.6, FIRM_SUBPOINT - 0.01, Status.MET),
        (0.45, FIRM_SUBPOINT - 0.01, Status.PARTIAL),
        (0.45, FIRM_SUBPOINT, Status.MET),
    ],
)
def test_what_is_hardly_likely_to_be_met_must_be_firm_in_every_essential_point(sure, least, status):
    assert (confidence_of(Status.MET, sure) < MET_FROM) is (sure == 0.45)
    finding = found("met", told(probability=1.0, subpoints={1: 1.0, 2: least}), sure=sure)
    assert (finding.status, finding.needs_review) == (status, True)


@pytest.mark.parametrize("status", JUDGED)
def test_without_passages_it_is_absent_whatever_the_judge_says(status):
    finding = found(status)
    assert finding.status is Status.ABSENT
    share = 0.8 if status == "absent" else 0.5
    assert finding.confidence == round(confidence_of(Status.ABSENT, share), 2)
    assert finding.evidence == finding.searched.nearest == ()


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("72 h", Status.MET),
        ("73 h", Status.PARTIAL),
        ("240 h", Status.PARTIAL),
        ("30 d", Status.WEAK),
        ("promptly", Status.MET),  # no number to hold it to
    ],
)
def test_a_value_that_falls_short_holds_met_down(value, status):
    finding = found("met", told(terms=[term(value)]), of=DEADLINE)
    assert finding.status is status
    assert [t.value for t in finding.terms] == [value]


def test_a_number_that_is_one_point_of_several_costs_no_more_than_met():
    one_of_several = requirement("in-deadline", checks=(replace(DEADLINE_CHECK, decides=False),))
    assert found("met", told(terms=[term("30 d")]), of=one_of_several).status is Status.PARTIAL
    assert found("weak", told(terms=[term("30 d")]), of=one_of_several).status is Status.WEAK


@pytest.mark.parametrize(
    ("status", "then"),
    [
        ("met", Status.WEAK),
        ("partial", Status.WEAK),
        ("weak", Status.WEAK),
        ("contradicted", Status.CONTRADICTED),
    ],
)
def test_a_promise_without_the_number_it_is_about_is_worth_what_the_library_says(status, then):
    deadline = requirement("in-deadline", checks=(replace(DEADLINE_CHECK, unstated="weak"),))
    assert found(status, told(stance=stance_for(status)), of=deadline).status is then
    faint = told(probability=0.2, terms=[term("48 h")])
    assert found(status, told(stance=stance_for(status)), faint, of=deadline).status is Status(status)


def test_a_good_number_with_all_that_is_essential_is_met():
    essential = requirement("in-deadline", essential=("A number",), checks=(DEADLINE_CHECK,))
    whole, half = told(subpoints={1: 1.0}, terms=[term("48 h")]), told(subpoints={}, terms=[term("48 h")])
    assert found("partial", whole, of=essential).status is Status.MET
    assert found("partial", half, of=essential).status is Status.PARTIAL


def test_a_good_number_is_not_met_beside_words_that_take_it_away():
    adverse = told("It is told in time.", stance=Stance.ADVERSE, probability=0.5)
    assert found("partial", told(terms=[term("48 h")]), of=DEADLINE).status is Status.MET
    assert found("partial", told(terms=[term("48 h")]), adverse, of=DEADLINE).status is Status.PARTIAL


@pytest.mark.parametrize(
    ("status", "value", "then"),
    [
        ("partial", "48 h", Status.PARTIAL),  # something essential is missing
        ("partial", "96 h", Status.PARTIAL),
        ("partial", "30 d", Status.WEAK),
        ("weak", "96 h", Status.PARTIAL),
        ("weak", "48 h", Status.WEAK),  # a good number alone makes no firm promise
        ("contradicted", "1 h", Status.CONTRADICTED),
        ("absent", "1 h", Status.ABSENT),
    ],
)
def test_the_number_that_a_requirement_is_about_decides_both_ways(status, value, then):
    passage = told(subpoints={}, terms=[term(value)], stance=stance_for(status))
    assert found(status, passage, of=DEADLINE).status is then


def test_a_duty_with_its_number_is_partly_met_where_more_than_one_essential_point_stands():
    two = requirement(
        "in-deadline", essential=("A duty", "A number", "An exception"), checks=(DEADLINE_CHECK,)
    )
    for points, status in (({1: 1.0, 2: 1.0}, Status.PARTIAL), ({2: 1.0}, Status.WEAK)):
        assert found("weak", told(subpoints=points, terms=[term("48 h")]), of=two).status is status


@pytest.mark.parametrize(
    ("of", "value"),
    [
        pytest.param(DEADLINE, term("30 d", name="update_interval"), id="a value for something else"),
        pytest.param(DEADLINE, term("30 d", type="region"), id="a value of another type"),
        pytest.param(DUTY, term("30 d"), id="a requirement without checks"),
    ],
)
def test_other_values_do_not_hold_met_down(of, value):
    assert found("met", told(terms=[value]), of=of).status is Status.MET


def test_the_value_of_the_likeliest_passage_counts():
    far, near = told(terms=[term("30 d")]), told("It is told in time.", terms=[term("48 h")])
    assert found("met", near, far, of=DEADLINE).status is Status.MET
    assert found("met", far, near, of=DEADLINE).status is Status.WEAK


def test_a_value_in_words_that_are_not_cited_does_not_count():
    faint = told("It is told in time.", probability=0.05, terms=[term("30 d")])
    finding = found("met", told(), faint, of=DEADLINE)
    assert (finding.status, finding.terms) == (Status.MET, ())


# ---------------------------------------------------------------- what was not read


@pytest.mark.parametrize("status", JUDGED)
def test_unread_pages_turn_absent_into_not_assessable_and_nothing_else(status):
    finding = found(status, told(of=UNREAD, stance=stance_for(status)), paper=UNREAD)
    expected = Status.NOT_ASSESSABLE if status == "absent" else Status(status)
    assert finding.status is expected


@pytest.mark.parametrize("status", JUDGED)
def test_without_passages_unread_pages_always_count(status):
    finding = found(status, paper=UNREAD)
    assert finding.status is Status.NOT_ASSESSABLE
    assert finding.reason == "Nothing found in what was read, but page 2 of acme-dpa.pdf could not be read."


def test_a_finding_that_is_not_assessable_claims_nothing():
    finding = found("absent", passage(of=UNREAD, quote="It is told in time."), paper=UNREAD)
    assert (finding.evidence, finding.terms, finding.needs_review) == ((), (), True)
    assert [s.met for s in finding.subpoints] == [False, False]
    assert [s.id for s in finding.subpoints] == [s.id for s in DUTY.subpoints]
    # What came nearest is still shown.
    assert [n.evidence.quote for n in finding.searched.nearest] == ["It is told in time."]


@pytest.mark.parametrize(
    ("papers", "reason"),
    [
        ([agreement(language="de")], "Could not be assessed: acme-dpa.pdf is in German."),
        (
            [agreement(is_service_agreement=False, not_because="It is an invoice.")],
            "Could not be assessed: acme-dpa.pdf is no cloud or IT service agreement.",
        ),
        ([], "Could not be assessed: no document could be read."),
    ],
)
def test_where_no_paper_can_be_rested_on_nothing_is_assessed(papers, reason):
    finding = find(DUTY, within(*papers), (), {})
    assert (finding.status, finding.reason) == (Status.NOT_ASSESSABLE, reason)


# ---------------------------------------------------------------- sub-points


@pytest.mark.parametrize(
    ("probability", "subpoint", "stance", "met"),
    [
        (1.0, SUBPOINT_MET, Stance.BINDING, True),
        (1.0, SUBPOINT_MET - 0.01, Stance.BINDING, False),
        (0.5, SUBPOINT_MET * 2, Stance.BINDING, True),
        (0.5, SUBPOINT_MET * 2 - 0.01, Stance.BINDING, False),
        (1.0, SUBPOINT_MET * 2, Stance.QUALIFIED, True),  # conditions halve it
        (1.0, SUBPOINT_MET * 2 - 0.01, Stance.QUALIFIED, False),
        (1.0, 1.0, Stance.ADVERSE, False),
        (1.0, 1.0, Stance.REFERENCE, False),
    ],
)
def test_when_a_sub_point_is_met(probability, subpoint, stance, met):
    finding = found("partial", told(probability=probability, stance=stance, subpoints={1: subpoint}))
    assert [(s.id, s.met) for s in finding.subpoints] == [("in-duty.1", met), ("in-duty.2", False)]


def test_the_best_passage_speaks_for_a_sub_point():
    finding = found("met", told(subpoints={1: 0.9}), told("It is told in time.", subpoints={2: 0.8}))
    assert [s.met for s in finding.subpoints] == [True, True]
    # Firmly met, or firmly not: both are sure.
    assert [s.confidence for s in finding.subpoints] == [0.81, 0.72]
    (first, second) = found("met", told(subpoints={1: SUBPOINT_MET / 2})).subpoints
    assert first.confidence == pytest.approx(1 - 0.45 * SUBPOINT_MET, abs=0.006)
    assert second.confidence == 1


# ---------------------------------------------------------------- review by a person


@pytest.mark.parametrize(
    ("status", "sure", "subpoints", "review"),
    [
        ("met", 0.9, BOTH, False),
        ("met", 0.83, BOTH, False),  # just above and below REVIEW_BELOW
        ("met", 0.82, BOTH, True),
        ("met", 0.9, {1: 1.0}, True),  # the judge says met, but an essential point was not found
        ("weak", 0.9, BOTH, True),  # weak, but all essential points were found
        ("weak", 0.9, {1: 1.0}, False),
        ("partial", 0.9, {}, False),
        ("partial", 0.9, BOTH, False),
    ],
)
def test_when_a_person_should_look(status, sure, subpoints, review):
    assert found(status, told(subpoints=subpoints), sure=sure).needs_review is review


@pytest.mark.parametrize(
    ("stances", "sure", "status"),
    [
        ([Stance.ADVERSE], 1.0, Status.CONTRADICTED),
        ([Stance.ADVERSE], 0.4, Status.CONTRADICTED),
        ([Stance.BINDING, Stance.ADVERSE], 1.0, Status.CONTRADICTED),
        # Nothing that is shown takes it away, however near the passages come to it.
        ([Stance.BINDING, Stance.QUALIFIED], 1.0, Status.PARTIAL),
        ([Stance.REFERENCE], 1.0, Status.PARTIAL),
        ([Stance.QUALIFIED], 0.1, Status.PARTIAL),
    ],
)
def test_only_adverse_words_that_are_shown_contradict(stances, sure, status):
    quotes = ("Provider tells of breaches.", "It is told in time.")
    passages = [
        told(q, stance=s, sure=sure, subpoints={1: 1.0}) for q, s in zip(quotes, stances, strict=False)
    ]
    judged = {"contradicted": 0.6, "partial": 0.3, "weak": 0.1, "absent": 0.0, "met": 0.0}
    finding = find(DUTY, within(PAPER), passages, judged)
    assert finding.status is status


@pytest.mark.parametrize(
    ("subpoints", "binds", "status", "review"),
    [
        (BOTH, "provider", Status.PARTIAL, True),
        ({1: 1.0}, "provider", Status.CONTRADICTED, False),
        (BOTH, "customer", Status.CONTRADICTED, False),  # its own duties, listed and boundless
    ],
)
def test_adverse_words_do_not_take_away_what_is_promised_in_two_essential_points(
    subpoints, binds, status, review
):
    promised = told("Provider tells of breaches.", subpoints=subpoints)
    adverse = told("It is told in time.", stance=Stance.ADVERSE, subpoints={})
    finding = found("contradicted", promised, adverse, of=replace(DUTY, binds=binds), sure=0.95)
    assert (finding.status, finding.needs_review) == (status, review)


@pytest.mark.parametrize(
    ("stances", "status"),
    [
        ((Stance.BINDING, Stance.BINDING), Status.MET),
        ((Stance.BINDING, Stance.QUALIFIED), Status.PARTIAL),  # the second point is only told
        ((Stance.QUALIFIED, Stance.QUALIFIED), Status.PARTIAL),
    ],
)
def test_met_needs_binding_words_for_every_essential_sub_point(stances, status):
    first, second = stances
    finding = found(
        "met",
        told(stance=first, subpoints={1: 1.0}, probability=1.0),
        told("It is told in time.", stance=second, subpoints={2: 1.0}, probability=1.0),
        sure=0.95,
    )
    assert all(s.met for s in finding.subpoints)
    assert finding.status is status


@pytest.mark.parametrize(
    ("stance", "words", "status"),
    [
        # What the provider must do binds, whatever else the words are taken for; unless they are softened.
        (Stance.QUALIFIED, "The provider must tell within a day.", Status.MET),
        (Stance.QUALIFIED, "Backups exist. The provider shall tell at once.", Status.MET),
        (Stance.QUALIFIED, "The provider shall use reasonable efforts to tell.", Status.PARTIAL),
        (Stance.QUALIFIED, "The provider will try to tell, where feasible.", Status.PARTIAL),
        (Stance.QUALIFIED, "The provider tells within a day.", Status.PARTIAL),
        (Stance.QUALIFIED, "Customer must tell within a day.", Status.PARTIAL),
        (Stance.QUALIFIED, "The provider shall not be obliged to tell.", Status.PARTIAL),
        (Stance.REFERENCE, "The provider must tell as its portal says.", Status.PARTIAL),
        (Stance.BINDING, "Telling takes place within a day.", Status.MET),
    ],
)
def test_which_words_bind(stance, words, status):
    paper = agreement(words)
    said = told(words, of=paper, stance=stance, probability=1.0)
    assert found("met", said, paper=paper, sure=0.95).status is status


@pytest.mark.parametrize(
    ("stance", "status"), [(Stance.BINDING, Status.MET), (Stance.QUALIFIED, Status.PARTIAL)]
)
def test_a_good_number_in_words_that_do_not_bind_is_not_met(stance, status):
    passage = told(stance=stance, subpoints={1: 1.0}, probability=1.0, terms=[term("24 h")])
    assert found("partial", passage, of=DEADLINE).status is status


def test_a_sub_point_that_is_not_essential_calls_for_no_review():
    assert not found("met", told(subpoints={1: 1.0}), of=DEADLINE, sure=0.9).needs_review


def test_a_status_held_down_is_compared_as_it_ends():
    finding = found("met", told(terms=[term("240 h")]), of=DEADLINE)
    assert (finding.status, finding.needs_review) == (Status.PARTIAL, False)


# ---------------------------------------------------------------- evidence and terms


@pytest.mark.parametrize("status", JUDGED)
def test_a_finding_has_evidence_or_says_what_was_searched(status):
    first = told(stance=stance_for(status))
    finding = found(status, first, told("It is told in time.", probability=0.4))
    assert bool(finding.evidence) is (status != "absent")
    assert bool(finding.searched.nearest) is (status == "absent")
    assert (finding.searched.documents, finding.searched.clauses) == (1, 3)
    assert finding.reason


def test_every_quote_is_verbatim():
    finding = found("met", told(), told("See the Annex.", stance=Stance.REFERENCE))
    assert [e.quote for e in finding.evidence] == ["Provider tells of breaches.", "See the Annex."]
    assert all(PAPER.document.quote(e.span) == e.quote for e in finding.evidence)


def test_terms_are_named_once_in_the_order_of_the_evidence():
    one = told(terms=[term("48 h"), term("24 h", name="update_interval")])
    two = told("It is told in time.", terms=[term("24 h"), term("48 h")])
    assert [(t.name, t.value) for t in found("met", one, two).terms] == [
        ("deadline", "48 h"),
        ("update_interval", "24 h"),
        ("deadline", "24 h"),
    ]


def test_terms_of_an_adverse_passage_stand_with_its_quote():
    adverse = told("It is told in time.", stance=Stance.ADVERSE, terms=[term("30 d")])
    finding = found("contradicted", told(subpoints={1: 1.0}, terms=[term("1 h")]), adverse)
    assert [t.value for t in finding.terms] == ["30 d", "1 h"]
    assert finding.evidence[0].stance is Stance.ADVERSE


def test_nothing_is_said_of_other_requirements():
    assert found("met", told(subpoints={}), of=BACKUP).requirement == "bc-backup"
    assert found("met", told(), of=requirement("x")).subpoints[0].id == "x.1"
