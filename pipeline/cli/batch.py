"""`clausegap batch`: many suppliers in one run."""

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import checks, options, screen
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.batch.portfolio import Order, PortfolioRun
    from pipeline.readers.manner import Manner

RUNNERS = ("pool", "dask")


@click.command()
@click.argument("papers", metavar="FOLDER", nargs=-1)
@click.option(
    "--out",
    metavar="DIR",
    type=options.PATH,
    help="Write portfolio.html, portfolio.json and a folder of reviews here.",
)
@options.formats
@options.profiles
@options.playbook
@options.store
@click.option("--status", is_flag=True, help="Show the runs of the store, also one that is going on.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), help="Processes at work (else one a core)."
)
@click.option(
    "--runner",
    type=click.Choice(RUNNERS),
    default=RUNNERS[0],
    help="Who reads: processes of this machine (pool), or a Dask cluster.",
)
@click.option("--address", metavar="URL", help="The cluster's scheduler (else one is started here).")
@click.option(
    "--try-again", is_flag=True, help="Read once more what took too long or too much memory last time."
)
@click.option(
    "--as-of",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Count the days papers have left from here.",
)
@click.option(
    "--show-suppliers", is_flag=True, help="Let Prefect's pages list suppliers; else only counts go there."
)
@options.fail_on
@options.manner
@options.cache_folder
@options.no_cache
@options.quiet
def batch(
    papers: tuple[str, ...],
    *,
    status: bool,
    store: str | None,
    quiet: bool,
    fail_on: str | None,
    **asked: Any,
) -> int:
    """Review many suppliers: every sub-folder one, every loose file one.

    FOLDER may also be a pattern in quotes ("contracts/*/2026*") or a URL (s3://bucket/contracts).
    Reviews and portfolio are written as json and html, and as what --format adds (of the portfolio
    there are csv and xlsx); without --out nothing is written. Every run is a snapshot in the store.
    What was read is kept: a second run, or one that was broken off, goes on where the last one was.
    """
    if status:
        from pipeline.cli.standing import tell_status

        return tell_status(store)
    run = _run(_only(papers), store=store, quiet=quiet, **asked)
    for failure in run.failures:
        screen.say(f"clausegap: {failure.name}: {failure.reason}")
    if not quiet:
        screen.tell(_summary(run, written=asked["out"] is not None))
    return 1 if _fails(run, fail_on) else 3 if run.failures else 0


def _only(papers: tuple[str, ...]) -> str:
    if not any(papers):
        raise UsageError("Name the folder of the suppliers; see `clausegap batch --help`.")
    if len(papers) > 1:
        raise UsageError(
            "batch takes one folder; put a pattern in quotes, so that the shell leaves it as it is: "
            '"contracts/*/2026*".'
        )
    return papers[0]


def _run(
    papers: str,
    *,
    out: Path | None,
    cache_folder: Path | None,
    no_cache: bool,
    show_suppliers: bool,
    quiet: bool,
    **asked: Any,
) -> "PortfolioRun":
    """Check what was asked for, and carry it out."""
    _check(out=out, no_cache=no_cache, **asked)
    from pipeline.batch.runs import run_portfolio

    with (
        tempfile.TemporaryDirectory() as nowhere,
        options.opened_cache(cache_folder, no_cache=no_cache) as cache,
        screen.counting("Documents", quiet=quiet) as count,
    ):
        order = _order(papers, out=out or Path(nowhere), cache=cache.folder, recorded=not no_cache, **asked)
        return run_portfolio(
            order, on_progress=lambda p: count(p.done, p.documents), name_suppliers=show_suppliers
        )


def _check(
    *,
    formats: tuple[str, ...],
    out: Path | None,
    store: str | None,
    no_cache: bool,
    runner: str,
    address: str | None,
    **_: object,
) -> None:
    """Raise UsageError where options don't go together."""
    checks.check_formats(formats)
    if out is not None:
        checks.check_out(out)
    if store is not None and no_cache:
        raise UsageError("--no-cache keeps nothing, --store keeps the run: give one of them.")
    if address is not None and runner != "dask":
        raise UsageError("--address is that of a Dask cluster: add --runner dask.")


def _order(
    papers: str,
    *,
    profiles: tuple[str, ...],
    playbook: Path | None,
    manner: "Manner",
    try_again: bool,
    as_of: "datetime | None",
    **asked: Any,
) -> "Order":
    from pipeline.analyze import load_tools
    from pipeline.batch.portfolio import Order

    return Order(
        papers=papers,
        load=partial(load_tools, profiles=profiles, playbook=playbook, manner=manner),
        playbook=str(playbook or ""),
        again=try_again,
        as_of=as_of.date() if as_of else None,
        **asked,
    )


def _summary(run: "PortfolioRun", *, written: bool) -> str:
    from pipeline.reports.words import count

    lines = [
        *_lines(run),
        f"{count(run.suppliers, 'supplier')}, {count(run.documents, 'document')}; "
        f"{count(run.kept, 'supplier')} kept from earlier runs.",
        f"Start-up {run.startup_seconds:.1f} s, processing {run.processing_seconds:.2f} s.",
    ]
    if run.failures:
        lines.append(f"{count(len(run.failures), 'file')} could not be read.")
    if run.left_out:
        lines += [f"Left out: {f.name}: {f.reason}" for f in run.left_out]
    if not written:
        return "\n".join([*lines, "Nothing was written; --out DIR writes the portfolio and its reviews."])
    return "\n".join([*lines, *(f"Written: {path}" for path in run.written)])


def _lines(run: "PortfolioRun") -> list[str]:
    """Return a line for each supplier, the least covered first."""
    from pipeline.domain.review import GAPS
    from pipeline.reports.escaping import one_line
    from pipeline.reports.words import count, percent

    severities = {r.id: r.severity for r in run.library.requirements}
    rows = []
    for entry in sorted(run.entries, key=lambda e: (e.coverage.overall is None, e.coverage.overall, e.name)):
        gaps = [severities[r] for r, status in entry.statuses.items() if status in GAPS]
        said = f"{percent(entry.coverage.overall)} covered, {count(len(gaps), 'gap')}"
        if gaps:
            said += f", {sum(s == 'critical' for s in gaps)} of them critical"
        if entry.coverage.overall is None:
            said = "could not be assessed"
        rows.append(f"{one_line(entry.name)}: {said}")
    return [*rows, *(f"{one_line(name)}: could not be assessed" for name in run.unreviewed)]


def _fails(run: "PortfolioRun", level: str | None) -> bool:
    return any(checks.gaps_at(level, entry.statuses, run.library) for entry in run.entries)
