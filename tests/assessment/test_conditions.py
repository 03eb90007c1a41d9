"""The times that the customer has, beside what a finding rests on."""

from dataclasses import replace

import pytest

from pipeline.assessment.conditions import conditioning
from pipeline.assessment.finding import find
from pipeline.domain.review import Finding

from .papers import DUTY, agreement, passage, shares, term, within

PROMISE = "Provider shall tell Customer of each new sub-processor 30 days before."
WINDOW = "Customer shall object in writing within ten days."


def looked(*, probability: float = 0.8, value: str = "10 d", status: str = "met") -> Finding:
    """Look at a finding made of the promise alone, where the customer's time was read as well."""
    paper = agreement(PROMISE, WINDOW)
    inside = within(paper)
    promise = passage(quote=PROMISE, of=paper, subpoints={1: 1.0, 2: 1.0}, terms=(term("30 d"),))
    window = passage(quote=WINDOW, of=paper, probability=probability, terms=(term(value),))
    found = find(DUTY, inside, (promise,), shares(status))
    return conditioning(inside)(found, DUTY, (promise, window))


def test_the_customers_time_is_a_value_with_its_words() -> None:
    found = looked()
    assert [t.value for t in found.terms] == ["30 d", "10 d"]
    assert [e.quote for e in found.evidence] == [PROMISE, WINDOW]


@pytest.mark.parametrize("changes", [{"probability": 0.2}, {"value": "30 d"}, {"status": "absent"}])
def test_otherwise_the_finding_stays(changes: dict) -> None:
    assert WINDOW not in [e.quote for e in looked(**changes).evidence]


def test_it_is_no_promise() -> None:
    found = looked()
    assert replace(found, terms=(), evidence=()).status == "met"
