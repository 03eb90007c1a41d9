"""Content controls (w:sdt): boxes that are ticked or not, lists to choose from, placeholders still shown."""

import re

from lxml import etree

from pipeline.ooxml.elements import attribute, child, children, name_of, switch, value

_OFF = ("0", "false", "off")
_OPEN_ALREADY = re.compile(r"^[\[<{«]|^[\s_.…]*$")


def box_of(control: etree._Element) -> str | None:
    """Return the box that a check box shows, whatever sign it is drawn with; None where it is none."""
    box = child(control, "sdtPr", "checkbox")
    if box is None or len(_text(control).strip()) > 1:  # words in it are read as words
        return None
    return "☒" if (value(box, "checked") or "0").lower() not in _OFF else "☐"


def is_placeholder(control: etree._Element) -> bool:
    """Tell whether a control shows words that ask to be replaced and don't say so by brackets or a line."""
    return switch(control, "sdtPr", "showingPlcHdr") is True and not _OPEN_ALREADY.search(
        _text(control).strip()
    )


def chosen(control: etree._Element) -> str:
    """Return the entry chosen in a list whose content holds no words; "" where there is none."""
    for name in ("dropDownList", "comboBox"):
        entries = child(control, "sdtPr", name)
        last = attribute(entries, "lastValue") if entries is not None else None
        if last and not _text(control).strip():
            shown = (e for e in children(entries, "listItem") if attribute(e, "value") == last)
            return next((attribute(e, "displayText") or last for e in shown), last)
    return ""


def _text(control: etree._Element) -> str:
    content = child(control, "sdtContent")
    if content is None:
        return ""
    return "".join(_shown(e) for e in content.iter("{*}t", "{*}sym", "{*}delText"))


def _shown(element: etree._Element) -> str:
    return "x" if name_of(element) == "sym" else element.text or ""
