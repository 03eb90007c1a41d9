"""Lines to paragraphs: by the white between lines, lines that end early, indents, numbers and type."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.readers.markers import begins_item, begins_part, is_heading, marker_of, runs_on
from pipeline.readers.pdf.columns import is_above
from pipeline.readers.pdf.flow import Item
from pipeline.readers.pdf.footnotes import Beside
from pipeline.readers.pdf.lines import Line
from pipeline.readers.pdf.measures import Placed, is_white, room_after
from pipeline.readers.pdf.tables import Row

_INDENT = 4.0  # points; less is the play of letters
_SHORT = 0.15  # of the column's width left free, for a line to end a paragraph where white usually does
_TAIL = 40  # characters that tell how a line ends
_SENTENCE_END = re.compile(r"[.;:!?][\"”’')\]]*$")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d+|[ivxlc]+)?$")

Paragraph = list[Placed]


def paragraphs(flow: Iterable[Item]) -> Iterator[Paragraph | Row | Beside]:
    """Yield the blocks of a flow that runs over columns and pages; notes wait for a paragraph's end."""
    paragraph: Paragraph = []
    waiting: list[Beside] = []
    for item in flow:
        if isinstance(item, Beside):
            waiting.append(item)
            continue
        if paragraph and (isinstance(item, Row) or _begins(item, after=paragraph)):
            yield paragraph
            paragraph = []
        if not paragraph:
            yield from waiting
            waiting = []
        if isinstance(item, Row):
            yield item
        else:
            paragraph.append(item)
    if paragraph:
        yield paragraph
    yield from waiting


def is_contents_line(text: str) -> bool:
    """Tell whether the line is one of a table of contents: leaders up to a page number."""
    return (".." in text or ". ." in text) and _LEADERS.search(text) is not None


def _begins(item: Placed, *, after: Sequence[Placed]) -> bool:
    """Tell whether the line begins a new paragraph."""
    line, before = item.line, after[-1].line
    if item.title != after[-1].title or is_contents_line(before.text):
        return True
    other_type = abs(line.size - before.size) > 0.12 * before.size
    if other_type or (item.first and not before.broken and not _hangs(item, after)):
        return True
    if line.page != before.page or is_above(line, before):
        return _begins_after_turn(item, after)
    if is_white(before, line, step=max(item.step, after[-1].step)) or before.broken:
        return not before.broken
    if _ends_early(after[-1], line) and not _is_kept_together(after[-1], line):
        return True
    return _is_set_off(line, after) or _begins_item(item, after) or _follows_heading(line, after)


def _begins_after_turn(item: Placed, after: Sequence[Placed]) -> bool:
    """Tell whether the first line of a column or page begins a paragraph or goes on with the last."""
    line, before = item.line, after[-1].line
    if before.broken or (_is_full(after[-1]) and not _follows_heading(line, after)):
        return False
    if (begins_item(line.text) or begins_part(line.text)) and not runs_on(before.text[-_TAIL:]):
        return True
    if _ends_early(after[-1], line) or _follows_heading(line, after):
        return True
    if item.first is False:  # it would be indented
        return False
    return _SENTENCE_END.search(before.text[-_TAIL:]) is not None and not line.text[:1].islower()


def _hangs(item: Placed, after: Sequence[Placed]) -> bool:
    """Tell whether the line hangs from the number of its clause or from a bullet."""
    first = after[0].line
    return first.left < item.line.left - _INDENT and begins_item(first.text)


def _is_full(item: Placed) -> bool:
    """Tell whether the line is stretched to the edge, as the last line of a paragraph never is."""
    return item.flush and abs(item.line.right - item.right) <= 0.8


def _ends_early(item: Placed, following: Line) -> bool:
    """Tell whether the line ends although the next line's first word had room on it."""
    if item.flush and item.line.count > 3:
        return item.line.right < item.right - max(2.0, 0.2 * item.line.size)
    return room_after(item.line, following, right=item.right) > 1


def _is_kept_together(item: Placed, following: Line) -> bool:
    """Tell whether a line that ends a little early ends no paragraph: white would follow it in this file."""
    free = item.right - item.line.right
    return (
        item.spaced
        and free < _SHORT * (item.right - item.line.left)
        and not _SENTENCE_END.search(item.line.text[-_TAIL:])
        and not begins_item(following.text)
    )


def _is_set_off(line: Line, after: Sequence[Placed]) -> bool:
    """Tell whether the line is indented, or hangs out, against the lines before it."""
    before = after[-1].line
    if len(after) < 2 or abs(line.left - before.left) <= _INDENT:
        return False
    return abs(line.left + line.right - before.left - before.right) > 2 * _INDENT  # not centred


def _begins_item(item: Placed, after: Sequence[Placed]) -> bool:
    """Tell whether the line begins with a number that opens a clause and isn't cited or listed inline."""
    line, before, first = item.line, after[-1].line, after[0].line
    if not (begins_item(line.text) or begins_part(line.text)) or runs_on(before.text[-_TAIL:]):
        return False
    if _is_full(after[-1]):
        return False
    marker = marker_of(line.text)
    inline = _before_it(marker)
    if inline and any(inline in placed.line.text[1:] for placed in after):
        return False
    if marker and abs(line.left - first.left) <= _INDENT and _kind(marker) == _kind(marker_of(first.text)):
        return True
    return not item.spaced and _SENTENCE_END.search(before.text[-_TAIL:]) is not None


def _kind(marker: str) -> str:
    """Return the marker with its digits and letters left open; numbers of different depth differ."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", marker))


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
