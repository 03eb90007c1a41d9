"""The same findings told by another framework: its points in its own order, grouped as it groups them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from pipeline.domain.frameworks import FrameworkView, Outcome, PointView
from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Review, Status
from pipeline.library.frameworks import framework_view

POINT = {
    Outcome.COVERED: "covered",
    Outcome.PARTLY: "partly covered",
    Outcome.GAP: "gap",
    Outcome.NOT_APPLICABLE: "not applicable",
    Outcome.NOT_ASSESSED: "could not be assessed",
    Outcome.NOT_REVIEWED: "not covered by this review",
}
SYMBOL_OF = {
    Outcome.COVERED: Status.MET,
    Outcome.PARTLY: Status.PARTIAL,
    Outcome.GAP: Status.ABSENT,
    Outcome.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    Outcome.NOT_ASSESSED: Status.NOT_ASSESSABLE,
}


@dataclass(frozen=True, slots=True)
class PointGroup:
    """Points under one heading of the framework; `unreviewed` are those that nothing here speaks to."""

    title: str
    points: tuple[PointView, ...]
    unreviewed: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class FrameworkShown:
    """A framework as readers see it."""

    view: FrameworkView
    said: str
    groups: tuple[PointGroup, ...]

    @classmethod
    def of(cls, view: FrameworkView) -> "FrameworkShown":
        """Group the points as the framework does, in its order."""
        return cls(view, counts_in_words(view.counts), _groups(view.points))


def by_frameworks(review: Review, assessment: Assessment, library: Library) -> tuple[FrameworkShown, ...]:
    """Return the frameworks that were asked for, in the order asked."""
    return tuple(FrameworkShown.of(framework_view(assessment, library, key)) for key in review.frameworks)


def counts_in_words(counts: Mapping[Outcome, int]) -> str:
    """Return "3 covered, 5 partly covered and 2 gaps"."""
    return listed(f"{n} {_noun(outcome, n)}" for outcome, n in counts.items() if n) or "no point"


def _noun(outcome: Outcome, number: int) -> str:
    return "gaps" if outcome is Outcome.GAP and number > 1 else POINT[outcome]


def _groups(points: tuple[PointView, ...]) -> tuple[PointGroup, ...]:
    grouped = ((title, tuple(group)) for title, group in groupby(points, key=lambda p: p.point.group))
    return tuple(
        PointGroup(
            title,
            tuple(p for p in group if p.outcome is not Outcome.NOT_REVIEWED),
            tuple(p for p in group if p.outcome is Outcome.NOT_REVIEWED),
        )
        for title, group in grouped
    )
