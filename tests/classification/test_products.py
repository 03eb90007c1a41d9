import numpy as np
import pytest
from numpy.testing import assert_array_equal

from pipeline.classification import products
from pipeline.classification.products import _by_floats, _is_exact, product


def exact(rows, weights):
    return (rows.astype(np.int64) @ weights.astype(np.int64)).astype(np.float32)


def some(width, *, seed=0):
    random = np.random.default_rng(seed)
    rows = random.integers(-127, 128, (9, width)).astype(np.float32)
    return rows, random.integers(-127, 128, (width, 5)).astype(np.int8)


@pytest.mark.parametrize("width", [1, 7, 64, 511, 512, 513, 1536, 2049])
def test_both_ways_give_the_whole_sum(width):
    rows, weights = some(width, seed=width)
    assert_array_equal(product(rows, weights), exact(rows, weights))
    assert_array_equal(_by_floats(rows, weights), exact(rows, weights))


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_largest_numbers_are_held(sign):
    rows, weights = np.full((3, 1536), 127, np.float32), np.full((1536, 4), sign * 127, np.int8)
    assert_array_equal(product(rows, weights), exact(rows, weights))
    assert_array_equal(_by_floats(rows, weights), exact(rows, weights))


def test_sums_beyond_what_floats_hold_are_rounded_once():
    rows, weights = np.full((1, 3072), 127, np.float32), np.full((3072, 1), 127, np.int8)
    rows[0, -1], weights[-1, 0] = 3, 1
    assert exact(rows, weights) > 2**24
    assert_array_equal(product(rows, weights), exact(rows, weights))
    assert_array_equal(_by_floats(rows, weights), exact(rows, weights))


def test_a_processor_that_adds_in_16_bits_is_found_out():
    def saturating(rows, weights):
        each = (rows[:, :, None] + 128) * weights[None].astype(np.float64)
        pairs = np.clip(each[:, ::2] + each[:, 1::2], -(2**15), 2**15 - 1)
        return (pairs.sum(axis=1) - 128 * weights.astype(np.float64).sum(axis=0)).astype(np.float32)

    small = np.ones((2, 4), np.float32), np.ones((4, 3), np.int8)
    assert_array_equal(saturating(*small), exact(*small))
    assert not _is_exact(saturating)
    assert _is_exact(_by_floats)


def test_without_an_exact_quick_way_floats_multiply(monkeypatch):
    rows, weights = some(700)
    monkeypatch.setattr(products, "_quick", lambda: None)
    assert_array_equal(product(rows, weights), exact(rows, weights))
