"""Features as weighted, normalised rows, and what a linear classifier makes of them, in numpy alone.

Weights are 1 + log(count) times the smoothed inverse document frequency, each row of length one
(TF-IDF as in scikit-learn's `TfidfVectorizer(sublinear_tf=True)`).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.classification.exact import Doubles, Floats, length, on_grid

Ints = NDArray[np.int64]

VECTOR_LENGTH = 0.5  # of a row's word vector beside its words, whose length is one; chosen on train folds
RARE = 10.0  # the weight of a word never seen in training, about that of the rarest seen
CHUNK = 128  # rows scored at once: bounds memory at about 100 MB


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: row i holds `values[starts[i]:starts[i+1]]` at columns `columns[…]`, sorted."""

    starts: Ints
    columns: Ints
    values: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1

    def picked(self, which: Ints) -> "Rows":
        """Return the rows named in `which`, in that order."""
        lengths = np.diff(self.starts)[which]
        starts: Ints = np.concatenate([[0], np.cumsum(lengths)])
        at = np.arange(starts[-1]) + np.repeat(self.starts[which] - starts[:-1], lengths)
        return Rows(starts, self.columns[at], self.values[at])


@dataclass(frozen=True, slots=True)
class WordVectors:
    """What single words mean, as rows of length one (words × dimensions); see models/words/card.md.

    `digest` is the SHA-256 (hex) over the files they came from.
    """

    rows: dict[str, int]
    table: Floats
    digest: str

    def mean(self, weights: Mapping[str, float]) -> Floats:
        """Return the weighted mean of the words known, of length VECTOR_LENGTH; nought without any."""
        known = [(self.rows[w], v) for w, v in weights.items() if w in self.rows]
        if not known:
            return np.zeros(self.table.shape[1], dtype=np.float32)
        at, values = zip(*known, strict=True)
        total = (np.array(values)[:, None] * self.table[list(at)].astype(np.float64)).sum(axis=0)
        return on_grid(VECTOR_LENGTH * total / (length(total) + 1e-9))


@dataclass(frozen=True, slots=True)
class Vectorizer:
    """A vocabulary and its inverse document frequencies; word vectors, if any, fill the columns after it."""

    vocabulary: dict[str, int]
    idf: Floats
    words: WordVectors | None = None

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.vocabulary) + (self.words.table.shape[1] if self.words else 0)

    def rows(self, features: Iterable[Sequence[str]]) -> Rows:
        """Turn feature lists into rows; features out of the vocabulary are passed over."""
        starts, columns, values = [0], [], []
        for row in features:
            counts = Counter(map(self.vocabulary.get, row))
            known = sorted(i for i in counts if i is not None)
            ids = np.array(known, dtype=np.int64)
            weights = np.array([1 + math.log(counts[i]) for i in known]) * self.idf[ids].astype(np.float64)
            columns.append(ids)
            values.append(on_grid(weights / (length(weights) or 1.0)))
            if self.words:
                columns.append(np.arange(len(self.vocabulary), self.width))
                values.append(self.words.mean(self._weights(row, self.words)))
            starts.append(starts[-1] + len(ids) + self.width - len(self.vocabulary))
        return Rows(
            np.array(starts, dtype=np.int64),
            np.concatenate(columns) if columns else np.empty(0, np.int64),
            np.concatenate(values).astype(np.float32) if values else np.empty(0, np.float32),
        )

    def _weights(self, row: Sequence[str], words: WordVectors) -> dict[str, float]:
        """Return the weight of each plain word of a row that has a vector; a new one counts as rare."""
        at = ((f, self.vocabulary.get(f)) for f in row if f in words.rows)
        return {f: RARE if i is None else float(self.idf[i]) for f, i in at}


def fit_vectorizer(
    features: Sequence[Sequence[str]], *, least: int, most: int, words: WordVectors | None = None
) -> Vectorizer:
    """Learn the vocabulary: features that stand in at least `least` rows, the `most` frequent of them."""
    frequency = Counter(f for row in features for f in set(row))
    kept = sorted(((n, f) for f, n in frequency.items() if n >= least), key=lambda x: (-x[0], x[1]))[:most]
    names = sorted(f for _, f in kept)
    counts = np.array([frequency[f] for f in names], dtype=np.float64)
    idf = np.log((1 + len(features)) / (1 + counts)) + 1
    return Vectorizer({f: i for i, f in enumerate(names)}, idf.astype(np.float32), words)


def scores(rows: Rows, weights: Floats, bias: Floats) -> Floats:
    """Return rows × outputs: each row's exact product with `weights` (features × outputs) plus `bias`."""
    out = np.empty((len(rows), len(bias)), dtype=np.float32)
    for first in range(0, len(rows), CHUNK):
        last = min(first + CHUNK, len(rows))
        low, high = rows.starts[first], rows.starts[last]
        held = rows.values[low:high, None]
        products: Doubles = np.multiply(weights[rows.columns[low:high]], held, dtype=np.float64)
        out[first:last] = sums(products, rows.starts[first : last + 1] - low)
    return out + bias


def sums(products: Doubles, starts: Ints) -> Doubles:
    """Return rows × outputs: row n is the sum of the products from `starts[n]` to `starts[n + 1]`."""
    # reduceat gives a row of its own for an empty range, so empty rows are set to nought by hand.
    lengths = np.diff(starts)
    out = np.zeros((len(lengths), products.shape[1]))
    full = lengths > 0
    if full.any():
        out[full] = np.add.reduceat(products, starts[:-1][full], axis=0)
    return out
