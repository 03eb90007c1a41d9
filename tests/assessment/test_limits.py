"""The numeric checks: a value at, below and above each limit."""

from dataclasses import replace

import pytest

from pipeline.assessment.limits import Band, band_of, band_of_requirement, parts_otherwise
from pipeline.domain.amounts import amount
from pipeline.domain.requirements import Check, CheckKind
from pipeline.library import load_library

from .papers import requirement, term

AT_MOST = Check(CheckKind.DURATION_AT_MOST, "deadline", "24 h", "72 h", "240 h")
AT_LEAST = Check(CheckKind.DURATION_AT_LEAST, "notice", "60 d", "30 d", "1 d")
PER_CENT = Check(CheckKind.PERCENTAGE_AT_LEAST, "availability", "99.95 %", "99.5 %", "99.0 %")
MET, PARTIAL, WEAK, NONE = Band.MET, Band.PARTIAL, Band.WEAK, Band.NONE


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("30 min", 0.5),
        ("72 h", 72),
        ("8 business h", 72),
        ("24 business h", 120),
        ("1.5 h", 1.5),
        ("3 d", 72),
        ("2 w", 336),
        ("1 mo", 720),
        ("3 mo", 2160),
        ("1 y", 8760),
        ("2 y", 17520),
        (" 72 h ", 72),
        ("99.95 %", 99.95),
        # No amounts.
        ("", None),
        ("72", None),
        ("72h", None),
        ("72 hours", None),
        ("without undue delay", None),
        ("Germany; Ireland", None),
        ("24-72 h", None),
        ("-3 d", None),
        ("24 h 30 min", None),
    ],
)
def test_amounts_in_hours(value, hours):
    found = amount(value)
    assert found is None if hours is None else found == pytest.approx(hours)


@pytest.mark.parametrize(
    ("days", "calendar"),
    [(1, 3), (2, 4), (3, 5), (5, 7), (6, 10), (10, 14)],
)
def test_business_days_count_as_their_worst_case(days, calendar):
    assert amount(f"{days} business d") == calendar * 24


@pytest.mark.parametrize("days", range(1, 31))
def test_business_days_are_never_taken_for_fewer_than_the_calendar_shows(days):
    # Begun on a Friday evening, every five of them hold a weekend.
    worst = next(n for n in range(days, 99) if sum(d % 7 not in (0, 1) for d in range(n)) >= days)
    assert amount(f"{days} business d") >= worst * 24


def test_twelve_months_are_a_year():
    assert amount("12 mo") == amount("1 y")
    assert amount("24 mo") == amount("2 y")


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("1 h", MET),
        ("24 h", MET),
        ("72 h", MET),
        ("3 d", MET),
        ("1 business d", MET),  # 72 hours at worst
        ("73 h", PARTIAL),
        ("2 business d", PARTIAL),  # 96 hours at worst
        ("10 d", PARTIAL),
        ("240 h", PARTIAL),
        ("241 h", WEAK),
        ("11 d", WEAK),
        ("30 d", WEAK),
        ("promptly", NONE),
    ],
)
def test_a_deadline_must_not_be_longer(value, band):
    assert band_of(AT_MOST, [term(value)]) is band


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("60 d", MET),
        ("30 d", MET),
        ("1 mo", MET),
        ("29 d", PARTIAL),
        ("4 w", PARTIAL),  # 28 days
        ("1 d", PARTIAL),
        ("23 h", WEAK),
        ("some time", NONE),
    ],
)
def test_a_notice_must_not_be_shorter(value, band):
    assert band_of(AT_LEAST, [term(value, name="notice")]) is band


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("100 %", MET),
        ("99.95 %", MET),
        ("99.5 %", MET),
        ("99.49 %", PARTIAL),
        ("99 %", PARTIAL),
        ("99.0 %", PARTIAL),
        ("98.99 %", WEAK),
        ("high", NONE),
    ],
)
def test_an_availability_must_not_be_lower(value, band):
    assert band_of(PER_CENT, [term(value, name="availability", type="percentage")]) is band


