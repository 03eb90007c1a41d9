"""Paragraph, character and table styles: what a style says, and what the styles it is based on say."""

from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.elements import attribute, child, children, number, value
from pipeline.ooxml.looks import Look, Theme, fill_of, look_of


@dataclass(frozen=True, slots=True)
class Style:
    """One style's own properties; None where it leaves them to the style it is based on.

    `fill` is what it paints behind its paragraphs; `parts` is what a table style says of a part of
    the table ("wholeTable", "firstRow"): how its words are set and what it paints behind them.
    """

    name: str
    based_on: str | None
    num_id: int | None
    num_level: int | None
    outline: int | None
    look: Look
    fill: str | None
    parts: dict[str, tuple[Look, str | None]]


class Styles:
    """The styles of a document by identifier; a file without any has none and is read all the same."""

    def __init__(self, root: etree._Element | None, theme: Theme | None = None) -> None:
        self.theme = theme or Theme(None)
        self.default: str | None = None
        self._styles: dict[str, Style] = {}
        self._looks: dict[str | None, Look] = {}
        self._runs: dict[tuple[Look, str | None, str | None, Look], Look] = {}
        self._defaults = look_of(child(root, "docDefaults", "rPrDefault", "rPr"), self.theme)
        for element in children(root, "style"):
            identifier = attribute(element, "styleId") or ""
            self._styles[identifier] = _style(element, self.theme)
            is_default = attribute(element, "default") in ("1", "true", "on")
            if attribute(element, "type") == "paragraph" and is_default:
                self.default = identifier

    def chain(self, identifier: str | None) -> list[tuple[str, Style]]:
        """Return the style and those it is based on, nearest first; circles end where they close."""
        chain: list[tuple[str, Style]] = []
        while identifier is not None and identifier in self._styles and len(chain) < 50:
            style = self._styles[identifier]
            chain.append((identifier, style))
            identifier = style.based_on
        return chain

    def is_hidden(self, identifier: str | None) -> bool | None:
        """Return what the style chain says of hidden text."""
        return self.look(identifier).hidden

    def is_bold(self, identifier: str | None) -> bool | None:
        """Return what the style chain says of bold type."""
        return self.look(identifier).bold

    def look(self, identifier: str | None) -> Look:
        """Return how the style chain sets words, as far as it says."""
        if identifier not in self._looks:
            look = Look()
            for _, style in self.chain(identifier):
                look = look.over(style.look)
            self._looks[identifier] = look
        return self._looks[identifier]

    def run_look(self, own: Look, *, character: str | None, paragraph: str | None, table: Look) -> Look:
        """Return how a run is set: by itself, its style, its paragraph's style, its table's, the document's.

        Hidden in two of the styles is shown again: such properties toggle (ECMA-376, 17.7.3).
        """
        key = (own, character, paragraph, table)
        if key not in self._runs:
            self._runs[key] = self._merged(own, self.look(character), self.look(paragraph), table)
        return self._runs[key]

    def _merged(self, own: Look, high: Look, low: Look, table: Look) -> Look:
        look = own.over(high).over(low).over(table).over(self._defaults)
        if own.hidden is None and low.hidden and high.hidden:
            return look._replace(hidden=False)
        return look

    def fill(self, identifier: str | None) -> str | None:
        """Return what the style chain paints behind its paragraphs."""
        return next((s.fill for _, s in self.chain(identifier) if s.fill is not None), None)

    def table_part(self, identifier: str | None, part: str) -> tuple[Look, str | None]:
        """Return how the table style chain sets a part of a table, and what it paints behind it."""
        look, fill = Look(), None
        for _, style in self.chain(identifier):
            own = style.parts.get(part)
            if own is not None:
                look, fill = look.over(own[0]), own[1] if fill is None else fill
        return look, fill

    def outline(self, identifier: str | None) -> int | None:
        """Return the outline level of a heading style from 0; None where it is none."""
        for _, style in self.chain(identifier):
            if style.outline is not None:
                return style.outline if style.outline < 9 else None
            if style.name == "title":
                return 0
            word, _, level = style.name.partition(" ")
            if word == "heading" and level.isdigit():
                return int(level) - 1
        return None


def _style(element: etree._Element, theme: Theme) -> Style:
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    return Style(
        name=(value(element, "name") or "").lower(),
        based_on=value(element, "basedOn"),
        num_id=number(paragraph, "numPr", "numId"),
        num_level=number(paragraph, "numPr", "ilvl"),
        outline=number(paragraph, "outlineLvl"),
        look=look_of(run, theme),
        fill=fill_of(paragraph, theme),
        parts=_parts(element, theme) if attribute(element, "type") == "table" else {},
    )


def _parts(element: etree._Element, theme: Theme) -> dict[str, tuple[Look, str | None]]:
    """Return what a table style says of the parts of a table, and under "wholeTable" of all of it."""
    whole = (look_of(child(element, "rPr"), theme), _fill_of_cells(element, theme))
    parts = {
        attribute(part, "type") or "": (look_of(child(part, "rPr"), theme), _fill_of_cells(part, theme))
        for part in children(element, "tblStylePr")
    }
    return {"wholeTable": whole} | parts


def _fill_of_cells(element: etree._Element, theme: Theme) -> str | None:
    own = fill_of(child(element, "tcPr"), theme)
    return own if own is not None else fill_of(child(element, "tblPr"), theme)
