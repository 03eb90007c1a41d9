"""`clausegap reassess` and `clausegap diff-runs`: another library over a finished portfolio; what moved."""

import contextlib
import functools
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, screen
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from pipeline.domain.portfolio import Run
    from pipeline.domain.requirements import Library
    from pipeline.domain.what_if import WhatIf
    from pipeline.reassess.judge import Judge

FORMATS = ("json", "csv")

form = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS, case_sensitive=False),
    help="Hand over all of it for other programs: json, csv.",
)
out = click.option("--out", metavar="FILE", type=options.PATH, help="Write that here (else to the screen).")
library = click.option(
    "--library", "library_folder", metavar="DIR", type=options.PATH, help="Another clause library."
)


@click.command()
@options.store
@click.option("--run", "number", metavar="N", type=int, help="The run to judge (else the last finished one).")
@options.profiles
@options.playbook
@library
@click.option("--keep", is_flag=True, help="Store the outcome as a run; without it nothing is written.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), help="Processes at work (else one a core)."
)
@form
@out
@options.quiet
def reassess(
    *,
    store: str | None,
    number: int | None,
    profiles: tuple[str, ...],
    playbook: Path | None,
    library_folder: Path | None,
    keep: bool,
    workers: int | None,
    form: str | None,
    out: Path | None,
    quiet: bool,
) -> None:
    """Show which verdicts another playbook or library would flip, for whom and why.

    A finished run is judged anew from what was read then: no file of a supplier is opened. Without
    --profile the profiles are the run's.
    """
    _check(form, out)
    from pipeline.reassess import open_judge
    from pipeline.reports import what_if as report

    url, of = _run_of(store, number, playbook=playbook)
    opening = functools.partial(
        open_judge,
        url,
        keep=keep,
        library_folder=library_folder,
        profiles=profiles or of.edition.profiles,
        playbook=playbook,
    )
    with screen.waiting(f"Judging {of.counts.suppliers} suppliers anew …", quiet=quiet):
        made, judged_by, kept = _judged_anew(
            of, opening, kept_for=(playbook.name if playbook else "") if keep else None, workers=workers
        )
        content, lines = _rendered(report, made, judged_by, form=form, out=out)
    _show(content, lines, out=out, quiet=quiet)
    if kept is not None:
        screen.say(f"Stored as run {kept}.")


def _run_of(store: str | None, number: int | None, *, playbook: Path | None) -> "tuple[str, Run]":
    """Return the store's address and the run to judge; say where its own playbook is left out."""
    from pipeline.store.portfolio import open_store

    with open_store(store, to_read=True) as opened:
        url, of = opened.url, opened.run(number)
    if of.playbook and playbook is None:
        screen.say(
            f"clausegap: run {of.id} had the playbook {of.playbook}, which is left out: see --playbook."
        )
    return url, of


def _judged_anew(
    of: "Run", opening: "Callable[[], Judge]", *, kept_for: str | None, workers: int | None
) -> "tuple[WhatIf, Library, int | None]":
    """Return what changes, the library it was judged by, and the run it is stored as (if `kept_for`)."""
    from pipeline.batch.judging import answered, judges
    from pipeline.reassess import keep_what_if
    from pipeline.reassess import reassess as judge_run
    from pipeline.threads import cores

    with judges(opening, suppliers=of.counts.suppliers, workers=workers or cores()) as (judge, ask):
        spread = functools.partial(answered, ask)
        made, reviews = judge_run(judge, run=of.id, spread=spread, whole=kept_for is not None)
        kept = None if kept_for is None else keep_what_if(judge, made, reviews, playbook=kept_for)
        return made, judge.tools.library, kept


@click.command(name="diff-runs")
@click.argument("old", metavar="OLD", type=int)
@click.argument("new", metavar="NEW", type=int)
@options.store
@form
@out
@options.quiet
def diff_runs(
    old: int, new: int, *, store: str | None, form: str | None, out: Path | None, quiet: bool
) -> None:
    """Show what moved between two runs, and whether papers, library or classifier moved it.

    OLD and NEW are numbers of runs, as `clausegap batch --status` lists them.
    """
    _check(form, out)
    from pipeline.library import load_library
    from pipeline.reassess import diff_runs as hold_against
    from pipeline.reassess import open_judge
    from pipeline.reports import run_difference as report
    from pipeline.store.portfolio import open_store

    with screen.waiting("Comparing …", quiet=quiet), contextlib.ExitStack() as stack:
        opened = stack.enter_context(open_store(store, to_read=True))
        judge = functools.cache(lambda: stack.enter_context(contextlib.closing(open_judge(opened.url))))
        made = hold_against(opened, old, new, judge=judge)
        known = opened.library(made.new.edition) or load_library()
        content, lines = _rendered(report, made, known, form=form, out=out)
    _show(content, lines, out=out, quiet=quiet)


def _rendered(
    report: ModuleType, made: object, library: "Library", *, form: str | None, out: Path | None
) -> "tuple[str, list[RenderableType]]":
    """Return what goes to the file or the next program, and what a person is shown."""
    content = {"json": report.as_json, "csv": report.as_csv}[form](made, library) if form else ""
    return content, [] if form and not out else list(report.lines_of(made, library))


def _check(form: str | None, out: Path | None) -> None:
    if out is not None and form is None:
        raise UsageError("--out needs a --format: json or csv.")
    if out is not None and out.is_dir():
        raise UsageError(f"--out {out} is a folder; name the file to write.")


def _show(content: str, lines: "Sequence[RenderableType]", *, out: Path | None, quiet: bool) -> None:
    """Put the report where it was asked for, and the summary on the screen where that is free."""
    if content and out is None:
        screen.hand_over(content)
        return
    if out is not None:
        from pipeline.reports.writing import write_all

        (written,) = write_all({out.name: content}, folder=out.parent)
        screen.say(f"Written: {written}")
    if not quiet:
        from rich.console import Group

        screen.show(Group(*lines))
