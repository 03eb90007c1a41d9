"""How far a run is, and where its seconds went."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.plan import Job, PlannedDocument


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: documents done with, of how many."""

    done: int
    documents: int


class Counter:
    """Counts each document once, whichever thread is done with it and however often."""

    def __init__(self, jobs: Sequence[Job], on_progress: Callable[[Progress], None]) -> None:
        self.documents = sum(len(job.documents) for job in jobs)
        self._done: set[Path] = set()
        self._lock = threading.Lock()
        self._on_progress = on_progress

    @property
    def progress(self) -> Progress:
        """Return how far the run is."""
        return Progress(len(self._done), self.documents)

    def done(self, document: PlannedDocument) -> None:
        """Count a document, and tell."""
        with self._lock:
            self._done.add(document.path)
            self.tell()

    def tell(self) -> None:
        """Tell how far the run is."""
        self._on_progress(self.progress)


class Clock:
    """Adds up the seconds of start-up (loading, Prefect) and of processing, in which it begins."""

    def __init__(self) -> None:
        self.seconds = {"startup": 0.0, "processing": 0.0}
        self._now = "processing"
        self._since = time.monotonic()

    def startup(self) -> None:
        """Count the seconds from now as start-up."""
        self._turn("startup")

    def processing(self) -> None:
        """Count the seconds from now as processing."""
        self._turn("processing")

    def stop(self) -> None:
        """Count the seconds until now."""
        self._turn(self._now)

    def _turn(self, phase: str) -> None:
        now = time.monotonic()
        self.seconds[self._now] += now - self._since
        self._now, self._since = phase, now
