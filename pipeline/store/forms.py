"""What is kept as bytes: packed JSON, in the shape of the domain's types.

A document's text and places are kept once; the clauses found in it, and what they bear on, beside it.
"""

from dataclasses import replace
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from pipeline.domain.document import Document
from pipeline.domain.reading import ReadAgreement
from pipeline.store.packing import packed, unpacked

T = TypeVar("T")
_FORMS: dict[type, TypeAdapter[Any]] = {}


def dumped(value: object) -> bytes | None:
    """Return a dataclass as packed JSON, a reading without its document's text.

    None where it has no JSON form, text that is no Unicode (a lone surrogate), and where it is too large
    to be kept: it is made again next time.
    """
    if isinstance(value, ReadAgreement):
        document = value.agreement.document
        value = replace(value, agreement=replace(value.agreement, document=_emptied(document)))
    try:
        return packed(_form(type(value)).dump_json(value, exclude_defaults=True))
    except (PydanticSerializationError, ValueError):
        return None


def loaded(kind: type[T], content: bytes) -> T | None:
    """Return what was dumped of that kind, None where the bytes are another build's, or damaged."""
    plain = unpacked(content)
    try:
        found: T | None = _form(kind).validate_json(plain) if plain is not None else None
        return found
    except ValidationError:
        return None


def loaded_reading(content: bytes, document: Document) -> ReadAgreement | None:
    """Return the reading with its document put back."""
    found = loaded(ReadAgreement, content)
    if found is None:
        return None
    return replace(found, agreement=replace(found.agreement, document=replace(document, id=_id(found))))


def _emptied(document: Document) -> Document:
    return Document(document.id, document.source, "", ())


def _id(reading: ReadAgreement) -> str:
    return reading.agreement.document.id


def _form(kind: type) -> TypeAdapter[Any]:
    """Return the JSON form of a type; built once, as that takes longer than using it."""
    if kind not in _FORMS:
        _FORMS[kind] = TypeAdapter(kind)
    return _FORMS[kind]
