"""The cache folder: where it is, that it is the user's own, and its entries as files.

An entry is one file, named by its key, in a folder named for its kind. It is written beside its
place and moved there, so that a reader finds the whole of it or nothing; what is foreign counts as
not there, and so does what turns out damaged once it is unpacked.
"""

import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UsageError

VARIABLE = "CLAUSEGAP_CACHE"
MARK = b"clausegap-entry/1\n"
NAME = re.compile(r"[0-9a-f]{64}")
LEFT_OVER = ".part-"
TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Kept results of clausegap; see `clausegap cache`.\n"


def cache_folder(chosen: Path | None = None) -> Path:
    """Return the cache folder: the one chosen, that of CLAUSEGAP_CACHE, or the platform's usual place."""
    if chosen is not None:
        return chosen.expanduser()
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "clausegap"
    if sys.platform == "win32":
        return (
            Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "clausegap" / "Cache"
        )
    xdg = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG rules: a path that is not absolute is ignored.
    return (Path(xdg) if Path(xdg).is_absolute() else Path.home() / ".cache") / "clausegap"


class EntryFolder:
    """One kind of entry in the cache folder; made where missing, mode 0700.

    Raises UsageError where the folder can't be made or written.
    """

    def __init__(self, folder: Path, kind: str) -> None:
        self.path = folder / kind
        try:
            # Only our own folder below is closed to others: `folder` may be one that the user shares.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.mkdir(mode=0o700, exist_ok=True)
            self.path.chmod(0o700)
            if not (folder / "CACHEDIR.TAG").exists():
                (folder / "CACHEDIR.TAG").write_text(TAG, encoding="ascii")
            with tempfile.TemporaryFile(dir=self.path):
                pass
        except OSError as error:
            raise UsageError(
                f"Results can't be kept in {folder}: {error.strerror}. Name another folder with --cache, "
                "or use --no-cache."
            ) from error

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, None where nothing of ours is there."""
        path = self.path / key
        try:
            data = path.read_bytes()
            os.utime(path)  # used now: the last to be thrown out
        except OSError:
            return None
        head = MARK + key.encode() + b"\n"
        if not data.startswith(head):
            return None
        return data[len(head) :]

    def has(self, key: str) -> bool:
        """Tell whether something was put under the key, and count that as its use."""
        try:
            os.utime(self.path / key)
        except OSError:
            return False
        return True

    def put(self, key: str, content: bytes) -> bool:
        """Keep the content under the key, mode 0600; return False where that is not possible."""
        temporary: str | None = None
        try:
            handle, temporary = tempfile.mkstemp(dir=self.path, prefix=LEFT_OVER)
            with os.fdopen(handle, "wb") as file:
                file.write(MARK + key.encode() + b"\n" + content)
            Path(temporary).replace(self.path / key)
        except OSError:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
            return False
        return True

    def files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield the files that this program put here, whole entries and what killed writers left."""
        with contextlib.suppress(OSError), os.scandir(self.path) as entries:
            for entry in entries:
                if NAME.fullmatch(entry.name) or entry.name.startswith(LEFT_OVER):
                    with contextlib.suppress(OSError):
                        yield Path(entry.path), entry.stat(follow_symlinks=False)
