"""Why: one plain sentence that names values, missing points or soft words."""

import re
from collections.abc import Sequence

import pytest

from pipeline.assessment.finding import find
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Check, CheckKind, Requirement
from pipeline.domain.review import Status
from pipeline.domain.terms import FindingTerm

from .papers import DEADLINE_CHECK, agreement, passage, requirement, shares, term, within

POINTS = requirement(
    "in-content",
    essential=("What happened", "Which data", "API access is named", "Who is affected."),
    further=("A name to call",),
)
NUMBER = requirement("in-deadline", essential=("A number",), checks=(DEADLINE_CHECK,))
UPTIME = requirement(
    "sl-levels",
    essential=("A figure",),
    checks=(Check(CheckKind.PERCENTAGE_AT_LEAST, "availability", met="99.5 %", partial="99 %"),),
)
TELLING = requirement(
    "in-telling",
    essential=("What is told", "Which data", "API access is named", "Who is affected."),
    checks=(DEADLINE_CHECK,),
    cues=("tells of", "tell of"),
)
NOTIFYING = requirement(
    "in-notice", essential=("A duty to notify of an incident",), checks=(DEADLINE_CHECK,), cues=("notifies",)
)
UNTIMED = requirement("in-notice", essential=("A duty to notify of an incident",), cues=("notifies",))
ALL = {1: 1.0, 2: 1.0, 3: 1.0, 4: 1.0}


def said(
    status: str,
    quote: str = "Provider tells of it.",
    *,
    of: Requirement = POINTS,
    stance: Stance = Stance.BINDING,
    beside: Sequence[Passage] = (),
    **changes: object,
) -> str:
    others = [p.quote for p in beside]
    paper = agreement(quote, *others)
    mine = passage(quote=quote, of=paper, stance=stance, **changes)  # type: ignore[arg-type]
    rest = [passage(quote=p.quote, of=paper, stance=p.stance, probability=0.5) for p in beside]
    return find(of, within(paper), [mine, *rest], shares(status)).reason


@pytest.mark.parametrize(
    ("subpoints", "terms", "reason"),
    [
        (ALL, [], "All essential points are promised in binding words."),
        (ALL, ["72 h"], "All essential points are promised in binding words (72 h)."),
        (
            ALL,
            ["72 h", "24 h", "72 h", "1 d", "2 d"],
            "All essential points are promised in binding words (72 h, 24 h, 1 d).",
        ),
    ],
)
def test_why_met(subpoints, terms, reason):
    assert said("met", subpoints=subpoints, terms=[term(t) for t in terms]) == reason


def test_what_is_met_by_a_close_call_is_to_be_checked():
    reason = said("met", subpoints=ALL | {2: 0.25})
    assert reason == "Promised in binding words; check by eye: which data."


def test_what_a_good_number_made_met_is_to_be_checked():
    reason = said("partial", of=NUMBER, subpoints={1: 0.15}, terms=[term("48 h")])
    assert reason == "Promised in binding words (48 h); check by eye: a number."


@pytest.mark.parametrize(
    ("subpoints", "terms", "reason"),
    [
        (
            ALL | {4: 0.25},
            ["72 h"],
            "Promised (72 h), but not clearly: who is affected.",
        ),
        (
            {1: 0.25, 2: 0.25, 3: 0.25, 4: 0.25},
            [],
            "Promised, but not clearly: what happened; which data; and 2 more.",
        ),
        (
            ALL | {4: 0.1},
            [],
            "Promised only in part; not found in binding words: who is affected.",
        ),
    ],
)
def test_why_what_is_promised_in_part_is_not_met(subpoints, terms, reason):
    assert said("partial", subpoints=subpoints, terms=[term(t) for t in terms]) == reason


