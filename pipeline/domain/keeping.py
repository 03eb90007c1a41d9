"""What may be kept between runs: documents as read and judged, reviews of whole agreement sets."""

import hashlib
import json
from collections.abc import Iterable
from typing import Protocol

from pipeline.domain.reading import ReadAgreement
from pipeline.domain.review import Edition, Review


class Keep(Protocol):
    """Results by content digest (SHA-256, hex) and edition; what is not there, or damaged, is None.

    A reading is kept under its file's digest and name and comes back with the document id asked
    for; a review is kept under the digest of its agreement set. Keeping never fails: a result that
    can't be kept is made again next time.
    """

    def reading(self, sha256: str, *, name: str, document_id: str, edition: Edition) -> ReadAgreement | None:
        """Return the kept reading of the file, its ids beginning with `document_id`."""

    def keep_reading(self, reading: ReadAgreement, *, edition: Edition) -> None:
        """Keep the reading under the digest and name in its document's source."""

    def review(self, set_sha256: str, *, edition: Edition) -> Review | None:
        """Return the kept review of the agreement set."""

    def keep_review(self, review: Review, *, set_sha256: str, edition: Edition) -> None:
        """Keep the review of the agreement set."""


def set_digest(supplier: str, files: Iterable[tuple[str, str]]) -> str:
    """Return the digest of an agreement set: the supplier's name, each file's name and SHA-256."""
    whole = json.dumps([supplier, [list(file) for file in files]])
    return hashlib.sha256(whole.encode()).hexdigest()
