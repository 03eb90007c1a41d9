"""The Prefect flows: thin tasks on threads around plain functions; our own processes do the work.

Only counts go to Prefect: no contract text, no names of files, no results; suppliers' names where
that is asked for. Imported by `prefect deploy` and workers, and by `runs` once a run is prepared.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, Literal

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.runtime import task_run
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import exponential_backoff

from pipeline.analyze import load_tools
from pipeline.batch import artifacts, work
from pipeline.batch.judging import Ask, judges
from pipeline.batch.plan import Job
from pipeline.batch.portfolio import Order, PortfolioRun, Prepared, finished, piece_outcome, prepared
from pipeline.batch.suppliers import MayPass, not_reviewed
from pipeline.errors import ClauseGapError
from pipeline.readers.manner import Manner
from pipeline.reassess import Judged, Task, keep_what_if, open_judge, reassess
from pipeline.reports import what_if
from pipeline.reports.words import count
from pipeline.reports.writing import write_all
from pipeline.store.folder import cache_folder
from pipeline.store.portfolio import open_store
from pipeline.threads import cores

TRIES = 3
BACKOFF_SECONDS = 1.0  # doubled with each try
PROGRESS_SECONDS = 2.0  # between two looks at how far a run is; each costs a call to Prefect's server

# Its type parameters don't meet those of `flow`.
_runner: Any = ThreadPoolTaskRunner(max_workers=2 * cores())


@flow(name="review-portfolio", task_runner=_runner, persist_result=False)
def review_portfolio(
    papers: str,
    out: str,
    *,
    store: str | None = None,
    formats: list[str] | None = None,
    profiles: list[str] | None = None,
    playbook: str | None = None,
    workers: int | None = None,
    runner: Literal["pool", "dask"] = "pool",
    address: str | None = None,
    ocr: bool = True,
    cache: str | None = None,
    name_suppliers: bool = False,
) -> dict[str, int]:
    """Review every supplier of a folder, pattern or URL and write portfolio and reviews into `out`.

    Returns counts. Parameters are shown in Prefect's pages: put a store's password into
    CLAUSEGAP_STORE instead. With `name_suppliers` those pages also list suppliers and their gaps.
    """
    asked = _order(papers, out, formats=formats, profiles=profiles, playbook=playbook, ocr=ocr, cache=cache)
    order = replace(
        asked, store=store, playbook=playbook or "", workers=workers, runner=runner, address=address
    )
    return _counts(order, name_suppliers=name_suppliers)


@flow(name="review-supplier", task_runner=_runner, persist_result=False)
def review_supplier(
    papers: str,
    out: str,
    *,
    formats: list[str] | None = None,
    profiles: list[str] | None = None,
    playbook: str | None = None,
    ocr: bool = True,
    cache: str | None = None,
) -> dict[str, int]:
    """Review one supplier's folder or file and write its reports into `out`; returns counts."""
    asked = _order(papers, out, formats=formats, profiles=profiles, playbook=playbook, ocr=ocr, cache=cache)
    return _counts(replace(asked, recorded=False, one_supplier=True))


@flow(name="reassess-portfolio", task_runner=_runner, persist_result=False)
def reassess_portfolio(
    *,
    store: str | None = None,
    run: int | None = None,
    profiles: list[str] | None = None,
    playbook: str | None = None,
    library: str | None = None,
    keep: bool = False,
    out: str | None = None,
    workers: int | None = None,
    name_suppliers: bool = False,
) -> dict[str, int]:
    """Judge a run (the last finished one, unless said) anew by another playbook or library.

    No file of a supplier is opened. Without `profiles` they are the run's. With `keep` the outcome is
    stored as a run, with `out` written there as what-if.json and what-if.csv. Returns counts.
    """
    with open_store(store, to_read=True) as opened:
        url, of = opened.url, opened.run(run)
    opening = partial(
        open_judge,
        url,
        keep=keep,
        library_folder=_path(library),
        profiles=profiles or of.edition.profiles,
        playbook=_path(playbook),
    )
    with judges(opening, suppliers=of.counts.suppliers, workers=workers or cores()) as (judge, ask):
        made, reviews = reassess(judge, run=of.id, spread=partial(_judged, ask), whole=keep)
        if keep:
            keep_what_if(judge, made, reviews, playbook=playbook or "")
        if out is not None:
            files = {"what-if.json": what_if.as_json, "what-if.csv": what_if.as_csv}
            written = {name: form(made, judge.tools.library) for name, form in files.items()}
            write_all(written, folder=Path(out))
    return artifacts.leave_moves(made, name_suppliers=name_suppliers)


