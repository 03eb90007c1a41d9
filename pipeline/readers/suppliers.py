"""Which suppliers make a portfolio: every sub-folder one, every loose file its own."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.review import Failure
from pipeline.errors import UsageError
from pipeline.readers.folders import (
    CLOSED,
    Intake,
    entries,
    is_folder,
    is_same,
    nothing_in,
    other_kind,
    refuse_same,
    shown,
    walk,
)
from pipeline.readers.intake import each_once


@dataclass(frozen=True, slots=True)
class SupplierPapers:
    """One supplier of a portfolio, by a name that is unique in it, and its papers.

    `loose` where they are one file of the portfolio's folder, which may be an archive.
    """

    name: str
    papers: Intake
    loose: bool = False


@dataclass(frozen=True, slots=True)
class PortfolioPapers:
    """All suppliers of a folder in order of name; what belongs to none."""

    suppliers: tuple[SupplierPapers, ...]
    left_out: tuple[Failure, ...] = ()
    failures: tuple[Failure, ...] = ()


def find_suppliers(folder: Path, *, apart_from: Path | None = None) -> PortfolioPapers:
    """Return a supplier for every sub-folder and for every loose file of the folder.

    The folder `apart_from`, where reports go, is passed over. Raises UsageError where the folder is
    missing, no folder, closed to this user, or holds no supplier.
    """
    if not is_folder(folder):
        raise UsageError(f"“{shown(folder)}” is a file; give batch a folder with one sub-folder a supplier.")
    loose: list[Path] = []
    folders: list[SupplierPapers] = []
    left_out: list[Failure] = []
    failures: list[Failure] = []
    refuse_same(folder, apart_from)
    for entry in entries(folder):
        if is_same(entry, apart_from):
            continue
        kind = other_kind(entry)
        if kind:
            left_out.append(Failure(shown(entry.name), kind))
        elif entry.is_file():
            loose.append(entry)
        elif not os.access(entry, os.R_OK | os.X_OK):
            failures.append(Failure(shown(entry.name), CLOSED))
        elif (papers := each_once(walk(entry, apart_from=apart_from))).documents or papers.failures:
            folders.append(SupplierPapers(shown(entry.name), papers))
        else:
            left_out.append(Failure(shown(entry.name), "no document in this folder"))
    suppliers = [*folders, *_loose_suppliers(loose, taken={s.name.casefold() for s in folders})]
    if not suppliers and not failures:
        raise UsageError(nothing_in(folder, left_out))
    ordered = sorted(suppliers, key=lambda s: (s.name.casefold(), s.name))
    return PortfolioPapers(tuple(ordered), tuple(left_out), tuple(failures))


def _loose_suppliers(files: Sequence[Path], *, taken: set[str]) -> list[SupplierPapers]:
    """Name each loose file's supplier by its stem, by its whole name where the stem is taken."""
    found: list[SupplierPapers] = []
    for file in files:
        tries = [file.stem, file.name, *(f"{file.name} ({n})" for n in range(2, len(files) + 3))]
        name = next(t for t in map(shown, tries) if t.casefold() not in taken)
        taken.add(name.casefold())
        found.append(SupplierPapers(name, Intake((file,)), loose=True))
    return found
