"""The same bits on every machine: sums are exact, so that no order of summation can matter."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from pipeline.classification.exact import STEP, length, on_grid, probabilities, softmax
from pipeline.classification.vectors import Rows, WordVectors, scores, sums

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=400)


def held(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return values on the grid and weights of 16 bits, such as a row and a head have."""
    rng = np.random.default_rng(count)
    values = on_grid(rng.random(count) / np.sqrt(count))
    return values, rng.normal(scale=3, size=(count, 5)).astype(np.float16).astype(np.float32)


def product(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Add up one row as the heads do."""
    return sums(values.astype(np.float64)[:, None] * weights, np.array([0, len(values)]))[0]


@given(shares=SHARES)
@settings(max_examples=50)
def test_what_is_on_the_grid_stays_there_and_is_near(shares):
    found = on_grid(np.array(shares))
    assert_array_equal(on_grid(found.astype(np.float64)), found)
    assert_array_equal(found / STEP % 1, 0)
    assert np.abs(found - shares).max() <= STEP / 2


@pytest.mark.parametrize("count", [1, 7, 64, 333, 2000])
def test_a_product_is_exact(count):
    values, weights = held(count)
    exact = [
        sum(Fraction(float(v)) * Fraction(float(w)) for v, w in zip(values, column, strict=True))
        for column in weights.T
    ]
    assert [Fraction(float(p)) for p in product(values, weights)] == exact


@pytest.mark.parametrize("count", [7, 64, 333])
def test_no_order_of_summation_matters(count):
    values, weights = held(count)
    mixed = np.random.default_rng(1).permutation(count)
    assert_array_equal(product(values[mixed], weights[mixed]), product(values, weights))
    bias = np.full(5, 0.1, np.float32)
    rows = [
        Rows(np.array([0, count]), np.array(order, dtype=np.int64), values[order])
        for order in (np.arange(count), mixed)
    ]
    assert_array_equal(scores(rows[0], weights, bias), scores(rows[1], weights, bias))


def test_thirty_two_bits_would_not_do():
    """The near-miss that this room is for: the same sum in 32 bits depends on its order."""
    values, weights = held(333)
    found = {
        float((values[order] @ weights[order])[0])
        for order in map(np.random.default_rng(1).permutation, [333] * 20)
    }
    assert len(found) > 1


def test_a_mean_of_word_vectors_does_not_hang_on_their_order():
    table = np.random.default_rng(2).integers(-127, 128, size=(60, 16)).astype(np.float32) / 127
    words = WordVectors({f"w{n}": n for n in range(60)}, table, "digest")
    weights = {f"w{n}": 1 + n / 7 for n in range(60)}
    backwards = dict(reversed(weights.items()))
    assert_array_equal(words.mean(weights), words.mean(backwards))


def test_a_length_is_rounded_once():
    assert length(np.array([3.0, 4.0])) == 5
    assert length(np.array([])) == 0
    assert length(np.array([1e-9] * 3 + [1.0])) == length(np.array([1.0] + [1e-9] * 3))


def test_logits_become_probabilities():
    assert_allclose(probabilities(np.array([-1e9, 0, np.log(3), 1e9])), [0, 0.5, 0.75, 1], atol=1e-6)


def test_softmax_is_not_thrown_by_large_logits():
    found = softmax(np.array([[1e4, 1e4, -1e4], [0, np.log(3), -1e9]], dtype=np.float32))
    assert_allclose(found, [[0.5, 0.5, 0], [0.25, 0.75, 0]], atol=1e-6)


@given(logits=st.lists(st.floats(-20, 20), min_size=2, max_size=6))
@settings(max_examples=50)
def test_a_last_bit_more_or_less_changes_no_probability(logits):
    near = np.nextafter(np.array(logits), 99.0)
    for squash in (probabilities, lambda rows: softmax(rows[None])):
        differ = np.abs(squash(np.array(logits)) - squash(near)) > 0
        # A value may lie on the edge between two; it is then one step off, never more.
        assert np.abs(squash(np.array(logits)) - squash(near)).max() <= 1.1e-6
        assert differ.sum() <= 1
