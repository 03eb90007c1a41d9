"""The flow of a whole file: lines in reading order with their measures, table rows between them."""

from collections.abc import Sequence

from pipeline.readers.pdf.columns import in_reading_order
from pipeline.readers.pdf.lines import Line
from pipeline.readers.pdf.measures import Placed, measured
from pipeline.readers.pdf.pages import Page
from pipeline.readers.pdf.tables import Row, Table, tables_on


def flow_of(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[Placed | Row]:
    """Return lines and rows as they are read, page after page."""
    found = [tables_on(page, some) for page, some in zip(pages, lines, strict=True)]
    ordered = measured([in_reading_order(rest) for _, rest in found])
    flow: list[Placed | Row] = []
    for (tables, _), page in zip(found, ordered, strict=True):
        flow += _with_tables(page, tables)
    return flow


def _with_tables(page: Sequence[Placed], tables: Sequence[Table]) -> list[Placed | Row]:
    """Return the page's lines with each table's rows after the last line that stands above it."""
    at: dict[int, list[Table]] = {}
    for table in tables:
        above = (n for n, placed in enumerate(page) if _is_over(placed.line, table))
        at.setdefault(max(above, default=-1) + 1, []).append(table)
    flow: list[Placed | Row] = []
    for n in range(len(page) + 1):
        for table in sorted(at.get(n, ()), key=lambda table: table.box[1]):
            flow += table.rows
        flow += page[n : n + 1]
    return flow


def _is_over(line: Line, table: Table) -> bool:
    left, top, right, _ = table.box
    return (line.top + line.bottom) / 2 < top and line.left < right and line.right > left
