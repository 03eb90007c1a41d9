"""The summary on the screen: the verdict, the core families, then the gaps that matter most.

Written for 80 columns and for no colour: each status has its word and its symbol, and contract
text goes in as plain `Text`, so that neither markup nor control characters in it act.
"""

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.domain.listing import pages
from pipeline.domain.requirements import Family, Library, Severity
from pipeline.domain.review import Assessment, Failure, Finding, Review, Status
from pipeline.domain.standing import Standing
from pipeline.reports.by_framework import by_frameworks
from pipeline.reports.escaping import one_line, shortened
from pipeline.reports.glance import facts, to_walk_away_from
from pipeline.reports.notes import labels_of, notes_of
from pipeline.reports.outline import (
    Outcome,
    Papers,
    gaps_by_severity,
    headline,
    in_words,
    judged,
    notices,
    outcomes,
    tally,
    verdict,
)
from pipeline.reports.reading import PaperRead, doubts
from pipeline.reports.words import (
    GUIDANCE,
    NO_ADVICE,
    PLAIN_SYMBOL,
    STANDING,
    STATUS,
    SYMBOL,
    WORST_FIRST,
    count,
    ended,
    failed,
    made_with,
    percent,
    sentence,
    uncapital,
)

_BAR = 10  # characters; a family's title, its bar and its words fit 80 columns
_QUOTE = 200  # characters of a quote or a note; the reports hold it whole
_FACT = 240  # characters of a line on the set
_NOTES = 2  # a gap
_COLOUR = {
    Status.MET: "green",
    Status.PARTIAL: "yellow",
    Status.WEAK: "yellow",
    Status.ABSENT: "red",
    Status.CONTRADICTED: "bold red",
}


def summary(
    review: Review, library: Library, *, least: Severity = Severity.HIGH, written: tuple[Path, ...] = ()
) -> RenderableType:
    """Return what a person reads first: critical gaps in full, down to `least` in short, the rest counted.

    `written` are the reports just written, to say where to look next.
    """
    return _Summary(review, library, least, written)


