"""Training, end to end: heads, then verdict on passages that other folds' heads found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.analyze import with_terms
from pipeline.assessment.signals import field_of, signals_of
from pipeline.classification.classify import classify_units
from pipeline.classification.store import Classifier, save_classifier
from pipeline.classification.train import Instance, train_heads
from pipeline.classification.train_verdict import train_verdict
from pipeline.classification.vectors import WordVectors
from pipeline.classification.verdict import SCALE
from pipeline.classification.words import load_words
from pipeline.domain.reading import ReadAgreement, Signals
from pipeline.domain.requirements import Library
from pipeline.evaluation.corpus import load_corpus
from pipeline.evaluation.instances import ReadGold, instances_of, library_instances, read_gold
from pipeline.library import load_phrasings
from pipeline.library.cues import index_cues
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


def train(corpus: Path, library: Library, *, out: Path, say: Say) -> Classifier:
    """Learn a classifier from `<corpus>/train` (or the folder itself) and write it to `out`."""
    folder = corpus / "train" if (corpus / "train").is_dir() else corpus
    cues = index_cues(library)
    words = load_words(words_folder())
    gold = load_corpus(folder)
    say(f"Reading {len(gold)} annotated agreements")
    read = tuple(read_gold(g, library, cues) for g in gold)
    own = tuple(library_instances(library, load_phrasings(library), cues))
    instances = (*instances_of(read), *own)
    rows, statuses = signals_for_verdict(read, instances, library, words, say=say)
    say("Learning the verdict")
    verdict = train_verdict(rows, statuses, favour=FAVOUR)
    say("Learning from all agreements")
    vectorizer, heads = train_heads(instances, library.requirements, words=words)
    about = {
        "library": library.digest,
        "agreements": sum(r.gold.status is not None for r in read),
        "rows": len(instances),
        "own_examples": len(own),
    }
    return save_classifier(out, vectorizer, heads, verdict, about=about)


def signals_for_verdict(
    read: Sequence[ReadGold],
    instances: Sequence[Instance],
    library: Library,
    words: WordVectors,
    *,
    say: Say,
) -> tuple[list[Signals], list[str]]:
    """Return the signals of every (agreement, requirement) with the annotator's status."""
    rows, statuses = [], []
    for fold in folded(read, instances, library, words, say=say):
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
    say: Say,
) -> Iterator[Fold]:
    """Yield each fold's agreements as heads trained on the other folds classify them."""
    fold_of = folds_of(r.gold.groups[0] for r in read if r.gold.status)
    for number in range(FOLDS):
        say(f"Cross-validation, fold {number + 1} of {FOLDS}")
        others = [i for i in instances if fold_of.get(i.group) != number]
        vectorizer, heads = train_heads(others, library.requirements, words=words)
        own = [r for r in read if r.gold.status and fold_of[r.gold.groups[0]] == number]
        yield Fold(
            number,
            tuple(
                (
                    r,
                    with_terms(
                        classify_units(r.agreement, r.units, library, vectorizer=vectorizer, heads=heads),
                        library,
                    ),
                )
                for r in own
            ),
        )


def folds_of(groups: Iterator[str] | Sequence[str], *, seed: int = 0) -> Mapping[str, int]:
    """Deal suppliers to folds at random; the same suppliers give the same folds."""
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names))
    return {name: int(order[i] % FOLDS) for i, name in enumerate(names)}
