"""Whether a page's text layer says what the page shows; judged page by page."""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from statistics import correlation

from pipeline.readers.pdf.lines import Line
from pipeline.readers.pdf.pages import Page

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ENOUGH = 150  # letters, for their mix to say something
# How often letters come, of a hundred, on the whole of the languages that contracts are written in.
_USUAL = {
    **{"a": 8.6, "b": 1.4, "c": 3.0, "d": 4.2, "e": 12.8, "f": 1.3, "g": 1.7, "h": 2.8, "i": 7.5},
    **{"j": 0.6, "k": 1.7, "l": 4.3, "m": 2.9, "n": 7.3, "o": 6.3, "p": 2.3, "q": 0.4, "r": 6.3},
    **{"s": 6.3, "t": 6.7, "u": 3.9, "v": 1.6, "w": 1.0, "x": 0.2, "y": 1.0, "z": 1.2},
}
_SHARES = list(_USUAL.values())
_LIKE_A_LANGUAGE = 0.48  # languages correlate with it at .53 and more, letters that are swapped below .46
_FEW_WORDS = 30
_SPARSE_WORDS = 150  # on a picture of the whole page: may be a stamp, or a page of its own
_OUTLINES = 100  # drawn paths on a page without text: letters turned into drawings
_HOLES = 0.002  # of the characters, without a meaning: a font lost its "fi"


class Legible(Enum):
    """What a page's text layer is worth."""

    SOUND = "sound"
    BROKEN = "broken"  # it holds text that is none
    PICTURE = "picture"  # it holds no text for what the page shows
    HOLES = "holes"  # it lacks letters here and there
    OVER_PICTURE = "over a picture"  # it may be another program's reading of a scan, or of another page


def judge(page: Page) -> Legible:
    """Return what the page's text layer is worth, as far as the page itself tells."""
    text = _text(page.lines)
    if is_garbage(text):
        return Legible.BROKEN
    words = len(text.split())
    whole = page.drawing.picture >= 0.5
    drawn = page.drawing.picture > 0.02 or page.drawing.paths >= _OUTLINES
    if (whole and words < _FEW_WORDS) or (words == 0 and drawn):
        return Legible.PICTURE
    if whole and (page.unshown >= 0.5 or words < _SPARSE_WORDS):
        return Legible.OVER_PICTURE
    return Legible.HOLES if _lost(text) > _HOLES * len(text) else Legible.SOUND


def sound_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of a broken layer that are text all the same: not every font of a page is broken."""
    return tuple(line for line in lines if not is_garbage(line.text)) if not _is_odd(_text(lines)) else ()


def is_garbage(text: str) -> bool:
    """Tell whether text comes from a font without a usable character map."""
    dense = len("".join(text.split()))
    if dense > 20 and _lost(text) > 0.02 * dense:
        return True
    return _is_odd(text)


def _lost(text: str) -> int:
    """Count the characters without a meaning; lone ones of a symbol font are bullets and boxes to tick."""
    characters = "".join(set(text))
    private = 0
    if _PRIVATE.search(characters):
        private = sum(len(_PRIVATE.findall(word)) for word in text.split() if len(word) > 1)
    return private + sum(map(text.count, _CONTROL.findall(characters)))


def _is_odd(text: str) -> bool:
    """Tell whether letters are mixed as in no language of the Latin alphabet: each stands for another."""
    dense = len("".join(text.split()))
    lower = text.lower()
    if not lower.isascii():
        lower = unicodedata.normalize("NFD", lower)
    counts = [lower.count(letter) for letter in _USUAL]
    if sum(counts) < max(_ENOUGH, 0.4 * dense):
        return False
    return len(set(counts)) == 1 or correlation(counts, _SHARES) < _LIKE_A_LANGUAGE


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)
