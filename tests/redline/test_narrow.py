import difflib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.redline.tracked.narrow import narrow, size, word_bounds

TEXT = "the provider shall keep logs for 30 days in two regions"
WORDS = st.lists(st.sampled_from(TEXT.split()), max_size=12)


def shown(old: str, new: str) -> str:
    """Write the changes as lawyers do: [-struck-]{+added+}."""
    out, at = "", 0
    for small in narrow(old, new):
        gone = f"[-{old[small.start : small.end]}-]" if small.end > small.start else ""
        out += old[at : small.start] + gone + (f"{{+{small.new}+}}" if small.new else "")
        at = small.end
    return out + old[at:]


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("It may keep logs.", "It shall keep logs.", "It [-may-]{+shall+} keep logs."),
        ("It keeps logs.", "It keeps all logs.", "It keeps{+ all+} logs."),
        ("It keeps all logs.", "It keeps logs.", "It keeps[- all-] logs."),
        # half a word is no word
        ("within 24 hours", "within 240 hours", "within [-24-]{+240+} hours"),
        ("at 99.9 %", "at 99.5 %", "at [-99.9-]{+99.5+} %"),
        ("the Customer’s data", "the Customer’s own data", "the Customer’s{+ own+} data"),
        # changes with a space between them are one
        ("in a reasonable time", "within 24 hours", "[-in a reasonable time-]{+within 24 hours+}"),
        # a long word between them is kept
        (
            "may notify promptly",
            "shall notify immediately",
            "[-may-]{+shall+} notify [-promptly-]{+immediately+}",
        ),
        ("Logs are kept.", "Logs are kept.", "Logs are kept."),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
    ],
)
def test_narrow(old, new, marked):
    assert shown(old, new) == marked


def applied(old: str, new: str) -> str:
    out, at = "", 0
    for small in narrow(old, new):
        out += old[at : small.start] + small.new
        at = small.end
    return out + old[at:]


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS)
def test_narrow_makes_the_new_text_with_little_more_than_the_least(old, new):
    a, b = " ".join(old), " ".join(new)
    assert applied(a, b) == b
    assert size(narrow(a, b)) <= 1.3 * _known_difference(a, b)


def _known_difference(a: str, b: str) -> int:
    """Return an upper bound of the smallest difference by words, from another program."""
    x, y = (re.findall(r"\w+|\s+|.", text) for text in (a, b))
    codes = difflib.SequenceMatcher(None, x, y, autojunk=False).get_opcodes()
    return sum(len("".join(x[i:j])) + len("".join(y[k:m])) for kind, i, j, k, m in codes if kind != "equal")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(3, 6, "may"), (4, 5, "may"), (3, 8, "may keep"), (2, 2, ""), (5, 5, "may"), (0, 2, "It")],
)
def test_word_bounds(start, end, words):
    text = "It may keep logs."
    first, last = word_bounds(text, start, end)
    assert text[first:last] == words
