"""When a supplier's papers end, as they say themselves; reckoned only where start and term are both there."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.domain.amounts import amount
from pipeline.domain.portfolio import ReviewedDocument, SupplierReview
from pipeline.domain.terms import Term
from pipeline.reports.words import count

SOON = 90  # days before its end at which a paper is due for a look
_MONTHS = {"mo": 1, "y": 12}


@dataclass(frozen=True, slots=True)
class Dated:
    """A paper with a term: when it began and ends, how it renews; values as the papers have them.

    `id` is the document's, `document` its name. `reckoned` tells that `ends` is the start and the initial
    term together; `notice_by` is the last day to keep it from renewing; `days` are left to `ends` from the
    day asked for, None where none was given.
    """

    id: str
    document: str
    began: date | None
    ends: date | None
    reckoned: bool
    term: str
    renewal: str
    notice: str
    notice_by: date | None
    quote: str
    days: int | None = None

    @property
    def said(self) -> str:
        """Return "ended 12 days ago", "ends in 40 days" or "" where no day was given or no end is known."""
        if self.days is None:
            return ""
        if self.days < 0:
            return f"ended {count(-self.days, 'day')} ago"
        return "ends today" if self.days == 0 else f"ends in {count(self.days, 'day')}"

    @property
    def is_due(self) -> bool:
        """Tell whether it has ended, or will soon."""
        return self.days is not None and self.days <= SOON


def dates_of(review: SupplierReview) -> tuple[Dated, ...]:
    """Return the papers that say when they end, how long they run or how they renew."""
    return tuple(dated for d in review.documents if (dated := _dated(d)) is not None)


def counted_from(dates: Iterable[Dated], *, as_of: date | None) -> tuple[Dated, ...]:
    """Return them with the days left, the soonest end first; in the order of their ends without a day."""
    left = (
        replace(d, days=(d.ends - as_of).days) if as_of is not None and d.ends is not None else d
        for d in dates
    )
    return tuple(sorted(left, key=_end))


def _end(dated: Dated) -> tuple[bool, date, str]:
    return dated.ends is None, dated.ends or date.max, dated.document


def _dated(document: ReviewedDocument) -> Dated | None:
    terms = {t.role: t for t in reversed(document.terms) if t.role}
    began, ends = _day(terms.get("effective_date")), _day(terms.get("expiry"))
    term = _value(terms.get("initial_term"))
    reckoned = ends is None and began is not None and bool(term)
    if reckoned and began is not None:
        ends = _after(began, term)
    renewal, notice = _value(terms.get("renewal")), _value(terms.get("renewal_notice"))
    if not (ends or term or renewal):
        return None
    quotes = (terms[r].quote for r in ("expiry", "initial_term", "renewal", "renewal_notice") if r in terms)
    return Dated(
        id=document.id,
        document=document.name,
        began=began,
        ends=ends,
        reckoned=reckoned and ends is not None,
        term=term,
        renewal=renewal,
        notice=notice,
        notice_by=_before(ends, notice) if ends and notice else None,
        quote=" … ".join(dict.fromkeys(quotes)),
    )


def _value(term: Term | None) -> str:
    return term.value if term else ""


def _day(term: Term | None) -> date | None:
    try:
        return date.fromisoformat(term.value) if term else None
    except ValueError:
        return None


def _after(start: date, term: str) -> date | None:
    """Return the last day of a term that begins on `start`; None where the term is in no whole unit."""
    number, _, unit = term.partition(" ")
    try:
        if unit in _MONTHS and number.isdecimal():
            months = start.month - 1 + int(number) * _MONTHS[unit]
            year, month = start.year + months // 12, months % 12 + 1
            return date(year, month, min(start.day, monthrange(year, month)[1])) - timedelta(days=1)
        hours = amount(term)
        return None if hours is None else start + timedelta(hours=hours) - timedelta(days=1)
    except (OverflowError, ValueError):  # a term of ten thousand years
        return None


def _before(end: date, notice: str) -> date | None:
    hours = amount(notice)
    try:
        return None if hours is None else end - timedelta(hours=hours)
    except OverflowError:
        return None
