"""Worker processes that outlive a bad document.

Each worker is asked one thing at a time over its own pipe. One that dies, or takes longer than
allowed, costs what it was asked and nothing else: it is replaced at the next question, and so is one
that a huge document made grow. Prefect's and Python's own pools lose every piece of work in hand when
a worker dies.

Workers come from a fork server, which is started from a bare interpreter: they hold none of the
parent's threads, sockets or modules. A worker whose parent is gone ends by itself.
"""

import contextlib
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, TypeVar

from pipeline.readers.guarded import without_main

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

S = TypeVar("S")
R = TypeVar("R")
READY_SECONDS = 120.0
GROWN = 256 << 20  # bytes by which a worker may grow before another takes its place


class WorkerLostError(ChildProcessError):
    """A worker died over what it was asked; says so in one clause."""


class WorkerHungError(WorkerLostError):
    """A worker took longer than allowed: it would again."""


class Pool(Generic[S]):
    """Worker processes, each holding the state that `prepare` returned in it.

    `prepare` and everything submitted must be importable functions (or partials of them);
    `preload` names modules to import once for all workers.
    """

    def __init__(self, prepare: Callable[[], S], *, workers: int, preload: Sequence[str] = ()) -> None:
        context = _context(preload)
        self._starting: list[Future[None]] = []
        self._free: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._workers = [_Worker(context, prepare) for _ in range(workers)]
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="clausegap-worker")

    def start(self) -> None:
        """Begin to start all workers; without it each starts when it is first asked."""
        self._starting = [self._threads.submit(worker.start) for worker in self._workers]

    def ready(self) -> None:
        """Wait until every worker that was started is prepared; raises what `prepare` raised."""
        for starting in self._starting:
            starting.result()

    def abandon(self) -> None:
        """End all workers at once; what they were asked raises WorkerLostError."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.stop(at_once=True)

    def submit(self, ask: Callable[..., R], *args: object, seconds: float) -> "Future[R]":
        """Have a worker call `ask(state, *args)`.

        The future holds its result, what it raised, or WorkerLostError after `seconds` or a death.
        """
        return self._threads.submit(self._ask, ask, args, seconds)

    def _ask(self, ask: Callable[..., R], args: tuple[object, ...], seconds: float) -> R:
        worker = self._free.get()
        try:
            result: R = worker.ask(ask, args, seconds)
            return result
        finally:
            self._free.put(worker)

    def __enter__(self) -> "Pool[S]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.abandon()
        self._threads.shutdown()
        for worker in self._workers:
            worker.stop(at_once=False)


class _Worker:
    def __init__(self, context: BaseContext, prepare: Callable[[], object]) -> None:
        self._context = context
        self._prepare = prepare
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._stopping = threading.Lock()
        self._stopped = False

    def start(self) -> None:
        """Start the process and wait until it is prepared."""
        ours, theirs = self._context.Pipe()
        with self._stopping:
            if self._stopped:
                raise WorkerLostError("was stopped")
            self._process = self._context.Process(target=_work, args=(theirs, self._prepare), daemon=False)  # type: ignore[attr-defined]
            with without_main():
                self._process.start()
            self._pipe = ours
        theirs.close()
        self._answer(ours, READY_SECONDS)

    def ask(self, ask: Callable[..., Any], args: tuple[object, ...], seconds: float) -> Any:
        """Return what the worker answers; start it first where it is not running."""
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.start()
        pipe = self._pipe
        if pipe is None:
            raise WorkerLostError("was stopped")
        try:
            pipe.send((ask, args))
        except OSError as error:
            self._end()
            raise WorkerLostError("ended before it was asked") from error
        return self._answer(pipe, seconds)

    def stop(self, *, at_once: bool) -> None:
        """End the process: after the question in hand, or at once."""
        with self._stopping:
            self._stopped = True
            if at_once:
                self._end()
            elif self._pipe is not None:
                self._pipe.close()  # the worker reads the end of its pipe and returns
        if self._process is not None:
            self._process.join(timeout=5)
            if self._process.is_alive():
                self._end()

    def _answer(self, pipe: Connection, seconds: float) -> Any:
        try:
            answer = pipe.recv() if pipe.poll(seconds) else None
        except (EOFError, OSError) as error:
            self._end()
            raise WorkerLostError("ended unexpectedly, which a damaged file can cause") from error
        if answer is None:
            self._end()
            raise WorkerHungError(f"took longer than {seconds:.0f} seconds")
        done, value, is_last = answer
        if is_last and self._process is not None:
            self._process.join(timeout=5)
            self._pipe = None
        if done:
            return value
        raise value

    def _end(self) -> None:
        process = self._process
        if process is not None and process.pid is not None and process.is_alive():
            with contextlib.suppress(ProcessLookupError, PermissionError, AttributeError):
                # The group holds what the worker itself started: a reader's guarded child.
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.join(timeout=5)
        self._pipe = None


def _context(preload: Sequence[str]) -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def _work(pipe: Connection, prepare: Callable[[], object]) -> None:
    """Answer questions until the pipe ends, or one of them took so much memory that a new start is due."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # Ctrl-C reaches the parent alone, which decides what happens to the workers
    _be_silent()
    done, state = _try(prepare)
    pipe.send((done, state if not done else None, not done))
    is_last, most = not done, _peak_memory() + GROWN
    with contextlib.suppress(EOFError, OSError):
        while not is_last:
            ask, args = pipe.recv()
            answer = _try(ask, state, *args)
            is_last = _peak_memory() > most  # what a huge document took would stay taken
            pipe.send((*answer, is_last))


def _peak_memory() -> int:
    """Return the most memory that this process has held, in bytes; 0 where the system does not tell."""
    if resource is None:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _try(ask: Callable[..., object], *args: object) -> tuple[bool, object]:
    try:
        return True, ask(*args)
    except Exception as error:  # the parent raises it: no answer may be lost
        return False, portable(error)


def portable(error: Exception) -> Exception:
    """Return the error without what can't cross the pipe: causes, tracebacks, odd constructors."""
    plain = error.with_traceback(None)
    plain.__cause__ = plain.__context__ = None
    try:
        return error if type(error)(*error.args).args == error.args else RuntimeError(repr(error))
    except TypeError:
        return RuntimeError(repr(error))


def _be_silent() -> None:
    """Send away what libraries written in C print: the terminal shows the progress of the run."""
    sys.stdout.flush()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
