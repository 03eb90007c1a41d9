"""What the reports for people share: findings beside their requirements, in the order they are read."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.listing import listed
from pipeline.domain.places import ElementAt, LineAt, PageBox, ParagraphAt, Place, Span
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Family, Library, Requirement, Severity
from pipeline.domain.review import GAPS, Assessment, Evidence, Finding, Status
from pipeline.domain.standing import Standing, standing
from pipeline.reports.escaping import shortened
from pipeline.reports.words import STATUS, WORST_FIRST, count, percent

_NAMED = re.compile(r"(?i)(schedule|annex|exhibit|appendix|section|article|clause|part|attachment|§)")
_ANCHOR = re.compile(r"#[^\s>]+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finding with the requirement and the family it answers."""

    requirement: Requirement
    family: Family
    finding: Finding

    @property
    def is_gap(self) -> bool:
        """Tell whether something is to be asked for."""
        return self.finding.status in GAPS

    @property
    def standing(self) -> Standing:
        """Return how the finding stands to the firm's playbook."""
        return standing(self.finding, self.requirement)


def outcomes(assessment: Assessment, library: Library) -> tuple[Outcome, ...]:
    """Return one outcome a requirement, in catalogue order; KeyError where a finding is missing."""
    by_id = {f.requirement: f for f in assessment.findings}
    return tuple(Outcome(r, family, by_id[r.id]) for family in library.families for r in family.requirements)


def with_status(found: Iterable[Outcome], *statuses: Status) -> tuple[Outcome, ...]:
    """Return the outcomes of these statuses, in the order they came."""
    return tuple(o for o in found if o.finding.status in statuses)


def judged(found: Iterable[Outcome]) -> bool:
    """Tell whether anything was judged; where nothing was, having no gap says nothing."""
    return any(o.is_gap or o.finding.status is Status.MET for o in found)


def gaps_by_severity(found: Iterable[Outcome]) -> dict[Severity, tuple[Outcome, ...]]:
    """Return the gaps, worst severity first; within each, worst status first, in the order of `GAPS`."""
    gaps = sorted((o for o in found if o.is_gap), key=lambda o: GAPS.index(o.finding.status))
    grouped = {s: tuple(o for o in gaps if o.requirement.severity is s) for s in WORST_FIRST}
    return {severity: group for severity, group in grouped.items() if group}


def tally(found: Iterable[Outcome]) -> dict[Status, int]:
    """Return how often each status occurs, in the order of `Status`, without those that don't."""
    counted = Counter(o.finding.status for o in found)
    return {status: counted[status] for status in Status if counted[status]}


def in_words(counts: dict[Status, int]) -> str:
    """Return "18 met, 9 partly met and 3 taken away"."""
    return listed(f"{number} {STATUS[status]}" for status, number in counts.items())


def headline(assessment: Assessment, library: Library) -> str:
    """Return the verdict in half a sentence: how many gaps, how many of them critical."""
    found = outcomes(assessment, library)
    gaps = gaps_by_severity(found)
    total = sum(map(len, gaps.values()))
    if not judged(found):
        return "Not assessed: no judgement rests on these papers"
    if not total:
        unassessed = len(with_status(found, Status.NOT_ASSESSABLE))
        doubt = f"; {count(unassessed, 'point')} could not be assessed" if unassessed else ""
        return f"No gap found{doubt}"
    critical = len(gaps.get(Severity.CRITICAL, ()))
    return f"{count(total, 'gap')}, {critical or 'none'} of them critical"


def verdict(assessment: Assessment, library: Library) -> str:
    """Return the verdict in full: how much is covered, how many of each status, where it is weakest."""
    found = outcomes(assessment, library)
    papers = count(len(assessment.agreements.agreements), "document")
    if assessment.coverage.overall is None:
        return f"{papers} read; none of the {len(found)} points asked of an agreement could be assessed."
    said = (
        f"{papers} read; weighed by severity, {percent(assessment.coverage.overall)} of what ISO/IEC 27017 "
        f"guidance asks a cloud agreement to say is there. Of {len(found)} points, {in_words(tally(found))}."
    )
    core = [(s, f) for f in library.families if f.tier == "core" and (s := _share(assessment, f)) is not None]
    if not core or min(s for s, _ in core) == 1:
        return said
    share, family = min(core, key=lambda pair: pair[0])
    return f"{said} Weakest of the core subjects: {family.title.lower()}, {percent(share)}."


