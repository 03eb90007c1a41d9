"""Rows of tables as blocks: the cells side by side, with room for the empty ones."""

from collections.abc import Sequence

from pipeline.domain.document import BlockKind
from pipeline.domain.places import Place
from pipeline.readers.drafts import Draft
from pipeline.readers.markers import is_marker

_BETWEEN = " | "

Cell = Sequence[tuple[str, Place]]  # the texts of a cell, each with its place


def row_draft(cells: Sequence[Cell]) -> Draft:
    """Return a row as a block; a lone cell is a paragraph, a number beside its clause that clause.

    Empty cells keep their room between the others, since in "Backups | | Yes" the column tells who.
    """
    filled = [n for n, cell in enumerate(cells) if _text(cell)]
    if len(filled) <= 1:
        return Draft(BlockKind.PARAGRAPH, tuple(part for n in filled for part in cells[n]))
    clause = len(filled) == 2 and is_marker(_text(cells[filled[0]]))
    parts: list[tuple[str, Place]] = []
    place = cells[filled[0]][0][1]
    for n in range(filled[0] if clause else 0, filled[-1] + 1):
        if n and not (clause and n <= filled[0]):
            parts.append((" " if clause else _BETWEEN, place))
        parts += cells[n]
        place = cells[n][-1][1] if cells[n] else place
    return Draft(BlockKind.LIST_ITEM if clause else BlockKind.TABLE_ROW, tuple(parts))


def _text(cell: Cell) -> str:
    return "".join(text for text, _ in cell).strip()
