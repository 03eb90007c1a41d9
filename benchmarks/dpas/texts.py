"""Sentences of labelled agreements as features, in the ways that are compared."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from pipeline.classification.units import sentence_features
from pipeline.domain.requirements import Effect, Library
from pipeline.evaluation.dpas.as_instances import COUNTERPARTS
from pipeline.evaluation.dpas.labelled import MANDATORY, Bools, LabelledDpa
from pipeline.evaluation.dpas.train_scores import Features, Table, Tabled
from pipeline.language import tokens
from pipeline.library import load_phrasings
from pipeline.library.cues import CueIndex
from pipeline.lookalikes import fold


def all_sentences(dpas: Sequence[LabelledDpa]) -> list[str]:
    return [s.text for d in dpas for s in d.sentences]


def plain(texts: Sequence[str]) -> Features:
    """Words and pairs of words, nothing else."""
    words = [tokens(t) for t in texts]
    return [(*w, *(f"{a} {b}" for a, b in pairwise(w))) for w in words]


def as_classified(texts: Sequence[str], cues: CueIndex) -> Features:
    """The classifier's own features: sides for names, stems, pairs over other words, cues."""
    return [sentence_features(fold(t), cues) for t in texts]


def with_neighbours(features: Features, dpas: Sequence[LabelledDpa]) -> Features:
    """Add the words and cues of the sentence before and of the one after."""
    return list(_with_neighbours(features, dpas))


def _with_neighbours(features: Features, dpas: Sequence[LabelledDpa]) -> Iterator[tuple[str, ...]]:
    at = 0
    for size in (len(d.sentences) for d in dpas):
        for n in range(at, at + size):
            before = features[n - 1] if n > at else ()
            after = features[n + 1] if n + 1 < at + size else ()
            yield (
                *features[n],
                *(f"<{f}" for f in before if " " not in f),
                *(f">{f}" for f in after if " " not in f),
            )
        at += size


def letters(texts: Sequence[str]) -> Tabled:
    """Runs of three to five letters."""

    def tabled(learn: np.ndarray) -> Table:
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=5, max_features=60_000
        )
        vectorizer.fit([texts[n] for n in learn])
        return vectorizer.transform(texts)

    return tabled


def vectors(path: Path) -> Tabled:
    """Sentence vectors made elsewhere, one row a sentence, in the order of the labelled file."""

    def tabled(_learn: np.ndarray) -> Table:
        from scipy.sparse import csr_matrix

        return csr_matrix(np.load(path, allow_pickle=False))

    return tabled


def own_sentences(library: Library) -> tuple[list[str], Bools]:
    """The library's examples and phrasings that satisfy a requirement with a counterpart, labelled so."""
    labels_of = {
        r: [m for m in MANDATORY if COUNTERPARTS.get(m, ("",))[0] == r] for r, _ in COUNTERPARTS.values()
    }
    phrasings = load_phrasings(library)
    found = [
        (e.text, labels_of[r.id])
        for r in library.requirements
        # Two labels of one requirement: nobody said which of the two an example bears.
        if len(labels_of.get(r.id, ())) == 1
        for e in (*r.examples, *phrasings.get(r.id, ()))
        if e.effect is Effect.SATISFIES and not e.held_out
    ]
    return [t for t, _ in found], np.array([[m in own for m in MANDATORY] for _, own in found], dtype=bool)
