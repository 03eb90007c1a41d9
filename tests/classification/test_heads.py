"""The linear heads: what few columns say is what a table full of noughts would say."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from pipeline.classification.exact import softmax
from pipeline.classification.heads import STANCES, Heads, Narrow
from pipeline.classification.vectors import Rows, Vectorizer

WIDTH = 20
WORDS = [f"w{n:02}" for n in range(WIDTH)]
VECTORIZER = Vectorizer({w: n for n, w in enumerate(WORDS)}, np.ones(WIDTH, np.float32))


def rows(rng: np.random.Generator, count: int) -> Rows:
    """Return rows of which the first is empty."""
    return VECTORIZER.rows([[], *(list(rng.choice(WORDS, size=7)) for _ in range(count - 1))])


def dense(held: Rows) -> np.ndarray:
    out = np.zeros((len(held), WIDTH), np.float32)
    for i in range(len(held)):
        part = slice(held.starts[i], held.starts[i + 1])
        out[i, held.columns[part]] = held.values[part]
    return out


def narrow(rng: np.random.Generator, columns: list[int], *, outputs: int) -> Narrow:
    weights = rng.normal(size=(len(columns), outputs)).astype(np.float32)
    return Narrow(np.array(columns, dtype=np.int64), weights, rng.normal(size=outputs).astype(np.float32))


def widened(head: Narrow) -> np.ndarray:
    whole = np.zeros((WIDTH, len(head.bias)), np.float32)
    whole[head.columns] = head.weights
    return whole


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param([], id="no columns"),
        pytest.param([0], id="the first column"),
        pytest.param([WIDTH - 1], id="the last column"),
        pytest.param([3, 4, 11], id="some in the middle"),
        pytest.param(list(range(WIDTH)), id="all columns"),
    ],
)
@pytest.mark.parametrize("which", [[], [0], [5, 1, 1, 8]], ids=["no rows", "an empty row", "in any order"])
def test_a_narrow_head_is_a_wide_one_without_its_noughts(columns, which):
    rng = np.random.default_rng(len(columns))
    head, held = narrow(rng, columns, outputs=3), rows(rng, 9)
    chosen = np.array(which, dtype=np.int64)
    assert_allclose(head.logits(held, chosen), dense(held)[chosen] @ widened(head) + head.bias, atol=1e-5)


@pytest.fixture
def heads() -> Heads:
    rng = np.random.default_rng(7)
    return Heads(
        requirements=("one", "two"),
        bearing=rng.normal(size=(WIDTH, 2)).astype(np.float32),
        bearing_bias=np.array([0.3, -0.2], np.float32),
        stance=rng.normal(size=(WIDTH, 4)).astype(np.float32),
        stance_bias=np.zeros(4, np.float32),
        own_stance=(narrow(rng, [1, 5], outputs=4), narrow(rng, [2, 6], outputs=4)),
        subpoints=(narrow(rng, [0, 9], outputs=3), narrow(rng, [7], outputs=1)),
        numbers=((1, 2, 3), (1,)),
    )


def test_whether_rows_bear_on_requirements(heads):
    held = rows(np.random.default_rng(1), 6)
    wanted = 1 / (1 + np.exp(-(dense(held) @ heads.bearing + heads.bearing_bias)))
    assert_allclose(heads.bears_on(held), wanted, atol=1e-5)


@pytest.mark.parametrize("requirement", [0, 1])
def test_a_stance_is_half_general_and_half_the_requirements_own(heads, requirement):
    held, which = rows(np.random.default_rng(2), 6), np.array([4, 2])
    general = heads.stances(held)
    assert_allclose(general, softmax(dense(held) @ heads.stance), atol=1e-5)
    own = heads.own_stance[requirement]
    wanted = (general[which] + softmax(dense(held)[which] @ widened(own) + own.bias)) / 2
    found = heads.stances_for(requirement, held, which, general)
    assert_allclose(found, wanted, atol=1e-5)
    assert_allclose(found.sum(axis=1), 1, atol=1e-5)
    assert found.shape == (2, len(STANCES))


def test_sub_points_are_those_of_the_requirement(heads):
    held, which = rows(np.random.default_rng(3), 6), np.array([0, 5, 1])
    for n, head in enumerate(heads.subpoints):
        wanted = 1 / (1 + np.exp(-(dense(held)[which] @ widened(head) + head.bias)))
        assert_allclose(heads.subpoints_for(n, held, which), wanted, atol=1e-5)
