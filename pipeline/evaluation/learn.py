"""Training, end to end: heads, then verdict on passages that other folds' heads found."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.assessment.signals import field_of, signals_of
from pipeline.classification.classify import classify_units
from pipeline.classification.heads import Heads
from pipeline.classification.scoring import Learned
from pipeline.classification.store import Classifier, save_classifier
from pipeline.classification.train import Instance, train_heads
from pipeline.classification.train_verdict import train_verdict
from pipeline.classification.vectors import Vectorizer, WordVectors
from pipeline.classification.verdict import SCALE
from pipeline.classification.words import load_words
from pipeline.domain.reading import ReadAgreement, Signals
from pipeline.domain.requirements import Library
from pipeline.evaluation.encoders import Encoders, load_encoders, teach_encoders
from pipeline.evaluation.folds import folds_of
from pipeline.evaluation.instances import (
    ReadGold,
    instances_of,
    lessons_of,
    library_instances,
    library_lessons,
    read_gold,
)
from pipeline.evaluation.own_readings import to_learn_from
from pipeline.extraction import with_values
from pipeline.library import load_phrasings
from pipeline.library.cues import index_cues
from pipeline.library.phrasings import Phrasings
from pipeline.resources import words_folder

FOLDS = 5
# What a status must be worth for a close call to go its way (order of SCALE); see models/*/card.md.
FAVOUR = (1.5, 0.7, 1.4, 1.1, 2.0)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Fold:
    """The agreements of one fold, classified by heads that never saw their suppliers."""

    number: int
    read: tuple[tuple[ReadGold, ReadAgreement], ...]


def train(
    corpus: Path, library: Library, *, out: Path, say: Say, base: Path | None = None, work: Path | None = None
) -> Classifier:
    """Learn a classifier from `<corpus>/train` (or the folder itself) and write it to `out`.

    Clauses are read with the sentence encoders kept in folder `work`, or with none; those it lacks are
    learned from a transformers model in folder `base`.
    """
    cues = index_cues(library)
    words = load_words(words_folder())
    gold = to_learn_from(corpus)
    say(f"Reading {len(gold)} annotated agreements")
    read = tuple(read_gold(g, library, cues) for g in gold)
    phrasings = load_phrasings(library)
    own = tuple(library_instances(library, phrasings, cues))
    instances = (*instances_of(read), *own)
    encoders = _encoders(read, phrasings, library, base=base, folder=work, say=say)
    rows, statuses = signals_for_verdict(read, instances, library, words, encoders=encoders, say=say)
    say("Learning the verdict")
    verdict = train_verdict(rows, statuses, favour=FAVOUR)
    say("Learning from all agreements")
    heads = train_heads(instances, library.requirements, words=words)
    learned = Learned(*heads, encoders.whole if encoders else None)
    about = {
        "library": library.digest,
        "agreements": sum(r.gold.status is not None for r in read),
        "rows": len(instances),
        "own_examples": len(own),
    }
    return save_classifier(out, learned, verdict, about=about)


def _encoders(
    read: Sequence[ReadGold],
    phrasings: Phrasings,
    library: Library,
    *,
    base: Path | None,
    folder: Path | None,
    say: Say,
) -> Encoders | None:
    if folder is None:
        return None
    if base is None:
        return load_encoders(folder)
    lessons = (*lessons_of(read), *library_lessons(library, phrasings))
    return teach_encoders(lessons, library, base=base, folder=folder, say=say)


def signals_for_verdict(
    read: Sequence[ReadGold],
    instances: Sequence[Instance],
    library: Library,
    words: WordVectors,
    *,
    encoders: Encoders | None,
    say: Say,
) -> tuple[list[Signals], list[str]]:
    """Return the signals of every (agreement, requirement) with the annotator's status."""
    rows, statuses = [], []
    for fold in folded(read, instances, library, words, encoders=encoders, say=say):
        for item, classified in fold.read:
            wanted = {s.req: str(s.status) for s in item.gold.status or ()}
            field = field_of([classified.agreement], classified.passages)
            for row in signals_of(field, library):
                if wanted.get(row.requirement) in SCALE:
                    rows.append(row)
                    statuses.append(wanted[row.requirement])
    return rows, statuses


def folded(
    read: Sequence[ReadGold],
    instances: Sequence[Instance],
    library: Library,
    words: WordVectors,
    *,
    encoders: Encoders | None,
    say: Say,
) -> Iterator[Fold]:
    """Yield each fold's agreements as heads trained on the other folds classify them."""
    fold_of = folds_of((r.gold.groups[0] for r in read if r.gold.status), folds=FOLDS)
    for number in range(FOLDS):
        say(f"Cross-validation, fold {number + 1} of {FOLDS}")
        others = [i for i in instances if fold_of.get(i.group) != number]
        heads = train_heads(others, library.requirements, words=words)
        own = [r for r in read if r.gold.status and fold_of[r.gold.groups[0]] == number]
        yield Fold(number, tuple((r, _classified(r, heads, library, encoders)) for r in own))


def _classified(
    read: ReadGold, heads: tuple[Vectorizer, Heads], library: Library, encoders: Encoders | None
) -> ReadAgreement:
    learned = Learned(*heads, encoders.new_to(read.gold.groups[0]) if encoders else None)
    return with_values(classify_units(read.agreement, read.units, library, learned), library)
