"""Typed numbers go on as their neighbours do."""

import pytest

from pipeline.redline.proposals.numbers import first_under, inserted_after, number_after


@pytest.mark.parametrize(
    ("number", "before", "taken", "following"),
    [
        ("7.2", "", (), "7.3"),
        ("7.9", "", (), "7.10"),
        ("7.2.", "", (), "7.3."),
        ("7.2", "", ("7.3",), "7.2A"),
        ("7.2A", "", (), "7.2B"),
        ("7.2", "", ("7.3", "7.2a"), "7.2B"),
        ("4", "", (), "5"),
        ("(a)", "", (), "(b)"),
        ("(h)", "(g)", (), "(i)"),
        ("(i)", "(h)", (), "(j)"),
        ("(i)", "", (), "(ii)"),
        ("(iv)", "(iii)", (), "(v)"),
        ("(ix)", "(viii)", (), "(x)"),
        ("IX.", "VIII.", (), "X."),
        ("b)", "a)", (), "c)"),
        ("Section 4", "", (), "Section 5"),
        ("§ 12", "", (), "§ 13"),
        ("•", "", (), ""),
    ],
)
def test_the_number_after(number, before, taken, following):
    assert number_after(number, before=before, taken=taken) == following


@pytest.mark.parametrize(("number", "between"), [("12.", "12A."), ("12A", "12B"), ("–", "")])
def test_a_number_between(number, between):
    assert inserted_after(number) == between


@pytest.mark.parametrize(
    ("number", "like", "first"),
    [("12A.", "5.1", "12A.1"), ("12A", "5.1.", "12A.1."), ("12A", "(a)", ""), ("12A", "", "")],
)
def test_the_first_number_of_a_section(number, like, first):
    assert first_under(number, like=like) == first
