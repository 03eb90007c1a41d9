"""A finished run judged anew by processes of our own, piece by piece."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future

from pipeline.batch.pool import Pool
from pipeline.reassess import Judge, Judged, Task, judge_again

FEW = 40  # suppliers that are judged before other processes are even ready
PIECE_SECONDS = 900.0

Ask = Callable[[Task], "Future[tuple[Judged, ...]]"]


@contextlib.contextmanager
def judges(opening: Callable[[], Judge], *, suppliers: int, workers: int) -> Iterator[tuple[Judge, Ask]]:
    """Give a judge, and a way to have a piece judged: by worker processes, or at once by that judge.

    Processes do not pay for a few suppliers.
    """
    with contextlib.ExitStack() as stack:
        pool: Pool[Judge] | None = None
        if workers > 1 and suppliers >= FEW:
            pool = stack.enter_context(Pool(opening, workers=workers))
            pool.start()  # while the judge here is opened
        judge = stack.enter_context(contextlib.closing(opening()))

        def ask(task: Task) -> "Future[tuple[Judged, ...]]":
            if pool is None:
                return _done(judge_again(judge, task))
            return pool.submit(judge_again, task, seconds=PIECE_SECONDS)

        yield judge, ask


def answered(ask: Ask, tasks: Iterable[Task]) -> Iterator[tuple[Judged, ...]]:
    """Have every piece judged and yield the answers in order."""
    asked = [ask(task) for task in tasks]
    yield from (one.result() for one in asked)


def _done(judged: tuple[Judged, ...]) -> "Future[tuple[Judged, ...]]":
    future: Future[tuple[Judged, ...]] = Future()
    future.set_result(judged)
    return future
