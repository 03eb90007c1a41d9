"""What may be kept between runs: documents as read, then as classified, reviews of whole agreement sets."""

import hashlib
import json
from collections.abc import Iterable
from typing import Protocol

from pipeline.domain.document import Document
from pipeline.domain.reading import ReadAgreement
from pipeline.domain.review import Edition, Review


class Keep(Protocol):
    """Results by content digest (SHA-256, hex) and edition; what is not there, or damaged, is None.

    A document is kept under its file's digest and name and how it was read, a reading also under what
    it was classified with; both come back with the document id asked for. A review is kept under the
    digest of its agreement set. Keeping never fails: a result that can't be kept is made again next
    time.
    """

    def document(self, sha256: str, *, name: str, document_id: str, edition: Edition) -> Document | None:
        """Return the kept document as it was read."""

    def keep_document(self, document: Document, *, edition: Edition) -> None:
        """Keep the document under the digest and name in its source."""

    def reading(self, sha256: str, *, name: str, document_id: str, edition: Edition) -> ReadAgreement | None:
        """Return the kept reading of the file, its ids beginning with `document_id`."""

    def keep_reading(self, reading: ReadAgreement, *, edition: Edition) -> None:
        """Keep the reading, whose document was kept, under the digest and name in its document's source."""

    def review(self, set_sha256: str, *, edition: Edition) -> Review | None:
        """Return the kept review of the agreement set."""

    def keep_review(self, review: Review, *, set_sha256: str, edition: Edition) -> None:
        """Keep the review of the agreement set."""


def set_digest(supplier: str, files: Iterable[tuple[str, str]]) -> str:
    """Return the digest of an agreement set: the supplier's name, each file's name and SHA-256."""
    whole = json.dumps([supplier, [list(file) for file in files]])
    return hashlib.sha256(whole.encode()).hexdigest()
