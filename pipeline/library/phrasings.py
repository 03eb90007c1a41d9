"""Phrasings: more wordings of each requirement, written to be learned from and loaded for training alone."""

from pathlib import Path

from pydantic import TypeAdapter

from pipeline.domain.requirements import Example, Library
from pipeline.errors import LibraryError
from pipeline.library.source import Fault, YamlFile, open_yaml, validated
from pipeline.resources import library_folder

Phrasings = dict[str, tuple[Example, ...]]

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
    faults = [
        file.fault((name,), "is no requirement of the library") for name in examples if name not in numbers
    ]
    faults += [
        file.fault((name, i), f"there is no sub-point {sorted(unknown)[0]}")
        for name, rows in examples.items()
        for i, e in enumerate(rows)
        if (unknown := set(e.subpoints) - numbers.get(name, set(e.subpoints)))
    ]
    return tuple(faults)
