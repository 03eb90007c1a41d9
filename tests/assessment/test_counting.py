"""What the library's own rules make of a status."""

from dataclasses import replace

import pytest

from pipeline.assessment.counting import counting
from pipeline.assessment.finding import find
from pipeline.domain.review import Finding, Status
from pipeline.domain.tailoring import CountsAs

from .papers import DUTY, agreement, passage, shares, within

ASKED = "If Customer asks for it within ten days, Provider shall return the data."
PLAIN = "Provider shall return the data."
RULE = CountsAs(("met",), "partial", "Only if the customer asks in time.", (("if ... asks ... within",),))
HELD = replace(DUTY, instead=(RULE,))
BOTH = {1: 1.0, 2: 1.0}


def looked(*quotes: str, status: str = "met", of=HELD, found_by: str = "classifier") -> Finding:
    paper = agreement(*quotes)
    passages = [
        replace(passage(quote=q, of=paper, subpoints=BOTH, probability=0.9 - n / 10), found_by=found_by)
        for n, q in enumerate(quotes)
    ]
    inside = within(paper)
    return counting(inside)(find(of, inside, passages, shares(status)), of, passages)


def test_the_words_it_rests_on_hold_it_back():
    found = looked(ASKED)
    assert (found.status, found.reason) == (Status.PARTIAL, "Only if the customer asks in time.")
    assert [e.quote for e in found.evidence] == [ASKED]


@pytest.mark.parametrize(
    ("quotes", "changes"),
    [
        ((PLAIN,), {}),
        ((PLAIN, ASKED), {}),  # the firm promise comes first
        ((ASKED,), {"of": DUTY}),
        ((ASKED,), {"found_by": "wording"}),
    ],
)
def test_otherwise_it_stays_met(quotes, changes):
    assert looked(*quotes, **changes).status is Status.MET


def test_another_status_is_not_meant():
    assert looked(ASKED, status="weak").status is Status.WEAK


def test_without_evidence_there_is_nothing_to_hold_back():
    assert looked("Fees are due.", status="absent").status is Status.ABSENT
