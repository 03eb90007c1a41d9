"""The clause library as one domain object, or the first faults that stand in the way."""

import hashlib
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.domain.requirements import (
    Alias,
    Contradiction,
    Control,
    Family,
    Framework,
    Library,
    Process,
    Scoring,
)
from pipeline.errors import LibraryError
from pipeline.library.frameworks import with_points
from pipeline.library.source import Fault, YamlFile, open_yaml, validated
from pipeline.resources import library_folder

FAMILY = TypeAdapter(Family)
PROCESSES = TypeAdapter(tuple[Process, ...])
CONTROLS = TypeAdapter(tuple[Control, ...])
ALIASES = TypeAdapter(tuple[Alias, ...])
FRAMEWORKS = TypeAdapter(tuple[Framework, ...])
CONTRADICTIONS = TypeAdapter(tuple[Contradiction, ...])
SCORING = TypeAdapter(Scoring)
VOCABULARY = TypeAdapter(dict[str, tuple[str, ...]])
ORDER = TypeAdapter(tuple[str, ...])


def load_library(folder: Path | None = None) -> Library:
    """Load the clause library; raises LibraryError naming file, line and field of what is wrong."""
    library, faults = read_library(folder or library_folder())
    if faults or library is None:
        raise LibraryError("The clause library has faults:\n" + "\n".join(str(f) for f in faults[:20]))
    return library


def read_library(folder: Path) -> tuple[Library | None, tuple[Fault, ...]]:
    """Return the library and all faults of form; the library is None where there are any."""
    if not (folder / "library.yaml").is_file():
        raise LibraryError(f"There is no clause library in {folder}: library.yaml is missing.")
    index = open_yaml(folder / "library.yaml", root=folder)
    taken = _Taken(folder)
    families = [
        taken.of(f"families/{name}.yaml", FAMILY) for name in taken.of(index, ORDER, "families") or ()
    ]
    parts = _other_parts(taken)
    if taken.faults:
        return None, tuple(taken.faults)
    requirements = tuple(r for f in families for r in f.requirements)
    parts["frameworks"] = tuple(with_points(f, requirements) for f in parts["frameworks"])
    version = str(index.data.get("version", ""))
    files = files_of(folder)
    return Library(version, _digest(files), families=tuple(families), files=files, **parts), ()


class _Taken:
    """What is taken from the library's files, and the faults of form met on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []

    def open(self, name: str) -> YamlFile:
        return open_yaml(self.folder / name, root=self.folder)

    def of(self, file: YamlFile | str, adapter: TypeAdapter[Any], *keys: str) -> Any:
        """Return what stands under the keys of a file; None where it has faults."""
        file = self.open(file) if isinstance(file, str) else file
        data = file.data
        for key in keys:
            data = data.get(key) if isinstance(data, dict) else None
        found = validated(file, adapter, data, at=keys)
        if isinstance(found, tuple) and found and all(isinstance(f, Fault) for f in found):
            self.faults.extend(found)
            return None
        return found


def _other_parts(taken: _Taken) -> dict[str, Any]:
    """Return all of the library but its families."""
    controls, words = taken.open("controls.yaml"), sorted((taken.folder / "vocabulary").glob("*.yaml"))
    return {
        "controls": (taken.of(controls, CONTROLS, "controls") or ())
        + (taken.of(controls, CONTROLS, "base_controls") or ()),
        "aliases": taken.of(controls, ALIASES, "circulating_aliases", "numbers"),
        "processes": taken.of("processes.yaml", PROCESSES, "rows"),
        "scoring": taken.of("scoring.yaml", SCORING, "scoring"),
        "contradictions": taken.of("contradictions.yaml", CONTRADICTIONS, "contradictions") or (),
        "frameworks": taken.of("frameworks.yaml", FRAMEWORKS, "frameworks") or (),
        "vocabulary": {p.stem: taken.of(f"vocabulary/{p.name}", VOCABULARY) for p in words},
    }


def files_of(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return the files that findings depend on, in order: name within the library and SHA-256 (hex).

    Phrasings are learned from, so it is the classifier's digest that follows them.
    """
    paths = sorted(p for p in folder.rglob("*.yaml") if p.parent.name != "phrasings")
    return tuple(
        (path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths
    )


def _digest(files: tuple[tuple[str, str], ...]) -> str:
    total = hashlib.sha256()
    for name, sha256 in files:
        total.update(name.encode() + b"\0" + bytes.fromhex(sha256))
    return total.hexdigest()
