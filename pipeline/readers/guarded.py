"""Reading in a child process that can be ended: what hangs, crashes or swells costs one file, not the run.

The child comes from a fork server that has the readers loaded, so that it starts in some
milliseconds. Works from threads and from the workers of any process pool.
"""

import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pipeline.domain.document import Document
from pipeline.errors import DamagedFile, LimitExceeded, ReadError
from pipeline.readers.files import check
from pipeline.readers.limits import Limits
from pipeline.readers.manner import DEFAULT_MANNER, Manner

PRELOAD = ["pipeline.readers.guarded", "pipeline.readers.read"]  # for rooms that start a fork server first

_STARTING = threading.Lock()
_GRACE = 5.0  # seconds for a child to end by itself after it has answered, or before its own alarm rings


def read_guarded(path: Path, *, document_id: str, manner: Manner = DEFAULT_MANNER) -> Document:
    """Read a file in a child process, within the limits on time and memory; raises ReadError."""
    check(path, limits=manner.limits)
    receiver, child = _start(path, document_id, manner)
    try:
        answer = _await(receiver, path, limits=manner.limits)
    finally:
        receiver.close()
        _end(child)
    if isinstance(answer, Document):
        return answer
    raise answer


def _start(path: Path, document_id: str, manner: Manner) -> tuple[Connection, BaseProcess]:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    with _STARTING, _allowed_children():
        try:
            return _start_by(method, path, document_id, manner)
        except ChildProcessError:  # forked from a process whose fork server is therefore not our child
            return _start_by("spawn", path, document_id, manner)


def _start_by(method: str, path: Path, document_id: str, manner: Manner) -> tuple[Connection, BaseProcess]:
    context: Any = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(PRELOAD)  # without effect where a server runs already
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(sender, path, document_id, manner), daemon=True)
    try:
        child.start()
    except BaseException:
        receiver.close()
        raise
    finally:
        sender.close()  # the child holds its own; when it dies the receiver sees the end
    return receiver, child


@contextmanager
def _allowed_children() -> Iterator[None]:
    """Lift the ban on children from workers of pools (Dask's among them); ours is always ended."""
    worker = multiprocessing.current_process()
    banned = worker.daemon
    if banned:
        worker.daemon = False
    try:
        yield
    finally:
        if banned:
            worker.daemon = True


def _await(receiver: Connection, path: Path, *, limits: Limits) -> Document | ReadError:
    """Return what the child sends: a document, or why there is none."""
    try:
        if not receiver.poll(limits.seconds):
            return LimitExceeded(
                f"{path.name} took longer than {limits.seconds:,.0f} seconds to read: split it."
            )
        answer: Document | ReadError = receiver.recv()  # pickled by our own code in the child
    except (EOFError, OSError):
        return DamagedFile(f"{path.name} broke the reader off, it seems damaged: ask for it again.")
    return answer


def _end(child: BaseProcess) -> None:
    child.join(0.05)
    if child.exitcode is None:
        child.kill()
        child.join(_GRACE)
    with suppress(ValueError):  # still there after all: the system's to reap
        child.close()


def _answer(sender: Connection, path: Path, document_id: str, manner: Manner) -> None:
    """Read in the child and send the outcome."""
    from pipeline.readers.read import read  # noqa: PLC0415 - the parsers burden the child only

    _confine(manner.limits)
    answer: Document | ReadError
    try:
        answer = read(path, document_id=document_id, manner=manner)
    except ReadError as error:
        answer = error
    except MemoryError:
        answer = LimitExceeded(f"{path.name} needs more memory to read than is allowed: split it.")
    with suppress(BrokenPipeError):  # the parent has given up
        sender.send(answer)


def _confine(limits: Limits) -> None:
    """Bound the child's memory and time, also where its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Unix only

        signal.alarm(int(limits.seconds + _GRACE))
        with suppress(ValueError, OSError):  # macOS knows no limit on address space
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
