"""How runs are set and what stands behind them, as far as that decides whether a reader can see the words."""

import re
from typing import NamedTuple

from lxml import etree

from pipeline.ooxml.elements import attribute, child, children, is_on, name_of

WHITE = "FFFFFF"
UNKNOWN = "?"  # a colour that can't be told: nothing is hidden for it

MARKED = "marked hidden"

_TINY = 4  # half points: Word's smallest print is 2 points and less
_NARROW = 5  # per cent of the width of a letter
_ALIKE = 16  # of 255: closer than this in red, green and blue, a colour can't be told from its paper
_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": WHITE,
    "yellow": "FFFF00",
}
_MEASURE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(pt|mm|cm|in|pc|pi)?")
_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0, "pi": 12.0}
_ROLES = {  # names that runs use for the colours of a theme
    "background1": "lt1",
    "background2": "lt2",
    "dark1": "dk1",
    "dark2": "dk2",
    "followedHyperlink": "folHlink",
    "hyperlink": "hlink",
    "light1": "lt1",
    "light2": "lt2",
    "text1": "dk1",
    "text2": "dk2",
}
_THEME = {"dk1": "000000", "lt1": WHITE}


class Look(NamedTuple):
    """What run properties say; None where they leave it to what they are based on.

    `size` is in half points, `scale` the width of letters in per cent, colours are six hexadecimal
    digits, "auto", "none" for text without any, or UNKNOWN; `fill` is what stands behind the letters.
    """

    hidden: bool | None = None
    bold: bool | None = None
    color: str | None = None
    fill: str | None = None
    size: int | None = None
    scale: int | None = None

    def over(self, below: "Look") -> "Look":
        """Return these properties with those below in place of what is not given."""
        return Look._make(own if own is not None else other for own, other in zip(self, below, strict=True))


class Theme:
    """The colours of a document's theme by name."""

    def __init__(self, root: etree._Element | None) -> None:
        self._colors = dict(_THEME)
        scheme = next(root.iter("{*}clrScheme"), None) if root is not None else None
        for element in scheme if scheme is not None else ():
            for color in element:
                given = attribute(color, "lastClr") or attribute(color, "val")
                self._colors[name_of(element)] = _hex(given) or UNKNOWN

    def color(self, name: str) -> str:
        """Return a theme colour; UNKNOWN where there is none of the name."""
        return self._colors.get(_ROLES.get(name, name), UNKNOWN)


def look_of(properties: etree._Element | None, theme: Theme) -> Look:
    """Return what the w:rPr says."""
    look = PLAIN
    for element in properties if properties is not None else ():
        name = name_of(element)
        if name in ("vanish", "b"):
            on = is_on(element)
            look = look._replace(hidden=on) if name == "vanish" else look._replace(bold=on)
        elif name == "color" and look.color is None:
            look = look._replace(color=_themed(element, "val", theme) or "auto")
        elif name == "textFill":  # what a newer program paints letters with, over their colour
            look = look._replace(color=_text_fill(element, theme))
        elif name == "highlight":
            look = look._replace(fill=_HIGHLIGHTS.get(attribute(element, "val") or ""))
        elif name == "shd" and look.fill is None:
            look = look._replace(fill=_shade(element, theme))
        elif name == "sz":
            look = look._replace(size=_half_points(attribute(element, "val")))
        elif name == "w":
            look = look._replace(scale=_percent(attribute(element, "val")))
    return look


def fill_of(properties: etree._Element | None, theme: Theme) -> str | None:
    """Return the colour that the w:shd in the properties paints; None where it lets the paper through."""
    shade = child(properties, "shd")
    return None if shade is None else _shade(shade, theme)


def _shade(shade: etree._Element, theme: Theme) -> str | None:
    pattern = attribute(shade, "val") or "clear"
    fill = _themed(shade, "fill", theme)
    if pattern in ("clear", "nil"):
        return fill
    front = _themed(shade, "color", theme)
    if pattern == "solid":
        return front or "000000"
    share = pattern.removeprefix("pct")
    if not share.isdigit():
        return UNKNOWN
    return _mixed(front or "000000", fill or WHITE, int(share) / 100)


def why_unseen(look: Look, *, paper: str) -> str:
    """Return why a reader of the paper doesn't see such words; "" where they are seen."""
    if look.hidden:
        return MARKED
    if look.size is not None and look.size <= _TINY:
        return f"set in {max(look.size, 0) / 2:g} point type"
    if look.scale is not None and 0 < look.scale <= _NARROW:
        return f"squeezed to {look.scale} % of its width"
    behind = look.fill or paper
    if look.color == "none":
        return "set without colour"
    if look.color and _alike(look.color, behind):
        return "white on white" if _alike(WHITE, look.color) else "set in the colour of what is behind it"
    return ""


def _themed(element: etree._Element, name: str, theme: Theme) -> str | None:
    """Return a colour given as hexadecimal digits or by its name in the theme, which then counts."""
    prefix = "theme" if name == "val" else f"theme{name.capitalize()}"
    named = attribute(element, f"{prefix}Color" if name in ("val", "color") else prefix)
    if name == "color":
        named = attribute(element, "themeColor")
    given = _hex(attribute(element, name))
    if named is None or named == "none":
        return given
    tinted = any(attribute(element, f"{prefix}{change}") for change in ("Tint", "Shade"))
    return (given or UNKNOWN) if tinted else theme.color(named)


def _text_fill(effect: etree._Element, theme: Theme) -> str:
    if child(effect, "noFill") is not None:
        return "none"
    solid = child(effect, "solidFill")
    for color in children(solid, "srgbClr"):
        return _hex(attribute(color, "val")) or UNKNOWN
    for color in children(solid, "schemeClr"):
        plain = len(color) == 0
        return (
            theme.color({"bg1": "lt1", "tx1": "dk1"}.get(attribute(color, "val") or "", ""))
            if plain
            else UNKNOWN
        )
    return UNKNOWN


def _half_points(text: str | None) -> int | None:
    """Return a size of type, given in half points or as a measure ("12pt")."""
    found = _MEASURE.fullmatch(text or "")
    if found is None:
        return None
    return round(float(found[1]) * 2 * _POINTS[found[2]]) if found[2] else round(float(found[1]))


def _percent(text: str | None) -> int | None:
    digits = (text or "").removesuffix("%")
    return int(digits) if digits.isdigit() and len(digits) < 5 else None


def _hex(text: str | None) -> str | None:
    """Return the six digits of a colour; None for "auto" and whatever else is no colour."""
    digits = (text or "").lstrip("#").upper()
    return digits if len(digits) == 6 and all(c in "0123456789ABCDEF" for c in digits) else None


def _parts(color: str) -> tuple[int, int, int] | None:
    digits = _hex(color)
    return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)) if digits else None


def _alike(color: str, other: str) -> bool:
    one, two = _parts(color), _parts(other)
    return (
        one is not None
        and two is not None
        and all(abs(a - b) <= _ALIKE for a, b in zip(one, two, strict=True))
    )


def _mixed(front: str, back: str, share: float) -> str:
    one, two = _parts(front), _parts(back)
    if one is None or two is None:
        return UNKNOWN
    return "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in zip(one, two, strict=True))


PLAIN = Look()