def _share(assessment: Assessment, family: Family) -> float | None:
    return assessment.coverage.families.get(family.id)


def still_missing(outcome: Outcome) -> tuple[str, ...]:
    """Return the essential sub-points that are not met, in the library's words."""
    met = {s.id for s in outcome.finding.subpoints if s.met}
    return tuple(s.text for s in outcome.requirement.subpoints if s.essential and s.id not in met)


def notices(assessment: Assessment) -> tuple[str, ...]:
    """Return what must be said first: the assessment's warnings, and unread pages they don't name."""
    from_papers = tuple(
        f"{a.document.source.name}: {count(len(a.document.pages_unread), 'page')} could not be read; "
        "what they say is not part of this review."
        for a in assessment.agreements.agreements
        if a.document.pages_unread and not any(_names_unread(w, a) for w in assessment.warnings)
    )
    return assessment.warnings + from_papers


def _names_unread(warning: str, agreement: Agreement) -> bool:
    said = warning.casefold()
    return agreement.document.source.name in warning and "page" in said and "read" in said


@dataclass(frozen=True, slots=True)
class Papers:
    """The documents and clauses of one assessment by id, to say where words stand."""

    agreements: dict[str, Agreement]
    clauses: dict[str, Clause]

    @classmethod
    def of(cls, assessment: Assessment) -> "Papers":
        """Index the agreements of an assessment."""
        agreements = {a.document.id: a for a in assessment.agreements.agreements}
        return cls(agreements, {c.id: c for a in agreements.values() for c in a.clauses})

    def name(self, document: str) -> str:
        """Return the file name of a document."""
        found = self.agreements.get(document)
        return found.document.source.name if found else document

    def where(self, evidence: Evidence) -> str:
        """Return "acme-dpa.pdf, clause 8.1 (Breach), page 5"."""
        clause, place = self.clause(evidence.clause), place_in_words(evidence.place)
        if clause and isinstance(evidence.place, ElementAt) and not _ANCHOR.fullmatch(evidence.place.element):
            place = ""  # a path through a page's elements helps nobody who has the clause's name
        return ", ".join(p for p in (shortened(self.name(evidence.document), most=80), clause, place) if p)

    def span_where(self, document: str, span: Span) -> str:
        """Return where a span of a document stands, as `where` does."""
        agreement = self.agreements.get(document)
        if agreement is None:
            return document
        clause, place = agreement.clause_at(span), agreement.document.locate(span)
        return self.where(
            Evidence(document, clause.id if clause else "", span, "", place, Stance.REFERENCE, "")
        )

    def clause(self, clause_id: str) -> str:
        """Return "clause 8.1 (Breach)", or what there is of number and heading; "" for neither."""
        clause = self.clauses.get(clause_id)
        if clause is None:
            return ""
        number = shortened((clause.path or clause.number).rstrip(" .:"), most=40)
        heading = shortened(clause.heading, most=60)
        if not number:
            return f"“{heading}”" if heading else ""
        named = number if _NAMED.match(number) else f"clause {number}"
        return f"{named} ({heading})" if heading and heading != number else named


def page_of(place: Place | None) -> int | None:
    """Return the page number, where the format has pages."""
    return place.page if isinstance(place, PageBox) else None


def place_in_words(place: Place | None) -> str:
    """Return "page 5", "paragraph 42" (counted from 1 for people), "line 12", "at #security" or ""."""
    match place:
        case PageBox(page=page):
            return f"page {page}"
        case ParagraphAt(part="word/document.xml", paragraph=number):
            return f"paragraph {number + 1}"
        case ParagraphAt(part=part, paragraph=number):
            return f"paragraph {number + 1} of {part.rsplit('/', 1)[-1].removesuffix('.xml')}"
        case ElementAt(element=element):
            return f"at {shortened(element, most=60)}"
        case LineAt(line=line):
            return f"line {line}"
        case None:
            return ""
