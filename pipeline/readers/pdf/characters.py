"""The words of a page as pdfium has them: what they say, where they stand, how they are set."""

import ctypes
import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import hypot
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.geometry import Matrix, Numbers, quarters

_HYPHENS = ("\ufffe", "\x02")  # pdfium writes U+FFFE for a hyphen at a line end
_SPACE, _HYPHEN = 1, 2
_CLASSES = np.zeros(0x10000, dtype=np.int8)  # of characters, by their code
_CLASSES[[code for code in range(0x10000) if chr(code).isspace()]] = _SPACE
_CLASSES[[ord(hyphen) for hyphen in _HYPHENS]] = _HYPHEN
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
    first, last, broken, lines = _cut(text)
    texts = text.replace(_HYPHENS[0], " ").replace(_HYPHENS[1], " ").split()
    if True in broken:
        texts = [word + "-" if divided else word for word, divided in zip(texts, broken, strict=True)]
    if not text.isascii() and _LIGATURE.search(text):
        texts = [_LIGATURE.sub(lambda found: _LIGATURES[found.group()], word) for word in texts]
    handle = pdfium.handle_of(text_page)
    items = [item or 0 for item in map(pdfium.text_object, repeat(handle), first)]
    set_in, settings, bases = _settings(handle, first, items, frame)
    return Drawn(texts, lines, broken, _boxes(handle, first, last, frame), bases, items, set_in, settings)


def _cut(text: str) -> tuple[list[int], list[int], list[bool], list[int]]:
    """Return of each word its first and last character, whether a hyphen breaks it, and its line."""
    codes = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)
    classes = np.full(len(codes) + 2, _SPACE, dtype=np.int8)
    classes[1:-1] = _CLASSES[np.minimum(codes, 0xFFFF)]
    inside = classes == 0
    first = np.flatnonzero(inside[1:] & ~inside[:-1])
    ends = np.flatnonzero(inside[:-1] & ~inside[1:])
    broken = classes[ends + 1] == _HYPHEN
    line_ends = np.flatnonzero((classes[1:-1] == _HYPHEN) | (codes == 10) | (codes == 13))
    return first.tolist(), (ends - 1).tolist(), broken.tolist(), np.searchsorted(line_ends, first).tolist()


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


def _boxes(handle: int, first: Sequence[int], last: Sequence[int], frame: Matrix) -> Numbers:
    """Return the box around each word's first and last character."""
    count = len(first)
    rects = np.zeros((2, count, 4), dtype=np.float32)  # left, top, right, bottom as pdfium has them
    for side, indices in enumerate((first, last)):
        at = rects[side].ctypes.data
        _call(map(pdfium.loose_box, repeat(handle), indices, range(at, at + 16 * count, 16)))
    across, up = rects[:, :, ::2].astype(float), rects[:, :, 1::2].astype(float)
    x0, y0 = frame.moved_all(across.min(axis=(0, 2)), up.min(axis=(0, 2)))
    x1, y1 = frame.moved_all(across.max(axis=(0, 2)), up.max(axis=(0, 2)))
    return np.stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1)


def _call(calls: Iterable[int]) -> None:
    """Run through calls that write their answers to memory."""
    deque(calls, maxlen=0)


def _settings(
    handle: int, indices: Sequence[int], items: Sequence[int], frame: Matrix
) -> tuple[list[int], list[Setting], Numbers]:
    """Return for each word which setting it has, the settings, a point of its base line.

    Words of one object share theirs.
    """
    own = np.array(items, dtype=np.uint64)
    starts = np.flatnonzero(np.r_[True, own[1:] != own[:-1]][: len(items)] | (own == 0))
    firsts: list[int] = starts.tolist()
    lengths = np.diff([*firsts, len(items)])
    set_in, settings, points = _settings_of(
        handle, [indices[n] for n in firsts], [items[n] for n in firsts], frame
    )
    bases = np.stack(frame.moved_all(points[:, 0], points[:, 1]), axis=1)
    return np.repeat(set_in, lengths).tolist(), settings, np.repeat(bases, lengths, axis=0)


def _settings_of(
    handle: int, indices: Sequence[int], items: Sequence[int], frame: Matrix
) -> tuple[NDArray[np.int64], list[Setting], Numbers]:
    count = len(items)
    matrices, colours = np.zeros((count, 6), dtype=np.float32), np.zeros((count, 4), dtype=np.uint32)
    at = matrices.ctypes.data
    _call(map(pdfium.text_matrix, repeat(handle), indices, range(at, at + 24 * count, 24)))
    at = colours.ctypes.data
    channels = [range(at + n, at + n + 16 * count, 16) for n in (0, 4, 8, 12)]
    looks = np.empty((count, 12))
    looks[:, 0] = list(map(pdfium.font_size, repeat(handle), indices))
    looks[:, 1:5] = matrices[:, :4]
    looks[:, 5] = [font or 0 for font in map(pdfium.font_of, items)]
    looks[:, 6] = list(map(pdfium.render_mode, items))
    looks[:, 7] = list(map(pdfium.fill_colour, items, *channels))
    looks[:, 8:] = colours
    changes = np.r_[True, (looks[1:] != looks[:-1]).any(axis=1)][:count]
    starts: list[int] = np.flatnonzero(changes).tolist()
    settings: list[Setting] = []
    known: dict[bytes, int] = {}
    kinds: list[int] = []
    for look in looks[starts]:
        key = look.tobytes()
        if key not in known:
            known[key] = len(settings)
            settings.append(_setting(look.tolist(), frame))
        kinds.append(known[key])
    set_in = np.repeat(np.array(kinds, dtype=np.int64), np.diff([*starts, count]))
    return set_in, settings, matrices[:, 4:].astype(float)


def _setting(look: Sequence[float], frame: Matrix) -> Setting:
    """Return what the numbers of a look say: size, linear matrix, font, mode, plain colour or not, colour."""
    size, a, b, c, d, font, mode, plain, red, green, blue, alpha = look
    filled = mode in _FILLED and plain
    return Setting(
        size * hypot(c, d),
        quarters(Matrix(a, b, c, d).then(frame._replace(e=0.0, f=0.0))),
        bool(font) and _is_bold(int(font)),
        (int(red), int(green), int(blue)) if filled else None,
        mode != _INVISIBLE and not (filled and alpha <= SEEN),
    )


def _is_bold(font: int) -> bool:
    if pdfium.font_weight(font) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium.font_name(font, ctypes.addressof(name), 128)
    return _BOLD_NAME.search(name.value.decode("latin-1")) is not None
