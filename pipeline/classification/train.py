"""Learn the heads from annotated clauses and sentences, with scikit-learn's logistic regression."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.classification.exact import Floats
from pipeline.classification.heads import STANCES, Heads, Narrow
from pipeline.classification.vectors import Ints, Rows, Vectorizer, WordVectors, fit_vectorizer
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Requirement

NDBool = np.ndarray[Any, np.dtype[np.bool_]]

LEAST_ROWS = 2  # a feature must stand in as many clauses or sentences
MOST_FEATURES = 120_000
UNLABELLED_SHARE = 0.7  # of the rows without any label, drawn at random: they are four in five
BEARING_C, STANCE_C, SUBPOINT_C = 25.0, 4.0, 6.0  # inverse regularisation, chosen on train folds
STANCE_TOLERANCE = 1e-2  # further steps change no stance on train folds
# Steps of weights; half of one in each changes no probability in its second decimal. The stances of any
# requirement at once are told by many small weights.
BEARING_GRAIN, NARROW_GRAIN, STANCE_GRAIN = 2.0**-6, 2.0**-8, 2.0**-12


@dataclass(frozen=True, slots=True)
class Label:
    """What an annotator said of a passage."""

    requirement: str
    stance: Stance
    subpoints: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """A clause or a sentence to learn from; `group` keeps a supplier's texts together in folds.

    `weight` is how many rows it counts for when the heads learn what bears on a requirement; `known`
    names those of which is known whether it bears on them, None for all.
    """

    features: tuple[str, ...]
    labels: tuple[Label, ...]
    group: str
    weight: float = 1.0
    known: frozenset[str] | None = None


def train_heads(
    instances: Sequence[Instance],
    requirements: Sequence[Requirement],
    *,
    words: WordVectors | None = None,
    seed: int = 0,
) -> tuple[Vectorizer, Heads]:
    """Fit vocabulary and heads; the same instances in the same order give the same weights."""
    features = [i.features for i in instances]
    vectorizer = fit_vectorizer(features, least=LEAST_ROWS, most=MOST_FEATURES, words=words)
    drawn = np.random.default_rng(seed).random(len(instances))
    used = [i for i, d in zip(instances, drawn, strict=True) if i.labels or i.known or d < UNLABELLED_SHARE]
    table = _table(vectorizer.rows(i.features for i in used), width=vectorizer.width)
    ids = tuple(r.id for r in requirements)
    bearing = _bearing_heads(table, used, ids)
    pairs = [(n, label) for n, i in enumerate(used) for label in i.labels]
    stance = _multiclass(table, pairs, grain=STANCE_GRAIN)
    own = tuple(_multiclass(table, [p for p in pairs if p[1].requirement == name]) for name in ids)
    numbers = tuple(tuple(s.number for s in r.subpoints) for r in requirements)
    subs = tuple(_subpoints(table, pairs, r) for r in requirements)
    return vectorizer, Heads(
        requirements=ids,
        bearing=_coarse(np.stack([w for w, _ in bearing], axis=1), BEARING_GRAIN),
        bearing_bias=np.array([b for _, b in bearing], dtype=np.float32),
        stance=_widened(stance, vectorizer.width),
        stance_bias=stance.bias,
        own_stance=own,
        subpoints=subs,
        numbers=numbers,
    )


def _table(rows: Rows, *, width: int) -> Any:
    from scipy.sparse import csr_matrix

    return csr_matrix((rows.values, rows.columns, rows.starts), shape=(len(rows), width))


def _bearing_heads(
    table: Any, instances: Sequence[Instance], ids: Sequence[str]
) -> list[tuple[Floats, float]]:
    from joblib import Parallel, delayed

    weights = np.array([i.weight for i in instances])
    tasks = []
    for name in ids:
        rows = [n for n, i in enumerate(instances) if i.known is None or name in i.known]
        bears = np.array([any(label.requirement == name for label in instances[n].labels) for n in rows])
        tasks.append(delayed(_binary)(table[rows], bears, c=BEARING_C, weights=weights[rows]))
    # By far the longest part; a process a core, each with one thread of its own.
    return list(Parallel(n_jobs=-1)(tasks))


def _binary(table: Any, wanted: NDBool, *, c: float, weights: Floats | None = None) -> tuple[Floats, float]:
    from sklearn.linear_model import LogisticRegression

    if wanted.all() or not wanted.any():
        # Nothing to tell apart: the head says yes or no whatever the words.
        return np.zeros(table.shape[1], dtype=np.float32), 4.0 if wanted.all() else -9.0
    fitted = LogisticRegression(C=c, solver="liblinear", random_state=0).fit(table, wanted, weights)
    return fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0])


def _multiclass(table: Any, pairs: Sequence[tuple[int, Label]], *, grain: float = NARROW_GRAIN) -> Narrow:
    from sklearn.linear_model import LogisticRegression

    stances = np.array([STANCES.index(label.stance) for _, label in pairs], dtype=np.int64)
    seen = np.unique(stances)
    weights = np.zeros((table.shape[1], len(STANCES)), dtype=np.float32)
    bias = np.full(len(STANCES), -6.0, dtype=np.float32)
    if len(seen) < 2:
        bias[seen] = 0.0
        return _narrowed(weights, bias, grain)
    rows = table[[n for n, _ in pairs]]
    held = np.unique(rows.indices)  # a head of its own sees a tenth of the columns: the rest stay nought
    fitted = LogisticRegression(C=STANCE_C, max_iter=500, tol=STANCE_TOLERANCE).fit(rows[:, held], stances)
    two = len(seen) == 2  # scikit-learn then gives one row of weights, for the second class
    coefficients = np.vstack([-fitted.coef_, fitted.coef_]) / 2 if two else fitted.coef_
    intercepts = np.array([-1, 1]) * fitted.intercept_ / 2 if two else fitted.intercept_
    weights[np.ix_(held, seen)], bias[seen] = coefficients.T, intercepts
    return _narrowed(weights, bias, grain)


def _subpoints(table: Any, pairs: Sequence[tuple[int, Label]], requirement: Requirement) -> Narrow:
    mine = [(n, label) for n, label in pairs if label.requirement == requirement.id]
    rows = table[[n for n, _ in mine]]
    found = [
        _binary(rows, np.array([s.number in label.subpoints for _, label in mine], dtype=bool), c=SUBPOINT_C)
        if mine
        else (np.zeros(table.shape[1], dtype=np.float32), -9.0)
        for s in requirement.subpoints
    ]
    bias = np.array([b for _, b in found], dtype=np.float32)
    return _narrowed(np.stack([w for w, _ in found], axis=1), bias, NARROW_GRAIN)


def _coarse(weights: Floats, grain: float) -> Floats:
    return np.asarray(np.rint(weights / grain) * grain, dtype=np.float32)


def _narrowed(weights: Floats, bias: Floats, grain: float) -> Narrow:
    kept = _coarse(weights, grain)
    columns: Ints = np.flatnonzero(np.any(kept != 0, axis=1))
    return Narrow(columns, kept[columns], bias.astype(np.float32))


def _widened(head: Narrow, width: int) -> Floats:
    whole = np.zeros((width, head.weights.shape[1]), dtype=np.float32)
    whole[head.columns] = head.weights
    return whole
