"""Dates, initial term, renewal and governing law of the whole agreement."""

from datetime import date

import pytest

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.document import Document, Source
from pipeline.domain.places import Span
from pipeline.extraction import find_agreement_terms
from pipeline.extraction.dates import find_dates

from .vocabularies import vocabulary


def agreement(*paragraphs: str, kind: str = "clause", heading: str = "") -> Agreement:
    text, clauses = "", []
    for paragraph in paragraphs:
        start = len(text)
        text += paragraph + "\n\n"
        span = Span(start, start + len(paragraph))
        clauses.append(Clause(f"d1.c{len(clauses) + 1}", "d1", "", "", heading, paragraph, span, kind=kind))
    document = Document("d1", Source("x.txt", "text/plain", "0" * 64, len(text)), text, ())
    return Agreement(document, "msa", 0.9, "en", True, "", tuple(clauses))


def roles(*paragraphs: str) -> dict[str | None, str]:
    return {t.role: t.value for t in find_agreement_terms(agreement(*paragraphs), vocabulary())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Effective Date: May 14, 2020", {"effective_date": "2020-05-14"}),
        ("This Agreement is dated 3rd of January 2024.", {"effective_date": "2024-01-03"}),
        ("It is made as of 2024-02-29 (the “Effective Date”).", {"effective_date": "2024-02-29"}),
        ("Last updated: 1 Sept. 2023", {"last_updated": "2023-09-01"}),
        ("It expires on 31 December 2026.", {"expiry": "2026-12-31"}),
        ("The initial term is 24 months.", {"initial_term": "24 mo"}),
        ("It continues for an initial term of one (1) year.", {"initial_term": "12 mo"}),
        (
            "It renews for successive one-year periods unless a party gives 60 days' notice.",
            {"renewal": "12 mo", "renewal_notice": "60 d"},
        ),
        ("This Agreement is governed by the laws of Norway.", {"law": "Norway"}),
        ("Regulation (EU) 2016/679 of 27 April 2016 applies.", {}),
        ("Access follows the Transit Regulations (part 9) as in effect on 4 May 2020.", {}),
        ("Coverage lasts for a period of three years beyond the term of this Agreement.", {}),
        ("Insurance policies are endorsed with thirty days' notice of non-renewal or end of term.", {}),
        ("Provide retention of weekly backups for a period of 14 days unless the term differs.", {}),
        ("On 4 May 2020 we had rain.", {}),
        ("Confidentiality lasts for a period of 5 years after the term.", {}),
        ("A breach not remedied within 30 days ends the term.", {}),
        ("It took effect on 31 February 2024.", {}),
        ("The initial term is 24 months; clauses 5 and 8 survive it.", {"initial_term": "24 mo"}),
        ("Duties of secrecy survive the term and any subsequent use for a period of 5 years.", {}),
        ("The receiving party keeps it secret for a period of three years after the term.", {}),
        (
            "After the initial term of one year it renews for subsequent terms of six months.",
            {"initial_term": "12 mo", "renewal": "6 mo"},
        ),
    ],
)
def test_terms_of_the_whole(text: str, expected: dict[str, str]) -> None:
    assert roles(text) == expected


def test_how_long_secrets_are_kept_is_no_term_of_the_agreement() -> None:
    text = "These duties remain in force for a term of five years."
    for heading, expected in (
        ("Confidentiality", []),
        ("Warranties", []),
        ("Term", ["initial_term"]),
        ("Term and Confidentiality", ["initial_term"]),
    ):
        made = agreement(text, heading=heading)
        assert [t.role for t in find_agreement_terms(made, vocabulary())] == expected


def test_the_first_of_each_role_counts_and_quotes_are_verbatim() -> None:
    made = agreement(
        "Effective Date: May 14, 2020", "Effective Date: June 1, 2021", "Last updated: 2 June 2021"
    )
    terms = find_agreement_terms(made, vocabulary())
    assert [(t.role, t.value) for t in terms] == [
        ("effective_date", "2020-05-14"),
        ("last_updated", "2021-06-02"),
    ]
    assert all(made.document.quote(t.span) == t.quote for t in terms)


def test_contents_hold_no_terms() -> None:
    assert (
        find_agreement_terms(agreement("Effective Date: May 14, 2020", kind="contents"), vocabulary()) == ()
    )


@pytest.mark.parametrize(
    ("text", "value", "doubtful"),
    [
        ("03/04/2020", date(2020, 4, 3), True),
        ("9/24/2020", date(2020, 9, 24), False),
        ("24.09.2020", date(2020, 9, 24), False),
        ("4.4.2020", date(2020, 4, 4), False),
    ],
)
def test_a_date_that_two_countries_read_differently_is_doubtful(
    text: str, value: date, doubtful: bool
) -> None:
    (day,) = find_dates(text)
    assert (day.value, day.doubtful) == (value, doubtful)
