"""Tables: their rows and cells, which cells are covered by merged ones, what is painted behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.ooxml.elements import attribute, child, children, name_of, value
from pipeline.ooxml.held import Around, into
from pipeline.ooxml.inline import switch_of
from pipeline.ooxml.looks import Look, fill_of
from pipeline.ooxml.revisions import Revisions
from pipeline.ooxml.styles import Styles

_INSIDE = frozenset(("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo"))
_EDGES = (  # parts of a table style that win over others, the strongest first; bits of w:tblLook
    ("firstRow", 0x20),
    ("lastRow", 0x40),
    ("firstColumn", 0x80),
    ("lastColumn", 0x100),
)


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell of a table: its element, what is around its words, whether the view has it."""

    element: etree._Element
    around: Around
    shown: bool


def rows_of(
    table: etree._Element, *, around: Around, styles: Styles, revisions: Revisions
) -> Iterator[list[WordCell]]:
    """Yield the rows of a table as cells, through content controls."""
    properties = child(table, "tblPr")
    rows = list(_inside(table, "tr", around, revisions))
    style = _TableStyle(styles, properties, around.paper, rows=len(rows))
    for n, (row, outside) in enumerate(rows):
        within = outside.within(*revisions.marks_on(child(row, "trPr")))
        cells = list(_inside(row, "tc", within, revisions))
        yield [
            _cell(cell, style.around(inside, n, column, len(cells), cell), revisions)
            for column, (cell, inside) in enumerate(cells)
        ]


def _cell(cell: etree._Element, around: Around, revisions: Revisions) -> WordCell:
    around = around.within(*revisions.marks_on_cell(child(cell, "tcPr")))
    if _is_covered(revisions.properties(cell, "tcPr")):
        around = around.unseen_for("in the covered part of a merged cell")
    return WordCell(cell, around, around.left_out is None)


class _TableStyle:
    """What a table and its style paint behind the cells, and how the style sets their words."""

    def __init__(self, styles: Styles, properties: etree._Element | None, paper: str, *, rows: int) -> None:
        self._styles = styles
        self._identifier = value(properties, "tblStyle")
        self._rows = rows
        self._fill = fill_of(properties, styles.theme)
        self._paper = paper
        look = child(properties, "tblLook")
        bits = _bits(look)
        self._edges = [part for part, bit in _EDGES if bits & bit or switch_of(look, part)]
        self._banded = not (bits & 0x200 or switch_of(look, "noHBand"))

    def around(self, around: Around, row: int, column: int, columns: int, cell: etree._Element) -> Around:
        """Return what is around the words of a cell."""
        look, fill = Look(), None
        for part in self._parts(row, column, columns):
            own_look, own_fill = self._styles.table_part(self._identifier, part)
            look, fill = look.over(own_look), own_fill if fill is None else fill
        painted = (fill_of(child(cell, "tcPr"), self._styles.theme), fill, self._fill, self._paper)
        return replace(around, paper=next(p for p in painted if p is not None), table=look)

    def _parts(self, row: int, column: int, columns: int) -> Iterator[str]:
        at = {
            "firstRow": row == 0,
            "lastRow": row == self._rows - 1,
            "firstColumn": column == 0,
            "lastColumn": column == columns - 1,
        }
        names = {"firstColumn": "firstCol", "lastColumn": "lastCol"}
        for part in self._edges:
            if at[part]:
                yield names.get(part, part)
        if self._banded:
            yield "band2Horz" if (row - ("firstRow" in self._edges)) % 2 else "band1Horz"
        yield "wholeTable"


def _inside(
    element: etree._Element, name: str, around: Around, revisions: Revisions
) -> Iterator[tuple[etree._Element, Around]]:
    """Yield rows of a table or cells of a row, with what they stand in."""
    for inner in element:
        found = name_of(inner)
        if found == name:
            yield inner, around
        elif found in _INSIDE:
            yield from _inside(inner, name, into(inner, around, revisions), revisions)


def _bits(look: etree._Element | None) -> int:
    given = attribute(look, "val") if look is not None else None
    try:
        return int(given or "0", 16)
    except ValueError:
        return 0


def _is_covered(properties: etree._Element | None) -> bool:
    """Tell whether a cell is the lower or right part of a merged one."""
    merges = [m for name in ("vMerge", "hMerge") for m in children(properties, name)]
    return any((attribute(merge, "val") or "continue") == "continue" for merge in merges)
