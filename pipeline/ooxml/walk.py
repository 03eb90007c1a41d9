"""A walk over a Word file in reading order: paragraphs, table rows and notes in a view of tracked changes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.domain.apart import Apart, View
from pipeline.errors import DamagedFile
from pipeline.ooxml.comments import remarks_in
from pipeline.ooxml.elements import attribute, child, name_of, number, switch, value
from pipeline.ooxml.findings import Findings
from pipeline.ooxml.held import Around, Inline, into
from pipeline.ooxml.inline import InlineReader, one_choice
from pipeline.ooxml.letters import letters_in
from pipeline.ooxml.looks import WHITE, Theme, fill_of, look_of
from pipeline.ooxml.margins import Section, margins_of
from pipeline.ooxml.notes import Notes
from pipeline.ooxml.numbering import Label, Numbering
from pipeline.ooxml.package import Package
from pipeline.ooxml.revisions import Revisions
from pipeline.ooxml.styles import Styles
from pipeline.ooxml.tables import rows_of
from pipeline.ooxml.text import PAST_END, At, Margin, WordItem, WordParagraph, WordRow, WordText

__all__ = ["WordParagraph", "WordRow", "WordText", "read_word_text"]

MAIN_PART = "word/document.xml"
_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "del", "moveTo", "moveFrom"))


def read_word_text(package: Package, *, name: str, view: View = View.ACCEPTED) -> WordText:
    """Read the main part with the parts it needs; raises DamagedFile."""
    main = package.related("", "officeDocument") or MAIN_PART
    root = package.xml(main)
    body = child(root, "body")
    if root is None or body is None:
        raise DamagedFile(f"{name} has no text part: open and save it in Word.")
    walk = _Walk(package, main, root, view)
    items = tuple(walk.blocks(body, walk.page))
    walk.rest_of_notes()
    margins = tuple(walk.margins(body))
    return WordText(
        items,
        walk.findings.changes(),
        walk.findings.comments(),
        tuple(walk.findings.kept),
        margins,
        embedded=sum(1 for _ in root.iter("{*}altChunk", "{*}subDoc", "{*}OLEObject")),
        drawn=sum(1 for _ in root.iter("{*}chart", "{*}relIds")),
        characters=sum(letters_in(each) for each in walk.roots),
    )


@dataclass(slots=True)
class _Piece:
    """A w:p as read, before it is known whether it ends a paragraph."""

    element: etree._Element
    style: str | None
    properties: etree._Element | None
    inline: Inline
    around: Around
    loses_its_end: bool


class _Walk:
    """The state of a walk over one main part: numbers counted, notes used, fields open."""

    def __init__(self, package: Package, main: str, root: etree._Element, view: View) -> None:
        self._package = package
        self._ties = package.relationships(main)
        ties = {tie.kind: tie.target for tie in self._ties.values() if not tie.external}
        self._styles = Styles(
            package.xml(ties.get("styles", "word/styles.xml")), Theme(package.xml(ties.get("theme", "")))
        )
        self._numbering = Numbering(package.xml(ties.get("numbering", "word/numbering.xml")), self._styles)
        self._revisions = Revisions(view)
        self._inline = InlineReader(self._styles, self._revisions)
        remarks = remarks_in(package.xml(ties.get("comments", "word/comments.xml")))
        self.findings = Findings(self._revisions, remarks)
        self._places: dict[etree._Element, tuple[str, int]] = {}
        self.roots: list[etree._Element] = []
        self._enter(main, root)
        settings = package.xml(ties.get("settings", "word/settings.xml"))
        self._notes = Notes(package, ties, (*root.iter("{*}sectPr"), settings))
        for kind, part in self._notes.parts.items():
            self._enter(part, self._notes.roots[kind])
        self._sections: list[Section] = []
        self._begun: list[str] = []  # comments whose words begin with the next paragraph
        self._before: At | None = None
        self.page = Around(paper=_paper(root, settings))

    def _enter(self, part: str, root: etree._Element | None) -> None:
        """Take in a part whose paragraphs are counted from 0."""
        if root is None or any(root is known for known in self.roots):
            return
        self.roots.append(root)
        self._places |= {p: (part, n) for n, p in enumerate(root.iter("{*}p")) if _is_word(p)}

    def blocks(self, container: etree._Element, around: Around) -> Iterator[WordItem]:
        """Yield the paragraphs and rows of a container; a paragraph without its end joins the next."""
        pieces: list[_Piece] = []
        for element, within in self._content(container, around):
            name = name_of(element)
            if name == "tbl":
                yield from self._close(pieces)
                pieces = []
                yield from self._table(element, within)
            elif name == "p":
                pieces.append(self._piece(element, within))
                if not (pieces[-1].loses_its_end or _is_style_separator(element)):
                    yield from self._close(pieces)
                    pieces = []
        yield from self._close(pieces)

    def _content(self, container: etree._Element, around: Around) -> Iterator[tuple[etree._Element, Around]]:
        """Yield the paragraphs and tables of a container, through content controls and the like."""
        for element in container:
            name = name_of(element)
            if name in ("p", "tbl"):
                yield element, around
            elif name == "AlternateContent":
                yield from self._content(one_choice(element), around)
            elif name in _WRAPPERS:
                yield from self._content(element, into(element, around, self._revisions))
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._anchor(element, name)

    def _anchor(self, mark: etree._Element, name: str) -> None:
        """Note a comment whose words begin with the next paragraph or end with the one before."""
        identifier = attribute(mark, "id") or ""
        if name == "commentRangeStart":
            self._begun.append(identifier)
        elif self._before is not None:
            self.findings.anchor(identifier, "end", self._before)

    def _piece(self, paragraph: etree._Element, around: Around) -> _Piece:
        properties = self._revisions.properties(paragraph, "pPr")
        style = value(properties, "pStyle") or self._styles.default
        fill = fill_of(properties, self._styles.theme) or self._styles.fill(style)
        around = replace(around, paper=fill) if fill else around
        inline = self._inline.read(paragraph, style, around)
        part, index = self._places[paragraph]
        for identifier in self._begun:
            self.findings.anchor(identifier, "start", At(part, index, 0))
        self._begun.clear()
        self._before = At(part, index, PAST_END)
        self.findings.take(paragraph, inline, part=part, index=index)
        section = child(paragraph, "pPr", "sectPr")
        if section is not None:
            self._sections.append(Section(section, index + 1))
        loses = self._revisions.loses_its_end(paragraph)
        return _Piece(paragraph, style, properties, inline, around, loses)

    def _close(self, pieces: list[_Piece]) -> Iterator[WordItem]:
        """Yield what the pieces of a paragraph hold: itself, then its text boxes and notes."""
        if pieces:
            yield from self._paragraph(pieces)
        for piece in pieces:
            for box, around in piece.inline.boxes:
                yield from self.blocks(box, around)
            for kind, identifier, own, around in piece.inline.notes:
                yield from self._note(kind, identifier, own, around)

    def _paragraph(self, pieces: list[_Piece]) -> Iterator[WordParagraph]:
        """Yield the paragraph unless it is empty; an empty one is counted all the same, as in Word."""
        # Paragraphs that join keep the properties of the first that has words left, as in Word.
        holder = next((p for p in pieces if p.inline.text or not p.loses_its_end), pieces[-1])
        text = "".join(piece.inline.text for piece in pieces)
        if not text.strip() and (holder.loses_its_end or self._is_unseen(holder)):
            return
        label = self._numbering.label(holder.properties, holder.style)
        if text.strip():
            yield WordParagraph(
                self._places[holder.element][0],
                tuple((p.inline.text, self._places[p.element][1]) for p in pieces if p.inline.text),
                number=_number(label),
                level=label.level if label else None,
                outline=self._outline(holder.properties, holder.style),
                bold=all(piece.inline.plain == 0 for piece in pieces),
                label=label.text if label else None,
            )

    def _is_unseen(self, piece: _Piece) -> bool:
        """Tell whether an empty paragraph is none on paper: left out, hidden, or only a section's end."""
        around = piece.around
        if around.left_out is not None or around.unseen or child(piece.properties, "sectPr") is not None:
            return True
        end = look_of(child(piece.properties, "rPr"), self._styles.theme)
        look = self._styles.run_look(end, character=None, paragraph=piece.style, table=around.table)
        return bool(look.hidden)

    def _note(self, kind: str, identifier: str, own: str | None, around: Around) -> Iterator[WordParagraph]:
        if around.left_out is not None or around.unseen:
            mark, note = None, self._notes.take_silently(kind, identifier)
        else:
            mark, note = self._notes.take(kind, identifier, own=own)
        if note is not None:
            around = replace(around, paper=WHITE, table=self.page.table)
            yield from (replace(p, note=mark) for p in _paragraphs(self.blocks(note, around)))

    def rest_of_notes(self) -> None:
        """Keep apart the notes that nothing in the text refers to."""
        for note in self._notes.rest():
            self._keep(self.blocks(note, self.page), Apart.OTHER, "a note that nothing refers to")

    def _keep(self, items: Iterator[WordItem], kind: Apart, why: str) -> None:
        for paragraph in _paragraphs(items):
            for text, index in paragraph.pieces:
                self.findings.keep(kind, why, text, part=paragraph.part, index=index)

    def _table(self, table: etree._Element, around: Around) -> Iterator[WordItem]:
        self.findings.expect(child(table, "tblPr"))
        for row in rows_of(table, around=around, styles=self._styles, revisions=self._revisions):
            cells: list[tuple[WordParagraph, ...]] = []
            after: list[WordItem] = []
            for cell in row:
                self.findings.expect(child(cell.element, "tcPr"))
                own: list[WordParagraph] = []
                for item in self.blocks(cell.element, cell.around):
                    if isinstance(item, WordParagraph) and item.note is None:
                        own.append(item)
                    elif isinstance(item, WordParagraph):
                        after.append(item)
                    else:  # a table inside: what stands before it is read first
                        yield from _row([*cells, tuple(own)], after)
                        yield item
                        cells, own, after = [() for _ in cells], [], []
                if cell.shown:
                    cells.append(tuple(own))
            yield from _row(cells, after)

    def margins(self, body: etree._Element) -> Iterator[Margin]:
        """Yield the headers and footers, in the order of the sections that have them."""
        last = child(body, "sectPr")
        ends = [*self._sections, *([Section(last, 0)] if last is not None else [])]
        starts = [0, *(section.begins for section in self._sections)]
        sections = [Section(s.properties, begins) for s, begins in zip(ends, starts, strict=False)]
        for kind, part, begins in margins_of(sections, self._ties):
            root = self._package.xml(part)
            self._enter(part, root)
            if root is not None:
                yield Margin(kind, part, tuple(_paragraphs(self.blocks(root, self.page))), begins)

    def _outline(self, properties: etree._Element | None, style: str | None) -> int | None:
        own = number(properties, "outlineLvl")
        if own is None:
            return self._styles.outline(style)
        return own if own < 9 else None


def _row(cells: list[tuple[WordParagraph, ...]], after: list[WordItem]) -> Iterator[WordItem]:
    if any(cells):
        yield WordRow(tuple(cells))
    yield from after


def _paragraphs(items: Iterator[WordItem]) -> Iterator[WordParagraph]:
    """Yield the paragraphs, those in tables too."""
    for item in items:
        if isinstance(item, WordParagraph):
            yield item
        else:
            yield from (paragraph for cell in item.cells for paragraph in cell)


def _paper(root: etree._Element, settings: etree._Element | None) -> str:
    """Return the colour of the page, where the file says that it is shown."""
    color = child(root, "background")
    if color is None or not switch(settings, "displayBackgroundShape"):
        return WHITE
    return attribute(color, "color") or WHITE


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
