"""A forest as arrays: the same shares as the scikit-learn forest it was taken from."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.ensemble import RandomForestClassifier

from pipeline.classification.forest import LEAF, Forest
from pipeline.classification.train_verdict import _forest
from pipeline.classification.verdict import SCALE


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(range(len(SCALE)), id="every status"),
        pytest.param([1, 4], id="absent and met only"),
        pytest.param([0, 2, 3], id="the outer ones never"),
        pytest.param([2], id="one status: trees of one leaf"),
    ],
)
def test_it_agrees_with_scikit_learn(seen):
    rng = np.random.default_rng(3)
    columns = rng.random((150, 6)).round(4).astype(np.float32)
    wanted = rng.choice(list(seen), size=150)
    fitted = RandomForestClassifier(12, min_samples_leaf=3, random_state=0).fit(columns, wanted)
    # Rows it has learned, rows it has not, and rows far outside.
    rows = np.vstack([columns[:40], rng.random((40, 6)).round(4), rng.normal(scale=9, size=(20, 6))])
    rows = rows.astype(np.float32)
    shares = np.zeros((len(rows), len(SCALE)))
    shares[:, fitted.classes_] = fitted.predict_proba(rows)
    assert_allclose(_forest(fitted).shares_of(rows), shares, atol=1e-5)


def test_no_rows_give_no_shares():
    assert stump().shares_of(np.empty((0, 2), np.float32)).shape == (0, 2)


@pytest.mark.parametrize(
    ("row", "share"),
    [
        ((0.4, 9.0), (1.0, 0.0)),
        ((0.5, 9.0), (1.0, 0.0)),  # at the threshold a row goes left
        ((0.501, 9.0), (0.0, 1.0)),
        ((0.6, -9.0), (0.0, 1.0)),  # the other column has no say
    ],
)
def test_where_a_row_goes(row, share):
    found = stump().shares_of(np.array([row], np.float32))
    # One tree asks, the other always says half and half.
    assert_allclose(found, [(np.array(share) + 0.5) / 2])


def stump() -> Forest:
    """Return a tree that asks whether column 0 is at most 0.5, and a tree of one leaf."""
    return Forest(
        roots=np.array([0, 3]),
        column=np.array([0, LEAF, LEAF, LEAF]),
        threshold=np.array([0.5, -2, -2, -2], np.float32),
        left=np.array([1, LEAF, LEAF, LEAF]),
        right=np.array([2, LEAF, LEAF, LEAF]),
        shares=np.array([[0, 0], [1, 0], [0, 1], [0.5, 0.5]], np.float32),
    )
