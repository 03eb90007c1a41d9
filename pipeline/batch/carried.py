"""What goes between the machines of a cluster.

Readings and reviews go as JSON: pickling their objects one by one took a sixth of a worker's time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.batch import work
from pipeline.domain.reading import ReadAgreement
from pipeline.store import forms
from pipeline.store.layers import PackedReading


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """The bytes of a document; they show in no log."""

    data: bytes

    def __repr__(self) -> str:
        return f"Content({len(self.data)} bytes)"


@dataclass(frozen=True, slots=True)
class NotHere:
    """A worker can't open a document, or finds another in its place: it wants the bytes."""


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """What came of a question: a value, or the error that it raised."""

    value: object = None
    error: Exception | None = None


class Held:
    """A reading as the worker holds that made it; it goes to others, and to who keeps it, packed."""

    __slots__ = ("_document_id", "_whole", "packed")

    def __init__(
        self, packed: PackedReading | None, document_id: str, whole: ReadAgreement | None = None
    ) -> None:
        self.packed, self._document_id, self._whole = packed, document_id, whole

    @classmethod
    def of(cls, reading: ReadAgreement) -> "Held":
        """Hold a reading, which is packed at once: whoever asked for it keeps it."""
        return cls(PackedReading.of(reading), reading.agreement.document.id, reading)

    def reading(self) -> ReadAgreement:
        """Return the reading."""
        whole = self._whole or (self.packed.opened(self._document_id) if self.packed else None)
        if whole is None:
            raise RuntimeError("a reading was damaged on its way")
        return whole

    def __reduce__(self) -> tuple[type["Held"], tuple[object, ...]]:
        # What has no packed form, text with a lone surrogate, is pickled as it is.
        rest = () if self.packed else (self._whole,)
        return Held, (self.packed, self._document_id, *rest)


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """A supplier's review as made elsewhere, with the files of its reports."""

    written: work.Written
    files: dict[str, bytes]

    def __reduce__(self) -> tuple[Callable[..., "Made"], tuple[object, ...]]:
        packed = forms.dumped(self.written)
        return (_made, (packed, self.files)) if packed else (Made, (self.written, self.files))


def _made(packed: bytes, files: dict[str, bytes]) -> Made:
    written = forms.loaded(work.Written, packed)
    if written is None:
        raise RuntimeError("a review was damaged on its way")
    return Made(written, files)
