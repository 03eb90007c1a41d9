"""What a guarded child hands to its parent: bytes, or the name of an error and its sentence.

The child has parsed hostile bytes, so nothing of what it sends may run: a document comes as JSON and
is held to the types of the domain.
"""

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from pipeline import errors
from pipeline.domain.document import Document
from pipeline.errors import DamagedFile, LimitExceeded, ReadError

_FORM = TypeAdapter(Document)  # built with the module, so that a fork server builds it once for all
_MADE, _REFUSED = b"+", b"-"


def packed(document: Document) -> bytes:
    """Return the document as bytes; raises DamagedFile where it holds what is no text."""
    try:
        return _FORM.dump_json(document)
    except (PydanticSerializationError, ValueError) as error:  # half of a pair of code units
        raise DamagedFile(
            f"{document.source.name} holds characters that are no text: open it and save it again."
        ) from error


def unpacked(data: bytes, *, name: str) -> Document:
    """Return the document that was packed; raises DamagedFile for bytes that are none."""
    try:
        return _FORM.validate_json(data)
    except ValueError as error:  # a place outside of all numbers; or the child is not itself
        raise broken_off(name) from error


def answer_of(outcome: bytes | ReadError, *, name: str, most: int) -> bytes:
    """Return what the child sends, never more than `most` bytes."""
    if isinstance(outcome, bytes) and len(outcome) >= most:
        outcome = LimitExceeded(f"{name} falls into more lines and paragraphs than are allowed: split it.")
    if isinstance(outcome, bytes):
        return _MADE + outcome
    return _REFUSED + f"{type(outcome).__name__} {outcome}".encode(errors="replace")


def outcome_of(answer: bytes, *, name: str) -> bytes:
    """Return the bytes of an answer; raises the ReadError in it, DamagedFile for what is no answer."""
    if answer.startswith(_MADE):
        return answer[1:]
    kind, _, sentence = answer[1:].decode(errors="replace").partition(" ")
    error = getattr(errors, kind, None) if answer.startswith(_REFUSED) and sentence else None
    if isinstance(error, type) and issubclass(error, ReadError):
        raise error(sentence)
    raise broken_off(name)


def broken_off(name: str) -> DamagedFile:
    """Return the error for a child that ended without a sound answer."""
    return DamagedFile(f"{name} broke the reader off, it seems damaged: ask for it again.")
