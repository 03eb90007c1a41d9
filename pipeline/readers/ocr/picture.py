"""A page's picture made fit for recognition: turned level, freed of specks; how much ink is on it."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.readers.ocr.tesseract import Grey

Points = tuple[NDArray[np.float64], NDArray[np.float64]]

_SMALL = 700  # pixels of the shorter side that are enough to see how lines run
_MOST_LEAN = 5.0  # degrees that a page may lie askew on the glass
_STEPS = (0.25, 0.05)  # degrees, from coarse to fine
_LEVEL = 0.15  # degrees; less does no harm
_ENOUGH = 25_000  # pixels with ink that say how lines run
_CLEARLY = 1.05  # times as uneven as without a turn
_INK = 48  # of 255, darker than the paper
_APART = 40  # of 255: five times the noise of a scan
_SPECK = 60  # of 255, darker than all pixels near it but one


def paper_of(picture: Grey) -> int:
    """Return how light the paper is: nine pixels of ten are no lighter."""
    counts = np.cumsum(Image.fromarray(picture).histogram())
    return int(np.searchsorted(counts, 0.9 * counts[-1]))


def ink_of(picture: Grey) -> float:
    """Return the share of the picture that is plainly lighter or darker than most of it, specks aside."""
    clean = without_specks(picture)
    ground = int(np.searchsorted(np.cumsum(Image.fromarray(clean).histogram()), clean.size / 2))
    apart = np.count_nonzero(clean < ground - _APART) + np.count_nonzero(clean > ground + _APART)
    return float(apart) / clean.size


def lean_of(picture: Grey) -> float:
    """Return the degrees by which the lines of text lean clockwise; 0 where they are level or unclear."""
    points = _points(picture)
    best, most = _steepest(points)
    clear = _LEVEL <= abs(best) < _MOST_LEAN and most > _CLEARLY * _unevenness(points, 0.0)
    return best if clear else 0.0


def lies_sideways(picture: Grey) -> bool:
    """Tell whether lines of text run from top to bottom, or from bottom to top."""
    points = _points(picture)
    return _steepest(points[::-1])[1] > _steepest(points)[1]


def levelled(picture: Grey, lean: float) -> Grey:
    """Return the picture turned about its middle so that what leans by `lean` degrees is level."""
    if not lean:
        return picture
    image = Image.fromarray(picture)
    return np.asarray(image.rotate(lean, resample=Image.Resampling.BICUBIC, fillcolor=paper_of(picture)))


def without_specks(picture: Grey) -> Grey:
    """Return the picture with dark pixels that have hardly a dark one near as light as what is there."""
    if min(picture.shape) < 5:
        return picture
    ys, xs = np.nonzero(picture[2:-2, 2:-2] < paper_of(picture) - _SPECK)
    near = np.stack([picture[ys + y, xs + x] for y in range(5) for x in range(5) if (x, y) != (2, 2)])
    near.partition((1, 12), axis=0)
    # Beside the end of a stroke there are two more of its pixels.
    lone = picture[ys + 2, xs + 2].astype(np.int16) + _SPECK < near[1]
    clean = picture.copy()
    clean[ys[lone] + 2, xs[lone] + 2] = near[12, lone]
    return clean


def _steepest(points: Points) -> tuple[float, float]:
    """Return the angle at which rows of pixels differ most from each other, and by how much.

    Rows along the lines of a text are either full of ink or empty.
    """
    best, reach = 0.0, _MOST_LEAN
    for step in _STEPS:
        angles = [float(angle) for angle in np.arange(best - reach, best + reach + step / 2, step)]
        best = max(angles, key=lambda angle: _unevenness(points, angle))
        reach = step
    return round(best, 2), _unevenness(points, best)


def _unevenness(points: Points, angle: float) -> float:
    """Return how much rows differ from the next when what leans by the angle is made level, in [0, 2]."""
    down, across = points
    if not len(down):
        return 0.0
    rows = np.round(down - across * np.tan(np.radians(angle))).astype(np.int32)
    full = np.bincount(rows - rows.min()).astype(np.float64)
    steps = np.diff(full, prepend=0.0, append=0.0)
    return float(np.dot(steps, steps) / np.dot(full, full))


def _points(picture: Grey) -> Points:
    """Return where ink is, down and across from the middle: enough points of a small copy."""
    factor = max(1, min(picture.shape) // _SMALL)
    small = np.asarray(Image.fromarray(picture).reduce(factor))
    down, across = np.nonzero(small < paper_of(small) - _INK)
    if len(down) > _ENOUGH:  # by chance, since every nth would make a pattern of its own
        some = np.random.default_rng(0).integers(0, len(down), _ENOUGH)
        down, across = down[some], across[some]
    height, width = small.shape  # halves would round to even rows only
    return np.asarray(down - height // 2, np.float64), np.asarray(across - width // 2, np.float64)
