"""Matrices and boxes: from PDF coordinates to the page as it is shown, or turned until its text is level."""

import ctypes
from math import hypot
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from pipeline.readers.pdf.lines import Box, Turn

Numbers = NDArray[np.float64]


class Matrix(NamedTuple):
    """The map x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: "Matrix") -> "Matrix":
        """Return the map that applies this one first."""
        a, b, c, d, e, f = self
        g, h, i, j, k, m = outer
        return Matrix(
            a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
        )

    def moved(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def around(self, box: Box) -> Box:
        """Return the box around a box that was moved."""
        corners = [self.moved(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def moved_all(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Return where points come to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def frame_of(page: Any) -> tuple[Matrix, float, float]:
    """Return the way from PDF coordinates to the page as it is shown, and that page's width and height."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(rect))
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    width, height = right - left, top - bottom
    rotation = page.get_rotation() % 360
    if rotation == 90:
        return Matrix(0, 1, 1, 0, -bottom, -left), height, width
    if rotation == 180:
        return Matrix(-1, 0, 0, 1, right, -bottom), width, height
    if rotation == 270:
        return Matrix(0, -1, -1, 0, top, right), height, width
    return Matrix(1, 0, 0, -1, -left, top), width, height


def turned(turn: Turn) -> Matrix:
    """Return the way from the page as it is shown to the page turned until its text is level."""
    if turn.quarters == 1:
        return Matrix(0, -1, 1, 0, 0, turn.width)
    if turn.quarters == 2:
        return Matrix(-1, 0, 0, -1, turn.width, turn.height)
    if turn.quarters == 3:
        return Matrix(0, 1, -1, 0, turn.height, 0)
    return Matrix()


def quarters(matrix: Matrix) -> int | None:
    """Return the quarter turns, clockwise, by which text set with the matrix runs; None if aslant."""
    length = hypot(matrix.a, matrix.b)
    if not length:
        return 0
    across, down = matrix.a / length, matrix.b / length
    if abs(across) > 0.98:
        return 0 if across > 0 else 2
    if abs(down) > 0.98:
        return 1 if down > 0 else 3
    return None
