"""What stands in a list or schedule that the provider undertakes to keep to binds it."""

from dataclasses import replace

import pytest

from pipeline.assessment.listed import is_listed_under_a_duty
from tests.structure.sets import papers

from .papers import passage, within

TELLS = "Data is encrypted at rest."
ANNEX = "Annex 2: Measures"


@pytest.mark.parametrize(
    ("clauses", "listed"),
    [
        # A schedule that the provider is held to, by words above the list or elsewhere.
        ((ANNEX, "Provider shall maintain the following measures.", TELLS), True),
        ((ANNEX, "Provider will keep to what is set out below:", TELLS), True),
        (("1. Provider shall take the measures set out in Annex 2.", ANNEX, TELLS), True),
        (("1. Provider shall protect data in accordance with Annex 2.", ANNEX, TELLS), True),
        (("1. Provider must comply, at all times, with the rules of Annex 2.", ANNEX, TELLS), False),
        # Another schedule, a word about the schedule, another party, a mere description.
        (("1. Provider shall take the measures set out in Annex 3.", ANNEX, TELLS), False),
        (("1. Provider shall send Annex 2 to Customer.", ANNEX, TELLS), False),
        (("1. Customer shall take the measures set out in Annex 2.", ANNEX, TELLS), False),
        ((ANNEX, "Provider has the following measures.", TELLS), False),
        ((ANNEX, "Customer shall maintain the following measures.", TELLS), False),
        ((ANNEX, TELLS), False),
        # Parts with headings follow what an annex begins with.
        ((ANNEX, "Provider shall maintain the following measures.", "1. Encryption", TELLS), True),
        ((ANNEX, "Provider has the following measures.", "1. Encryption", TELLS), False),
        # A list within a clause, and a clause beside one.
        (("1. Provider shall ensure that:", f"(a) {TELLS}"), True),
        (("1. Provider shall ensure the following:", f"2. {TELLS}"), False),
    ],
)
def test_a_line_is_listed_under_a_duty(clauses, listed):
    (paper,) = papers(dpa=("Data Processing Addendum", *clauses))
    clause = next(c for c in paper.clauses if TELLS in c.text)
    telling = replace(passage(), document=paper.document.id, clause=clause.id)
    assert is_listed_under_a_duty(telling, within(paper)) is listed


def test_a_clause_that_is_not_there_is_listed_nowhere():
    (paper,) = papers(dpa=("Data Processing Addendum", TELLS))
    telling = replace(passage(), document=paper.document.id, clause="d9.c9")
    assert not is_listed_under_a_duty(telling, within(paper))


@pytest.mark.parametrize(
    ("clause", "listed"),
    [
        ("1. Provider shall take the measures set out in Annex 2.", True),
        ("1. Customer shall take the measures set out in Annex 2.", False),
        ("1. Provider shall take the measures set out in Annex 3.", False),
    ],
)
def test_an_annex_that_is_a_paper_by_itself_is_spoken_of_in_another(clause, listed):
    terms, annex = papers(terms=("Hosting Agreement", clause), measures=(ANNEX, TELLS))
    told = next(c for c in annex.clauses if TELLS in c.text)
    telling = replace(passage(), document=annex.document.id, clause=told.id)
    assert is_listed_under_a_duty(telling, within(terms, annex)) is listed
