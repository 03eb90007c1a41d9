"""What is kept under which key: each layer names what it was made of and with, and nothing else.

    document   the file, its name, how files are read, the readers
    reading    that, and the classifier, the parts of the library it is used with, the rooms that use it
    review     the agreement set and the whole edition
    report     that, and the report's name

So a new classifier reads no file again, and a new limit classifies nothing again.
"""

import hashlib
import json
from dataclasses import astuple

from pipeline.domain.portfolio import Build
from pipeline.domain.review import Edition
from pipeline.store.builds import build

DOCUMENTS, READINGS, REVIEWS, REPORTS = "documents", "readings", "reviews", "reports"


def document_key(sha256: str, *, name: str, edition: Edition, by: Build | None = None) -> str:
    """Return the key of a document as it was read; `by` is another build of the program."""
    return _key(DOCUMENTS, sha256, name, edition.reading, (by or build()).reading)


def reading_key(sha256: str, *, name: str, edition: Edition, by: Build | None = None) -> str:
    """Return the key of a document understood and classified."""
    made_with = (edition.reading, edition.classifier, edition.classification, edition.wordings)
    return _key(READINGS, sha256, name, *made_with, (by or build()).classification)


def review_key(set_sha256: str, *, edition: Edition) -> str:
    """Return the key of the review of an agreement set."""
    return _key(REVIEWS, set_sha256, astuple(edition), build().program)


def report_key(set_sha256: str, *, name: str, edition: Edition) -> str:
    """Return the key of a report file on an agreement set."""
    return _key(REPORTS, set_sha256, name, astuple(edition), build().program)


def _key(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
