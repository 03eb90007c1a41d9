"""Durations, and figures that are none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    ],
)
def test_figures_that_are_no_durations(text: str) -> None:
    assert durations(text) == []


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


def test_a_trigger_is_not_taken_from_the_next_sentence() -> None:
    (term,) = find_terms("Answers come within 5 days. Upon termination all ends.", vocabulary())
    assert term.trigger is None


@given(st.text(alphabet="1290 -(),.’'/%abcdefghilmnorstuwy\n", max_size=120))
def test_spans_hold_their_quotes_and_do_not_overlap(text: str) -> None:
    found = find_durations(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(text[t.span.start : t.span.end] == t.quote for t in find_terms(text, vocabulary()))
