"""Arithmetic that gives the same bits on every machine, whatever its processor, threads and libraries.

A row's values are multiples of 2^-16, and the weights are kept in 16 bits: their products are multiples of
2^-40, which 64 bits add up without rounding as long as the sum stays below 2^13. So no order of summation
can matter, and none is prescribed. What is no sum (a logarithm, a root, an exponential) may differ in
its last bit from one machine to another; it is rounded far above that bit before anything rests on it.
"""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

STEP = 2.0**-16  # of a row's values
PLACES = 6  # of a probability


def on_grid(values: Doubles) -> Floats:
    """Round values to multiples of STEP, which 32 bits hold up to 256."""
    return np.asarray(np.rint(values / STEP) * STEP, dtype=np.float32)


def length(values: Doubles) -> float:
    """Return the Euclidean length, from a sum that is rounded once."""
    return math.sqrt(math.fsum((values * values).tolist()))


def probabilities(logits: Floats | Doubles) -> Floats:
    """Squash logits to probabilities of PLACES decimals."""
    squashed = 1 / (1 + np.exp(-np.clip(logits, -30, 30, dtype=np.float64)))
    return np.asarray(np.round(squashed, PLACES), dtype=np.float32)


def softmax(logits: Floats | Doubles) -> Floats:
    """Turn each row of logits into probabilities of PLACES decimals that sum to one, but for rounding."""
    wide = np.asarray(logits, dtype=np.float64)
    shifted = np.exp(wide - wide.max(axis=1, keepdims=True))
    return np.asarray(np.round(shifted / shifted.sum(axis=1, keepdims=True), PLACES), dtype=np.float32)
