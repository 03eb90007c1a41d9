"""Text boxes: the colour of the paper that their words stand on."""

from lxml import etree

from pipeline.ooxml.elements import attribute, child, name_of
from pipeline.ooxml.looks import UNKNOWN

_SHAPES = ("wsp", "shape", "rect", "roundrect", "oval")
_GROUPS = ("wgp", "grpSp", "wpc", "group")


def paper_of_box(content: etree._Element, outer: str) -> str:
    """Return the colour behind a text box; UNKNOWN where pictures or other shapes may lie behind it."""
    for around in content.iterancestors():
        name = name_of(around)
        if name in _GROUPS:
            return UNKNOWN
        if name in _SHAPES:
            own = _fill(around) if name == "wsp" else _old_fill(around)
            if own is not None:
                return own
        if name == "p":
            return UNKNOWN if next(around.iter("{*}blip", "{*}imagedata"), None) is not None else outer
    return outer


def _fill(shape: etree._Element) -> str | None:
    """Return the fill of a shape; None where the page is seen through it."""
    properties = child(shape, "spPr")
    if child(properties, "noFill") is not None:
        return None
    solid = child(properties, "solidFill")
    if solid is not None:
        plain = child(solid, "srgbClr")
        return UNKNOWN if plain is None or len(plain) else (attribute(plain, "val") or UNKNOWN)
    filled = any(child(properties, kind) is not None for kind in ("gradFill", "blipFill", "pattFill"))
    by_style = child(shape, "style", "fillRef")
    if filled or (by_style is not None and attribute(by_style, "idx") != "0"):
        return UNKNOWN
    return None


def _old_fill(shape: etree._Element) -> str | None:
    """Return the fill of a VML shape, which is white where none is given."""
    if (attribute(shape, "filled") or "t").lower() in ("f", "false", "0"):
        return None
    given = (attribute(shape, "fillcolor") or "white").split()[0]
    return "FFFFFF" if given.lower() == "white" else (given.lstrip("#") if given.startswith("#") else UNKNOWN)
