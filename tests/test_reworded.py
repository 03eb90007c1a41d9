"""A deadline that an amendment exchanged is judged by its new value."""

from dataclasses import replace

import pytest

from pipeline.analyze import reworded
from pipeline.domain.reading import ReadAgreement
from pipeline.extraction import find_terms, terms_for
from pipeline.library import load_library
from pipeline.structure import stands_elsewhere
from tests.assessment.papers import passage
from tests.structure.sets import papers

DUTY = "8.1 Provider shall notify Customer of a Security Incident within 24 hours of becoming aware of it."


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("In clause 8.1, “24 hours” is replaced by “5 business days”.", ["5 business d"]),
        ("In clause 8.1, “48 hours” is replaced by “5 business days”.", ["24 h"]),
        ("In clause 9, “24 hours” is replaced by “5 business days”.", ["24 h"]),
    ],
)
def test_the_new_words_fix_the_value(words: str, values: list[str]) -> None:
    library = load_library()
    made = papers(
        msa=("Master Services Agreement", DUTY, "9. Provider answers within 24 hours."),
        amendment=("Amendment No. 1", "This Amendment amends the Master Services Agreement.", words),
    )
    found = passage("in-deadline", DUTY, of=made[0])
    requirement = next(r for r in library.requirements if r.id == "in-deadline")
    held = replace(found, terms=terms_for(requirement, find_terms(DUTY, library.vocabulary)))
    read = reworded(ReadAgreement(made[0], {}, (held,)), stands_elsewhere(made, library.vocabulary), library)
    assert [t.value for t in read.passages[0].terms if t.name == "deadline"] == values
