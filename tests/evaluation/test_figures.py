"""Intervals over agreements, the curves of confidence, the tables, the JSON and the page."""

import json
from html import unescape
from math import isnan

import pytest

from pipeline.errors import UsageError
from pipeline.evaluation.calibration import calibration_of
from pipeline.evaluation.counts import counts_of
from pipeline.evaluation.figures import LearnedFrom, commonest_mistake, evaluation_of, group_of
from pipeline.evaluation.figures_json import evaluation_json
from pipeline.evaluation.figures_page import figures_page
from pipeline.evaluation.intervals import with_intervals
from pipeline.evaluation.table import lines_of
from pipeline.library import load_library

from .annotated import decided, total_of

RIGHT, WRONG = ("met", "met"), ("met", "absent")


@pytest.fixture(scope="module")
def library():
    return load_library()


def accuracy(*agreements):
    return with_intervals(counts_of(agreements))["status"]["accuracy"]


def test_agreements_are_drawn_and_not_decisions():
    # A thousand decisions on two agreements, one all right, one all wrong: nothing is known.
    found = accuracy(decided(*[RIGHT] * 500), decided(*[WRONG] * 500))
    assert (found.value, found.low, found.high) == (0.5, 0.0, 1.0)


def test_more_agreements_make_it_narrower():
    few, many = ([decided(RIGHT), decided(WRONG)] * n for n in (5, 50))
    width = {n: found.high - found.low for n, found in ((5, accuracy(*few)), (50, accuracy(*many)))}
    assert width[50] < width[5] / 2
    # For a hundred, a half right: 1.96 × sqrt(.25 / 100) either way.
    assert width[50] == pytest.approx(2 * 1.96 * 0.05, abs=0.02)


def test_agreements_all_alike_have_no_width():
    found = accuracy(*[decided(RIGHT, WRONG)] * 4)
    assert (found.low, found.high) == (0.5, 0.5)


def test_the_same_each_time():
    agreements = [decided(RIGHT, WRONG), decided(RIGHT), decided(WRONG)]
    assert accuracy(*agreements) == accuracy(*agreements)


def test_nothing_to_measure_is_no_figure():
    rows = with_intervals(counts_of([decided(("absent", "absent"))]))
    assert isnan(rows["met"]["f1"].value)
    assert isnan(rows["terms"]["recall"].value)
    assert rows["status"]["accuracy"].value == 1.0


def test_the_surest_are_kept_first():
    found = calibration_of(
        total_of(
            decided(*[RIGHT] * 8, confidence=0.9),
            decided(RIGHT, WRONG, confidence=0.4),
        )
    )
    assert [(k.confidence, k.share, k.right) for k in found.kept] == [(0.9, 0.8, 1.0), (0.4, 1.0, 0.9)]
    assert found.mean_risk == pytest.approx(0.2 * 0.1)
    assert found.most_kept == found.kept[0]
    assert [(b.decisions, b.right) for b in found.bins] == [(2, 0.5), (8, 1.0)]


def test_where_no_confidence_is_enough():
    assert calibration_of(total_of(decided(WRONG, RIGHT, confidence=0.9))).most_kept is None


def test_only_a_mistake_made_often_is_named():
    assert commonest_mistake(group_of([decided(WRONG, WRONG, RIGHT)])) is None
    found = commonest_mistake(group_of([decided(WRONG, WRONG, WRONG, ("weak", "met"))]))
    assert (found.gold, found.given, found.times) == ("met", "absent", 3)


def pair(requirement: str, gold: str, given: str, *, doc_id: str, kind: str):
    agreement = decided((gold, given), doc_id=doc_id, kind=kind)
    decision = agreement.decisions[0]
    return type(agreement)(doc_id, kind, (type(decision)(requirement, gold, given, 0.5),))


@pytest.fixture(scope="module")
def evaluation(library):
    agreements = [
        pair("in-deadline", "met", "met", doc_id="a", kind="DPA"),
        pair("sl-capacity", "weak", "absent", doc_id="b", kind="SLA <b>"),
    ]
    curve = [LearnedFrom(n, group_of(agreements[: n // 30], id=f"{n} agreements")) for n in (30, 60)]
    return evaluation_of(agreements, library, way="Reviews of <i>dev</i>", learning_curve=curve)


def test_every_family_and_kind_has_its_own_figures(evaluation):
    by_family = {g.id: g for g in evaluation.families}
    assert by_family["incident-notification"].rows["status"]["accuracy"].value == 1.0
    assert by_family["service-levels-capacity"].rows["status"]["accuracy"].value == 0.0
    assert by_family["personnel"].decisions == 0
    assert {g.id: g.decisions for g in evaluation.kinds} == {"DPA": 1, "SLA <b>": 1}
    assert (evaluation.core.decisions, evaluation.whole.decisions) == (1, 2)
    assert evaluation.hardest()[0].id == "sl-capacity"


def test_the_table_shows_figure_and_interval(evaluation):
    lines = list(lines_of(evaluation))
    status = next(line for line in lines if line.startswith("status "))
    assert status.split() == ["status", "accuracy", "0.500", "[.000", "1.000]", "1.000", "[1.000", "1.000]"]
    assert any(line.startswith("60 agreements") for line in lines)


def test_the_json_holds_every_figure_and_null_for_none(evaluation):
    found = json.loads(evaluation_json(evaluation))
    assert found["all"]["figures"]["status"]["accuracy"] == {"value": 0.5, "low": 0.0, "high": 1.0}
    assert found["all"]["figures"]["terms"]["f1"] == {"value": None, "low": None, "high": None}
    assert [s["agreements_learned_from"] for s in found["learning_curve"]] == [30, 60]
    assert len(found["families"]) == 17
    assert [r["id"] for r in found["requirements"]] == ["sl-capacity", "in-deadline"]


def test_the_page_is_self_contained_and_escaped(evaluation):
    page = figures_page(evaluation)
    assert "<i>dev" not in page
    assert "SLA <b>" not in page
    assert "default-src 'none'" in unescape(page)
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    assert page.count("<svg") == 3  # reliability, abstaining, learning


def test_without_agreements_it_says_so(library):
    with pytest.raises(UsageError, match="nothing can be measured"):
        evaluation_of([], library, way="x")
