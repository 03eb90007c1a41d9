"""Options that commands share, and what is checked before any work begins."""

import contextlib
import functools
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.screen import say
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.domain.requirements import Library
    from pipeline.domain.review import Status
    from pipeline.readers.manner import Manner
    from pipeline.store.cache import Cache

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


def manner(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how files are read; the command gets them as its keyword `manner`."""
    return changes(scans(command))


def scans(command: Callable[..., Any]) -> Callable[..., Any]:
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


def check_enough(formats: tuple[str, ...], out: Path | None) -> None:
    """Raise UsageError where several reports are asked for and no folder to write them to."""
    if out is None and len(formats) > 1:
        raise UsageError(f"{len(formats)} reports need a folder: add --out DIR, or ask for one --format.")


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


def check_written_to(agreement: Path, out: Path | None, *, beside: tuple[Path, ...] = ()) -> None:
    """Raise UsageError where a paper is not there, or what is written would replace it or can't be."""
    from pipeline.readers.folders import is_folder

    if is_folder(agreement):
        raise UsageError(f"{agreement} is a folder; name one Word file.")
    for paper in beside:
        if is_folder(paper):
            raise UsageError(f"--with {paper} is a folder; name each paper with a --with of its own.")
    for paper in (agreement, *beside):
        _check_is_one_paper(paper)
    if out is not None and out.is_dir():
        raise UsageError(f"--out {out} is a folder; name the file to write.")
    if out is not None and out.suffix.lower() != ".docx":
        raise UsageError(f"--out {out}: what is written is a Word file; name one that ends in .docx.")
    if out is not None and out.exists() and agreement.exists() and out.samefile(agreement):
        raise UsageError(f"--out {out} is the agreement itself; name another file, it stays as it is.")


def _check_is_one_paper(path: Path) -> None:
    """Raise UsageError for a mail or archive with papers in it: none of them can be marked up there."""
    from pipeline.domain.listing import listed
    from pipeline.readers.files import name_of
    from pipeline.readers.unpacking import found_documents

    with found_documents((path,)) as found:
        papers = [name_of(document) for document in found.documents if document != path]
    if papers:
        raise UsageError(
            f"{path.name} holds papers of its own ({listed(papers)}): unpack it and name one of them."
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
