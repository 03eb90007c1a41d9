"""Kept results in a folder: documents, readings, reviews and finished reports."""

import contextlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.domain.review import Edition
from pipeline.store.folder import LEFT_OVER, EntryFolder, cache_folder
from pipeline.store.keys import DOCUMENTS, READINGS, REPORTS, REVIEWS, report_key
from pipeline.store.layers import Layers
from pipeline.store.packing import packed, unpacked

KINDS = (DOCUMENTS, READINGS, REVIEWS, REPORTS)
BOUND = 2 * 2**30  # bytes of all entries together
STALE = 3600.0  # seconds after which a part-written entry is nobody's


class Cache(Layers):
    """A cache folder as a `Keep`; raises UsageError where the folder can't be used.

    Safe for several processes at once: the last writer of an entry wins, and all write the same.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kinds = {kind: EntryFolder(folder, kind) for kind in KINDS}
        super().__init__(_Folders(self._kinds))

    def report(self, set_sha256: str, *, name: str, edition: Edition) -> bytes | None:
        """Return the kept report file of that name on the agreement set."""
        content = self._kinds[REPORTS].get(report_key(set_sha256, name=name, edition=edition))
        return unpacked(content) if content is not None else None

    def has_report(self, set_sha256: str, *, name: str, edition: Edition) -> bool:
        """Tell whether that report file is kept."""
        return self._kinds[REPORTS].has(report_key(set_sha256, name=name, edition=edition))

    def keep_report(self, content: bytes, *, set_sha256: str, name: str, edition: Edition) -> None:
        """Keep the content of a report file on the agreement set."""
        if (put := packed(content)) is not None:
            self._kinds[REPORTS].put(report_key(set_sha256, name=name, edition=edition), put)

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


class _Folders:
    """The bin that a cache folder is."""

    def __init__(self, kinds: dict[str, EntryFolder]) -> None:
        self._kinds = kinds

    def get(self, layer: str, key: str) -> bytes | None:
        return self._kinds[layer].get(key)

    def put(self, layer: str, key: str, content: bytes) -> None:
        self._kinds[layer].put(key, content)

    def has(self, layer: str, key: str) -> bool:
        return self._kinds[layer].has(key)


@contextlib.contextmanager
def open_cache(chosen: Path | None = None, *, keep: bool = True) -> Iterator[Cache]:
    """Open the cache folder; with `keep` False a folder that is removed at the end."""
    if keep:
        yield Cache(cache_folder(chosen))
        return
    with tempfile.TemporaryDirectory(prefix="clausegap-", ignore_cleanup_errors=True) as folder:
        yield Cache(Path(folder))
