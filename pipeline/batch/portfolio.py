"""A portfolio from its papers to its reports: plan, workers, store, portfolio page.

`prepared` sets a run up, `piece_outcome` is what each task of the flow does, `finished` writes what
stands over all suppliers. The flows in `flows` hold these together; nothing here knows Prefect.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.analyze import Tools, load_tools
from pipeline.batch import work
from pipeline.batch.hands import Hands, PoolHands
from pipeline.batch.plan import Job, chunks, plan
from pipeline.batch.pool import Pool, WorkerLostError
from pipeline.batch.progress import Clock, Counter, Progress
from pipeline.batch.records import Record, Unrecorded, recording
from pipeline.batch.register import write_register
from pipeline.batch.stopping import RunStopped
from pipeline.batch.suppliers import Desk, MayPass, not_reviewed, review_suppliers
from pipeline.domain.requirements import Library
from pipeline.domain.review import Edition, Failure
from pipeline.errors import ClauseGapError
from pipeline.readers import guarded
from pipeline.readers.portfolios import found_supplier, found_suppliers, on_this_machine, without_secrets
from pipeline.readers.suppliers import PortfolioPapers
from pipeline.reports.portfolio import PortfolioEntry
from pipeline.reports.register import Whole
from pipeline.reports.table import report_named
from pipeline.store.cache import Cache
from pipeline.store.portfolio import Store, open_store
from pipeline.threads import cores, take_one_thread

ALWAYS = ("json", "html")  # the portfolio page leads to them
KEPT_AT_ONCE = 200  # documents whose kept reports one task writes
TASKS_A_WORKER = 8  # enough to share the work out evenly, few enough to cost nothing


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked for.

    `papers` is a folder, a pattern or a URL; with `one_supplier`, the folder or file of one, whose
    reports go straight into `out`. `load` loads what reviewing takes, in each worker anew. `store` is
    where the run is recorded, as `open_store` takes it, if it is `recorded` at all. With `again`,
    what went beyond the limits in an earlier run is tried once more. `as_of` is the day that the
    register counts the ends of papers from.
    """

    papers: str
    out: Path
    cache: Path
    formats: tuple[str, ...] = ()
    load: Callable[[], Tools] = load_tools
    store: str | None = None
    recorded: bool = True
    one_supplier: bool = False
    playbook: str = ""
    workers: int | None = None
    runner: str = "pool"
    address: str | None = None
    again: bool = False
    as_of: date | None = None

    @property
    def reports(self) -> tuple[str, ...]:
        """Return the kinds of report to write, those that are always written first."""
        return tuple(dict.fromkeys((*ALWAYS, *self.formats)))

    @property
    def source(self) -> str:
        """Return the name of the portfolio, by which a run that was broken off is found again."""
        here = on_this_machine(self.papers)
        return without_secrets(self.papers) if here is None else str(Path(here).absolute())


