"""The Prefect flow: thin tasks around `suppliers`, on threads; the work is done by our own processes.

Prefect is imported when the flow is called. Nothing but counts goes to it: no contract text, no
names, no results.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pipeline.batch.server import server, set_environment
from pipeline.errors import UsageError

C = TypeVar("C")
R = TypeVar("R")

TRIES = 2


def run_flow(
    chunks: Sequence[C],
    review: Callable[[C, bool], R],
    *,
    threads: int,
    may_pass: type[Exception],
    on_start: Callable[[], None],
    on_end: Callable[[], None],
    abandon: Callable[[], None],
) -> tuple[R | BaseException, ...]:
    """Call `review(chunk, last_try)` for every chunk and return results and errors in order.

    A chunk that raised `may_pass` is tried once more. `on_start` and `on_end` are called around the
    work, `abandon` when the user interrupts, to end at once what `review` waits for. Raises
    UsageError where Prefect can't be started or reached.
    """
    set_environment()
    from httpx import HTTPError
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE
    from prefect.futures import wait
    from prefect.runtime import task_run
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.task_runners import ThreadPoolTaskRunner

    def worth_another(_task: object, _run: object, state: Any) -> bool:
        return isinstance(state.result(raise_on_failure=False), may_pass)

    @task(
        retries=TRIES - 1,
        retry_delay_seconds=1,
        retry_condition_fn=worth_another,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def review_chunk(number: int) -> R:
        return review(chunks[number], task_run.run_count >= TRIES)

    runner: Any = ThreadPoolTaskRunner(max_workers=threads)  # its type parameters don't meet those of `flow`

    @flow(task_runner=runner, persist_result=False)
    def review_portfolio(chunks_to_review: int) -> tuple[R | BaseException, ...]:
        on_start()
        futures = [review_chunk.submit(n) for n in range(chunks_to_review)]
        try:
            wait(futures)
        except KeyboardInterrupt:
            abandon()
            raise
        on_end()
        return tuple(future.result(raise_on_failure=False) for future in futures)

    # The heartbeat tells a server of crashed runs and costs a second at the end of each.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}), server():
        try:
            return review_portfolio(len(chunks))
        except HTTPError as error:
            raise UsageError(
                f"The Prefect server was lost ({type(error).__name__}); run the same again, what was "
                "finished is kept."
            ) from error
