import pytest

from pipeline.ooxml.numerals import FORMATS, alphabetic, roman


@pytest.mark.parametrize(
    ("form", "number", "drawn"),
    [
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 1999, "MCMXCIX"),
        ("lowerRoman", 4000, "4000"),
        ("ordinal", 1, "1st"),
        ("ordinal", 12, "12th"),
        ("ordinal", 23, "23rd"),
        ("cardinalText", 42, "Forty-two"),
        ("ordinalText", 3, "Third"),
        ("ordinalText", 21, "Twenty-first"),
        ("ordinalText", 30, "Thirtieth"),
        ("lowerLetter", 0, "0"),
    ],
)
def test_formats_of_word(form, number, drawn):
    assert FORMATS[form](number) == drawn


def test_letters_of_web_pages_count_on_differently():
    assert [alphabetic(n) for n in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]
    assert roman(9) == "ix"
