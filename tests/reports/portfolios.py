"""Portfolios made by hand, of the small library: suppliers as a store gives them, and what is written of them."""

from dataclasses import replace

from pipeline.domain.places import Span
from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.review import Coverage, Review, Status
from pipeline.domain.terms import Term, TermType
from pipeline.reports.portfolio_table import REPORTS
from pipeline.reports.register import Whole, line_of

from .contracts import EDITION, LIBRARY, MIXED, assessment

GOOD = (Status.MET,) * 6


def supplier(name, overall=0.4, statuses=MIXED, **changes):
    made = assessment(supplier=name, overall=overall, statuses=statuses, **changes)
    return SupplierReview.of(name, Review(EDITION, (made,)))


def unread(name, *failures):
    return SupplierReview(name, (), None, (), (), failures=failures)


def with_terms(review, *terms):
    first, *others = review.documents
    return replace(review, documents=(replace(first, terms=terms), *others))


def term(role, value, kind=TermType.DURATION):
    return Term(kind, value, Span(0, 4), f"words on {role}", role=role)


def day(role, value):
    return term(role, value, TermType.DATE)


def line(review, number=0, path=None):
    return line_of(
        review,
        LIBRARY,
        number=number,
        path=f"reviews/{review.supplier}/review.json" if path is None else path,
    )


def content(kind, *reviews, path=None, **whole):
    """Return a report of the suppliers, whole."""
    growing = REPORTS[kind].begin(Whole(LIBRARY, EDITION, **whole))
    lines = [line(review, n, path) for n, review in enumerate(reviews)]
    for review, its in zip(reviews, lines, strict=True):
        growing.add(review, its)
    return growing.finished(lines)


def coverage(share):
    return Coverage(share, {f.id: share for f in LIBRARY.families})
