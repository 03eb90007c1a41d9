"""The parts of a sentence encoder in arithmetic that gives the same bits on every machine.

Weights are kept in 8 bits and each row of values is rounded to 8 bits before it is multiplied: the products
and their sums are whole numbers, exact in whatever order they are added (`products.py`). What is done value
by value (times, plus, rounding) is the same everywhere too. Means, roots and exponentials, whose last bits
may differ, are taken in 64 bits and rounded to 32.
"""

import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from pipeline.classification.exact import Floats
from pipeline.classification.products import Bytes, product

MOST = 127.0  # of a value of 8 bits
GELU_STEP, GELU_REACH = 2.0**-9, 8.0  # beyond, the function is its argument or nought


@dataclass(frozen=True, slots=True)
class Dense:
    """A linear layer: `weights` (in × out) whole numbers, their `scale` and the `bias` (out)."""

    weights: Bytes
    scale: Floats
    bias: Floats

    def __call__(self, values: Floats) -> Floats:
        """Return rows × out for rows × in."""
        step = np.abs(values).max(axis=1, keepdims=True) / np.float32(MOST) + np.float32(1e-30)
        whole = values / step
        total = product(np.rint(whole, out=whole), self.weights)
        total *= step
        total *= self.scale
        total += self.bias
        return np.asarray(total, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation with its gain and shift."""

    gain: Floats
    shift: Floats

    def __call__(self, values: Floats) -> Floats:
        """Return the rows with mean nought and variance one, then scaled and shifted."""
        middle = values - _mean(values)
        spread = np.sqrt(_mean(middle * middle) + np.float32(1e-12))
        return np.asarray(middle / spread * self.gain + self.shift)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the encoder: attention of the rows of a text to each other, then each row by itself."""

    asked: Dense  # queries, keys and values beside each other: the rows are rounded once for all three
    out: Dense
    after_attention: Norm
    up: Dense
    down: Dense
    after: Norm

    def __call__(self, values: Floats, starts: list[int], heads: int) -> Floats:
        """Return new rows; text i is the rows from `starts[i]` to `starts[i + 1]`."""
        seen = _attention(self.asked(values), starts, heads)
        values = self.after_attention(values + self.out(seen))
        return self.after(values + self.down(gelu(self.up(values))))


def beside(*layers: Dense) -> Dense:
    """Return one linear layer that gives what these give of the same rows, beside each other."""
    return Dense(
        np.concatenate([d.weights for d in layers], axis=1),
        np.concatenate([d.scale for d in layers]),
        np.concatenate([d.bias for d in layers]),
    )


def gelu(values: Floats) -> Floats:
    """Return the Gaussian error linear unit of values rounded to GELU_STEP."""
    at = values * np.float32(1 / GELU_STEP)
    at += np.float32(GELU_REACH / GELU_STEP + 0.5)  # whole steps, from nought; the rest is cut off
    np.clip(at, 0, 2 * GELU_REACH / GELU_STEP, out=at)
    found = _gelu_table().take(at.astype(np.intp), mode="clip")  # in bounds: numpy need not look first
    if values.max(initial=0) > GELU_REACH:
        np.copyto(found, values, where=values > GELU_REACH)
    return found


def quantised(weights: Floats) -> tuple[Bytes, Floats]:
    """Return the weights (in × out) in 8 bits and the scale of each column."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-12) / MOST
    return np.rint(weights / scale).astype(np.int8), scale.astype(np.float32)


@cache
def _gelu_table() -> Floats:
    number = int(GELU_REACH / GELU_STEP)
    at = [n * GELU_STEP for n in range(-number, number + 1)]
    return np.array([x * 0.5 * (1 + math.erf(x / math.sqrt(2))) for x in at], dtype=np.float32)


def _mean(values: Floats) -> Floats:
    return np.asarray(values.mean(axis=1, keepdims=True, dtype=np.float64), dtype=np.float32)


def _attention(asked: Floats, starts: list[int], heads: int) -> Floats:
    """Return what each row sees of the rows of its text, of rows of queries, keys and values."""
    rows, size = len(asked), asked.shape[1] // (3 * heads)
    parts = asked.reshape(rows, 3, heads, size).transpose(1, 2, 0, 3).astype(np.float64, order="C")
    parts[0] /= math.sqrt(size)
    seen = np.empty((rows, heads, size), dtype=np.float32)
    for low, high in pairwise(starts):
        q, k, v = parts[:, :, low:high]
        weights = q @ k.transpose(0, 2, 1)
        weights -= weights.max(axis=2, keepdims=True)
        np.exp(weights, out=weights)
        found = weights @ v
        found /= weights.sum(axis=2)[:, :, None]
        seen[low:high] = found.transpose(1, 0, 2)
    return seen.reshape(rows, heads * size)
