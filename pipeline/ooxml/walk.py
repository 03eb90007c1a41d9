"""A walk over a Word file in reading order: paragraphs, table rows and notes, with all changes accepted."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import DamagedFile
from pipeline.ooxml.elements import attribute, child, children, name_of, number, switch, value
from pipeline.ooxml.inline import Inline, InlineReader
from pipeline.ooxml.notes import Notes
from pipeline.ooxml.numbering import Label, Numbering
from pipeline.ooxml.package import Package
from pipeline.ooxml.revisions import Pending, is_deleted_cell, is_deleted_row, loses_its_end, pending
from pipeline.ooxml.styles import Styles

MAIN_PART = "word/document.xml"


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph as it reads: its text in pieces, each with the index of its w:p in the part.

    `number` is the automatic number, "" for a bullet, None where there is none; `level` that of the
    list and `outline` that of the heading style, from 0; `note` the mark of a footnote's own paragraph.
    """

    part: str
    pieces: tuple[tuple[str, int], ...]
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    bold: bool = False
    note: str | None = None

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class WordRow:
    """A table row: the paragraphs of each of its cells; the rest of a merged cell is empty."""

    cells: tuple[tuple[WordParagraph, ...], ...]


@dataclass(frozen=True, slots=True)
class WordText:
    """All text of a Word file, and what was found on the way."""

    items: tuple[WordParagraph | WordRow, ...]
    pending: Pending
    hidden: int  # characters of hidden text
    embedded: int  # whole files placed in the text, which are not read


def read_word_text(package: Package, *, name: str) -> WordText:
    """Read the main part with the parts it needs; raises DamagedFile."""
    main = package.related("", "officeDocument") or MAIN_PART
    root = package.xml(main)
    body = child(root, "body")
    if root is None or body is None:
        raise DamagedFile(f"{name} has no text part: open and save it in Word.")
    walk = _Walk(package, main, root)
    items = tuple(walk.blocks(body))
    embedded = sum(1 for _ in root.iter("{*}altChunk"))
    return WordText(items, pending(root), walk.hidden, embedded)


class _Walk:
    """The state of a walk over one main part: numbers counted, notes used, fields open."""

    def __init__(self, package: Package, main: str, root: etree._Element) -> None:
        ties = {tie.kind: tie.target for tie in package.relationships(main).values() if not tie.external}
        styles = package.xml(ties.get("styles", "word/styles.xml"))
        numbering = package.xml(ties.get("numbering", "word/numbering.xml"))
        self._part = main
        self._styles = Styles(styles)
        self._numbering = Numbering(numbering, self._styles)
        self._inline = InlineReader(self._styles)
        self._index = {p: n for n, p in enumerate(root.iter("{*}p")) if _is_word(p)}
        self._notes = Notes(package, ties)
        self.hidden = 0

    def blocks(self, container: etree._Element) -> Iterator[WordParagraph | WordRow]:
        """Yield the paragraphs and rows of a container; a paragraph without its end joins the next."""
        open_pieces: list[tuple[etree._Element, Inline]] = []
        for element in _content(container):
            if name_of(element) == "tbl":
                yield from self._close(open_pieces)
                open_pieces = []
                yield from self._table(element)
                continue
            open_pieces.append((element, self._inline.read(element, self._style(element))))
            if not (loses_its_end(element) or _is_style_separator(element)):
                yield from self._close(open_pieces)
                open_pieces = []
        yield from self._close(open_pieces)

    def _close(self, pieces: list[tuple[etree._Element, Inline]]) -> Iterator[WordParagraph | WordRow]:
        if not pieces:
            return
        yield from self._paragraph(pieces)
        for _, inline in pieces:
            self.hidden += inline.hidden
            for box in inline.boxes:
                yield from self.blocks(box)
            for kind, identifier in inline.notes:
                yield from self._note(kind, identifier)

    def _paragraph(self, pieces: list[tuple[etree._Element, Inline]]) -> Iterator[WordParagraph]:
        """Yield the paragraph unless it is empty.

        An empty one is counted all the same, as in Word, unless it is hidden or is only a section's end.
        """
        # A deleted end leaves the paragraph with the properties of the next; a style separator doesn't.
        holder = next((p for p, _ in pieces if not loses_its_end(p)), pieces[-1][0])
        style = self._style(holder)
        properties = child(holder, "pPr")
        text = "".join(inline.text for _, inline in pieces)
        if not text.strip() and (
            any(inline.hidden for _, inline in pieces) or child(properties, "sectPr") is not None
        ):
            return
        label = self._numbering.label(properties, style)
        if text.strip():
            yield WordParagraph(
                self._part,
                tuple((inline.text, self._index[p]) for p, inline in pieces),
                number=_number(label),
                level=label.level if label else None,
                outline=self._outline(properties, style),
                bold=all(inline.plain == 0 for _, inline in pieces),
            )

    def _note(self, kind: str, identifier: str) -> Iterator[WordParagraph]:
        mark, part, paragraphs = self._notes.take(kind, identifier)
        for index, paragraph in paragraphs:
            inline = self._inline.read(paragraph, self._style(paragraph))
            self.hidden += inline.hidden
            if inline.text.strip():
                yield WordParagraph(part, ((inline.text, index),), note=mark)

    def _table(self, table: etree._Element) -> Iterator[WordParagraph | WordRow]:
        for row in _inside(table, "tr"):
            if is_deleted_row(row):
                continue
            cells: list[tuple[WordParagraph, ...]] = []
            after: list[WordParagraph | WordRow] = []
            for cell in _inside(row, "tc"):
                if is_deleted_cell(cell):
                    continue
                if _continues(cell):
                    cells.append(())
                    continue
                items = list(self.blocks(cell))
                cells.append(tuple(i for i in items if isinstance(i, WordParagraph) and i.note is None))
                after += [i for i in items if isinstance(i, WordRow) or i.note is not None]
            yield WordRow(tuple(cells))
            yield from after

    def _style(self, paragraph: etree._Element) -> str | None:
        return value(paragraph, "pPr", "pStyle") or self._styles.default

    def _outline(self, properties: etree._Element | None, style: str | None) -> int | None:
        own = number(properties, "outlineLvl")
        if own is None:
            return self._styles.outline(style)
        return own if own < 9 else None


def _content(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container, through content controls and the like."""
    for element in container:
        name = name_of(element)
        if name in ("p", "tbl"):
            yield element
        elif name == "AlternateContent":
            chosen = child(element, "Choice")
            yield from _content(element if chosen is None else chosen)
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "Fallback"):
            yield from _content(element)


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, through content controls."""
    for inner in element:
        if name_of(inner) == name:
            yield inner
        elif name_of(inner) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _inside(inner, name)


def _continues(cell: etree._Element) -> bool:
    """Tell whether a cell is the lower or right part of a merged one."""
    properties = child(cell, "tcPr")
    merges = [m for name in ("vMerge", "hMerge") for m in children(properties, name)]
    return any((attribute(merge, "val") or "continue") == "continue" for merge in merges)


def _is_style_separator(paragraph: etree._Element) -> bool:
    """Tell whether the paragraph mark is hidden so that the next paragraph runs on in the same line."""
    mark = child(paragraph, "pPr", "rPr")
    return bool(switch(mark, "specVanish"))


def _number(label: Label | None) -> str | None:
    """Return the number as clauses are cited: without the full stop after it."""
    return None if label is None else label.text.rstrip(". ")


def _is_word(paragraph: etree._Element) -> bool:
    """Tell a Word paragraph from one of a drawing."""
    return "drawingml" not in str(paragraph.tag)
