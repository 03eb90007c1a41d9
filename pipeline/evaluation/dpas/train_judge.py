"""From the scores of an agreement's sentences to whether it satisfies each requirement.

A judge sees, for one agreement and requirement, how strongly the best sentences speak, how that compares
with other agreements, what the agreement says on kindred requirements, its length, and how usual the
requirement is; it is learned over all requirements together, as forty-eight agreements are too few for one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.evaluation.counts import Doubles
from pipeline.evaluation.dpas.labelled import MANDATORY, Bools, Ints
from pipeline.evaluation.dpas.scoring import Decided, ratio_of
from pipeline.evaluation.dpas.train_scores import FAR, Held, log_odds_of

TREES, LEAF_ROWS, COLUMN_SHARE = 200, 8, 0.4
LINEAR_C = 0.03  # inverse regularisation
BEST = 5  # sentences
INNER_FOLDS = 5
STEPS = np.linspace(0.02, 0.98, 97)  # thresholds tried
# What is usually said, or left out, together.
KINDRED = (
    ("R10", "R11"),
    ("R12", "R13", "R24"),
    ("R16", "R29"),
    ("R18", "R19", "R20", "R21", "R22"),
    ("R25", "R26"),
    ("R27", "R28"),
)


def pooled(scores: Doubles, owners: Ints) -> Doubles:
    """Return agreements × labels × (best sentence, second, mean of BEST, any at all, how many)."""
    return np.stack([_pooled(scores[owners == n]) for n in range(owners.max() + 1)])


def _pooled(scores: Doubles) -> Doubles:
    logs = -np.sort(-np.clip(scores, -FAR, FAR), axis=0)
    shares = 1 / (1 + np.exp(-logs))
    return np.stack(
        [
            logs[0],
            logs[min(1, len(logs) - 1)],
            logs[:BEST].mean(axis=0),
            log_odds_of(1 - np.prod(1 - shares, axis=0)),
            np.log1p(shares.sum(axis=0)),
        ],
        axis=1,
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities of being satisfied (agreements × requirements), and what is decided from them.

    `once` decides with one threshold; in `apart` satisfied and violated each have a threshold of their own.
    """

    shares: Doubles
    once: Decided
    apart: Decided


def judged(ways: Sequence[Sequence[Held]], gold: Bools, owners: Ints) -> Judged:
    """Judge every agreement by judges that never saw it, from several ways of scoring (ways × folds).

    Thresholds too come from the agreements that a fold leaves to learn from.
    """
    shares = np.zeros(gold.shape)
    cuts = np.zeros((3, len(gold), 1))
    for folds in zip(*ways, strict=True):
        learn, held = folds[0].learn, folds[0].held
        columns = columns_of([pooled(f.scores, owners) for f in folds], gold[learn], learn, owners)
        shares[held] = probabilities(columns[learn], gold[learn], columns[held])
        cuts[:, held, 0] = np.array(thresholds_of(_held_out(columns[learn], gold[learn]), gold[learn]))[
            :, None
        ]
    both, satisfied, violated = cuts
    return Judged(shares, Decided.once(shares > both), Decided(shares > satisfied, shares <= violated))


def columns_of(ways: Sequence[Doubles], gold: Bools, learn: Ints, owners: Ints) -> Doubles:
    """Return the judge's columns (agreements × requirements × columns); `gold` is that of `learn`."""
    usual = log_odds_of((gold.sum(axis=0) + 1) / (len(gold) + 2))
    sizes = np.log(np.bincount(owners))[:, None] * np.ones(len(MANDATORY))
    parts = []
    for way in ways:
        middle, spread = way[learn].mean(axis=0), way[learn].std(axis=0) + 1e-6
        against = (way - middle) / spread
        best = against[:, :, 0]
        whole = np.repeat(best.mean(axis=1)[:, None], len(MANDATORY), axis=1)
        parts += [way, against, _kindred(best)[:, :, None], whole[:, :, None]]
    each = np.stack([sizes, np.broadcast_to(usual, sizes.shape)], axis=2)
    return np.concatenate([*parts, each], axis=2)


def _kindred(best: Doubles) -> Doubles:
    found = np.zeros(best.shape)
    for group in KINDRED:
        at = [MANDATORY.index(m) for m in group]
        for n in at:
            found[:, n] = best[:, [o for o in at if o != n]].mean(axis=1)
    return found


def probabilities(known: Doubles, gold: Bools, asked: Doubles) -> Doubles:
    """Learn from known agreements and judge others: the mean of two forests and a linear judge."""
    from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    shape = {"min_samples_leaf": LEAF_ROWS, "max_features": COLUMN_SHARE, "random_state": 0, "n_jobs": -1}
    judges = (
        RandomForestClassifier(TREES, **shape),
        ExtraTreesClassifier(TREES, **shape),
        make_pipeline(StandardScaler(), LogisticRegression(C=LINEAR_C, max_iter=2_000)),
    )
    flat, wanted = known.reshape(-1, known.shape[2]), gold.ravel()
    rows = asked.reshape(-1, asked.shape[2])
    found = [j.fit(flat, wanted).predict_proba(rows)[:, 1] for j in judges]
    return np.asarray(np.mean(found, axis=0).reshape(asked.shape[:2]))


def _held_out(columns: Doubles, gold: Bools) -> Doubles:
    """Judge the agreements learned from by judges of the others among them, to choose thresholds."""
    fold = np.random.default_rng(0).permutation(len(gold)) % INNER_FOLDS
    found = np.zeros(gold.shape)
    for number in range(INNER_FOLDS):
        known, asked = fold != number, fold == number
        found[asked] = probabilities(columns[known], gold[known], columns[asked])
    return found


def thresholds_of(shares: Doubles, gold: Bools) -> tuple[float, float, float]:
    """Return the threshold that is best for both F2 together, for satisfied alone, for violated alone."""
    satisfied = np.array([float(ratio_of(gold, shares > t).f(2.0)) for t in STEPS])
    violated = np.array([float(ratio_of(~gold, shares <= t).f(2.0)) for t in STEPS])
    chosen = (satisfied + violated, satisfied, violated)
    both, first, second = (float(STEPS[np.argmax(figures)]) for figures in chosen)
    return both, first, second
