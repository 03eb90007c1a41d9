"""What a run leaves in Prefect's own pages: how far it is, and its outcome in counts."""

from collections import Counter as Tally
from typing import Any

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from pipeline.batch.portfolio import PortfolioRun
from pipeline.batch.progress import Counter
from pipeline.domain.review import GAPS, Status
from pipeline.domain.what_if import WhatIf
from pipeline.reports.escaping import one_line
from pipeline.reports.words import GUIDANCE, NO_ADVICE, count

KEY = "clausegap"


class Progress:
    """The run's progress as an artifact, in percent of its documents."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._artifact: Any = create_progress_artifact(
            progress=0.0, key=f"{KEY}-progress", description=self._words()
        )

    def tell(self) -> None:
        """Bring the artifact up to date."""
        now = self._counter.progress
        share = 100.0 * now.done / now.documents if now.documents else 100.0
        update_progress_artifact(self._artifact, progress=share, description=self._words())

    def _words(self) -> str:
        now = self._counter.progress
        return f"{now.done} of {count(now.documents, 'document')}"


def leave(run: PortfolioRun, *, name_suppliers: bool) -> None:
    """Leave the outcome: a summary, findings by status and, where wanted, a line for each supplier."""
    create_markdown_artifact(_summary(run), key=f"{KEY}-summary", description="The run in counts")
    create_table_artifact(_by_status(run), key=f"{KEY}-statuses", description="Findings by status")
    if name_suppliers:
        create_table_artifact(_by_supplier(run), key=f"{KEY}-suppliers", description="Gaps by supplier")


def leave_moves(made: WhatIf, *, name_suppliers: bool) -> dict[str, int]:
    """Leave what another library would move, by requirement and, where wanted, by supplier; return counts."""
    found = {
        "suppliers": len(made.suppliers),
        "moved": sum(bool(s.flips) for s in made.suppliers),
        "flips": len(made.flips),
        "not_judged": len(made.not_judged),
    }
    create_markdown_artifact(_table(found), key=f"{KEY}-what-if", description="Judged anew, in counts")
    by_requirement = Tally((f.requirement, f.effect.value) for f in made.flips)
    rows = [{"requirement": r, "effect": e, "suppliers": n} for (r, e), n in sorted(by_requirement.items())]
    create_table_artifact(rows, key=f"{KEY}-flips", description="Verdicts that would move")
    if name_suppliers:
        moved = [{"supplier": one_line(s.supplier), "flips": len(s.flips)} for s in made.suppliers]
        create_table_artifact(moved, key=f"{KEY}-moves", description="Verdicts that would move, by supplier")
    return found


def counts(run: PortfolioRun) -> dict[str, int]:
    """Return the run in counts."""
    return {
        "suppliers": run.suppliers,
        "kept": run.kept,
        "documents": run.documents,
        "failures": len(run.failures),
        "left_out": len(run.left_out),
        "pages_unread": sum(entry.pages_unread for entry in run.entries),
        "gaps": sum(entry.counts.get(status, 0) for entry in run.entries for status in GAPS),
    }


def _summary(run: PortfolioRun) -> str:
    seconds = f"Start-up {run.startup_seconds:.1f} s, processing {run.processing_seconds:.1f} s."
    return f"{_table(counts(run))}\n\n{seconds}\n\n{GUIDANCE}; {NO_ADVICE}"


def _table(numbers: dict[str, int]) -> str:
    rows = [f"| {name.replace('_', ' ')} | {number} |" for name, number in numbers.items()]
    return "\n".join(["| | |", "| --- | ---: |", *rows])


def _by_status(run: PortfolioRun) -> list[dict[str, Any]]:
    """Return how many findings have each status, and how many suppliers have any such."""
    findings: Tally[Status] = Tally()
    suppliers: Tally[Status] = Tally()
    for entry in run.entries:
        findings.update(entry.counts)
        suppliers.update(entry.counts.keys())
    return [
        {
            "status": status.value.replace("_", " "),
            "findings": findings[status],
            "suppliers": suppliers[status],
        }
        for status in Status
    ]


def _by_supplier(run: PortfolioRun) -> list[dict[str, Any]]:
    return [
        {
            "supplier": one_line(entry.name),
            "covered": None if entry.coverage.overall is None else round(entry.coverage.overall, 3),
            **{status.value: entry.counts.get(status, 0) for status in GAPS},
            "pages unread": entry.pages_unread,
        }
        for entry in run.entries
    ]
