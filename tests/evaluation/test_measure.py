"""The scorer's rules, on cases small enough to count by hand."""

import pytest

from pipeline.domain.reading import Stance
from pipeline.domain.review import Status
from pipeline.evaluation.corpus import Annotated, GoldPassage, GoldStatus, GoldTerm
from pipeline.evaluation.measure import measure, shares_words, value_of

LONG = "Provider shall notify Customer of a Security Incident within 72 hours after becoming aware of it"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (LONG, "within 72 hours after becoming aware of it", True),
        ("within 72 hours after becoming aware of it", LONG, True),
        (LONG, "Customer shall pay within 30 days after the date of the invoice", False),
        ("72 hours", "72 hours", True),
        ("72 hours", "within 72 hours", False),
        (LONG, "", False),
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


def gold(*statuses: str) -> Annotated:
    return Annotated(
        doc_id="one",
        supplier="One",
        kind="DPA",
        paragraphs=(LONG + ".", "Nothing else is promised."),
        passages=(
            GoldPassage(
                0, "in-deadline", Stance.BINDING, (1, 2), "within 72 hours after becoming aware of it"
            ),
            GoldPassage(1, "in-deadline", Stance.REFERENCE, (), "Nothing else is promised"),
        ),
        status=tuple(
            GoldStatus(r, Status(s))
            for r, s in zip(("in-deadline", "in-content", "sl-capacity"), statuses, strict=True)
        ),
        terms=(GoldTerm("in-deadline", "duration", "72 h"), GoldTerm("in-deadline", "region", "Germany")),
    )


def review(*statuses: str, quotes: tuple[str, ...] = (), terms: tuple[str, ...] = ()) -> dict:
    names = ("in-deadline", "in-content", "sl-capacity")
    findings = [
        {"requirement": r, "status": s, "evidence": [], "terms": []}
        for r, s in zip(names, statuses, strict=True)
    ]
    findings[0]["evidence"] = [{"quote": q} for q in quotes]
    findings[0]["terms"] = [{"value": t} for t in terms]
    return {"agreements": [{"findings": findings}]}


def test_a_perfect_review():
    found = measure(
        [(gold("met", "absent", "weak"), review("met", "absent", "weak", quotes=(LONG,), terms=("3 d",)))]
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
