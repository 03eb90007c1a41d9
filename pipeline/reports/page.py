"""review.html: one self-contained page that a lawyer reads on a phone or prints."""

from dataclasses import dataclass

from pipeline.domain.agreement import Placeholder
from pipeline.domain.requirements import Family, Library, Severity
from pipeline.domain.review import Assessment, Evidence, Review, Status
from pipeline.reports.outline import (
    Outcome,
    Papers,
    gaps_by_severity,
    headline,
    in_words,
    judged,
    notices,
    outcomes,
    place_in_words,
    still_missing,
    tally,
    verdict,
    with_status,
)
from pipeline.reports.reading import PaperRead
from pipeline.reports.template import fill
from pipeline.reports.words import made_with

# The picture puts what is given before what is not, so that a strip fills from the left.
_PICTURE_ORDER = (
    Status.MET,
    Status.PARTIAL,
    Status.WEAK,
    Status.ABSENT,
    Status.CONTRADICTED,
    Status.NOT_ASSESSABLE,
    Status.NOT_APPLICABLE,
)


def render(review: Review, library: Library) -> str:
    """Return `review.html`."""
    views = tuple(_View.of(a, library, id=f"a{n}") for n, a in enumerate(review.assessments, start=1))
    return fill(
        "review.html",
        styles=("page.css", "review.css"),
        views=views,
        review=review,
        edition=made_with(review.edition),
        statuses=_PICTURE_ORDER,
        unread=any(d.document.pages_unread for a in review.assessments for d in a.agreements.agreements),
    )


@dataclass(frozen=True, slots=True)
class Strip:
    """One family in the picture: a tile a requirement, the share and the same in words."""

    family: Family
    share: float | None
    tiles: tuple[Status, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Value:
    """A term as the table of values shows it."""

    about: str
    name: str
    value: str
    quote: str
    where: str


@dataclass(frozen=True, slots=True)
class _View:
    """One assessment as the template shows it; `id` begins its anchors."""

    id: str
    assessment: Assessment
    papers: Papers
    headline: str
    verdict: str
    notices: tuple[str, ...]
    judged: bool
    core: tuple[Strip, ...]
    supporting: tuple[Strip, ...]
    gaps: dict[Severity, tuple[Outcome, ...]]
    met: tuple[Outcome, ...]
    unassessed: tuple[Outcome, ...]
    left_out: tuple[Outcome, ...]
    values: tuple[Value, ...]
    papers_read: tuple[PaperRead, ...]

    @classmethod
    def of(cls, assessment: Assessment, library: Library, *, id: str) -> "_View":
        found, papers = outcomes(assessment, library), Papers.of(assessment)
        strips = [strip(f, assessment, found) for f in library.families]
        return cls(
            id=id,
            assessment=assessment,
            papers=papers,
            headline=headline(assessment, library),
            verdict=verdict(assessment, library),
            notices=notices(assessment),
            judged=judged(found),
            core=tuple(s for s in strips if s.family.tier == "core"),
            supporting=tuple(s for s in strips if s.family.tier != "core"),
            gaps=gaps_by_severity(found),
            met=with_status(found, Status.MET),
            unassessed=with_status(found, Status.NOT_ASSESSABLE),
            left_out=with_status(found, Status.NOT_APPLICABLE),
            values=(*_whole_agreement_values(assessment, papers), *_values(found)),
            papers_read=tuple(PaperRead.of(a.document) for a in assessment.agreements.agreements),
        )

    def gap_count(self) -> int:
        """Return how many gaps there are."""
        return sum(map(len, self.gaps.values()))

    def where(self, evidence: Evidence) -> str:
        """Return where the words of the evidence stand."""
        return self.papers.where(evidence)

    def placeholder_place(self, placeholder: Placeholder) -> str:
        """Return where a place left to fill in stands."""
        return ", ".join(
            filter(None, (self.papers.name(placeholder.document), place_in_words(placeholder.place)))
        )

    def missing(self, outcome: Outcome) -> tuple[str, ...]:
        """Return what is missing of a requirement that is met in part."""
        return still_missing(outcome) if outcome.finding.status in (Status.PARTIAL, Status.WEAK) else ()


def strip(family: Family, assessment: Assessment, found: tuple[Outcome, ...]) -> Strip:
    """Return the family's part of the picture."""
    own = tuple(o for o in found if o.family.id == family.id)
    tiles = tuple(sorted((o.finding.status for o in own), key=_PICTURE_ORDER.index))
    return Strip(family, assessment.coverage.families.get(family.id), tiles, in_words(tally(own)))


def _values(found: tuple[Outcome, ...]) -> tuple[Value, ...]:
    return tuple(
        Value(o.requirement.title, t.name.replace("_", " "), t.value, t.quote, "")
        for o in found
        for t in o.finding.terms
    )


def _whole_agreement_values(assessment: Assessment, papers: Papers) -> tuple[Value, ...]:
    return tuple(
        Value(
            "The agreement as a whole",
            (t.role or t.type.value).replace("_", " "),
            t.value,
            t.quote,
            ", ".join(filter(None, (papers.name(a.document.id), place_in_words(a.document.locate(t.span))))),
        )
        for a in assessment.agreements.agreements
        for t in a.terms
    )
