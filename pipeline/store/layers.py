"""Kept results as layers: the document as read, as classified, the review; whatever they are kept in."""

from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.domain.document import Document
from pipeline.domain.portfolio import Build
from pipeline.domain.reading import ReadAgreement
from pipeline.domain.review import Edition, Review
from pipeline.store import forms
from pipeline.store.keys import DOCUMENTS, READINGS, REVIEWS, document_key, reading_key, review_key
from pipeline.store.renaming import with_document_id


class Bin(Protocol):
    """Bytes by layer and key; what can't be kept is not there next time."""

    def get(self, layer: str, key: str) -> bytes | None:
        """Return what was put there, None where nothing is."""

    def put(self, layer: str, key: str, content: bytes) -> None:
        """Keep the content."""

    def has(self, layer: str, key: str) -> bool:
        """Tell whether something is there."""


@dataclass(frozen=True, slots=True, repr=False)
class PackedReading:
    """A reading as it is kept, its document (under that file's digest and name) beside it."""

    sha256: str
    name: str
    document: bytes
    reading: bytes

    @classmethod
    def of(cls, reading: ReadAgreement) -> "PackedReading | None":
        """Pack a reading; None where it has no kept form."""
        document = reading.agreement.document
        own, rest = forms.dumped(document), forms.dumped(reading)
        if own is None or rest is None:
            return None
        return cls(document.source.sha256, document.source.name, own, rest)

    def opened(self, document_id: str) -> ReadAgreement | None:
        """Return the reading, its ids beginning with `document_id`; None where it is damaged."""
        document = forms.loaded(Document, self.document)
        found = forms.loaded_reading(self.reading, document) if document else None
        return with_document_id(found, document_id) if found else None


class Layers:
    """A `Keep` over a bin; `by` is the build of the program that made what is asked for (else this one)."""

    def __init__(self, bin_: Bin, *, by: Build | None = None) -> None:
        self.bin = bin_
        self._by = by

    def document(self, sha256: str, *, name: str, document_id: str, edition: Edition) -> Document | None:
        """Return the kept document under the id that it has in this set."""
        content = self.bin.get(DOCUMENTS, self._keys(sha256, name, edition)[0])
        found = forms.loaded(Document, content) if content is not None else None
        return replace(found, id=document_id) if found else None

    def keep_document(self, document: Document, *, edition: Edition) -> None:
        """Keep the document under the digest and name in its source."""
        source = document.source
        self._put(DOCUMENTS, self._keys(source.sha256, source.name, edition)[0], document)

    def reading(self, sha256: str, *, name: str, document_id: str, edition: Edition) -> ReadAgreement | None:
        """Return the kept reading of the file, its ids beginning with `document_id`."""
        packed = self.packed_reading(sha256, name=name, edition=edition)
        return packed.opened(document_id) if packed else None

    def keep_reading(self, reading: ReadAgreement, *, edition: Edition) -> None:
        """Keep the reading, and its document where that is not kept yet."""
        document = reading.agreement.document
        own, rest = self._keys(document.source.sha256, document.source.name, edition)
        if not self.bin.has(DOCUMENTS, own):
            self._put(DOCUMENTS, own, document)
        self._put(READINGS, rest, reading)

    def packed_reading(self, sha256: str, *, name: str, edition: Edition) -> PackedReading | None:
        """Return the kept reading of the file as it is kept, which may be damaged."""
        own, rest = self._keys(sha256, name, edition)
        reading = self.bin.get(READINGS, rest)
        document = self.bin.get(DOCUMENTS, own) if reading is not None else None
        return PackedReading(sha256, name, document, reading) if document and reading else None

    def keep_packed(self, packed: PackedReading, *, edition: Edition) -> None:
        """Keep a reading, and its document, that were packed elsewhere."""
        document, reading = self._keys(packed.sha256, packed.name, edition)
        self.bin.put(DOCUMENTS, document, packed.document)
        self.bin.put(READINGS, reading, packed.reading)

    def review(self, set_sha256: str, *, edition: Edition) -> Review | None:
        """Return the kept review of the agreement set."""
        content = self.bin.get(REVIEWS, review_key(set_sha256, edition=edition))
        return forms.loaded(Review, content) if content is not None else None

    def keep_review(self, review: Review, *, set_sha256: str, edition: Edition) -> None:
        """Keep the review of the agreement set."""
        self._put(REVIEWS, review_key(set_sha256, edition=edition), review)

    def _keys(self, sha256: str, name: str, edition: Edition) -> tuple[str, str]:
        """Return the keys of a document and of its reading."""
        return (
            document_key(sha256, name=name, edition=edition, by=self._by),
            reading_key(sha256, name=name, edition=edition, by=self._by),
        )

    def _put(self, layer: str, key: str, value: object) -> None:
        content = forms.dumped(value)
        if content is not None:
            self.bin.put(layer, key, content)
