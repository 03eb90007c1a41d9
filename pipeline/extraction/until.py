"""Times told by a day of the calendar: "the thirtieth day after", "by the end of the month following".

Such a time is as long as it can be at worst: the end of the month following an event is up to two
months away, the end of the month in which it falls up to one. A day counts as a day.
"""

import re
from collections.abc import Iterator

from pipeline.domain.places import Span
from pipeline.extraction.numbers import ORDINALS, ordinal_of
from pipeline.extraction.units import UNITS, Duration

_UNIT = r"(?P<unit>hour|day|week|month|quarter|year)"
_KIND = r"(?:(?P<kind>business|working|banking|trading)\s+|calendar\s+|full\s+|clear\s+|consecutive\s+){0,2}"
_FOLLOWS = (
    r"(?:(?:immediately\s+|directly\s+)?"
    r"(?:after|following|from|upon|once|before|prior\s+to|preceding|succeeding))"
)
_NTH_DAY = re.compile(
    rf"\b(?:the\s+)?(?P<nth>{ORDINALS})(?:\s*[(\[]\s*\d{{1,3}}(?:st|nd|rd|th)?\s*[)\]])?\s+{_KIND}{_UNIT}"
    rf"(?=\s+{_FOLLOWS}\b)",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(
    r"\b(?:the\s+)?(?:next|following|same)\s+(?:(?P<kind>business|working|banking)\s+|calendar\s+)?(?P<unit>day)\b(?!s)"
    r"|\bthe\s+(?:(?P<kind2>business|working|banking)\s+)?(?P<unit2>day)\s+(?:immediately\s+)?(?:after|following)\b",
    re.IGNORECASE,
)
_BEGINS_ON = re.compile(
    r"\b(?:start\w*|begin\w*|commenc\w*|effective|received|deemed|counted|runs?|running)\b\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    rf"\b(?:the\s+)?(?P<nth>{ORDINALS})(?:\s*\(\s*\d{{1,3}}(?:st|nd|rd|th)?\s*\))?\s+anniversary\b",
    re.IGNORECASE,
)
_END_OF = re.compile(
    rf"\b(?:the\s+)?(?:end|close|last\s+(?:business\s+|working\s+|calendar\s+)?day)\s+of\s+(?:the|that)\s+"
    rf"(?:(?P<nth>next|following|subsequent|same|{ORDINALS})\s+)?(?:(?P<kind>business|working)\s+|(?:calendar|contract)\s+)?"
    rf"{_UNIT}\b(?:(?=\s+(?P<how>(?:immediately\s+)?(?:following|after|in\s+which|during\s+which|of\s+receipt))\b))?",
    re.IGNORECASE,
)
_NEXT = frozenset(("next", "following", "subsequent"))


def find_until(text: str, start: int, end: int) -> Iterator[Duration]:
    """Yield the times told by a day between two places of the text."""
    for match in _NTH_DAY.finditer(text, start, end):
        yield _of(match, ordinal_of(match["nth"]) or 1)
    for match in _ANNIVERSARY.finditer(text, start, end):
        years = ordinal_of(match["nth"]) or 1
        yield Duration(Span(match.start(), match.end()), 12.0 * years, "mo")
    for match in _NEXT_DAY.finditer(text, start, end):
        if _BEGINS_ON.search(text, max(start, match.start() - 30), match.start()):
            continue  # a clock that starts on a day gives no time
        kind = match["kind"] or match["kind2"]
        yield Duration(Span(match.start(), match.end()), 1.0, "business d" if kind else "d")
    for match in _END_OF.finditer(text, start, end):
        units = _units_until_end(match)
        if units:
            yield _of(match, units)


def _units_until_end(match: re.Match[str]) -> int:
    """Return how many units may pass at most; 0 where the end of no certain unit is meant."""
    nth, how = (match["nth"] or "").lower(), (match["how"] or "").lower()
    follows = "following" in how or "after" in how
    if not nth and not how:
        return 0
    count = 1 if nth in _NEXT or (follows and not nth) else ordinal_of(nth) or 0
    if match["unit"].lower() in ("day", "hour"):
        return max(count, 1)
    return count + 1 if count and (nth in _NEXT or follows) else max(count, 1)


def _of(match: re.Match[str], count: int) -> Duration:
    unit, factor = UNITS[match["unit"].lower()]
    kind = f"business {unit}" if match["kind"] and unit == "d" else unit
    return Duration(Span(match.start(), match.end()), float(count * factor), kind, factor=factor)
