"""The scorer's rules, on cases small enough to count by hand."""

from math import isnan

import pytest

from pipeline.evaluation.counts import counts_of
from pipeline.evaluation.decisions import measured
from pipeline.evaluation.matching import shares_words, value_of
from pipeline.evaluation.measure import figures_of, measure

from .annotated import NOTICE, decided, gold, review, total_of

FAMILY = {"in-deadline": "incident-notification", "in-content": "incident-notification"}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (NOTICE, "within 72 hours after becoming aware of it", True),
        ("within 72 hours after becoming aware of it", NOTICE, True),
        (NOTICE, "Customer shall pay within 30 days after the date of the invoice", False),
        ("72 hours", "72 hours", True),
        ("72 hours", "within 72 hours", False),
        (NOTICE, "", False),
        ("word " * 151, "word word word word", False),
    ],
)
def test_quotes_meet_by_their_runs_of_words(a, b, same):
    assert shares_words(a, b) is same


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("72 h", (72.0, "hours")),
        ("3 days", (72.0, "hours")),
        ("seventy-two (72) hours", (72.0, "hours")),
        ("12 mo", (8640.0, "hours")),
        ("2 business d", (2.0, "business")),
        ("99.9 %", (99.9, "%")),
        ("1,000 d", (24000.0, "hours")),
        ("soon", None),
        ("5 copies", None),
    ],
)
def test_values_meet_whatever_their_unit(text, value):
    assert value_of(text) == value


def test_a_perfect_review():
    found = measure(
        [(gold("met", "absent", "weak"), review("met", "absent", "weak", quotes=(NOTICE,), terms=("3 d",)))]
    )
    assert (found.accuracy, found.macro_f1, found.kappa) == (1.0, 1.0, 1.0)
    assert (found.evidence.f(), found.terms.f(), found.unfound) == (1.0, 1.0, 0)


def test_every_fault_is_counted():
    found = measure(
        [
            (
                gold("met", "absent", "weak"),
                review("partial", "weak", "absent", quotes=("not in the text",), terms=("3 d", "9 h")),
            )
        ]
    )
    assert found.accuracy == 0.0
    assert (found.addressed.precision, found.addressed.recall) == (0.5, 0.5)
    assert (found.terms.precision, found.terms.recall) == (0.5, 1.0)
    assert found.unfound == 1
    assert found.evidence.f() == 0.0


def test_what_does_not_apply_is_left_out():
    found = measure([(gold("met", "not_applicable", "weak"), review("met", "met", "weak"))])
    assert found.pairs == 2
    assert found.accuracy == 1.0


def test_not_assessable_is_wrong_and_as_bad_as_the_worst():
    right = measure([(gold("met", "absent", "weak"), review("met", "absent", "contradicted"))])
    wrong = measure([(gold("met", "absent", "weak"), review("met", "absent", "not_assessable"))])
    assert wrong.accuracy == right.accuracy
    assert wrong.kappa == right.kappa
    assert wrong.addressed.recall == right.addressed.recall  # the scorer counts whatever is not "absent"


@pytest.mark.parametrize(
    ("pairs", "accuracy", "macro_f1", "kappa"),
    [
        # One of two right. met: 1 of 2 found, all given right: F1 2/3; partial: 0.
        ([("met", "met"), ("met", "partial")], 0.5, 2 / 3, 0.0),
        # Worst for best and best for worst is the worst agreement there is.
        ([("met", "contradicted"), ("contradicted", "met")], 0.0, 0.0, -1.0),
        # Observed (0 + 1) / 2; chance: products 1·1 over ranks {4, 3} × {4, 2}: (0 + 4 + 1 + 1) / 4.
        ([("met", "met"), ("partial", "weak")], 0.5, 0.5, 1 - 0.5 / 1.5),
    ],
)
def test_statuses_by_hand(pairs, accuracy, macro_f1, kappa):
    found = figures_of(total_of(decided(*pairs)))
    assert (found.accuracy, found.macro_f1, found.kappa) == pytest.approx((accuracy, macro_f1, kappa))


@pytest.mark.parametrize(
    ("met", "precision", "recall"),
    [((1, 2), 1.0, 1.0), ((1, 3), 0.5, 0.5), ((1,), 1.0, 0.5), ((), 0.0, 0.0)],
)
def test_subpoints_by_number(met, precision, recall):
    found = measure([(gold("met", sub_met=(1, 2)), review("met", met=met))])
    assert (found.subpoints.precision, found.subpoints.recall) == (precision, recall)


@pytest.mark.parametrize(
    ("quotes", "stance", "accuracy"),
    [
        ((NOTICE,), "binding", 1.0),
        ((NOTICE,), "qualified", 0.0),
        (("Nothing else is promised",), "reference", 1.0),
    ],
)
def test_stances_of_quotes_that_both_cite(quotes, stance, accuracy):
    found = measure([(gold("met"), review("met", quotes=quotes, stance=stance))])
    assert found.stance_accuracy == accuracy


def test_a_quote_that_only_we_cite_has_no_stance_to_compare():
    found = measure([(gold("met"), review("met", quotes=("Customer shall pay on the first of a month",)))])
    assert isnan(found.stance_accuracy)


@pytest.mark.parametrize(
    ("families", "precision", "recall"),
    [
        ((("incident-notification",), ("incident-notification",)), 1.0, 1.0),
        ((("incident-notification",), ()), 1.0, 0.5),
        ((("personnel",), ("incident-notification",)), 0.5, 0.5),
    ],
)
def test_families_clause_by_clause(families, precision, recall):
    agreement = measured(gold("met"), review("met", families=families), FAMILY)
    found = figures_of(counts_of([agreement]).total())
    assert (found.families.precision, found.families.recall) == (precision, recall)


def test_confidence_that_says_too_much():
    found = figures_of(
        total_of(
            decided(("met", "met"), ("met", "weak"), confidence=0.9),
            decided(("weak", "weak"), ("weak", "weak"), confidence=1.0),
        )
    )
    # Both fall into the last tenth: mean confidence .95, three of four right.
    assert found.calibration_error == pytest.approx(0.95 - 0.75)


def test_what_needs_review_and_the_rest():
    agreement = measured(gold("met"), review("weak", needs_review=True), FAMILY)
    sure = measured(gold("met", "weak"), review("met", "absent"), FAMILY)
    found = figures_of(total_of(agreement, sure))
    assert (found.to_review, found.right_unreviewed) == pytest.approx((1 / 3, 1 / 2))
