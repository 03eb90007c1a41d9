"""manifest.json: digests of everything that went into a review, so that it can be made again and checked.

The same papers, library and classifier, read in the same manner, give the same review.json, byte for
byte; its digest stands here too. `clausegap verify` looks at a manifest that lies beside its review.
"""

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pipeline.domain.agreement import Agreement
from pipeline.domain.requirements import Library
from pipeline.domain.review import Edition, Review
from pipeline.reports import review_json

Json = dict[str, Any]
SCHEMA = "clausegap/manifest/1"
FILE, REVIEW = "manifest.json", "review.json"

# What could read a paper otherwise in another version, and what arithmetic rests on.
_LIBRARIES = (
    "lxml", "markdown-it-py", "numpy", "olefile", "pdfplumber", "pypdf", "pypdfium2", "python-docx",
    "python-oxmsg", "PyYAML", "spacy",
)  # fmt: skip


def render(review: Review, library: Library) -> str:
    """Return `manifest.json`."""
    made = review_json.render(review, library)
    return review_json.dumped(
        {
            "schema": SCHEMA,
            "review": {"name": REVIEW, "sha256": hashlib.sha256(made.encode()).hexdigest()},
            "documents": [
                {"supplier": s.supplier} | _document(a)
                for s in review.assessments
                for a in s.agreements.agreements
            ],
            "failures": [f.name for f in review.failures],
            "left_out": [f.name for f in review.left_out],
            "library": _library(review.edition, library),
            "classifier": {"digest": review.edition.classifier, "words": review.edition.words},
            "reading": {"manner": review.edition.reading, "libraries": _versions()},
            "program": {
                "name": "clausegap",
                "version": review.edition.pipeline,
                "python": platform.python_version(),
            },
        }
    )


def _document(agreement: Agreement) -> Json:
    source, document = agreement.document.source, agreement.document
    return {
        "id": document.id,
        "name": source.name,
        "sha256": source.sha256,
        "size": source.size,
        "media_type": source.media_type,
        "view": document.view.value,
        "pages_by_ocr": [p.page for p in document.pages_by_ocr],
    }


def _library(edition: Edition, library: Library) -> Json:
    return {
        "version": edition.library_version,
        "digest": edition.library,
        "profiles": list(edition.profiles),
        "files": [{"name": name, "sha256": sha256} for name, sha256 in library.files],
    }


def _versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # the file kinds that it reads were then not read
            continue
    return found
