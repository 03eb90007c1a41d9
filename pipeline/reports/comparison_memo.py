"""comparison.docx: what the other side's draft changed, as a memo."""

from collections.abc import Mapping

from pipeline.domain.comparison import ClauseKind, Comparison, WordRun
from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library
from pipeline.domain.review import Edition
from pipeline.reports.comparison import CLAUSE, Difference, Versions
from pipeline.reports.escaping import shortened
from pipeline.reports.paper import Paper
from pipeline.reports.words import GUIDANCE, NO_ADVICE, controls, ended, made_with, sentence


def render(comparison: Comparison, edition: Edition, library: Library) -> bytes:
    """Return `comparison.docx`."""
    versions = Versions.of(comparison, library)
    paper = Paper(f"What changed: {comparison.new.supplier}", footer=f"ClauseGap – {GUIDANCE}; {NO_ADVICE}")
    _summary(paper, versions)
    for number, difference in enumerate(versions.differences, start=1):
        _difference(paper, number, difference, versions)
    titles = {r.id: r.title for r in library.requirements}
    _clauses(paper, versions, titles)
    _tracked(paper, versions, titles)
    paper.paragraph(f"Made with {made_with(edition)}.", quiet=True)
    return paper.to_bytes()


def _summary(paper: Paper, versions: Versions) -> None:
    paper.heading("Summary")
    paper.paragraph(f"{versions.headline()}.")
    if versions.comparison.clauses:
        paper.paragraph(sentence(f"Clauses: {versions.clauses_in_words()}"))
    if versions.differences:
        paper.table(
            ("No.", "Point", "Severity", "What happened", "Values"),
            [
                (str(n), d.requirement.title, d.requirement.severity.value, d.said, "; ".join(d.values))
                for n, d in enumerate(versions.differences, start=1)
            ],
            widths=(1.0, 5.6, 1.9, 4.3, 3.8),
        )
    if versions.unsettled:
        titles = listed(r.title for r in versions.unsettled)
        paper.paragraph(
            f"{titles}: the words cited are the same in both versions, yet the verdict moved with the rest "
            "of the agreement. Not counted as a change.",
            bold="To be looked at:",
        )


def _difference(paper: Paper, number: int, difference: Difference, versions: Versions) -> None:
    change = difference.change
    if number == 1:
        paper.heading("Findings that changed")
    paper.heading(f"{number}. {difference.requirement.title}", level=2)
    who = " " + ended(f"Changed by {listed(change.authors)}") if change.authors else ""
    paper.paragraph(
        f"{sentence(difference.said)}{who} Guidance: {controls(difference.requirement)}.",
        bold=difference.requirement.severity.value.capitalize() + ".",
    )
    for value in difference.values:
        paper.paragraph(value, style="List Bullet")
    for label, finding, old in (("Before", change.old, True), ("Now", change.new, False)):
        paper.paragraph(sentence(finding.reason), bold=f"{label}:")
        for quote, where in versions.quotes(change, old=old):
            paper.quote(quote, where=where)


def _clauses(paper: Paper, versions: Versions, titles: Mapping[str, str]) -> None:
    if versions.comparison.clauses:
        paper.heading("Clauses that changed")
    for change in versions.comparison.clauses:
        paper.heading(f"{versions.clause(change)}: {CLAUSE[change.kind]}", level=3)
        if change.authors:
            paper.paragraph(ended(f"Changed by {listed(change.authors)}"), quiet=True)
        if change.requirements:
            paper.paragraph(f"Cited for: {'; '.join(titles[r] for r in change.requirements)}.", quiet=True)
        paper.marked(runs_of(change.words) or _whole(change.kind, change.new or change.old))


def _tracked(paper: Paper, versions: Versions, titles: Mapping[str, str]) -> None:
    if not versions.comparison.tracked:
        return
    paper.heading("Tracked changes, one by one")
    paper.table(
        ("Who", "What", "Words", "Where", "Effect"),
        [
            (
                t.change.author,
                t.change.kind,
                shortened(t.change.text, most=160),
                versions.tracked_at(t),
                "; ".join(titles[r] for r in t.requirements) or "no finding moves",
            )
            for t in versions.comparison.tracked
        ],
        widths=(2.4, 1.8, 5.6, 3.2, 3.6),
    )


def runs_of(words: tuple[WordRun, ...]) -> tuple[tuple[str, str], ...]:
    """Return the runs as pairs of kind and text."""
    return tuple((run.kind.value, run.text) for run in words)


def _whole(kind: ClauseKind, clause: object) -> tuple[tuple[str, str], ...]:
    text = getattr(clause, "text", "")
    mark = {ClauseKind.ADDED: "inserted", ClauseKind.REMOVED: "deleted"}.get(kind, "same")
    return ((mark, text),)
