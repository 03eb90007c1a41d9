"""Rows of features: the same numbers as scikit-learn's, by our own arithmetic."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.classification.vectors import (
    CHUNK,
    RARE,
    VECTOR_LENGTH,
    Rows,
    WordVectors,
    fit_vectorizer,
    scores,
)

WORDS = [f"w{n}" for n in range(12)]
FEATURES = st.lists(st.lists(st.sampled_from(WORDS), max_size=25), min_size=1, max_size=20)


def identity(row: list[str]) -> list[str]:
    return row


def dense(rows: Rows, *, width: int) -> np.ndarray:
    out = np.zeros((len(rows), width))
    for i in range(len(rows)):
        held = slice(rows.starts[i], rows.starts[i + 1])
        out[i, rows.columns[held]] = rows.values[held]
    return out


@given(learned=FEATURES, seen=FEATURES, least=st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_rows_are_those_of_scikit_learn(learned, seen, least):
    frequent = [w for w in WORDS if sum(w in row for row in learned) >= least]
    ours = fit_vectorizer(learned, least=least, most=100)
    assert sorted(ours.vocabulary) == sorted(frequent)
    if not frequent:
        return  # scikit-learn refuses an empty vocabulary
    theirs = TfidfVectorizer(sublinear_tf=True, analyzer=identity, min_df=least).fit(learned)
    assert ours.vocabulary == theirs.vocabulary_
    # A row of nothing, and words that neither has learned.
    rows = [*seen, [], ["never", "seen"], [*seen[0], "never"]]
    wanted = theirs.transform(rows).toarray()
    assert_allclose(dense(ours.rows(rows), width=len(frequent)), wanted, atol=1e-5)


def test_every_row_that_holds_a_known_word_has_length_one():
    rows = fit_vectorizer([["a", "b"], ["a"]], least=1, most=9).rows([["a", "a", "b"], ["z"], []])
    lengths = [float((rows.values[low:high] ** 2).sum()) for low, high in pairwise(rows.starts)]
    assert_allclose(lengths, [1, 0, 0], atol=1e-4)  # values are rounded to a grid


def test_the_columns_of_a_row_are_sorted():
    rows = fit_vectorizer([["c", "a", "b"]], least=1, most=9).rows([["c", "b", "a", "c"]])
    assert list(rows.columns) == [0, 1, 2]


# ---------------------------------------------------------------- what words mean


def meaning(*words: str) -> np.ndarray:
    """Return the columns after the vocabulary; "shall" is known to both, "leak" only to the vectors."""
    table = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    vectors = WordVectors({"shall": 0, "leak": 1, "breach": 2}, table, "")
    vectorizer = fit_vectorizer([["shall"], ["shall", "shall notify"]], least=1, most=9, words=vectors)
    assert vectorizer.width == 4
    return dense(vectorizer.rows([list(words)]), width=4)[0, 2:]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), (0, 0)),
        (("never", "seen"), (0, 0)),
        (("shall notify",), (0, 0)),  # a vector speaks of single words
        (("shall",), (1, 0)),
        (("shall", "shall", "never"), (1, 0)),
        (("leak",), (0, 1)),
        (("breach",), (0.6, 0.8)),
        (("leak", "breach"), (0.6, 1.8)),
        # A word seen in every row (weight 1) beside one never seen in training.
        (("shall", "leak"), (1, RARE)),
    ],
)
def test_what_words_mean_stands_after_the_vocabulary(words, found):
    wanted = np.array(found, np.float32)
    length = float(np.linalg.norm(wanted))
    assert_allclose(meaning(*words), wanted / length * VECTOR_LENGTH if length else wanted, atol=1e-5)


def test_the_words_themselves_weigh_the_same_beside_vectors():
    vectors = WordVectors({"a": 0}, np.ones((1, 3), np.float32), "")
    learned = [["a", "b"], ["b", "c"]]
    plain = fit_vectorizer(learned, least=1, most=9)
    beside = fit_vectorizer(learned, least=1, most=9, words=vectors)
    rows = [["a", "b", "b"], [], ["c", "z"]]
    assert_allclose(dense(beside.rows(rows), width=6)[:, :3], dense(plain.rows(rows), width=3))


def test_no_rows_at_all():
    vectorizer = fit_vectorizer([["a"]], least=1, most=9)
    rows = vectorizer.rows([])
    assert len(rows) == 0
    assert scores(rows, np.ones((1, 2), np.float32), np.zeros(2, np.float32)).shape == (0, 2)


@pytest.mark.parametrize(
    ("least", "most", "kept"),
    [
        (1, 9, ["a", "b", "c", "d"]),
        (2, 9, ["a", "b", "c"]),  # d stands in one row, however often
        (3, 9, ["a"]),
        (1, 1, ["a"]),
        (1, 2, ["a", "b"]),  # b and c are as frequent: the alphabet decides
        (1, 3, ["a", "b", "c"]),
        (9, 9, []),
    ],
)
def test_which_features_are_kept(least, most, kept):
    learned = [["a", "c"], ["a", "c", "b"], ["a", "b", "d", "d", "d"]]
    assert list(fit_vectorizer(learned, least=least, most=most).vocabulary) == kept


@pytest.mark.parametrize("count", [1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 7])
def test_scores_are_products_whatever_the_number_of_rows(count):
    rng = np.random.default_rng(count)
    # Every third row is empty, the first and the last among them.
    features = [[] if n % 3 == 0 else list(rng.choice(WORDS, size=6)) for n in range(count - 1)] + [[]]
    vectorizer = fit_vectorizer([WORDS, WORDS[:3]], least=1, most=99)
    rows = vectorizer.rows(features)
    weights = rng.normal(size=(len(WORDS), 4)).astype(np.float32)
    bias = rng.normal(size=4).astype(np.float32)
    wanted = dense(rows, width=len(WORDS)) @ weights + bias
    assert_allclose(scores(rows, weights, bias), wanted, atol=1e-5)


def test_rows_are_picked_in_any_order_and_more_than_once():
    rows = Rows(np.array([0, 2, 2, 5]), np.arange(5), np.arange(5, dtype=np.float32) * 2)
    found = rows.picked(np.array([2, 1, 0, 2]))
    assert found.starts.tolist() == [0, 3, 3, 5, 8]
    assert found.columns.tolist() == [2, 3, 4, 0, 1, 2, 3, 4]
    assert found.values.tolist() == [4, 6, 8, 0, 2, 4, 6, 8]
    assert len(rows.picked(np.array([], dtype=np.int64))) == 0
