"""What a web page keeps from its readers' eyes; folded panels, which open on a click, are not hidden."""

import re
from collections.abc import Callable
from math import inf

from lxml.html import HtmlElement

from pipeline.readers.web_measure import Measures
from pipeline.readers.web_style import Style, Styles

_FOLDS = re.compile(
    r"accordion|collaps|tab-?(?:pane|content|panel)|panel|toggle|expand|faq|fold|disclosure", re.IGNORECASE
)
_FOLDS_WITHIN = re.compile(r"accordion|(?:^|[\s_-])tabs?(?:$|[\s_-])|faq", re.IGNORECASE)
_NO_PANEL = re.compile(
    r"cookie|consent|modal|popup|pop-up|newsletter|navbar|menu|dropdown|tooltip|search|lang(?:uage)?(?:$|[\s_-])",
    re.IGNORECASE,
)
_FOR_SCREEN_READERS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|u-hiddenvisually|element-invisible)(?:$|\s)",
    re.IGNORECASE,
)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:hidden|d-none|hide|is-hidden|invisible|display-none)(?:$|\s)")
_SHOWN_WHERE_WIDE = re.compile(
    r"(?:sm|md|lg|xl|2xl|xxl):(?:block|flex|grid|inline|table|contents|visible)"
    r"|d-(?:sm|md|lg|xl|xxl)-|visible-|-up(?:$|\s)"
)
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%|vw|vh)?")
_FAR = 500  # pixels off the page
_SMALLEST = 1.5  # pixels of a letter that an eye can find
_PIXELS = {"": 1.0, "px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "%": 0.16, "vw": 12.0, "vh": 8.0}
_NAMED = {
    "white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255), "floralwhite": (255, 250, 240),
}  # fmt: skip
_NEAR = 10  # of 255; closer than this two colours are one to the eye
_WHITE = (255, 255, 255)

Colour = tuple[int, int, int]


class Hidden:
    """Why elements of one page are hidden, if they are.

    What holds more than half of a whole page's words is shown, whatever is said of it: a script does that.
    """

    def __init__(self, root: HtmlElement, styles: Styles, measures: Measures, *, whole: bool = True) -> None:
        self._styles = styles
        self._measures = measures
        self._opened = frozenset(
            name.lstrip("#")
            for e in root.iter()
            if isinstance(e.tag, str)
            for key in ("aria-controls", "data-target", "data-bs-target")
            for name in (e.get(key) or "").split()
        )
        self._most = 0.5 * measures.words(root) if whole else inf

    def why(self, element: HtmlElement) -> str:
        """Return why an element is hidden, "" where it is shown or opens on a click."""
        if element.tag == "template":
            return "template"
        style = self._styles.of(element)
        why = _by_mark(element, style) or _by_style(style) or self._by_colour(element, style)
        if not why or element.tag in ("html", "body") or self._measures.words(element) > self._most:
            return ""
        return "" if why in (_NOT_SHOWN, _NO_ROOM) and self._folds(element) else why

    def _folds(self, element: HtmlElement) -> bool:
        """Tell whether a hidden element is a panel of an accordion or tabs."""
        if element.get("hidden") == "until-found" or element.get("role") == "tabpanel":
            return True
        names = _names(element)
        if _NO_PANEL.search(names) or self._measures.link_share(element) >= 0.5:
            return False
        if element.get("id") in self._opened or _FOLDS.search(names) or _has_trigger(element):
            return True
        above = [a for a, _ in zip(element.iterancestors(), range(4), strict=False)]
        return any(a.tag == "details" or _FOLDS_WITHIN.search(_names(a)) for a in above)

    def _by_colour(self, element: HtmlElement, style: Style) -> str:
        """Compare letters and ground, where both are known; a page without other rules is white."""
        letters = _colour(style.get("color", ""))
        if letters is None:
            return ""
        ground = self._ground(element, style)
        if ground is None or max(abs(a - b) for a, b in zip(letters, ground, strict=True)) > _NEAR:
            return ""
        return "white on white" if min(letters) > 255 - 2 * _NEAR else "in the colour of the page"

    def _ground(self, element: HtmlElement, style: Style) -> Colour | None:
        at: HtmlElement | None = element
        while at is not None:
            style = style if at is element else self._styles.of(at)
            for name in ("background-color", "background", "background-image"):
                if (value := style.get(name)) and value not in ("none", "transparent", "inherit", "initial"):
                    return (
                        _colour(value.split()[0]) if "url(" not in value and "gradient" not in value else None
                    )
            if at.get("bgcolor"):
                return _colour((at.get("bgcolor") or "").lower())
            at = at.getparent()
        return None if self._styles.elsewhere else _WHITE


_NOT_SHOWN = "marked hidden"
_NO_ROOM = "without room to show"


def _by_mark(element: HtmlElement, style: Style) -> str:
    names = element.get("class") or ""
    if element.get("hidden") is not None and style.get("display", "none") == "none":
        return _NOT_SHOWN
    if _FOR_SCREEN_READERS.search(names):
        return "for screen readers only"
    if _HIDDEN_CLASS.search(names) and not _SHOWN_WHERE_WIDE.search(names):
        shown = style.get("display", "none") != "none" or style.get("visibility") == "visible"
        return "" if shown else _NOT_SHOWN
    return ""


def _by_style(style: Style) -> str:
    return next((why for why, applies in _STYLES.items() if applies(style)), "") if style else ""


def _is_not_shown(style: Style) -> bool:
    return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse")


def _is_transparent(style: Style) -> bool:
    opacity = _LENGTH.fullmatch(style.get("opacity", "1"))
    return (opacity is not None and float(opacity[1]) < 0.02) or _is_clear(style.get("color", ""))


def _is_tiny(style: Style) -> bool:
    size = _pixels(style.get("font-size", ""))
    return size is not None and size < _SMALLEST


def _is_clipped(style: Style) -> bool:
    clipped = style.get("clip", "").startswith("rect(") or style.get("clip-path", "").startswith("inset(")
    return clipped and style.get("position") in ("absolute", "fixed")


def _is_off_page(style: Style) -> bool:
    edges = ["text-indent", "margin-left"]
    if style.get("position") in ("absolute", "fixed"):
        edges += ["left", "top", "right"]
    return any((_pixels(style.get(edge, "")) or 0) < -_FAR for edge in edges)


def _has_no_room(style: Style) -> bool:
    room = [_pixels(style.get(name, "")) for name in ("height", "max-height", "width")]
    return style.get("overflow", "").startswith("hidden") and 0 in room


_STYLES: dict[str, Callable[[Style], bool]] = {
    _NOT_SHOWN: _is_not_shown,
    "transparent": _is_transparent,
    "too small to read": _is_tiny,
    "for screen readers only": _is_clipped,
    "outside the page": _is_off_page,
    _NO_ROOM: _has_no_room,
}


def _has_trigger(element: HtmlElement) -> bool:
    """Tell whether what stands before an element, or before what holds it, unfolds it."""
    parent = element.getparent()
    for at in (element, parent):
        before = at.getprevious() if at is not None else None
        if before is None or not isinstance(before.tag, str):
            continue
        inside = (e for e in before.iter() if isinstance(e.tag, str))
        for e, _ in zip(inside, range(12), strict=False):
            if e.tag in ("button", "summary") or e.get("role") in ("button", "tab") or e.get("aria-expanded"):
                return True
    return False


def _pixels(value: str) -> float | None:
    found = _LENGTH.fullmatch(value)
    return float(found[1]) * _PIXELS[found[2] or ""] if found else None


def _is_clear(colour: str) -> bool:
    return colour == "transparent" or bool(
        re.fullmatch(r"(?:rgba|hsla)\([^)]*[,/]\s*0(?:\.0+)?%?\s*\)", colour)
        or re.fullmatch(r"#[0-9a-f]{6}00", colour)
    )


def _colour(value: str) -> Colour | None:
    value = value.strip()
    if value in _NAMED:
        return _NAMED[value]
    if re.fullmatch(r"#[0-9a-f]{3,8}", value):
        digits = value[1:]
        digits = "".join(d * 2 for d in digits) if len(digits) < 6 else digits
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    numbers = re.match(r"rgba?\(\s*(\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})", value)
    return (int(numbers[1]), int(numbers[2]), int(numbers[3])) if numbers else None


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"
