"""The numbers that a browser draws before list items: "3", "c", "iv"."""

import re

from lxml.html import HtmlElement

from pipeline.ooxml.numerals import alphabetic, roman

_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|(?:upper|lower)-(?:alpha|latin|roman)|decimal|disc|circle|square)\b"
)
_MARKERS = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "lower-roman": "i",
    "upper-alpha": "A",
    "upper-latin": "A",
    "upper-roman": "I",
}


def depth_of(item: HtmlElement) -> int:
    """Return how many lists the item's own list stands in."""
    return max(0, sum(1 for a in item.iterancestors() if a.tag in ("ol", "ul", "menu")) - 1)


def numbers_of(ordered: HtmlElement) -> dict[HtmlElement, str | None]:
    """Return the number of each item of an ordered list as drawn; None where none is drawn."""
    items = [child for child in ordered if child.tag == "li"]
    backwards = ordered.get("reversed") is not None
    at = _integer(ordered.get("start"), len(items) if backwards else 1)
    markers = _marker(ordered, default="1")
    numbers: dict[HtmlElement, str | None] = {}
    for item in items:
        at = _integer(item.get("value"), at)
        numbers[item] = _drawn(at, _marker(item, default=markers))
        at += -1 if backwards else 1
    return numbers


def _integer(value: str | None, default: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"\s*[+-]?\d{1,9}\s*", value) else default


def _marker(element: HtmlElement, *, default: str) -> str:
    """Return "1", "a", "A", "i" or "I", or "" where an element asks for a bullet or nothing."""
    style = _STYLE.search((element.get("style") or "").lower())
    if style:
        return _MARKERS.get(style[1], "")
    kind = element.get("type") or ""
    return kind if kind in ("1", "a", "A", "i", "I") else default


def _drawn(number: int, marker: str) -> str | None:
    if not marker:
        return None
    text = str(number)
    if number > 0 and marker in "aA":
        text = alphabetic(number)
    elif 0 < number < 4000 and marker in "iI":
        text = roman(number)
    return text.upper() if marker in "AI" else text
