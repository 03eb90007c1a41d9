"""review.oscal.json: the review as OSCAL assessment results, for GRC tools.

A requirement is an assessment objective, its finding says whether the agreement satisfies it, the words
are observations, a gap is a risk with what to ask. What could not be assessed, or does not apply, is an
observation and no finding, since OSCAL knows no third state. Identifiers are made from what went in, and
no clock is read: the same review gives the same bytes.
"""

import json
from typing import Any
from urllib.parse import quote

from pipeline.domain.document import Document
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment, Review
from pipeline.reports.escaping import markdown_line
from pipeline.reports.oscal_names import NAMESPACE, OSCAL_VERSION, UNDATED, Ids, prop, string
from pipeline.reports.oscal_result import Desk, result
from pipeline.reports.review_json import dumped
from pipeline.reports.words import GUIDANCE, NO_ADVICE, made_with

Json = dict[str, Any]


def render(review: Review, library: Library) -> str:
    """Return `review.oscal.json`."""
    ids = Ids.of(_digests(review))
    return dumped(
        {
            "assessment-results": {
                "uuid": ids.of_whole(),
                "metadata": _metadata(review),
                "import-ap": {
                    "href": f"#{ids('library')}",
                    "remarks": "There is no plan; the clause library says what was asked.",
                },
                "results": [
                    result(a, Desk(library, ids.within(n), ids.document))
                    for n, a in enumerate(review.assessments)
                ]
                or [_nothing(review, ids)],
                "back-matter": {
                    "resources": [_library(review, library, ids), *_documents(review.assessments, ids)]
                },
            }
        }
    )


def _digests(review: Review) -> str:
    """Return what the identifiers are made from: papers and edition; a word changed, and they change."""
    papers = [
        [a.supplier, *(d.document.source.sha256 for d in a.agreements.agreements)] for a in review.assessments
    ]
    edition = review.edition
    made_with = [edition.pipeline, edition.library, edition.classifier, edition.reading, *edition.profiles]
    return json.dumps([papers, made_with, [[f.name, f.reason] for f in review.failures]])


def _metadata(review: Review) -> Json:
    suppliers = ", ".join(a.supplier for a in review.assessments) or "no paper could be read"
    return {
        "title": string(f"Cloud agreement review: {suppliers}"),
        "last-modified": UNDATED,
        "version": string(review.edition.pipeline),
        "oscal-version": OSCAL_VERSION,
        "props": [
            prop("pipeline", review.edition.pipeline),
            prop("library", review.edition.library),
            prop("classifier", review.edition.classifier),
            *([prop("reading", review.edition.reading)] if review.edition.reading else ()),
            *(prop("profile", name) for name in review.edition.profiles),
        ],
        "remarks": markdown_line(
            f"{GUIDANCE}; {NO_ADVICE}. {made_with(review.edition)}. {UNDATED[:10]} stands for every date: "
            "no clock goes into a review, so that it can be made again."
        ),
    }


def _library(review: Review, library: Library, ids: Ids) -> Json:
    return {
        "uuid": ids("library"),
        "title": string(f"ClauseGap clause library {library.version}"),
        "description": "What a cloud service agreement should say, after ISO/IEC 27017 guidance.",
        "props": [prop("library", review.edition.library)],
    }


def _documents(assessments: tuple[Assessment, ...], ids: Ids) -> list[Json]:
    documents = {a.document.source.sha256: a.document for s in assessments for a in s.agreements.agreements}
    return [_document(document, ids) for document in documents.values()]


def _document(document: Document, ids: Ids) -> Json:
    source = document.source
    return {
        "uuid": ids.document(source.sha256),
        "title": string(source.name),
        "rlinks": [
            {
                "href": quote(string(source.name), safe="/"),
                "media-type": source.media_type,
                "hashes": [{"algorithm": "SHA-256", "value": source.sha256}],
            }
        ],
    }


def _nothing(review: Review, ids: Ids) -> Json:
    reasons = " ".join(f.reason for f in review.failures)
    return {
        "uuid": ids("nothing"),
        "title": "Nothing could be read",
        "description": markdown_line(reasons or "There was nothing to read."),
        "props": [{"name": "assessed", "ns": NAMESPACE, "value": "no"}],
        "start": UNDATED,
        "reviewed-controls": {"control-selections": [{"include-all": {}}]},
    }
