"""Tracked changes: what a view of the document leaves out, and which properties it uses."""

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from pipeline.domain.apart import View
from pipeline.ooxml.elements import attribute, child, name_of

_KINDS = {"ins": "insertion", "moveTo": "move", "del": "deletion", "moveFrom": "move"}
CHANGES = frozenset(_KINDS)  # wrappers of text that was added, struck out or moved
_CELLS = {"cellIns": "ins", "cellDel": "del"}
_ADDS = ("ins", "moveTo")
FORMAT = "format"


@dataclass(frozen=True, slots=True)
class Mark:
    """A tracked change that words stand in: "insertion", "deletion", "move" or "format".

    `left_out` tells whether the view leaves its words out.
    """

    kind: str
    author: str
    date: str
    left_out: bool = False


class Revisions:
    """One view of tracked changes: as if all were accepted, or as it was before them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._original = view is View.ORIGINAL

    def mark(self, element: etree._Element) -> Mark:
        """Return the change that a w:ins, w:del, w:moveTo or w:moveFrom stands for."""
        name = name_of(element)
        left_out = (name in _ADDS) is self._original
        return Mark(_KINDS[name], *_signed(element), left_out=left_out)

    def marks_on(self, properties: etree._Element | None) -> tuple[Mark, ...]:
        """Return the changes of a whole paragraph mark or table row, given its properties."""
        return tuple(
            self.mark(e) for e in (properties if properties is not None else ()) if name_of(e) in _KINDS
        )

    def marks_on_cell(self, properties: etree._Element | None) -> tuple[Mark, ...]:
        """Return the changes of a whole table cell, given its w:tcPr."""
        return tuple(
            Mark(_KINDS[kind], *_signed(e), left_out=(kind in _ADDS) is self._original)
            for name, kind in _CELLS.items()
            if (e := child(properties, name)) is not None
        )

    def loses_its_end(self, paragraph: etree._Element) -> bool:
        """Tell whether the view has no mark at the paragraph's end, so that the next paragraph joins on."""
        return any(mark.left_out for mark in self.marks_on(child(paragraph, "pPr", "rPr")))

    def properties(self, element: etree._Element, name: str) -> etree._Element | None:
        """Return the w:pPr, w:rPr, w:tcPr or w:trPr that holds in the view."""
        now = child(element, name)
        if not self._original or now is None:
            return now
        change = child(now, f"{name}Change")
        if change is not None:
            before = child(change, name)
            return before if before is not None else etree.Element(now.tag)
        if child(now, "numPr", "ins") is not None:  # a number was put on the paragraph
            return _without(now, "numPr")
        return now

    def format_mark(self, properties: etree._Element | None) -> Mark | None:
        """Return the change of formatting that the properties record; None where they record none."""
        for element in properties if properties is not None else ():
            name = name_of(element)
            if name.endswith("PrChange") or name == "tblGridChange":
                return Mark(FORMAT, *_signed(element))
            inserted = child(element, "ins") if name == "numPr" else None
            renumbered = child(element, "numberingChange") if name == "numPr" else None
            found = inserted if inserted is not None else renumbered
            if found is not None:
                return Mark(FORMAT, *_signed(found))
        return None


def _signed(element: etree._Element) -> tuple[str, str]:
    """Return who made a change and when, as the file writes it."""
    return attribute(element, "author") or "", attribute(element, "date") or ""


def _without(properties: etree._Element, name: str) -> etree._Element:
    copy = deepcopy(properties)
    for element in list(copy):
        if name_of(element) == name:
            copy.remove(element)
    return copy
