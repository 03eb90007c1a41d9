"""Pages of a PDF as words and lines with boxes. pdfium is not thread-safe: hold `LOCK`."""

import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, pairwise

import pypdfium2 as pdfium

from pipeline.domain.apart import Apart, SetAside
from pipeline.readers.pdf.characters import Drawn, words_on
from pipeline.readers.pdf.drawings import Drawing, layers_of
from pipeline.readers.pdf.fields import Field, fields_on, with_fields
from pipeline.readers.pdf.geometry import frame_of, turned
from pipeline.readers.pdf.hidden import reasons, unshown_share
from pipeline.readers.pdf.laid import Laid, laid_out
from pipeline.readers.pdf.lines import Line, Turn, joined

LOCK = threading.Lock()  # two threads inside pdfium get wrong text without any error

_NEITHER = re.compile(r"[\W_]")  # letter nor digit


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
        layers = layers_of(page, view, area=width * height, texts=frozenset(drawn.items))
        fields = fields_on(page, view)
    laid = laid_out(drawn, turn)
    away = reasons(drawn, laid.boxes, layers, width=width, height=height)
    level, sideways, apart = _sorted_out(laid, away, page=index + 1)
    level, hidden = _with_values(list(joined(level)), fields, page=index + 1, turn=turn)
    everything = "".join((*drawn.texts, *(field.text for field in fields)))
    return Page(
        index + 1,
        width,
        height,
        tuple(level),
        len(everything) - len(_NEITHER.findall(everything)),
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
    laid: Laid, away: Mapping[int, str], *, page: int
) -> tuple[list[Line], list[Line], list[SetAside]]:
    """Return the page's lines, those that run across them, and what is no text."""
    level: list[Line] = []
    sideways: list[Line] = []
    apart: list[SetAside] = []
    turn = laid.turn
    others = {turn.quarters: laid}
    for quarters, why, start, end in _runs(laid.drawn, away):
        own = turn if quarters is None else turn._replace(quarters=quarters)
        if own.quarters not in others:
            others[own.quarters] = laid_out(laid.drawn, own)
        view = others[own.quarters]
        for first, last in view.parts(start, end):
            line = view.line(first, last, page=page)
            if why:
                apart.append(SetAside(Apart.HIDDEN, line.text, line.place, why))
            elif quarters is None:
                apart.append(SetAside(Apart.OTHER, line.text, line.place, "set aslant"))
            else:
                (level if own == turn else sideways).append(line)
    return level, sideways, apart


def _runs(drawn: Drawn, away: Mapping[int, str]) -> Iterator[tuple[int | None, str, int, int]]:
    """Yield the words of each line that run one way and are hidden for one reason, or are not hidden.

    A run is where it starts and ends among the words.
    """
    ways = [setting.quarters for setting in drawn.settings]
    lines = drawn.lines
    if len(set(ways)) <= 1 and not away:
        starts = [n for n, (before, line) in enumerate(pairwise([-1, *lines])) if line != before]
        for start, end in pairwise([*starts, len(lines)]):
            yield ways[0], "", start, end
        return
    start = 0
    kind = [
        (line, ways[set_in], away.get(n, ""))
        for n, (line, set_in) in enumerate(zip(lines, drawn.set_in, strict=True))
    ]
    for (_, quarters, why), run in groupby(kind):
        end = start + sum(1 for _ in run)
        yield quarters, why, start, end
        start = end
