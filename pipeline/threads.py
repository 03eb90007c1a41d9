"""Threads of numeric work: one for a product, as many as there are cores for products side by side."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

A = TypeVar("A")
R = TypeVar("R")

NAMES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def take_one_thread() -> None:
    """Let numeric libraries loaded from now on, here and in children, take one thread unless told otherwise.

    Clauses are many small products: threads wait for each other, busily, more than they multiply, and
    those of several workers stand in each other's way.
    """
    for name in NAMES:
        os.environ.setdefault(name, "1")


def cores() -> int:
    """Return how many cores this process may use, which in a container may be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
