"""Documents that agreements rely on: is each among the papers supplied, by kind, name, title or schedule."""

import re
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.domain.agreement import Agreement, DocumentReference
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_WORD = re.compile(r"[a-z0-9]+")
_OWNER = re.compile(
    r"\s+(?:of|to|in)\s+(?:the|this|our|your)\s+", re.IGNORECASE
)  # "Schedule 1 of the Master Terms"
_OPENING_LINES = 3  # in which a document says what it is
_HEADING = 120  # characters; longer is no name


def settle_references(agreements: tuple[Agreement, ...], vocabulary: Vocabulary) -> tuple[Agreement, ...]:
    """Mark the references that a document of the set answers."""
    names = {a.document.id: _names_of(a) for a in agreements}

    def settled(reference: DocumentReference) -> DocumentReference:
        return replace(reference, supplied=_is_supplied(reference, agreements, names, vocabulary))

    return tuple(replace(a, references=tuple(map(settled, a.references))) for a in agreements)


@once_per_vocabulary
def _kind_titles(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["document_kinds"])


def _is_supplied(
    reference: DocumentReference,
    agreements: tuple[Agreement, ...],
    names: dict[str, tuple[str, ...]],
    vocabulary: Vocabulary,
) -> bool:
    kinds = {kind for kind, _ in _kind_titles(vocabulary).find(reference.title)}
    wanted = _plain(_OWNER.split(reference.title)[0])
    return any(
        (a.kind in kinds and a.document.id != reference.document)
        or (bool(wanted) and any(_names(name, wanted) for name in names[a.document.id]))
        for a in agreements
    )


def _names(name: str, wanted: str) -> bool:
    """Tell whether a title begins with the words wanted ("Schedule 1" is not "Schedule 12")."""
    return f"{name} ".startswith(f"{wanted} ")


def _names_of(agreement: Agreement) -> tuple[str, ...]:
    """Return a document's file name, its opening lines and its headings, in plain words."""
    opening = [c.text for c in agreement.clauses[:_OPENING_LINES]]
    heads = [c.text for c in agreement.clauses if c.kind in {"heading", "schedule"}]
    lines = [t for t in (*opening, *heads) if len(t) < _HEADING]
    return tuple(map(_plain, [PurePosixPath(agreement.document.source.name).stem, *lines]))


def _plain(text: str) -> str:
    words = _WORD.findall(text.lower())
    return " ".join(words[1:] if words[:1] in (["the"], ["our"], ["your"]) else words)