def flow_over(run: Prepared, *, name_suppliers: bool = False) -> Any:
    """Return the flow of `review_portfolio` over a run that is prepared; it takes counts as parameters."""
    threads: Any = ThreadPoolTaskRunner(max_workers=run.threads)

    @flow(name=review_portfolio.name, task_runner=threads, persist_result=False)
    def review_prepared(suppliers: int, documents: int) -> PortfolioRun:  # noqa: ARG001 - shown by Prefect
        return carried_out(run, name_suppliers=name_suppliers)

    return review_prepared


def carried_out(run: Prepared, *, name_suppliers: bool = False) -> PortfolioRun:
    """Review all suppliers of a run in tasks of the flow that this is called in, and write its reports.

    Raises RunStopped where the run can't go on.
    """
    review = _task(run)
    progress = artifacts.Progress(run.counter)
    run.begin()
    futures = [
        review.submit(number, f"{_documents(piece)} of {count(len(piece), 'supplier')}")
        for number, piece in enumerate(run.pieces)
    ]
    try:
        all_done = when_done(futures)
        while not all_done.wait(PROGRESS_SECONDS):
            progress.tell()
    except KeyboardInterrupt:
        # First, or what the ended workers held in hand would be recorded as files that can't be read.
        run.desk.stop.now("Interrupted; what was finished is kept.")
        run.desk.hands.abandon()
        raise
    run.clock.startup()
    results = [future.result(raise_on_failure=False) for future in futures]
    run.desk.stop.check()
    done = finished(run, [_outcome(run, number, result) for number, result in enumerate(results)])
    progress.tell()
    artifacts.leave(done, name_suppliers=name_suppliers)
    return done


def when_done(futures: Sequence[PrefectFuture[Any]]) -> Event:
    """Return what is set once all futures are done.

    Prefect's own `wait` with a time limit ends by an alarm, which may go off while a lock is let go and
    then brings the run down; and it leaves a callback with every future each time.
    """
    done, counted = Event(), itertools.count(1)

    def count_up(_: PrefectFuture[Any]) -> None:
        if next(counted) == len(futures):  # one step, whichever threads take it
            done.set()

    for future in futures:
        future.add_done_callback(count_up)
    if not futures:
        done.set()
    return done


def _documents(piece: Sequence[Job]) -> str:
    return count(sum(len(job.documents) for job in piece), "document")


def _task(run: Prepared) -> Any:
    """Return the task that reviews a piece of the run; it is tried again for what may pass alone."""

    @task(
        name="review-suppliers",
        task_run_name="{what}",
        retries=TRIES - 1,
        retry_delay_seconds=exponential_backoff(BACKOFF_SECONDS),
        retry_condition_fn=_may_pass,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def review_piece(number: int, what: str) -> tuple[work.Reviewed, ...]:  # noqa: ARG001
        return piece_outcome(run, number, last_try=task_run.run_count >= TRIES)

    return review_piece


def _judged(ask: Ask, tasks: Iterable[Task]) -> Iterator[tuple[Judged, ...]]:
    """Judge pieces in tasks of the flow that this is called in, in order."""
    pieces = list(tasks)

    @task(
        name="judge-suppliers",
        task_run_name="{what}",
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def judge_piece(number: int, what: str) -> tuple[Judged, ...]:  # noqa: ARG001
        try:
            return ask(pieces[number]).result()
        except ClauseGapError:
            raise
        except Exception as error:  # its words may be the contract's, and Prefect would store them
            raise ClauseGapError(f"A fault in clausegap ({type(error).__name__}).") from None

    futures = [
        judge_piece.submit(n, count(len(piece.suppliers), "supplier")) for n, piece in enumerate(pieces)
    ]
    for future in futures:
        yield future.result()


def _may_pass(_task: object, _run: object, state: Any) -> bool:
    return isinstance(state.result(raise_on_failure=False), MayPass)


def _outcome(run: Prepared, number: int, result: Any) -> tuple[work.Reviewed, ...]:
    """Return what a task made, or that its suppliers were not reviewed where Prefect lost it."""
    if isinstance(result, BaseException):
        return tuple(not_reviewed(job, result, run.desk) for job in run.pieces[number])
    return tuple(result)


def _order(
    papers: str,
    out: str,
    *,
    formats: list[str] | None,
    profiles: list[str] | None,
    playbook: str | None,
    ocr: bool,
    cache: str | None,
) -> Order:
    """Return what every flow over papers asks for, from the plain values that Prefect shows."""
    load = partial(
        load_tools, profiles=tuple(profiles or ()), playbook=_path(playbook), manner=Manner(ocr=ocr)
    )
    return Order(papers, Path(out), cache_folder(_path(cache)), formats=tuple(formats or ()), load=load)


def _counts(order: Order, *, name_suppliers: bool = False) -> dict[str, int]:
    with prepared(order) as run:
        return artifacts.counts(carried_out(run, name_suppliers=name_suppliers))


def _path(named: str | None) -> Path | None:
    return Path(named) if named else None
