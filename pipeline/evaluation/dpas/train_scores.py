"""How strongly each sentence speaks for each mandatory requirement, by heads that never saw its agreement.

Nested: of the agreements that a fold leaves to learn from, each is scored by heads of the others, and what
is held out by the mean of those same heads. So both sides' scores are made in one way, and what judges
agreements by their sentences' scores learns on scores like those that it will meet.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.classification.vectors import WordVectors, fit_vectorizer
from pipeline.evaluation.counts import Doubles
from pipeline.evaluation.dpas.labelled import Bools, Ints, LabelledDpa, labels_of, owners_of
from pipeline.evaluation.folds import folds_of

FOLDS = 5
LEAST_ROWS, MOST_FEATURES = 2, 120_000
HEADS_C, TOLERANCE = 20.0, 1e-2
NEAREST = 25  # sentences of other agreements that have a say
SHARPNESS = 12.0  # how fast a sentence's say falls with its distance
CHUNK = 500  # rows compared at once: bounds memory at about 100 MB
PRIOR = 0.02  # neighbours' worth of what is usual
OUT, ALWAYS = -1, -2  # in place of an inner fold: held out, in all of them
FAR = 8.0  # log odds of what no head can say anything of

Features = Sequence[Sequence[str]]
Table = Any
"""A scipy matrix, sentences × features."""

Tabled = Callable[[Ints], Table]
"""Turns all sentences into a table whose vocabulary is that of the sentences named."""


@dataclass(frozen=True, slots=True)
class Known:
    """Sentences to learn from: table, labels (rows × labels), and each one's agreement, -1 for none."""

    table: Table
    labels: Bools
    owners: Ints


Scorer = Callable[[Known, Table], Doubles]
"""From sentences to learn from and the table of others to the others' log odds (rows × labels)."""


@dataclass(frozen=True, slots=True)
class Held:
    """One fold: agreements to learn from and held out, log odds of every sentence (sentences × labels)."""

    learn: Ints
    held: Ints
    scores: Doubles


def dealt(dpas: Sequence[LabelledDpa], *, seed: int = 0) -> Ints:
    """Return the fold of each agreement; the same names give the same folds."""
    fold = folds_of([d.name for d in dpas], folds=FOLDS, seed=seed)
    return np.array([fold[d.name] for d in dpas])


def held_out(
    dpas: Sequence[LabelledDpa], tabled: Tabled, scorer: Scorer, *, more: Bools | None = None, seed: int = 0
) -> Iterator[Held]:
    """Yield each fold's scores; `seed` deals the folds.

    `more` are the labels of rows that stand in the table after the sentences and are in no fold.
    """
    fold, owners, labels = dealt(dpas, seed=seed), owners_of(dpas), labels_of(dpas)
    if more is not None:
        labels, owners = np.concatenate([labels, more]), np.concatenate([owners, np.full(len(more), -1)])
    for number in range(FOLDS):
        learn, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        table = tabled(np.flatnonzero(np.isin(owners, learn)))
        inner = folds_of(
            [d.name for d, f in zip(dpas, fold, strict=True) if f != number], folds=FOLDS, seed=seed + 1
        )
        within = np.array([*(inner.get(d.name, OUT) for d in dpas), ALWAYS])[owners]
        scores = _scored(Known(table, labels, owners), within, scorer)
        yield Held(learn, held, scores[owners >= 0])


def _scored(known: Known, within: Ints, scorer: Scorer) -> Doubles:
    """Score every sentence; `within` is its inner fold."""
    scores = np.zeros(known.labels.shape)
    out = np.flatnonzero(within == OUT)
    for number in range(FOLDS):
        rows = np.flatnonzero((within != OUT) & (within != number))
        asked = np.flatnonzero(within == number)
        learned = Known(known.table[rows], known.labels[rows], known.owners[rows])
        found = scorer(learned, known.table[np.concatenate([asked, out])])
        scores[asked] = found[: len(asked)]
        scores[out] += found[len(asked) :] / FOLDS
    return scores


def table_of(features: Features, words: WordVectors | None = None) -> Tabled:
    """Weigh features as the classifier does, with word vectors if given."""

    def tabled(learn: Ints) -> Table:
        from scipy.sparse import csr_matrix

        known = [features[n] for n in learn]
        vectorizer = fit_vectorizer(known, least=LEAST_ROWS, most=MOST_FEATURES, words=words)
        rows = vectorizer.rows(features)
        return csr_matrix((rows.values, rows.columns, rows.starts), shape=(len(rows), vectorizer.width))

    return tabled


def by_heads(known: Known, asked: Table) -> Doubles:
    """Score by a logistic regression a label."""
    from sklearn.linear_model import LogisticRegression

    def log_odds(wanted: Bools) -> Doubles:
        if wanted.all() or not wanted.any():
            return np.full(asked.shape[0], FAR if wanted.all() else -FAR)
        head = LogisticRegression(C=HEADS_C, solver="liblinear", tol=TOLERANCE, random_state=0)
        return np.asarray(head.fit(known.table, wanted).decision_function(asked))

    return np.stack([log_odds(wanted) for wanted in known.labels.T], axis=1)


def by_nearest(known: Known, asked: Table) -> Doubles:
    """Score by the labels of the nearest sentences: what is said alike is often labelled differently."""
    from sklearn.preprocessing import normalize

    labels, theirs, ours = known.labels, normalize(known.table), normalize(asked)
    usual = labels.mean(axis=0)
    found = []
    for first in range(0, ours.shape[0], CHUNK):
        alike = (ours[first : first + CHUNK] @ theirs.T).toarray()
        near = np.argpartition(-alike, min(NEAREST, len(labels)) - 1, axis=1)[:, :NEAREST]
        say = np.exp(SHARPNESS * (np.take_along_axis(alike, near, axis=1) - 1))
        share = (say[:, :, None] * labels[near]).sum(axis=1) + PRIOR * usual
        found.append(share / (say.sum(axis=1)[:, None] + PRIOR))
    return log_odds_of(np.concatenate(found))


def log_odds_of(shares: Doubles) -> Doubles:
    """Return the log odds of probabilities, none beyond FAR."""
    edge = 1 / (1 + np.exp(FAR))
    inside = np.clip(shares, edge, 1 - edge)
    return np.asarray(np.log(inside / (1 - inside)))
