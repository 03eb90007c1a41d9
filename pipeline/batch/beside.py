"""The papers of one agreement set, judged on all cores: worker processes take some beside the asker.

They load library and classifier while the asker does, and change nothing of what is said of a paper.
"""

import queue
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pipeline.batch.pool import Pool, WorkerLostError
from pipeline.domain.document import Document
from pipeline.domain.keeping import Keep
from pipeline.domain.reading import ReadAgreement
from pipeline.errors import ReadError
from pipeline.readers.guarded import PRELOAD, read_guarded
from pipeline.readers.limits import DOCUMENT_SECONDS
from pipeline.threads import cores

if TYPE_CHECKING:  # workers are started before the asker imports what takes long
    from pipeline.analyze import ReadPapers, Tools

LEAST = 150_000  # bytes of papers: fewer are judged before a worker has loaded what it takes
MOST_WORKERS = 3  # each holds a quarter of a gigabyte

Left = queue.SimpleQueue[tuple[str, Future[Document]]]
Read = ReadAgreement | ReadError


@contextmanager
def readers_beside(papers: Sequence[Path], load: "Callable[[], Tools]") -> "Iterator[ReadPapers | None]":
    """Yield what reads papers with the help of workers, who start at once; None where they don't pay.

    `load` is an importable function (or a partial of one) that returns what they judge with.
    """
    workers = min(cores() - 1, len(papers) - 1, MOST_WORKERS)
    if workers < 1 or sum(map(_size, papers)) < LEAST:
        yield None
        return
    pool = Pool(load, workers=workers, preload=PRELOAD)
    pool.start()
    try:
        yield partial(_read, pool, workers)
    finally:
        pool.abandon()


def _read(
    pool: "Pool[Tools]", workers: int, papers: Mapping[str, Path], *, tools: "Tools", keep: Keep | None
) -> Mapping[str, Read]:
    """Return what became of each paper; the largest are begun first."""
    from pipeline.analyze import judge_document, kept_reading

    found: dict[str, Read] = {}
    left: Left = queue.SimpleQueue()
    judge = partial(_judged, left, keep=_keeper(keep, tools))
    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(workers) as askers:
        for name in sorted(papers, key=lambda name: -_size(papers[name])):
            if kept := kept_reading(papers[name], document_id=name, tools=tools, keep=keep):
                found[name] = kept
            else:
                document = reader.submit(read_guarded, papers[name], document_id=name, manner=tools.manner)
                left.put((name, document))
        here = partial(judge_document, tools=tools)
        try:
            others = [askers.submit(judge, partial(_asked, pool)) for _ in range(workers)]
            found |= judge(here)
            for other in others:
                found |= other.result()
        except BaseException:  # Ctrl-C: nothing that was asked for is waited for
            reader.shutdown(wait=False, cancel_futures=True)
            pool.abandon()
            raise
        return found | judge(here)  # what lost workers left


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # whoever reads it says what is wrong
        return 0


def _keeper(keep: Keep | None, tools: "Tools") -> Callable[[ReadAgreement], None]:
    """Return what keeps a reading, one at a time, where readings are kept."""
    one = Lock()

    def put(reading: ReadAgreement) -> None:
        if keep:
            with one:
                keep.keep_reading(reading, edition=tools.edition)

    return put


def _judged(
    left: Left, judge: Callable[[Document], ReadAgreement], *, keep: Callable[[ReadAgreement], None]
) -> dict[str, Read]:
    """Judge papers until none is left, and keep each at once."""
    made: dict[str, Read] = {}
    while True:
        try:
            name, document = left.get_nowait()
        except queue.Empty:
            return made
        try:
            made[name] = reading = judge(document.result())
            keep(reading)
        except ReadError as error:
            made[name] = error
        except WorkerLostError:
            left.put((name, document))
            return made


def _asked(pool: "Pool[Tools]", document: Document) -> ReadAgreement:
    return pool.submit(_judge, document, seconds=DOCUMENT_SECONDS).result()


def _judge(tools: "Tools", document: Document) -> ReadAgreement:
    from pipeline.analyze import judge_document

    return judge_document(document, tools=tools)
