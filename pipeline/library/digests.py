"""Digests of the parts of a library, so that a change of one part undoes only what hangs on it.

Limits, severities, applicability, thresholds and profiles decide no more than the judgement; nothing of
them is in here, so a change of theirs leaves what was classified as it is.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from pydantic_core import to_jsonable_python

from pipeline.domain.requirements import Library
from pipeline.library.cues import POINT_CUES


def classification_digest(library: Library) -> str:
    """Return the SHA-256 (hex) of what clauses are understood and classified by.

    Vocabularies, families, cues, the values looked for; examples and phrasings are the classifier's own.
    """
    return _digest([library.vocabulary, *_classified_by(library)])


def wordings_digest(library: Library) -> str:
    """Return the SHA-256 (hex) of our own wordings, which are known again when they come back."""
    return _digest(
        [
            (r.id, r.wording, r.drafting, [(s.id, s.add) for s in r.subpoints if s.add])
            for r in library.requirements
        ]
    )


def _classified_by(library: Library) -> Iterator[Any]:
    for family in library.families:
        yield family.id
        for r in family.requirements:
            subpoints = [(s.id, *(getattr(s, field) for field in POINT_CUES)) for s in r.subpoints]
            yield r.id, r.cues, r.near_miss_cues, r.adverse_cues, subpoints, r.attributes, r.tells


def _digest(parts: Any) -> str:
    plain = to_jsonable_python(parts)
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
