"""Which suppliers make a portfolio: every sub-folder one, every loose file its own."""

import glob
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.domain.review import Failure
from pipeline.errors import UsageError
from pipeline.readers.files import shown
from pipeline.readers.folders import (
    CLOSED,
    Intake,
    entries,
    is_folder,
    is_same,
    nothing_in,
    other_kind,
    refuse_same,
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


def find_suppliers(
    folder: Path, *, apart_from: Path | None = None, called: str | None = None
) -> PortfolioPapers:
    """Return a supplier for every sub-folder and for every loose file of the folder.

    The folder `apart_from`, where reports go, is passed over; `called` is what the user knows the
    folder by. Raises UsageError where the folder is missing, no folder, closed to this user, or holds
    no supplier.
    """
    if not is_folder(folder):
        raise UsageError(f"“{shown(folder)}” is a file; give batch a folder with one sub-folder a supplier.")
    refuse_same(folder, apart_from)
    found = _suppliers({entry: (entry,) for entry in entries(folder)}, apart_from=apart_from)
    if not found.suppliers and not found.failures:
        raise UsageError(nothing_in(called or folder, found.left_out))
    return found


def match_suppliers(pattern: str, *, apart_from: Path | None = None) -> PortfolioPapers:
    """Return the suppliers of a pattern as in "contracts/*/2026*", with what it matches as their papers.

    What stands directly below the part without a wildcard ("contracts") is the supplier. Raises
    UsageError where nothing matches or nothing that matches is read.
    """
    folder = Path(fixed_part(pattern))
    refuse_same(folder, apart_from)
    chosen: dict[Path, list[Path]] = {}
    for match in sorted(map(Path, glob.glob(pattern, recursive=True))):  # noqa: PTH207 - a whole pattern
        if match != folder:
            chosen.setdefault(folder / match.relative_to(folder).parts[0], []).append(match)
    if not chosen:
        raise UsageError(f"Nothing matches “{shown(pattern)}”; check the spelling, and put it in quotes.")
    found = _suppliers(chosen, apart_from=apart_from)
    if not found.suppliers and not found.failures:
        raise UsageError(nothing_in(pattern, found.left_out))
    return found


def fixed_part(pattern: str) -> str:
    """Return the folders of a pattern before the first with a wildcard."""
    parts = pattern.replace(os.sep, "/").split("/")
    wild = next(n for n, part in enumerate(parts) if glob.has_magic(part))
    return "/".join(parts[:wild]) or ("/" if pattern.startswith("/") else ".")


def _suppliers(chosen: Mapping[Path, Sequence[Path]], *, apart_from: Path | None) -> PortfolioPapers:
    """Return the suppliers of the entries of a folder; of each entry what is chosen, maybe itself."""
    loose: list[Path] = []
    folders: list[SupplierPapers] = []
    left_out: list[Failure] = []
    failures: list[Failure] = []
    for entry, matches in chosen.items():
        if is_same(entry, apart_from):
            continue
        kind = other_kind(entry)
        if kind:
            left_out.append(Failure(shown(entry.name), kind))
        elif entry.is_file():
            loose.append(entry)
        elif not os.access(entry, os.R_OK | os.X_OK):
            failures.append(Failure(shown(entry.name), CLOSED))
        elif (papers := _papers(entry, matches, apart_from=apart_from)).documents or papers.failures:
            folders.append(SupplierPapers(shown(entry.name), papers))
        else:
            left_out.append(Failure(shown(entry.name), "no document in this folder"))
    suppliers = [*folders, *_loose_suppliers(loose, taken={s.name.casefold() for s in folders})]
    ordered = sorted(suppliers, key=lambda s: (s.name.casefold(), s.name))
    return PortfolioPapers(tuple(ordered), tuple(left_out), tuple(failures))


def _papers(folder: Path, matches: Sequence[Path], *, apart_from: Path | None) -> Intake:
    """Return what was chosen of a supplier's folder; names of what is left out are within it."""
    found = [_walked(match, folder, apart_from=apart_from) for match in matches]
    whole = Intake(
        tuple(d for part in found for d in part.documents),
        tuple(f for part in found for f in part.left_out),
        tuple(f for part in found for f in part.failures),
    )
    return each_once(whole)


def _walked(match: Path, folder: Path, *, apart_from: Path | None) -> Intake:
    within = shown(match.relative_to(folder))
    if kind := other_kind(match):
        return Intake((), (Failure(within, kind),))
    if not match.is_dir():
        return Intake((match,))
    if is_same(match, apart_from):
        return Intake(())
    part = walk(match, apart_from=apart_from)
    if match == folder:
        return part
    left_out, failures = (
        tuple(replace(f, name=f"{within}/{f.name}") for f in found)
        for found in (part.left_out, part.failures)
    )
    return Intake(part.documents, left_out, failures)


def _loose_suppliers(files: Sequence[Path], *, taken: set[str]) -> list[SupplierPapers]:
    """Name each loose file's supplier by its stem, by its whole name where the stem is taken."""
    found: list[SupplierPapers] = []
    for file in files:
        tries = [file.stem, file.name, *(f"{file.name} ({n})" for n in range(2, len(files) + 3))]
        name = next(t for t in map(shown, tries) if t.casefold() not in taken)
        taken.add(name.casefold())
        found.append(SupplierPapers(name, Intake((file,)), loose=True))
    return found
