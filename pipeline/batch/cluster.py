"""A Dask cluster's workers as hands: documents go to them, all that they make comes back.

Its workers need this program, nothing else: no shared disk, no store, no Prefect. A document is
opened where it lies if the worker sees it there, else its bytes are sent. The reading of a document
stays with its worker until its supplier is reviewed; Dask moves it where it is needed, and has made
anew what was lost with a worker.
"""

import contextlib
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from logging import CRITICAL
from pathlib import Path
from typing import Any

from pipeline.batch import carried, elsewhere, work
from pipeline.batch.hands import SUPPLIER_SECONDS
from pipeline.batch.plan import Job, PlannedDocument
from pipeline.batch.pool import WorkerLostError
from pipeline.batch.stopping import RunStopped
from pipeline.errors import ReadError, UsageError
from pipeline.readers.files import content, name_of
from pipeline.readers.limits import DOCUMENT_SECONDS
from pipeline.reports.writing import write_all

JOIN_SECONDS = 60.0  # for the first worker to join
ALONE_SECONDS = 300.0  # after which a cluster without workers is given up
LOOK_SECONDS = 20.0

# Of a cluster on this machine. Dask has memory given back to the system at every turn, and takes the
# stack of every thread a hundred times a second: a fifth of a worker's time, and nobody looks.
OURS = {
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
    "distributed.worker.profile.enabled": False,
}


@dataclass(frozen=True, slots=True)
class ClusterHands:
    """The workers of a Dask cluster; `bench` is this machine's, which keeps what they make."""

    client: Any
    called: str
    bench: work.Bench
    equipment: Any
    out: Path
    formats: tuple[str, ...]
    threads: ThreadPoolExecutor
    readings: dict[Path, Any] = field(default_factory=dict)
    sending: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin to start the workers: a cluster's are there."""

    def ready(self) -> None:
        """Wait for the first worker; raises UsageError where none comes or one has another program."""
        from distributed import TimeoutError as TooLate

        try:
            self.client.wait_for_workers(1, timeout=JOIN_SECONDS)
            programs = set(self.client.run(elsewhere.program).values())
        except (TooLate, TimeoutError) as error:
            raise UsageError(
                f"The Dask cluster {self.called} has no workers; start some with: "
                "dask worker ADDRESS --nthreads 1."
            ) from error
        except ModuleNotFoundError as error:
            raise UsageError("A worker of the cluster has no clausegap; install the same on all.") from error
        if programs != {elsewhere.program()}:
            raise UsageError(elsewhere.DIFFERS.format(what="clausegap"))

    def read(self, document: PlannedDocument, *, again: bool) -> "Future[work.Unread | None]":
        """Have a document read and classified, and keep the reading."""
        return self.threads.submit(self._read, document, again)

    def write(self, job: Job, unread: Sequence[work.Unread]) -> "Future[work.Written]":
        """Have a supplier's documents reviewed that were read; keep the review and write its reports."""
        return self.threads.submit(self._write, job, unread)

    def abandon(self) -> None:
        """End all work at once."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.client.close(timeout=1)

    def _read(self, document: PlannedDocument, again: bool) -> work.Unread | None:
        if document.path in self.readings:
            return None
        kept = work.kept_unread(self.bench, document, again=again)
        if kept is not None:
            return kept
        if self._restore(document):
            return None
        future, answer = self._ask_for(document)
        if isinstance(answer, work.Unread):
            work.keep_unread(self.bench, document, answer)
            return answer
        if isinstance(answer, carried.Held):
            if answer.packed:
                self.bench.keep.keep_packed(answer.packed, edition=self.bench.tools.edition)
            self.readings[document.path] = future
        return None

    def _restore(self, document: PlannedDocument) -> bool:
        """Hand a reading that is kept to the cluster; return whether there is one."""
        kept = self.bench.keep.packed_reading(
            document.sha256, name=name_of(document.path), edition=self.bench.tools.edition
        )
        if kept is None or kept.opened(document.id) is None:
            return False
        held = carried.Held(kept, document.id)
        self.readings[document.path] = self.client.scatter(carried.Outcome(held), hash=False)
        return True

    def _ask_for(self, document: PlannedDocument) -> tuple[Any, object]:
        if not self.sending.is_set():
            future = self._submit(elsewhere.read_there, document, None, DOCUMENT_SECONDS)
            answer = self._answer(future)
            if not isinstance(answer, carried.NotHere):
                return future, answer
            self.sending.set()  # the others won't be there either
        try:
            sent = carried.Content(content(document.path, limits=self.bench.tools.manner.limits))
        except ReadError as error:
            return None, work.unread_of(document, error)
        future = self._submit(elsewhere.read_there, document, sent, DOCUMENT_SECONDS)
        return future, self._answer(future)

    def _write(self, job: Job, unread: Sequence[work.Unread]) -> work.Written:
        failed = {u.document for u in unread}
        readings = [self.readings[d.path] for d in job.documents if d.id not in failed]
        future = self._submit(
            elsewhere.write_there, job, list(unread), readings, self.formats, SUPPLIER_SECONDS
        )
        made = self._answer(future)
        assert isinstance(made, carried.Made)
        write_all(made.files, folder=job.folder_in(self.out))
        if made.written.lasting:
            work.keep_reports(
                made.files,
                job,
                made.written.reviewed,
                cache=self.bench.cache,
                edition=self.bench.tools.edition,
            )
        for document in job.documents:
            self.readings.pop(document.path, None)
        return made.written

    def _submit(self, function: Callable[..., carried.Outcome], *args: object) -> Any:
        """Submit under a key that says nothing of the document, as Dask's pages show it."""
        key = f"{function.__name__}-{uuid.uuid4().hex}"
        return self.client.submit(function, self.equipment, *args, key=key, pure=False)

    def _answer(self, future: Any) -> object:
        """Wait for an answer; raises what it holds, WorkerLostError, or RunStopped without a cluster."""
        from distributed.scheduler import KilledWorker

        alone_since: float | None = None
        while True:
            try:
                outcome = future.result(timeout=LOOK_SECONDS)
                break
            except TimeoutError:
                alone_since = None if self._has_workers() else alone_since or time.monotonic()
                if alone_since and time.monotonic() - alone_since > ALONE_SECONDS:
                    raise self._lost("has had no worker for minutes") from None
            except KilledWorker as error:
                raise WorkerLostError("ended unexpectedly, which a damaged file can cause") from error
            except (CancelledError, OSError) as error:
                raise self._lost("was lost") from error
        if outcome.error is not None:
            raise outcome.error
        value: object = outcome.value
        return value

    def _has_workers(self) -> bool:
        return bool(self.client.scheduler_info(n_workers=-1).get("workers"))

    def _lost(self, how: str) -> RunStopped:
        return RunStopped(
            f"The Dask cluster {self.called} {how}; start it and run the same again: what was finished "
            "is kept."
        )


