"""What a machine of a cluster does: it holds no store and shares no disk, so all it makes goes back.

Results are answers, errors too: Dask would log the arguments of what raised.
"""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.analyze import Tools, read_agreement
from pipeline.batch import work
from pipeline.batch.carried import Content, Held, Made, NotHere, Outcome
from pipeline.batch.plan import Job, PlannedDocument
from pipeline.batch.pool import WorkerHungError, portable
from pipeline.classification.shipped import shipped_classifier
from pipeline.domain.requirements import Library
from pipeline.domain.review import Edition
from pipeline.errors import ReadError, UsageError
from pipeline.library.cues import index_cues
from pipeline.readers.files import UNPACKED, name_of
from pipeline.readers.intake import file_digest
from pipeline.readers.manner import Manner
from pipeline.store.builds import build

GOODBYE_SECONDS = 5.0  # for an answer to leave before its worker ends

# Judging shares objects that are not made for several threads; reading has processes of its own.
_ONE_AT_A_TIME = threading.Lock()
_HELD: dict[Edition, Tools] = {}
DIFFERS = "A worker of the cluster has another version of {what} than this machine; install the same on all."


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a worker needs to give the same results as this machine would.

    `program` is the digest of the program's files, in which all machines must agree.
    """

    library: Library
    edition: Edition
    manner: Manner
    program: str


def program() -> str:
    """Return the digest of this machine's program."""
    return build().program


def read_there(
    equipment: Equipment, document: PlannedDocument, content: Content | None, seconds: float
) -> Outcome:
    """Read and classify a document: Held, Unread, or NotHere."""
    return _within(seconds, lambda: _read(_tools(equipment), document, content))


def write_there(  # noqa: PLR0917 - as Dask hands them over
    equipment: Equipment,
    job: Job,
    unread: Sequence[work.Unread],
    readings: Sequence[Outcome],
    formats: tuple[str, ...],
    seconds: float,
) -> Outcome:
    """Review a supplier: Made."""
    held = [outcome.value for outcome in readings if isinstance(outcome.value, Held)]
    return _within(seconds, lambda: _write(_tools(equipment), job, unread, held, formats))


def _read(tools: Tools, document: PlannedDocument, content: Content | None) -> Held | work.Unread | NotHere:
    if content is None and not _is_here(document):
        return NotHere()
    with _placed(document, content) as path:
        try:
            return Held.of(read_agreement(path, document_id=document.id, tools=tools))
        except ReadError as error:
            return work.unread_of(document, error)


def _write(
    tools: Tools,
    job: Job,
    unread: Sequence[work.Unread],
    held: Sequence[Held],
    formats: tuple[str, ...],
) -> Made:
    review = work.review_of(job, [h.reading() for h in held], unread, tools=tools)
    with tempfile.TemporaryDirectory(prefix="clausegap-", ignore_cleanup_errors=True) as out:
        written, paths = work.written(review, job, unread, tools=tools, out=Path(out), formats=formats)
        return Made(written, {path.name: path.read_bytes() for path in paths})


def _is_here(document: PlannedDocument) -> bool:
    try:
        return file_digest(document.path) == document.sha256
    except OSError:
        return False


@contextmanager
def _placed(document: PlannedDocument, content: Content | None) -> Iterator[Path]:
    """Give a path to the document under its own name, a private copy where bytes were sent."""
    if content is None:
        yield document.path
        return
    with tempfile.TemporaryDirectory(prefix=UNPACKED, ignore_cleanup_errors=True) as folder:
        path = Path(folder, "sent", name_of(document.path))
        path.parent.mkdir(parents=True)
        path.write_bytes(content.data)
        yield path


def _within(seconds: float, make: Callable[[], object]) -> Outcome:
    """Make a value within the time; a process that is too slow answers so and ends itself."""
    outcomes: list[Outcome] = []

    def run() -> None:
        with _ONE_AT_A_TIME:
            try:
                outcomes.append(Outcome(make()))
            except Exception as error:
                outcomes.append(Outcome(error=portable(error)))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if outcomes:
        return outcomes[0]
    timer = threading.Timer(GOODBYE_SECONDS, os._exit, (1,))
    timer.daemon = True
    timer.start()
    return Outcome(error=WorkerHungError(f"took longer than {seconds:.0f} seconds"))


def _tools(equipment: Equipment) -> Tools:
    """Return the tools for the equipment, made once in a process.

    Raises UsageError where this machine has another program or classifier than the one that asks.
    """
    edition = equipment.edition
    if edition not in _HELD:
        if program() != equipment.program:
            raise UsageError(DIFFERS.format(what="clausegap"))
        classifier = shipped_classifier()
        if f"sha256:{classifier.digest}" != edition.classifier:
            raise UsageError(DIFFERS.format(what="its classifier"))
        library = equipment.library
        _HELD.clear()
        _HELD[edition] = Tools(library, classifier, index_cues(library), edition, equipment.manner)
    return _HELD[edition]
