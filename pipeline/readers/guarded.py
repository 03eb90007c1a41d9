"""Reading in a child process that can be ended: what hangs, crashes or swells costs one file, not the run.

The child comes from a fork server that has the readers loaded, so that it starts in some
milliseconds. It leads a process group of its own, so that the programs it starts end with it, and
writes to a folder of its own, so that nothing of the file stays behind. Works from threads and from
the workers of any process pool.
"""

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.domain.document import Document
from pipeline.errors import LimitExceeded, ReadError
from pipeline.readers.answers import answer_of, broken_off, outcome_of, packed, unpacked
from pipeline.readers.files import check, name_of
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.manner import DEFAULT_MANNER, Manner
from pipeline.readers.patience import ASKED, plea, seconds_in

PRELOAD = ["pipeline.readers.guarded", "pipeline.readers.read"]  # for rooms that start a fork server first

_STARTING = threading.Lock()
_HIDING = threading.Lock()
_SENTENCE = 4_096  # bytes that an answer without a document may have
_GRACE = 5.0  # seconds for a child to end by itself after it has answered, or before its own alarm rings


def read_guarded(path: Path, *, document_id: str, manner: Manner = DEFAULT_MANNER) -> Document:
    """Read a file in a child process, within the limits on time and memory; raises ReadError."""
    limits = manner.limits.for_size(check(path, limits=manner.limits))
    data = run_guarded(_read, path, document_id, manner, name=name_of(path), limits=limits)
    return unpacked(data, name=name_of(path))


def run_guarded(
    make: Callable[..., bytes], *args: object, name: str, limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """Return what `make(*args)` returns in a child process; raises its ReadError, or one for its end.

    `make` is an importable function; `name` is the file that errors speak of.
    """
    with tempfile.TemporaryDirectory(prefix="clausegap-", ignore_cleanup_errors=True) as folder:
        receiver, child = _start(_Work(make, args, name, limits, folder))
        try:
            return _await(receiver, child, name=name, limits=limits)
        finally:
            receiver.close()
            _end(child)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a child is to do; what it writes on the way goes to `folder`.

    `environment` is the asker's: the fork server has that of whoever asked first.
    """

    make: Callable[..., bytes]
    args: tuple[object, ...]
    name: str
    limits: Limits
    folder: str
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))


def _read(path: Path, document_id: str, manner: Manner) -> bytes:
    from pipeline.readers.read import read  # noqa: PLC0415 - the parsers burden the child only

    return packed(read(path, document_id=document_id, manner=manner))


def _start(work: _Work) -> tuple[Connection, BaseProcess]:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    with _STARTING, _allowed_children():
        try:
            return _start_by(method, work)
        except ChildProcessError:  # forked from a process whose fork server is therefore not our child
            return _start_by("spawn", work)


def _start_by(method: str, work: _Work) -> tuple[Connection, BaseProcess]:
    context: Any = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(PRELOAD)  # without effect where a server runs already
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(sender, work), daemon=True)
    try:
        with without_main():
            child.start()
    except BaseException:
        receiver.close()
        raise
    finally:
        sender.close()  # the child holds its own; when it dies the receiver sees the end
    return receiver, child


@contextmanager
def without_main() -> Iterator[None]:
    """Hide the main module while a process starts, which would import it again, whatever it is.

    In a Prefect worker it is Prefect, in a Dask worker Dask: seconds for every document.
    """
    with _HIDING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


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


def _await(receiver: Connection, child: BaseProcess, *, name: str, limits: Limits) -> bytes:
    """Return what the child sends, or raise why there is nothing; never waits past the limit."""
    clock = _Clock(child, limits)
    try:
        answer = receiver.recv_bytes(limits.answer + _SENTENCE)
        while (asked := seconds_in(answer)) is not None:
            clock.put_off(asked)
            answer = receiver.recv_bytes(limits.answer + _SENTENCE)
    except (EOFError, OSError) as error:
        if clock.late.is_set() or _ran_out_of_time(child):
            raise LimitExceeded(
                f"{name} took longer than {clock.seconds:,.0f} seconds to read: split it."
            ) from error
        raise broken_off(name) from error
    finally:
        clock.stop()
    return outcome_of(answer, name=name)


class _Clock:
    """Ends a child when its time is up, `late` then; it may be put off for pages to be recognised."""

    def __init__(self, child: BaseProcess, limits: Limits) -> None:
        self.seconds = limits.seconds
        self.late = threading.Event()
        self._most = limits.seconds + limits.ocr_seconds
        self._child = child
        self._began = time.monotonic()
        self._timer = self._started()

    def put_off(self, seconds: float) -> None:
        """Allow seconds more, never more than the limit in all."""
        self.stop()
        self.seconds = min(self.seconds + seconds, self._most)
        self._timer = self._started()

    def stop(self) -> None:
        """Let the child live."""
        self._timer.cancel()

    def _started(self) -> threading.Timer:
        # Not `poll` on the pipe: a child that has begun to answer may hang all the same.
        timer = threading.Timer(self._began + self.seconds - time.monotonic(), self._end)
        timer.daemon = True
        timer.start()
        return timer

    def _end(self) -> None:
        self.late.set()
        _kill(self._child)


def _ran_out_of_time(child: BaseProcess) -> bool:
    child.join(_GRACE)
    ends = (getattr(signal, name, None) for name in ("SIGXCPU", "SIGALRM"))
    return child.exitcode is not None and -child.exitcode in ends


def _end(child: BaseProcess) -> None:
    _kill(child)  # also one that has answered: nothing it would still do is wanted
    child.join(_GRACE)
    with suppress(ValueError):  # still there after all: the system's to reap
        child.close()


def _kill(child: BaseProcess) -> None:
    """End the child where it still runs, and all that it started where that still does."""
    with suppress(ValueError, OSError):  # over, closed, or not yet the leader of its group
        if child.exitcode is None:
            child.kill()
        if child.pid is not None and hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)


def _answer(sender: Connection, work: _Work) -> None:
    """Do the work in the child and send the outcome."""
    os.environ.clear()
    os.environ.update(work.environment)
    _confine(work.limits, folder=work.folder)
    ASKED.set(lambda seconds: sender.send_bytes(plea(seconds)))
    outcome: bytes | ReadError
    try:
        outcome = work.make(*work.args)
    except ReadError as error:
        outcome = error
    except MemoryError:
        outcome = LimitExceeded(f"{work.name} needs more memory to read than is allowed: split it.")
    with suppress(OSError):  # the parent has given up
        sender.send_bytes(answer_of(outcome, name=work.name, most=work.limits.answer))


def _confine(limits: Limits, *, folder: str) -> None:
    """Bound what the child and the programs it starts may use, also where its parent is gone."""
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    longest = limits.seconds + limits.ocr_seconds + _GRACE
    threading.Thread(target=_end_with_parent, args=(longest,), daemon=True).start()
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Unix only

        os.setsid()
        seconds = int(longest)
        signal.alarm(seconds)
        for what, most in (
            (resource.RLIMIT_AS, limits.memory),  # macOS knows no such limit
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, limits.archive_unpacked),
            (resource.RLIMIT_CORE, 0),  # a dump would hold the contract
        ):
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def _end_with_parent(seconds: float) -> None:
    """End the child's group once its parent is gone, or has let the time pass."""
    parent = multiprocessing.parent_process()
    connection.wait([parent.sentinel] if parent else [], seconds)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
