"""What is drawn on a page: straight lines that may rule a table, filled shapes, pictures."""

import ctypes
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

from pypdfium2 import raw

from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.characters import SEEN, Colour
from pipeline.readers.pdf.geometry import Matrix
from pipeline.readers.pdf.lines import Box

_STRAIGHT = 0.5  # points that a rule may lean
_MOST_RULES = 3_000  # more make a drawing, not a table
_MOST_SHAPES = 500
_THIN = 3.0  # points; a thinner shape is a rule or an underline
_DEEPEST = 6  # forms within forms


class Shape(NamedTuple):
    """What covers a part of the page: its colour, None for a picture or a shading; `order` of drawing."""

    box: Box
    colour: Colour | None
    order: int
    opaque: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Level and upright rules, the number of paths, and the share of the page under its largest picture."""

    rules: tuple[Box, ...]
    paths: int
    picture: float


class Layers(NamedTuple):
    """A page's objects as they lie on each other: its drawing, its shapes, the order of its text objects."""

    drawing: Drawing
    shapes: list[Shape]
    order: dict[int, int]


def layers_of(page: Any, frame: Matrix, *, area: float, texts: Container[int] = ()) -> Layers:
    """Look at all objects of a page, of which some are known to be text; the caller holds pdfium's lock."""
    rules: list[Box] = []
    shapes: list[Shape] = []
    paths, picture = 0, 0.0
    items, others = _items(page, texts)
    for n, kind, item, form in others:
        matrix = frame if form is None else form.then(frame)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            if len(rules) <= _MOST_RULES:
                rules += _rules(item, _matrix(item).then(matrix))
            if len(shapes) < _MOST_SHAPES:
                shapes += _filled(item, matrix, order=n)
        else:
            box = _bounds(item, matrix)
            shapes.append(Shape(box, None, n, opaque=False))
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                own = _matrix(item).then(matrix)
                picture = max(picture, abs(own.a * own.d - own.b * own.c) / max(area, 1.0))
    kept = tuple(rules) if len(rules) <= _MOST_RULES else ()
    order = dict(zip(items, range(len(items)), strict=True))
    return Layers(Drawing(kept, paths, min(picture, 1.0)), shapes, order)


def _items(page: Any, texts: Container[int]) -> tuple[list[int], list[tuple[int, int, int, Matrix | None]]]:
    """Return all objects in the order of drawing, also those in forms, and those that are no text.

    Those with their place, their kind, and the way from their form to the page.
    """
    handle = pdfium.handle_of(page)
    count = raw.FPDFPage_CountObjects(page.raw)
    found = list(map(pdfium.object_at, repeat(handle), range(count)))
    text, form = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM
    kinds = [text if item in texts else pdfium.kind_of(item) for item in found]
    if form not in kinds:
        return found, [(n, k, found[n], None) for n, k in enumerate(kinds) if k != text]
    items: list[int] = []
    others: list[tuple[int, int, int, Matrix | None]] = []
    for kind, item in zip(kinds, found, strict=True):
        for own, part, matrix in _within(item, Matrix(), depth=1) if kind == form else [(kind, item, None)]:
            if own != text:
                others.append((len(items), own, part, matrix))
            items.append(part)
    return items, others


def _within(form: int, outer: Matrix, *, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    matrix = _matrix(form).then(outer)
    count = raw.FPDFFormObj_CountObjects(ctypes.cast(form, raw.FPDF_PAGEOBJECT))
    for item in map(pdfium.object_within, repeat(form), range(max(0, count))):
        kind = pdfium.kind_of(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, item, matrix
        elif depth < _DEEPEST:
            yield from _within(item, matrix, depth=depth + 1)


def _matrix(item: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    return Matrix(*values) if pdfium.matrix_of(item, ctypes.addressof(values)) else Matrix()


def _bounds(item: int, matrix: Matrix) -> Box:
    values = (ctypes.c_float * 4)()
    at = ctypes.addressof(values)
    pdfium.bounds_of(item, at, at + 4, at + 8, at + 12)  # left, bottom, right, top
    return matrix.around((values[0], values[1], values[2], values[3]))


def _filled(item: int, matrix: Matrix, *, order: int) -> Iterator[Shape]:
    """Yield a path as a shape where it is filled and thick enough to lie over or under a word."""
    modes = (ctypes.c_int * 2)()
    at = ctypes.addressof(modes)
    if not pdfium.draw_mode(item, at, at + 4) or modes[0] == raw.FPDF_FILLMODE_NONE:
        return
    box = _bounds(item, matrix)
    if min(box[2] - box[0], box[3] - box[1]) < _THIN:
        return
    values = (ctypes.c_uint * 4)()
    at = ctypes.addressof(values)
    plain = pdfium.fill_colour(item, at, at + 4, at + 8, at + 12)
    if plain and values[3] <= SEEN:
        return
    colour = (values[0], values[1], values[2]) if plain else None
    opaque = pdfium.segment_count(item) <= 6 and not pdfium.is_see_through(item) and not _is_clipped(item)
    yield Shape(box, colour, order, opaque=colour is not None and opaque)


def _is_clipped(item: int) -> bool:
    """Tell whether only a part of the shape may show."""
    clip = raw.FPDFPageObj_GetClipPath(ctypes.cast(item, raw.FPDF_PAGEOBJECT))
    return bool(clip) and raw.FPDFClipPath_CountPaths(clip) > 0


def _rules(path: int, matrix: Matrix) -> Iterator[Box]:
    """Yield the straight parts of a path that run level or upright."""
    values = (ctypes.c_float * 2)()
    at = ctypes.addressof(values)
    start = last = (0.0, 0.0)
    for n in range(min(pdfium.segment_count(path), _MOST_RULES)):
        segment = pdfium.segment_at(path, n)
        kind = pdfium.segment_kind(segment)
        pdfium.segment_point(segment, at, at + 4)
        point = matrix.moved(values[0], values[1])
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _rule(last, point)
        if pdfium.segment_closes(segment):
            yield from _rule(point, start)
        last = point


def _rule(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Box]:
    level, upright = abs(start[1] - end[1]) <= _STRAIGHT, abs(start[0] - end[0]) <= _STRAIGHT
    if level != upright:
        yield min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
