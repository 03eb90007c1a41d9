"""Learn the verdict from the statuses annotators gave, with scikit-learn's forest and logistic regression."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pipeline.classification.exact import Floats
from pipeline.classification.forest import LEAF, Forest
from pipeline.classification.vectors import fit_vectorizer
from pipeline.classification.verdict import SCALE, Verdict, WordJudge, columns_of, words_of
from pipeline.domain.reading import Signals

TREES = 160
LEAF_ROWS = 6  # agreements a leaf must hold; fewer learns names, more forgets rare statuses
COLUMN_SHARE = 0.4
LEAST_ROWS, MOST_FEATURES = 3, 60_000  # of the words' vocabulary
WORDS_C = 2.0  # inverse regularisation
SMOOTHING = 6.0  # agreements' worth of the wider prior mixed into the narrower one


def train_verdict(
    rows: Sequence[Signals], statuses: Sequence[str], *, favour: Sequence[float], seed: int = 0
) -> Verdict:
    """Fit both judges; `statuses[i]` (of SCALE) is what an annotator gave row i."""
    usual, usual_in = _shares(rows, statuses)
    wanted = np.array([SCALE.index(s) for s in statuses])
    forest = _fit_forest(columns_of(rows, usual, usual_in), wanted, seed=seed)
    return Verdict(forest, _fit_words(rows, wanted), usual, usual_in, favour)


def _fit_forest(columns: Floats, wanted: Any, *, seed: int) -> Forest:
    from sklearn.ensemble import RandomForestClassifier

    model = RandomForestClassifier(
        TREES, min_samples_leaf=LEAF_ROWS, max_features=COLUMN_SHARE, n_jobs=2, random_state=seed
    )
    return _forest(model.fit(columns, wanted))


def _fit_words(rows: Sequence[Signals], wanted: Any) -> WordJudge:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    features = [words_of(row) for row in rows]
    vectorizer = fit_vectorizer(features, least=LEAST_ROWS, most=MOST_FEATURES)
    values = np.array([r.values for r in rows], dtype=np.float32)
    size, kinds = len(vectorizer.vocabulary), len(SCALE)
    judge = WordJudge(
        vectorizer=vectorizer,
        weights=np.zeros((size, kinds), dtype=np.float32),
        signal_weights=np.zeros((values.shape[1], kinds), dtype=np.float32),
        bias=np.zeros(kinds, dtype=np.float32),
        middle=values.mean(axis=0),
        spread=values.std(axis=0) + 1e-6,
    )
    found = vectorizer.rows(features)
    words = csr_matrix((found.values, found.columns, found.starts), shape=(len(found), size))
    table = hstack([words, csr_matrix(judge.scaled(rows))]).tocsr()
    fitted = LogisticRegression(C=WORDS_C, max_iter=1000, tol=1e-2).fit(table, wanted)
    whole = np.zeros((size + values.shape[1], kinds), dtype=np.float32)
    whole[:, fitted.classes_] = fitted.coef_.T
    bias = np.full(kinds, -9.0, dtype=np.float32)
    bias[fitted.classes_] = fitted.intercept_
    return replace(judge, weights=whole[:size], signal_weights=whole[size:], bias=bias)


def _shares(
    rows: Sequence[Signals], statuses: Sequence[str]
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    counts: dict[str, Any] = {}
    kinds: dict[str, Any] = {}
    whole = np.zeros(len(SCALE))
    for row, status in zip(rows, statuses, strict=True):
        at = SCALE.index(status)
        whole[at] += 1
        counts.setdefault(row.requirement, np.zeros(len(SCALE)))[at] += 1
        kinds.setdefault(f"{row.requirement} {row.kind}", np.zeros(len(SCALE)))[at] += 1
    general = whole / whole.sum()
    usual = {r: _smoothed(c, general) for r, c in counts.items()}
    narrow = {k: _smoothed(c, usual[k.split()[0]]) for k, c in kinds.items()}
    usual[""] = general
    return {k: _logs(v) for k, v in usual.items()}, {k: _logs(v) for k, v in narrow.items()}


def _smoothed(counts: Any, wider: Any) -> Any:
    return (counts + SMOOTHING * wider) / (counts.sum() + SMOOTHING)


def _logs(shares: Any) -> list[float]:
    return [round(float(v), 4) for v in np.log(np.maximum(shares, 1e-4))]


def _forest(fitted: Any) -> Forest:
    """Take scikit-learn's trees apart into arrays; outputs stand in the order of SCALE."""
    roots, parts = [], []
    at = 0
    for tree in (e.tree_ for e in fitted.estimators_):
        leaf = tree.children_left == -1
        shares = np.zeros((tree.node_count, len(SCALE)), dtype=np.float32)
        shares[:, fitted.classes_] = tree.value[:, 0, :] / tree.value[:, 0, :].sum(axis=1, keepdims=True)
        parts.append(
            (
                np.where(leaf, LEAF, tree.feature),
                tree.threshold,
                np.where(leaf, LEAF, tree.children_left + at),
                np.where(leaf, LEAF, tree.children_right + at),
                shares,
            )
        )
        roots.append(at)
        at += tree.node_count
    column, threshold, left, right, leaves = (np.concatenate(p) for p in zip(*parts, strict=True))
    return Forest(np.array(roots), column, threshold.astype(np.float32), left, right, leaves)
