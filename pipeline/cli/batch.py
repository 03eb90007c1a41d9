"""`clausegap batch`: many suppliers in one run."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, screen

if TYPE_CHECKING:
    from pipeline.batch.portfolio import PortfolioRun


@click.command()
@click.argument("folder", metavar="FOLDER", type=options.PATH)
@click.option(
    "--out",
    metavar="DIR",
    type=options.PATH,
    required=True,
    help="Write portfolio.html, portfolio.json and a folder of reviews here.",
)
@options.formats
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), help="Processes at work (else one a core)."
)
@options.fail_on
@options.cache_folder
@options.no_cache
@options.quiet
def batch(
    folder: Path,
    *,
    out: Path,
    formats: tuple[str, ...],
    workers: int | None,
    fail_on: str | None,
    cache_folder: Path | None,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Review many suppliers: every sub-folder one, every loose file one.

    Each review is written as json and html, and as what --format adds. What was read is kept: a
    second run, or one that was broken off, goes on where the last one was.
    """
    options.check_formats(formats)
    options.check_out(out)
    from pipeline.batch.portfolio import review_portfolio

    with (
        options.opened_cache(cache_folder, no_cache=no_cache) as cache,
        screen.counting("Documents", quiet=quiet) as count,
    ):
        run = review_portfolio(
            folder,
            out=out,
            cache=cache,
            formats=formats,
            workers=workers,
            on_progress=lambda p: count(p.done, p.documents),
        )
    for failure in run.failures:
        screen.say(f"clausegap: {failure.name}: {failure.reason}")
    if not quiet:
        screen.tell(_summary(run))
    return 1 if _fails(run, fail_on) else 3 if run.failures else 0


def _summary(run: "PortfolioRun") -> str:
    from pipeline.reports.words import count

    lines = [
        f"{count(run.suppliers, 'supplier')}, {count(run.documents, 'document')}; "
        f"{count(run.kept, 'supplier')} kept from earlier runs.",
        f"Start-up {run.startup_seconds:.1f} s, processing {run.processing_seconds:.2f} s.",
    ]
    if run.failures:
        lines.append(
            f"{count(len(run.failures), 'file')} could not be read; {run.written[0].name} tells which."
        )
    if run.left_out:
        lines += [f"Left out: {f.name}: {f.reason}" for f in run.left_out]
    return "\n".join([*lines, *(f"Written: {path}" for path in run.written)])


def _fails(run: "PortfolioRun", level: str | None) -> bool:
    return any(options.gaps_at(level, entry.statuses, run.library) for entry in run.entries)
