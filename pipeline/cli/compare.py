"""`clausegap compare`: what a new version changed, in words and in gaps."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import checks, options, screen
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.analyze import Tools
    from pipeline.domain.comparison import Comparison

FORMATS = ("html", "json", "docx")
WRITTEN_UNASKED = ("html", "json")


@click.command()
@click.argument("old", metavar="OLD", type=options.PATH)
@click.argument("new", metavar="[NEW]", required=False, type=options.PATH)
@click.option(
    "--out", metavar="DIR", type=options.PATH, help="Write reports into this folder (html and json)."
)
@click.option(
    "--format",
    "formats",
    metavar="LIST",
    multiple=True,
    callback=options.names,
    help="Reports by name, with commas: html, json, docx.",
)
@click.option(
    "--fail-on",
    type=click.Choice(options.LEVELS, case_sensitive=False),
    help="Exit 1 where a gap of this severity or worse was opened or weakened.",
)
@click.option("--supplier", metavar="NAME", help="The supplier's name (else that of the new file or folder).")
@options.judged
@options.keeping
@options.quiet
def compare(
    old: Path,
    new: Path | None,
    *,
    out: Path | None,
    formats: tuple[str, ...],
    fail_on: str | None,
    supplier: str | None,
    load: "options.Load",
    kept: "options.Kept",
    quiet: bool,
) -> int:
    """Show what a new version changed: clauses, and gaps opened and closed.

    OLD and NEW are files or folders of any format. With OLD alone, a Word file with tracked changes,
    the original is held against the version with all changes accepted.
    """
    _check(formats, out)
    from pipeline.readers.files import stem_of
    from pipeline.versions import compare_papers, compare_views

    name = supplier or stem_of(new or old)
    with (
        kept() as keep,
        screen.waiting("Comparing …", quiet=quiet),
        contextlib.ExitStack() as papers,  # unpacked for the time of the comparison
    ):
        tools = load()
        before = _papers(old, out, papers)
        if new is None:
            made = compare_views(name, before, tools=tools, keep=keep)
        else:
            made = compare_papers(name, before, _papers(new, out, papers), tools=tools, keep=keep)
    if new is None and not made.tracked:
        raise UsageError(f"{old.name} holds no tracked changes; name the other version: compare OLD NEW.")
    written = _write(made, tools, formats=formats or WRITTEN_UNASKED, folder=out) if out else ()
    _show(made, tools, formats=formats, written=written, quiet=quiet)
    return 1 if _lost(made, fail_on, tools) else 0


def _check(formats: tuple[str, ...], out: Path | None) -> None:
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"There is no report called “{name}”; choose from {', '.join(FORMATS)}.")
    checks.check_enough(formats, out)
    if out is not None:
        checks.check_out(out)


def _papers(path: Path, out: Path | None, papers: contextlib.ExitStack) -> tuple[Path, ...]:
    from pipeline.readers.unpacking import found_documents

    return papers.enter_context(found_documents((path,), apart_from=out)).documents


def _content(made: "Comparison", tools: "Tools", name: str) -> str | bytes:
    from pipeline.reports import comparison_json, comparison_memo, comparison_page

    report = {"html": comparison_page, "json": comparison_json, "docx": comparison_memo}[name]
    content: str | bytes = report.render(made, tools.edition, tools.library)
    return content


def _write(made: "Comparison", tools: "Tools", *, formats: tuple[str, ...], folder: Path) -> tuple[Path, ...]:
    from pipeline.reports.writing import write_all

    return write_all({f"comparison.{n}": _content(made, tools, n) for n in formats}, folder=folder)


def _show(
    made: "Comparison", tools: "Tools", *, formats: tuple[str, ...], written: tuple[Path, ...], quiet: bool
) -> None:
    """Put one report on stdout where asked for, else the summary."""
    if formats and not written:
        screen.hand_over(_content(made, tools, formats[0]))
    elif not quiet:
        from rich.console import Group

        from pipeline.reports.comparison_screen import lines_of

        screen.show(Group(*lines_of(made, tools.library)))
        if written:
            screen.tell(f"Next: all words and quotes are in {', '.join(map(str, written))}.")


def _lost(made: "Comparison", level: str | None, tools: "Tools") -> bool:
    from pipeline.domain.comparison import Effect

    worse = [f for f in made.findings if f.effect in (Effect.OPENED, Effect.WEAKENED)]
    return checks.gaps_at(level, {f.requirement: f.new.status for f in worse}, tools.library)
