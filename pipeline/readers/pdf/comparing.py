"""A text layer held against what was recognised in the picture of the same page."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.readers.pdf.lines import Line

_WORD = re.compile(r"[^\W_]+")
_AGREE = 0.8  # of the words, for the two to be the same text
_THERE = 0.34  # of a line's words, for the line to be there
_ENOUGH = 4  # words in a line that can be told from chance
_LETTERS = 3  # in a word that can be told from a speck


def agree(layer: Sequence[Line], picture: Sequence[Line]) -> bool:
    """Tell whether most words are the same, wherever they stand."""
    one, other = _words(layer), _words(picture)
    most = max(one.total(), other.total())
    return not most or (one & other).total() >= _AGREE * most


def missing_from(lines: Sequence[Line], others: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines whose words don't stand about the same place among the others."""
    return tuple(line for line in lines if _is_missing(line, others))


def _is_missing(line: Line, others: Sequence[Line]) -> bool:
    words = _words([line])
    if words.total() < _ENOUGH:
        return False
    _, top, _, bottom = line.place.box
    reach = bottom - top
    near = (o for o in others if o.place.box[1] < bottom + reach and o.place.box[3] > top - reach)
    return (words & _words(near)).total() < _THERE * words.total()


def _words(lines: Iterable[Line]) -> Counter[str]:
    found = (word for line in lines for word in _WORD.findall(line.text.lower()))
    return Counter(word for word in found if len(word) >= _LETTERS)
