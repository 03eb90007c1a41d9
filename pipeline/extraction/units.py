"""Units of time, and a duration at its place in a text."""

import re
from dataclasses import dataclass

from pipeline.domain.places import Span
from pipeline.domain.terms import Sense, Term, TermType

UNITS = {
    "second": ("s", 1),
    "sec": ("s", 1),
    "minute": ("min", 1),
    "min": ("min", 1),
    "hour": ("h", 1),
    "hr": ("h", 1),
    "h": ("h", 1),
    "day": ("d", 1),
    "weekday": ("d", 1),
    "night": ("d", 1),
    "week": ("d", 7),
    "fortnight": ("d", 14),
    "month": ("mo", 1),
    "quarter": ("mo", 3),
    "year": ("mo", 12),
    "annum": ("mo", 12),
    "decade": ("mo", 120),
}
"""Unit as written → the unit values are kept in, and how many of it."""

UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|weekdays?|days?|nights?|weeks?|fortnights?|months?|quarters?"
    r"|years?|decades?)"
)
_SMALLER = {("h", "min"): 60, ("d", "h"): 24, ("d", "d"): 1, ("mo", "mo"): 1, ("min", "s"): 60}
_BUSINESS = re.compile(r"business|working|banking|bank\b|trading|support|office|service", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration at its place; `is_frequency` where it says how often.

    `factor` is how many of the unit the written unit holds: 12 for years, kept as months.
    """

    span: Span
    amount: float
    unit: str
    factor: int = 1
    is_frequency: bool = False
    doubtful: bool = False

    @property
    def value(self) -> str:
        """Return the duration as it is compared: "72 h"."""
        return f"{round(self.amount, 2):.10g} {self.unit}"

    def plus(self, smaller: "Duration") -> "Duration | None":
        """Return "one year" and "six months" as 18 months; None where one is not counted in the other."""
        times = _SMALLER.get((self.unit, smaller.unit))
        descending = self.unit != smaller.unit or self.factor > smaller.factor
        if times is None or not descending or smaller.amount >= self.factor * times:
            return None
        doubtful = self.doubtful or smaller.doubtful
        return Duration(
            smaller.span,
            self.amount * times + smaller.amount,
            smaller.unit,
            smaller.factor,
            doubtful=doubtful,
        )

    def term(
        self,
        text: str,
        *,
        role: str | None,
        trigger: str | None,
        sense: Sense | None = None,
        bound: str | None = None,
        about: tuple[str, ...] = (),
    ) -> Term:
        """Return the duration as a term of the text."""
        return Term(
            TermType.DURATION,
            self.value,
            self.span,
            text[self.span.start : self.span.end],
            amount=self.amount,
            unit=self.unit,
            role=role,
            trigger=trigger,
            doubtful=self.doubtful,
            sense=sense,
            bound=bound,
            about=about,
        )


def is_business(words: str, unit: str) -> bool:
    """Tell whether the words before a unit make it one of working time: "business", "banking"."""
    return bool(_BUSINESS.search(words)) or unit.lower().startswith("weekday")
