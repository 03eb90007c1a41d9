"""A portfolio from a folder to its reports: plan, workers, flow, portfolio page."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.analyze import load_tools
from pipeline.batch import work
from pipeline.batch.flow import run_flow
from pipeline.batch.plan import Job, PlannedDocument, chunks, plan
from pipeline.batch.pool import Pool, WorkerLostError
from pipeline.batch.suppliers import Desk, MayPass, not_reviewed, review_suppliers
from pipeline.domain.requirements import Library
from pipeline.domain.review import Failure
from pipeline.errors import ClauseGapError
from pipeline.readers import guarded
from pipeline.readers.manner import DEFAULT_MANNER, Manner
from pipeline.readers.unpacking import found_suppliers
from pipeline.reports.portfolio import PortfolioEntry
from pipeline.reports.portfolio_page import write_portfolio
from pipeline.store.cache import Cache

ALWAYS = ("json", "html")  # the portfolio page leads to them
KEPT_AT_ONCE = 200  # documents whose kept reports one task writes
TASKS_A_WORKER = 8  # enough to share the work out evenly, few enough to cost nothing

# A worker is one of several: a library's own threads would only compete with the others.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: documents done with, of how many."""

    done: int
    documents: int


@dataclass(frozen=True, slots=True)
class PortfolioRun:
    """What a run made: a line a supplier, what could not be read, the files written, the seconds it took."""

    library: Library
    suppliers: int
    entries: tuple[PortfolioEntry, ...]
    failures: tuple[Failure, ...]
    left_out: tuple[Failure, ...]
    documents: int
    kept: int  # suppliers whose review an earlier run had kept
    written: tuple[Path, ...]
    startup_seconds: float
    processing_seconds: float


def review_portfolio(
    folder: Path,
    *,
    out: Path,
    cache: Cache,
    formats: Iterable[str] = (),
    workers: int | None = None,
    manner: Manner = DEFAULT_MANNER,
    on_progress: Callable[[Progress], None] = lambda _: None,
    library: Path | None = None,
    classifier: Path | None = None,
) -> PortfolioRun:
    """Review every supplier of the folder and write portfolio and reviews into `out`.

    What is in the cache is not read again. Raises UsageError, LibraryError, ClassifierError before
    anything is written; what can't be read is a failure of the run.
    """
    clock = _Clock()
    with found_suppliers(folder, apart_from=out) as papers:
        clock.startup()
        tools = load_tools(library_folder=library, classifier_folder=classifier, manner=manner)
        clock.processing()
        jobs = plan(papers)
        kept = [job for job in jobs if work.is_kept(job, cache=cache, edition=tools.edition)]
        clock.startup()
        counter = _Counter(jobs, on_progress)
        workers = workers or _cores()
        bench = partial(work.open_bench, cache.folder, library=library, classifier=classifier, manner=manner)
        with _pool(bench, workers=workers) as pool:
            wanted = tuple(dict.fromkeys((*ALWAYS, *formats)))
            desk = Desk(pool, cache, tools.edition, out, wanted, counter.done)
            reviewed = _review(jobs, kept, desk, workers=workers, clock=clock, on_start=counter.tell)
        entries = tuple(r.entry for r in reviewed if r.entry is not None)
        failures = (*papers.failures, *(f for r in reviewed for f in r.failures))
        written = write_portfolio(entries, failures, tools.library, edition=tools.edition, folder=out)
        clock.stop()
        return PortfolioRun(
            library=tools.library,
            suppliers=len(jobs),
            entries=entries,
            failures=failures,
            left_out=(*papers.left_out, *(_beside(f, j) for j in jobs for f in j.left_out)),
            documents=counter.documents,
            kept=len(kept),
            written=written,
            startup_seconds=clock.seconds["startup"],
            processing_seconds=clock.seconds["processing"],
        )


def _pool(bench: Callable[[], work.Bench], *, workers: int) -> Pool[work.Bench]:
    """Make the pool; nothing heavy is preloaded, as readers' children come from the same fork server."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    return Pool(bench, workers=workers, preload=guarded.PRELOAD)


def _cores() -> int:
    """Return how many cores this process may use, which in a container may be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _review(
    jobs: Sequence[Job],
    kept: Sequence[Job],
    desk: Desk,
    *,
    workers: int,
    clock: "_Clock",
    on_start: Callable[[], None],
) -> list[work.Reviewed]:
    """Return the outcome of each job in order."""
    already = {job.supplier for job in kept}
    new = [job for job in jobs if job.supplier not in already]
    documents = sum(len(job.documents) for job in new)
    pieces = (
        *chunks(kept, documents=KEPT_AT_ONCE),
        *chunks(new, documents=max(1, documents // (workers * TASKS_A_WORKER))),
    )
    if new:
        desk.pool.start()  # before Prefect is imported; workers load while its server starts

    def begin() -> None:
        try:
            desk.pool.ready()
        except WorkerLostError as error:
            raise ClauseGapError(f"A worker process {error} before it began; try --workers 1.") from error
        on_start()
        clock.processing()

    outcomes = run_flow(
        pieces,
        lambda piece, last_try: review_suppliers(piece, desk, last_try=last_try),
        threads=2 * workers,
        may_pass=MayPass,
        on_start=begin,
        on_end=clock.startup,
        abandon=desk.pool.abandon,
    )
    clock.processing()
    by_job: dict[str, work.Reviewed] = {}
    for piece, outcome in zip(pieces, outcomes, strict=True):
        for n, job in enumerate(piece):
            by_job[job.supplier] = outcome[n] if isinstance(outcome, tuple) else not_reviewed(job, outcome)
    return [_among_suppliers(by_job[job.supplier], job) for job in jobs]


def _among_suppliers(reviewed: work.Reviewed, job: Job) -> work.Reviewed:
    """Return the outcome with its files named so that they are told from other suppliers' files."""
    return replace(reviewed, failures=tuple(_beside(f, job) for f in reviewed.failures))


def _beside(failure: Failure, job: Job) -> Failure:
    return replace(failure, name=f"{job.prefix}{failure.name}")


class _Counter:
    """Counts each document once, whichever thread is done with it and however often."""

    def __init__(self, jobs: Sequence[Job], on_progress: Callable[[Progress], None]) -> None:
        self.documents = sum(len(job.documents) for job in jobs)
        self._done: set[Path] = set()
        self._lock = threading.Lock()
        self._on_progress = on_progress

    def done(self, document: PlannedDocument) -> None:
        with self._lock:
            self._done.add(document.path)
            self.tell()

    def tell(self) -> None:
        self._on_progress(Progress(len(self._done), self.documents))


class _Clock:
    """Adds up the seconds of start-up (loading, Prefect) and of processing, in which it begins."""

    def __init__(self) -> None:
        self.seconds = {"startup": 0.0, "processing": 0.0}
        self._now = "processing"
        self._since = time.monotonic()

    def startup(self) -> None:
        self._turn("startup")

    def processing(self) -> None:
        self._turn("processing")

    def stop(self) -> None:
        self._turn(self._now)

    def _turn(self, phase: str) -> None:
        now = time.monotonic()
        self.seconds[self._now] += now - self._since
        self._now, self._since = phase, now
