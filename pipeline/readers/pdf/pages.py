"""Pages of a PDF as words and lines with boxes. pdfium is not thread-safe: hold `LOCK`."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pypdfium2 as pdfium

from pipeline.domain.apart import Apart, SetAside
from pipeline.readers.pdf.characters import Drawn, words_on
from pipeline.readers.pdf.drawings import Drawing, layers_of
from pipeline.readers.pdf.fields import Field, fields_on, with_fields
from pipeline.readers.pdf.geometry import frame_of, turned
from pipeline.readers.pdf.hidden import reasons, unshown_share
from pipeline.readers.pdf.lines import Line, Turn, Word, joined, line_of

LOCK = threading.Lock()  # two threads inside pdfium get wrong text without any error

_ASCENT, _DESCENT = 0.8, 0.2  # of the type size; fonts often don't say theirs
_FAR = 3.0  # times the type size; a taller box means that the font tells its size otherwise


@dataclass(frozen=True, slots=True)
class Page:
    """What pdfium says of one page, its size and boxes in points, turned until its text is level.

    `characters` counts the letters and digits of its text layer, `unshown` is the share of its words that
    are not drawn, or under a picture; `sideways` are lines that run across the others; `apart` is what
    nobody sees, or is no text of the page.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    characters: int
    drawing: Drawing
    sideways: tuple[Line, ...] = ()
    apart: tuple[SetAside, ...] = ()
    unshown: float = 0.0


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Read one page, counted from 0; the caller holds `LOCK`."""
    with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
        frame, width, height = frame_of(page)
        drawn = words_on(text_page, frame)
        turn = Turn(_usual_quarters(drawn), width, height)
        if turn.quarters % 2:
            width, height = height, width
        view = frame.then(turned(turn))
        layers = layers_of(page, view, area=width * height)
        fields = fields_on(page, view)
    words = _words(drawn, turn)
    away = reasons(drawn, words, layers, width=width, height=height)
    level, sideways, apart = _sorted_out(drawn, words, away, page=index + 1, turn=turn)
    level, hidden = _with_values(list(joined(level)), fields, page=index + 1, turn=turn)
    characters = sum(map(str.isalnum, "".join((*drawn.texts, *(field.text for field in fields)))))
    return Page(
        index + 1,
        width,
        height,
        tuple(level),
        characters,
        layers.drawing,
        tuple(joined(sideways)),
        (*apart, *hidden),
        unshown_share(drawn, layers, area=width * height),
    )


def _with_values(
    lines: list[Line], fields: list[Field], *, page: int, turn: Turn
) -> tuple[list[Line], list[SetAside]]:
    """Return the lines with the values of the page's fields, and the values that aren't shown."""
    level = turn if turn.quarters else None
    hidden = [
        SetAside(Apart.HIDDEN, line.text, line.place, "in a hidden form field")
        for line in with_fields([], [f for f in fields if not f.shown], page=page, turn=level)
    ]
    return with_fields(lines, [f for f in fields if f.shown], page=page, turn=level), hidden


def _usual_quarters(drawn: Drawn) -> int:
    """Return the quarter turns by which most of the page's text runs."""
    if {setting.quarters for setting in drawn.settings} <= {0, None}:
        return 0
    letters: Counter[int] = Counter()
    for text, set_in in zip(drawn.texts, drawn.set_in, strict=True):
        letters[drawn.settings[set_in].quarters or 0] += len(text)
    return max(letters, key=lambda quarters: letters[quarters])


def _sorted_out(
    drawn: Drawn, words: list[Word], away: Mapping[int, str], *, page: int, turn: Turn
) -> tuple[list[Line], list[Line], list[SetAside]]:
    """Return the page's lines, those that run across them, and what is no text."""
    level: list[Line] = []
    sideways: list[Line] = []
    apart: list[SetAside] = []
    others = {turn.quarters: words, None: words}
    for quarters, why, run in _runs(drawn, away):
        own = turn if quarters is None else turn._replace(quarters=quarters)
        if quarters not in others:
            others[quarters] = _words(drawn, own)
        for part in _on_one_base(run, others[quarters]):
            line = _line(part, others[quarters], drawn, page=page, turn=own)
            if why:
                apart.append(SetAside(Apart.HIDDEN, line.text, line.place, why))
            elif quarters is None:
                apart.append(SetAside(Apart.OTHER, line.text, line.place, "set aslant"))
            else:
                (level if own == turn else sideways).append(line)
    return level, sideways, apart


def _on_one_base(run: list[int], words: list[Word]) -> Iterator[list[int]]:
    """Yield the words line by line: a page of short lines is upright script to pdfium, all of it one line."""
    start = 0
    for n in range(1, len(run)):
        before, word = words[run[n - 1]], words[run[n]]
        below = word.box[3] - before.box[3]
        if abs(below) > 0.8 * max(word.size, before.size, 1.0) and word.box[0] < before.box[2]:
            yield run[start:n]
            start = n
    yield run[start:]


def _runs(drawn: Drawn, away: Mapping[int, str]) -> Iterator[tuple[int | None, str, list[int]]]:
    """Yield the words of each line that run one way and are hidden for one reason, or are not hidden."""
    ways = [setting.quarters for setting in drawn.settings]
    one = len(set(ways)) <= 1 and not away
    for _, line in groupby(range(len(drawn.lines)), drawn.lines.__getitem__):
        run = list(line)
        if one:
            yield ways[0], "", run
            continue
        for (quarters, why), part in groupby(run, lambda n: (ways[drawn.set_in[n]], away.get(n, ""))):
            yield quarters, why, list(part)


def _line(run: list[int], words: list[Word], drawn: Drawn, *, page: int, turn: Turn) -> Line:
    heavy = [drawn.settings[drawn.set_in[n]].bold for n in run]
    bold = heavy[0] or heavy[-1]
    if bold and not all(heavy):  # a number or a bullet before it doesn't count
        bold = all(of or not any(map(str.isalpha, drawn.texts[n])) for n, of in zip(run, heavy, strict=True))
    return line_of([words[n] for n in run], page=page, bold=bold, turn=turn if turn.quarters else None)


def _words(drawn: Drawn, turn: Turn) -> list[Word]:
    """Return all words with boxes on the page turned so: from the base line where the type size is known."""
    if not drawn.texts:
        return []
    view = turned(turn)
    corners = [view.moved_all(drawn.boxes[:, n], drawn.boxes[:, n + 1]) for n in (0, 2)]
    (x0, y0), (x1, y1) = corners
    left, right = np.minimum(x0, x1), np.maximum(x0, x1)
    top, bottom = np.minimum(y0, y1), np.maximum(y0, y1)
    _, base = view.moved_all(drawn.bases[:, 0], drawn.bases[:, 1])
    size = np.array([0.0 if s.quarters is None else s.size for s in drawn.settings])[drawn.set_in]
    told = (size > 0) & (bottom - top <= _FAR * size)
    top, bottom = np.where(told, base - _ASCENT * size, top), np.where(told, base + _DESCENT * size, bottom)
    boxes = np.stack([left, top, right, bottom], axis=1).round(2).tolist()
    sizes = np.where(told, size, 0.0).round(2).tolist()
    return list(map(Word, drawn.texts, map(tuple, boxes), drawn.broken, sizes))