@pytest.mark.parametrize(
    ("of", "subpoints", "terms", "reason"),
    [
        (
            NUMBER,
            {1: 1.0},
            [term("96 h")],
            "Promised, but the deadline of 96 h is longer than the 72 h asked for.",
        ),
        (
            NUMBER,
            {},
            [term("96 h")],
            "Promised, but the deadline of 96 h is longer than the 72 h asked for; not found: a number.",
        ),
        (
            UPTIME,
            {1: 1.0},
            [term("99.1 %", name="availability", type="percentage")],
            "Promised, but the availability of 99.1 % is less than the 99.5 % asked for.",
        ),
        # Near-misses: the number is good, or is for something else.
        (NUMBER, {}, [term("72 h")], "Promised only in part; not found in binding words: a number."),
        (
            NUMBER,
            {},
            [term("96 h", name="update_interval")],
            "Promised only in part; not found in binding words: a number.",
        ),
        (
            NUMBER,
            {},
            [term("96 h"), term("48 h")],
            "Promised only in part; not found in binding words: a number.",
        ),
        (NUMBER, {1: 1.0}, [], "Promised, but with conditions that weaken it."),
        (
            NUMBER,
            {1: 1.0},
            [term("96 h")],
            "Promised, but the deadline of 96 h is longer than the 72 h asked for.",
        ),
        (
            POINTS,
            {1: 1.0, 4: 1.0},
            [],
            "Promised only in part; not found in binding words: which data; API access is named.",
        ),
    ],
)
def test_why_partial(of, subpoints, terms, reason):
    assert said("partial", of=of, subpoints=subpoints, terms=terms) == reason


def levels(*values: str) -> list[FindingTerm]:
    return [term(value, name="availability", type="percentage") for value in values]


@pytest.mark.parametrize(
    ("status", "values", "reason"),
    [
        (
            "partial",
            ("97 %", "99.1 %"),
            "Promised, but the availability of 97 % is less than the 99.5 % asked for; 97 % and 99.1 %"
            " are stated for the availability in different places.",
        ),
        (
            "partial",
            ("99.1 %", "99.95 %"),
            "Promised, but with conditions that weaken it (99.1 %, 99.95 %).",
        ),
        (
            "met",
            ("99.9 %", "99.95 %"),
            "All essential points are promised in binding words (99.9 %, 99.95 %).",
        ),
        ("met", ("99.9 %", "99.9 %"), "All essential points are promised in binding words (99.9 %)."),
    ],
)
def test_every_figure_for_a_level_is_named_where_several_are_stated(status, values, reason):
    assert said(status, of=UPTIME, subpoints={1: 1.0}, terms=levels(*values)) == reason


@pytest.mark.parametrize(
    ("of", "stances", "subpoints", "terms", "reason"),
    [
        (NUMBER, ("qualified",), {1: 1.0}, [], "{told}."),
        (NUMBER, ("qualified",), {}, [], "{told}; not found: a number."),
        (
            NUMBER,
            ("qualified",),
            {1: 1.0},
            [term("96 h")],
            "{of_it}; the deadline of 96 h is longer than the 72 h asked for.",
        ),
        # What one passage tells another does not promise.
        (
            NUMBER,
            ("qualified", "binding"),
            {1: 1.0},
            [],
            "Promised only in part; described or softened, not promised: a number.",
        ),
        (NUMBER, ("binding", "qualified"), {1: 1.0}, [], "Promised, but with conditions that weaken it."),
    ],
)
def test_what_is_only_told_is_not_called_promised(of, stances, subpoints, terms, reason):
    first, *others = map(Stance, stances)
    beside = [passage(quote="See the list.", stance=s) for s in others]
    said_of_it = said("partial", of=of, stance=first, subpoints=subpoints, terms=terms, beside=beside)
    ends = ", but no words cited bind the provider"
    assert said_of_it == reason.format(
        told=f"Described or softened{ends}", of_it=f"Described or softened (96 h){ends}"
    )


def test_a_value_with_several_words_in_its_name_reads_as_words():
    check = Check(CheckKind.DURATION_AT_LEAST, "notice_period", met="30 d", partial="1 d")
    reason = said(
        "partial",
        of=requirement("x", checks=(check,)),
        subpoints={1: 1.0},
        terms=[term("10 d", name="notice_period")],
    )
    assert reason == "Promised, but the notice period of 10 d is less than the 30 d asked for."


def test_met_held_down_says_by_how_much():
    reason = said("met", of=NUMBER, subpoints={1: 1.0}, terms=[term("30 d")])
    assert reason == "Far below what is asked: the deadline of 30 d is longer than the 72 h asked for."


