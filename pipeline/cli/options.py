"""Options that commands share, and what a command is handed for them."""

import contextlib
import functools
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.screen import say
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.analyze import Tools
    from pipeline.readers.manner import Manner
    from pipeline.store.cache import Cache

    Load = Callable[[], Tools]
    Kept = Callable[[], contextlib.AbstractContextManager[Cache | None]]

Command = Callable[..., Any]

LEVELS = (
    "critical",
    "high",
    "medium",
    "low",
)  # worst first, as in `Severity`, which is not loaded for --help
POSITIONS = ("preferred", "fallback")  # as in `Position`
VIEWS = ("accepted", "original")  # as in `View`


class _Path(click.Path):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        # An unset variable of the shell ("$DIR") would else be the folder that the shell stands in.
        if not os.fspath(value):
            self.fail("it is empty; name a file or folder.", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Path(path_type=Path, readable=False)  # `intake` says better what is wrong


def names(_context: click.Context, _option: click.Parameter, lists: tuple[str, ...]) -> tuple[str, ...]:
    """Split "html, JSON", however often the option is given, into names, each once."""
    return tuple(dict.fromkeys(n.strip().lower() for n in ",".join(lists).split(",") if n.strip()))


formats = click.option(
    "--format",
    "formats",
    metavar="LIST",
    multiple=True,
    callback=names,
    help="Reports by name, with commas: html, json, docx, xlsx, md, csv, oscal …",
)
fail_on = click.option(
    "--fail-on",
    type=click.Choice(LEVELS, case_sensitive=False),
    help="Exit 1 where there are gaps of this severity or worse.",
)
cache_folder = click.option(
    "--cache", "cache_folder", metavar="DIR", type=PATH, help="Where to keep results (else CLAUSEGAP_CACHE)."
)
store = click.option(
    "--store",
    metavar="URL",
    help="The portfolio's history: a file or postgresql://… (else CLAUSEGAP_STORE, or a file of your own).",
)
no_cache = click.option("--no-cache", is_flag=True, help="Keep nothing and use nothing kept.")
quiet = click.option("--quiet", "-q", is_flag=True, help="Show no summary and no progress.")
playbook = click.option(
    "--playbook",
    metavar="FILE",
    type=PATH,
    help="Your own positions over the clause library; `library init` writes a start.",
)
profiles = click.option(
    "--profile",
    "profiles",
    metavar="NAME",
    multiple=True,
    callback=names,
    help="Who buys what: saas, dora, nis2, hipaa … (`library show profiles`). May be repeated.",
)
frameworks = click.option(
    "--framework",
    "frameworks",
    metavar="NAME",
    multiple=True,
    callback=names,
    help="Show the findings by gdpr, dora, ccm … too (`library show frameworks`). May be repeated.",
)
position = click.option(
    "--position",
    type=click.Choice(POSITIONS, case_sensitive=False),
    default=POSITIONS[0],
    help="Which wording to propose (preferred, unless said).",
)
author = click.option(
    "--author", metavar="NAME", default="ClauseGap", help="Who makes the changes, as Word shows it."
)
written_to = click.option(
    "--out", metavar="FILE", type=PATH, help="Where to write, whatever is there (else beside the agreement)."
)
changes = click.option(
    "--changes",
    type=click.Choice(VIEWS, case_sensitive=False),
    default=VIEWS[0],
    help="Read tracked changes as accepted (the default), or the original before them.",
)
ocr_language = click.option(
    "--ocr-language",
    metavar="LANGS",
    help="Languages of scanned pages, as Tesseract names them: eng (the default), eng+deu.",
)
no_ocr = click.option("--no-ocr", is_flag=True, help="List scanned pages as unread; recognise none.")


def manner(command: Command) -> Command:
    """Add the options that say how files are read; the command gets them as its keyword `manner`."""
    return changes(scans(command))


def scans(command: Command) -> Command:
    """Add those of scanned pages alone, for a command that has its own view of tracked changes."""

    @ocr_language
    @no_ocr
    @functools.wraps(command)
    def with_manner(
        *arguments: Any,
        ocr_language: str | None,
        no_ocr: bool,
        changes: str = VIEWS[0],
        **others: Any,
    ) -> Any:
        chosen = _manner(changes, ocr_language, ocr=not no_ocr)
        return command(*arguments, manner=chosen, **others)

    return with_manner


def _manner(changes: str, languages: str | None, *, ocr: bool) -> "Manner":
    """Return how files are to be read; raises UsageError for a language that can't be recognised here."""
    from pipeline.domain.apart import View
    from pipeline.readers.manner import Manner

    plain = Manner(view=View(changes), ocr=ocr)
    if languages is None:
        return plain
    from pipeline.readers.ocr.languages import languages_named

    return replace(plain, languages=languages_named(languages, check=ocr))


def judged(command: Command) -> Command:
    """Add the options that say how papers are read and judged; the command gets them as its keyword `load`.

    `load()` gives the tools of a review. It can be handed to another process.
    """
    return _judged(command, manner)


def judged_as_marked(command: Command) -> Command:
    """Add the same for a command that has its own view of tracked changes."""
    return _judged(command, scans)


def _judged(command: Command, read_by: Callable[[Command], Command]) -> Command:
    @profiles
    @playbook
    @read_by
    @functools.wraps(command)
    def with_load(
        *arguments: Any, profiles: tuple[str, ...], playbook: Path | None, manner: "Manner", **others: Any
    ) -> Any:
        load = functools.partial(tools_of, manner, profiles, playbook)
        return command(*arguments, load=load, **others)

    return with_load


def tools_of(manner: "Manner", profiles: tuple[str, ...], playbook: Path | None) -> "Tools":
    """Load what papers are judged with, here and in the workers beside."""
    from pipeline.analyze import load_tools

    return load_tools(manner=manner, profiles=profiles, playbook=playbook)


def keeping(command: Command) -> Command:
    """Add the options of what is kept between runs; the command gets them as its keyword `kept`.

    `kept()` opens the cache for a `with`; what it gives is None where nothing is to be kept.
    """

    @cache_folder
    @no_cache
    @functools.wraps(command)
    def with_kept(*arguments: Any, cache_folder: Path | None, no_cache: bool, **others: Any) -> Any:
        return command(*arguments, kept=functools.partial(_kept, cache_folder, no_cache), **others)

    return with_kept


@contextlib.contextmanager
def _kept(folder: Path | None, no_cache: bool) -> Iterator["Cache | None"]:
    with opened_cache(folder, no_cache=no_cache) as cache:
        yield None if no_cache else cache


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
