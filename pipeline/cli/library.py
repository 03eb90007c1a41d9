"""`clausegap library`: is the clause library sound; what does a requirement say."""

from pathlib import Path

import click

from pipeline.cli import options, screen
from pipeline.errors import UsageError


@click.group(invoke_without_command=True)
@click.pass_context
def library(context: click.Context) -> None:
    """Look into the clause library: what is asked of a contract, and why."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@library.command()
@click.argument("folder", metavar="[FOLDER]", required=False, type=options.PATH)
def check(folder: Path | None) -> int:
    """Check the library (or one in FOLDER); name file, line and field of every fault.

    Exit 1 where there is a fault.
    """
    from pipeline.library import check_library, load_library

    if folder is not None and not folder.is_dir():
        raise UsageError(f"There is no folder “{folder}”; give the folder of a clause library.")
    if faults := check_library(folder):
        screen.tell("\n".join(map(str, faults)))
        return 1
    sound = load_library(folder)
    subpoints = sum(len(r.subpoints) for r in sound.requirements)
    screen.tell(
        f"The clause library {sound.version} is sound: {len(sound.families)} families, "
        f"{len(sound.requirements)} requirements, {subpoints} sub-points."
    )
    return 0


@library.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
def show(names: tuple[str, ...]) -> None:
    """Show a requirement, family or control: in-deadline, data-location, CLD.8.1.5.

    A control number that is in circulation but wrong is answered with what it really is.
    """
    from pipeline.library import describe, load_library

    loaded = load_library()
    texts = [describe(loaded, name).rstrip("\n") for name in names]
    screen.tell("\n\n\n".join(texts))
