"""review.docx: the review as the memo a lawyer sends or files."""

from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Review, Status
from pipeline.reports.outline import (
    Outcome,
    Papers,
    gaps_by_severity,
    headline,
    notices,
    outcomes,
    place_in_words,
    still_missing,
    verdict,
    with_status,
)
from pipeline.reports.paper import Paper
from pipeline.reports.words import (
    GUIDANCE,
    KIND,
    NO_ADVICE,
    OWNER,
    STATUS,
    controls,
    count,
    failed,
    listed,
    made_with,
    pages,
    percent,
    sentence,
)

_QUOTES = 3  # a gap's quotes in the memo; the page and the JSON hold all of them


def render(review: Review, library: Library) -> bytes:
    """Return `review.docx`."""
    names = listed(a.supplier for a in review.assessments) or "no agreement"
    paper = Paper(f"Cloud agreement review: {names}", footer=f"ClauseGap – {GUIDANCE}; {NO_ADVICE}")
    for assessment in review.assessments:
        _assessment(paper, assessment, library)
    if not review.assessments:
        paper.paragraph("None of the files could be read.")
    _files(paper, review)
    paper.paragraph(f"Made with {made_with(review.edition)}.", quiet=True)
    return paper.to_bytes()


def _assessment(paper: Paper, assessment: Assessment, library: Library) -> None:
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
    _responsibilities(paper, assessment, papers)
    _values(paper, found)
    _documents(paper, assessment, papers)


def _summary(paper: Paper, assessment: Assessment, library: Library) -> None:
    paper.heading("Summary")
    paper.paragraph(f"{headline(assessment, library)}.", bold=f"{assessment.supplier}:")
    for notice in notices(assessment):
        paper.paragraph(sentence(notice), bold="Please note:")
    paper.paragraph(verdict(assessment, library))
    shares = [(f.title, assessment.coverage.families.get(f.id)) for f in library.families]
    if assessment.coverage.overall is not None:
        paper.table(
            ("Subject", "Covered"), [(title, percent(share)) for title, share in shares], widths=(12.0, 3.0)
        )


def _row(number: int, outcome: Outcome) -> tuple[str, ...]:
    finding, requirement = outcome.finding, outcome.requirement
    doubt = ", to be checked" if finding.needs_review else ""
    return (
        str(number),
        requirement.title,
        requirement.severity.value,
        STATUS[finding.status] + doubt,
        controls(requirement),
    )


def _gap(paper: Paper, number: int, outcome: Outcome, papers: Papers) -> None:
    finding, requirement = outcome.finding, outcome.requirement
    paper.heading(f"{number}. {requirement.title}", level=2)
    doubt = " To be checked: the reading is not certain." if finding.needs_review else ""
    paper.paragraph(
        f"{sentence(finding.reason)}{doubt}", bold=f"{sentence(STATUS[finding.status])[:-1].capitalize()}."
    )
    for evidence in finding.evidence[:_QUOTES]:
        paper.quote(evidence.quote, where=papers.where(evidence))
    if not finding.evidence:
        searched = finding.searched
        paper.paragraph(
            f"Searched: {count(searched.documents, 'document')}, {count(searched.clauses, 'clause')}."
        )
        for nearest in searched.nearest[:_QUOTES]:
            paper.quote(nearest.evidence.quote, where=f"{papers.where(nearest.evidence)}. {nearest.why_not}")
    missing = still_missing(outcome) if finding.status in (Status.PARTIAL, Status.WEAK) else ()
    if missing:
        paper.paragraph("", bold="Missing:")
        paper.bullets(missing)
    if requirement.ask:
        paper.paragraph(requirement.ask, bold="We ask:")
    paper.paragraph(f"“{requirement.wording.preferred}”", bold="Proposed wording:")
    paper.paragraph(f"“{requirement.wording.fallback}”", bold="If refused:")


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


def _responsibilities(paper: Paper, assessment: Assessment, papers: Papers) -> None:
    if assessment.responsibilities:
        paper.heading("Who is responsible for what")
        rows = [
            (
                r.process.capitalize(),
                OWNER.get(r.owner, r.owner),
                papers.where(r.evidence[0]) if r.evidence else "",
            )
            for r in assessment.responsibilities
        ]
        paper.table(("Process", "Owner", "Where it says so"), rows, widths=(6.0, 3.0, 7.6))


def _values(paper: Paper, found: tuple[Outcome, ...]) -> None:
    rows = [
        (o.requirement.title, t.name.replace("_", " "), t.value, f"“{t.quote}”")
        for o in found
        for t in o.finding.terms
    ]
    if rows:
        paper.heading("Deadlines and other values")
        paper.table(("Point", "What", "Value", "Words"), rows, widths=(5.2, 3.2, 2.6, 5.6))


def _documents(paper: Paper, assessment: Assessment, papers: Papers) -> None:
    paper.heading("Papers")
    rows = []
    for agreement in assessment.agreements.agreements:
        document = agreement.document
        unread = f"pages {pages(document.pages_unread)}" if document.pages_unread else "none"
        extent = str(document.pages) if document.pages is not None else ""
        rows.append((document.source.name, KIND.get(agreement.kind, agreement.kind), extent, unread))
    paper.table(("Document", "Kind", "Pages", "Not read"), rows, widths=(8.0, 4.4, 1.6, 2.6))
    missing = dict.fromkeys(r.title for r in assessment.references if not r.supplied)
    if missing:
        paper.paragraph("", bold="Relied on, but not supplied:")
        paper.bullets(tuple(missing))
    if assessment.placeholders:
        paper.paragraph("", bold="Left to fill in:")
        paper.bullets(
            [
                f"“{p.quote}”, {', '.join(filter(None, (papers.name(p.document), place_in_words(p.place))))}"
                for p in assessment.placeholders
            ]
        )


def _files(paper: Paper, review: Review) -> None:
    for said, files in (("Could not be read", review.failures), ("Left out", review.left_out)):
        if files:
            paper.heading(said)
            paper.bullets([sentence(failed(f)) for f in files])
