"""Paragraphs and rows of a PDF as drafts of blocks; numbers stay in the text."""

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.document import BlockKind
from pipeline.readers.drafts import Draft
from pipeline.readers.markers import begins_item, begins_part, is_heading, marker_of
from pipeline.readers.pdf.flow import Item
from pipeline.readers.pdf.footnotes import Beside, usual_size
from pipeline.readers.pdf.hyphens import Hyphens
from pipeline.readers.pdf.lines import Line
from pipeline.readers.pdf.measures import Placed
from pipeline.readers.pdf.paragraphs import Paragraph, paragraphs
from pipeline.readers.pdf.tables import Row
from pipeline.readers.rows import row_draft

_LARGER = 1.12  # times the usual type
_MOST_WORDS = 12  # in a heading set in bold or larger type
_RUNS = re.compile(r"[,;:]$|[.?!] .|_{3}")  # what a heading doesn't hold


def drafts_of(flow: list[Item]) -> Iterator[Draft]:
    """Yield the blocks of a file's flow, which is emptied: a long file isn't held twice."""
    hyphens = Hyphens(line for item in flow for line in _lines(item))
    usual = usual_size([[item.line for item in flow if isinstance(item, Placed)]])
    flow.reverse()
    for block in paragraphs(flow.pop() for _ in range(len(flow))):
        if isinstance(block, Row):
            yield row_draft([list(hyphens.join(cell)) for cell in block.cells])
        elif isinstance(block, Beside):
            yield Draft(block.kind, tuple(hyphens.join(block.lines)))
        else:
            yield _paragraph(block, hyphens, usual=usual)


def _lines(item: Item) -> Sequence[Line]:
    if isinstance(item, Placed):
        return (item.line,)
    return item.lines if isinstance(item, Beside) else [line for cell in item.cells for line in cell]


def _paragraph(paragraph: Paragraph, hyphens: Hyphens, *, usual: float) -> Draft:
    lines = [placed.line for placed in paragraph]
    parts = tuple(hyphens.join(lines))
    text = "".join(text for text, _ in parts)
    if paragraph[0].title or (len(lines) <= 3 and _is_heading(text, lines, usual=usual)):
        return Draft(BlockKind.HEADING, parts)
    return Draft(BlockKind.LIST_ITEM if begins_item(text) else BlockKind.PARAGRAPH, parts)


def _is_heading(text: str, lines: Sequence[Line], *, usual: float) -> bool:
    if len(lines) == 1 and begins_part(text):
        return True
    if lines[0].size > _LARGER * usual or all(line.bold for line in lines):
        return len(text.split()) <= _MOST_WORDS and not _RUNS.search(text.removeprefix(marker_of(text)))
    return is_heading(text) and (text.isupper() or (len(lines) == 1 and begins_item(text)))
