"""review.html: one self-contained page that a lawyer reads on a phone or prints."""

from dataclasses import dataclass

from pipeline.domain.agreement import DocumentReference
from pipeline.domain.listing import listed
from pipeline.domain.requirements import AppliedProfile, Family, Library, Severity
from pipeline.domain.review import Assessment, Evidence, Finding, Precedence, Review, Status
from pipeline.domain.standing import Standing
from pipeline.reports.blanks import Blank, blanks
from pipeline.reports.by_framework import FrameworkShown, by_frameworks
from pipeline.reports.glance import Fact, core_gaps, facts, order_in_words, stands
from pipeline.reports.notes import SHOWN, NoteShown, labels_of, notes_of
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
from pipeline.reports.owners import Owned, owners, owners_in_words
from pipeline.reports.proof import Proof
from pipeline.reports.reading import PaperRead
from pipeline.reports.relied_on import ReliedOn, relied_on
from pipeline.reports.template import fill
from pipeline.reports.words import capital, count, made_with, uncapital

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
    views = tuple(
        _View.of(a, library, id=f"a{n}", frameworks=by_frameworks(review, a, library))
        for n, a in enumerate(review.assessments, start=1)
    )
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
    core_gaps: tuple[Outcome, ...]
    facts: tuple[Fact, ...]
    stands: dict[Standing, tuple[Outcome, ...]]
    owners: tuple[Owned, ...]
    relied_on: tuple[ReliedOn, ...]
    blanks: tuple[Blank, ...]
    frameworks: tuple[FrameworkShown, ...]
    titles: dict[str, str]
    profiles: tuple[AppliedProfile, ...]
    values: tuple[Value, ...]
    papers_read: tuple[PaperRead, ...]

    @classmethod
    def of(
        cls, assessment: Assessment, library: Library, *, id: str, frameworks: tuple[FrameworkShown, ...]
    ) -> "_View":
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
            core_gaps=core_gaps(found),
            facts=facts(assessment, library),
            stands=stands(found),
            owners=owners(assessment.responsibilities) if judged(found) else (),
            relied_on=relied_on(assessment, library),
            blanks=blanks(assessment, library),
            frameworks=frameworks,
            profiles=library.profiles,
            titles={r.id: r.title for r in library.requirements},
            values=(*_whole_agreement_values(assessment, papers), *_values(found)),
            papers_read=tuple(PaperRead.of(a.document) for a in assessment.agreements.agreements),
        )

    @property
    def owners_said(self) -> str:
        """Return how many processes each side owns."""
        return owners_in_words(self.owners)

    def gap_count(self) -> int:
        """Return how many gaps there are."""
        return sum(map(len, self.gaps.values()))

    def where(self, evidence: Evidence) -> str:
        """Return where the words of the evidence stand."""
        return self.papers.where(evidence)

    def order(self, rule: Precedence) -> str:
        """Return which document wins a conflict."""
        return order_in_words(rule, self.papers)

    def reference_place(self, reference: DocumentReference) -> str:
        """Return where a paper is named."""
        return self.papers.span_where(reference.document, reference.span)

    def notes(self, finding: Finding) -> tuple[NoteShown, ...]:
        """Return what else bears on a finding."""
        return notes_of(finding)

    def labels(self, finding: Finding) -> tuple[str, ...]:
        """Return the labels of what else bears on a finding."""
        return labels_of(finding)

    def quoted_in_notes(self, finding: Finding) -> frozenset[str]:
        """Return the words that the notes shown at once quote in full."""
        return frozenset(e.quote for n in notes_of(finding)[:SHOWN] for e in n.short)

    def proof(self, finding: Finding) -> Proof:
        """Return what was searched for a finding."""
        return Proof.of(finding, self.papers)

    def inside(self, outcome: Outcome) -> str:
        """Return what a folded gap holds: "2 passages, exception elsewhere and what to ask for"."""
        finding = outcome.finding
        held = [count(len(finding.evidence), "passage")] if finding.evidence else ["what was searched"]
        held += [uncapital(label) for label in labels_of(finding)]
        return capital(listed([*held, "what to ask for"] if outcome.is_gap else held))

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
