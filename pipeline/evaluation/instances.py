"""Annotated agreements as rows to learn from, read by the same way that reviews go."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.classification.train import Instance, Label
from pipeline.classification.units import Unit, sentence_features, units_of
from pipeline.domain.agreement import Agreement
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Bearing, Effect, Example, Library
from pipeline.evaluation.alignment import index_of, labels_in, paragraph_at, place_quotes
from pipeline.evaluation.corpus import Annotated, GoldPassage, as_text
from pipeline.library.cues import CueIndex
from pipeline.library.phrasings import Phrasings
from pipeline.readers.read import read
from pipeline.structure.segment import segment

STANCE_OF = {
    Effect.SATISFIES: Stance.BINDING,
    Effect.WEAKENS: Stance.QUALIFIED,
    Effect.TAKES_AWAY: Stance.ADVERSE,
}
LIBRARY_GROUP = ""  # our own examples belong to no supplier: they are in every fold
OWN_WEIGHT = (
    3.0  # of an example of our own: each stands for many wordings that no agreement of the corpus has
)


@dataclass(frozen=True, slots=True)
class ReadGold:
    """An annotated agreement as this program reads it, with its units."""

    gold: Annotated
    agreement: Agreement
    units: tuple[Unit, ...]


def read_gold(gold: Annotated, library: Library, cues: CueIndex) -> ReadGold:
    """Read and segment an annotated agreement as plain text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{gold.doc_id}.txt"
        path.write_text(as_text(gold.paragraphs), encoding="utf-8")
        document = read(path, document_id="d1")
    agreement = segment(document, library.vocabulary)
    return ReadGold(gold, agreement, tuple(units_of(agreement, cues)))


def instances_of(read: Iterable[ReadGold]) -> Iterator[Instance]:
    """Yield every clause and every sentence of the agreements with its labels."""
    for item in read:
        document = item.agreement.document
        placed = place_quotes(item.gold, document)
        starts = paragraph_at(item.gold, document)
        for unit in item.units:
            group = item.gold.groups[index_of(starts, unit.clause.span)]
            yield _instance(unit.whole, labels_in(unit.clause.span, placed), group)
            for span, features in zip(unit.spans, unit.sentences, strict=False):
                yield _instance(features, labels_in(span, placed), group)


def library_instances(library: Library, phrasings: Phrasings, cues: CueIndex) -> Iterator[Instance]:
    """Yield the library's own examples and phrasings, those held out left aside."""
    for r in library.requirements:
        yield from (_own(r.id, e, None, cues) for e in r.examples if not e.held_out)
        yield from (_own(r.id, p, p.also, cues) for p in phrasings.get(r.id, ()) if not p.held_out)


def _own(requirement: str, example: Example, also: Mapping[str, Bearing] | None, cues: CueIndex) -> Instance:
    bearings = {requirement: Bearing(example.effect, example.subpoints), **(also or {})}
    return Instance(
        sentence_features(example.text, cues),
        tuple(
            Label(r, STANCE_OF[b.effect], b.subpoints) for r, b in bearings.items() if b.effect in STANCE_OF
        ),
        LIBRARY_GROUP,
        OWN_WEIGHT,
        # An example that was written for one requirement may well bear on others: nobody has looked.
        frozenset({requirement}) if also is None else None,
    )


def _instance(features: tuple[str, ...], gold: Sequence[GoldPassage], group: str) -> Instance:
    return Instance(features, tuple(Label(g.req, g.stance, g.sub) for g in gold), group)
