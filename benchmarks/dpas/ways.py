"""Ways of scoring sentences that are compared and not kept."""

from collections.abc import Sequence

import numpy as np

from pipeline.evaluation.counts import Doubles
from pipeline.evaluation.dpas.labelled import Bools, Ints, LabelledDpa, labels_of, owners_of
from pipeline.evaluation.dpas.train_scores import FAR, Known, Table, by_heads

ALIKE = 0.6  # cosine from which an unlabelled sentence may only have missed its label
ROUNDS, WITNESSES = 2, 2


def above_nought(dpas: Sequence[LabelledDpa], fold: Ints) -> Bools:
    """The plain baseline, learned from four folds: satisfied where a sentence's margin is positive."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    labels, owners = labels_of(dpas), owners_of(dpas)
    texts = [s.text for d in dpas for s in d.sentences]
    positive = np.zeros_like(labels)
    for number in np.unique(fold):
        known, out = (np.flatnonzero((fold[owners] == number) == held) for held in (False, True))
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
        table = vectorizer.fit_transform([texts[n] for n in known])
        asked = vectorizer.transform([texts[n] for n in out])
        for j, wanted in enumerate(labels[known].T):
            positive[out, j] = LinearSVC(random_state=0).fit(table, wanted).decision_function(asked) > 0
    return np.array([positive[owners == n].any(axis=0) for n in range(len(dpas))])


def by_svm(known: Known, asked: Table) -> Doubles:
    """Margins of a linear support vector machine a label."""
    from sklearn.svm import LinearSVC

    heads = [LinearSVC(random_state=0) if w.any() and not w.all() else None for w in known.labels.T]
    return np.stack(
        [
            h.fit(known.table, w).decision_function(asked) if h else np.full(asked.shape[0], -FAR)
            for h, w in zip(heads, known.labels.T, strict=True)
        ],
        axis=1,
    )


def without_doubtful(known: Known, asked: Table) -> Doubles:
    """Heads that don't learn from unlabelled sentences much like labelled ones."""
    from sklearn.preprocessing import normalize

    rows = normalize(known.table)
    found = []
    for wanted in known.labels.T:
        alike = np.asarray((rows @ rows[np.flatnonzero(wanted)].T).max(axis=1).todense()).ravel()
        kept = np.flatnonzero(wanted | (alike < ALIKE))
        found.append(by_heads(_part(known, kept, wanted), asked))
    return np.concatenate(found, axis=1)


def by_witnesses(known: Known, asked: Table) -> Doubles:
    """Multi-instance learning: each satisfied agreement's best sentences are its witnesses, labelled or not.

    What stands beside the witnesses in a satisfied agreement is left out; all of a violated one counts.
    """
    found = []
    for wanted in known.labels.T:
        satisfied = np.isin(known.owners, known.owners[wanted])
        learned, seen = wanted, np.arange(len(wanted))
        for _ in range(ROUNDS):
            scores = by_heads(_part(known, seen, learned), known.table).ravel()
            learned = wanted | (_best(scores, known.owners) & satisfied)
            seen = np.flatnonzero(learned | ~satisfied)
        found.append(by_heads(_part(known, seen, learned), asked))
    return np.concatenate(found, axis=1)


def _best(scores: Doubles, owners: np.ndarray) -> np.ndarray:
    found = np.zeros(len(scores), dtype=bool)
    for owner in np.unique(owners):
        own = np.flatnonzero(owners == owner)
        found[own[np.argsort(-scores[own])[:WITNESSES]]] = True
    return found


def _part(known: Known, rows: np.ndarray, wanted: np.ndarray) -> Known:
    return Known(known.table[rows], wanted[rows][:, None], known.owners[rows])
