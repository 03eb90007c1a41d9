"""Verdicts that moved, as their readers see them: worst first, in words, in rows."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.domain.comparison import Effect
from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library
from pipeline.domain.what_if import Cause, Flip, LibraryChanges, SupplierMove
from pipeline.reports.comparison import EFFECT
from pipeline.reports.escaping import cell, one_line, shortened
from pipeline.reports.words import STATUS, WORST_FIRST, count, percent

CAUSE = {
    Cause.PAPER: "the papers",
    Cause.READING: "how they were read",
    Cause.CLASSIFIER: "the classifier",
    Cause.LIBRARY: "the clause library",
    Cause.PROGRAM: "the program",
}
EFFECTS = tuple(EFFECT)  # worst first
# What is said of a verdict whose status stayed, where the firm's own position moved.
ACCEPTED = {
    Effect.OPENED: "to be negotiated now",
    Effect.WEAKENED: "to walk away from now",
    Effect.CLOSED: "acceptable now",
}
COLOUR = {
    Effect.OPENED: "bold red",
    Effect.WEAKENED: "red",
    Effect.CLOSED: "green",
    Effect.IMPROVED: "green",
}
LOST, WON = (Effect.OPENED, Effect.WEAKENED), (Effect.CLOSED, Effect.IMPROVED)
WEIGHT = dict(zip(WORST_FIRST, (8, 4, 2, 1), strict=True))
SHOWN = 15  # suppliers and requirements on the screen; the files hold all
FLIPS_SHOWN = 4  # of one supplier
LONGEST = 200  # characters of a reason or quote
BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252

COLUMNS = (
    "supplier", "requirement", "title", "family", "severity", "effect", "old_status", "new_status",
    "causes", "told_apart", "why", "old_reason", "new_reason", "quote", "old_coverage", "new_coverage",
)  # fmt: skip


def in_words(flip: Flip) -> str:
    """Return "opened a gap: met → partly met"; for one alike in status, what the firm can live with."""
    new = STATUS[flip.new]
    if flip.old is flip.new:
        return f"{new}, {ACCEPTED.get(flip.effect, 'as before')}"
    return f"{EFFECT[flip.effect]}: {STATUS[flip.old] if flip.old else 'not asked'} → {new}"


def counted(flips: Iterable[Flip]) -> str:
    """Return "3 gaps opened, 1 point weakened and 2 gaps closed"."""
    numbers = Counter((f.effect, f.old is f.new) for f in flips)
    return listed(_counted(*kind, numbers[kind]) for kind in product(EFFECTS, (False, True)) if numbers[kind])


def moved_by(flip: Flip) -> str:
    """Return what moved the verdict: "the papers", "the classifier or the program (not told apart)"."""
    named = [CAUSE[c] for c in flip.causes]
    return listed(named) if flip.separated else f"{' or '.join(named)} (not told apart)"


def worst_first(moves: Iterable[SupplierMove]) -> list[SupplierMove]:
    """Return the suppliers that have flips, those that lose most first."""
    return sorted((m for m in moves if m.flips), key=lambda m: (-_loss(m.flips), m.supplier))


def by_requirement(flips: Iterable[Flip], library: Library) -> list[tuple[str, list[Flip]]]:
    """Return requirement → flips, those that lose most first, then in catalogue order."""
    found: dict[str, list[Flip]] = defaultdict(list)
    for flip in flips:
        found[flip.requirement].append(flip)
    order = {r.id: n for n, r in enumerate(library.requirements)}
    return sorted(found.items(), key=lambda item: (-_loss(item[1]), order.get(item[0], len(order))))


def sheet(moves: Iterable[SupplierMove], library: Library) -> str:
    """Return one row a flip, worst supplier first: UTF-8 with a byte order mark, lines ended by CR LF."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for move in worst_first(moves):
        for flip in sorted_flips(move.flips):
            table.writerow(cell(value) for value in _row(flip, move, library))
    return BOM + written.getvalue()


def sorted_flips(flips: Iterable[Flip]) -> list[Flip]:
    """Return the flips by what they mean, and within that by severity."""
    return sorted(flips, key=lambda f: (EFFECTS.index(f.effect), WORST_FIRST.index(f.severity)))


def as_json(flip: Flip) -> dict[str, Any]:
    """Return a flip as other programs read it."""
    return {
        "requirement": flip.requirement,
        "severity": flip.severity.value,
        "effect": flip.effect.value,
        "old": flip.old.value if flip.old else None,
        "new": flip.new.value,
        "causes": [c.value for c in flip.causes],
        "told_apart": flip.separated,
        "why": list(flip.why),
        "old_reason": flip.old_reason,
        "new_reason": flip.new_reason,
        "quote": flip.quote,
    }