@dataclass(frozen=True, slots=True)
class PortfolioRun:
    """What a run made: a line a supplier, what could not be read, the files written, the seconds it took.

    `unreviewed` names the suppliers that have no line, since none of their papers could be read.
    """

    library: Library
    suppliers: int
    entries: tuple[PortfolioEntry, ...]
    unreviewed: tuple[str, ...]
    failures: tuple[Failure, ...]
    left_out: tuple[Failure, ...]
    documents: int
    kept: int  # suppliers whose review an earlier run had kept
    written: tuple[Path, ...]
    startup_seconds: float
    processing_seconds: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run that can begin: its jobs, in `pieces` as tasks take them, and all that the tasks use.

    `kept` counts the suppliers whose reports an earlier run kept and the run's snapshot holds.
    """

    papers: PortfolioPapers
    library: Library
    jobs: tuple[Job, ...]
    pieces: tuple[tuple[Job, ...], ...]
    desk: Desk
    threads: int
    clock: Clock
    counter: Counter
    kept: int = 0
    as_of: date | None = None

    @property
    def is_kept(self) -> bool:
        """Tell whether earlier runs kept every review: nothing has to be read or judged."""
        return self.kept == len(self.jobs)

    def begin(self) -> None:
        """Wait for the workers; processing begins. Raises what kept them from starting."""
        try:
            self.desk.hands.ready()
        except WorkerLostError as error:
            raise ClauseGapError(f"A worker process {error} before it began; try --workers 1.") from error
        self.counter.tell()
        self.clock.processing()


@contextlib.contextmanager
def prepared(order: Order, *, on_progress: Callable[[Progress], None] = lambda _: None) -> Iterator[Prepared]:
    """Find the papers, open the store and set the workers up, for the time of the block.

    Raises UsageError, LibraryError, ClassifierError, StoreError before anything is written.
    """
    clock = Clock()
    with contextlib.ExitStack() as stack:
        papers = stack.enter_context(_found(order))
        clock.startup()
        tools = order.load()
        clock.processing()
        jobs = plan(papers, apart=not order.one_supplier)
        cache = Cache(order.cache)
        kept = _kept(order, jobs, cache=cache, edition=tools.edition)
        clock.startup()
        record = stack.enter_context(_recorded(order, jobs, kept, papers, tools))
        kept = [job for job in kept if record.stands(job)]
        counter = Counter(jobs, on_progress)
        workers = order.workers or cores()
        hands = stack.enter_context(_hands(order, record, tools, workers=workers))
        if len(kept) < len(jobs):
            hands.start()  # before Prefect is imported; workers load while its server starts
        yield Prepared(
            papers=papers,
            library=tools.library,
            jobs=jobs,
            pieces=_pieces(jobs, kept, workers=workers),
            desk=Desk(
                hands, cache, record, tools.edition, order.out, order.reports, counter.done, again=order.again
            ),
            threads=2 * workers,
            clock=clock,
            counter=counter,
            kept=len(kept),
            as_of=order.as_of,
        )


def without_flow(run: Prepared) -> PortfolioRun:
    """Review all suppliers in threads of this process and write the reports; raises RunStopped.

    What the flow does, without its tries, progress and pages: for runs in which nothing is to be made.
    """
    run.begin()
    with ThreadPoolExecutor(run.threads) as threads:
        review = partial(piece_outcome, run, last_try=True)
        return finished(run, list(threads.map(review, range(len(run.pieces)))))


def piece_outcome(run: Prepared, number: int, *, last_try: bool) -> tuple[work.Reviewed, ...]:
    """Review the suppliers of a piece; raises MayPass where another try may help, RunStopped."""
    piece = run.pieces[number]
    try:
        try:
            return review_suppliers(piece, run.desk, last_try=last_try)
        except (MayPass, RunStopped):
            raise
        except Exception as error:
            run.desk.stop.by(error)
            return tuple(not_reviewed(job, error, run.desk) for job in piece)
    except ClauseGapError as error:
        run.desk.stop.by(error)
        raise


def finished(run: Prepared, outcomes: Sequence[tuple[work.Reviewed, ...]]) -> PortfolioRun:
    """Write what stands over all suppliers and return what the run made; `outcomes` are by piece."""
    run.clock.processing()
    pairs = zip(run.pieces, outcomes, strict=True)
    by_supplier = {job.supplier: r for piece, outcome in pairs for job, r in zip(piece, outcome, strict=True)}
    reviewed = [by_supplier[job.supplier] for job in run.jobs]
    entries = tuple(r.entry for r in reviewed if r.entry is not None)
    beside = zip(run.jobs, reviewed, strict=True)
    failures = (*run.papers.failures, *(_beside(f, job) for job, r in beside for f in r.failures))
    written = _write(run, entries)
    run.clock.stop()
    return PortfolioRun(
        library=run.library,
        suppliers=len(run.jobs),
        entries=entries,
        unreviewed=tuple(job.supplier for job, r in zip(run.jobs, reviewed, strict=True) if r.entry is None),
        failures=failures,
        left_out=(*run.papers.left_out, *(_beside(f, job) for job in run.jobs for f in job.left_out)),
        documents=run.counter.documents,
        kept=sum(r.kept for r in reviewed),
        written=written,
        startup_seconds=run.clock.seconds["startup"],
        processing_seconds=run.clock.seconds["processing"],
    )


def _write(run: Prepared, entries: Sequence[PortfolioEntry]) -> tuple[Path, ...]:
    """Write the reports on the whole portfolio: the one place where that is done."""
    desk, record = run.desk, run.desk.record
    if record.store is None:  # one supplier has no portfolio
        return tuple(desk.out / report_named(name).file for name in desk.formats if entries)
    papers = run.papers
    return write_register(
        record.store,
        record.run.id,
        Whole(run.library, desk.edition, papers.failures, papers.left_out, run.as_of),
        paths={entry.name: entry.review for entry in entries},
        folder=desk.out,
        formats=desk.formats,
        cache=desk.cache,
    )


def _found(order: Order) -> contextlib.AbstractContextManager[PortfolioPapers]:
    if order.one_supplier:
        return found_supplier(order.papers, apart_from=order.out)
    return found_suppliers(order.papers, apart_from=order.out)


@contextlib.contextmanager
def _recorded(
    order: Order, jobs: Sequence[Job], kept: Sequence[Job], papers: PortfolioPapers, tools: Tools
) -> Iterator[Record | Unrecorded]:
    if order.one_supplier:
        yield Unrecorded()
        return
    with (
        _store(order) as store,
        recording(
            store,
            jobs,
            kept,
            papers=papers,
            source=order.source,
            edition=tools.edition,
            library=tools.library,
            playbook=order.playbook,
        ) as record,
    ):
        yield record


@contextlib.contextmanager
def _store(order: Order) -> Iterator[Store]:
    """Open the store; a run that is not to be recorded has one of its own, which goes when it ends."""
    with contextlib.ExitStack() as stack:
        named = order.store
        if not order.recorded:
            named = str(Path(stack.enter_context(TemporaryDirectory(prefix="clausegap-"))) / "run.sqlite")
        yield stack.enter_context(open_store(named))


def _kept(order: Order, jobs: Sequence[Job], *, cache: Cache, edition: Edition) -> list[Job]:
    """Return the jobs of which an earlier run kept every report that is asked for."""
    return [
        job
        for job in jobs
        if work.is_kept(job, cache=cache, edition=edition, formats=order.reports, again=order.again)
    ]


def _hands(
    order: Order, record: Record | Unrecorded, tools: Tools, *, workers: int
) -> contextlib.AbstractContextManager[Hands]:
    take_one_thread()
    if order.runner == "dask":
        from pipeline.batch.cluster import cluster_hands

        keep = record.store.layers() if record.store and order.recorded else Cache(order.cache)
        bench = work.Bench(tools, keep, Cache(order.cache))
        return cluster_hands(
            bench, address=order.address, out=order.out, formats=order.reports, workers=workers
        )
    url = record.store.url if record.store and order.recorded else None
    return _pool_hands(order, url, workers=workers)


@contextlib.contextmanager
def _pool_hands(order: Order, store: str | None, *, workers: int) -> Iterator[Hands]:
    """Make the pool; nothing heavy is preloaded, as readers' children come from the same fork server."""
    bench = partial(work.open_bench, order.cache, load=order.load, store=store)
    with Pool(bench, workers=workers, preload=guarded.PRELOAD) as pool:
        yield PoolHands(pool, order.out, order.reports)


def _pieces(jobs: Sequence[Job], kept: Sequence[Job], *, workers: int) -> tuple[tuple[Job, ...], ...]:
    already = {job.supplier for job in kept}
    new = [job for job in jobs if job.supplier not in already]
    documents = sum(len(job.documents) for job in new)
    return (
        *chunks(kept, documents=KEPT_AT_ONCE),
        *chunks(new, documents=max(1, documents // (workers * TASKS_A_WORKER))),
    )


def _beside(failure: Failure, job: Job) -> Failure:
    """Name a file so that it is told from other suppliers' files."""
    return replace(failure, name=f"{job.prefix}{failure.name}")
