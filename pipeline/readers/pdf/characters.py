"""The words of a page as pdfium has them: what they say, where they stand, how they are set."""

import ctypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import hypot
from typing import Any, NamedTuple

import numpy as np
from pypdfium2 import raw

from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.geometry import Matrix, Numbers, quarters

_WORD = re.compile(r"[^\s\ufffe\x02]+[\ufffe\x02]?")  # pdfium writes U+FFFE for a hyphen at a line end
_LINE_END = re.compile(r"[\r\n\ufffe\x02]")
_HYPHENS = ("\ufffe", "\x02")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_BOLD = 600  # weight of the font
_BOLD_NAME = re.compile(r"bold|black|heavy|(?<![a-z])demi", re.IGNORECASE)
_FILLED = (0, 4)  # render modes; what is stroked as well shows by its outline
_INVISIBLE = 3
SEEN = 12  # of 255; what is less opaque can't be seen

Colour = tuple[int, int, int]


class Setting(NamedTuple):
    """How words are set: the same for many of them.

    `size` in points on the page; `quarters` clockwise, None where the text runs aslant; `colour` None
    where it is not a plain one; `shown` False where nothing is drawn.
    """

    size: float
    quarters: int | None
    bold: bool
    colour: Colour | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The words of a page: texts, the line each is on, whether a hyphen breaks it, boxes, base points.

    Boxes (left, top, right, bottom) and base points are those of the page as it is shown; `items` are
    the page's objects that the words come from, `set_in` the place of each word's setting in `settings`.
    """

    texts: list[str]
    lines: list[int]
    broken: list[bool]
    boxes: Numbers
    bases: Numbers
    items: list[int]
    set_in: list[int]
    settings: list[Setting]


def words_on(text_page: Any, frame: Matrix) -> Drawn:
    """Return the words of a page in pdfium's order."""
    text = text_of(text_page)
    found = [(word.group(), *word.span()) for word in _WORD.finditer(text)]
    texts = [word for word, _, _ in found]
    broken = [word.endswith(_HYPHENS) for word in texts]
    first = [start for _, start, _ in found]
    last = [
        max(start, end - (2 if divided else 1))
        for (_, start, end), divided in zip(found, broken, strict=True)
    ]
    if any(broken):
        texts = [word[:-1] + "-" if divided else word for word, divided in zip(texts, broken, strict=True)]
    ends = [end.start() for end in _LINE_END.finditer(text)]
    lines: list[int] = np.searchsorted(ends, first).tolist()
    if _LIGATURE.search(text):
        texts = [_LIGATURE.sub(lambda found: _LIGATURES[found.group()], word) for word in texts]
    handle = pdfium.handle_of(text_page)
    boxes, bases = _boxes(handle, first, last, frame)
    items = [item or 0 for item in map(pdfium.text_object, repeat(handle), first)]
    set_in, settings = _settings(handle, first, items, frame)
    return Drawn(texts, lines, broken, boxes, bases, items, set_in, settings)


def text_of(text_page: Any) -> str:
    """Return the page's text with one character for each that pdfium counts."""
    count = text_page.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page.raw, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    codes = map(pdfium.unicode_of, repeat(pdfium.handle_of(text_page)), range(count))
    return "".join(
        chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes
    )


def _boxes(handle: int, first: Sequence[int], last: Sequence[int], frame: Matrix) -> tuple[Numbers, Numbers]:
    """Return the box around each word's first and last character, and where its base line begins."""
    count = len(first)
    rects = np.zeros((2, count, 4), dtype=np.float32)  # left, top, right, bottom as pdfium has them
    for side, indices in enumerate((first, last)):
        at = rects[side].ctypes.data
        _call(map(pdfium.loose_box, repeat(handle), indices, range(at, at + 16 * count, 16)))
    x, y = np.zeros(count), np.zeros(count)
    places = (range(a.ctypes.data, a.ctypes.data + 8 * count, 8) for a in (x, y))
    _call(map(pdfium.origin, repeat(handle), first, *places))
    lowest, highest = rects.min(axis=0), rects.max(axis=0)
    ends = [
        frame.moved_all(side[:, 0].astype(float), side[:, 1].astype(float))
        for side in (
            np.minimum(lowest[:, [0, 1]], lowest[:, [2, 3]]),
            np.maximum(highest[:, [0, 1]], highest[:, [2, 3]]),
        )
    ]
    (x0, y0), (x1, y1) = ends
    boxes = np.stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1)
    return boxes, np.stack(frame.moved_all(x, y), axis=1)


