"""Whether what was kept of a fold still holds: made by the same code, of the same library and texts."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from pipeline.evaluation.corpus import ANNOTATED, Annotated
from pipeline.resources import PACKAGE, library_folder, words_folder

# What of the program a classifier stands on, and what a review: rooms and single modules.
LEARNING = (
    *("classification", "domain", "extraction", "library", "readers", "structure"),
    *("assessment/limits.py", "assessment/signals.py", "analyze.py", "language.py", "lookalikes.py"),
    "threads.py",
    *("evaluation/alignment.py", "evaluation/corpus.py", "evaluation/encoders.py", "evaluation/folds.py"),
    *("evaluation/instances.py", "evaluation/learn.py", "evaluation/own_readings.py"),
    "evaluation/dpas/labelled.py",
)
REVIEWING = (*LEARNING, "assessment", "evaluation/evaluate.py", "reports/review_json.py")


def stamp_of(rooms: Sequence[str], gold: Iterable[Annotated], *others: str) -> str:
    """Return a SHA-256 (hex) over code, clause library, word vectors, annotated texts and the others."""
    digest = hashlib.sha256("\n".join((_program(tuple(rooms)), *others)).encode())
    for item in gold:
        digest.update(ANNOTATED.dump_json(item))
    return digest.hexdigest()


def is_stamped(path: Path, stamp: str) -> bool:
    """Tell whether this stamp stands in the file."""
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace").strip() == stamp


def put_stamp(path: Path, stamp: str) -> None:
    """Write the stamp; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{stamp}\n", encoding="utf-8")


@cache
def _program(rooms: tuple[str, ...]) -> str:
    """Return the digest of what runs: taken once, as files may change while the process goes on."""
    digest = hashlib.sha256()
    for path in (*_code(rooms), *_files(library_folder()), *_files(words_folder())):
        digest.update(f"\n{path.name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _code(rooms: Sequence[str]) -> Iterator[Path]:
    for room in rooms:
        place = PACKAGE / room
        yield from sorted(place.rglob("*.py")) if place.is_dir() else (place,)


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())
