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

from pipeline.domain.requirements import Family, Library, Severity
from pipeline.domain.review import Assessment, Failure, Review, Status
from pipeline.reports.escaping import one_line, shortened
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
    STATUS,
    SYMBOL,
    WORST_FIRST,
    failed,
    made_with,
    pages,
    percent,
    sentence,
)

_BAR = 10  # characters; a family's title, its bar and its words fit 80 columns
_QUOTE = 200  # characters of a quote; the reports hold it whole
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
    """Return what a person reads first; gaps of at least `least` in full, the rest counted.

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
        yield from _files("Could not be read", self.review.failures)
        yield from _files("Left out", self.review.left_out)
        yield from _foot(self.review, written=self.written)


def _head(assessment: Assessment, library: Library) -> RenderResult:
    yield Text(f"{one_line(assessment.supplier)}: {headline(assessment, library)}", style="bold")
    for notice in notices(assessment):
        yield Text(f"! {one_line(notice)}", style="bold yellow")
    yield Text(verdict(assessment, library))
    yield Text()


def _coverage(assessment: Assessment, library: Library, *, plain: bool) -> RenderResult:
    found = outcomes(assessment, library)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, justify="right")
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
            yield from _gap(outcome, papers, plain=plain)
    yield Text()


def _gap(outcome: Outcome, papers: Papers, *, plain: bool) -> RenderResult:
    finding = outcome.finding
    symbol = (PLAIN_SYMBOL if plain else SYMBOL)[finding.status]
    title = Text(f"{symbol} {STATUS[finding.status].capitalize()}: ", style=_COLOUR.get(finding.status, ""))
    title.append(outcome.requirement.title, style="default")
    title.append(f"  {outcome.requirement.id}", style="dim")
    title.append("  needs review" if finding.needs_review else "", style="yellow")
    yield title
    if finding.reason:
        yield _indented(Text(one_line(sentence(finding.reason))))
    if finding.evidence:
        first = finding.evidence[0]
        yield _indented(Text(f"“{shortened(first.quote, most=_QUOTE)}”", style="italic"))
        yield _indented(Text(papers.where(first), style="dim"))
    yield Text()


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
