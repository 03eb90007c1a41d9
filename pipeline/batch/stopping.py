"""What stops a run as a whole: a disk that is full, a database or a cluster that is gone.

A document that can't be read is a failure among others. What would fail for every supplier after it
ends the run instead, in one sentence; what was finished is kept, and the same command goes on there.
"""

import errno
import threading

from pipeline.errors import ClauseGapError, StoreError, UsageError

FULL = (errno.ENOSPC, errno.EDQUOT)


class RunStopped(ClauseGapError):
    """Nothing more can be done in this run; says why and what to do."""


class Stop:
    """Whether the run was stopped, told to all its threads; the first reason counts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reason: RunStopped | None = None

    def check(self) -> None:
        """Raise RunStopped where the run was stopped."""
        if self.reason is not None:
            raise self.reason

    def now(self, sentence: str) -> None:
        """Stop the run for a reason of its own, as Ctrl-C is; what threads meet after that says nothing."""
        with self._lock:
            self.reason = self.reason or RunStopped(sentence)

    def by(self, error: BaseException) -> None:
        """Raise RunStopped if the error is of that kind or the run was stopped before; else do nothing."""
        if sentence := _sentence(error):
            self.now(sentence)
        if self.reason is not None:
            raise self.reason from error


def _sentence(error: BaseException) -> str | None:
    if isinstance(error, RunStopped):
        return str(error)
    if isinstance(error, UsageError | StoreError):  # reports can't be written, the store can't be reached
        return f"{str(error).rstrip('.')}. What was finished is kept: run the same again."
    if isinstance(error, OSError) and error.errno in FULL:
        return "The disk is full; make room and run the same again: what was finished is kept."
    return None
