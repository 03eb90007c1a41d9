"""Options that commands share, and what is checked before any work begins."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.screen import say
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.domain.requirements import Library
    from pipeline.domain.review import Status
    from pipeline.store.cache import Cache

LEVELS = (
    "critical",
    "high",
    "medium",
    "low",
)  # worst first, as in `Severity`, which is not loaded for --help
PATH = click.Path(path_type=Path, readable=False)  # `intake` says better what is wrong


def _names(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Split "html, JSON" into names, each once."""
    return tuple(dict.fromkeys(n.strip().lower() for n in (value or "").split(",") if n.strip()))


formats = click.option(
    "--format",
    "formats",
    metavar="LIST",
    callback=_names,
    help="Reports by name, with commas: html, json, md, csv.",
)
fail_on = click.option(
    "--fail-on",
    type=click.Choice(LEVELS, case_sensitive=False),
    help="Exit 1 where there are gaps of this severity or worse.",
)
cache_folder = click.option(
    "--cache", "cache_folder", metavar="DIR", type=PATH, help="Where to keep results (else CLAUSEGAP_CACHE)."
)
no_cache = click.option("--no-cache", is_flag=True, help="Keep nothing and use nothing kept.")
quiet = click.option("--quiet", "-q", is_flag=True, help="Show no summary and no progress.")


def check_out(folder: Path) -> None:
    """Raise UsageError where reports could not be written; nothing is made yet."""
    existing = next((p for p in (folder, *folder.absolute().parents) if p.exists()), folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--out {folder} is a file; name a folder for the reports.")
    if not existing.is_dir():
        raise UsageError(f"--out {folder} can't be made: {existing} is a file.")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise UsageError(
            f"--out {folder} can't be written: no permission in {existing}; name another folder."
        )


def check_formats(names: tuple[str, ...]) -> None:
    """Raise UsageError for a report that does not exist, naming those that do."""
    from pipeline.reports.table import report_named

    for name in names:
        report_named(name)


@contextlib.contextmanager
def opened_cache(folder: Path | None, *, no_cache: bool) -> Iterator["Cache"]:
    """Open the cache; where the user named none and the usual place can't be used, do without and say so."""
    from pipeline.store.cache import open_cache

    with contextlib.ExitStack() as stack:
        try:
            cache = stack.enter_context(open_cache(folder, keep=not no_cache))
        except UsageError as error:
            if folder is not None:
                raise
            say(f"clausegap: {error}")
            cache = stack.enter_context(open_cache(keep=False))
        yield cache
        cache.trim()


def gaps_at(level: str | None, statuses: "Mapping[str, Status]", library: "Library") -> bool:
    """Tell whether a requirement of the level or worse has a gap; `statuses` by requirement id."""
    from pipeline.domain.review import GAPS

    if level is None:
        return False
    severity = {r.id: r.severity.value for r in library.requirements}
    counted = LEVELS[: LEVELS.index(level) + 1]
    return any(
        status in GAPS and severity[requirement] in counted for requirement, status in statuses.items()
    )
