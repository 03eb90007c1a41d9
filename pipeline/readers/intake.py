"""Which files make an agreement set.

A folder stands for everything in it. A file that the user names is always tried: its content
decides. Archives and mails are files like others here; `unpacking` looks into them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.domain.review import Failure
from pipeline.errors import UsageError
from pipeline.readers.files import name_of, shown
from pipeline.readers.folders import Intake, entries, is_folder, nothing_in, refuse_same, walk


def find_documents(paths: Sequence[Path], *, apart_from: Path | None = None) -> Intake:
    """Return the documents of one agreement set: the files named, and all in the folders named.

    The same content twice is read once; the folder `apart_from`, where reports go, is passed over.
    Raises UsageError where a path is missing, a folder is empty or closed to this user, or holds
    nothing that is read.
    """
    named = [path for path in paths if not is_folder(path)]
    found = [_find_in(path, apart_from=apart_from) for path in paths if path not in named]
    whole = Intake(
        documents=(*named, *(d for intake in found for d in intake.documents)),
        left_out=tuple(f for intake in found for f in intake.left_out),
        failures=tuple(f for intake in found for f in intake.failures),
    )
    return each_once(whole)


def file_digest(path: Path) -> str:
    """Return the SHA-256 (hex) of the file's content; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(path: Path) -> str:
    """Return the same, "" where the file can't be opened: the reader says what is wrong."""
    try:
        return file_digest(path)
    except OSError:
        return ""


def _find_in(folder: Path, *, apart_from: Path | None) -> Intake:
    refuse_same(folder, apart_from)
    entries(folder)
    intake = walk(folder, apart_from=apart_from)
    if not intake.documents and not intake.failures:
        raise UsageError(nothing_in(folder, intake.left_out))
    return intake


def each_once(intake: Intake) -> Intake:
    """Leave out what has the content of an earlier document; only files of one size are compared."""
    first: dict[str, Path] = {}
    documents: list[Path] = []
    twice: list[Failure] = []
    by_place: dict[Path, Path] = {}
    for document in intake.documents:
        by_place.setdefault(document.resolve(), document)
    for path, digest in _digests_where_sizes_meet(list(by_place.values())):
        if digest and digest in first:
            twice.append(
                Failure(shown(name_of(path)), f"the same content as {shown(name_of(first[digest]))}")
            )
            continue
        first[digest] = path
        documents.append(path)
    return Intake(tuple(documents), (*intake.left_out, *twice), intake.failures)


def _digests_where_sizes_meet(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    sizes = [_size(path) for path in paths]
    count = Counter(sizes)
    for path, size in zip(paths, sizes, strict=True):
        # An empty file is not "the same content" as another empty one: each is said to be empty.
        alone = not size or count[size] == 1
        try:
            yield path, "" if alone else file_digest(path)
        except OSError:  # the reader says what is wrong with it
            yield path, ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
