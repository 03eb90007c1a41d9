"""A supplier's way through the workers, as plain functions: what is kept is restored, the rest is made."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.batch import work
from pipeline.batch.plan import Job, PlannedDocument
from pipeline.batch.pool import Pool, WorkerLostError
from pipeline.domain.review import Edition, Failure
from pipeline.errors import ClauseGapError
from pipeline.readers.files import name_of
from pipeline.readers.limits import DEFAULT_LIMITS
from pipeline.store.cache import Cache

# Reading ends by itself before this; it ends what hangs after that.
DOCUMENT_SECONDS = DEFAULT_LIMITS.seconds + DEFAULT_LIMITS.ocr_seconds + 180.0
SUPPLIER_SECONDS = 900.0


class MayPass(Exception):
    """Something failed that can pass on a second try: reading from a disk, a worker that died."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What reviewing a supplier takes; `on_document` hears of each document after each try."""

    pool: Pool[work.Bench]
    cache: Cache
    edition: Edition
    out: Path
    formats: tuple[str, ...]
    on_document: Callable[[PlannedDocument], None]


def review_suppliers(jobs: Sequence[Job], desk: Desk, *, last_try: bool) -> tuple[work.Reviewed, ...]:
    """Review suppliers, their documents in parallel; raises MayPass once all else is done and kept.

    On the last try what may pass is a failure like any other.
    """
    begun = [(job, _begin(job, desk)) for job in jobs]
    done: list[work.Reviewed] = []
    passing: list[MayPass] = []
    for job, asked in begun:
        try:
            done.append(_end(job, asked, desk, last_try=last_try))
        except MayPass as trouble:
            passing.append(trouble)
    if passing:
        # Prefect stores the words of an error: no names in them.
        raise MayPass(f"{len(passing)} suppliers may succeed on a second try")
    return tuple(done)


def not_reviewed(job: Job, error: BaseException) -> work.Reviewed:
    """Return the outcome of a supplier whose review failed as a whole."""
    reason = f"no review of {job.supplier} could be made: {_in_words(error)}"
    failed = tuple(Failure(name_of(d.path), f"{name_of(d.path)}: {reason}.") for d in job.documents)
    return work.Reviewed(None, (*failed, *job.failures))


Asked = list["Future[work.Unread | None]"]


def _begin(job: Job, desk: Desk) -> work.Reviewed | Asked:
    kept = work.restore(job, cache=desk.cache, edition=desk.edition, out=desk.out, formats=desk.formats)
    if kept is None:
        return [_ask_for(document, desk) for document in job.documents]
    for document in job.documents:
        desk.on_document(document)
    return kept


def _ask_for(document: PlannedDocument, desk: Desk) -> "Future[work.Unread | None]":
    asked = desk.pool.submit(work.read_document, document, seconds=DOCUMENT_SECONDS)
    asked.add_done_callback(lambda _: desk.on_document(document))
    return asked


def _end(job: Job, asked: work.Reviewed | Asked, desk: Desk, *, last_try: bool) -> work.Reviewed:
    if isinstance(asked, work.Reviewed):
        return asked
    answers = [_answer(d, a, last_try=last_try) for d, a in zip(job.documents, asked, strict=True)]
    if any(isinstance(answer, MayPass) for answer in answers):
        raise MayPass
    unread = tuple(a for a in answers if isinstance(a, work.Unread))
    write = partial(work.write_review, out=desk.out, formats=desk.formats)
    try:
        return desk.pool.submit(write, job, unread, seconds=SUPPLIER_SECONDS).result()
    except Exception as error:
        if isinstance(error, OSError) and not last_try:
            raise MayPass from error
        return not_reviewed(job, error)


def _answer(
    document: PlannedDocument, asked: "Future[work.Unread | None]", *, last_try: bool
) -> work.Unread | MayPass | None:
    try:
        return asked.result()
    except Exception as error:  # one bad document never stops the rest
        if isinstance(error, OSError) and not last_try:
            return MayPass()
        name = name_of(document.path)
        failure = Failure(name, f"{name} could not be read: {_in_words(error)}; look at it by itself.")
        return work.Unread(document.id, failure, lasting=False)


def _in_words(error: BaseException) -> str:
    """Say in a clause what went wrong; a fault of ours by its kind alone: its words may be the contract's."""
    if isinstance(error, ClauseGapError):
        return str(error).rstrip(".")
    if isinstance(error, WorkerLostError):
        return f"the process reading it {error}"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return f"a fault in clausegap ({type(error).__name__})"
