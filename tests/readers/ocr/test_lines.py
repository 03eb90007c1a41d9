import pytest

from pipeline.readers.ocr.lines import lines_of
from pipeline.readers.ocr.words import Seen

# Type of 40 pixels on base lines at 100 and 160: capitals are 28 high, "x" 19, "p" hangs 8 below.
TALL, LOW, DEEP = 28, 19, 8


def seen(text, x, base, *, top, below=0):
    return Seen(text, (x, base - top, x + 20 * len(text), base + below), 0.9)


def line(*words):
    return lines_of([list(words)], scale=0.5, page=3, turn=None)[0]


@pytest.mark.parametrize(
    "words",
    [
        [seen("Data", 10, 100, top=TALL)],
        [seen("on", 10, 100, top=LOW), seen("a", 80, 100, top=LOW)],
        [seen("page", 10, 100, top=LOW, below=DEEP), seen("on", 110, 100, top=LOW)],
        [seen("display", 10, 100, top=TALL, below=DEEP)],
        [
            seen("7.2", 10, 100, top=TALL),
            seen("—", 80, 90, top=3),
            seen("Security", 110, 100, top=TALL, below=DEEP),
        ],
    ],
    ids=lambda words: " ".join(word.text for word in words),
)
def test_type_size_and_base_line_whatever_letters_a_line_has(words):
    read = line(*words)
    assert read.size == pytest.approx(20, rel=0.04)
    assert read.base == pytest.approx(50, abs=0.6)
    assert read.page == 3
    assert read.left == 5
    assert read.text == " ".join(word.text for word in words)


def test_lines_about_as_large_as_most_are_as_large_as_most():
    rows = [
        [seen("Data", 10, 60 * n, top=TALL + tremble)] for n, tremble in enumerate([0, 1, -1, 2, 0, 0], 1)
    ]
    title = [seen("Terms", 10, 20, top=45)]
    sizes = [read.size for read in lines_of([title, *rows], scale=0.5, page=1, turn=None)]
    assert len(set(sizes[1:])) == 1
    assert sizes[0] > 1.4 * sizes[1]


@pytest.mark.parametrize(
    ("last", "broken"), [("infor-", True), ("terms", False), ("-", False), ("2024-", False), ("sub‐", True)]
)
def test_a_hyphen_at_the_end_of_a_line_may_be_mended(last, broken):
    words = line(seen("some", 10, 100, top=LOW), seen(last, 120, 100, top=TALL)).words
    assert [word.broken for word in words] == [False, broken]


def test_a_line_of_nothing_but_marks_has_a_size_too():
    assert line(seen("...", 10, 100, top=4)).size > 0
