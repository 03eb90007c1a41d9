"""Phrasings: more wordings of each requirement, written to be learned from and loaded for training alone."""

from collections.abc import Iterator, Set
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.domain.requirements import Library, Phrasing
from pipeline.errors import LibraryError
from pipeline.library.source import Fault, YamlFile, open_yaml, validated
from pipeline.resources import library_folder

Phrasings = dict[str, tuple[Phrasing, ...]]

PHRASINGS = TypeAdapter(Phrasings)


def load_phrasings(library: Library, folder: Path | None = None) -> Phrasings:
    """Load every phrasing by requirement; raises LibraryError naming file, line and field of a fault."""
    found: Phrasings = {}
    for file in phrasing_files(folder or library_folder()):
        faults = phrasing_faults(file, library)
        if faults:
            raise LibraryError("The phrasings have faults:\n" + "\n".join(map(str, faults[:20])))
        for requirement, examples in PHRASINGS.validate_python(file.data).items():
            found[requirement] = (*found.get(requirement, ()), *examples)
    return found


def phrasing_files(folder: Path) -> list[YamlFile]:
    """Open the files of phrasings, one a family."""
    return [open_yaml(path, root=folder) for path in sorted((folder / "phrasings").glob("*.yaml"))]


def phrasing_faults(file: YamlFile, library: Library) -> tuple[Fault, ...]:
    """Return the faults of one file of phrasings."""
    examples = validated(file, PHRASINGS, file.data)
    if isinstance(examples, tuple):
        return examples
    numbers = {r.id: {s.number for s in r.subpoints} for r in library.requirements}
    return tuple(
        file.fault(at, problem)
        for at, name, subpoints in _bearings(examples)
        if (problem := _problem(numbers.get(name), subpoints))
    )


def _bearings(phrasings: Phrasings) -> Iterator[tuple[tuple[str | int, ...], str, tuple[int, ...]]]:
    """Yield every place where a phrasing is said to bear on a requirement, that, and the sub-points."""
    for name, rows in phrasings.items():
        yield (name,), name, ()
        for i, row in enumerate(rows):
            yield (name, i), name, row.subpoints
            yield from (((name, i, "also", r), r, b.subpoints) for r, b in (row.also or {}).items())


def _problem(known: Set[int] | None, subpoints: tuple[int, ...]) -> str | None:
    if known is None:
        return "is no requirement of the library"
    unknown = sorted(set(subpoints) - known)
    return f"there is no sub-point {unknown[0]}" if unknown else None
