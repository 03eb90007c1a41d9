"""How much of a file is read before a clear sentence takes the place of patience."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most one file may cost; sizes in bytes, time in seconds.

    `archive_ratio` is unpacked over packed size, judged over the whole archive once it unpacks to
    more than a megabyte; `memory` is address space and holds in `read_guarded` only, as does `seconds`.
    """

    bytes: int = 50 * MEGABYTE
    pages: int = 2_000
    characters: int = 10_000_000
    archive_entries: int = 5_000
    archive_ratio: float = 200.0
    archive_unpacked: int = 300 * MEGABYTE
    seconds: float = 120.0
    memory: int = 2_048 * MEGABYTE


DEFAULT_LIMITS = Limits()
