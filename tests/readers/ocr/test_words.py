import pytest

from pipeline.readers.ocr.words import lines_in
from readers.ocr.fake_tesseract import HEAD, table


def test_words_by_line_with_box_and_confidence():
    (first, second) = lines_in(table((100, 50, "7.2 Security"), (100, 90, "measures")))
    assert [word.text for word in first] == ["7.2", "Security"]
    assert first[0].box == (100, 50, 136, 70)
    assert first[1].confidence == pytest.approx(0.96)
    assert [word.text for word in second] == ["measures"]


def row(text, *, confidence="96", box="10\t20\t30\t40", level="5"):
    return f"{level}\t1\t1\t1\t1\t1\t{box}\t{confidence}\t{text}"


@pytest.mark.parametrize(
    "line",
    [
        row("", confidence="-1", level="4"),
        row(" "),
        row("word", confidence="-1"),
        row("word", confidence="much"),
        row("word", box="10\t20\tx\t40"),
        row("word", box="10\t20\t0\t40"),
        row("~", confidence="31"),
        "5\t1\t1",
        "no table at all",
        "",
    ],
)
def test_what_is_no_word_is_passed_over(line):
    assert lines_in("\n".join([HEAD, line])) == []
    assert [[w.text for w in words] for words in lines_in("\n".join([HEAD, line, row("kept")]))] == [["kept"]]


@pytest.mark.parametrize("text", ['"quoted"', "7", "—"])
def test_odd_words_that_were_seen_surely_are_kept(text):
    assert [w.text for (w,) in lines_in(row(text))] == [text]


def test_an_unsure_letter_is_kept_as_it_may_be_a_number_of_a_list():
    assert [w.text for (w,) in lines_in(row("a", confidence="20"))] == ["a"]
