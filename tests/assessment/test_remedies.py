"""Words that exclude a remedy, and the case that they are for."""

import pytest

from pipeline.assessment.remedies import excludes_remedy, without_exclusion


@pytest.mark.parametrize(
    "words",
    [
        "No liability shall attach to Acme if a report is not renewed.",
        "Acme is not answerable in damages should an auditor be turned away.",
        "Acme excludes all liability for data that is sent unencrypted.",
        "Customer waives every remedy on that account.",
        "Any liability for late deletion is excluded.",
        "A movement of data shall not give rise to any liability.",
        "Customer shall be entitled to no refund if a place changes.",
        "Customer may not base any claim on a late notice.",
        "If data is gone, Customer is left without remedy.",
        "The lack of supervision confers no right on Customer.",
        "Acme shall be free of all liability for late recovery.",
        "Customer is not entitled to damages if data is late.",
        "No lowering of security shall render Acme liable.",
        "All liability arising from what sub-processors do, under this agreement, in tort or at law, is excluded.",
    ],
)
def test_what_excludes_a_remedy(words):
    assert excludes_remedy(words)


@pytest.mark.parametrize(
    "words",
    [
        "Acme is liable for its sub-processors.",
        "Customer may claim damages for late notices.",
        "Acme shall answer questions within a day.",
        "Credits are due for every hour that is missed.",
    ],
)
def test_what_leaves_remedies_alone(words):
    assert not excludes_remedy(words)


def test_the_case_is_told_from_whom_the_exclusion_strikes():
    words = "Customer shall have no remedy if Customer Data is kept in places other than those agreed."
    assert without_exclusion(words).split() == [
        "if",
        "data",
        "is",
        "kept",
        "in",
        "elsewhere",
        "those",
        "agreed.",
    ]


@pytest.mark.parametrize(
    ("words", "case"),
    [
        ("Acme is not liable for use beyond Customer's instructions.", "for use beyond"),
        ("Acme is not liable for what Customer's users do.", "for what Customer's users do"),
        ("Late notice gives rise to no claim on the part of Customer.", "Late notice"),
    ],
)
def test_what_goes_beyond_instructions_is_no_case_of_the_customer(words, case):
    assert case in without_exclusion(words)
    assert ("Customer" in without_exclusion(words)) == ("Customer" in case)
