"""Word vectors kept in a folder: what comes back, and what is refused."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from pipeline.classification.words import TABLE, WORDS, load_words, save_words
from pipeline.errors import ClassifierError
from pipeline.resources import words_folder


def saved(folder: Path, *, turned: float = 0.3) -> Path:
    around = np.array([[np.cos(a), np.sin(a)] for a in (0, turned, 2.0)], np.float32)
    save_words(folder, ["breach", "leak", "é"], around)
    return folder


def test_what_was_saved_comes_back(tmp_path):
    found = load_words(saved(tmp_path / "new"))
    assert found.rows == {"breach": 0, "leak": 1, "é": 2}
    # Eight bits a number: two digits.
    assert_allclose(found.table[1], [np.cos(0.3), np.sin(0.3)], atol=5e-3)


def test_the_digest_tells_vectors_apart(tmp_path):
    one, same, other = (
        load_words(saved(tmp_path / n, turned=t)).digest for n, t in (("a", 0.3), ("b", 0.3), ("c", 0.5))
    )
    assert one == same != other


@pytest.mark.parametrize("name", [TABLE, WORDS])
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param(b"", id="empty"),
        pytest.param(b"nothing of the kind", id="text"),
        pytest.param(b"PK\x03\x04 half an archive", id="half an archive"),
        pytest.param(b'["breach"]', id="too few"),
    ],
)
def test_damaged_vectors_are_refused_in_a_sentence(tmp_path, name, content):
    file = saved(tmp_path) / name
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(ClassifierError) as refused:
        load_words(tmp_path)
    assert str(tmp_path) in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_pickle_among_the_vectors_is_not_loaded(tmp_path):
    np.savez(saved(tmp_path) / TABLE, table=np.array([{"run": "me"}], dtype=object))
    with pytest.raises(ClassifierError):
        load_words(tmp_path)


def test_the_shipped_vectors_have_length_one():
    found = load_words(words_folder())
    assert_allclose(np.linalg.norm(found.table, axis=1), 1, atol=0.05)
    assert sorted(found.rows.values()) == list(range(len(found.table)))


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("breach", "violation", "invoice"), ("delete", "erase", "notify"), ("hours", "days", "encryption")],
)
def test_words_of_like_meaning_lie_near_each_other(word, near, far):
    found = load_words(words_folder())
    one, other, third = (found.table[found.rows[w]] for w in (word, near, far))
    assert one @ other > one @ third
