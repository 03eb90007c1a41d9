"""What another library would say of a run: on the screen, as JSON, as a sheet."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from pipeline.domain.portfolio import Run
from pipeline.domain.requirements import Library
from pipeline.domain.what_if import WhatIf
from pipeline.reports import flips
from pipeline.reports.escaping import one_line
from pipeline.reports.review_json import dumped, edition_as_json
from pipeline.reports.words import GUIDANCE, NO_ADVICE, count

SCHEMA = "clausegap/what-if/1"


def lines_of(what_if: WhatIf, library: Library) -> Iterator[RenderableType]:
    """Yield what a person reads on the screen: what would flip, why, for whom; worst first."""
    moved = flips.worst_first(what_if.suppliers)
    yield Text(_headline(what_if, suppliers=len(moved)), style="bold")
    yield Text(
        f"{run_in_words(what_if.run)}; judged with library {one_line(what_if.edition.library_version)}."
    )
    yield from flips.changes_on_screen(what_if.changes)
    yield from flips.requirements_on_screen(what_if.flips, library)
    if moved:
        yield Text("By supplier", style="bold")
    for move in moved[: flips.SHOWN]:
        yield from flips.supplier_on_screen(move, library)
    if len(moved) > flips.SHOWN:
        yield flips.indented(Text(f"… and {len(moved) - flips.SHOWN} more; --format csv has them all."))
    for one in what_if.not_judged[: flips.SHOWN]:
        yield Text(f"! {one_line(one.supplier)} could not be judged again: {one.reason}", style="yellow")
    yield Text(f"Each point is a {GUIDANCE}; this is {NO_ADVICE}.", style="dim")


def as_json(what_if: WhatIf, library: Library) -> str:
    """Return the shape "clausegap/what-if/1"."""
    return dumped(
        {
            "schema": SCHEMA,
            "run": run_as_json(what_if.run),
            "edition": edition_as_json(what_if.edition),
            "not_legal_advice": True,
            "library_changes": flips.changes_as_json(what_if.changes),
            "requirements": [
                {"requirement": name, "flips": len(own), "suppliers": sorted(f.supplier for f in own)}
                for name, own in flips.by_requirement(what_if.flips, library)
            ],
            "suppliers": [
                {
                    "name": move.supplier,
                    "old_coverage": move.old_coverage,
                    "new_coverage": move.new_coverage,
                    "flips": [flips.as_json(f) for f in flips.sorted_flips(move.flips)],
                }
                for move in (
                    *flips.worst_first(what_if.suppliers),
                    *(m for m in what_if.suppliers if not m.flips),
                )
            ],
            "not_judged": [{"name": n.supplier, "reason": n.reason} for n in what_if.not_judged],
        }
    )


def as_csv(what_if: WhatIf, library: Library) -> str:
    """Return one row a flip."""
    return flips.sheet(what_if.suppliers, library)


def run_in_words(run: Run) -> str:
    """Return "Run 3 of 2026-11-22 02:30 UTC, 500 suppliers"."""
    return f"Run {run.id} of {run.begun:%Y-%m-%d %H:%M} UTC, {count(run.counts.suppliers, 'supplier')}"


def run_as_json(run: Run) -> dict[str, Any]:
    """Return a run as other programs read it."""
    return {
        "id": run.id,
        "kind": run.kind.value,
        "status": run.status.value,
        "begun": run.begun.isoformat(),
        "ended": run.ended.isoformat() if run.ended else None,
        "playbook": run.playbook,
        "suppliers": run.counts.suppliers,
        "documents": run.counts.documents,
        "failures": run.counts.failures,
        "edition": edition_as_json(run.edition),
    }


def _headline(what_if: WhatIf, *, suppliers: int) -> str:
    if not what_if.flips:
        return f"No verdict would flip at {count(len(what_if.suppliers), 'supplier')}"
    total = count(len(what_if.flips), "verdict")
    return f"{total} would flip at {count(suppliers, 'supplier')}: {flips.counted(what_if.flips)}"
