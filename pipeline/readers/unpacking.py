"""Papers to read with archives and mails unpacked, for as long as they are read.

Everything goes to a private folder that is gone at the end. The unpacking itself is done in a child
process that can be ended: see `containers`.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.domain.review import Failure
from pipeline.errors import LimitExceeded, ReadError
from pipeline.readers.answers import broken_off
from pipeline.readers.containers import Unpacked, unpack
from pipeline.readers.files import UNPACKED, name_of, shown
from pipeline.readers.folders import Intake, walk
from pipeline.readers.guarded import run_guarded
from pipeline.readers.intake import each_once, find_documents
from pipeline.readers.kinds import may_be_container
from pipeline.readers.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from pipeline.readers.suppliers import PortfolioPapers, SupplierPapers

_LOOK = 65_536  # bytes by which a file shows whether it may be a container
_FORM: TypeAdapter[Unpacked | None] = TypeAdapter(Unpacked | None)


@contextmanager
def found_documents(
    paths: Sequence[Path], *, apart_from: Path | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Intake]:
    """Find the documents of one agreement set, those in archives and mails too, for the time of the block.

    A member goes by its container's name and its own ("papers.zip/dpa.pdf"); raises UsageError as
    `find_documents` does.
    """
    found = find_documents(paths, apart_from=apart_from)
    with _private_folder() as folder:
        yield _opened(found, folder, limits=limits)


@contextmanager
def unpacked_suppliers(
    found: PortfolioPapers, *, limits: Limits = DEFAULT_LIMITS
) -> Iterator[PortfolioPapers]:
    """Unpack the archives and mails of a portfolio for the time of the block.

    An archive or mail that lies loose in the portfolio's folder is one supplier.
    """
    with _private_folder() as private:
        suppliers = [replace(s, papers=_opened(s.papers, private, limits=limits)) for s in found.suppliers]
        empty = [s for s in suppliers if not s.papers.documents and not s.papers.failures]
        left_out = (*found.left_out, *(_nothing(s) for s in empty))
        yield replace(found, suppliers=tuple(s for s in suppliers if s not in empty), left_out=left_out)


@contextmanager
def _private_folder() -> Iterator[Callable[[], Path]]:
    """Yield what makes the folder when it is first asked for; it is gone at the end of the block."""
    with ExitStack() as stack:

        @cache
        def folder() -> Path:
            made = tempfile.TemporaryDirectory(prefix="clausegap-papers-", ignore_cleanup_errors=True)
            return Path(stack.enter_context(made))

        yield folder


def _nothing(supplier: SupplierPapers) -> Failure:
    return Failure(supplier.name, "no document in it")


def _opened(intake: Intake, private: Callable[[], Path], *, limits: Limits) -> Intake:
    """Return the papers with every container among them replaced by what is in it."""
    parts = [_contents(path, private, limits=limits) for path in intake.documents]
    if all(part is None for part in parts):
        return intake
    documents: list[Path] = []
    left_out, failures = [*intake.left_out], [*intake.failures]
    for path, part in zip(intake.documents, parts, strict=True):
        documents += [path] if part is None else part.documents
        left_out += part.left_out if part else ()
        failures += part.failures if part else ()
    return each_once(Intake(tuple(documents), tuple(left_out), tuple(failures)))


def _contents(path: Path, private: Callable[[], Path], *, limits: Limits) -> Intake | None:
    """Return what is in a container; None for a file that is none."""
    if not _may_be_container(path):
        return None
    name = name_of(path)
    into = Path(tempfile.mkdtemp(prefix=UNPACKED, dir=private()))
    try:
        _check(path, name=name, limits=limits)
        unpacked = _answer(run_guarded(_unpack, path, into, limits, name=name, limits=limits), name=name)
    except ReadError as error:
        return Intake((), (), (Failure(name, str(error)),))
    return None if unpacked is None else _papers_of(path, unpacked, into=into)


def _answer(data: bytes, *, name: str) -> Unpacked | None:
    try:
        return _FORM.validate_json(data)
    except ValueError as error:  # the child is not itself
        raise broken_off(name) from error


def _unpack(path: Path, into: Path, limits: Limits) -> bytes:
    """Unpack in the child."""
    return _FORM.dump_json(unpack(path, into=into, limits=limits))


def _papers_of(path: Path, unpacked: Unpacked, *, into: Path) -> Intake:
    """Look through the unpacked folders as through any other; a child that lies leads nowhere else."""
    folders = [f for f in unpacked.folders if f.is_relative_to(into) and ".." not in f.parts and f.is_dir()]
    found = [(folder, walk(folder)) for folder in folders]
    within = (
        Failure(f"{shown(name_of(folder))}/{f.name}", f.reason)
        for folder, part in found
        for f in part.left_out
    )
    return Intake(
        documents=((path,) if unpacked.itself else ())
        + tuple(d for _, part in found for d in part.documents),
        left_out=(*unpacked.left_out, *within),
        failures=unpacked.failures,
    )


def _may_be_container(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return may_be_container(file.read(_LOOK))
    except OSError:  # the reader says what is wrong with it
        return False


def _check(path: Path, *, name: str, limits: Limits) -> None:
    size, most = path.stat().st_size / MEGABYTE, limits.archive_unpacked / MEGABYTE
    if size > most:
        raise LimitExceeded(f"{name} has {size:,.1f} MB, the limit is {most:,.0f} MB: unpack it yourself.")
