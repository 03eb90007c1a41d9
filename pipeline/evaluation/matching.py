"""When two quotes, and when two values, are the same: by the rules of the corpus's own scorer."""

import re
from collections.abc import Sequence

LONGEST_QUOTE = 150  # words
RUN = 4  # words of the runs by which two quotes are compared
SHARED = 0.6  # of the shorter quote's runs

WORDS = re.compile(r"[a-z0-9]+")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
HOURS = {"min": 1 / 60, "hour": 1, "day": 24, "week": 168, "mo": 720, "year": 8640}
LETTERS = {"h": "hour", "d": "day", "w": "week", "y": "year"}

Value = tuple[float, str]


def shares_words(a: str, b: str) -> bool:
    """Tell whether the shorter quote lies mostly inside the longer, judged by its runs of four words."""
    short, long = sorted((words_of(a), words_of(b)), key=len)
    if not short or len(long) > LONGEST_QUOTE or (len(short) < RUN and short != long):
        return False
    size = min(RUN, len(short))
    mine, theirs = _runs(short, size), _runs(long, size)
    return len(mine & theirs) / len(mine) >= SHARED


def value_of(text: str) -> Value | None:
    """Return a value's figure and unit, time in hours, so that "3 days" and "72 h" compare alike."""
    text = text.lower()
    numbers = NUMBER.findall(text.replace(",", ""))
    if not numbers:
        return None
    figure = float(numbers[-1])
    if "%" in text or "percent" in text or "per cent" in text:
        return round(figure, 4), "%"
    if re.search(r"\b(business|working)\b", text):
        return round(figure, 4), "business"
    unit = next((u for u in ("hour", "min", "day", "week", "mo", "year") if re.search(rf"\b{u}", text)), None)
    unit = unit or LETTERS.get((re.findall(r"\b\d*\s*([hdwy])\b", text) or [""])[0])
    return (round(figure * HOURS[unit], 4), "hours") if unit else None


def words_of(text: str) -> list[str]:
    """Return the words, lower-cased, of letters a to z and digits."""
    return WORDS.findall(text.lower())


def letters_of(text: str) -> str:
    """Return the letters and digits alone, by which a quote is looked for in the agreement."""
    return "".join(words_of(text))


def _runs(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}
