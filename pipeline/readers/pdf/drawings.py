"""What is drawn on a page: straight lines that may rule a table, and pictures, as pdfium lists them."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from pipeline.readers.pdf.lines import Box

Frame = Callable[[float, float], tuple[float, float]]  # from PDF coordinates to those of the shown page
Matrix = tuple[float, float, float, float, float, float]

_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)
_STRAIGHT = 0.5  # points that a rule may lean
_MOST_RULES = 3_000  # more make a drawing, not a table
_DEEPEST = 6  # forms within forms


@dataclass(frozen=True, slots=True)
class Drawing:
    """Level and upright rules, the number of paths, and the share of the page under its largest picture."""

    rules: tuple[Box, ...]
    paths: int
    picture: float


def drawing_on(page: Any, frame: Frame, *, area: float) -> Drawing:
    """Look at all paths and pictures of a page; the caller holds pdfium's lock."""
    rules: list[Box] = []
    paths = 0
    picture = 0.0
    for kind, item, matrix in _items(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            picture = max(picture, _area(matrix) / max(area, 1.0))
            continue
        paths += 1
        if len(rules) <= _MOST_RULES:
            rules += _rules(item, matrix, frame)
    return Drawing(tuple(rules) if len(rules) <= _MOST_RULES else (), paths, min(picture, 1.0))


def _items(page: Any) -> Iterator[tuple[int, Any, Matrix]]:
    """Yield kind, object and matrix of each path and picture, also of those in forms within the page."""
    count = raw.FPDFPage_CountObjects(page.raw)
    waiting = [(raw.FPDFPage_GetObject(page.raw, n), _UNMOVED, 0) for n in range(count)]
    while waiting:
        item, outer, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            matrix = _times(_matrix(item), outer)
            inner = range(raw.FPDFFormObj_CountObjects(item))
            waiting += [(raw.FPDFFormObj_GetObject(item, n), matrix, depth + 1) for n in inner]
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield kind, item, _times(_matrix(item), outer)


def _rules(path: Any, matrix: Matrix, frame: Frame) -> Iterator[Box]:
    """Yield the straight parts of a path that run level or upright."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for n in range(min(raw.FPDFPath_CountSegments(path), _MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(path, n)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame(*_moved(matrix, x.value, y.value))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _rule(last, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _rule(point, start)
        last = point


def _rule(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Box]:
    level, upright = abs(start[1] - end[1]) <= _STRAIGHT, abs(start[0] - end[0]) <= _STRAIGHT
    if level != upright:
        yield min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])


def _area(matrix: Matrix) -> float:
    """Return the area of a picture, which its matrix stretches from the unit square."""
    a, b, c, d, _, _ = matrix
    return abs(a * d - b * c)


def _matrix(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return _UNMOVED
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies the inner one first."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
