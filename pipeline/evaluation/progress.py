"""What a long evaluation tells of its progress."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`say` is given a sentence when a step begins, `count` the agreements done and their number."""

    say: Callable[[str], None]
    count: Callable[[int, int], None]


SILENT = Progress(say=lambda _: None, count=lambda _done, _total: None)
