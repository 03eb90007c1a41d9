"""Durations: how long something takes, lasts or may wait, as the clause itself states it.

"within seventy-two (72) hours of becoming aware" is 72 hours. Where words and figures disagree the
words win, as courts usually hold, and the term is marked for review. Of a range the longer value
is kept. "24/7", an age, a clause number and a year are no durations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.places import Span
from pipeline.domain.terms import Term, TermType
from pipeline.extraction.numbers import FIGURES, WORDS, number_of

_NUMBER = rf"(?:{FIGURES}|{WORDS})"
_KINDS = (
    r"calendar|consecutive|business|working|banking|trading|week|full|further|additional|clear|total|more|whole"
    r"|or\s+more|running|prior"
)
_UNITS = {
    "second": ("s", 1),
    "sec": ("s", 1),
    "minute": ("min", 1),
    "min": ("min", 1),
    "hour": ("h", 1),
    "hr": ("h", 1),
    "h": ("h", 1),
    "day": ("d", 1),
    "night": ("d", 1),
    "week": ("d", 7),
    "month": ("mo", 1),
    "quarter": ("mo", 3),
    "year": ("mo", 12),
}
_UNIT = r"seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?|months?|quarters?|years?"
_DURATION = re.compile(
    rf"(?<![\w.,/-])(?P<first>{_NUMBER})(?:\s*\(\s*(?P<again>{_NUMBER})\s*\))?"
    rf"(?:\s*(?:-|–|—|to|and|or|until)\s*(?P<last>{_NUMBER})(?:\s*\(\s*{_NUMBER}\s*\))?)?"
    rf"(?P<gap>[\s-]*(?:\((?P<kind_in>{_KINDS})\)\s*)?(?:(?P<kind>{_KINDS})[\s-]+){{0,2}})"
    rf"(?P<unit>{_UNIT})(?P<ly>ly)?(?![a-z])(?P<possessive>['’](?:s\b)?)?",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:within|for|of|than|least|least\s+once|after|every|each|to|next|following|in|another|least\s+for)\s+"
    r"(?P<span>(?:an?|another|one|the\s+next|next)\s+(?:full\s+|calendar\s+)?(?P<kind>business|working)?\s*"
    r"(?P<unit>hour|day|week|month|quarter|year))\b(?!\s*of\s+age)",
    re.IGNORECASE,
)
_FREQUENCIES = {
    "hourly": (1, "h"),
    **dict.fromkeys(("daily", "nightly"), (1, "d")),
    "weekly": (7, "d"),
    **dict.fromkeys(("bi-weekly", "biweekly", "fortnightly"), (14, "d")),
    "monthly": (1, "mo"),
    "bi-monthly": (2, "mo"),
    "quarterly": (3, "mo"),
    **dict.fromkeys(("semi-annually", "semiannually", "semi-annual", "semiannual", "half-yearly"), (6, "mo")),
    **dict.fromkeys(("biannually", "bi-annually"), (6, "mo")),
    **dict.fromkeys(("annually", "annual", "yearly"), (12, "mo")),
    "biennially": (24, "mo"),
}
_FREQUENCY = re.compile(rf"\b(?:{'|'.join(sorted(_FREQUENCIES, key=len, reverse=True))})\b", re.IGNORECASE)
_TIMES = {
    "once": 1,
    "twice": 2,
    "thrice": 3,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}
_PER = re.compile(
    r"\b(?P<times>once|twice|thrice|(?:one|two|three|four|[1-4])(?:\s*\(\d\))?\s+"
    r"(?:times?|audits?|tests?|reviews?|reports?|assessments?|inspections?))(?:\s+\w+){0,2}?\s+"
    r"(?:per|an?|each|every|(?:in|during|within|over)\s+(?:any|a|each|every|one|the))\s+"
    r"(?:given\s+|single\s+|rolling\s+)?(?:calendar\s+|contract\s+|business\s+|consecutive\s+)?"
    r"(?P<unit>hour|day|night|week|month|quarter|year)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:every|each)\s+(?:single\s+|calendar\s+|contract\s+)?(?P<unit>hour|day|night|week|month|quarter|year)\b",
    re.IGNORECASE,
)
_NOT_A_DURATION = re.compile(
    r"\s*(?:of\s+age|old\b|(?:a|per|each|/)\s*(?:day|week|month|year|d\b|w\b)|[x×/]\s*\d)", re.IGNORECASE
)
_AGE = re.compile(r"\b(?:aged?|older\s+than|younger\s+than|the\s+age\s+of)\s+$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:\b(?:section|clause|article|paragraph|schedule|annex|exhibit|no\.?|page|version|step|phase|year|day)\s*|[§#]\s*)$",
    re.IGNORECASE,
)
_MONEYED = re.compile(r"(?:[$€£]|USD|EUR|GBP|CHF)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration at its place; `is_frequency` where it says how often."""

    span: Span
    amount: float
    unit: str
    is_frequency: bool = False
    doubtful: bool = False

    def term(self, text: str, *, role: str | None, trigger: str | None) -> Term:
        """Return the duration as a term of the text."""
        return Term(
            TermType.DURATION,
            f"{self.amount:g} {self.unit}",
            self.span,
            text[self.span.start : self.span.end],
            amount=self.amount,
            unit=self.unit,
            role=role,
            trigger=trigger,
            doubtful=self.doubtful,
        )


