"""A supplier's way through the workers, as plain functions: what is kept is restored, the rest is made."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.batch import work
from pipeline.batch.hands import Hands
from pipeline.batch.plan import Job, PlannedDocument
from pipeline.batch.pool import WorkerHungError, WorkerLostError
from pipeline.batch.records import Record, Unrecorded
from pipeline.batch.stopping import Stop
from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.review import Edition, Failure, Review
from pipeline.errors import ClauseGapError
from pipeline.readers.files import name_of
from pipeline.store.cache import Cache


class MayPass(Exception):
    """Something failed that can pass on another try: reading from a disk, a worker that died."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What reviewing a supplier takes; `on_document` hears of each document after each try.

    With `again`, what went beyond the limits in an earlier run is tried once more.
    """

    hands: Hands
    cache: Cache
    record: Record | Unrecorded
    edition: Edition
    out: Path
    formats: tuple[str, ...]
    on_document: Callable[[PlannedDocument], None]
    again: bool = False
    stop: Stop = field(default_factory=Stop)
    done: set[str] = field(default_factory=set)  # suppliers reviewed and recorded in this run


def review_suppliers(jobs: Sequence[Job], desk: Desk, *, last_try: bool) -> tuple[work.Reviewed, ...]:
    """Review suppliers, their documents in parallel; raises MayPass once all else is done and kept.

    On the last try what may pass is a failure like any other. Raises RunStopped where nothing more
    can be done.
    """
    begun = [(job, _begin(job, desk)) for job in jobs]
    done: list[work.Reviewed] = []
    passing = 0
    for job, asked in begun:
        desk.stop.check()
        try:
            done.append(_end(job, asked, desk, last_try=last_try))
        except MayPass:
            passing += 1
    if passing:
        # Prefect stores the words of an error: no names in them.
        raise MayPass(f"{passing} suppliers may succeed on another try")
    return tuple(done)


def not_reviewed(job: Job, error: BaseException, desk: Desk) -> work.Reviewed:
    """Return the outcome of a supplier whose review failed as a whole, and record it."""
    reason = f"no review of {job.supplier} could be made: {_in_words(error)}"
    failed = tuple(Failure(name_of(d.path), f"{name_of(d.path)}: {reason}.") for d in job.documents)
    failures = (*failed, *job.failures)
    said = SupplierReview.of(job.supplier, Review(desk.edition, (), failures, job.left_out))
    desk.record.keep(job, said, lasting=False)
    return work.Reviewed(None, failures)


Asked = list["Future[work.Unread | None]"]


def _begin(job: Job, desk: Desk) -> work.Reviewed | Asked:
    desk.stop.check()
    kept = _restored(job, desk)
    if kept is None:
        return [_ask_for(document, desk) for document in job.documents]
    for document in job.documents:
        desk.on_document(document)
    return kept


def _restored(job: Job, desk: Desk) -> work.Reviewed | None:
    try:
        kept = work.restore(
            job,
            cache=desk.cache,
            edition=desk.edition,
            out=desk.out,
            formats=desk.formats,
            again=desk.again,
        )
        before = job.supplier not in desk.done
        if kept is None or (before and not desk.record.stands(job)):
            return None
        return replace(kept, kept=before)
    except ClauseGapError as error:
        desk.stop.by(error)
        raise


def _ask_for(document: PlannedDocument, desk: Desk) -> "Future[work.Unread | None]":
    asked = desk.hands.read(document, again=desk.again)
    asked.add_done_callback(lambda _: desk.on_document(document))
    return asked


def _end(job: Job, asked: work.Reviewed | Asked, desk: Desk, *, last_try: bool) -> work.Reviewed:
    if isinstance(asked, work.Reviewed):
        return asked
    answers = [_answer(d, a, desk, last_try=last_try) for d, a in zip(job.documents, asked, strict=True)]
    if any(isinstance(answer, MayPass) for answer in answers):
        raise MayPass
    unread = tuple(a for a in answers if isinstance(a, work.Unread))
    try:
        written = desk.hands.write(job, unread).result()
        desk.record.keep(job, written.said, lasting=written.lasting, ground=written.ground)
        desk.done.add(job.supplier)
        return written.reviewed
    except Exception as error:
        desk.stop.by(error)
        if _may_pass(error) and not last_try:
            raise MayPass from error
        return not_reviewed(job, error, desk)


def _answer(
    document: PlannedDocument, asked: "Future[work.Unread | None]", desk: Desk, *, last_try: bool
) -> work.Unread | MayPass | None:
    try:
        return asked.result()
    except Exception as error:  # one bad document never stops the rest
        desk.stop.by(error)
        if _may_pass(error) and not last_try:
            return MayPass()
        name = name_of(document.path)
        failure = Failure(name, f"{name} could not be read: {_in_words(error)}; look at it by itself.")
        return work.Unread(document.id, failure, lasting=False)


def _may_pass(error: Exception) -> bool:
    return isinstance(error, OSError) and not isinstance(error, WorkerHungError)


def _in_words(error: BaseException) -> str:
    """Say in a clause what went wrong; a fault of ours by its kind alone: its words may be the contract's."""
    if isinstance(error, ClauseGapError):
        return str(error).rstrip(".")
    if isinstance(error, WorkerLostError):
        return f"the process reading it {error}"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return f"a fault in clausegap ({type(error).__name__})"
