"""A classifier written by hand: words with weights for the two requirements of a small library."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from pipeline.classification.heads import STANCES, Heads, Narrow
from pipeline.classification.vectors import Vectorizer, WordVectors
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Library

from .papers import library

DEADLINE, BACKUP = "in-deadline", "bc-backup-specification"
# word → weight for (DEADLINE, BACKUP); rows have length one, so a word among four counts half.
BEARING = {"breach": (40.0, 0.0), "hours": (20.0, 0.0), "backup": (0.0, 40.0), "nightly": (0.0, 20.0)}
BIAS = (-9.0, -9.0)
STANCE = {"shall": Stance.BINDING, "aims": Stance.QUALIFIED, "never": Stance.ADVERSE, "see": Stance.REFERENCE}
SUBPOINT = {"hours": (0, 1), "nightly": (1, 2)}  # word → (requirement, sub-point number)
OTHERS = ("provider_", "customer_", "data", "the", "of", "and", "is")


@cache
def small_library() -> Library:
    """Return two requirements, each in its family."""
    kept = tuple(
        replace(f, requirements=tuple(r for r in f.requirements if r.id in (DEADLINE, BACKUP)))
        for f in library().families
        if f.id in ("incident-notification", "backup-continuity")
    )
    return replace(library(), families=kept)


def names() -> tuple[str, ...]:
    return tuple(r.id for r in small_library().requirements)


@cache
def vectorizer() -> Vectorizer:
    words = sorted({*BEARING, *STANCE, *OTHERS})
    return Vectorizer({w: n for n, w in enumerate(words)}, np.ones(len(words), np.float32), word_vectors())


@cache
def word_vectors() -> WordVectors:
    """Return what three words mean: "breach" and "leak" the same."""
    rows = {"breach": 0, "leak": 1, "backup": 2}
    return WordVectors(rows, np.array([[1, 0], [1, 0], [0, 1]], np.float32), "1" * 64)


def heads(
    *,
    bearing: Mapping[str, tuple[float, float]] = BEARING,
    bias: tuple[float, float] = BIAS,
    meaning: float = 0.0,
) -> Heads:
    """Return heads of these weights; `meaning` weighs the word vectors, (DEADLINE, BACKUP) by dimension."""
    order = [(DEADLINE, BACKUP).index(name) for name in names()]
    numbers = tuple(tuple(s.number for s in r.subpoints) for r in small_library().requirements)
    return Heads(
        requirements=names(),
        bearing=_with_meaning(
            _table({w: [row[o] for o in order] for w, row in bearing.items()}, outputs=2), meaning, order
        ),
        bearing_bias=np.array([bias[o] for o in order], np.float32),
        stance=_table({w: [9.0 * (s is stance) for s in STANCES] for w, stance in STANCE.items()}, outputs=4),
        stance_bias=np.zeros(4, np.float32),
        own_stance=tuple(
            _narrow({w: [9.0 * (s is stance) for s in STANCES] for w, stance in STANCE.items()}, outputs=4)
            for _ in names()
        ),
        subpoints=tuple(
            _narrow(
                {
                    w: [12.0 * (n == number) for n in numbers[at]]
                    for w, (o, number) in SUBPOINT.items()
                    if o == which
                },
                outputs=len(numbers[at]),
                bias=-3.0,
            )
            for at, which in enumerate(order)
        ),
        numbers=numbers,
    )


def _table(rows: Mapping[str, list[float]], *, outputs: int) -> np.ndarray:
    whole = np.zeros((vectorizer().width, outputs), np.float32)
    for word, row in rows.items():
        whole[vectorizer().vocabulary[word]] = row
    return whole


def _with_meaning(whole: np.ndarray, meaning: float, order: list[int]) -> np.ndarray:
    whole[len(vectorizer().vocabulary) :] = meaning * np.eye(2, dtype=np.float32)[:, order]
    return whole


def _narrow(rows: Mapping[str, list[float]], *, outputs: int, bias: float = 0.0) -> Narrow:
    whole = _table(rows, outputs=outputs)
    columns = np.flatnonzero(whole.any(axis=1))
    return Narrow(columns, whole[columns], np.full(outputs, bias, np.float32))
