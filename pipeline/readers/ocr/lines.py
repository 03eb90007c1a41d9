"""Recognised words as lines of a page, set as text pages have them: from base line and type size.

The box of a recognised word ends where its ink does, so "common" is half as high as "display". Which
letters a word has says how its box lies about the base line, and how large its type is.
"""

from collections.abc import Sequence
from statistics import median

from pipeline.readers.ocr.words import Seen
from pipeline.readers.pdf.lines import Line, Turn, Word, line_of

_ASCENT, _DESCENT = 0.8, 0.2  # of the type size, as for the lines of text pages
_TALL, _LOW, _HANGING = 0.7, 0.47, 0.21  # of the type size: capitals and "d", "x" and "o", below "p"
_HANG = frozenset("gjpqyQ,;()[]{}|/§$@")
_STAND = frozenset("bdfhijklt()[]{}|/§$@'\"“”‘’!?%&#")
_LOW_ONLY = frozenset(".,-–—_:;=+~·•*<>")
_ALIKE = 0.09  # of the usual size: a scan's measure trembles by that much
_HYPHENS = ("-", "\u00ad", "‐")


def lines_of(seen: Sequence[Sequence[Seen]], *, scale: float, page: int, turn: Turn | None) -> list[Line]:
    """Return the lines in points of the page as it is read; `scale` is points for a pixel."""
    measured = [(words, *_measures(words)) for words in seen]
    sizes = [size for words, _, size in measured for _ in words]
    usual = median(sizes) if sizes else 0.0
    lines = []
    for words, base, measure in measured:
        size = usual if abs(measure - usual) <= _ALIKE * usual else measure
        lines.append(line_of(_words(words, base, size, scale=scale), page=page, turn=turn))
    return lines


def _words(seen: Sequence[Seen], base: float, size: float, *, scale: float) -> list[Word]:
    """Return the words in points, as high as their type."""
    top, bottom = round(scale * (base - _ASCENT * size), 2), round(scale * (base + _DESCENT * size), 2)
    boxes = [(round(scale * word.box[0], 2), top, round(scale * word.box[2], 2), bottom) for word in seen]
    last = len(seen) - 1
    return [
        Word(word.text, box, n == last and _is_broken(word.text), round(scale * size, 2))
        for n, (word, box) in enumerate(zip(seen, boxes, strict=True))
    ]


def _is_broken(text: str) -> bool:
    return text.endswith(_HYPHENS) and len(text) > 1 and text[-2].isalpha()


def _measures(words: Sequence[Seen]) -> tuple[float, float]:
    """Return base line and type size of a line, in pixels: what most of its words say."""
    told = [(word, *_shape(word.text)) for word in words if not set(word.text) <= _LOW_ONLY]
    if not told:
        top, bottom = min(word.box[1] for word in words), max(word.box[3] for word in words)
        return bottom, max(bottom - top, 1.0) / _TALL
    size = median((word.box[3] - word.box[1]) / (above + below) for word, above, below in told)
    base = median(word.box[3] - below * size for word, _, below in told)
    return base, size


def _shape(text: str) -> tuple[float, float]:
    """Return how far the word's ink reaches above and below the base line, in type sizes."""
    tall = any(letter.isupper() or letter.isdigit() or letter in _STAND for letter in text)
    return (_TALL if tall else _LOW), (_HANGING if any(letter in _HANG for letter in text) else 0.0)
