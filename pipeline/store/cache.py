"""Kept results: readings, reviews and finished reports, each by content digest and edition."""

import contextlib
import functools
import hashlib
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from pipeline.domain.reading import ReadAgreement
from pipeline.domain.review import Edition, Review
from pipeline.resources import PACKAGE
from pipeline.store.folder import LEFT_OVER, EntryFolder, cache_folder
from pipeline.store.renaming import with_document_id

READINGS, REVIEWS, REPORTS = "readings", "reviews", "reports"
KINDS = (READINGS, REVIEWS, REPORTS)
BOUND = 2 * 2**30  # bytes of all entries together
STALE = 3600.0  # seconds after which a part-written entry is nobody's


class Cache:
    """A cache folder as a `Keep`; raises UsageError where the folder can't be used.

    Safe for several processes at once: the last writer of an entry wins, and all write the same.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kinds = {kind: EntryFolder(folder, kind) for kind in KINDS}

    def reading(self, sha256: str, *, name: str, document_id: str, edition: Edition) -> ReadAgreement | None:
        """Return the kept reading of the file, its ids beginning with `document_id`."""
        found: ReadAgreement | None = self._load(READINGS, _key(sha256, name, edition=edition))
        return None if found is None else with_document_id(found, document_id)

    def keep_reading(self, reading: ReadAgreement, *, edition: Edition) -> None:
        """Keep the reading under the digest and name in its document's source."""
        source = reading.agreement.document.source
        self._store(READINGS, _key(source.sha256, source.name, edition=edition), reading)

    def review(self, set_sha256: str, *, edition: Edition) -> Review | None:
        """Return the kept review of the agreement set."""
        found: Review | None = self._load(REVIEWS, _key(set_sha256, edition=edition))
        return found

    def keep_review(self, review: Review, *, set_sha256: str, edition: Edition) -> None:
        """Keep the review of the agreement set."""
        self._store(REVIEWS, _key(set_sha256, edition=edition), review)

    def report(self, set_sha256: str, *, name: str, edition: Edition) -> bytes | None:
        """Return the kept report file of that name on the agreement set."""
        return self._kinds[REPORTS].get(_key(set_sha256, name, edition=edition))

    def keep_report(self, content: bytes, *, set_sha256: str, name: str, edition: Edition) -> None:
        """Keep the content of a report file on the agreement set."""
        self._kinds[REPORTS].put(_key(set_sha256, name, edition=edition), content)

    def trim(self, *, bound: int = BOUND) -> None:
        """Remove the entries used longest ago until the rest is within the bound, in bytes."""
        newest_first = sorted(self._files(), key=lambda item: item[1], reverse=True)
        total = 0
        for path, used, size in newest_first:
            total += size
            if total > bound or (path.name.startswith(LEFT_OVER) and time.time() - used > STALE):
                with contextlib.suppress(OSError):  # another process was faster
                    path.unlink()

    def clear(self) -> int:
        """Remove every entry and return how many there were; other files in the folder stay."""
        paths = [path for path, _, _ in self._files()]
        for path in paths:
            path.unlink(missing_ok=True)
        return len(paths)

    def _files(self) -> Iterator[tuple[Path, float, int]]:
        for kind in self._kinds.values():
            for path, state in kind.files():
                yield path, state.st_mtime, state.st_size

    def _load(self, kind: str, key: str) -> Any:
        content = self._kinds[kind].get(key)
        if content is None:
            return None
        try:
            return _form(kind).validate_json(content)
        except ValidationError:  # another build wrote it, or something else did
            return None

    def _store(self, kind: str, key: str, value: object) -> None:
        # Text that is no Unicode (a lone surrogate) has no JSON form: it is read again next time.
        with contextlib.suppress(PydanticSerializationError, ValueError):
            self._kinds[kind].put(key, _form(kind).dump_json(value))


@contextlib.contextmanager
def open_cache(chosen: Path | None = None, *, keep: bool = True) -> Iterator[Cache]:
    """Open the cache folder; with `keep` False a folder that is removed at the end."""
    if keep:
        yield Cache(cache_folder(chosen))
        return
    with tempfile.TemporaryDirectory(prefix="clausegap-", ignore_cleanup_errors=True) as folder:
        yield Cache(Path(folder))


def _key(*parts: str, edition: Edition) -> str:
    made_with = [edition.pipeline, edition.library, edition.library_version, edition.classifier]
    made_with += [edition.reading, *edition.profiles, _build()]
    return hashlib.sha256(json.dumps([parts, made_with]).encode()).hexdigest()


@functools.cache
def _build() -> str:
    """Return a digest of the program's own files by name, size and time.

    A version number alone would give back what an edited checkout made before the edit.
    """
    files = sorted(p for p in PACKAGE.rglob("*") if p.suffix in (".py", ".html", ".css", ".js", ".j2"))
    states = ((p.relative_to(PACKAGE).as_posix(), p.stat()) for p in files)
    seen = [(name, state.st_size, state.st_mtime_ns) for name, state in states]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


@functools.cache
def _form(kind: str) -> TypeAdapter[Any]:
    """Return the JSON form of a kind; built once, as that takes longer than using it."""
    return TypeAdapter({READINGS: ReadAgreement, REVIEWS: Review}[kind])
