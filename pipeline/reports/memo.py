"""review.docx: the review as the memo a lawyer sends or files."""

from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Finding, Review, Status
from pipeline.reports.by_framework import FrameworkShown, by_frameworks
from pipeline.reports.escaping import shortened
from pipeline.reports.glance import facts, to_walk_away_from
from pipeline.reports.memo_set import add_documents, add_set
from pipeline.reports.notes import PASSAGES, notes_of
from pipeline.reports.outline import (
    Outcome,
    Papers,
    gaps_by_severity,
    headline,
    judged,
    notices,
    outcomes,
    still_missing,
    verdict,
    with_status,
)
from pipeline.reports.paper import Paper
from pipeline.reports.proof import Proof
from pipeline.reports.words import (
    GUIDANCE,
    NO_ADVICE,
    STANDING,
    STATUS,
    capital,
    controls,
    count,
    failed,
    made_with,
    percent,
    sentence,
    unbroken,
)

_NOTES = 6  # a gap
_NOTE_QUOTE = 600  # characters of the words under a note


def render(review: Review, library: Library) -> bytes:
    """Return `review.docx`."""
    names = listed(a.supplier for a in review.assessments) or "no agreement"
    paper = Paper(f"Cloud agreement review: {names}", footer=f"ClauseGap – {GUIDANCE}; {NO_ADVICE}")
    for assessment in review.assessments:
        _assessment(paper, assessment, library, frameworks=by_frameworks(review, assessment, library))
    if not review.assessments:
        paper.paragraph("None of the files could be read.")
    _files(paper, review)
    paper.paragraph(f"Made with {made_with(review.edition)}.", quiet=True)
    return paper.to_bytes()


def _assessment(
    paper: Paper, assessment: Assessment, library: Library, *, frameworks: tuple[FrameworkShown, ...]
) -> None:
    papers, found = Papers.of(assessment), outcomes(assessment, library)
    gaps = [o for group in gaps_by_severity(found).values() for o in group]
    _summary(paper, assessment, library)
    if gaps:
        paper.heading("Gaps at a glance")
        paper.table(
            ("No.", "Point", "Severity", "Finding", "Guidance"),
            [_row(n, o) for n, o in enumerate(gaps, start=1)],
            widths=(1.0, 6.2, 2.0, 3.0, 4.4),
        )
        paper.heading("Gaps one by one")
        for number, outcome in enumerate(gaps, start=1):
            _gap(paper, number, outcome, papers)
    _given(paper, found, papers)
    add_set(paper, assessment, library, frameworks=frameworks)
    _values(paper, found)
    add_documents(paper, assessment)


def _summary(paper: Paper, assessment: Assessment, library: Library) -> None:
    paper.heading("Summary")
    paper.paragraph(f"{headline(assessment, library)}.", bold=f"{assessment.supplier}:")
    for notice in notices(assessment):
        paper.paragraph(sentence(notice), bold="Please note:")
    paper.paragraph(unbroken(verdict(assessment, library)))
    found = outcomes(assessment, library)
    if walk_away := to_walk_away_from(found):
        paper.paragraph(f"{walk_away}.", bold="Walk away, by our playbook:")
    if judged(found):
        for fact in facts(assessment, library):
            paper.paragraph(sentence(fact.said), bold=f"{fact.about}:")
    shares = [(f.title, assessment.coverage.families.get(f.id)) for f in library.families]
    if assessment.coverage.overall is not None:
        paper.table(
            ("Subject", "Covered"),
            [(title, unbroken(percent(share))) for title, share in shares],
            widths=(12.0, 3.0),
        )


def _row(number: int, outcome: Outcome) -> tuple[str, ...]:
    finding, requirement = outcome.finding, outcome.requirement
    doubt = ", to be checked" if finding.needs_review else ""
    return (
        str(number),
        requirement.title,
        requirement.severity.value,
        STATUS[finding.status] + doubt + (f"; {said}" if (said := STANDING.get(outcome.standing)) else ""),
        controls(requirement),
    )


