"""Who does the work of a run: worker processes of this machine, or a Dask cluster's."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from pipeline.batch import work
from pipeline.batch.plan import Job, PlannedDocument
from pipeline.batch.pool import Pool
from pipeline.readers.limits import DOCUMENT_SECONDS

SUPPLIER_SECONDS = 900.0


class Hands(Protocol):
    """Reads documents and writes reviews, many at a time; futures raise what went wrong."""

    def start(self) -> None:
        """Begin to start the workers."""

    def ready(self) -> None:
        """Wait until they can be asked; raises what kept them from it."""

    def read(self, document: PlannedDocument, *, again: bool) -> "Future[work.Unread | None]":
        """Read, classify and keep a document."""

    def write(self, job: Job, unread: Sequence[work.Unread]) -> "Future[work.Written]":
        """Review the documents of a supplier that were read, and write its reports."""

    def abandon(self) -> None:
        """End all work at once."""


@dataclass(frozen=True, slots=True)
class PoolHands:
    """The worker processes of a pool, which keep readings and write reports themselves."""

    pool: Pool[work.Bench]
    out: Path
    formats: tuple[str, ...]

    def start(self) -> None:
        """Begin to start the workers."""
        self.pool.start()

    def ready(self) -> None:
        """Wait until they can be asked; raises what kept them from it."""
        self.pool.ready()

    def read(self, document: PlannedDocument, *, again: bool) -> "Future[work.Unread | None]":
        """Read, classify and keep a document."""
        return self.pool.submit(partial(work.read_document, again=again), document, seconds=DOCUMENT_SECONDS)

    def write(self, job: Job, unread: Sequence[work.Unread]) -> "Future[work.Written]":
        """Review the documents of a supplier that were read, and write its reports."""
        write = partial(work.write_review, out=self.out, formats=self.formats)
        return self.pool.submit(write, job, unread, seconds=SUPPLIER_SECONDS)

    def abandon(self) -> None:
        """End all work at once."""
        self.pool.abandon()