def changes_as_json(changes: LibraryChanges | None) -> dict[str, Any] | None:
    """Return what a library says otherwise, None where that is not known."""
    if changes is None:
        return None
    return {
        "overall": list(changes.overall),
        "requirements": [
            {"requirement": c.requirement, "judged": list(c.judged), "weighed": list(c.weighed)}
            for c in changes.requirements
        ],
    }


# ---------------------------------------------------------------- on the screen


def changes_on_screen(changes: LibraryChanges | None) -> Iterator[RenderableType]:
    """Yield what the newer library says otherwise."""
    if changes is None:
        yield Text("What the library said then is not known any more.", style="yellow")
        return
    said = [*changes.overall]
    said += [f"{c.requirement}: {s}" for c in changes.requirements for s in (*c.judged, *c.weighed)]
    if said:
        yield Text("What the clause library says otherwise", style="bold")
    for line in said[:SHOWN]:
        yield indented(Text(one_line(line)))
    if len(said) > SHOWN:
        yield indented(Text(f"… and {len(said) - SHOWN} more."))


def requirements_on_screen(flips: Sequence[Flip], library: Library) -> Iterator[RenderableType]:
    """Yield the requirements with the verdicts that moved, worst first."""
    rows = by_requirement(flips, library)
    titles = {r.id: r.title for r in library.requirements}
    if rows:
        yield Text("By requirement", style="bold")
    for name, own in rows[:SHOWN]:
        line = Text(f"{titles.get(name, name)}  ")
        line.append(f"{name}, {own[0].severity}", style="dim")
        line.append(f"  {counted(own)}")
        yield indented(line)
    if len(rows) > SHOWN:
        yield indented(Text(f"… and {len(rows) - SHOWN} more."))


def _covered(move: SupplierMove) -> str:
    """Return "41 % → 52 % covered"; what could not be assessed has no share."""
    before, after = move.old_coverage, move.new_coverage
    if before is not None and after is not None:
        return f"{percent(before)} → {percent(after)} covered"
    said = (
        "could not be assessed" if share is None else f"{percent(share)} covered" for share in (before, after)
    )
    return " → ".join(dict.fromkeys(said))


def supplier_on_screen(move: SupplierMove, library: Library) -> Iterator[RenderableType]:
    """Yield a supplier with the first of its flips."""
    titles = {r.id: r.title for r in library.requirements}
    head = Text(one_line(move.supplier), style="bold")
    head.append(f"  {counted(move.flips)}; {_covered(move)}", style="default")
    yield indented(head)
    for flip in sorted_flips(move.flips)[:FLIPS_SHOWN]:
        line = Text(in_words(flip), style=COLOUR.get(flip.effect, ""))
        line.append(f"  {titles.get(flip.requirement, flip.requirement)}", style="default")
        line.append(f"  {flip.requirement}", style="dim")
        yield indented(line, 4)
        because = " ".join(flip.why) or flip.new_reason
        said = f"moved by {moved_by(flip)}: {because}" if flip.causes else because
        yield indented(Text(shortened(said, most=LONGEST), style="dim"), 6)
    if len(move.flips) > FLIPS_SHOWN:
        yield indented(Text(f"… and {len(move.flips) - FLIPS_SHOWN} more.", style="dim"), 4)


def indented(text: Text, by: int = 2) -> Padding:
    """Return the line set in."""
    return Padding(text, (0, 0, 0, by))


def _row(flip: Flip, move: SupplierMove, library: Library) -> Iterator[str]:
    family, title = next(
        ((f.id, r.title) for f in library.families for r in f.requirements if r.id == flip.requirement),
        ("", flip.requirement),
    )
    yield from (flip.supplier, flip.requirement, title, family, flip.severity.value, flip.effect.value)
    yield from (flip.old.value if flip.old else "", flip.new.value)
    yield from ("; ".join(c.value for c in flip.causes), "yes" if flip.separated else "no")
    yield from (" ".join(flip.why), flip.old_reason, flip.new_reason, flip.quote)
    yield from (_share(move.old_coverage), _share(move.new_coverage))


def _share(coverage: float | None) -> str:
    return "" if coverage is None else f"{coverage:.4f}"


def _loss(flips: Iterable[Flip]) -> int:
    """Return the severity-weighted number of verdicts lost, less those won."""
    return sum(WEIGHT[f.severity] * ((f.effect in LOST) - (f.effect in WON)) for f in flips)


def _counted(effect: Effect, same_status: bool, number: int) -> str:
    if same_status:
        return f"{count(number, 'point')} {ACCEPTED.get(effect, 'as before')}"
    if effect in (Effect.OPENED, Effect.CLOSED):
        return f"{count(number, 'gap')} {effect.value}"
    return f"{count(number, 'point')} {EFFECT[effect]}"