@contextlib.contextmanager
def cluster_hands(
    bench: work.Bench,
    *,
    address: str | None,
    out: Path,
    formats: tuple[str, ...],
    workers: int,
) -> Iterator[ClusterHands]:
    """Join the cluster at the address, or start one on this machine, for the time of the block.

    Raises UsageError where Dask is not installed or the cluster can't be reached.
    """
    with contextlib.ExitStack() as stack:
        client = stack.enter_context(_client(address, workers=workers))
        called = f"at {address}" if address else "on this machine"
        at_once = 2 * max(workers, sum(client.nthreads().values())) + 2
        threads = stack.enter_context(ThreadPoolExecutor(at_once, thread_name_prefix="clausegap-dask"))
        tools = bench.tools
        equipment = elsewhere.Equipment(tools.library, tools.edition, tools.manner, elsewhere.program())
        held = client.scatter(equipment, broadcast=bool(client.nthreads()), hash=False)
        yield ClusterHands(client, called, bench, held, out, formats, threads)


@contextlib.contextmanager
def _client(address: str | None, *, workers: int) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            'A cluster needs the package distributed; install it with: pip install "clausegap[dask]".'
        ) from error
    if address is None:
        with _local_cluster(workers) as cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]
            yield client
        return
    try:
        client = Client(address, timeout=JOIN_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            f"The Dask cluster at {address} can't be reached; check the address, and that its scheduler runs."
        ) from error
    with client:
        yield client


@contextlib.contextmanager
def _local_cluster(workers: int) -> Iterator[Any]:
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set(OURS),
        # Workers put on disk what they can't hold in memory: it goes when they go.
        tempfile.TemporaryDirectory(prefix="clausegap-dask-", ignore_cleanup_errors=True) as scratch,
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            local_directory=scratch,
            silence_logs=CRITICAL,
        ) as cluster,
    ):
        yield cluster
