"""Kept results as layers: the document as read, as classified, the review; whatever they are kept in."""

from dataclasses import replace
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
        """Return what was put there, None where nothing sound is."""

    def put(self, layer: str, key: str, content: bytes) -> None:
        """Keep the content."""

    def has(self, layer: str, key: str) -> bool:
        """Tell whether something is there."""


class Layers:
    """A `Keep` over a bin; `by` is the build of the program that made what is asked for (else this one)."""

    def __init__(self, bin_: Bin, *, by: Build | None = None) -> None:
        self.bin = bin_
        self._by = by

    def document(self, sha256: str, *, name: str, document_id: str, edition: Edition) -> Document | None:
        """Return the kept document under the id that it has in this set."""
        content = self.bin.get(DOCUMENTS, document_key(sha256, name=name, edition=edition, by=self._by))
        found = forms.loaded_document(content) if content is not None else None
        return replace(found, id=document_id) if found else None

    def keep_document(self, document: Document, *, edition: Edition) -> None:
        """Keep the document under the digest and name in its source."""
        self._put(
            DOCUMENTS,
            document_key(document.source.sha256, name=document.source.name, edition=edition, by=self._by),
            document,
        )

    def reading(self, sha256: str, *, name: str, document_id: str, edition: Edition) -> ReadAgreement | None:
        """Return the kept reading of the file, its ids beginning with `document_id`."""
        content = self.bin.get(READINGS, reading_key(sha256, name=name, edition=edition, by=self._by))
        if content is None:
            return None
        document = self.document(sha256, name=name, document_id=document_id, edition=edition)
        found = forms.loaded_reading(content, document) if document else None
        return with_document_id(found, document_id) if found else None

    def keep_reading(self, reading: ReadAgreement, *, edition: Edition) -> None:
        """Keep the reading, and its document where that is not kept yet."""
        document = reading.agreement.document
        sha256, name = document.source.sha256, document.source.name
        if not self.bin.has(DOCUMENTS, document_key(sha256, name=name, edition=edition, by=self._by)):
            self.keep_document(document, edition=edition)
        self._put(READINGS, reading_key(sha256, name=name, edition=edition, by=self._by), reading)

    def review(self, set_sha256: str, *, edition: Edition) -> Review | None:
        """Return the kept review of the agreement set."""
        content = self.bin.get(REVIEWS, review_key(set_sha256, edition=edition))
        return forms.loaded_review(content) if content is not None else None

    def keep_review(self, review: Review, *, set_sha256: str, edition: Edition) -> None:
        """Keep the review of the agreement set."""
        self._put(REVIEWS, review_key(set_sha256, edition=edition), review)

    def _put(self, layer: str, key: str, value: object) -> None:
        content = forms.dumped(value)
        if content is not None:
            self.bin.put(layer, key, content)
