"""Columns of a page's picture, laid under each other.

Tesseract's own search for columns takes the numbers that hang left of clauses for one, and loses many
of them. So it is told that a page has one column, and two are made one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.readers.ocr.picture import paper_of
from pipeline.readers.ocr.tesseract import Grey
from pipeline.readers.ocr.words import Seen

Ink = NDArray[np.bool_]

_SEEN_AT = 50  # dots per inch are enough to see columns
_GUTTER = 7  # points of white between columns, at least
_MIDDLE = (0.4, 0.6)  # of the width of the text: where the gutter of two columns runs
_THROUGH = 0.6  # of the lines, by height, that the gutter parts
_FULL = 0.7  # of a column's width, that lines of prose fill
_SOME_FULL, _MOST_FULL = 0.25, 0.5  # of the lines of either column, and of the fuller one
_SHORTEST = 30  # points: a lower piece of two columns is a pair of short lines
_DARK = 60  # of 255, darker than the paper
_BETWEEN = 0.2  # inches of white between pieces


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the picture, in pixels, and where it begins in the picture of one column."""

    left: int
    top: int
    right: int
    bottom: int
    at: int


def pieces_of(picture: Grey, *, dpi: int) -> list[Piece]:
    """Return the pieces of a page in the order of reading: one where it has one column."""
    height, width = picture.shape
    factor = max(1, dpi // _SEEN_AT)
    small = np.asarray(Image.fromarray(picture).reduce(factor))
    ink = small < max(paper_of(small) - _DARK, 1)
    points = factor * 72 / dpi  # to a small pixel
    gutter = _gutter(ink, points=points)
    if gutter is None:
        return [Piece(0, 0, width, height, 0)]
    pieces: list[Piece] = []
    at = 0
    for top, bottom, parted in _bands(ink, gutter, points=points):
        edges = (0, gutter * factor, width) if parted else (0, width)
        first, last = top * factor, min(bottom * factor, height)
        for left, right in pairwise(edges):
            pieces.append(Piece(left, first, right, last, at))
            at += last - first + int(_BETWEEN * dpi)
    return pieces


def one_column(picture: Grey, pieces: Sequence[Piece]) -> Grey:
    """Return the pieces laid under each other."""
    if len(pieces) == 1:
        return picture
    height = pieces[-1].at + pieces[-1].bottom - pieces[-1].top
    column = np.full((height, picture.shape[1]), paper_of(picture), dtype=np.uint8)
    for p in pieces:
        column[p.at : p.at + p.bottom - p.top, : p.right - p.left] = picture[
            p.top : p.bottom, p.left : p.right
        ]
    return column


def put_back(line: Sequence[Seen], pieces: Sequence[Piece]) -> list[Seen]:
    """Return a line of the one column with its boxes where they stand on the page."""
    middle = sum(word.box[1] + word.box[3] for word in line) / (2 * len(line))
    piece = [p for p in pieces if p.at <= middle][-1] if middle > 0 else pieces[0]
    right, down = piece.left, piece.top - piece.at
    return [
        Seen(w.text, (w.box[0] + right, w.box[1] + down, w.box[2] + right, w.box[3] + down), w.confidence)
        for w in line
    ]


def _gutter(ink: Ink, *, points: float) -> int | None:
    """Return the column of pixels in the middle of the gutter between two columns of prose."""
    across = np.nonzero(ink.any(axis=0))[0]
    lines = _lines(ink)
    if not lines or sum(bottom - top for top, bottom in lines) * points < _SHORTEST:
        return None
    left, right = int(across[0]), int(across[-1])
    reach = _reach(points)
    low, high = (int(left + share * (right - left)) for share in _MIDDLE)
    white = {x: _white(ink, lines, x, reach) for x in range(max(low, reach), min(high, ink.shape[1] - reach))}
    most = max(white.values(), default=0.0)
    if most < _THROUGH:
        return None
    best = [x for x, share in white.items() if share == most]
    gutter = best[len(best) // 2]
    full = [_full(ink[:, left:gutter]), _full(ink[:, gutter : right + 1])]
    return gutter if min(full) >= _SOME_FULL and max(full) >= _MOST_FULL else None


def _lines(ink: Ink) -> list[tuple[int, int]]:
    """Return first and last row of each run of rows with ink: a line of type, or lines beside each other."""
    edges = np.diff(ink.any(axis=1).astype(np.int8), prepend=0, append=0)
    starts, ends = np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0]
    return [(int(top), int(bottom)) for top, bottom in zip(starts, ends, strict=True)]


def _white(ink: Ink, lines: Sequence[tuple[int, int]], x: int, reach: int) -> float:
    """Return the share of the lines, by height, that leave the strip around x white."""
    parted = sum(bottom - top for top, bottom in lines if not _crosses(ink[top:bottom], x, reach))
    return parted / sum(bottom - top for top, bottom in lines)


def _crosses(line: Ink, x: int, reach: int) -> bool:
    """Tell whether a line runs on through the strip around x; a speck in it does not."""
    strip = line[:, x - reach : x + reach + 1]
    return int(np.count_nonzero(strip.any(axis=0))) > reach


def _full(side: Ink) -> float:
    """Return the share of a column's lines that fill it: prose does, cells and numbers don't."""
    width = side.shape[1]
    ends = [int(np.nonzero(side[top:bottom].any(axis=0))[0][-1]) + 1 for top, bottom in _lines(side)]
    return sum(end >= _FULL * width for end in ends) / len(ends) if ends else 0.0


def _reach(points: float) -> int:
    return max(1, round(_GUTTER / points / 2))


def _bands(ink: Ink, gutter: int, *, points: float) -> list[tuple[int, int, bool]]:
    """Return bands from the top down: first and last row, and whether the gutter parts them."""
    reach = _reach(points)
    bands: list[tuple[int, int, bool]] = []
    done = 0
    for top, bottom in _lines(ink):
        parted = not _crosses(ink[top:bottom], gutter, reach)
        if bands and bands[-1][2] == parted:
            done = bands.pop()[0]
        bands.append((done, bottom, parted))  # the white above goes with the line
        done = bottom
    if bands:
        bands[-1] = (bands[-1][0], len(ink), bands[-1][2])
    return _without_slivers(bands, least=_SHORTEST / points)


def _without_slivers(bands: Sequence[tuple[int, int, bool]], *, least: float) -> list[tuple[int, int, bool]]:
    """Return bands where a low parted one counts as across: a page number beside a date."""
    kept: list[tuple[int, int, bool]] = []
    for top, bottom, was_parted in bands:
        parted = was_parted and bottom - top >= least
        if kept and kept[-1][2] == parted:
            kept[-1] = (kept[-1][0], bottom, parted)
        else:
            kept.append((top, bottom, parted))
    return kept
