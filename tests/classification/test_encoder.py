"""The sentence encoder: the same as plain floating point says, in whatever company a clause is read."""

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from pipeline.classification.encoder import STRETCH, Encoder, stretches
from pipeline.classification.encoder_store import NAMES, WEIGHTS, load_encoder
from pipeline.classification.layers import Dense, gelu, quantised
from pipeline.classification.wordpiece import WordPiece
from pipeline.errors import ClassifierError

from .small_encoder import HEADS, LAYERS, PIECES, arrays, small_encoder

CLAUSES = (
    ("breach", ("we breach 72 hours .", "backups n hours", "we .")),
    ("", ("n",)),
    ("hours", ("72 72 72 breach " * 20, "we backups " * 30)),
)


@cache
def encoder() -> Encoder:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return small_encoder(Path(folder))


# ---------------------------------------------------------------- pieces


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("we breach", ["we", "breach"]),
        ("Backups", ["back", "##up", "##s"]),
        ("BÁCKUP", ["back", "##up"]),
        ("72hours", ["72", "[UNK]"][1:]),
        ("hours:", ["hours", ":"]),
        ("(n.", ["[UNK]", "n", "."]),
        ("backx we", ["[UNK]", "we"]),
        ("", []),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(said, pieces):
    cut = WordPiece({piece: n for n, piece in enumerate(PIECES)}).cut(said)
    assert [PIECES[n] for n in cut] == pieces


def test_a_stretch_holds_whole_sentences_under_the_heading():
    sentences = ("we " * 50, "n " * 60, "72 " * 70, "hours " * 500)
    found = list(stretches(7, "breach", sentences, pieces=encoder().pieces))
    assert [s.numbers for s in found] == [(0, 1), (2,), (3,)]
    assert {s.clause for s in found} == {7}
    for stretch in found:
        assert [PIECES[n] for n in stretch.pieces[:3]] == ["[CLS]", "breach", ":"]
        assert PIECES[stretch.pieces[-1]] == "[SEP]"
        assert len(stretch.pieces) <= STRETCH + 2
    assert [PIECES[n] for n in found[0].pieces[found[0].spans[1]]] == ["n"] * 60


# ---------------------------------------------------------------- arithmetic


def test_a_linear_layer_is_near_the_product():
    random = np.random.default_rng(3)
    weights, bias = random.normal(size=(1536, 9)).astype(np.float32), random.normal(size=9).astype(np.float32)
    values = random.normal(size=(5, 1536)).astype(np.float32)
    small, scale = quantised(weights)
    layer = Dense(small, scale, bias)
    assert_allclose(layer(values), values @ weights + bias, atol=0.04 * math.sqrt(1536))


def test_the_order_of_rows_and_columns_changes_no_bit():
    random = np.random.default_rng(4)
    small, scale = quantised(random.normal(size=(1024, 33)).astype(np.float32))
    values = random.normal(size=(40, 1024)).astype(np.float32)
    layer = Dense(small, scale, np.zeros(33, np.float32))
    turned = Dense(small[::-1], scale, np.zeros(33, np.float32))
    assert_array_equal(layer(values)[::-1], turned(values[::-1, ::-1]))
    assert_array_equal(layer(values)[7:8], layer(values[7:8]))


@pytest.mark.parametrize("at", [-30.0, -8.0, -1.3, -0.001, 0.0, 0.7, 2.0, 7.999, 8.5, 40.0])
@pytest.mark.parametrize("beside", [0.1, 100.0])
def test_gelu_is_the_function_whatever_stands_beside(at, beside):
    exact = at * 0.5 * (1 + math.erf(at / math.sqrt(2)))
    assert gelu(np.array([[at, beside]], np.float32))[0, 0] == pytest.approx(exact, abs=2e-3)


# ---------------------------------------------------------------- reading


def test_it_says_what_plain_floating_point_says():
    read = encoder().read(CLAUSES[:2])
    for row, (clause, sentence) in enumerate([(0, None), (0, 0), (0, 1), (0, 2), (1, None), (1, 0)]):
        bearing, stances, subpoints = plainly(*CLAUSES[clause], sentence)
        assert_allclose(read.bearing[row], bearing, atol=0.06)
        assert_allclose(read.stances[row], stances, atol=0.06)
        assert_allclose(read.subpoints[row], subpoints, atol=0.06)


