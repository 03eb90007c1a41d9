"""`clausegap batch`: many suppliers in one run."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, screen

if TYPE_CHECKING:
    from pipeline.batch.portfolio import PortfolioRun
    from pipeline.readers.manner import Manner


@click.command()
@click.argument("folder", metavar="FOLDER", type=options.PATH)
@click.option(
    "--out",
    metavar="DIR",
    type=options.PATH,
    help="Write portfolio.html, portfolio.json and a folder of reviews here.",
)
@options.formats
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), help="Processes at work (else one a core)."
)
@options.fail_on
@options.manner
@options.cache_folder
@options.no_cache
@options.quiet
def batch(
    folder: Path,
    *,
    out: Path | None,
    formats: tuple[str, ...],
    workers: int | None,
    fail_on: str | None,
    manner: "Manner",
    cache_folder: Path | None,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Review many suppliers: every sub-folder one, every loose file one.

    Each review is written as json and html, and as what --format adds; without --out nothing is
    written. What was read is kept: a second run, or one that was broken off, goes on where the last
    one was.
    """
    options.check_formats(formats)
    if out is not None:
        options.check_out(out)
    from pipeline.batch.portfolio import review_portfolio

    with (
        tempfile.TemporaryDirectory() as nowhere,
        options.opened_cache(cache_folder, no_cache=no_cache) as cache,
        screen.counting("Documents", quiet=quiet) as count,
    ):
        run = review_portfolio(
            folder,
            out=out or Path(nowhere),
            cache=cache,
            formats=formats,
            workers=workers,
            manner=manner,
            on_progress=lambda p: count(p.done, p.documents),
        )
    for failure in run.failures:
        screen.say(f"clausegap: {failure.name}: {failure.reason}")
    if not quiet:
        screen.tell(_summary(run, written=out is not None))
    return 1 if _fails(run, fail_on) else 3 if run.failures else 0


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
    from pipeline.reports.words import count

    severities = {r.id: r.severity for r in run.library.requirements}
    rows = []
    for entry in sorted(run.entries, key=lambda e: (e.coverage.overall is None, e.coverage.overall, e.name)):
        gaps = [severities[r] for r, status in entry.statuses.items() if status in GAPS]
        covered = (
            "could not be assessed"
            if entry.coverage.overall is None
            else f"{entry.coverage.overall:.0%} covered"
        )
        critical = sum(s == "critical" for s in gaps)
        rows.append(
            f"{one_line(entry.name)}: {covered}, {count(len(gaps), 'gap')}, {critical} of them critical"
        )
    return rows


def _fails(run: "PortfolioRun", level: str | None) -> bool:
    return any(options.gaps_at(level, entry.statuses, run.library) for entry in run.entries)
