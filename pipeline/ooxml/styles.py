"""Paragraph and character styles: what a style says, and what the styles it is based on say."""

from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.elements import attribute, child, children, number, switch, value


@dataclass(frozen=True, slots=True)
class Style:
    """One style's own properties; None where it leaves them to the style it is based on."""

    name: str
    based_on: str | None
    num_id: int | None
    num_level: int | None
    outline: int | None
    hidden: bool | None
    bold: bool | None


class Styles:
    """The styles of a document by identifier; a file without any has none and is read all the same."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default: str | None = None
        for element in children(root, "style"):
            identifier = attribute(element, "styleId") or ""
            self._styles[identifier] = _style(element)
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in (
                "1",
                "true",
                "on",
            ):
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
        return next((s.hidden for _, s in self.chain(identifier) if s.hidden is not None), None)

    def is_bold(self, identifier: str | None) -> bool | None:
        """Return what the style chain says of bold type."""
        return next((s.bold for _, s in self.chain(identifier) if s.bold is not None), None)

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


def _style(element: etree._Element) -> Style:
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    return Style(
        name=(value(element, "name") or "").lower(),
        based_on=value(element, "basedOn"),
        num_id=number(paragraph, "numPr", "numId"),
        num_level=number(paragraph, "numPr", "ilvl"),
        outline=number(paragraph, "outlineLvl"),
        hidden=switch(run, "vanish"),
        bold=switch(run, "b"),
    )
