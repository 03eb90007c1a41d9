"""The difference between two versions on the screen: what was lost first, then what was won."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.domain.comparison import Comparison, Effect
from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library
from pipeline.reports.comparison import CLAUSE, Difference, Versions
from pipeline.reports.escaping import one_line, shortened
from pipeline.reports.outline import notices
from pipeline.reports.words import GUIDANCE, NO_ADVICE, count, ended, sentence

_QUOTE = 160  # characters
_CLAUSES = 12  # named in full; the reports hold them all
_COLOUR = {
    Effect.OPENED: "bold red",
    Effect.WEAKENED: "red",
    Effect.CLOSED: "green",
    Effect.IMPROVED: "green",
}


def lines_of(comparison: Comparison, library: Library) -> Iterator[RenderableType]:
    """Yield what a person reads on the screen."""
    versions = Versions.of(comparison, library)
    yield Text(f"{one_line(comparison.new.supplier)}: {versions.headline()}", style="bold")
    for notice in dict.fromkeys((*notices(comparison.old), *notices(comparison.new))):
        yield Text(f"! {one_line(notice)}", style="yellow")
    yield Text()
    for difference in versions.differences:
        yield from _difference(difference, versions)
    if comparison.clauses:
        yield Text(f"Clauses: {versions.clauses_in_words()}.", style="bold")
        for change in comparison.clauses[:_CLAUSES]:
            who = f", by {listed(change.authors)}" if change.authors else ""
            yield _indented(
                Text(f"{one_line(versions.clause(change))}: {CLAUSE[change.kind]}{one_line(who)}")
            )
        if len(comparison.clauses) > _CLAUSES:
            yield _indented(Text(f"… and {len(comparison.clauses) - _CLAUSES} more."))
    if comparison.tracked:
        moving = sum(bool(t.requirements) for t in comparison.tracked)
        total = count(len(comparison.tracked), "tracked change")
        yield Text(f"{total}, {moving or 'none'} of them moving a finding.")
    for requirement in versions.unsettled:
        yield Text(f"To be looked at: {requirement.title}; its words are the same, its verdict is not.")
    yield Text(f"Each point is a {GUIDANCE}; this is {NO_ADVICE}.", style="dim")


def _difference(difference: Difference, versions: Versions) -> Iterator[RenderableType]:
    change = difference.change
    title = Text(f"{sentence(difference.said)[:-1]}: ", style=_COLOUR.get(change.effect, ""))
    title.append(difference.requirement.title, style="default")
    title.append(f"  {difference.requirement.id}", style="dim")
    title.append("  needs review" if change.new.needs_review else "", style="yellow")
    yield title
    if change.authors:
        yield _indented(Text(ended(f"Changed by {one_line(listed(change.authors))}")))
    for value in difference.values:
        yield _indented(Text(one_line(value)))
    for label, finding, old in (("before", change.old, True), ("now", change.new, False)):
        for quote, where in versions.quotes(change, old=old)[:1]:
            yield _indented(Text(f"{label}: “{shortened(quote, most=_QUOTE)}”", style="italic"))
            yield _indented(Text(where, style="dim"))
        if not finding.evidence:
            yield _indented(Text(f"{label}: {one_line(sentence(finding.reason))}"))
    yield Text()


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2), expand=False)
