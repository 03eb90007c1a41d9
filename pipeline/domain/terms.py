"""Values that clauses fix: durations, percentages, regions, standards, dates."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.places import Span


class TermType(StrEnum):
    """Kinds of value; names as in the JSON review."""

    DURATION = "duration"
    PERCENTAGE = "percentage"
    REGION = "region"
    STANDARD = "standard"
    GOVERNING_LAW = "governing_law"
    DATE = "date"
    MONEY = "money"
    FORMAT = "format"


class Sense(StrEnum):
    """What a stretch of time says: at most, at least, just so long, or so often."""

    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    PERIOD = "period"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Term:
    """A normalised value with the words that fix it.

    `value` is written as people compare it: "72 h", "14 d", "12 mo", "2 business d", "99.9 %",
    "Germany; Ireland". `amount` and `unit` are its parts for durations and percentages.
    `trigger` is the event a deadline runs from ("becoming aware"; "before change" where it is counted
    back from one), `role` what the value is for where the words say so ("deadline", "notice",
    "retention", "effective_date", "renewal" …), `sense` whether a duration is the most or the least,
    `bound` whom the time runs for ("provider", "customer", "both"; None where the words name neither),
    `about` the subjects named around it, the nearest first ("testing", "recovery").
    `doubtful` marks a value that needs a person's eye (words and figures disagree).
    """

    type: TermType
    value: str
    span: Span
    quote: str
    amount: float | None = None
    unit: str | None = None
    trigger: str | None = None
    role: str | None = None
    doubtful: bool = False
    sense: Sense | None = None
    bound: str | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingTerm:
    """A value that counted for a finding, named as the requirement's attribute."""

    name: str
    type: str
    value: str
    quote: str
