"""Numbers as documents write them: iv, aa, 07, Twelve, Third."""

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


FORMATS: dict[str, Callable[[int], str]] = {  # by the names of w:numFmt
    "cardinalText": lambda n: cardinal(n).capitalize(),
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "lowerLetter": lambda n: repeated_letter(n) if n > 0 else str(n),
    "lowerRoman": lambda n: roman(n) if 0 < n < 4000 else str(n),
    "ordinal": ordinal,
    "ordinalText": lambda n: ordinal_word(n).capitalize(),
    "upperLetter": lambda n: repeated_letter(n).upper() if n > 0 else str(n),
    "upperRoman": lambda n: roman(n).upper() if 0 < n < 4000 else str(n),
}