def _gap(paper: Paper, number: int, outcome: Outcome, papers: Papers) -> None:
    finding, requirement = outcome.finding, outcome.requirement
    paper.heading(f"{number}. {requirement.title}", level=2)
    doubt = " To be checked: the reading is not certain." if finding.needs_review else ""
    paper.paragraph(
        f"{sentence(finding.reason)}{doubt}", bold=f"{sentence(STATUS[finding.status])[:-1].capitalize()}."
    )
    if outcome.standing in STANDING:
        paper.paragraph("", bold=f"By our playbook: {STANDING[outcome.standing]}.")
    for evidence in finding.evidence[:PASSAGES]:
        paper.quote(evidence.quote, where=papers.where(evidence))
    _notes(paper, finding, papers)
    if not finding.evidence:
        _proof(paper, finding, papers, most=PASSAGES if outcome.family.tier == "core" else 1)
    missing = still_missing(outcome) if finding.status in (Status.PARTIAL, Status.WEAK) else ()
    if missing:
        paper.paragraph("", bold="Missing:")
        paper.bullets(missing)
    if requirement.ask:
        paper.paragraph(requirement.ask, bold="We ask:")
    paper.paragraph(f"“{requirement.wording.preferred}”", bold="Proposed wording:")
    paper.paragraph(f"“{requirement.wording.fallback}”", bold="If refused:")


def _notes(paper: Paper, finding: Finding, papers: Papers) -> None:
    notes = notes_of(finding)
    for note in notes[:_NOTES]:
        paper.paragraph(note.said, bold=f"{note.label}:")
        for evidence in (*note.short, *note.long)[:PASSAGES]:
            paper.quote(shortened(evidence.quote, most=_NOTE_QUOTE), where=papers.where(evidence))
    if len(notes) > _NOTES:
        paper.paragraph(f"And {count(len(notes) - _NOTES, 'more note')}, all in review.json.", quiet=True)


def _proof(paper: Paper, finding: Finding, papers: Papers, *, most: int) -> None:
    proof = Proof.of(finding, papers)
    read = f"Not read: {proof.unread}." if proof.unread else "All of it could be read."
    paper.paragraph(f"{capital(proof.said)}. {read}", bold="Searched:")
    for nearest in proof.nearest[:most]:
        paper.quote(nearest.evidence.quote, where=papers.where(nearest.evidence))
        paper.paragraph(sentence(nearest.why_not), bold="Does not count:")


def _given(paper: Paper, found: tuple[Outcome, ...], papers: Papers) -> None:
    met = with_status(found, Status.MET)
    if met:
        paper.heading("What the papers give")
        rows = [
            (o.requirement.title, papers.where(o.finding.evidence[0]) if o.finding.evidence else "")
            for o in met
        ]
        paper.table(("Point", "Where"), rows, widths=(8.0, 8.6))
    unassessed = with_status(found, Status.NOT_ASSESSABLE)
    if unassessed:
        paper.heading("What could not be assessed")
        paper.bullets([f"{o.requirement.title}: {sentence(o.finding.reason)}" for o in unassessed])


def _values(paper: Paper, found: tuple[Outcome, ...]) -> None:
    rows = [
        (o.requirement.title, t.name.replace("_", " "), t.value, f"“{t.quote}”")
        for o in found
        for t in o.finding.terms
    ]
    if rows:
        paper.heading("Deadlines and other values")
        paper.table(("Point", "What", "Value", "Words"), rows, widths=(5.2, 3.2, 2.6, 5.6))


def _files(paper: Paper, review: Review) -> None:
    for said, files in (("Could not be read", review.failures), ("Left out", review.left_out)):
        if files:
            paper.heading(said)
            paper.bullets([sentence(failed(f)) for f in files])
