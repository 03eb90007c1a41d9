"""Ruled tables: pdfplumber's finder makes cells of pdfium's rules, and pdfium's words fill them.

So no word is lost or doubled, and no page is parsed twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.table import TableFinder

from pipeline.readers.pdf.bands import banded_tables
from pipeline.readers.pdf.lines import Box, Line, Word, around, line_of
from pipeline.readers.pdf.pages import Page

_CellBoxes = list[Box | None]  # of one row; None for the rest of a merged cell

_FEWEST_PATHS = 3
_FEWEST_UPRIGHT = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a ruled table: the lines of each cell; none where it is empty or part of a merged one."""

    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows from the top down, and its box."""

    box: Box
    rows: tuple[Row, ...]


def tables_on(page: Page, lines: Sequence[Line]) -> tuple[list[Table], list[Line]]:
    """Return the page's tables, and the lines without the words that stand in them."""
    rest = list(lines)
    tables: list[Table] = []
    if page.drawing.paths < _FEWEST_PATHS:
        return tables, rest
    ruled = page.drawing.rules
    for cells in (*_cells(ruled), *banded_tables(ruled, rest, height=page.height)):
        table = _filled(cells, rest)
        if table is not None:
            tables.append(table)
            rest = [left for line in rest if (left := _outside(line, table.box)) is not None]
    return tables, rest


class _Ruled:
    """A page as pdfplumber's table finder sees it: its edges."""

    def __init__(self, rules: Sequence[Box]) -> None:
        self.edges = [_edge(rule) for rule in rules]


def _edge(rule: Box) -> dict[str, float | str]:
    left, top, right, bottom = rule
    orientation = "v" if bottom - top > right - left else "h"
    size = {"width": right - left, "height": bottom - top}
    return {"x0": left, "top": top, "x1": right, "bottom": bottom, "orientation": orientation, **size}


def _cells(rules: Sequence[Box]) -> list[list[_CellBoxes]]:
    """Return the boxes of the cells of each row of each table."""
    upright = sum(1 for left, top, right, bottom in rules if bottom - top > right - left)
    if upright < _FEWEST_UPRIGHT or upright == len(rules):
        return []
    return [[list(row.cells) for row in table.rows] for table in TableFinder(_Ruled(rules)).tables]


def _filled(cells: list[_CellBoxes], lines: Sequence[Line]) -> Table | None:
    """Return the table with its words; None where it is a frame, or doesn't hold the words it surrounds."""
    if len(cells) < 2 or max(map(len, cells)) < 2:
        return None
    box = around(cell for row in cells for cell in row if cell)
    words = [(word, line) for line in lines for word in line.words if _holds(box, word)]
    rows = [_row(row, words) for row in cells]
    placed = sum(line.count for row in rows for cell in row.cells for line in cell)
    wide = sum(1 for row in rows if sum(1 for cell in row.cells if cell) > 1)
    if placed != len(words) or not words or wide < 2:
        return None
    return Table(box, tuple(row for row in rows if any(row.cells)))


def _row(cells: _CellBoxes, words: Sequence[tuple[Word, Line]]) -> Row:
    return Row(tuple(_lines([pair for pair in words if cell and _holds(cell, pair[0])]) for cell in cells))


def _lines(words: Sequence[tuple[Word, Line]]) -> tuple[Line, ...]:
    """Return a cell's words on the lines they come from."""
    lines: dict[int, tuple[Line, list[Word]]] = {}
    for word, line in words:
        lines.setdefault(id(line), (line, []))[1].append(word)
    return tuple(line_of(some, page=line.page, bold=line.bold) for line, some in lines.values())


def _outside(line: Line, box: Box) -> Line | None:
    """Return what of the line stands outside the box; None where nothing does."""
    words = [word for word in line.words if not _holds(box, word)]
    if len(words) == len(line.words):
        return line
    return line_of(words, page=line.page, bold=line.bold) if words else None


def _holds(box: Box, word: Word) -> bool:
    """Tell whether the middle of the word lies in the box; of two boxes that touch, in one only."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]
