"""Numbers as documents write them: iv, aa, 07, Twelve, Third."""

import re
from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def roman(number: int) -> str:
    """Return a number from 1 to 3999 in lower-case Roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def alphabetic(number: int) -> str:
    """Return a positive number in letters as web pages count: z, aa, ab."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def repeated_letter(number: int) -> str:
    """Return a positive number in letters as Word counts: z, aa, bb."""
    times, rest = divmod(number - 1, 26)
    return chr(ord("a") + rest) * (times + 1)


def cardinal(number: int) -> str:
    """Return a number below 100 in words; larger ones in figures."""
    if not 0 <= number < 100:
        return str(number)
    if number < 20:
        return _CARDINALS.split()[number]
    tens, ones = divmod(number, 10)
    return _TENS.split()[tens - 2] + (f"-{_CARDINALS.split()[ones]}" if ones else "")


def ordinal(number: int) -> str:
    """Return a number as figures with their ending: 1st, 22nd, 13th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def ordinal_word(number: int) -> str:
    """Return a number below 100 as an ordinal in words; larger ones as figures with their ending."""
    if not 0 < number < 100:
        return ordinal(number)
    head, dash, last = cardinal(number).rpartition("-")
    word = _ORDINALS.get(last) or (
        last[:-1] + "ieth" if last.endswith("y") else last.removesuffix("e") + "th"
    )
    return head + dash + word if last != "eight" else head + dash + "eighth"


def hexadecimal(number: int) -> str:
    """Return a number in capitals to the base of 16."""
    return f"{number:X}"


def footnote_signs(number: int) -> str:
    """Return a positive number as the Chicago manual marks footnotes: *, †, ‡, §, **."""
    times, rest = divmod(number - 1, len(_SIGNS))
    return _SIGNS[rest] * (times + 1)


def cyrillic(number: int) -> str:
    """Return a positive number in Russian letters: а, б … я, аа, бб."""
    times, rest = divmod(number - 1, len(_CYRILLIC))
    return _CYRILLIC[rest] * (times + 1)


def drawn(number: int, *, style: str) -> str:
    """Return a number in a style of w:numFmt, or as its pattern shows ("001, 002, …"); else in figures.

    Numbers that a style can't write, such as zero in letters, come in figures, and so do those that
    would grow without bound.
    """
    pattern = _PADDED.match(style)
    if pattern:
        return f"{number:0{len(pattern[1])}d}"
    return FORMATS[style](number) if style in FORMATS and 0 <= number <= _MOST else str(number)


_MOST = 2**31
_SIGNS = "*†‡§"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_PADDED = re.compile(r"(0+1), 0+2\b")


def _enclosed(first: str, most: int) -> Callable[[int], str]:
    """Return a style that has characters of its own for the numbers from 1 up to a last one."""
    return lambda n: chr(ord(first) + n - 1) if 0 < n <= most else str(n)


def _from_one(style: Callable[[int], str], most: int = 780) -> Callable[[int], str]:
    """Return the style for the numbers it can write."""
    return lambda n: style(n) if 0 < n <= most else str(n)


_FULL_WIDTH = {ord("0") + n: ord("０") + n for n in range(10)}

FORMATS: dict[str, Callable[[int], str]] = {  # by the names of w:numFmt
    "cardinalText": lambda n: cardinal(n).capitalize(),
    "chicago": _from_one(footnote_signs, 120),
    "decimal": str,
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalZero": lambda n: f"{n:02d}",
    "hex": hexadecimal,
    "lowerLetter": _from_one(repeated_letter),
    "lowerRoman": _from_one(roman, 3999),
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": ordinal,
    "ordinalText": lambda n: ordinal_word(n).capitalize(),
    "russianLower": _from_one(cyrillic),
    "russianUpper": _from_one(lambda n: cyrillic(n).upper()),
    "upperLetter": _from_one(lambda n: repeated_letter(n).upper()),
    "upperRoman": _from_one(lambda n: roman(n).upper(), 3999),
}
