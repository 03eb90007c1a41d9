"""Letters that look like Latin ones and are not: "dаta" with a Cyrillic а reads as data and matches nothing.

A word is disguised where letters of another alphabet stand among Latin ones and all of them have a
Latin double. A name in Greek or Cyrillic is no disguise, nor is "β-test", "Δt" or "µs".
"""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.domain.places import Span

# The look-alike above, the Latin letter below it.
_DOUBLES = (
    ("АВЕКМНОРСТУХЅІЈԚԜҮӀаеорсухѕіјһԁԛԝѵӏ", "ABEKMHOPCTYXSIJQWYIaeopcyxsijhdqwvl"),  # Cyrillic
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳοϲανρικυ", "ABEZHIKMNOPTYXCjocavpiku"),  # Greek
    ("օսհոցզյ", "ouhngqj"),  # Armenian
    ("ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏚᏔᏙᏞᏟᏢᏦᏴ", "DRTAJEWMHGZSWVLCPKB"),  # Cherokee
    ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPDTGKJCZFMNLSRVHWXYAEIOU"),  # Lisu
    ("ɑɡ", "ag"),  # phonetic
)
# Sets of whole Latin letters and digits that Unicode keeps for wide text and for formulas.
_STYLED = (range(0xFF10, 0xFF5B), range(0x2100, 0x2150), range(0x2160, 0x2180), range(0x1D400, 0x1D800))
_FORMULA_LETTERS = frozenset("ανρικυ")  # in "ρs" or "2α" they are what they are


def _styled() -> Iterator[tuple[str, str]]:
    for code in (code for codes in _STYLED for code in codes):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain.isascii() and plain.isalnum():
            yield chr(code), plain


LATIN_FOR = dict(_styled()) | {c: p for odd, plain in _DOUBLES for c, p in zip(odd, plain, strict=True)}

_PLAIN = str.maketrans(LATIN_FOR)
_ODD = frozenset(LATIN_FOR)  # ten times faster to look into than a pattern of a thousand letters
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile("[\uff10-\uff5a]+")  # wide letters deceive nobody, but match nothing
_FORMULA = re.compile("[\U0001d400-\U0001d7ff]{2,}")  # no word of an agreement is a formula


def fold(text: str) -> str:
    """Return the text with look-alikes as the Latin letters they show; its length stays the same."""
    if text.isascii() or _ODD.isdisjoint(text):
        return text
    parts, at = [], 0
    for span in _folded(text):
        parts += [text[at : span.start], text[span.start : span.end].translate(_PLAIN)]
        at = span.end
    return "".join([*parts, text[at:]])


def disguises(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the words with look-alikes among their letters, each with the word it shows."""
    if text.isascii() or _ODD.isdisjoint(text):
        return
    for span in _folded(text):
        word = text[span.start : span.end]
        if not _WIDE.fullmatch(word):
            yield span, word.translate(_PLAIN)


def _folded(text: str) -> Iterator[Span]:
    """Yield the words to be folded; one wholly of look-alikes counts in text that is otherwise Latin."""
    words = [found for found in _WORD.finditer(text) if not found.group().isascii()]
    latin = any("a" <= c.lower() <= "z" for c in text) and not any(map(_is_foreign, text))
    for found in words:
        word = found.group()
        odd = [c for c in word if not _is_latin(c)]
        if not odd or any(c not in LATIN_FOR for c in odd):
            continue
        whole = len(odd) == len(word)
        styled = _WIDE.fullmatch(word) or _FORMULA.fullmatch(word)
        if styled or ((latin or not whole) and not _is_formula(word, odd)):
            yield Span(*found.span())


def _is_formula(word: str, odd: list[str]) -> bool:
    """Tell "ρs", "α" and "Xα" from words: one or two letters, the odd ones such as formulas use."""
    return len(word) <= 2 and all(c in _FORMULA_LETTERS or _styled_letter(c) for c in odd)


def _styled_letter(character: str) -> bool:
    return any(ord(character) in codes for codes in _STYLED)


def _is_latin(character: str) -> bool:
    return character.isascii() or (
        character not in LATIN_FOR and unicodedata.name(character, "").startswith("LATIN")
    )


def _is_foreign(character: str) -> bool:
    """Tell a letter of another alphabet that no Latin letter looks like."""
    return character.isalpha() and character not in LATIN_FOR and not _is_latin(character)