def find_durations(text: str) -> tuple[Duration, ...]:
    """Return the durations of a text in order, none overlapping; the longest reading of a place wins."""
    found: list[Duration] = []
    for duration in sorted(
        (*_counted(text), *_alone(text), *_frequencies(text)), key=lambda d: (d.span.start, -len(d.span))
    ):
        if not found or found[-1].span.end <= duration.span.start:
            found.append(duration)
    return tuple(found)


def _counted(text: str) -> Iterator[Duration]:
    for match in _DURATION.finditer(text):
        if _stands_for_something_else(text, match):
            continue
        first = number_of(match["first"])
        again = number_of(match["again"]) if match["again"] else None
        last = number_of(match["last"]) if match["last"] else None
        amount = _decided(match["first"], first, match["again"], again)
        if amount is None or (last is not None and last < amount):
            continue
        unit, factor = _UNITS[match["unit"].lower().rstrip("s") if len(match["unit"]) > 1 else "h"]
        business = re.search(r"business|working|banking|trading", match["gap"], re.IGNORECASE) and unit in (
            "d",
            "h",
        )
        yield Duration(
            Span(match.start(), match.end()),
            (last or amount) * factor,
            f"business {unit}" if business else unit,
            is_frequency=bool(match["ly"]),
            doubtful=again is not None and again != first,
        )


def _decided(
    first: str, first_value: float | None, again: str | None, again_value: float | None
) -> float | None:
    """Return the value that counts: that of the words, where words and figures are both given."""
    if again is None or again_value is None:
        return first_value
    return again_value if first[:1].isdigit() and not again[:1].isdigit() else first_value


def _stands_for_something_else(text: str, match: re.Match[str]) -> bool:
    """Tell an age, "24 hours a day", a clause number, a year and a price from a duration."""
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 20]
    figures = match["first"]
    if match["unit"].lower() == "h" and (not figures[:1].isdigit() or match["gap"].strip(" ")):
        return True
    if _NUMBERED.search(before) and not match["possessive"] and not match["again"]:
        return True
    is_year = re.fullmatch(r"(?:19|20)\d\d", figures) is not None and match["unit"].lower().startswith(
        ("year", "day")
    )
    return bool(is_year or _NOT_A_DURATION.match(after) or _AGE.search(before) or _MONEYED.search(before))


def _alone(text: str) -> Iterator[Duration]:
    """Yield "within a week" and "for another year"."""
    for match in _ALONE.finditer(text):
        unit, factor = _UNITS[match["unit"].lower()]
        kind = "business d" if match["kind"] and unit == "d" else unit
        yield Duration(Span(match.start("span"), match.end("span")), float(factor), kind)


def _frequencies(text: str) -> Iterator[Duration]:
    for match in _PER.finditer(text):
        unit, factor = _UNITS[match["unit"].lower()]
        times = _TIMES[re.match(r"\w+", match["times"].lower())[0]]  # type: ignore[index]
        yield Duration(Span(match.start(), match.end()), factor / times, unit, is_frequency=True)
    for match in _FREQUENCY.finditer(text):
        amount, unit = _FREQUENCIES[match[0].lower()]
        yield Duration(Span(match.start(), match.end()), float(amount), unit, is_frequency=True)
    for match in _EVERY.finditer(text):
        unit, factor = _UNITS[match["unit"].lower()]
        yield Duration(Span(match.start(), match.end()), float(factor), unit, is_frequency=True)
