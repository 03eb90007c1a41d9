"""How much of a file is read before a clear sentence takes the place of patience."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most one file may cost; sizes in bytes, time in seconds.

    `archive_ratio` is unpacked over packed size, judged over the whole archive once it unpacks to
    more than a megabyte; `memory` is address space of each process and holds in `read_guarded` only, as
    do `seconds` and `answer`, the size of a document as the child hands it over. `ocr_seconds` is the most
    that may be added to `seconds` for pages to be recognised.
    """

    bytes: int = 50 * MEGABYTE
    pages: int = 5_000
    characters: int = 10_000_000
    archive_entries: int = 5_000
    archive_ratio: float = 200.0
    archive_unpacked: int = 300 * MEGABYTE
    seconds: float = 120.0
    ocr_seconds: float = 1_800.0
    memory: int = 2_048 * MEGABYTE
    answer: int = 64 * MEGABYTE


DEFAULT_LIMITS = Limits()
