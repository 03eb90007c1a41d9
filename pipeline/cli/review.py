"""`clausegap review`: one agreement set, from files to findings."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import checks, options, screen

if TYPE_CHECKING:
    from pipeline.domain.keeping import Keep
    from pipeline.domain.requirements import Library
    from pipeline.domain.review import Review
    from pipeline.readers.folders import Intake

WRITTEN_UNASKED = ("json", "html")


@click.command()
@click.argument("paths", metavar="FILE_OR_FOLDER...", nargs=-1, required=True, type=options.PATH)
@click.option(
    "--out", metavar="DIR", type=options.PATH, help="Write reports into this folder (json and html)."
)
@options.formats
@options.fail_on
@click.option("--supplier", metavar="NAME", help="The supplier's name (else the folder's or file's).")
@options.frameworks
@options.judged
@options.keeping
@options.quiet
def review(
    paths: tuple[Path, ...],
    *,
    out: Path | None,
    formats: tuple[str, ...],
    fail_on: str | None,
    supplier: str | None,
    frameworks: tuple[str, ...],
    load: "options.Load",
    kept: "options.Kept",
    quiet: bool,
) -> int:
    """Review one supplier's papers and show the gaps.

    All files and folders given are taken together as one agreement set. Without --out nothing is
    written; one --format then goes to the screen instead of the summary.
    """
    checks.check_formats(formats)
    checks.check_enough(formats, out)
    from pipeline.readers.unpacking import found_documents

    with found_documents(paths, apart_from=out) as intake:
        if out is not None:
            checks.check_out(out)
        what = "1 document" if len(intake.documents) == 1 else f"{len(intake.documents)} documents"
        with (
            kept() as keep,
            screen.waiting(f"Reading {what} …", quiet=quiet),
        ):
            made, library, shown = _reviewed(
                intake, supplier or _supplier(paths), load=load, keep=keep, frameworks=frameworks
            )
    whole = replace(made, left_out=intake.left_out, frameworks=shown)
    written: tuple[Path, ...] = ()
    if out is not None:
        from pipeline.reports.table import write_reports

        written = write_reports(whole, library, formats=formats or WRITTEN_UNASKED, folder=out)
    _show(whole, library, formats=formats, written=written, quiet=quiet)
    statuses = {f.requirement: f.status for a in whole.assessments for f in a.findings}
    # A gap that the caller asked to be told of outweighs a file that could not be read.
    return 1 if checks.gaps_at(fail_on, statuses, library) else 3 if whole.failures else 0


def _reviewed(
    intake: "Intake",
    supplier: str,
    *,
    load: "options.Load",
    keep: "Keep | None",
    frameworks: tuple[str, ...],
) -> "tuple[Review, Library, tuple[str, ...]]":
    """Return the review, the library it was made with and the frameworks to show."""
    from pipeline.batch.beside import readers_beside

    with readers_beside(intake.documents, load) as read:
        from pipeline.analyze import analyze  # takes long: the workers have begun by now
        from pipeline.library import framework_keys

        tools = load()
        shown = framework_keys(tools.library, frameworks)
        papers, unopened = intake.documents, intake.failures
        review = analyze(supplier, papers, tools=tools, keep=keep, unopened=unopened, read=read)
        return review, tools.library, shown


def _show(
    review: "Review", library: "Library", *, formats: tuple[str, ...], written: tuple[Path, ...], quiet: bool
) -> None:
    """Put the outcome where it belongs: a report or the summary on stdout, what failed on stderr."""
    from pipeline.reports.table import report_named
    from pipeline.reports.terminal import summary

    to_screen = bool(formats) and not written
    if to_screen:
        screen.hand_over(report_named(formats[0]).render(review, library))
    elif review.assessments and not quiet:
        screen.show(summary(review, library, written=written))
        return
    for failure in review.failures:
        screen.say(f"clausegap: {failure.reason}")


def _supplier(paths: tuple[Path, ...]) -> str:
    """Name the supplier for its folder or its only file; for several papers, the folder they are in."""
    from pipeline.readers.files import shown, stem_of

    if len(paths) == 1 and not paths[0].is_dir():
        return stem_of(paths[0])
    shared = Path(os.path.commonpath([p.resolve() for p in paths]))
    return shown(shared.name) or "supplier"
