"""Numeric work on all cores of a process, in the order in which it is asked for."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from pipeline.threads import cores

A = TypeVar("A")
R = TypeVar("R")


def side_by_side(make: Callable[[A], R], items: Iterable[A]) -> Iterator[tuple[A, R]]:
    """Yield each item with what is made of it, in order; only few are taken before they are made.

    Threads of this process make them, one a core. A worker process makes them alone: the other cores
    have workers of their own.
    """
    if (threads := 1 if multiprocessing.parent_process() else cores()) == 1:
        yield from ((item, make(item)) for item in items)
        return
    with ThreadPoolExecutor(threads, thread_name_prefix="clausegap-numbers") as pool:
        making: deque[tuple[A, Future[R]]] = deque()
        for item in items:
            making.append((item, pool.submit(make, item)))
            if len(making) > threads:
                first, made = making.popleft()
                yield first, made.result()
        for first, made in making:
            yield first, made.result()
