"""Text that a reader of the paper would not see: too small, off the page, covered, in the paper's colour.

Text is called hidden only where that is plain: over a picture or a shading its ground isn't known,
and invisible text over a scanned picture is how text recognition hands in its work.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.readers.pdf.characters import Colour, Drawn, Setting
from pipeline.readers.pdf.drawings import Layers, Shape
from pipeline.readers.pdf.geometry import Numbers
from pipeline.readers.pdf.lines import Box

_TINY = 2.0  # points
_ALIKE = 20  # of 255, in each of red, green and blue
_PAPER: Colour = (255, 255, 255)
_SCAN = 0.5  # of the page under one picture


def reasons(drawn: Drawn, boxes: Numbers, layers: Layers, *, width: float, height: float) -> dict[int, str]:
    """Return why words are hidden, by their place; `boxes` are theirs on the page as it is read."""
    off = (boxes[:, 2] <= 0) | (boxes[:, 0] >= width) | (boxes[:, 3] <= 0) | (boxes[:, 1] >= height)
    found = dict.fromkeys(np.flatnonzero(off).tolist(), "outside the page")
    tints = {shape.colour for shape in layers.shapes if shape.colour} | {_PAPER}
    doubtful = {n for n, setting in enumerate(drawn.settings) if _may_hide(setting, tints)}
    opaque = [shape for shape in layers.shapes if shape.opaque]
    if not (doubtful or opaque):
        return found
    last = max((shape.order for shape in opaque), default=-1)
    for n, (set_in, item) in enumerate(zip(drawn.set_in, drawn.items, strict=True)):
        if n not in found and (set_in in doubtful or (opaque and layers.order.get(item, last) < last)):
            left, top, right, bottom = boxes[n].tolist()
            box = (left, top, right, bottom)
            why = _why(box, drawn.settings[set_in], layers.order.get(item), layers, opaque)
            if why:
                found[n] = why
    return found


def unshown_share(drawn: Drawn, layers: Layers, *, area: float) -> float:
    """Return the share of words that are in the file but not drawn, or under a picture of the whole page."""
    large = (s.order for s in layers.shapes if s.colour is None and _area(s.box) >= _SCAN * area)
    last = max(large, default=-1)
    if last < 0 and all(setting.shown for setting in drawn.settings):
        return 0.0
    unshown = sum(
        not drawn.settings[n].shown or layers.order.get(item, last) < last
        for n, item in zip(drawn.set_in, drawn.items, strict=True)
    )
    return unshown / max(len(drawn.set_in), 1)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _may_hide(setting: Setting, tints: set[Colour]) -> bool:
    colour = setting.colour
    if not setting.shown or 0 < setting.size < _TINY:
        return True
    return colour is not None and any(_alike(colour, tint) for tint in tints)


def _why(box: Box, setting: Setting, order: int | None, layers: Layers, opaque: Sequence[Shape]) -> str:
    if not setting.shown:
        return "" if layers.drawing.picture >= _SCAN else "invisible"
    if 0 < setting.size < _TINY and box[3] - box[1] < 2 * _TINY:
        return "tiny type"
    if order is not None and any(shape.order > order for shape in _under(box, opaque)):
        return "covered by a shape"
    return "" if order is None or setting.colour is None else _lost_in(box, setting.colour, order, layers)


def _lost_in(box: Box, colour: Colour, order: int, layers: Layers) -> str:
    """Return why text can't be told from what lies under it; "" where it can, or that isn't known."""
    below = [shape for shape in _under(box, layers.shapes) if shape.order < order]
    ground = below[-1].colour if below else _PAPER
    if ground is None or not _alike(colour, ground):
        return ""
    return "white on white" if _alike(ground, _PAPER) else "in the colour of its ground"


def _under(box: Box, shapes: Sequence[Shape]) -> Iterator[Shape]:
    """Yield the shapes that hold the middle of the box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for shape in shapes:
        left, top, right, bottom = shape.box
        if left <= x <= right and top <= y <= bottom:
            yield shape


def _alike(colour: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(colour, other, strict=True))
