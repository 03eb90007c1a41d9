"""The flow of a whole file: lines in reading order with their measures, rows and notes between them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.domain.document import BlockKind
from pipeline.readers.pdf.columns import in_reading_order
from pipeline.readers.pdf.footnotes import Beside, footnotes_of, usual_size
from pipeline.readers.pdf.lines import Line
from pipeline.readers.pdf.measures import Placed, measured
from pipeline.readers.pdf.outline import Bookmark, titles_on
from pipeline.readers.pdf.pages import Page
from pipeline.readers.pdf.tables import Row, Table, tables_on

Item = Placed | Row | Beside


def flow_of(
    pages: Sequence[Page],
    lines: Sequence[Sequence[Line]],
    sideways: Sequence[Sequence[Line]],
    bookmarks: Sequence[Bookmark] = (),
) -> list[Item]:
    """Return lines, rows and notes as they are read, page after page."""
    usual = usual_size(lines)
    notes: list[list[Beside]] = []
    tables: list[list[Table]] = []
    texts: list[list[Line]] = []
    for page, some in zip(pages, lines, strict=True):
        feet, rest = footnotes_of(some, page.drawing.rules, width=page.width, usual=usual)
        found, rest = tables_on(page, rest)
        notes.append(feet)
        tables.append(found)
        texts.append(in_reading_order(rest))
    titles = titles_on(texts, bookmarks) if bookmarks else {}
    flow: list[Item] = []
    for placed, rows, feet, margin in zip(measured(texts), tables, notes, sideways, strict=True):
        titled = [replace(p, title=titles[id(p.line)]) if id(p.line) in titles else p for p in placed]
        flow += [*_with_tables(titled, rows), *feet, *_groups(margin)]
    return flow


def _groups(lines: Sequence[Line]) -> Iterator[Beside]:
    """Yield lines along the margin, those that stand close together as one."""
    group: list[Line] = []
    for line in lines:
        if group and not 0 < line.base - group[-1].base < 1.6 * line.size:
            yield Beside(BlockKind.PARAGRAPH, tuple(group))
            group = []
        group.append(line)
    if group:
        yield Beside(BlockKind.PARAGRAPH, tuple(group))


def _with_tables(page: Sequence[Placed], tables: Sequence[Table]) -> list[Item]:
    """Return the page's lines with each table's rows after the last line that stands above it."""
    at: dict[int, list[Table]] = {}
    for table in tables:
        above = (n for n, placed in enumerate(page) if _is_over(placed.line, table))
        at.setdefault(max(above, default=-1) + 1, []).append(table)
    flow: list[Item] = []
    for n in range(len(page) + 1):
        for table in sorted(at.get(n, ()), key=lambda table: table.box[1]):
            flow += table.rows
        flow += page[n : n + 1]
    return flow


def _is_over(line: Line, table: Table) -> bool:
    left, top, right, _ = table.box
    return (line.top + line.bottom) / 2 < top and line.left < right and line.right > left
