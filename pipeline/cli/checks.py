"""What commands check before any work begins, and by what gaps they fail."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.options import LEVELS
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.domain.requirements import Library
    from pipeline.domain.review import Status


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


def check_corpus(folder: Path) -> None:
    """Raise UsageError where there is no folder of an annotated corpus."""
    if not folder.is_dir():
        raise UsageError(f"There is no folder “{folder}”; give the folder of an annotated corpus.")


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
