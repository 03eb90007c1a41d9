"""Definitions, cross-references, other documents and places to fill in."""

from dataclasses import replace

import pytest

from pipeline.structure import segment

from .agreements import agreement, document, vocabulary
from .sets import settled


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("“Customer Data” means what Customer stores.", "Customer Data"),
        ('1.3 "Incident" shall mean any loss.', "Incident"),
        ("“Term”: the time this agreement lasts.", "Term"),
        ("We host your files (“Content”) for you.", "Content"),
        ('Alpha Ltd (the "Provider") hosts.', "Provider"),
    ],
)
def test_definitions(text: str, term: str) -> None:
    made = agreement("Hosting terms", text)
    assert [d.term for d in made.definitions] == [term]
    assert made.document.quote(made.definitions[0].span) == made.definitions[0].quote


@pytest.mark.parametrize(
    "text", ["The word “cloud” is used loosely.", "Provider (see clause 2) hosts.", "Data means a lot to us."]
)
def test_quotes_and_brackets_that_define_nothing(text: str) -> None:
    assert agreement("Hosting terms", text).definitions == ()


def test_in_a_section_of_definitions_quotes_may_be_missing() -> None:
    made = agreement(
        "Definitions", "Business Day means a day on which banks are open.", "Fees", "Fees means money."
    )
    assert [d.term for d in made.definitions] == ["Business Day"]


@pytest.mark.parametrize(
    ("text", "target", "resolves"),
    [
        ("As clause 7.2 says.", "7.2", True),
        ("As Section 7.2(b) says.", "7.2(b)", True),
        ("As § 7 says.", "7", True),
        ("As Schedule 3 says.", "Schedule 3", True),
        ("As clause 9 says.", "9", False),
    ],
)
def test_cross_references(text: str, target: str, resolves: bool) -> None:
    made = agreement(
        "7. Exit", "7.2 Provider returns data.", "(b) in CSV.", text, "Schedule 3 – Exit", "It is planned."
    )
    reference = next(r for r in made.cross_references if r.target == target)
    assert (reference.resolved is not None) == resolves
    assert made.document.quote(reference.span) == reference.quote


@pytest.mark.parametrize(
    "text",
    [
        "As Article 28 of the GDPR says.",
        "As Art. 28 GDPR says.",
        "As Articles 32 to 36 of Regulation 2016/679 say.",
        "As GDPR Article 28 says.",
        "As section 43 of the Data Protection Act says.",
        "As Annex I to the Standard Contractual Clauses says.",
    ],
)
def test_laws_are_no_clauses_of_ours(text: str) -> None:
    made = agreement("28. Exit", text)
    assert [r for r in made.cross_references if r.resolved] == []


@pytest.mark.parametrize(
    ("text", "title", "url"),
    [
        (
            "You shall comply with the Acceptable Use Policy available at"
            " https://alpha.example/aup as updated.",
            "Acceptable Use Policy",
            "https://alpha.example/aup",
        ),
        ("Security is described in the Security Policy.", "Security Policy", None),
        ("The measures are set out in Exhibit B.", "Exhibit B", None),
        ("They are listed at https://alpha.example/s.", "https://alpha.example/s", "https://alpha.example/s"),
    ],
)
def test_documents_relied_on(text: str, title: str, url: str | None) -> None:
    made = agreement("Hosting Agreement", text)
    assert [(r.title, r.url, r.supplied) for r in made.references] == [(title, url, False)]
    assert made.document.quote(made.references[0].span) == made.references[0].quote


@pytest.mark.parametrize(
    "text", ["We wrote a privacy policy.", "The Security Policy was hard work.", "Call us."]
)
def test_documents_not_relied_on(text: str) -> None:
    assert agreement("Hosting Agreement", text).references == ()


def test_a_document_of_the_set_is_supplied() -> None:
    terms = segment(
        document("Hosting Agreement", "See the Service Level Agreement and the Acceptable Use Policy."),
        vocabulary(),
    )
    levels = segment(
        replace(document("Service Level Agreement", "We promise 99.9 % uptime."), id="d2"), vocabulary()
    )
    first, _ = settled(terms, levels)
    assert {r.title: r.supplied for r in first.references} == {
        "Service Level Agreement": True,
        "Acceptable Use Policy": False,
    }


@pytest.mark.parametrize(
    "text",
    [
        "[to be attached]",
        "[●]",
        "[    ]",
        "_____",
        "{{customer_name}}",
        "[Insert address]",
        "xx/xx/20xx",
        "DD/MM/YYYY",
        "☐ EU",
        "TBD",
        "<<name>>",
    ],
)
def test_places_to_fill_in(text: str) -> None:
    made = agreement("Order Form", f"Region: {text}")
    assert len(made.placeholders) == 1
    assert made.placeholders[0].quote in text
    assert made.placeholders[0].place is not None


@pytest.mark.parametrize(
    "text",
    [
        "as shown [1]",
        "[2, 3]",
        "[the “Service”]",
        "[sic]",
        "[terms](https://alpha.example)",
        "☒ EU ☐ US",
        "snake_case",
        "[reserved seats]",
    ],
)
def test_brackets_and_boxes_that_are_filled(text: str) -> None:
    assert agreement("Order Form", f"Region: {text}").placeholders == ()
