"""What is kept as bytes: packed JSON, in the shape of the domain's types.

A document's text and places are kept once; the clauses found in it, and what they bear on, beside it.
"""

import functools
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from pipeline.domain.document import Document
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.reading import ReadAgreement
from pipeline.domain.requirements import Library
from pipeline.domain.review import Review
from pipeline.store.packing import packed, unpacked

KINDS: dict[str, Any] = {
    kind.__name__: kind for kind in (Document, ReadAgreement, Review, Library, Groundwork)
}


def dumped(value: object) -> bytes | None:
    """Return a document, a reading (without its document's text), a review or a library as packed JSON.

    None where it has no JSON form: text that is no Unicode (a lone surrogate) is read again next time;
    and where it is too large to be kept.
    """
    if isinstance(value, ReadAgreement):
        document = value.agreement.document
        value = replace(value, agreement=replace(value.agreement, document=_emptied(document)))
    try:
        return packed(_form(type(value).__name__).dump_json(value, exclude_defaults=True))
    except (PydanticSerializationError, ValueError):
        return None


def loaded_document(content: bytes) -> Document | None:
    """Return the document, None where the bytes are another build's, or damaged."""
    found: Document | None = _loaded(Document, content)
    return found


def loaded_reading(content: bytes, document: Document) -> ReadAgreement | None:
    """Return the reading with its document put back."""
    found: ReadAgreement | None = _loaded(ReadAgreement, content)
    if found is None:
        return None
    return replace(found, agreement=replace(found.agreement, document=replace(document, id=_id(found))))


def loaded_review(content: bytes) -> Review | None:
    """Return the review."""
    found: Review | None = _loaded(Review, content)
    return found


def loaded_groundwork(content: bytes) -> Groundwork | None:
    """Return what was found over an agreement set."""
    found: Groundwork | None = _loaded(Groundwork, content)
    return found


def loaded_library(content: bytes) -> Library | None:
    """Return the library."""
    found: Library | None = _loaded(Library, content)
    return found


def _emptied(document: Document) -> Document:
    return Document(document.id, document.source, "", ())


def _id(reading: ReadAgreement) -> str:
    return reading.agreement.document.id


def _loaded(kind: type, content: bytes) -> Any:
    plain = unpacked(content)
    try:
        return _form(kind.__name__).validate_json(plain) if plain is not None else None
    except ValidationError:
        return None


@functools.cache
def _form(kind: str) -> TypeAdapter[Any]:
    """Return the JSON form of a type; built once, as that takes longer than using it."""
    return TypeAdapter(KINDS[kind])
