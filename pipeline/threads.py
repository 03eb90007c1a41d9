"""How many threads a numeric library takes for one product, one, and how many cores there are.

Every command imports this first: it stays small.
"""

import os

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
