"""One file inside a container, before it is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


def _nothing() -> Iterator[bytes]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Member:
    """A file by the name that its container gives it.

    `chunks` yields its content and raises ReadError, to be read after the member's name, where it is
    damaged. `trouble` says, to be read after the name, why a member is not even tried.
    """

    name: str
    chunks: Callable[[], Iterator[bytes]] = _nothing
    trouble: str = ""
