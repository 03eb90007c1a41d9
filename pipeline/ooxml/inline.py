"""The text inside a paragraph as it reads with all tracked changes accepted."""

from dataclasses import dataclass, field

from lxml import etree

from pipeline.ooxml.elements import attribute, child, name_of, switch, value
from pipeline.ooxml.styles import Styles

_SKIP = frozenset(("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr", "rt"))
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SYMBOLS = {  # of the Wingdings and Symbol fonts
    "F052": "☑",
    "F06F": "☐",
    "F071": "☐",
    "F078": "☒",
    "F0A7": "▪",
    "F0A8": "☐",
    "F0B7": "•",
    "F0FC": "✓",
    "F0FE": "☒",
}


@dataclass(slots=True)
class Inline:
    """What a paragraph holds; `notes` are ("footnote" or "endnote", identifier)."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0  # characters that are hidden
    plain: int = 0  # characters that are not bold


@dataclass(frozen=True, slots=True)
class _Setting:
    """How characters are set: the style of their paragraph, hidden, bold."""

    style: str | None
    hidden: bool = False
    bold: bool = False


class InlineReader:
    """Reads paragraphs in document order; fields (w:fldChar) may run from one into the next."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []  # for each open field, whether its result has begun

    def read(self, paragraph: etree._Element, style: str | None) -> Inline:
        """Return what the paragraph holds."""
        found = Inline()
        self._walk(paragraph, found, _Setting(style))
        # An instruction ends with its paragraph: without this a file that lacks an end loses its rest.
        self._fields = [result for result in self._fields if result]
        return found

    def _walk(self, element: etree._Element, found: Inline, setting: _Setting) -> None:
        for inner in element:
            name = name_of(inner)
            if name in _SKIP:
                continue
            text = _text(inner, name)
            if text is not None:
                self._take(text, found, setting)
            elif name == "txbxContent":
                found.boxes.append(inner)
            elif name == "fldChar":
                self._field(inner, found)
            elif name in ("footnoteReference", "endnoteReference") and not setting.hidden:
                found.notes.append((name.removesuffix("Reference"), attribute(inner, "id") or ""))
            else:
                within = self._run(inner, setting.style) if name == "r" else setting
                self._walk(_one_choice(inner, name), found, within)

    def _run(self, run: etree._Element, style: str | None) -> _Setting:
        """Return whether a run is hidden and bold: by itself, by its own style, by its paragraph's."""
        own = value(run, "rPr", "rStyle")
        hidden = (switch(run, "rPr", "vanish"), self._styles.is_hidden(own), self._styles.is_hidden(style))
        bold = (switch(run, "rPr", "b"), self._styles.is_bold(own), self._styles.is_bold(style))
        return _Setting(style, hidden=_first_given(hidden), bold=_first_given(bold))

    def _field(self, mark: etree._Element, found: Inline) -> None:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
            box = child(mark, "ffData", "checkBox")
            if box is not None:
                ticked = _first_given((switch(box, "checked"), switch(box, "default")))
                self._take("☒" if ticked else "☐", found, _Setting(None))
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _take(self, text: str, found: Inline, setting: _Setting) -> None:
        if not all(self._fields[:-1]):  # inside the instruction of an outer field
            return
        if setting.hidden:
            found.hidden += len(text.strip())
            return
        found.text += text
        found.plain += 0 if setting.bold else len(text.strip())


def _one_choice(element: etree._Element, name: str) -> etree._Element:
    """Return what to read of an element that offers the same content to newer and older programs."""
    if name != "AlternateContent":
        return element
    for choice in ("Choice", "Fallback"):
        found = child(element, choice)
        if found is not None:
            return found
    return element


def _text(element: etree._Element, name: str) -> str | None:
    """Return the characters an element stands for; None where it is none of text."""
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = (attribute(element, "char") or "").upper()
        return _SYMBOLS.get(code, "")
    return _MARKS.get(name)


def _first_given(values: tuple[bool | None, ...]) -> bool:
    return next((given for given in values if given is not None), False)
