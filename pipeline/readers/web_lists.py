"""The numbers that a browser draws before list items ("3", "c", "iv"), and the spans of cells."""

import re

from lxml.html import HtmlElement

from pipeline.ooxml.numerals import alphabetic, roman
from pipeline.readers.markers import begins_item
from pipeline.readers.web_style import Styles

_STYLE = re.compile(r"\b(none|(?:upper|lower)-(?:alpha|latin|roman)|decimal|disc|circle|square)\b")
_WIDEST = 100
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


def numbers_of(ordered: HtmlElement, styles: Styles) -> dict[HtmlElement, str | None]:
    """Return the number of each item of an ordered list as drawn; None where none is drawn.

    Where the items begin with typed numbers, the list's own are not drawn, whatever hides them.
    """
    items = [child for child in ordered if child.tag == "li"]
    if items and sum(begins_item(_beginning(item)) for item in items) > 0.5 * len(items):
        return dict.fromkeys(items)
    backwards = ordered.get("reversed") is not None
    at = _integer(ordered.get("start"), len(items) if backwards else 1)
    markers = _marker(ordered, styles, default="1")
    numbers: dict[HtmlElement, str | None] = {}
    for item in items:
        at = _integer(item.get("value"), at)
        numbers[item] = _drawn(at, _marker(item, styles, default=markers))
        at += -1 if backwards else 1
    return numbers


def span_of(cell: HtmlElement, name: str) -> int:
    """Return over how many columns or rows a cell goes; what no table has counts as one."""
    span = _integer(cell.get(name), 1)
    return span if 1 <= span <= _WIDEST else 1


def _integer(value: str | None, default: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"\s*[+-]?\d{1,9}\s*", value) else default


def _beginning(item: HtmlElement) -> str:
    """Return the first words of an item."""
    return next((text.strip() for text in item.itertext() if text.strip()), "")[:40]


def _marker(element: HtmlElement, styles: Styles, *, default: str) -> str:
    """Return "1", "a", "A", "i" or "I", or "" where an element asks for a bullet or nothing."""
    declared = styles.of(element)
    style = _STYLE.search(declared.get("list-style-type") or declared.get("list-style", ""))
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