@pytest.mark.parametrize(
    ("quote", "subpoints", "reason"),
    [
        (
            "Provider tells promptly.",
            {},
            "On the subject, but not firm: the text says “promptly”.",
        ),
        (
            "Provider tells of it without undue delay, in writing.",
            {},
            "On the subject, but not firm: the text says “without undue delay”.",
        ),
        (
            "Provider uses commercially reasonable efforts to tell promptly.",
            {},
            "On the subject, but not firm: the text says “commercially reasonable efforts”.",
        ),
        (
            "Provider AIMS TO tell of it.",
            {},
            "On the subject, but not firm: the text says “aims to”.",
        ),
        (
            "Provider typically\ntells of it.",
            {},
            "On the subject, but not firm: the text says “typically”.",
        ),
        # Near-misses: only a part of a word, or nothing soft at all.
        (
            "Provider tells the targetsman.",
            {1: 1.0, 2: 1.0},
            "On the subject, but without a firm promise of: API access is named; who is affected.",
        ),
        ("Provider tells.", ALL, "On the subject, but not as an enforceable promise."),
    ],
)
def test_why_weak(quote, subpoints, reason):
    assert said("weak", quote, of=TELLING, subpoints=subpoints) == reason


NO_WORDS = "On the subject, but without a firm promise of: a duty to notify of an incident."


@pytest.mark.parametrize(
    ("quote", "of", "reason"),
    [
        ("Provider notifies promptly.", NOTIFYING, "On the subject, but not firm: the text says “promptly”."),
        (
            "If there is an incident, Provider notifies as soon as possible.",
            NOTIFYING,
            "On the subject, but not firm: the text says “as soon as possible”.",
        ),
        (
            "Customer will be notified promptly.",
            NOTIFYING,
            "On the subject, but not firm: the text says “promptly”.",
        ),
        # The soft word is another part's of the sentence, another sentence's, or another party's.
        ("Provider notifies of incidents, and its halls are regularly cleaned.", NOTIFYING, NO_WORDS),
        ("Incidents are told. Floors should be dry.", NOTIFYING, NO_WORDS),
        ("Customer shall promptly notify Provider of an incident.", NOTIFYING, NO_WORDS),
        # A word for time says nothing where no time is asked for, or where one is given.
        ("Provider notifies promptly.", UNTIMED, NO_WORDS),
        ("Provider aims to notify.", UNTIMED, "On the subject, but not firm: the text says “aims to”."),
    ],
)
def test_soft_words_are_named_where_they_qualify_the_matter(quote, of, reason):
    assert said("weak", quote, of=of) == reason


def test_a_vague_word_is_not_named_where_a_time_is_given():
    reason = said("weak", "Provider notifies promptly.", of=NOTIFYING, terms=[term("24 h")])
    assert reason == NO_WORDS


@pytest.mark.parametrize(
    ("stance", "beside", "reason"),
    [
        (Stance.ADVERSE, [], "The text takes this protection away or puts the burden on the customer."),
        (
            Stance.ADVERSE,
            [passage(quote="Provider tells of it, too.")],
            "The text takes this protection away, and nothing else cited cures that.",
        ),
        (
            Stance.ADVERSE,
            [passage(quote="Nor does it tell later.", stance=Stance.ADVERSE)],
            "The text takes this protection away or puts the burden on the customer.",
        ),
    ],
)
def test_why_contradicted(stance, beside, reason):
    assert said("contradicted", "Provider never tells of anything.", stance=stance, beside=beside) == reason


@pytest.mark.parametrize(
    ("papers", "reason"),
    [
        ([agreement("One.", "Two.")], "Nothing on this in the 2 clauses of 1 document."),
        ([agreement("One.")], "Nothing on this in the 1 clause of 1 document."),
        (
            [agreement("One.", "Two."), agreement("Three.", id="d2")],
            "Nothing on this in the 3 clauses of 2 documents.",
        ),
    ],
)
def test_why_absent(papers, reason):
    assert find(POINTS, within(*papers), (), shares("absent")).reason == reason


@pytest.mark.parametrize(
    "status", [s.value for s in Status if s.value not in ("not_applicable", "not_assessable")]
)
@pytest.mark.parametrize("subpoints", [{}, {1: 1.0}, ALL])
@pytest.mark.parametrize("value", [None, "30 d", "1 h"])
@pytest.mark.parametrize("of", [POINTS, NUMBER, UPTIME], ids=lambda r: r.id)
def test_a_reason_is_one_sentence(status, subpoints, value, of):
    reason = said(status, of=of, subpoints=subpoints, terms=[term(value)] if value else [])
    assert re.fullmatch(r"[A-Z][^\n]*[^.\s]\.", reason), reason
    assert not re.search(r"\.\s|  | [;,.]|\(\)", reason), reason
