"""Numbers in words and figures: "seventy-two", "1,500", "99.9", "one and a half", "thirtieth", "30th"."""

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
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_HALF = r"[\s-]+and[\s-]+(?:a|one)[\s-]+half"

WORDS = (
    rf"(?:(?:{_PAIR}(?:[\s-]+hundred(?:\s+and)?(?:[\s-]+{_PAIR})?)?|an?\s+hundred(?:\s+and)?(?:[\s-]+{_PAIR})?)"
    rf"(?:{_HALF})?)"
)
FIGURES = r"(?:\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?(?:\s?[½¼¾])?|[½¼¾])"

_ORDINAL_UNITS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL_UNITS.split(), start=1)} | {
    word[:-1] + "ieth": value for word, value in _TENS.items()
}
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
ORDINALS = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{'|'.join(_TENS)})[\s-]+)?(?:{_ORDINAL}))"


def number_of(text: str) -> float | None:
    """Return the number that words or figures stand for, None where they stand for none."""
    text = text.strip().lower()
    if text[:1].isdigit() or text[:1] in _PARTS:
        return _figures(text)
    words = re.findall(r"[a-z]+", text)
    if words[-1:] == ["half"]:
        whole = _words(words[:-3])
        return None if whole is None else whole + 0.5
    if "point" in words:
        at = words.index("point")
        whole, decimals = _words(words[:at]), [_UNITS.get(word) for word in words[at + 1 :]]
        if whole is None or not decimals or None in decimals:
            return None
        return float(f"{whole:g}." + "".join(str(digit) for digit in decimals))
    return _words(words)


def ordinal_of(text: str) -> int | None:
    """Return the place that "thirtieth", "twenty-first" or "30th" stands for."""
    figures = re.match(r"\d+", text.strip())
    if figures:
        return int(figures[0])
    *tens, last = re.findall(r"[a-z]+", text.lower()) or [""]
    value = _ORDINALS.get(last)
    return None if value is None else value + sum(_TENS.get(word, 0) for word in tens)


def _figures(text: str) -> float | None:
    text = re.sub(r"\s", "", text)
    part = _PARTS.get(text[-1:], 0.0)
    text = text.rstrip("½¼¾") or "0"
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return float(text.replace(",", "")) + part
    return float(text.replace(",", ".")) + part if re.fullmatch(r"\d+(?:[.,]\d+)?", text) else None


def _words(words: list[str]) -> float | None:
    total = 0
    known = [word for word in words if word not in ("and", "a", "an")]
    for word in known:
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _UNITS or word in _TENS:
            total += _UNITS.get(word, _TENS.get(word, 0))
        else:
            return None
    return float(total) if known else None
