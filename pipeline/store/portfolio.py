"""The store of a portfolio: its history, run by run, and what was read and classified for it.

One run writes at a time (`lock`); its workers write each with a store of their own, opened from `url`.
Whatever was recorded is there for good before the call returns.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection, delete, select

from pipeline.domain.groundwork import Groundwork
from pipeline.domain.portfolio import (
    Build,
    Run,
    RunKey,
    RunKind,
    RunStatus,
    StoreStatus,
    SupplierReview,
)
from pipeline.domain.requirements import Library
from pipeline.domain.review import Edition, Failure, Review
from pipeline.errors import UsageError
from pipeline.store import forms, runs, schema
from pipeline.store.builds import build
from pipeline.store.database import SQLITE, check_there, make_engine, name_of_store, store_url, writes
from pipeline.store.kept import KeptBin
from pipeline.store.keys import DOCUMENTS, READINGS, document_key, reading_key
from pipeline.store.layers import Layers
from pipeline.store.lock import Lease, holder_of, holds, locked, lost
from pipeline.store.troubles import tried
from pipeline.store.upgrade import upgrade

R = TypeVar("R")
RUNS_KEPT = 4  # finished runs whose documents and readings stay: a year of quarters


class Store:
    """A portfolio's store, opened; use it as a context manager, one in each process.

    `url` opens it elsewhere and holds a password where there is one; `name` is fit to be shown.
    """

    def __init__(self, named: str | None = None) -> None:
        url = store_url(named)
        self.url = url.render_as_string(hide_password=False)
        self.name = name_of_store(url)
        self._file = Path(str(url.database)) if url.drivername == SQLITE else None
        self._engine = make_engine(url)
        tried(lambda: upgrade(self._engine, name=self.name), name=self.name)

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    # ------------------------------------------------------------ writing

    def lock(self) -> contextlib.AbstractContextManager[Lease]:
        """Hold the store for one run; raises StoreBusy, naming who holds it."""
        return locked(self._engine, name=self.name)

    def begin_run(
        self,
        *,
        lease: Lease,
        source: str,
        edition: Edition,
        library: Library,
        planned: Mapping[str, str],
        kind: RunKind = RunKind.BATCH,
        playbook: str = "",
    ) -> RunKey:
        """Begin a run over the suppliers in `planned` (name → digest of the set).

        The last run of the same kind, source and edition is taken up again where it was broken off;
        what it recorded stands for the sets that are as they were.
        """

        def begin(connection: Connection) -> RunKey:
            key = runs.begin(
                connection,
                token=lease.token,
                source=source,
                edition=edition,
                build=build(),
                kind=kind,
                playbook=playbook,
                planned=len(planned),
            )
            runs.keep_only(connection, key, planned)
            _keep_library(connection, library, edition)
            return key

        return self._writing(begin, token=lease.token)

    def recorded(self, run: RunKey) -> dict[str, str]:
        """Return supplier → digest of the set for all that the run has recorded."""
        return self._reading(lambda connection: runs.recorded(connection, run.id))

    def adopt(self, run: RunKey, sets: Mapping[str, str]) -> frozenset[str]:
        """Link what an earlier run with this edition says of the very same sets; return whose it did."""
        return self._writing(lambda connection: runs.adopt(connection, run, sets), token=run.token)

    def record(
        self, run: RunKey, supplier: str, review: Review, *, set_sha256: str, lasting: bool = True
    ) -> None:
        """Record the review of one supplier, in place of what the run said of it before.

        `lasting` is False where another try may end in another way: no later run adopts it.
        """
        said = SupplierReview.of(supplier, review)
        self.record_said(run, said, set_sha256=set_sha256, lasting=lasting, ground=review.groundwork)

    def record_said(
        self,
        run: RunKey,
        review: SupplierReview,
        *,
        set_sha256: str,
        lasting: bool = True,
        ground: Groundwork | None = None,
    ) -> None:
        """Record what is said of one supplier; `ground` spares finding it again when it is judged anew."""
        content = forms.dumped(ground) if ground else None
        link = {"set_sha256": set_sha256, "lasting": lasting, "groundwork": content}

        def put(connection: Connection) -> None:
            runs.record(connection, run, review, **link)  # type: ignore[arg-type]

        self._writing(put, token=run.token)

    def record_failures(
        self, run: RunKey, failures: Sequence[Failure], left_out: Sequence[Failure] = ()
    ) -> None:
        """Record the files that could not be read, or were left out, and are no supplier's."""
        self._writing(lambda c: runs.record_failures(c, run, failures, left_out), token=run.token)

    def finish_run(self, run: RunKey, *, stopped: bool = False) -> None:
        """End the run, or mark it as one to be taken up again; forget layers that only old runs rest on."""
        self._writing(lambda connection: runs.finish(connection, run, stopped=stopped), token=run.token)
        if not stopped:
            self.forget_layers()

    def layers(self, *, by: Build | None = None) -> Layers:
        """Return the documents and readings kept in this store, as `analyze` takes them.

        `by` is the build of the program that made them, where it is not this one's.
        """
        return Layers(KeptBin(self._reading, self._writing), by=by)

    # ------------------------------------------------------------ looking

    def status(self) -> StoreStatus:
        """Return what the store holds and who is writing to it."""

        def look(connection: Connection) -> StoreStatus:
            holder = holder_of(connection)
            listed = runs.listed(connection, alive=holder is not None)
            return StoreStatus(self.name, schema.REVISION, self._size(), holder, listed)

        return self._reading(look)

    def runs(self) -> tuple[Run, ...]:
        """Return all runs, newest first."""
        return self._runs()

    def run(self, number: int | None = None) -> Run:
        """Return a run, or the last that was finished; raises UsageError where there is none."""
        if number is not None and (found := self._runs(number)):
            return found[0]
        listed = self._runs()
        finished = [r for r in listed if r.status is RunStatus.FINISHED]
        if number is None and finished:
            return finished[0]
        known = ", ".join(str(r.id) for r in listed) or "none"
        which = f"no run {number}" if number is not None else "no finished run"
        raise UsageError(
            f"The store {self.name} holds {which} (it has: {known}); see `clausegap batch --status`."
        )

    def _runs(self, number: int | None = None) -> tuple[Run, ...]:
        def look(connection: Connection) -> tuple[Run, ...]:
            return runs.listed(connection, number=number, alive=holder_of(connection) is not None)

        return self._reading(look)

    def reviews(self, run: int, suppliers: Sequence[str] | None = None) -> Iterator[SupplierReview]:
        """Yield what a run says of its suppliers (or those named), by name, few in memory at a time."""
        names = sorted(self.review_ids(run)) if suppliers is None else sorted(suppliers)
        for start in range(0, len(names), runs.AT_ONCE):
            piece = names[start : start + runs.AT_ONCE]
            yield from self._reading(lambda c, piece=piece: list(runs.reviews_of(c, run, piece)))  # type: ignore[misc]

    def review(self, run: int, supplier: str) -> SupplierReview | None:
        """Return what a run says of one supplier."""
        return next(self.reviews(run, [supplier]), None)

    def review_ids(self, run: int) -> dict[str, int]:
        """Return supplier → number of the review linked; the same number says the very same."""
        return self._reading(lambda connection: runs.review_ids(connection, run))

    def said(self, run: int) -> dict[str, str]:
        """Return supplier → digest of all that a run says of it, in whatever store."""
        return self._reading(lambda connection: runs.said(connection, run))

    def sets(self, run: int) -> dict[str, str]:
        """Return supplier → digest of the agreement set that a run reviewed."""
        return self._reading(lambda connection: runs.recorded(connection, run))

    def groundwork(self, run: int, suppliers: Sequence[str]) -> dict[str, Groundwork]:
        """Return supplier → what the run found over its set."""
        rows = self._reading(lambda connection: runs.groundwork(connection, run, suppliers))
        found = {name: forms.loaded(Groundwork, content) for name, content in rows.items()}
        return {name: value for name, value in found.items() if value is not None}

    def run_failures(self, run: int) -> tuple[tuple[Failure, ...], tuple[Failure, ...]]:
        """Return the files of no supplier in particular: those not read, those left out."""
        return self._reading(lambda connection: runs.run_failures(connection, run))

    def library(self, edition: Edition) -> Library | None:
        """Return the clause library of an edition as it was, None where this program can't read it."""
        table = schema.libraries
        wanted = select(table.c.content).where(table.c.digest == edition.library)
        content = self._reading(lambda connection: connection.execute(wanted).scalar())
        return forms.loaded(Library, content) if content else None

    def forget_layers(self, *, runs_kept: int = RUNS_KEPT) -> int:
        """Forget the documents and readings that none of the last finished runs rests on; return how many."""

        def forget(connection: Connection) -> int:
            newest = runs.finished(connection, most=runs_kept)
            wanted = {key for made in newest for key in _keys(connection, *made)}
            table = schema.kept
            there = connection.execute(select(table.c.layer, table.c.key)).all()
            gone = [(layer, key) for layer, key in there if (layer, key) not in wanted]
            for layer, key in gone:
                connection.execute(delete(table).where(table.c.layer == layer, table.c.key == key))
            return len(gone)

        return self._writing(forget)

    def _size(self) -> int | None:
        try:
            return self._file.stat().st_size if self._file else None
        except OSError:
            return None

    # ------------------------------------------------------------ transactions

    def _reading(self, work: Callable[[Connection], R]) -> R:
        def read() -> R:
            with self._engine.connect() as connection:
                return work(connection)

        return tried(read, name=self.name)

    def _writing(self, work: Callable[[Connection], R], *, token: str | None = None) -> R:
        """Do the work in a transaction; with a token only while that is the lock's."""

        def write() -> R:
            with writes(self._engine.connect()) as connection, connection.begin():
                if token is not None and not holds(connection, token):
                    raise lost(self.name)
                return work(connection)

        return tried(write, name=self.name)


def open_store(named: str | None = None, *, to_read: bool = False) -> Store:
    """Open the store of that URL or file, of CLAUSEGAP_STORE, or the user's own.

    It is made where missing, unless it is opened only `to_read`, and brought to this program's revision
    where it is older. Raises UsageError, or StoreError where it can't be used.
    """
    if to_read:
        check_there(store_url(named))
    return Store(named)


def _keys(connection: Connection, run: int, edition: Edition, by: Build) -> Iterator[tuple[str, str]]:
    """Yield the layers that the run rests on."""
    for sha256, name in runs.papers_of(connection, run):
        yield DOCUMENTS, document_key(sha256, name=name, edition=edition, by=by)
        yield READINGS, reading_key(sha256, name=name, edition=edition, by=by)


def _keep_library(connection: Connection, library: Library, edition: Edition) -> None:
    table = schema.libraries
    if connection.execute(select(table.c.digest).where(table.c.digest == edition.library)).scalar() is None:
        content = forms.dumped(library)
        if content is not None:
            connection.execute(table.insert().values(digest=edition.library, content=content))
