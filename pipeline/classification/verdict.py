"""The learned side of a verdict: from the signals of a requirement to a probability for each status."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.classification.exact import Floats, softmax
from pipeline.classification.forest import Forest
from pipeline.classification.vectors import Vectorizer, scores
from pipeline.domain.reading import Signals
from pipeline.language import tokens

SCALE = ("contradicted", "absent", "weak", "partial", "met")
SIGNAL_SCALE = 0.3  # of a signal beside a word, whose weight is about that


@dataclass(frozen=True, slots=True)
class WordJudge:
    """A linear judge of the best passages' words together with the signals, brought to one scale."""

    vectorizer: Vectorizer
    weights: Floats
    signal_weights: Floats
    bias: Floats
    middle: Floats
    spread: Floats

    def shares_of(self, rows: Sequence[Signals]) -> Floats:
        """Return a probability for each status of SCALE (rows × 5)."""
        words = self.vectorizer.rows(words_of(row) for row in rows)
        # Not exact, but in a fixed order, and rounded with the probabilities.
        signals = (self.scaled(rows)[:, :, None].astype(np.float64) * self.signal_weights).sum(axis=1)
        return softmax(scores(words, self.weights, self.bias) + signals)

    def scaled(self, rows: Sequence[Signals]) -> Floats:
        """Return the signals with middle 0 and spread SIGNAL_SCALE."""
        values = np.array([r.values for r in rows], dtype=np.float32)
        return np.asarray((values - self.middle) / self.spread * SIGNAL_SCALE, dtype=np.float32)


def words_of(row: Signals) -> tuple[str, ...]:
    """Return the features of the quotes: words, pairs of words, words as said of this requirement."""
    return tuple(_words(row))


def _words(row: Signals) -> Iterator[str]:
    for quote in row.quotes:
        words = tokens(quote)
        yield from words
        yield from (f"{a} {b}" for a, b in pairwise(words))
        yield from (f"{row.requirement}|{w}" for w in dict.fromkeys(words))
    # Thrice, so that what is usual for the requirement weighs as much as a phrase.
    yield from (f"|{row.requirement}",) * 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judge: a forest over signals, a linear judge of words, and how often each status was seen.

    `usual[requirement]` and `usual_in[requirement + kind]` are log shares of SCALE, smoothed.
    `favour` multiplies the shares of SCALE before they are normalised: rare statuses that a reader
    cares about would lose every close call. Chosen on train folds.
    """

    forest: Forest
    words: WordJudge
    usual: Mapping[str, Sequence[float]]
    usual_in: Mapping[str, Sequence[float]]
    favour: Sequence[float]

    def __call__(self, rows: Sequence[Signals]) -> Sequence[Mapping[str, float]]:
        """Return for each row status → probability."""
        if not rows:
            return ()
        shares = self.forest.shares_of(columns_of(rows, self.usual, self.usual_in))
        mixed = (shares + self.words.shares_of(rows)) * np.array(self.favour, dtype=np.float32)
        mixed = mixed / mixed.sum(axis=1, keepdims=True)
        return tuple(dict(zip(SCALE, map(float, row), strict=True)) for row in mixed)


def columns_of(
    rows: Sequence[Signals], usual: Mapping[str, Sequence[float]], usual_in: Mapping[str, Sequence[float]]
) -> Floats:
    """Return the forest's columns: the signals, then the usual shares for requirement and kind."""

    def shares(row: Signals) -> tuple[float, ...]:
        own = usual.get(row.requirement, usual[""])
        return (*own, *usual_in.get(f"{row.requirement} {row.kind}", own))

    return np.array([[*r.values, *shares(r)] for r in rows], dtype=np.float32)
