"""How often: "annually", "every two years", "twice a year", "once in any twelve (12) month period".

The value is the time between two turns: "twice a year" is 6 months. "Biannually", "bimonthly" and
"biweekly" mean one thing to one reader and its square to the other: they are marked for review.
"""

import re
from collections.abc import Iterator

from pipeline.domain.places import Span
from pipeline.extraction.numbers import ORDINALS, WORDS, number_of, ordinal_of
from pipeline.extraction.units import UNITS, Duration

_OFTEN = {
    "hourly": (1, "h"),
    **dict.fromkeys(("daily", "nightly", "everyday"), (1, "d")),
    "weekly": (7, "d"),
    **dict.fromkeys(("bi-weekly", "biweekly", "fortnightly"), (14, "d")),
    "monthly": (1, "mo"),
    **dict.fromkeys(("bi-monthly", "bimonthly"), (2, "mo")),
    "quarterly": (3, "mo"),
    **dict.fromkeys(("semi-annually", "semiannually", "semi-annual", "semiannual", "half-yearly"), (6, "mo")),
    **dict.fromkeys(("biannually", "bi-annually", "biannual", "bi-annual"), (6, "mo")),
    **dict.fromkeys(("annually", "annual", "yearly"), (12, "mo")),
    **dict.fromkeys(("biennially", "biennial"), (24, "mo")),
    **dict.fromkeys(("triennially", "triennial"), (36, "mo")),
}
_EITHER = frozenset(
    ["bi-weekly", "biweekly", "bi-monthly", "bimonthly", "biannually", "bi-annually", "biannual", "bi-annual"]
)
_LISTED = "|".join(sorted(_OFTEN, key=len, reverse=True))
_FREQUENCY = re.compile(rf"(?<![\w-])(?:{_LISTED})\b", re.IGNORECASE)
_COUNT = r"(?:\d{1,2}|" + WORDS + r")(?:\s*\(\s*\d{1,2}\s*\))?"
_TURNS = (
    r"(?:times?|occasions?|audits?|tests?|reviews?|reports?|assessments?|inspections?|exercises?|backups?|visits?|scans?"
    r"|drills?|meetings?|trainings?|snapshots?)"
)
_TIMES = (
    rf"(?P<times>once|twice|thrice|{_COUNT}\s+(?:[a-z][\w-]*\s+){{0,3}}?{_TURNS}|(?P<single>(?:an?|single)\s+)?"
    rf"(?:[a-z][\w-]*\s+){{0,1}}?audit)"
)
_OVER = r"(?:per|an?|each|every|(?:in|during|within|over)\s+(?:any|an?|each|every|one|the))"
_UNIT = r"(?P<unit>hour|day|night|weekday|week|fortnight|month|quarter|year|annum)"
_PER = re.compile(
    rf"\b{_TIMES}(?:\s+(?!per\b|each\b|every\b)\w+){{0,2}}?\s+{_OVER}\s+"
    r"(?:given\s+|single\s+|rolling\s+|full\s+)?(?P<kind>calendar\s+|contract\s+|business\s+|working\s+|consecutive\s+"
    rf"|subscription\s+|financial\s+)?{_UNIT}\b(?!['’])",
    re.IGNORECASE,
)
_TIMES_OFTEN = re.compile(
    rf"\b{_TIMES}\s+(?P<often>hourly|daily|weekly|monthly|quarterly|yearly|annually)\b", re.IGNORECASE
)
_EVERY = re.compile(
    rf"\b(?:every|each)\s+(?:single\s+|calendar\s+|contract\s+|(?P<nth>other|{ORDINALS})\s+)?"
    rf"(?P<kind>business\s+|working\s+)?{_UNIT}\b(?!['’])",
    re.IGNORECASE,
)
_TIMES_BEFORE = re.compile(
    rf"\b{_TIMES}(?:\s+\w+){{0,2}}?\s+(?:per|every|each|(?:in|during|within|over)(?:\s+(?:any|an?|each|every|one|the))?)\s+"
    r"(?:given\s+|single\s+|rolling\s+|period\s+of\s+)*$",
    re.IGNORECASE,
)
_REACH = 90  # characters before "twelve months" in which "twice in any" may stand


def find_frequencies(text: str, start: int, end: int) -> Iterator[Duration]:
    """Yield what says how often between two places of the text."""
    for match in _PER.finditer(text, start, end):
        yield _shared(match, UNITS[match["unit"].lower()], is_business=_is_business(match))
    for match in _TIMES_OFTEN.finditer(text, start, end):
        amount, unit = _OFTEN[match["often"].lower()]
        yield _shared(match, (unit, amount))
    for match in _FREQUENCY.finditer(text, start, end):
        amount, unit = _OFTEN[match[0].lower()]
        yield _at(match, amount, unit, doubtful=match[0].lower() in _EITHER)
    for match in _EVERY.finditer(text, start, end):
        unit, factor = UNITS[match["unit"].lower()]
        nth = 2 if (match["nth"] or "").lower() == "other" else ordinal_of(match["nth"] or "") or 1
        yield _at(match, factor * nth, f"business {unit}" if _is_business(match) and unit == "d" else unit)


def times_before(text: str, span: Span) -> tuple[Span, int]:
    """Return the span and the number of turns of something within a counted time ("twice in any 12 months").

    "Once every 12 months" leaves the duration as it is.
    """
    left = max(0, span.start - _REACH)
    match = _TIMES_BEFORE.search(text[left : span.start])
    times = _number_of_times(match) if match else 1
    return (Span(left + match.start(), span.end), times) if match and times > 1 else (span, 1)


def _shared(match: re.Match[str], unit: tuple[str, int], *, is_business: bool = False) -> Duration:
    """Return a unit shared among the turns that fall in it."""
    name, factor = unit
    kind = f"business {name}" if is_business and name == "d" else name
    return _at(match, factor / _number_of_times(match), kind)


def _at(match: re.Match[str], amount: float, unit: str, *, doubtful: bool = False) -> Duration:
    return Duration(
        Span(match.start(), match.end()), float(amount), unit, is_frequency=True, doubtful=doubtful
    )


def _is_business(match: re.Match[str]) -> bool:
    named = (match["kind"] or "").lower().startswith(("business", "working"))
    return named or match["unit"].lower() == "weekday"


def _number_of_times(match: re.Match[str]) -> int:
    words = match["times"].lower()
    for written, times in (("once", 1), ("twice", 2), ("thrice", 3)):
        if words.startswith(written):
            return times
    counted = re.match(_COUNT, words)
    return int(number_of(re.sub(r"\(.*", "", counted[0])) or 1) if counted else 1
