"""Tesseract's table of words (TSV) as words of lines, in pixels of the picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

Box = tuple[float, float, float, float]  # left, top, right, bottom

_WORD = "5"  # its level in the table: page, block, paragraph, line, word
_COLUMNS = 12
_DIRT = 0.5  # a lone mark that is less sure than this is a speck on the glass


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as it was recognised; `confidence` in [0, 1]."""

    text: str
    box: Box
    confidence: float


def lines_in(table: str) -> list[list[Seen]]:
    """Return the words of each line in the order of the table; what is no row of it is passed over."""
    rows = (row.split("\t", _COLUMNS - 1) for row in table.splitlines())
    words = (row for row in rows if len(row) == _COLUMNS and row[0] == _WORD)
    lines = (
        [seen for row in line for seen in _seen(row)] for _, line in groupby(words, lambda row: row[1:5])
    )
    return [line for line in lines if line]


def _seen(row: list[str]) -> Iterator[Seen]:
    try:
        left, top, width, height = map(float, row[6:10])
        confidence = float(row[10]) / 100
    except ValueError:
        return
    text = row[11].strip()
    is_mark = not any(map(str.isalnum, text))
    if text and width > 0 and height > 0 and confidence >= 0 and not (is_mark and confidence < _DIRT):
        yield Seen(text, (left, top, left + width, top + height), min(confidence, 1.0))