@pytest.mark.parametrize(
    ("check", "found"),
    [
        pytest.param(AT_MOST, term("24 h", name="response_time"), id="another term"),
        pytest.param(AT_MOST, term("24 h", type="region"), id="no duration"),
        pytest.param(AT_LEAST, term("100 %", name="notice", type="percentage"), id="per cent for days"),
        pytest.param(PER_CENT, term("100 h", name="availability"), id="hours for per cent"),
    ],
)
def test_other_terms_have_no_say(check, found):
    assert band_of(check, [found]) is NONE


@pytest.mark.parametrize(
    ("values", "band"),
    [((), NONE), (("300 h", "100 h"), PARTIAL), (("300 h", "promptly"), WEAK), (("24 h", "900 h"), MET)],
)
def test_the_best_of_several_values_counts(values, band):
    assert band_of(AT_MOST, [term(v) for v in values]) is band


@pytest.mark.parametrize(
    ("check", "value", "band"),
    [
        (Check(CheckKind.DURATION_AT_MOST, "deadline", met="72 h"), "73 h", WEAK),
        (Check(CheckKind.DURATION_AT_MOST, "deadline", partial="72 h"), "1 h", PARTIAL),
        (Check(CheckKind.DURATION_AT_MOST, "deadline"), "1 h", WEAK),
    ],
)
def test_a_limit_may_be_left_out(check, value, band):
    assert band_of(check, [term(value)]) is band


@pytest.mark.parametrize(
    ("found", "band"),
    [
        ([], NONE),
        ([term("73 h")], PARTIAL),
        ([term("73 h"), term("31 d", name="notice")], MET),
        ([term("23 h", name="notice")], WEAK),
    ],
)
def test_a_requirement_goes_as_far_as_its_best_check(found, band):
    assert band_of_requirement(requirement("x", checks=(AT_MOST, AT_LEAST)), found) is band


def test_a_requirement_without_checks_has_no_band():
    assert band_of_requirement(requirement("x"), [term("1 h")]) is NONE


COUNTED = CheckKind.PROCESSES_AT_LEAST  # weighed by itself: see test_processes
CHECKS = [(r.id, c) for r in load_library().requirements for c in r.checks if c.kind is not COUNTED]


@pytest.mark.parametrize(("name", "check"), CHECKS, ids=[f"{n} {c.term}" for n, c in CHECKS])
def test_the_limits_of_the_library_stand_in_order(name, check):
    unit = "percentage" if check.kind is CheckKind.PERCENTAGE_AT_LEAST else "duration"
    limits = [limit for limit in (check.strong, check.met, check.partial) if limit]
    bands = [band_of(check, [term(v, name=check.term, type=unit)]) for v in limits]
    assert bands == sorted(bands, reverse=True)
    assert bands[0] is (MET if check.met else PARTIAL)
    values = [amount(v) for v in limits]
    assert values == sorted(values, reverse=check.kind is not CheckKind.DURATION_AT_MOST)


@pytest.mark.parametrize(
    ("value", "limits", "otherwise"),
    [
        ("12 h", {"met": "24 h"}, False),  # met either way
        ("12 h", {"met": "6 h"}, True),
        ("100 h", {"met": "24 h"}, True),  # partly met either way, but the reason names the limit
        ("100 h", {"partial": "200 h"}, False),
        ("100 h", {"partial": "90 h"}, True),
        ("without undue delay", {"met": "6 h"}, False),
        ("0 h", {"met": None, "partial": None}, True),
        ("72 h", {}, False),
    ],
)
def test_other_limits_part_a_value_otherwise(value, limits, otherwise):
    assert parts_otherwise(AT_MOST, replace(AT_MOST, **limits), ["no amount", value]) is otherwise
