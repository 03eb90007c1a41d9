"""Lines to paragraphs: by the white between lines, lines that end early, indents, numbers and type."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.readers.markers import begins_item, begins_part, is_heading, marker_of, runs_on
from pipeline.readers.pdf.columns import is_above
from pipeline.readers.pdf.lines import Line
from pipeline.readers.pdf.measures import Placed
from pipeline.readers.pdf.tables import Row

_INDENT = 4.0  # points; less is the play of letters
_SENTENCE_END = re.compile(r"[.;:!?][\"”’')\]]*$")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d+|[ivxlc]+)?$")  # a line of a table of contents

Paragraph = list[Placed]


def paragraphs(flow: Iterable[Placed | Row]) -> Iterator[Paragraph | Row]:
    """Yield the paragraphs and rows of a flow of lines that runs over columns and pages."""
    paragraph: Paragraph = []
    for item in flow:
        if paragraph and (isinstance(item, Row) or _begins(item, after=paragraph)):
            yield paragraph
            paragraph = []
        if isinstance(item, Row):
            yield item
        else:
            paragraph.append(item)
    if paragraph:
        yield paragraph


def _begins(item: Placed, *, after: Sequence[Placed]) -> bool:
    """Tell whether the line begins a new paragraph."""
    line, before = item.line, after[-1].line
    if abs(line.size - before.size) > 0.12 * before.size or _LEADERS.search(before.text):
        return True
    if line.page != before.page or is_above(line, before):
        return _begins_after_turn(item, after)
    step = line.bottom - before.bottom
    if step > 1.15 * after[-1].step + 0.7 or (_ends_early(after[-1], line) and not before.words[-1].broken):
        return True
    return _is_set_off(line, after) or _begins_item(line, after) or _follows_heading(line, after)


def _begins_after_turn(item: Placed, after: Sequence[Placed]) -> bool:
    """Tell whether the first line of a column or page begins a paragraph or goes on with the last."""
    line, before = item.line, after[-1].line
    if before.words[-1].broken:
        return False
    if (begins_item(line.text) or begins_part(line.text)) and not runs_on(before.text):
        return True
    if _ends_early(after[-1], line) or _follows_heading(line, after):
        return True
    return _SENTENCE_END.search(before.text) is not None and not line.text[:1].islower()


def _ends_early(item: Placed, following: Line) -> bool:
    """Tell whether the line ends although the next line's first word had room on it."""
    first = following.words[0].box
    width = first[2] - first[0]
    return item.line.right + 0.2 * item.line.size + width < item.right - 1


def _is_set_off(line: Line, after: Sequence[Placed]) -> bool:
    """Tell whether the line is indented, or hangs out, against the lines before it."""
    if len(after) < 2:
        return False
    return abs(line.left - after[-1].line.left) > _INDENT


def _begins_item(line: Line, after: Sequence[Placed]) -> bool:
    """Tell whether the line begins with a number that opens a clause and isn't cited or listed inline."""
    before, first = after[-1].line, after[0].line
    if not (begins_item(line.text) or begins_part(line.text)) or runs_on(before.text):
        return False
    if marker_of(line.text) and abs(line.left - first.left) <= _INDENT and marker_of(first.text):
        return True
    inline = _before_it(marker_of(line.text))
    if inline and any(inline in placed.line.text for placed in after):
        return False
    return _SENTENCE_END.search(before.text) is not None


def _before_it(marker: str) -> str:
    """Return the marker that comes before "(b)" or "(ii)" in a list; "" where none does."""
    inner = marker.strip("()")
    if not marker.startswith("(") or inner in ("a", "i", "1"):
        return ""
    if inner.isdigit():
        return f"({int(inner) - 1})"
    romans = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    if inner in romans[1:]:
        return f"({romans[romans.index(inner) - 1]})"
    return f"({chr(ord(inner) - 1)})" if len(inner) == 1 else ""


def _follows_heading(line: Line, after: Sequence[Placed]) -> bool:
    """Tell whether bold type ends here: a heading stands over its text."""
    heading = all(placed.line.bold for placed in after) and not line.bold
    return heading and is_heading(" ".join(placed.line.text for placed in after))