@dataclass(frozen=True, slots=True)
class _Summary:
    """Render late, since only the console knows whether it can show ✓ and █."""

    review: Review
    library: Library
    least: Severity
    written: tuple[Path, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        plain = options.ascii_only
        if not self.review.assessments:
            yield Text("Nothing could be reviewed.", style="bold")
        for assessment in self.review.assessments:
            yield from _head(assessment, self.library)
            if judged(outcomes(assessment, self.library)):
                yield from _coverage(assessment, self.library, plain=plain)
            yield from _gaps(assessment, self.library, least=self.least, plain=plain)
            for shown in by_frameworks(self.review, assessment, self.library):
                yield Text(f"By {one_line(shown.view.framework.title)}: {shown.said}.")
        yield from _files("Could not be read", self.review.failures)
        yield from _files("Left out", self.review.left_out)
        yield from _foot(self.review, written=self.written)


def _head(assessment: Assessment, library: Library) -> RenderResult:
    yield Text(f"{one_line(assessment.supplier)}: {headline(assessment, library)}", style="bold")
    for notice in notices(assessment):
        yield Text(f"! {one_line(notice)}", style="bold yellow")
    yield Text(verdict(assessment, library))
    found = outcomes(assessment, library)
    if walk_away := to_walk_away_from(found):
        yield Text(f"WALK AWAY, by our playbook: {walk_away}.", style="bold red")
    if judged(found):
        for fact in facts(assessment, library):
            yield Text(ended(f"{fact.about}: {shortened(fact.said, most=_FACT)}"))
    yield Text()


def _coverage(assessment: Assessment, library: Library, *, plain: bool) -> RenderResult:
    found = outcomes(assessment, library)
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(no_wrap=True, min_width=_BAR)
    grid.add_column(no_wrap=True, min_width=len("100 %"), justify="right")
    grid.add_column()
    for family in (f for f in library.families if f.tier == "core"):
        counts = tally(o for o in found if o.family.id == family.id)
        grid.add_row(*_bar(assessment, family, plain=plain), Text(in_words(counts)))
    yield grid
    yield Text()


def _bar(assessment: Assessment, family: Family, *, plain: bool) -> tuple[Text, Text, Text]:
    share = assessment.coverage.families.get(family.id)
    full = round((share or 0) * _BAR)
    done, left = ("#", ".") if plain else ("█", "░")
    return Text(family.title), Text(done * full + left * (_BAR - full)), Text(percent(share))


def _gaps(assessment: Assessment, library: Library, *, least: Severity, plain: bool) -> RenderResult:
    papers = Papers.of(assessment)
    gaps = gaps_by_severity(outcomes(assessment, library))
    shown = WORST_FIRST[: WORST_FIRST.index(least) + 1]
    for severity, group in gaps.items():
        name = severity.value.capitalize()
        if severity not in shown:
            yield Text(f"{name} gaps: {len(group)} ({in_words(tally(group))}).")
            continue
        yield Text(f"{name} gaps ({len(group)})", style="bold")
        yield Text()
        for outcome in group:
            yield from _gap(outcome, papers, plain=plain, full=severity is Severity.CRITICAL)
    yield Text()


def _gap(outcome: Outcome, papers: Papers, *, plain: bool, full: bool) -> RenderResult:
    finding = outcome.finding
    symbol = (PLAIN_SYMBOL if plain else SYMBOL)[finding.status]
    title = Text(f"{symbol} {STATUS[finding.status].capitalize()}: ", style=_COLOUR.get(finding.status, ""))
    title.append(outcome.requirement.title, style="default")
    title.append(f"  {outcome.requirement.id}", style="dim")
    title.append("  needs review" if finding.needs_review else "", style="yellow")
    if outcome.standing in STANDING:
        loud = outcome.standing is Standing.WALK_AWAY
        said = STANDING[outcome.standing]
        title.append(f"  playbook: {said.upper() if loud else said}", style="bold red" if loud else "")
    yield title
    if finding.reason:
        yield _indented(Text(one_line(sentence(finding.reason))))
    yield from _shown(finding, papers) if full else _told(finding, papers)
    yield Text()


def _told(finding: Finding, papers: Papers) -> RenderResult:
    """Say where to look and what else there is to know, in a line."""
    first = [papers.where(e) for e in finding.evidence[:1]]
    if said := "; ".join([*first, *map(uncapital, labels_of(finding))]):
        yield _indented(Text(said, style="dim"))


def _shown(finding: Finding, papers: Papers) -> RenderResult:
    if finding.evidence:
        first = finding.evidence[0]
        yield _indented(Text(f"“{shortened(first.quote, most=_QUOTE)}”", style="italic"))
        yield _indented(Text(papers.where(first), style="dim"))
    yield from _notes(finding, papers)
    yield from _nearest(finding, papers)


def _notes(finding: Finding, papers: Papers) -> RenderResult:
    notes = notes_of(finding)
    for note in notes[:_NOTES]:
        yield _indented(Text(f"{note.label}: {shortened(note.said, most=_QUOTE)}"))
        for evidence in (*note.short, *note.long)[:1]:
            yield _indented(Text(f"“{shortened(evidence.quote, most=_QUOTE)}”", style="italic"))
            yield _indented(Text(papers.where(evidence), style="dim"))
    if len(notes) > _NOTES:
        yield _indented(Text(f"{count(len(notes) - _NOTES, 'more note')}.", style="dim"))


def _nearest(finding: Finding, papers: Papers) -> RenderResult:
    for nearest in finding.searched.nearest[:1]:
        quote, where = shortened(nearest.evidence.quote, most=_QUOTE), papers.where(nearest.evidence)
        yield _indented(
            Text(f"Nearest: “{quote}” ({where}). {one_line(sentence(nearest.why_not))}", style="dim")
        )


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2), expand=False)


def _files(said: str, files: tuple[Failure, ...]) -> RenderResult:
    for file in files:
        yield Text(f"{said}: {one_line(failed(file))}")


def _foot(review: Review, *, written: tuple[Path, ...]) -> RenderResult:
    documents = [a.document for s in review.assessments for a in s.agreements.agreements]
    unread = [f"{one_line(d.source.name)} {pages(d.pages_unread)}" for d in documents if d.pages_unread]
    for document in documents:
        if said := doubts(PaperRead.of(document)):
            yield Text(f"How it was read: {one_line(document.source.name)}: {one_line('; '.join(said))}.")
    if review.assessments:
        yield Text(f"Unread pages: {'; '.join(unread) or 'none'}.")
    yield Text(
        f"Each point is a {GUIDANCE}; this is {NO_ADVICE}. Made with {made_with(review.edition)}.",
        style="dim",
    )
    if written:
        paths = ", ".join(one_line(str(p)) for p in written)
        yield Text(f"Next: all quotes and proposed wording are in {paths}.")
    elif review.assessments:
        yield Text("Next: --out DIR writes all quotes and proposed wording to a page to read or print.")
