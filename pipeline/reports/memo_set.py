"""The parts of the memo on the set as a whole: who does what, which paper wins, what is missing or blank."""

from collections.abc import Sequence

from pipeline.domain.frameworks import PointView
from pipeline.domain.listing import pages
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment
from pipeline.reports.blanks import SHOWN, Blank, blanks
from pipeline.reports.by_framework import POINT, FrameworkShown
from pipeline.reports.escaping import one_line, shortened
from pipeline.reports.glance import order_in_words
from pipeline.reports.outline import Papers, judged, outcomes
from pipeline.reports.owners import owners, owners_in_words
from pipeline.reports.paper import Paper
from pipeline.reports.relied_on import relied_on
from pipeline.reports.words import KIND, OWNER, POINTS, STATUS, capital, count, sentence, some

_PAPERS = 40  # rows
_NOTHING = "no point of this review"


def add_set(
    paper: Paper, assessment: Assessment, library: Library, *, frameworks: Sequence[FrameworkShown]
) -> None:
    """Add what is to be said of the set, each part where there is something to say."""
    papers = Papers.of(assessment)
    _profiles(paper, library)
    if judged(outcomes(assessment, library)):
        _responsibilities(paper, assessment, papers)
    _precedence(paper, assessment, papers)
    _relied_on(paper, assessment, library)
    _blanks(paper, assessment, library)
    for shown in frameworks:
        _framework(paper, shown, papers, titles={r.id: r.title for r in library.requirements})


def add_documents(paper: Paper, assessment: Assessment) -> None:
    """Add the list of documents."""
    paper.heading("Documents read")
    rows = []
    for agreement in assessment.agreements.agreements:
        document = agreement.document
        unread = f"pages {pages(document.pages_unread)}" if document.pages_unread else "none"
        extent = str(document.pages) if document.pages is not None else ""
        rows.append((document.source.name, KIND.get(agreement.kind, agreement.kind), extent, unread))
    paper.table(("Document", "Kind", "Pages", "Not read"), rows, widths=(8.0, 4.4, 1.6, 2.6))


def _profiles(paper: Paper, library: Library) -> None:
    if library.profiles:
        paper.heading("Reviewed for")
    for profile in library.profiles:
        paper.paragraph("", bold=sentence(profile.title or profile.name))
        paper.bullets([sentence(note) for note in profile.notes])


def _framework(paper: Paper, shown: FrameworkShown, papers: Papers, *, titles: dict[str, str]) -> None:
    framework = shown.view.framework
    paper.heading(f"By {framework.title}")
    paper.paragraph(f"{capital(shown.said)}. {sentence(framework.document)} {sentence(framework.scope)}")
    for group in shown.groups:
        if group.title:
            paper.heading(group.title, level=2)
        if group.points:
            rows = [_point(p, papers, titles) for p in group.points]
            paper.table(("Point", "Outcome", "What it rests on", "Where"), rows, widths=(4.4, 2.6, 5.4, 4.2))
        if group.unreviewed:
            labels = ", ".join(p.label for p in group.unreviewed)
            paper.paragraph(f"Not covered by this review: {labels}.", quiet=True)


def _point(point: PointView, papers: Papers, titles: dict[str, str]) -> tuple[str, ...]:
    rests = some((f"{titles[f.requirement]} ({STATUS[f.status]})" for f in point.rests_on), most=POINTS)
    return (
        f"{point.label} {point.point.title}".strip(),
        POINT[point.outcome],
        rests or sentence(point.reason),
        papers.where(point.evidence[0]) if point.evidence else "",
    )


def _responsibilities(paper: Paper, assessment: Assessment, papers: Papers) -> None:
    rows = owners(assessment.responsibilities)
    if not rows:
        return
    paper.heading("Who is responsible for what")
    paper.paragraph(f"{capital(owners_in_words(rows))}.")
    paper.table(
        ("Process", "Owner", "Where it says so"),
        [
            (
                capital(r.process),
                OWNER.get(r.owner, r.owner) + (", to be checked" if r.doubtful else ""),
                "\n".join(papers.where(s.evidence[0]) for s in r.shares) or sentence(r.reason),
            )
            for r in rows
        ],
        widths=(6.0, 3.0, 7.6),
    )


def _precedence(paper: Paper, assessment: Assessment, papers: Papers) -> None:
    if assessment.precedence:
        paper.heading("If papers conflict")
    for rule in assessment.precedence:
        if order := order_in_words(rule, papers):
            paper.paragraph("", bold=sentence(order))
        paper.quote(rule.evidence.quote, where=papers.where(rule.evidence))


def _relied_on(paper: Paper, assessment: Assessment, library: Library) -> None:
    named = relied_on(assessment, library)
    rows = [
        (p.title, capital(p.standing), some(p.needed_for.values(), most=POINTS) or _NOTHING, p.to_ask)
        for p in named
        if p.to_ask
    ]
    if not rows:
        return
    paper.heading("Papers the agreement relies on")
    paper.table(
        ("Paper", "Standing", "What may hang on it", "To ask for"),
        rows[:_PAPERS],
        widths=(4.2, 3.0, 4.7, 4.7),
    )
    if len(rows) > _PAPERS:
        paper.paragraph(f"And {count(len(rows) - _PAPERS, 'more paper')}, all in review.json.", quiet=True)
    settled = [one_line(p.title) for p in named if not p.to_ask]
    if settled:
        paper.paragraph(sentence("; ".join(settled)), bold="Supplied:")


def _blanks(paper: Paper, assessment: Assessment, library: Library) -> None:
    found = blanks(assessment, library)
    if not found:
        return
    paper.heading("Left to fill in")
    paper.table(
        ("Words", "Where", "Kind", "What rests on it"),
        [_blank(b) for b in found[:SHOWN]],
        widths=(5.2, 4.6, 2.6, 4.2),
    )
    more = sum(b.number for b in found[SHOWN:])
    if more:
        paper.paragraph(f"And {count(more, 'more place')}, all in review.json.", quiet=True)


def _blank(blank: Blank) -> tuple[str, ...]:
    words = f"“{shortened(blank.quote, most=200)}”"
    return (
        f"{words} ({count(blank.number, 'time')})" if blank.number > 1 else words,
        blank.at,
        blank.kind,
        some(blank.empties.values(), most=POINTS) or _NOTHING,
    )
