"""Papers that lie elsewhere, fetched by fsspec into a private folder for as long as they are read.

The copies keep their names and folders, so that what is said of a file reads as at its home. Names
come from outside: one that leads out of the folder, or that no file can have, is a failure.
What is not read by its name is not fetched; an empty file stands for it.
"""

import errno
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from glob import has_magic
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.domain.review import Failure
from pipeline.errors import UsageError
from pipeline.readers.files import shown
from pipeline.readers.folders import KIND_OF, Intake, nothing_in, passed_over
from pipeline.readers.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from pipeline.readers.portfolios import without_secrets
from pipeline.readers.suppliers import PortfolioPapers, SupplierPapers, find_suppliers, fixed_part

# What to install for a protocol whose package is nobody's default.
PACKAGES = {
    "abfs": "adlfs",
    "abfss": "adlfs",
    "az": "adlfs",
    "gcs": "gcsfs",
    "gs": "gcsfs",
    "oss": "ossfs",
    "s3": "s3fs",
    "s3a": "s3fs",
    "sftp": "paramiko",
    "smb": "smbprotocol",
    "ssh": "paramiko",
    "webdav": "webdav4",
}
AT_ONCE = 8
PIECE = MEGABYTE
CONTAINERS = (".eml", ".mht", ".mhtml", ".msg", ".zip")  # may be larger than what is in them
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class _Remote:
    """A file at its home: its whole name there, its path within the portfolio, its size where known."""

    name: str
    path: PurePosixPath
    size: int | None