def _call(calls: Iterable[int]) -> None:
    """Run through calls that write their answers to memory."""
    for _ in calls:
        pass


def _settings(
    handle: int, indices: Sequence[int], items: Sequence[int], frame: Matrix
) -> tuple[list[int], list[Setting]]:
    """Return for each word which setting it has, and the settings; words of one object share theirs."""
    firsts = [n for n, item in enumerate(items) if not n or item != items[n - 1]]
    lengths = np.diff([*firsts, len(items)])
    set_in, settings = _settings_of(handle, [indices[n] for n in firsts], [items[n] for n in firsts], frame)
    return np.repeat(np.array(set_in, dtype=np.int64), lengths).tolist(), settings


def _settings_of(
    handle: int, indices: Sequence[int], items: Sequence[int], frame: Matrix
) -> tuple[list[int], list[Setting]]:
    count = len(items)
    matrices, colours = np.zeros((count, 6), dtype=np.float32), np.zeros((count, 4), dtype=np.uint32)
    at = matrices.ctypes.data
    _call(map(pdfium.text_matrix, repeat(handle), indices, range(at, at + 24 * count, 24)))
    at = colours.ctypes.data
    channels = [range(at + n, at + n + 16 * count, 16) for n in (0, 4, 8, 12)]
    plain = np.fromiter(map(pdfium.fill_colour, items, *channels), float, count)
    sizes = np.fromiter(map(pdfium.font_size, repeat(handle), indices), float, count)
    fonts = np.fromiter((font or 0 for font in map(pdfium.font_of, items)), np.uint64, count)
    modes = np.fromiter(map(pdfium.render_mode, items), float, count)
    _, kinds = np.unique(fonts, return_inverse=True)
    looks = np.column_stack([sizes, matrices[:, :4], kinds, modes, plain, colours])
    changes = np.r_[True, (looks[1:] != looks[:-1]).any(axis=1)][:count]
    starts: list[int] = np.flatnonzero(changes).tolist()
    settings: list[Setting] = []
    set_in = np.zeros(count, dtype=np.int64)
    known: dict[bytes, int] = {}
    for n, start in enumerate(starts):
        look = looks[start]
        key = look.tobytes()
        if key not in known:
            known[key] = len(settings)
            settings.append(_setting(look.tolist(), int(fonts[start]), frame))
        set_in[start : starts[n + 1] if n + 1 < len(starts) else count] = known[key]
    return set_in.tolist(), settings


def _setting(look: Sequence[float], font: int, frame: Matrix) -> Setting:
    """Return what the numbers of a look say: size, linear matrix, font, mode, plain colour or not, colour."""
    size, a, b, c, d, _, mode, plain, red, green, blue, alpha = look
    filled = mode in _FILLED and plain
    return Setting(
        size * hypot(c, d),
        quarters(Matrix(a, b, c, d).then(frame._replace(e=0.0, f=0.0))),
        bool(font) and _is_bold(font),
        (int(red), int(green), int(blue)) if filled else None,
        mode != _INVISIBLE and not (filled and alpha <= SEEN),
    )


def _is_bold(font: int) -> bool:
    if pdfium.font_weight(font) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium.font_name(font, ctypes.addressof(name), 128)
    return _BOLD_NAME.search(name.value.decode("latin-1")) is not None
