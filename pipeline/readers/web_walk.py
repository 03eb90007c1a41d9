"""A walk over a web page's elements, yielding one draft for each block of text."""

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Protocol

from lxml import etree
from lxml.html import HtmlElement

from pipeline.domain.document import BlockKind
from pipeline.domain.places import Place
from pipeline.readers.drafts import Draft, tidy
from pipeline.readers.markers import begins_item, is_heading, runs_on
from pipeline.readers.plain import text_drafts
from pipeline.readers.rows import row_draft
from pipeline.readers.web_edges import Shown
from pipeline.readers.web_lists import depth_of, numbers_of, span_of
from pipeline.readers.web_measure import is_never_text
from pipeline.readers.web_style import Styles

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|button|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|header|hgroup|hr|html|legend|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead"
    "|tr|ul"
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADING = 200
_LONGEST_CELL = 2_000
_BREAK = "\x0b"  # a <br>; a newline of the source is white space and no more
_PARAGRAPH_BREAK = re.compile(rf"{_BREAK}(?:\s*{_BREAK})+")
_LINES_SHOW = ("pre", "pre-wrap", "pre-line")  # values of white-space


class Placing(Protocol):
    """Says where an element is."""

    def of(self, element: HtmlElement) -> Place:
        """Return the place of the element."""


class PageWalk:
    """The state of a walk: the blocks that are open, the text since the last one began."""

    def __init__(self, places: Placing, styles: Styles, *, skip: Container[HtmlElement]) -> None:
        self._places = places
        self._styles = styles
        self._skip = skip
        self._in_links = 0
        self._loose = False  # words outside of links in the text since the last block began
        self._open: list[HtmlElement] = []
        self._text: list[str] = []
        self._item: HtmlElement | None = None  # a list item whose first block is still to come
        self._numbers: dict[HtmlElement, str | None] = {}
        self._merged: dict[
            HtmlElement | None, dict[int, int]
        ] = {}  # by table: rows below that a column covers

    def blocks(self, root: HtmlElement) -> Iterator[Shown]:
        """Yield the blocks of the page in reading order."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                yield from self._close(element)
            elif element in self._skip or is_never_text(element):
                walk.skip_subtree()
            elif element.tag == "tr" and (cells := self._row(element)):
                yield from self._flush()
                place = self._places.of(element)
                yield Shown(row_draft([[(text, place)] if text else [] for text in cells]), linked=False)
                walk.skip_subtree()
            else:
                yield from self._begin(element)

    def _begin(self, element: HtmlElement) -> Iterator[Shown]:
        if _BLOCKS.fullmatch(str(element.tag)):
            yield from self._flush()
            self._open.append(element)
        if element.tag == "li":
            self._item = element
        elif element.tag == "ol":
            self._numbers |= numbers_of(element, self._styles)
        elif element.tag == "br":
            self._text.append(_BREAK)
        self._in_links += element.tag == "a"
        self._add(element.text)

    def _close(self, element: HtmlElement) -> Iterator[Shown]:
        if self._open and self._open[-1] is element:
            yield from self._flush()
            self._open.pop()
            if element is self._item:
                self._item = None
        if element.tag == "a" and element not in self._skip:
            self._in_links = max(0, self._in_links - 1)
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text.replace(_BREAK, " "))
            self._loose = self._loose or (not self._in_links and not text.isspace())

    def _flush(self) -> Iterator[Shown]:
        """Yield the paragraphs of the text since the last block began or ended."""
        text, self._text = "".join(self._text), []
        linked, self._loose = not self._loose, False
        if not text.strip() or not self._open:
            return
        block = self._open[-1]
        if "\n" in text and self._shows_lines(block):
            for draft in text_drafts(text.replace(_BREAK, "\n")):
                yield Shown(replace(draft, parts=((draft.text, self._places.of(block)),)), linked)
            return
        for paragraph in _paragraphs(text, loose=block.tag not in ("p", "li", *_HEADINGS)):
            yield Shown(self._draft(paragraph, block), linked)

    def _shows_lines(self, block: HtmlElement) -> bool:
        """Tell whether line ends of the source show, as in preformatted text."""
        return block.tag == "pre" or self._styles.of(block).get("white-space") in _LINES_SHOW

    def _draft(self, text: str, block: HtmlElement) -> Draft:
        parts: tuple[tuple[str, Place], ...] = ((text, self._places.of(block)),)
        item, self._item = self._item, None
        number = self._numbers.get(item) if item is not None else None
        heading = next((e.tag for e in reversed(self._open) if e.tag in _HEADINGS), None)
        if heading and len(text) <= _LONGEST_HEADING:
            return Draft(BlockKind.HEADING, parts, number, int(str(heading)[1]) - 1)
        if item is not None:
            return Draft(BlockKind.LIST_ITEM, parts, number, depth_of(item))
        if block.tag not in ("td", "th", "dd") and is_heading(tidy(text).strip()) and _is_bold(block, text):
            return Draft(BlockKind.HEADING, parts)
        return Draft(BlockKind.LIST_ITEM if begins_item(text.strip()) else BlockKind.PARAGRAPH, parts)

    def _row(self, row: HtmlElement) -> list[str]:
        """Return the texts of a row by columns; none where the table only lays out the page.

        A merged cell is read once, in its first row and column; the others of it are empty.
        """
        if next(row.iter("table", *_HEADINGS[:3]), None) is not None:
            return []
        above = self._merged.setdefault(row.getparent(), {})
        texts: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th") or cell in self._skip:
                continue
            texts += _covered(above, len(texts))
            wide, high = span_of(cell, "colspan"), span_of(cell, "rowspan")
            above |= {len(texts) + n: high - 1 for n in range(wide) if high > 1}
            texts += [self._cell(cell), *[""] * (wide - 1)]
        texts += _covered(above, len(texts))
        filled = [text for text in texts if text]
        return texts if len(filled) > 1 and max(map(len, filled)) <= _LONGEST_CELL else []

    def _cell(self, cell: HtmlElement) -> str:
        texts: list[str] = []
        walk = etree.iterwalk(cell, events=("start", "end"))
        for event, element in walk:
            gap = " " if element.tag == "br" or _BLOCKS.fullmatch(str(element.tag)) else ""
            if event == "end":
                texts += [gap, (element.tail or "") if element is not cell else ""]
            elif element in self._skip or is_never_text(element):
                walk.skip_subtree()
            else:
                texts += [gap, element.text or ""]
        return tidy("".join(texts)).strip()


def _covered(above: dict[int, int], column: int) -> list[str]:
    """Return an empty text for each column from this one on that a cell of an earlier row covers."""
    first = column
    while above.get(column, 0) > 0:
        above[column] -= 1
        column += 1
    return [""] * (column - first)


def _paragraphs(text: str, *, loose: bool) -> Iterator[str]:
    """Split at doubled <br>s, at a <br> before a list item, and in loose text at lines that begin an item."""
    for paragraph in _PARAGRAPH_BREAK.split(text):
        lines = re.split(rf"{_BREAK}|\n" if loose else _BREAK, paragraph)
        block = ""
        for line in lines:
            if block.strip() and begins_item(line.strip()) and not runs_on(block.strip()):
                yield block
                block = ""
            block += line + " "
        if block.strip():
            yield block


def _is_bold(block: HtmlElement, text: str) -> bool:
    """Tell whether all of a block's text is set in bold, or stands loose between blocks as headings do."""
    if block.tag not in ("p", "div", "span", "center"):
        return True
    bold = sum(len("".join(e.itertext()).split()) for e in block.iter("b", "strong", "u"))
    return bold >= len(text.split())
