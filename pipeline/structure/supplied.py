"""Documents that agreements rely on: is each among the papers supplied, by kind, name, title or schedule."""

import re
from dataclasses import replace

from pipeline.domain.agreement import Agreement, DocumentReference
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_WORD = re.compile(r"[a-z0-9]+")
_OPENING = 400  # characters at the head of a document in which its title stands
_HEADING = 120  # characters; longer is no name
_NO_NAME = frozenset(["the", "a", "an", "of", "and", "for", "to", "our", "your", "its", "this", "that", "in"])


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
    names: dict[str, frozenset[str]],
    vocabulary: Vocabulary,
) -> bool:
    kinds = {kind for kind, _ in _kind_titles(vocabulary).find(reference.title)}
    wanted = set(_WORD.findall(reference.title.lower())) - _NO_NAME
    return any(
        (a.kind in kinds and a.document.id != reference.document)
        or (bool(wanted) and wanted <= names[a.document.id])
        for a in agreements
    )


def _names_of(agreement: Agreement) -> frozenset[str]:
    """Return the words of a document's file name, opening and headings."""
    heads = [
        c.text for c in agreement.clauses if c.kind in {"heading", "schedule"} and len(c.text) < _HEADING
    ]
    stem = agreement.document.source.name.rpartition(".")[0]
    return frozenset(_WORD.findall(" ".join([stem, agreement.document.text[:_OPENING], *heads]).lower()))
