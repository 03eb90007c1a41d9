"""Annotated agreements as rows to learn from, read by the same way that reviews go."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.classification.lessons import Lesson
from pipeline.classification.train import Instance, Label
from pipeline.classification.units import Unit, said_alone, sentence_features, units_of
from pipeline.domain.agreement import Agreement
from pipeline.domain.places import Span
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
OWN_WEIGHT = 1.0  # of a text of our own beside a clause of an agreement

LabelsIn = Callable[[Span], tuple[Label, ...]]


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
    for unit, labels, group in _labelled(read):
        yield Instance(unit.whole, labels(unit.clause.span), group)
        for span, features in zip(unit.spans, unit.sentences, strict=False):
            yield Instance(features, labels(span), group)


def lessons_of(read: Iterable[ReadGold]) -> Iterator[Lesson]:
    """Yield every clause of the agreements with the labels of the whole and of each sentence."""
    for unit, labels, group in _labelled(read):
        sentences = tuple(labels(span) for span in unit.spans)
        yield Lesson(unit.heading, unit.said, labels(unit.clause.span), sentences, group)


def library_instances(library: Library, phrasings: Phrasings, cues: CueIndex) -> Iterator[Instance]:
    """Yield the library's own examples and phrasings, those held out left aside."""
    for requirement, example, also in _learned_from(library, phrasings):
        labels, known = _own_labels(requirement, example, also)
        yield Instance(sentence_features(example.text, cues), labels, LIBRARY_GROUP, OWN_WEIGHT, known)


def library_lessons(library: Library, phrasings: Phrasings) -> Iterator[Lesson]:
    """Yield the library's own examples and phrasings, those held out left aside."""
    for requirement, example, also in _learned_from(library, phrasings):
        labels, known = _own_labels(requirement, example, also)
        yield Lesson("", said_alone(example.text), labels, None, LIBRARY_GROUP, known)


def _learned_from(
    library: Library, phrasings: Phrasings
) -> Iterator[tuple[str, Example, Mapping[str, Bearing] | None]]:
    for r in library.requirements:
        yield from ((r.id, e, None) for e in r.examples if not e.held_out)
        yield from ((r.id, p, p.also) for p in phrasings.get(r.id, ()) if not p.held_out)


def _own_labels(
    requirement: str, example: Example, also: Mapping[str, Bearing] | None
) -> tuple[tuple[Label, ...], frozenset[str] | None]:
    """Return what a text of our own bears on, and the requirements of which that is known."""
    bearings = {requirement: Bearing(example.effect, example.subpoints), **(also or {})}
    labels = (
        Label(r, STANCE_OF[b.effect], b.subpoints) for r, b in bearings.items() if b.effect in STANCE_OF
    )
    # A text that was written for one requirement may well bear on others: nobody has looked.
    return tuple(labels), frozenset({requirement}) if also is None else None


def _labelled(read: Iterable[ReadGold]) -> Iterator[tuple[Unit, LabelsIn, str]]:
    """Yield every clause with what tells the labels in a span of its paper, and its supplier."""
    for item in read:
        document = item.agreement.document
        labels = partial(_labels, placed=place_quotes(item.gold, document))
        starts = paragraph_at(item.gold, document)
        for unit in item.units:
            yield unit, labels, item.gold.groups[index_of(starts, unit.clause.span)]


def _labels(span: Span, *, placed: Sequence[tuple[GoldPassage, Span]]) -> tuple[Label, ...]:
    return tuple(Label(g.req, g.stance, g.sub) for g in labels_in(span, placed))
