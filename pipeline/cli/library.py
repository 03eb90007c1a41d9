"""`clausegap library`: is the clause library sound; what does a requirement say."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, screen
from pipeline.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from pipeline.domain.requirements import Library


@click.group(invoke_without_command=True)
@click.pass_context
def library(context: click.Context) -> None:
    """Look into the clause library: what is asked of a contract, and why."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@library.command()
@click.argument("folder", metavar="[FOLDER]", required=False, type=options.PATH)
@options.playbook
def check(folder: Path | None, playbook: Path | None) -> int:
    """Check the library (or one in FOLDER), or a playbook; name file, line and field of every fault.

    Exit 1 where there is a fault.
    """
    from pipeline.library import check_library, load_library

    if folder is not None and folder.is_file():
        raise UsageError(f"“{folder}” is a file; check a playbook with library check --playbook {folder}.")
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
    return _check_playbook(sound, playbook) if playbook else 0


def _check_playbook(sound: "Library", playbook: Path) -> int:
    from pipeline.library import load_playbook

    try:
        held = load_playbook(sound, playbook)
    except LibraryError as error:
        screen.tell(str(error))
        return 1
    own = sum(a != b for a, b in zip(sound.requirements, held.requirements, strict=True))
    positions = "1 position" if own == 1 else f"{own} positions"
    screen.tell(f"The playbook {playbook.name} is sound: {positions} of its own.")
    return 0


@library.command()
@click.argument("file", metavar="FILE", type=options.PATH)
def init(file: Path) -> None:
    """Write a playbook to begin with: every requirement by name, commented out."""
    from pipeline.library import load_library, playbook_start

    if file.exists():
        raise UsageError(f"{file} is there already; name a new file.")
    try:
        file.write_text(playbook_start(load_library()), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} can't be written: {error.strerror}; name another place.") from error
    screen.tell(f"Written: {file}. Take away the # from what you hold otherwise, then use --playbook {file}.")


@library.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
def show(names: tuple[str, ...]) -> None:
    """Show a requirement, family or control: in-deadline, data-location, CLD.8.1.5.

    A control number that is in circulation but wrong is answered with what it really is. Also shows a
    profile or framework (dora, gdpr), and all of them: profiles, frameworks.
    """
    from pipeline.library import describe, describe_other, load_library, load_profiles
    from pipeline.resources import library_folder

    loaded, profiles = load_library(), load_profiles(library_folder())
    texts = [(describe_other(loaded, profiles, n) or describe(loaded, n)).rstrip("\n") for n in names]
    screen.tell("\n\n\n".join(texts))
