"""review.md: the list of what to ask the provider for, ready to paste into an e-mail.

The provider reads it, so it holds no confidences; what the sender should know beforehand stands
in notes under a line at the end.
"""

import itertools
from collections.abc import Mapping

from pipeline.domain.listing import listed, pages
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Failure, Finding, NoteKind, Review, Status
from pipeline.reports.blanks import SHOWN, Blank, blanks
from pipeline.reports.escaping import markdown, markdown_line, one_line, shortened
from pipeline.reports.notes import PASSAGES, notes_of
from pipeline.reports.outline import Outcome, Papers, gaps_by_severity, judged, notices, outcomes, with_status
from pipeline.reports.reading import PaperRead, extent, remarks
from pipeline.reports.relied_on import ReliedOn, relied_on
from pipeline.reports.words import (
    GUIDANCE,
    NO_ADVICE,
    POINTS,
    STATUS,
    controls,
    count,
    failed,
    made_with,
    sentence,
    some,
)

# What an e-mail can carry; the page and the JSON hold all of it.
_NOTES = 3
_PAPERS = 40
# What our own profile or playbook did, and that we should ask for a paper: the letter does ask for it.
_OURS = (NoteKind.PROFILE, NoteKind.NOT_SUPPLIED)
_QUOTE = 600  # characters of the words under a note


def render(review: Review, library: Library) -> str:
    """Return `review.md`."""
    lines = [line for a in review.assessments for line in _letter(a, library)]
    if not review.assessments:
        lines = ["# No review", "", "None of the files could be read.", ""]
    return "\n".join([*lines, *_notes(review, library)]) + "\n"


def _letter(assessment: Assessment, library: Library) -> list[str]:
    papers = Papers.of(assessment)
    found = outcomes(assessment, library)
    gaps = gaps_by_severity(found)
    lines = [f"# Questions on the cloud agreement: {markdown(assessment.supplier)}", ""]
    for notice in notices(assessment):
        lines += [f"> **Please note:** {markdown(notice)}", ""]
    lines += [_opening(assessment, gaps=sum(map(len, gaps.values())), empty=not judged(found)), ""]
    numbers = itertools.count(1)
    for severity, group in gaps.items():
        lines += [f"## {severity.value.capitalize()}", ""]
        for outcome in group:
            lines += _item(next(numbers), outcome, papers)
    numbered = {o.requirement.id: n for n, o in enumerate(itertools.chain(*gaps.values()), start=1)}
    ends = _open_ends(assessment, library, numbered)
    return [*lines, "## Documents read", "", *_documents(assessment), "", *ends]


def _opening(assessment: Assessment, *, gaps: int, empty: bool) -> str:
    read = f"We read {count(len(assessment.agreements.agreements), 'document')} (listed at the end)"
    if empty:
        return f"{read}, but could not assess anything in them, so this list is empty."
    if not gaps:
        return f"{read} and have no question: no {GUIDANCE} was found."
    them = "it" if gaps == 1 else "each of them"
    return (
        f"{read} and found {count(gaps, 'point')} with a {GUIDANCE}. Please answer {them}, or propose "
        "wording; ours is given. Where another document of yours settles a point, please send it."
    )


def _item(number: int, outcome: Outcome, papers: Papers) -> list[str]:
    requirement, finding = outcome.requirement, outcome.finding
    lines = [f"**{markdown(requirement.title)}** ({STATUS[finding.status]})", ""]
    lines += [markdown_line(sentence(finding.reason)), ""] if finding.reason else []
    for evidence in finding.evidence[:PASSAGES]:
        lines += [f"> “{markdown(evidence.quote)}”", f"> — {markdown(papers.where(evidence))}", ""]
    lines += _notes_on(finding, papers)
    if requirement.ask:
        lines += [f"Our request: {markdown(requirement.ask)}", ""]
    if requirement.wording.preferred:
        lines += [f"Wording we propose: “{markdown(requirement.wording.preferred)}”", ""]
    lines += [f"(ISO/IEC 27017 guidance, controls {markdown(controls(requirement))})", ""]
    lead = f"{number}. "
    return [lead + lines[0], *(f"{' ' * len(lead)}{line}" if line else "" for line in lines[1:])]


def _notes_on(finding: Finding, papers: Papers) -> list[str]:
    """Return what stands elsewhere; what is said to us alone (or at the end, of papers) is left out."""
    lines = []
    for note in [n for n in notes_of(finding) if n.kind not in _OURS][:_NOTES]:
        lines += [f"{note.label}: {markdown(note.said)}", ""]
        for evidence in (*note.short, *note.long)[:1]:
            quote = markdown(shortened(evidence.quote, most=_QUOTE))
            lines += [f"> “{quote}”", f"> — {markdown(papers.where(evidence))}", ""]
    return lines


