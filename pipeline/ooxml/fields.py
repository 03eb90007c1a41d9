"""Fields of complex markup (w:fldChar): their results are text, their instructions are not."""

from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.elements import attribute, child, children, name_of, number, switch

_BUTTONS = ("MACROBUTTON", "GOTOBUTTON")  # what they show stands in the instruction


@dataclass(slots=True)
class _Field:
    result: bool = False  # whether the result has begun
    instruction: str = ""


class Fields:
    """The fields that are open at a point of the text; they may run from one paragraph into the next."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def in_instruction(self) -> bool:
        """Tell whether text here belongs to the instruction of an outer field."""
        return not all(each.result for each in self._open[:-1])

    def instruct(self, words: str) -> None:
        """Take in words of the innermost field's instruction."""
        if self._open:
            self._open[-1].instruction += words

    def mark(self, element: etree._Element) -> str:
        """Take in a w:fldChar; return what the field shows of its own at this point."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._open.append(_Field())
            return _form_field(child(element, "ffData"))
        if kind == "separate" and self._open:
            self._open[-1].result = True
        elif kind == "end" and self._open:
            return _button(self._open.pop())
        return ""

    def end_paragraph(self) -> None:
        """Close instructions with their paragraph: else a file that lacks an end would lose its rest."""
        self._open = [each for each in self._open if each.result]


def _button(field: _Field) -> str:
    words = field.instruction.split(maxsplit=2)
    return words[2] if not field.result and len(words) == 3 and words[0].upper() in _BUTTONS else ""


def _form_field(data: etree._Element | None) -> str:
    """Return what a form field shows: a box that is ticked or not, the entry chosen from a list."""
    for element in data if data is not None else ():
        if name_of(element) == "checkBox":
            given = (switch(element, "checked"), switch(element, "default"))
            return "☒" if next((g for g in given if g is not None), False) else "☐"
        if name_of(element) == "ddList":
            entries = [attribute(entry, "val") or "" for entry in children(element, "listEntry")]
            chosen = number(element, "result")
            chosen = number(element, "default") or 0 if chosen is None else chosen
            return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""
