"""Durations, and figures that are none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.agreement import Party
from pipeline.domain.terms import TermType
from pipeline.extraction import find_terms
from pipeline.extraction.durations import find_durations

from .vocabularies import vocabulary


def durations(text: str) -> list[str]:
    return [term.value for term in find_terms(text, vocabulary()) if term.type is TermType.DURATION]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("within 72 hours", "72 h"),
        ("within seventy-two (72) hours", "72 h"),
        ("within seventy two hours", "72 h"),
        ("within 72 (seventy-two) hours", "72 h"),
        ("a thirty (30)-day period", "30 d"),
        ("30-day notice", "30 d"),
        ("thirty days’ notice", "30 d"),
        ("30 calendar days", "30 d"),
        ("two weeks", "14 d"),
        ("one month", "1 mo"),
        ("within a month", "1 mo"),
        ("two (2) years", "24 mo"),
        ("for another year", "12 mo"),
        ("one quarter", "3 mo"),
        ("2 business days", "2 business d"),
        ("five (5) working days", "5 business d"),
        ("four business hours", "4 business h"),
        ("15 minutes", "15 min"),
        ("response time: 5hrs", "5 h"),
        ("response in 24h", "24 h"),
        ("one hundred and eighty days", "180 d"),
        ("1,000 days", "1000 d"),
        ("1.5 hours", "1.5 h"),
        ("between 7 and 14 days", "14 d"),
        ("12-24 hours", "24 h"),
        ("annually", "12 mo"),
        ("an annual audit", "12 mo"),
        ("quarterly", "3 mo"),
        ("monthly", "1 mo"),
        ("nightly backups", "1 d"),
        ("on a 6 monthly basis", "6 mo"),
        ("once per calendar year", "12 mo"),
        ("once a day", "1 d"),
        ("twice a year", "6 mo"),
        ("more than once in any twelve (12) month period", "12 mo"),
        ("every 24 hours", "24 h"),
        ("every year", "12 mo"),
        ("within one and a half hours", "1.5 h"),
        ("within 1½ hours", "1.5 h"),
        ("within half an hour", "0.5 h"),
        ("within an hour and a half", "1.5 h"),
        ("one year and six months", "18 mo"),
        ("4 hours and 30 minutes", "270 min"),
        ("by the thirtieth (30th) day after receipt", "30 d"),
        ("on the second Business Day following the request", "2 business d"),
        ("by the end of the month following the month of receipt", "2 mo"),
        ("by the end of the quarter in which it falls", "3 mo"),
        ("by close of business on the next working day", "1 business d"),
        ("by the first anniversary of signature", "12 mo"),
        ("every other month", "2 mo"),
        ("every second year", "24 mo"),
        ("twice yearly", "6 mo"),
        ("two audits in any twelve (12) month period", "6 mo"),
        ("every business day", "1 business d"),
        ("at six-monthly intervals", "6 mo"),
        ("biennially", "24 mo"),
        ("between 30 days and 90 days", "90 d"),
        ("from seven days to two weeks", "14 d"),
        ("[14] days", "14 d"),
        ("thirty [30] days", "30 d"),
        ("two London business days", "2 business d"),
        ("four support hours", "4 business h"),
        ("five days excluding weekends", "5 business d"),
        ("a month's notice", "1 mo"),
        ("a fortnight's", "14 d"),
        ("IN THE TWELVE (12) MONTHS BEFORE THE CLAIM", "12 mo"),
    ],
)
def test_durations(text: str, value: str) -> None:
    assert durations(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "support is given 24x7 and 24/7",
        "24 hours a day, 7 days a week",
        "call +49 30 123456 or 555 0100",
        "persons of 18 years of age or 16 years old",
        "in 2024 years went by",
        "Section 30 days off",
        "clause 7.2 applies",
        "at 12 Elm Street, 10115 Berlin",
        "a fee of $30 monthlong",
        "ISO/IEC 27001:2022 and version 3.2",
        "Friday is a day",
        "May 14, 2020",
        "5 users and 10 GB",
        "starting on the day after receipt",
        "the tenth day of the month",
        "at the end of the month",
        "the day on which it was signed",
        "in the second half of the year",
        "24x7x365",
        "less than 2 hours per month",
    ],
)
def test_figures_that_are_no_durations(text: str) -> None:
    assert durations(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("30 days, 60 days and 90 days respectively", ["30 d", "60 d", "90 d"]),
        ("2 years and 6 months respectively", ["24 mo", "6 mo"]),
        ("an outage of 12 hours 10 - 59 minutes", ["12 h", "59 min"]),
        ("weekly backups and monthly reports", ["7 d", "1 mo"]),
    ],
)
def test_times_that_stand_side_by_side_are_not_joined(text: str, values: list[str]) -> None:
    assert durations(text) == values


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("within 72 hours (3 days)", False),
        ("within 72 hours (2 days)", True),
        ("reviewed biannually", True),
        ("reviewed semi-annually", False),
        ("between thirty (30) and ninety (60) days", True),
    ],
)
def test_what_can_be_read_two_ways_is_doubtful(text: str, doubtful: bool) -> None:
    (term,) = find_terms(text, vocabulary())
    assert term.doubtful is doubtful


def test_words_win_over_figures_and_the_term_is_doubtful() -> None:
    (term,) = find_terms("within thirty (90) days", vocabulary())
    assert (term.value, term.doubtful) == ("30 d", True)
    (term,) = find_terms("within 90 (thirty) days", vocabulary())
    assert (term.value, term.doubtful) == ("30 d", True)
    (term,) = find_terms("within thirty (30) days", vocabulary())
    assert not term.doubtful


@pytest.mark.parametrize(
    ("text", "role", "trigger"),
    [
        ("Provider notifies within 72 hours after becoming aware of it.", "deadline", "becoming aware"),
        ("Provider notifies within 24 hours of discovery.", "deadline", "discovery"),
        ("Upon termination Provider deletes data within 30 days.", "deadline", "termination"),
        ("Provider gives 30 days' prior written notice.", "notice", "notice"),
        ("Provider answers within 30 days after notice.", "deadline", "notice"),
        ("Provider informs Customer 30 days before the change takes effect.", "notice", "before change"),
        ("Logs are retained for 12 months.", "retention", None),
        ("Provider tests it once per year.", "frequency", None),
        ("Provider reviews it every 6 months.", "frequency", None),
        ("A breach not cured within 30 days ends it.", "cure", None),
        ("Customer may object within 14 days of the notice.", "objection", "notice"),
        ("Customer shall pay within 30 days of the invoice.", "payment", "invoice"),
        ("It renews for successive 12 month terms.", "renewal", None),
        ("limited to the fees paid in the 12 months preceding the claim", "liability", None),
        ("a proceeding that is not dismissed within 60 days", "insolvency", None),
        ("An initial term of 24 months applies.", "term", None),
    ],
)
def test_what_a_duration_is_for_and_runs_from(text: str, role: str, trigger: str | None) -> None:
    term = next(t for t in find_terms(text, vocabulary()) if t.type is TermType.DURATION)
    assert term.role == role
    if trigger:
        assert term.trigger == trigger


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Provider acts within 5 days of receipt of the request.", "request"),
        ("Provider acts within 5 days after the incident is confirmed.", "confirmation"),
        ("Provider acts within 5 days after the loom is mended.", "loom"),
        ("If Provider discovers a fault, it shall mend it within 5 days.", "discovery"),
        ("Provider reports within a day of the breach and mends it within 5 days thereafter.", "breach"),
        ("Provider reports within a day after discovery and keeps the logs for 5 days.", None),
        ("Provider acts within 5 days; the period begins with acceptance.", "acceptance"),
        ("Provider tests it every 5 days after acceptance.", None),
    ],
)
def test_the_clock(text: str, trigger: str | None) -> None:
    found = [t for t in find_terms(text, vocabulary()) if t.amount == 5]
    assert [t.trigger for t in found] == [trigger]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Provider shall notify Customer within 5 days.", "provider"),
        ("Customer shall notify Provider within 5 days.", "customer"),
        ("Customer shall be notified within 5 days.", "provider"),
        ("Customer is entitled to 5 days' notice.", "provider"),
        ("Customer is entitled to object within 5 days.", "customer"),
        ("In no event shall Provider take longer than 5 days.", "provider"),
        ("Data is deleted within 5 days unless directed otherwise by Customer.", None),
        ("Data is deleted by Provider within 5 days.", "provider"),
        ("Customer Data is deleted within 5 days.", None),
        ("Customer shall export its data, and what remains will be deleted within 5 days.", None),
        ("Provider shall ensure that sub-processors report within 5 days.", "provider"),
        ("Sub-processors shall report within 5 days.", None),
        ("If Customer asks, Provider shall answer within 5 days.", "provider"),
        ("If Customer does not object within 5 days, Provider may go ahead.", "customer"),
        ("Either party may terminate on 5 days' notice.", "both"),
        ("It may be terminated on 5 days' notice from Customer.", "customer"),
        ("Fees are payable within 5 days.", "customer"),
        ("A period of 5 days applies.", None),
        ("(b) notify Customer within 24 hours, so that Customer shall meet its own duties;", None),
    ],
)
def test_for_whom_a_time_runs(text: str, bound: str | None) -> None:
    (term,) = find_terms(text, vocabulary())
    assert term.bound == bound


def test_the_clause_above_says_for_whom_an_item_of_its_list_runs() -> None:
    (term,) = find_terms("(a) answer within 5 days.", vocabulary(), lead="The Supplier shall:")
    assert (term.bound, term.quote, term.span.start) == ("provider", "5 days", 18)
    (alone,) = find_terms("(a) answer within 5 days.", vocabulary(), lead="The Supplier sells.")
    assert alone.bound is None


def test_a_party_is_known_by_its_name() -> None:
    names = (Party("customer", "Talweg AG", ("Talweg",)),)
    (term,) = find_terms("Talweg shall answer within 5 days.", vocabulary(), parties=names)
    assert term.bound == "customer"
    (stranger,) = find_terms("Talweg shall answer within 5 days.", vocabulary())
    assert stranger.bound is None


def test_a_trigger_is_not_taken_from_the_next_sentence() -> None:
    (term,) = find_terms("Answers come within 5 days. Upon termination all ends.", vocabulary())
    assert term.trigger is None


@given(st.text(alphabet="1290 -(),.’'/%abcdefghilmnorstuwy\n", max_size=120))
def test_spans_hold_their_quotes_and_do_not_overlap(text: str) -> None:
    found = find_durations(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(text[t.span.start : t.span.end] == t.quote for t in find_terms(text, vocabulary()))
