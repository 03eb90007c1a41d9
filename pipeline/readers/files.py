"""Files as bytes: regular ones of a bearable size, or a sentence that says why not."""

import os
import stat
from pathlib import Path

from pipeline.errors import EmptyFile, LimitExceeded, ReadError, UnsupportedFile
from pipeline.readers.limits import MEGABYTE, Limits

UNPACKED = "clausegap-unpacked-"  # how the private folder of a run begins that containers are unpacked into


def shown(path: Path | str) -> str:
    """Write a path so that it can be printed and encoded, whatever bytes the file system holds."""
    return os.fsencode(str(path)).decode("utf-8", errors="replace")


def name_of(path: Path) -> str:
    """Return the name a document goes by: its file's, and for a part of a container "papers.zip/dpa.pdf"."""
    steps = path.parts
    for at, step in enumerate(steps[:-2]):
        if step.startswith(UNPACKED):
            return shown("/".join(steps[at + 2 :]))  # beneath the folder of one container
    return shown(path.name)


def stem_of(path: Path) -> str:
    """Return the name a supplier goes by whose only paper or folder this is."""
    return shown(path.stem)


def check(path: Path, *, limits: Limits) -> int:
    """Return a file's size without opening it; raises ReadError for what can't be read at all."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise _unopened(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise UnsupportedFile(f"{name_of(path)} is a folder, not a file: name the files in it.")
    if not stat.S_ISREG(status.st_mode):
        raise UnsupportedFile(
            f"{name_of(path)} is no regular file (a pipe, socket or device): save it as a file."
        )
    if status.st_size == 0:
        raise EmptyFile(f"{name_of(path)} is empty (0 bytes): ask for the file again.")
    if status.st_size > limits.bytes:
        raise _too_large(path, status.st_size, limits)
    return status.st_size


def content(path: Path, *, limits: Limits) -> bytes:
    """Return the bytes of a file, never more than the limit; raises ReadError."""
    check(path, limits=limits)
    try:
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)
    except OSError as error:
        raise _unopened(path, error) from error
    if len(data) > limits.bytes:  # it grew since it was looked at
        raise _too_large(path, len(data), limits)
    return data


def _too_large(path: Path, size: int, limits: Limits) -> LimitExceeded:
    has, most = size / MEGABYTE, limits.bytes / MEGABYTE
    return LimitExceeded(
        f"{name_of(path)} has {has:,.1f} MB, the limit is {most:,.0f} MB: split it and read the parts."
    )


def _unopened(path: Path, error: OSError | ValueError) -> ReadError:
    number = error.errno if isinstance(error, OSError) else None
    why = os.strerror(number).lower() if number else str(error)
    return ReadError(
        f"{name_of(path)} can't be opened ({why}): check that it is there and that you may read it."
    )
