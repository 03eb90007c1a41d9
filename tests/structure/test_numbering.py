"""Clause numbers, and figures that only look like them."""

import pytest

from pipeline.structure.numbering import Style, label_of, schedule_label


@pytest.mark.parametrize(
    ("text", "written", "style", "parts"),
    [
        ("7.2 Provider returns", "7.2", Style.DECIMAL, (7, 2)),
        ("7. Security", "7.", Style.DECIMAL, (7,)),
        ("7) Security", "7)", Style.DECIMAL, (7,)),
        ("7 Security", "7", Style.DECIMAL, (7,)),
        ("2. Second things", "2.", Style.DECIMAL, (2,)),
        ("4 Business Continuity", "4", Style.DECIMAL, (4,)),
        ("8.1Provider", "8.1", Style.DECIMAL, (8, 1)),
        ("7.1a You keep", "7.1a", Style.DECIMAL, (7, 1)),
        ("12A. Sub-processors", "12A.", Style.DECIMAL, (12,)),
        ("Section 4. Fees", "Section 4", Style.DECIMAL, (4,)),
        ("Article 12 – Audit", "Article 12", Style.DECIMAL, (12,)),
        ("ARTICLE IV: AUDIT", "ARTICLE IV", Style.DECIMAL, (4,)),
        ("§ 5 Haftung", "§ 5", Style.DECIMAL, (5,)),
        ("(iv) encrypt", "(iv)", Style.ROMAN, (4,)),
        ("(b) encrypt", "(b)", Style.ALPHA, (2,)),
        ("b. encrypt", "b.", Style.ALPHA, (2,)),
        ("A. Recital", "A.", Style.UPPER, (1,)),
        ("(2) encrypt", "(2)", Style.NUMBERED, (2,)),
        ("• encrypt", "•", Style.BULLET, (1,)),
    ],
)
def test_labels(text: str, written: str, style: Style, parts: tuple[int, ...]) -> None:
    label = label_of(text)
    assert label is not None
    assert (label.written, label.style, label.parts) == (written, style, parts)


@pytest.mark.parametrize(
    "text",
    [
        "30 days after termination",
        "99.9% of the month",
        "24/7 support",
        "12.08.2012 first draft",
        "2018 was the year",
        "365 Solutions Ltd",
        "3 million users",
        "1. May 2018",
        "5 of them",
        "Section 4 of this agreement applies",
        "Article 28 and Article 32 apply",
        "€ 20 a month",
        "I am bound",
        "We are bound",
    ],
)
def test_figures_that_number_nothing(text: str) -> None:
    assert label_of(text) is None


def test_a_letter_that_is_a_roman_number_too_has_both_readings() -> None:
    label = label_of("(i) encrypt")
    assert label is not None
    assert dict(label.readings) == {Style.ROMAN: (1,), Style.ALPHA: (9,)}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Schedule 3 – Security", "Schedule 3"),
        ("ANNEX II", "Annex II"),
        ("Exhibit B: Prices", "Exhibit B"),
        ("Appendix", "Appendix"),
    ],
)
def test_schedules(text: str, bare: str) -> None:
    label = schedule_label(text)
    assert label is not None
    assert label.bare == bare


@pytest.mark.parametrize("text", ["Scheduled maintenance", "Attachment of earnings", "Part of the price"])
def test_words_that_open_no_schedule(text: str) -> None:
    assert schedule_label(text) is None
