"""What was classified lately: papers of one firm, and of one trade, repeat whole clauses word for word."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_CLAUSES = 8192  # kept at once, about 30 MB


class Memory(Generic[T]):
    """Keeps what was made of each clause, those asked for least lately forgotten first."""

    def __init__(self, most: int = MOST_CLAUSES) -> None:
        """Keep at most so many."""
        self._most = most
        self._kept: OrderedDict[bytes, T] = OrderedDict()

    def recall(self, keys: Sequence[bytes], make: Callable[[Sequence[int]], Sequence[T]]) -> list[T]:
        """Return what is kept under each key; `make` is asked once for the rest, by their first places."""
        found = {key: self._kept[key] for key in keys if key in self._kept}
        fresh: dict[bytes, int] = {}
        for place, key in enumerate(keys):
            if key not in found:
                fresh.setdefault(key, place)
        if fresh:
            found |= zip(fresh, make(list(fresh.values())), strict=True)
        for key, made in found.items():
            self._kept[key] = made
            self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return [found[key] for key in keys]
