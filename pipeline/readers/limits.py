"""How much of a file is read before a clear sentence takes the place of patience."""

from dataclasses import dataclass, replace

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most one file may cost; sizes in bytes, time in seconds.

    `archive_ratio` is unpacked over packed size, judged over the whole archive once it unpacks to
    more than a megabyte; `memory` is address space of each process and holds in `read_guarded` only, as
    do `seconds` and `answer`, the size of a document as the child hands it over. `least_seconds` are those of
    the smallest file, from which the time grows to `seconds` for a megabyte: a file takes hundredths of
    that, and one that hangs its parser is mostly small.
    `ocr_seconds` is the most that may be added to that for pages to be recognised.
    """

    bytes: int = 50 * MEGABYTE
    pages: int = 5_000
    characters: int = 10_000_000
    archive_entries: int = 5_000
    archive_ratio: float = 200.0
    archive_unpacked: int = 300 * MEGABYTE
    seconds: float = 120.0
    least_seconds: float = 30.0
    ocr_seconds: float = 1_800.0
    memory: int = 2_048 * MEGABYTE
    answer: int = 64 * MEGABYTE

    def for_size(self, size: int) -> "Limits":
        """Return the limits of a file of so many bytes."""
        least = min(self.least_seconds, self.seconds)
        share = min(size / MEGABYTE, 1.0)
        return replace(self, seconds=least + share * (self.seconds - least))


DEFAULT_LIMITS = Limits()

# Reading ends by itself before this; who has a worker read ends what hangs after that.
DOCUMENT_SECONDS = DEFAULT_LIMITS.seconds + DEFAULT_LIMITS.ocr_seconds + 180.0
