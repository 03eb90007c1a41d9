"""The words of a page laid out as lines: in whole columns of numbers, as a page has hundreds of words."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.readers.pdf.characters import Drawn
from pipeline.readers.pdf.geometry import Numbers, turned
from pipeline.readers.pdf.lines import Line, Turn, Word, line_of

_ASCENT, _DESCENT = 0.8, 0.2  # of the type size; fonts often don't say theirs
_FAR = 3.0  # times the type size; a taller box means that the font tells its size otherwise
_STEP = 0.8  # type sizes between the base lines of words that can't be of one line


@dataclass(frozen=True, slots=True)
class Laid:
    """Words on the page turned so: their boxes, type sizes (0 where unknown), and where lines must end.

    `ends` are the words after which the next begins below and further left, `shifts` counts up to each
    word how often one differs from that before it in height or size; `edges` are the left and right
    ends of all words in turn.
    """

    drawn: Drawn
    turn: Turn
    boxes: Numbers
    sizes: list[float]
    ends: list[int]
    shifts: list[int]
    edges: bytes

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the words of a line by base lines: pdfium takes a page of short lines for upright script."""
        for n in self.ends[bisect_left(self.ends, start) : bisect_left(self.ends, end - 1)]:
            yield start, n + 1
            start = n + 1
        yield start, end

    def line(self, start: int, end: int, *, page: int) -> Line:
        """Return words as a line."""
        drawn = self.drawn
        turn = self.turn if self.turn.quarters else None
        bold = self._is_bold(start, end)
        if self.shifts[start] != self.shifts[end - 1]:
            return line_of([self._word(n) for n in range(start, end)], page=page, bold=bold, turn=turn)
        edges = array("f")
        edges.frombytes(self.edges[8 * start : 8 * end])
        left, _, right, _ = self.boxes[start:end].T.tolist()
        _, top, _, bottom = self.boxes[start].tolist()
        size = self.sizes[start] or bottom - top
        text = " ".join(drawn.texts[start:end])
        broken = drawn.broken[end - 1]
        return Line(page, text, min(left), top, max(right), bottom, size, bold, broken, edges, (), turn)

    def _word(self, n: int) -> Word:
        left, top, right, bottom = self.boxes[n].tolist()
        return Word(self.drawn.texts[n], (left, top, right, bottom), self.drawn.broken[n], self.sizes[n])

    def _is_bold(self, start: int, end: int) -> bool:
        settings, set_in = self.drawn.settings, self.drawn.set_in[start:end]
        kinds = set(set_in)
        if len(kinds) == 1:
            return settings[set_in[0]].bold
        heavy = [settings[n].bold for n in set_in]
        if all(heavy) or not (heavy[0] or heavy[-1]):
            return heavy[0]
        words = zip(heavy, self.drawn.texts[start:end], strict=True)
        return all(
            of or not any(map(str.isalpha, text)) for of, text in words
        )  # a number, a bullet before it


def laid_out(drawn: Drawn, turn: Turn) -> Laid:
    """Return all words with boxes on the page turned so: from the base line where the type size is known."""
    view = turned(turn)
    x0, y0 = view.moved_all(drawn.boxes[:, 0], drawn.boxes[:, 1])
    x1, y1 = view.moved_all(drawn.boxes[:, 2], drawn.boxes[:, 3])
    left, right = np.minimum(x0, x1), np.maximum(x0, x1)
    top, bottom = np.minimum(y0, y1), np.maximum(y0, y1)
    _, base = view.moved_all(drawn.bases[:, 0], drawn.bases[:, 1])
    of_settings = [0.0 if setting.quarters is None else setting.size for setting in drawn.settings]
    size = np.array(of_settings or [0.0])[np.array(drawn.set_in, dtype=np.int64)]
    told = (size > 0) & (bottom - top <= _FAR * size)
    top, bottom = np.where(told, base - _ASCENT * size, top), np.where(told, base + _DESCENT * size, bottom)
    boxes = np.stack([left, top, right, bottom], axis=1).round(2)
    sizes = np.where(told, size, 0.0).round(2)
    lower = np.abs(np.diff(boxes[:, 3])) > _STEP * np.maximum(np.maximum(sizes[1:], sizes[:-1]), 1.0)
    ends = np.flatnonzero(lower & (boxes[1:, 0] < boxes[:-1, 2]))
    shifts = np.cumsum(np.r_[0, (np.diff(boxes[:, 1]) != 0) | (np.diff(boxes[:, 3]) != 0)][: len(boxes)])
    return Laid(
        drawn,
        turn,
        boxes,
        sizes.tolist(),
        ends.tolist(),
        shifts.tolist(),
        boxes[:, ::2].astype(np.float32).tobytes(),
    )