def _documents(assessment: Assessment) -> list[str]:
    lines = []
    for document in (a.document for a in assessment.agreements.agreements):
        extent = f", {count(document.pages, 'page')}" if document.pages is not None else ""
        unread = f"; could not be read: page {pages(document.pages_unread)}" if document.pages_unread else ""
        lines.append(
            f"- {markdown_line(document.source.name)}{extent} (SHA-256 {document.source.sha256[:12]}){unread}"
        )
    return lines


def _open_ends(assessment: Assessment, library: Library, numbered: Mapping[str, int]) -> list[str]:
    papers = Papers.of(assessment)
    named = relied_on(assessment, library)
    parts = {
        "Please send": _first([_to_send(p, papers, numbered) for p in named if not p.supplied]),
        "Please fix the version": _first([_to_fix(p) for p in named if p.supplied and p.changeable]),
        "Please fill in, or agree with us what is to stand there": _to_fill_in(blanks(assessment, library)),
    }
    return [line for title, items in parts.items() if items for line in (f"## {title}", "", *items, "")]


def _first(items: list[str]) -> list[str]:
    """Return as many papers as a letter can ask for, those needed most first, and count the rest."""
    more = len(items) - _PAPERS
    return (
        [*items[:_PAPERS], f"- and {count(more, 'more paper')} named in your papers"] if more > 0 else items
    )


def _to_send(paper: ReliedOn, papers: Papers, numbered: Mapping[str, int]) -> str:
    url = f" ({markdown(paper.urls[0])})" if paper.urls else ""
    files = listed(dict.fromkeys(one_line(papers.name(n.document)) for n in paper.named))
    said = f"- {markdown_line(paper.title)}{url}, named in {markdown(files)}"
    said += (
        "; which version is part of the agreement, and can it change without our consent?" * paper.changeable
    )
    return said + _needed(paper.needed_for, numbered)


def _needed(points: Mapping[str, str], numbered: Mapping[str, int]) -> str:
    """Return the points of the letter that a paper may settle, by number; by name what it does not ask."""
    numbers = sorted(numbered[point] for point in points if point in numbered)
    asked = [f"point{'s' if len(numbers) > 1 else ''} {listed(map(str, numbers))}"] if numbers else []
    others = [title for point, title in points.items() if point not in numbered]
    asked += [markdown(some(others, most=POINTS))] if others else []
    return f" – we need it for {', also for: '.join(asked)}" if asked else ""


def _to_fix(paper: ReliedOn) -> str:
    return (
        f"- {markdown_line(paper.title)}: the papers let you change it. Please state which version is part "
        "of the agreement, and agree that no change lowers it." + _rests("it decides", paper.needed_for)
    )


def _to_fill_in(found: tuple[Blank, ...]) -> list[str]:
    items = [
        f"- “{markdown(shortened(b.quote, most=200))}” in {markdown(b.at)}"
        + (f" ({count(b.number, 'time')})" if b.number > 1 else "")
        + _rests("on it rests", b.empties)
        for b in found[:SHOWN]
    ]
    more = sum(b.number for b in found[SHOWN:])
    return [*items, f"- and {count(more, 'more place')}"] if more else items


def _rests(said: str, points: dict[str, str]) -> str:
    return f" – {said}: {markdown(some(points.values(), most=POINTS))}" if points else ""


def _notes(review: Review, library: Library) -> list[str]:
    lines = ["---", "", "Notes for the sender, to be removed before sending:", ""]
    for assessment in review.assessments:
        lines += _doubts(assessment, library)
    lines += _files("Could not be read", review.failures) + _files("Left out", review.left_out)
    unread = sum(len(a.document.pages_unread) for s in review.assessments for a in s.agreements.agreements)
    return [
        *lines,
        f"- Unread pages: {unread or 'none'}.",
        f"- Each point is a {GUIDANCE}, found by a program; this is {NO_ADVICE}.",
        f"- Made with {markdown(made_with(review.edition))}.",
    ]


def _doubts(assessment: Assessment, library: Library) -> list[str]:
    found = outcomes(assessment, library)
    ordered = [o for group in gaps_by_severity(found).values() for o in group]
    doubtful = [str(n) for n, o in enumerate(ordered, start=1) if o.finding.needs_review]
    lines = [f"- Check before sending, the reading is not certain: {listed(doubtful)}."] if doubtful else []
    for document in (a.document for a in assessment.agreements.agreements):
        paper = PaperRead.of(document)
        said = markdown("; ".join((extent(paper), *remarks(paper))))
        lines.append(f"- How {markdown(document.source.name)} was read: {said}.")
    unassessed = [o.requirement.title for o in with_status(found, Status.NOT_ASSESSABLE)]
    if unassessed:
        lines.append(f"- Could not be assessed, so not asked here: {markdown('; '.join(unassessed))}.")
    return lines


def _files(said: str, files: tuple[Failure, ...]) -> list[str]:
    return [f"- {said}: {markdown(failed(f))}" for f in files]
