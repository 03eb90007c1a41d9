"""Tables as an Excel workbook: frozen headings, filters, widths, and no formula from anybody's words.

Every text is written as a string whatever it begins with, marked so that it stays one when the cell is
edited. No clock is read: the same tables give the same bytes.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from pipeline.reports.escaping import lines, shortened

Cell = str | float | None
"""A text, a number (int or float), or nothing."""

_LONGEST = 32_000  # characters; a cell holds 32,767, and more is not written at all
_UNDATED = datetime(1980, 1, 1)  # the first day that a zip file can name
_PLAIN = "General"  # how a spreadsheet shows what has no form of its own
_LINE_HEIGHT, _TALLEST = 13.5, 400.0  # points; a row may have 409
_LOOSE = 1.08  # lines break between words, so they are not filled
_LINE = "#C5CBD0"
RED, ORANGE, YELLOW, GREEN, GREY = "#F6C9C5", "#F9DCC4", "#FBF0C8", "#D3EBD7", "#E7EAED"
_SHADES = {
    "type": "2_color_scale", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1,
    "min_color": "#E6AB9B", "max_color": "#FFFFFF",
}  # fmt: skip
_STRINGS_ONLY = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, width in characters, how numbers look; `tints` colour cells by their text.

    A `shaded` column shows a share from 0 (red) to 1 (white).
    """

    title: str
    width: float
    number: str = _PLAIN
    tints: Mapping[str, str] = field(default_factory=dict)
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with, above it, facts of two columns; `frozen` columns stay in sight."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    facts: tuple[tuple[str, str], ...] = ()
    frozen: int = 0


def workbook(sheets: Sequence[Sheet], *, title: str, note: str, large: bool = False) -> bytes:
    """Return the workbook; `title` goes into its properties, `note` under each printed page.

    A `large` one is put together row by row in temporary files instead of in memory.
    """
    held = io.BytesIO()
    where = {"constant_memory": True} if large else {"in_memory": True}
    with xlsxwriter.Workbook(held, {**where, **_STRINGS_ONLY}) as book:
        book.set_properties({"title": shortened(title, most=200), "created": _UNDATED, "comments": note})
        pens = _Pens(book)
        for sheet in sheets:
            _write(sheet, book.add_worksheet(sheet.name), pens, note=note)
    return held.getvalue()


class _Pens:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Any] = {}

    def head(self, column: Column) -> Any:
        looks = {"bold": True, "bg_color": GREY, "bottom": 2, "text_wrap": True, "valign": "bottom"}
        return self._format("head", column.number, **looks, **self._side(column))

    def label(self) -> Any:
        return self._format("label", bold=True, valign="top", text_wrap=True)

    def fact(self) -> Any:
        return self._format("fact", valign="top", text_wrap=True, quote_prefix=True)

    def _side(self, column: Column) -> dict[str, object]:
        return {"align": "left"} if column.number == _PLAIN else {"align": "right", "indent": 1}

    def cell(self, column: Column, value: Cell) -> Any:
        colour = column.tints.get(value, "") if isinstance(value, str) else ""
        looks: dict[str, object] = {"num_format": column.number, "quote_prefix": isinstance(value, str)}
        looks |= {"valign": "top", "text_wrap": isinstance(value, str), "bottom": 1, "bottom_color": _LINE}
        looks |= ({"bg_color": colour} if colour else {}) | self._side(column)
        return self._format("cell", column.number, type(value).__name__, colour, **looks)

    def _format(self, *key: str, **looks: object) -> Any:
        if key not in self._made:
            self._made[key] = self._book.add_format(looks)
        return self._made[key]


def _write(sheet: Sheet, page: Any, pens: _Pens, *, note: str) -> None:
    for n, column in enumerate(sheet.columns):
        page.set_column(n, n, column.width)
    last = len(sheet.columns) - 1
    for n, (label, said) in enumerate(sheet.facts):
        page.write_string(n, 0, label, pens.label())
        page.merge_range(n, 1, n, last, "", pens.fact())
        page.write_string(n, 1, _fitting(said), pens.fact())
        page.set_row(n, _height([(said, Column("", sum(c.width for c in sheet.columns[1:])))]))
    top = len(sheet.facts) + bool(sheet.facts)
    page.set_row(top, _height(zip((c.title for c in sheet.columns), sheet.columns, strict=True)))
    for n, column in enumerate(sheet.columns):
        page.write_string(top, n, column.title, pens.head(column))
    for n, row in enumerate(sheet.rows, start=top + 1):
        page.set_row(n, _height(zip(row, sheet.columns, strict=True)))
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, n, at, value, pens.cell(column, value))
    bottom = top + len(sheet.rows)
    for n, column in enumerate(sheet.columns):
        if column.shaded and sheet.rows:
            page.conditional_format(top + 1, n, bottom, n, _SHADES)
    page.autofilter(top, 0, bottom, last)
    page.freeze_panes(0 if sheet.facts else top + 1, sheet.frozen)
    page.repeat_rows(top)
    _paper(page, note=note)


def _write_cell(page: Any, row: int, at: int, value: Cell, pen: Any) -> None:
    if isinstance(value, str) and value:
        page.write_string(row, at, _fitting(value), pen)
    elif value is None or isinstance(value, str):
        page.write_blank(row, at, None, pen)
    else:
        page.write_number(row, at, value, pen)


def _fitting(text: str) -> str:
    shown = lines(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _height(cells: Iterable[tuple[Cell, Column]]) -> float:
    """Return the height of a row in points; not every program fits rows to wrapped text by itself."""
    most = max(sum(_wrapped(line, column.width) for line in _lines(value)) for value, column in cells)
    return min(_LINE_HEIGHT * most + 2, _TALLEST)


def _lines(value: Cell) -> list[str]:
    return _fitting(value).split("\n") if isinstance(value, str) else [""]


def _wrapped(line: str, width: float) -> int:
    return 1 if len(line) <= width else ceil(len(line) * _LOOSE / width)


def _paper(page: Any, *, note: str) -> None:
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer(f"&L&8{note.replace('&', '&&')}&R&8&A, page &P of &N")
