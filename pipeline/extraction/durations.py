"""Durations: how long something takes, lasts or may wait, as the clause itself states it.

"within seventy-two (72) hours of becoming aware" is 72 hours. Where words and figures disagree the
words win, as courts usually hold, and the term is marked for review; so it is where a restatement in
brackets ("72 hours (2 days)") is not the same time. Of a range the longer value is kept. "24/7", an age,
a clause number and a year are no durations.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from pipeline.domain.amounts import amount as comparable
from pipeline.domain.places import Span
from pipeline.extraction.frequencies import find_frequencies, times_before
from pipeline.extraction.numbers import FIGURES, WORDS, number_of
from pipeline.extraction.units import UNIT, UNITS, Duration, is_business
from pipeline.extraction.until import find_until

_NUMBER = rf"(?:{FIGURES}|{WORDS})"
_KINDS = (
    r"calendar|consecutive|business|working|banking|bank|trading|week|full|further|additional|clear|total|more|whole"
    r"|or\s+more|running|prior|contiguous|successive|rolling|support|office|service|continuous"
    r"|uninterrupted|natural|complete|extra|actual"
)


def _again(name: str) -> str:
    return rf"(?:\s*[(\[]\s*(?P<{name}>{_NUMBER})\s*[)\]])?"


_DURATION = re.compile(
    rf"(?<![\w.,/-])(?P<first>{_NUMBER})\]?{_again('again')}"
    rf"(?:\s*(?:-|–|—|to|and|or|until)\s*(?P<last>{_NUMBER}){_again('last_again')})?"
    rf"(?P<gap>[\s-]*(?:\((?:{_KINDS})\)\s*)?(?:(?:{_KINDS})[\s-]+){{0,3}}"
    rf"(?:[a-z]+\s+(?=(?:business|working|banking)\b)(?:business|working|banking)[\s-]+)?)"
    rf"(?P<unit>{UNIT})(?P<ly>ly)?(?![a-z])(?P<possessive>['’](?:s\b)?)?",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:within|for|of|than|least|least\s+once|after|every|each|to|next|following|in|another|least\s+for|over"
    r"|by|exceed|exceeding|during)\s+"
    r"(?P<span>(?:an?|another|one|the\s+next|next|the\s+following)\s+(?:full\s+|calendar\s+|single\s+|further\s+)?"
    r"(?P<kind>business\s+|working\s+|banking\s+)?(?P<unit>hour|day|week|fortnight|month|quarter|year|decade)"
    r"(?P<half>\s+and\s+a\s+half)?)\b(?!\s*(?:of\s+age|of\s+the\s+week))"
    r"|\b(?P<span2>an?\s+(?P<unit2>hour|day|week|fortnight|month|quarter|year)(?:['’]s\b"
    r"|(?=\s+(?:after|before|from\s+(?:the|such|receipt)|following|prior\s+to|in\s+advance|ahead|later))))",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?<!and\sa\s)(?<!and\s)(?<!one\s)(?<!one-)\b(?P<one>one[\s-])?half(?:[\s-]+(?:of\s+)?an?)?[\s-]+(?P<kind>business\s+|working\s+)?"
    r"(?P<unit>hour|day|week|month|year)\b(?!ly)",
    re.IGNORECASE,
)
_NOT_A_DURATION = re.compile(
    r"\s*(?:of\s+age|old\b|(?:a|per|each|/)\s*(?:day|week|month|year|d\b|w\b)|[x×/]\s*\d)", re.IGNORECASE
)
_AGE = re.compile(r"\b(?:aged?|older\s+than|younger\s+than|the\s+age\s+of)\s+$", re.IGNORECASE)
_PERSONS = re.compile(r"\b(?:persons?|child\w*|individuals?|users?|anyone|minors?)\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:\b(?:section|clause|article|paragraph|schedule|annex|exhibit|no\.?|page|version|step|phase|year|day)\s*|[§#]\s*)$",
    re.IGNORECASE,
)
_MONEYED = re.compile(r"(?:[$€£]|USD|EUR|GBP|CHF)\s*$", re.IGNORECASE)
# Where no word for a time stands, none of the costlier patterns can match.
_TIME_WORD = re.compile(
    r"hour|hrs?\b|\dh\b|\d h\b|day|week|fortnight|month|quarter|year|annu|annivers|minute|\bmins?\b|\dmin"
    r"|second|\dsecs?|\d secs?|daily|night|biennial|triennial|decade",
    re.IGNORECASE,
)
_TIME_SIGNS = (
    *(
        "hour",
        "hr",
        "day",
        "week",
        "fortnight",
        "month",
        "quarter",
        "year",
        "annu",
        "annivers",
        "minute",
        "min",
    ),
    *("second", "sec", "daily", "night", "biennial", "triennial", "decade"),
)
_HOURS = re.compile(r"\d\s?h\b", re.IGNORECASE)
_REACH_BACK, _REACH_ON = 130, 60  # characters around a word for a time that may belong to the duration
_NO_WEEKENDS = re.compile(
    r"\W*(?:other\s+than|excluding|not\s+counting|except(?:\s+for)?|excl\.?)\s+(?:saturdays?|sundays?|weekends?|public\s+holidays"
    r"|bank\s+holidays|holidays)",
    re.IGNORECASE,
)
_RESTATED = re.compile(r"\s*[(\[]\s*(?:i\.\s?e\.,?\s*|being\s+|or\s+|=\s*)?", re.IGNORECASE)
_CLOSED = re.compile(r"\s*[)\]]")
_ALSO = re.compile(r"\s*,?\s+and\s+|,?\s*", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|-|–|—|and|or|up\s+to)\s+(?:up\s+to\s+)?", re.IGNORECASE)
_FROM = re.compile(r"\b(?:between|from|of)\s+$", re.IGNORECASE)
_RANGED = re.compile(r"\d\s*(?:-|–|—|to|and|or)\s*\d")
_RESPECTIVELY = re.compile(r"\s*,?\s*respectively", re.IGNORECASE)


def find_durations(text: str) -> tuple[Duration, ...]:
    """Return the durations of a text in order, none overlapping; the longest reading of a place wins."""
    found: list[Duration] = []
    for duration in sorted(
        chain.from_iterable(_within(text, *window) for window in _windows(text)),
        key=lambda d: (d.span.start, -len(d.span)),
    ):
        if found and duration.span.start < found[-1].span.end:
            continue
        joined = _joined(text, found[-1], duration) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(duration)
    return tuple(found)


def _windows(text: str) -> list[tuple[int, int]]:
    """Return the stretches of text around words for a time, joined where they meet."""
    found: list[tuple[int, int]] = []
    lowered = text.lower()
    if not (any(sign in lowered for sign in _TIME_SIGNS) or _HOURS.search(text)):
        return found
    for match in _TIME_WORD.finditer(text):
        start, end = max(0, match.start() - _REACH_BACK), min(len(text), match.end() + _REACH_ON)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _within(text: str, start: int, end: int) -> Iterator[Duration]:
    yield from _counted(text, start, end)
    yield from _alone(text, start, end)
    yield from find_until(text, start, end)
    yield from find_frequencies(text, start, end)


def _counted(text: str, start: int, end: int) -> Iterator[Duration]:
    for match in _DURATION.finditer(text, start, end):
        if _stands_for_something_else(text, match):
            continue
        first, unsure = _decided(match["first"], match["again"])
        last, unsure_too = _decided(match["last"], match["last_again"]) if match["last"] else (None, False)
        if first is None or (last is not None and last < first):
            continue
        unit, factor = UNITS[match["unit"].lower().rstrip("s") if len(match["unit"]) > 1 else "h"]
        working = is_business(match["gap"], match["unit"]) or _NO_WEEKENDS.match(text, match.end())
        business = working and unit in ("d", "h")
        span, times = times_before(text, Span(match.start(), match.end()))
        yield Duration(
            span,
            (last or first) * factor / times,
            f"business {unit}" if business else unit,
            factor=factor,
            is_frequency=bool(match["ly"]) or times > 1,
            doubtful=unsure or unsure_too,
        )


def _decided(first: str, again: str | None) -> tuple[float | None, bool]:
    """Return the value that counts, that of the words where both are given, and whether they disagree."""
    value, other = number_of(first), number_of(again) if again else None
    if other is None:
        return value, False
    words_second = first[:1].isdigit() and not (again or "")[:1].isdigit()
    return (other if words_second else value), other != value


def _stands_for_something_else(text: str, match: re.Match[str]) -> bool:
    """Tell an age, "24 hours a day", a clause number, a year and a price from a duration."""
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 20]
    figures, unit = match["first"], match["unit"].lower()
    if unit == "h" and (not figures[:1].isdigit() or match["gap"].strip(" ")):
        return True
    if unit == "h" and after.startswith(")") and "(" not in before[-6:]:
        return True  # "Article 28 (3) h)"
    if unit.startswith("second") and not figures[:1].isdigit() and not unit.endswith("s"):
        return True  # "the one second to none"
    if _NUMBERED.search(before) and not match["possessive"] and not match["again"]:
        return True
    is_year = re.fullmatch(r"(?:19|20)\d\d", figures) is not None and unit.startswith(("year", "day"))
    aged = _AGE.search(before) and (
        unit.startswith("year") or _PERSONS.search(text[max(0, match.start() - 60) : match.start()])
    )
    return bool(is_year or _NOT_A_DURATION.match(after) or aged or _MONEYED.search(before))


def _alone(text: str, start: int, end: int) -> Iterator[Duration]:
    """Yield "within a week", "for another year", "a month's", "half an hour" and "a day and a half"."""
    for match in _ALONE.finditer(text, start, end):
        group = "span" if match["span"] else "span2"
        unit, factor = UNITS[(match["unit"] or match["unit2"]).lower()]
        kind = "business d" if match["kind"] and unit == "d" else unit
        amount = factor * (1.5 if match["half"] else 1.0)
        yield Duration(Span(match.start(group), match.end(group)), amount, kind, factor=factor)
    for match in _HALF.finditer(text, start, end):
        unit, factor = UNITS[match["unit"].lower()]
        kind = f"business {unit}" if match["kind"] and unit == "d" else unit
        yield Duration(Span(match.start(), match.end()), factor / 2, kind, factor=factor)


def _joined(text: str, first: Duration, second: Duration) -> Duration | None:
    """Return one duration for two that are one: restated, counted in two units, or the ends of a range."""
    if first.is_frequency or second.is_frequency:
        return None
    between = text[first.span.end : second.span.start]
    whole = Span(first.span.start, second.span.end)
    if _RESTATED.fullmatch(between) and _CLOSED.match(text, second.span.end):
        same = comparable(first.value) == comparable(second.value)
        return replace(first, span=whole, doubtful=first.doubtful or not same)
    ranged = _RANGED.search(text, second.span.start, second.span.end)
    if _ALSO.fullmatch(between) and not ranged and not _RESPECTIVELY.match(text, second.span.end):
        total = first.plus(second)
        if total:
            return replace(total, span=whole)
    if _TO.fullmatch(between) and _is_range(text, first, between):
        longer = (comparable(second.value) or 0) > (comparable(first.value) or 0)
        return replace(second, span=whole) if longer else None
    return None


def _is_range(text: str, first: Duration, between: str) -> bool:
    opened = _FROM.search(text[max(0, first.span.start - 10) : first.span.start])
    return bool(opened) or between.strip().lower() in ("to", "-", "–", "—", "up to")