def test_a_clause_is_read_alike_in_any_company():
    alone = [encoder().read([clause]) for clause in CLAUSES]
    together = encoder().read(CLAUSES)
    assert_array_equal(together.bearing, np.concatenate([r.bearing for r in alone]))
    assert_array_equal(together.stances, np.concatenate([r.stances for r in alone]))
    assert_array_equal(together.subpoints, np.concatenate([r.subpoints for r in alone]))


def test_a_long_clause_is_what_its_likeliest_stretch_is():
    heading, said = "breach", ("we breach " * 40, "72 hours " * 60, "backups n " * 45)
    whole = encoder().read([(heading, said)])
    parts = [encoder().read([(heading, (s,))]) for s in said]
    assert_array_equal(whole.bearing[0], np.max([p.bearing[0] for p in parts], axis=0))
    assert_array_equal(whole.bearing[1:], [p.bearing[1] for p in parts])


def test_nothing_to_read_is_read():
    assert encoder().read([]).bearing.shape == (0, 2)
    assert encoder().read([("breach", ())]).bearing.shape == (1, 2)


def test_subpoints_are_found_by_requirement_and_number():
    numbers = encoder().numbers
    assert encoder().columns_of(encoder().requirements[1]) == {
        number: len(numbers[0]) + n for n, number in enumerate(numbers[1])
    }
    assert encoder().columns_of("never-learned") == {}


def plainly(heading, said, sentence):
    """Return what the heads say of a clause or one of its sentences, worked out in 64 bits."""
    kept = {k: np.asarray(v, dtype=np.float64) for k, v in arrays().items()}

    def linear(name, values):
        return values @ (kept[f"{name}.weights"] * kept[f"{name}.scale"]) + kept[f"{name}.bias"]

    def norm(name, values):
        middle = values - values.mean(1, keepdims=True)
        return middle / middle.std(1, keepdims=True) * kept[f"{name}.gain"] + kept[f"{name}.shift"]

    def bent(values):
        return np.vectorize(lambda x: x * 0.5 * (1 + math.erf(x / math.sqrt(2))))(values)

    def soft(values):
        powers = np.exp(values - values.max(-1, keepdims=True))
        return powers / powers.sum(-1, keepdims=True)

    (stretch,) = stretches(0, heading, said, pieces=encoder().pieces)
    table = kept["pieces.weights"] * kept["pieces.scale"][:, None]
    x = norm("first", table[list(stretch.pieces)] + kept["places"][: len(stretch.pieces)])
    for n in range(LAYERS):
        q, k, v = (linear(f"{n}.{p}", x).reshape(len(x), HEADS, -1) for p in ("query", "key", "value"))
        weights = soft(np.einsum("ihd,jhd->hij", q, k) / math.sqrt(q.shape[2]))
        x = norm(
            f"{n}.after_attention",
            x + linear(f"{n}.out", np.einsum("hij,jhd->ihd", weights, v).reshape(x.shape)),
        )
        x = norm(f"{n}.after", x + linear(f"{n}.down", bent(linear(f"{n}.up", x))))
    part = slice(1, len(x) - 1) if sentence is None else stretch.spans[sentence]
    mean = x[part].mean(0)
    mean = (mean / np.linalg.norm(mean) - kept["middle"]) / kept["spread"]
    hidden = bent(linear("hidden", mean[None]))
    bearing, subpoints = (1 / (1 + np.exp(-linear(name, hidden)[0])) for name in ("bearing", "subpoints"))
    return bearing, soft(linear("stances", hidden).reshape(-1, 4)), subpoints


# ---------------------------------------------------------------- kept in a folder


def test_the_digest_tells_encoders_apart(tmp_path):
    one, same, other = (small_encoder(tmp_path / n, seed=s).digest for n, s in (("a", 1), ("b", 1), ("c", 2)))
    assert one == same != other


@pytest.mark.parametrize("name", [WEIGHTS, NAMES])
@pytest.mark.parametrize(
    "content", [None, b"", b"nothing of the kind", b"PK\x03\x04 half", b'{"pieces": []}']
)
def test_a_damaged_encoder_is_refused_in_a_sentence(tmp_path, name, content):
    small_encoder(tmp_path)
    (tmp_path / name).unlink() if content is None else (tmp_path / name).write_bytes(content)
    with pytest.raises(ClassifierError) as refused:
        load_encoder(tmp_path)
    assert str(tmp_path) in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_pickle_among_the_weights_is_not_loaded(tmp_path):
    small_encoder(tmp_path)
    np.savez(tmp_path / WEIGHTS, **(arrays() | {"middle": np.array([{"run": "me"}], dtype=object)}))
    with pytest.raises(ClassifierError):
        load_encoder(tmp_path)