@contextmanager
def fetched_suppliers(url: str, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[PortfolioPapers]:
    """Fetch the files below a URL, or those a pattern in it matches, and find their suppliers.

    The copies are gone at the end of the block. A file that can't be fetched is a failure; raises
    UsageError where the place can't be reached, holds nothing to read, or this disk is full.
    """
    called = without_secrets(url)
    system, files = _listed(url, called)
    with tempfile.TemporaryDirectory(prefix="clausegap-fetched-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        fetch = partial(_fetch, system, folder=folder, limits=limits)
        failed = _fetch_all(fetch, files, at_once=AT_ONCE if system.async_impl else 1)
        if any(folder.iterdir()):
            yield _with(failed, find_suppliers(folder, called=called))
        elif failed:
            yield _with(failed, PortfolioPapers(()))
        else:
            raise UsageError(nothing_in(called, ()))


def _listed(url: str, called: str) -> tuple[Any, list[_Remote]]:
    """Return the file system and what is there; raises UsageError where that can't be learnt."""
    protocol = url.partition("://")[0]
    try:
        # A quarter of a second, for those who have papers elsewhere.
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # noqa: PLC0415

        if "::" in url:
            raise UsageError(f"“{called}” is a chain of places; give the address of one.")
        system, path = url_to_fs(url)
        return system, list(_files(system, str(path), called))
    except ImportError as error:
        package = PACKAGES.get(protocol)
        install = f"install it with: pip install {package}" if package else str(error).rstrip(".")
        raise UsageError(f"Papers at {protocol}:// need a package that is not here; {install}.") from error
    except UsageError:
        raise
    except Exception as error:  # every protocol has errors of its own
        raise UsageError(f"“{called}” can't be listed ({_why(error)}); check address and access.") from error


def _files(system: Any, path: str, called: str) -> Iterator[_Remote]:
    if has_magic(path):
        base = fixed_part(path)
        tops = system.glob(path)
    else:
        base, tops = path, [path]
        if system.isfile(path):
            raise UsageError(f"“{called}” is a file; give batch a folder with one sub-folder a supplier.")
    found: dict[str, Mapping[str, Any]] = {}
    for top in tops:
        found |= {str(name): info for name, info in system.find(top, detail=True).items()}
    if not found and not system.exists(base):
        raise UsageError(f"There is no folder “{called}”; check the spelling.")
    for name, info in sorted(found.items()):
        size = info.get("size")
        yield _Remote(name, _within(name, base), size if isinstance(size, int) else None)


def _within(name: str, base: str) -> PurePosixPath:
    inside = name.lstrip("/").removeprefix(base.lstrip("/").removeprefix("./"))
    return PurePosixPath(inside.lstrip("/"))


def _fetch_all(
    fetch: Callable[[_Remote], Failure | None], files: Sequence[_Remote], *, at_once: int
) -> list[Failure]:
    with ThreadPoolExecutor(max_workers=at_once) as threads:
        wanted = [f for f in files if not any(passed_over(p) for p in f.path.parts if p != "..")]
        return [failure for failure in threads.map(fetch, wanted) if failure]


def _fetch(system: Any, file: _Remote, *, folder: Path, limits: Limits) -> Failure | None:
    """Copy a file to its place within the folder; return why that was not possible."""
    name = shown(str(file.path))
    if not _is_fit(file.path):
        return Failure(name, f"{name} has a name that no file here can have: rename it.")
    if (reason := _too_large(file, limits)) is not None:
        return Failure(name, reason)
    place = folder / file.path
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.path.suffix.casefold() in KIND_OF:
            place.touch()
        elif not _copied(system, file, place, most=_most(file, limits)):
            place.unlink()
            return Failure(name, f"{name} is larger than it was said to be, and than is read: split it.")
    except Exception as error:  # every protocol has errors of its own
        if isinstance(error, OSError) and error.errno in FULL:
            raise UsageError(
                f"The disk that holds {folder.parent} is full; make room there, or set TMPDIR to another."
            ) from error
        place.unlink(missing_ok=True)
        return Failure(name, f"{name} could not be fetched ({_why(error)}): try again.")
    return None


def _copied(system: Any, file: _Remote, place: Path, *, most: int) -> bool:
    """Copy piece by piece; return False where there is more than may be."""
    left = most
    with system.open(file.name, "rb") as there, place.open("xb") as here:
        while piece := there.read(PIECE):
            left -= len(piece)
            if left < 0:
                return False
            here.write(piece)
    return True


def _is_fit(path: PurePosixPath) -> bool:
    return bool(path.parts) and not any(
        part in ("..", "/") or "\0" in part or len(part.encode(errors="replace")) > 255 for part in path.parts
    )


def _most(file: _Remote, limits: Limits) -> int:
    return limits.archive_unpacked if file.path.suffix.casefold() in CONTAINERS else limits.bytes


def _too_large(file: _Remote, limits: Limits) -> str | None:
    most = _most(file, limits)
    if file.size is None or file.size <= most or file.path.suffix.casefold() in KIND_OF:
        return None
    return (
        f"{shown(file.path.name)} has {file.size / MEGABYTE:,.1f} MB, the limit is "
        f"{most / MEGABYTE:,.0f} MB: split it and read the parts."
    )


def _why(error: Exception) -> str:
    """Say what kind of error it was; the words of foreign errors may hold keys and passwords."""
    said = error.strerror if isinstance(error, OSError) else None
    return said.lower() if said else type(error).__name__


def _with(failed: Sequence[Failure], papers: PortfolioPapers) -> PortfolioPapers:
    """Return the papers with each file that could not be fetched among its supplier's failures."""
    of_supplier: dict[str, list[Failure]] = {}
    loose: list[Failure] = []
    for failure in failed:
        supplier, within, name = failure.name.partition("/")
        if within and ".." not in failure.name.split("/"):
            of_supplier.setdefault(supplier, []).append(replace(failure, name=name))
        else:
            loose.append(failure)
    known = [
        replace(s, papers=replace(s.papers, failures=(*s.papers.failures, *of_supplier.pop(s.name, ()))))
        for s in papers.suppliers
    ]
    others = [SupplierPapers(name, Intake((), (), tuple(found))) for name, found in of_supplier.items()]
    ordered = sorted([*known, *others], key=lambda s: (s.name.casefold(), s.name))
    return replace(papers, suppliers=tuple(ordered), failures=(*papers.failures, *loose))
