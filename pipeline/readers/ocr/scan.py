"""One scanned page: its picture to lines of words, whichever way up and however askew it lies."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.readers.ocr.columns import one_column, pieces_of, put_back
from pipeline.readers.ocr.lines import lines_of
from pipeline.readers.ocr.picture import ink_of, lean_of, levelled, lies_sideways, without_specks
from pipeline.readers.ocr.program import Program
from pipeline.readers.ocr.tesseract import Grey, words_table
from pipeline.readers.ocr.words import Seen, lines_in
from pipeline.readers.pdf.lines import Line, Turn

_BLANK = 0.0005  # of the page: less is no more than a few words or some dust
_GOOD, _POOR = 0.6, 0.45  # mean confidence under which a page may lie upside down, or on its side
_UNSURE = 0.6  # confidence of a word that a person should look at
_FEW = 8  # words that say little about how well a page was read


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as its picture is shown, in grey at a whole number of dots per inch."""

    page: int
    picture: Grey
    dpi: int
    quarters: int = 0  # clockwise turns by which the page's text is known to lie


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on a page; boxes are those of the page turned until its text is level.

    `confidence` is the mean of its words in [0, 1], `unsure` how many of them are doubtful.
    """

    lines: tuple[Line, ...]
    confidence: float
    unsure: int
    blank: bool = False

    @property
    def words(self) -> int:
        """Return how many words there are."""
        return sum(len(line.words) for line in self.lines)


def recognise(scan: Scan, *, program: Program, languages: Sequence[str], seconds: float) -> Recognised | None:
    """Return what the page says; None where the program fails or the time is up."""
    if ink_of(scan.picture) < _BLANK:
        return Recognised((), 1.0, 0, blank=True)
    end = time.monotonic() + seconds
    start = scan.quarters + lies_sideways(_upright(scan, scan.quarters))
    best: _Reading | None = None
    for more in (0, 2, 1, 3):  # its other way round, then its sides where nothing was found
        if more in (1, 3) and best is not None and _says_something(best[0]):
            break
        reading = _read(scan, (start + more) % 4, program, languages, end)
        if reading is not None and (best is None or _weight(reading[0]) > _weight(best[0])):
            best = reading
        if best is None or _is_good(best[0]):
            break
    return _recognised(best)


_Reading = tuple[list[list[Seen]], list[Line]]


def _read(
    scan: Scan, quarters: int, program: Program, languages: Sequence[str], end: float
) -> _Reading | None:
    picture = _upright(scan, quarters)
    lean = lean_of(picture)
    level = levelled(without_specks(picture), lean)
    pieces = pieces_of(level, dpi=scan.dpi)
    column = one_column(level, pieces)
    table = words_table(
        column, program=program, languages=languages, dpi=scan.dpi, seconds=end - time.monotonic()
    )
    if table is None:
        return None
    seen = [put_back(line, pieces) for line in lines_in(table)]
    scale = 72 / scan.dpi
    height, width = scan.picture.shape
    turn = Turn(quarters, width * scale, height * scale, lean) if quarters or lean else None
    return seen, lines_of(seen, scale=scale, page=scan.page, turn=turn)


def _upright(scan: Scan, quarters: int) -> Grey:
    return np.ascontiguousarray(np.rot90(scan.picture, k=quarters))


def _recognised(reading: _Reading | None) -> Recognised | None:
    if reading is None:
        return None
    seen, lines = reading
    unsure = sum(word.confidence < _UNSURE for line in seen for word in line)
    return Recognised(tuple(lines), round(_mean(seen), 3), unsure)


def _mean(seen: Sequence[Sequence[Seen]]) -> float:
    """Return the mean confidence, long words weighing more."""
    weights = [(len(word.text), word.confidence) for line in seen for word in line]
    letters = sum(length for length, _ in weights)
    return sum(length * confidence for length, confidence in weights) / letters if letters else 0.0


def _is_good(seen: Sequence[Sequence[Seen]]) -> bool:
    return _mean(seen) >= _GOOD and sum(map(len, seen)) >= _FEW


def _says_something(seen: Sequence[Sequence[Seen]]) -> bool:
    return _mean(seen) >= _POOR and sum(map(len, seen)) >= _FEW


def _weight(seen: Sequence[Sequence[Seen]]) -> float:
    """Return how much was read, and how surely: text the wrong way up gives many unsure scraps."""
    return _mean(seen) ** 2 * sum(map(len, seen))
