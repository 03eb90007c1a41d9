"""A finished run judged anew by processes of our own, piece by piece."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future

from pipeline.batch.pool import Pool
from pipeline.reassess import Judge, Judged, Task, judge_again

FEW = 40  # suppliers that are judged before other processes are even ready
PIECE_SECONDS = 900.0

Ask = Callable[[Task], "Future[tuple[Judged, ...]]"]


@contextlib.contextmanager
def judges(opening: Callable[[], Judge], *, suppliers: int, workers: int) -> Iterator[Ask]:
    """Give a way to have a piece judged: by worker processes, or at once where those would not pay."""
    if workers == 1 or suppliers < FEW:
        with contextlib.closing(opening()) as judge:
            yield lambda task: _done(judge_again(judge, task))
        return
    with Pool(opening, workers=workers) as pool:
        pool.start()
        yield lambda task: pool.submit(judge_again, task, seconds=PIECE_SECONDS)


def _done(judged: tuple[Judged, ...]) -> "Future[tuple[Judged, ...]]":
    future: Future[tuple[Judged, ...]] = Future()
    future.set_result(judged)
    return future
