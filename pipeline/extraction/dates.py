"""Dates as agreements write them, normalised to ISO 8601: "May 14, 2020", "14 May 2020", "2020-05-14".

"03/04/2020" is April in London and March in Boston: it is read as day first and marked for review.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.domain.places import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ANY_YEAR = re.compile(_YEAR)
_FORMS = (
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}}){_ORDINAL}\s*,?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<day>\d{{1,2}}){_ORDINAL}(?:\s+day)?(?:\s+of)?[\s.-]+{_MONTH}[\s,-]+{_YEAR}\b", re.IGNORECASE
    ),
    re.compile(rf"\b{_YEAR}-(?P<number>\d{{2}})-(?P<day>\d{{2}})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})[./](?P<number>\d{{1,2}})[./]{_YEAR}\b"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date at its place."""

    span: Span
    value: date
    doubtful: bool


def find_dates(text: str) -> tuple[Day, ...]:
    """Return the dates of a text in order; what is no day of the calendar is left out."""
    return tuple(sorted(_dates(text), key=lambda day: day.span))


def _dates(text: str) -> Iterator[Day]:
    if not _ANY_YEAR.search(text):  # each form ends or begins with one, and few texts hold any
        return
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            month = (
                int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"][:3].lower()) + 1
            )
            day = int(parts["day"])
            slashed = form is _FORMS[-1]
            if slashed and month > 12:
                day, month = month, day
            try:
                value = date(int(parts["year"]), month, day)
            except ValueError:
                continue
            yield Day(
                Span(match.start(), match.end()), value, doubtful=slashed and day <= 12 and month != day
            )
