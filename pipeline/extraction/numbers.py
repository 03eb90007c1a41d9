"""Numbers in words and figures: "seventy-two", "1,500", "99.9", "ninety-nine point nine"."""

import re

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
_TENS = {word: 20 + 10 * at for at, word in enumerate(_TEN_WORDS.split())} | {"fourty": 40}
_SMALL = "|".join(sorted((*_UNITS, *_TENS), key=len, reverse=True))
_PAIR = rf"(?:{_SMALL})(?:[\s-]+(?:{_SMALL}))?"

WORDS = rf"(?:{_PAIR}(?:\s+hundred(?:\s+and)?(?:\s+{_PAIR})?)?)"
FIGURES = r"(?:\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"


def number_of(text: str) -> float | None:
    """Return the number that words or figures stand for, None where they stand for none."""
    text = text.strip().lower()
    if text[:1].isdigit():
        return _figures(text)
    words = re.findall(r"[a-z]+", text)
    if "point" in words:
        at = words.index("point")
        whole, decimals = _words(words[:at]), [_UNITS.get(word) for word in words[at + 1 :]]
        if whole is None or not decimals or None in decimals:
            return None
        return float(f"{whole:g}." + "".join(str(digit) for digit in decimals))
    return _words(words)


def _figures(text: str) -> float | None:
    text = re.sub(r"\s", "", text)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return float(text.replace(",", ""))
    return float(text.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", text) else None


def _words(words: list[str]) -> float | None:
    total = 0
    known = [word for word in words if word != "and"]
    for word in known:
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _UNITS or word in _TENS:
            total += _UNITS.get(word, _TENS.get(word, 0))
        else:
            return None
    return float(total) if known else None
