"""Put files into a folder whole or not at all."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.errors import UsageError


def write_all(files: Mapping[str, str | bytes], *, folder: Path) -> tuple[Path, ...]:
    """Write the files and return their paths; the folder is made, earlier files of the name replaced.

    Everything is on disk under a temporary name before the first file gets its own, so that a
    full disk or a kill leaves no half report. Raises UsageError where the folder can't be written.
    """
    parts: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            part = folder / f".{name}.{secrets.token_hex(4)}.part"
            parts.append((part, folder / name))
            _write(part, content)
        for part, path in parts:
            part.replace(path)
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise UsageError(
            f"Can't write reports to {folder}: {reason}; name a folder you may write to."
        ) from error
    finally:
        for part, _ in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return tuple(path for _, path in parts)


def _write(path: Path, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode("utf-8", errors="replace")
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
