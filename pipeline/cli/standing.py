"""`clausegap batch --status`: what the runs of a store did, and where one stands that is going on."""

from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.cli import screen

if TYPE_CHECKING:
    from pipeline.domain.portfolio import Run, StoreStatus

SHOWN = 10  # runs


def tell_status(named: str | None) -> int:
    """Show the store and its last runs; takes no lock, so that a run going on is not disturbed."""
    from pipeline.store.portfolio import open_store

    with open_store(named, to_read=True) as store:
        screen.tell("\n".join(_lines(store.status())))
    return 0


def _lines(status: "StoreStatus") -> list[str]:
    from pipeline.reports.escaping import one_line

    size = f", {status.size / 1e6:,.1f} MB" if status.size is not None else ""
    holder = status.holder
    writing = (
        f"Process {holder.pid} on {one_line(holder.host)} is writing to it since {_time(holder.since)}."
        if holder
        else "No run is going on."
    )
    runs = [line for run in status.runs[:SHOWN] for line in _run(run)]
    more = len(status.runs) - SHOWN
    return [
        f"Store: {status.name}{size}",
        writing,
        *(runs or ["It holds no run yet."]),
        *([f"And {more} earlier."] if more > 0 else []),
    ]


def _run(run: "Run") -> list[str]:
    from pipeline.domain.review import GAPS
    from pipeline.reports.escaping import one_line
    from pipeline.reports.words import count

    counts = run.counts
    ended = f" to {_time(run.ended)}" if run.ended else ""
    gaps = sum(counts.statuses.get(status, 0) for status in GAPS)
    done = f"{counts.suppliers} of {count(run.planned, 'supplier')} done"
    unread = f"{count(counts.failures, 'file')} not read"
    return [
        f"Run {run.id}, {run.kind}, {run.status}: {_time(run.begun)}{ended}, {one_line(run.source)}",
        f"  {done}, {count(counts.documents, 'document')}, {count(gaps, 'gap')}, {unread}",
    ]


def _time(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
