"""What moved between two runs: on the screen, as JSON, as a sheet."""

from collections import Counter
from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from pipeline.domain.listing import listed
from pipeline.domain.requirements import Library
from pipeline.domain.what_if import PaperMove, RunDifference, SupplierDifference
from pipeline.reports import flips
from pipeline.reports.escaping import one_line
from pipeline.reports.review_json import dumped
from pipeline.reports.what_if import run_as_json, run_in_words
from pipeline.reports.words import GUIDANCE, NO_ADVICE, count

SCHEMA = "clausegap/run-difference/1"
NAMED = 10  # suppliers and papers in one line


def lines_of(difference: RunDifference, library: Library) -> Iterator[RenderableType]:
    """Yield what a person reads on the screen: verdicts that moved, what moved them; worst first."""
    moved = flips.worst_first(s.move for s in difference.suppliers)
    by_name = {s.move.supplier: s for s in difference.suppliers}
    yield Text(_headline(difference, suppliers=len(moved)), style="bold")
    yield Text(f"{run_in_words(difference.old)} → {run_in_words(difference.new)}.")
    yield Text(_causes(difference))
    for what, names in (("New", difference.added), ("Gone", difference.removed)):
        if names:
            more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            yield Text(f"{what}: {', '.join(map(one_line, names[:NAMED]))}{more}.")
    other = sum(not s.move.flips for s in difference.suppliers)
    if other:
        yield Text(f"No verdict moved, but words, values or coverage did: {count(other, 'supplier')}.")
    yield Text(f"The very same: {count(difference.same, 'supplier')}.")
    yield from flips.changes_on_screen(difference.changes) if difference.flips else ()
    yield from flips.requirements_on_screen(difference.flips, library)
    if moved:
        yield Text("By supplier", style="bold")
    for move in moved[: flips.SHOWN]:
        yield from flips.supplier_on_screen(move, library)
        if papers := by_name[move.supplier].papers:
            yield flips.indented(Text(_papers(papers), style="dim"), 4)
    if len(moved) > flips.SHOWN:
        yield flips.indented(Text(f"… and {len(moved) - flips.SHOWN} more; --format csv has them all."))
    yield Text(f"Each point is a {GUIDANCE}; this is {NO_ADVICE}.", style="dim")


def as_json(difference: RunDifference, library: Library) -> str:
    """Return the shape "clausegap/run-difference/1"."""
    return dumped(
        {
            "schema": SCHEMA,
            "old": run_as_json(difference.old),
            "new": run_as_json(difference.new),
            "not_legal_advice": True,
            "library_changes": flips.changes_as_json(difference.changes),
            "added": list(difference.added),
            "removed": list(difference.removed),
            "the_very_same": difference.same,
            "requirements": [
                {"requirement": name, "flips": len(own), "suppliers": sorted(f.supplier for f in own)}
                for name, own in flips.by_requirement(difference.flips, library)
            ],
            "suppliers": [_supplier(s) for s in difference.suppliers],
        }
    )


def as_csv(difference: RunDifference, library: Library) -> str:
    """Return one row a flip."""
    return flips.sheet((s.move for s in difference.suppliers), library)


def _supplier(supplier: SupplierDifference) -> dict[str, object]:
    return {
        "name": supplier.move.supplier,
        "old_coverage": supplier.move.old_coverage,
        "new_coverage": supplier.move.new_coverage,
        "changed": [c.value for c in supplier.changed],
        "papers": [
            {
                "change": p.kind.value,
                "name": p.name,
                "old_name": p.old_name,
                "old_sha256": p.old_sha256,
                "new_sha256": p.new_sha256,
            }
            for p in supplier.papers
        ],
        "flips": [flips.as_json(f) for f in flips.sorted_flips(supplier.move.flips)],
        "findings_with_other_words": supplier.other,
    }


def _headline(difference: RunDifference, *, suppliers: int) -> str:
    if not difference.flips:
        return "No verdict moved"
    total = count(len(difference.flips), "verdict")
    return f"{total} moved at {count(suppliers, 'supplier')}: {flips.counted(difference.flips)}"


def _causes(difference: RunDifference) -> str:
    """Return "Moved by the papers: 12; by the clause library: 3"."""
    numbers = Counter(flips.moved_by(f) for f in difference.flips if f.causes)
    if numbers:
        return f"Moved by {'; by '.join(f'{cause}: {n}' for cause, n in numbers.most_common())}."
    changed = Counter(c for s in difference.suppliers for c in s.changed)
    named = listed(flips.CAUSE[c] for c, _ in changed.most_common())
    return f"Not the same: {named}." if changed else "Papers, library, classifier and program are the same."


def _papers(papers: tuple[PaperMove, ...]) -> str:
    said = [f"{one_line(p.name)} {p.kind}" for p in papers[:NAMED]]
    return f"papers: {', '.join(said)}{', …' if len(papers) > NAMED else ''}"
