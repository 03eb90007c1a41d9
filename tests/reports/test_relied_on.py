from dataclasses import replace

import pytest

from pipeline.domain.agreement import DocumentReference
from pipeline.domain.places import Span
from pipeline.reports.relied_on import missing_in_words, relied_on

from .contracts import LIBRARY, assessment


def named(title, *, url=None, document="d1", **state):
    return DocumentReference(title, url, document, Span(0, 3), f"see the {title}", **state)


def papers(*references):
    return relied_on(replace(assessment(), references=references), LIBRARY)


def test_a_paper_named_often_is_told_once():
    (paper,) = papers(
        named("Security  Policy"),
        named("security policy", url="https://acme.example/s", document="d2", needed_for=("in-duty",)),
        named("Security Policy", changeable=True, needed_for=("in-duty", "dl-places")),
    )
    assert (paper.title, paper.urls, len(paper.named)) == ("Security  Policy", ("https://acme.example/s",), 3)
    assert paper.changeable and not paper.supplied
    assert paper.needed_for == {"in-duty": "Duty to tell the customer", "dl-places": "Places are named"}


def test_two_names_of_one_paper_are_told_once():
    (paper,) = papers(
        named("AUP", paper="acceptable use"), named("Acceptable Use Policy", paper="acceptable use")
    )
    assert paper.title == "AUP" and len(paper.named) == 2


def test_two_papers_without_a_title_stay_two():
    assert [
        p.title for p in papers(named("", url="https://a.example"), named("", url="https://b.example"))
    ] == [
        "https://a.example",
        "https://b.example",
    ]


def test_missing_and_needed_come_first_and_supplied_last():
    found = papers(
        named("Order Form", supplied=True),
        named("AUP"),
        named("SLA", supplied=True, changeable=True),
        named("Annex", needed_for=("in-duty",)),
        named("Policy", changeable=True),
    )
    assert [p.title for p in found] == ["Annex", "Policy", "AUP", "SLA", "Order Form"]


@pytest.mark.parametrize(
    ("state", "standing", "asks"),
    [
        ({}, "not supplied", ["Send it"]),
        (
            {"changeable": True},
            "not supplied, may be changed at will",
            ["Send it", "which version", "no change"],
        ),
        ({"supplied": True}, "supplied", []),
        (
            {"supplied": True, "changeable": True},
            "supplied, may be changed at will",
            ["State which", "no change"],
        ),
    ],
)
def test_what_to_ask_follows_from_where_it_stands(state, standing, asks):
    (paper,) = papers(named("AUP", **state))
    assert paper.standing == standing
    assert all(part in paper.to_ask for part in asks) and bool(paper.to_ask) == bool(asks)


@pytest.mark.parametrize(
    ("references", "said"),
    [
        ((), ""),
        ((named("AUP", supplied=True),), ""),
        ((named("AUP"),), "1 paper (AUP)"),
        (
            (named("AUP", needed_for=("in-duty",)), named("SLA")),
            "2 papers (AUP and SLA); 1 point may be settled there",
        ),
        (tuple(named(t) for t in "ABCDE"), "5 papers (A, B, C and 2 more)"),
    ],
)
def test_missing_papers_in_words(references, said):
    assert missing_in_words(papers(*references)) == said
