"""A classifier kept in a folder: what comes back, and what is refused."""

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from pipeline.classification.forest import LEAF, Forest
from pipeline.classification.scoring import Learned
from pipeline.classification.store import FORMAT, MANIFEST, WEIGHTS, WORDS, load_classifier, save_classifier
from pipeline.classification.vectors import Vectorizer
from pipeline.classification.verdict import SCALE, Verdict, WordJudge
from pipeline.domain.reading import Signals
from pipeline.errors import ClassifierError

from .small import heads, vectorizer, word_vectors

ROWS = [["breach", "hours"], ["leak"], ["backup", "shall", "shall"], [], ["see", "never", "data"]]
SIGNALS = [Signals("in-deadline", "dpa", (0.2, 1.0), ("firm words",)), Signals("new", "sla", (0.8, 0.0), ())]


def verdict() -> Verdict:
    rng = np.random.default_rng(5)

    def some(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    forest = Forest(
        roots=np.array([0]),
        column=np.array([0, LEAF, LEAF]),
        threshold=np.array([0.5, -2, -2], np.float32),
        left=np.array([1, LEAF, LEAF]),
        right=np.array([2, LEAF, LEAF]),
        shares=np.array([[0] * 5, [1, 0, 0, 0, 0], [0, 0, 0, 0.25, 0.75]], np.float32),
    )
    known = Vectorizer({"firm": 0, "words": 1}, np.array([1.5, 2], np.float32))
    words = WordJudge(known, some(2, 5), some(2, 5), some(5), some(2), np.abs(some(2)) + 1)
    usual = {"": [-1.0] * len(SCALE), "in-deadline": [-2.0] * len(SCALE)}
    return Verdict(forest, words, usual, {"in-deadline dpa": [-3.0] * len(SCALE)}, (1.0, 1, 1, 1, 2))


def saved(folder: Path, **about: object) -> Path:
    save_classifier(folder, Learned(vectorizer(), heads(meaning=8.0)), verdict(), about=about)
    return folder


# ---------------------------------------------------------------- what comes back


def test_what_was_saved_comes_back(tmp_path):
    loaded = load_classifier(saved(tmp_path / "new" / "folder"), word_vectors(), None)
    assert loaded.learned.vectorizer.vocabulary == vectorizer().vocabulary
    assert (loaded.learned.heads.requirements, loaded.learned.heads.numbers) == (
        heads().requirements,
        heads().numbers,
    )
    rows, which = vectorizer().rows(ROWS), np.arange(len(ROWS))
    mine, other = heads(meaning=8.0), loaded.learned.heads
    # Weights are kept in 16 bits: three digits.
    assert_allclose(other.bears_on(loaded.learned.vectorizer.rows(ROWS)), mine.bears_on(rows), atol=2e-3)
    for n in range(2):
        general = mine.stances(rows)
        assert_allclose(
            other.stances_for(n, rows, which, general), mine.stances_for(n, rows, which, general), atol=2e-3
        )
        assert_allclose(other.subpoints_for(n, rows, which), mine.subpoints_for(n, rows, which), atol=2e-3)
    for one, same in zip(loaded.verdict(SIGNALS), verdict()(SIGNALS), strict=True):
        assert one == pytest.approx(same, abs=2e-3)


def test_weights_beyond_sixteen_bits_stay_finite(tmp_path):
    vast = heads(bearing={"breach": (1e9, -1e9)})
    loaded = save_classifier(tmp_path, Learned(vectorizer(), vast), verdict(), about={})
    assert np.isfinite(loaded.learned.heads.bearing).all()


def test_the_digest_tells_classifiers_apart(tmp_path):
    one, same, other = (
        load_classifier(saved(tmp_path / name, learned_from=text), word_vectors(), None).digest
        for name, text in (("a", "these"), ("b", "these"), ("c", "those"))
    )
    assert one == same != other
    assert one == hashlib.sha256((tmp_path / "a" / MANIFEST).read_bytes()).hexdigest()


def test_the_manifest_says_what_it_was_learned_from(tmp_path):
    manifest = json.loads((saved(tmp_path, agreements=12) / MANIFEST).read_text())
    assert (manifest["format"], manifest["agreements"]) == (FORMAT, 12)
    assert set(manifest["files"]) == {WEIGHTS, WORDS}


# ---------------------------------------------------------------- what is refused


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def spoil(name: str) -> Callable[[Path], None]:
    """Change one byte in the middle."""

    def spoilt(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[len(data) // 2] ^= 1
        (folder / name).write_bytes(bytes(data))

    return spoilt


def write(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text) and None


def resigned(change: Callable[[Path], None]) -> Callable[[Path], None]:
    """Change a file and let the manifest name the changed one."""

    def changed(folder: Path) -> None:
        change(folder)
        manifest = json.loads((folder / MANIFEST).read_text())
        for name in manifest["files"]:
            manifest["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        (folder / MANIFEST).write_text(json.dumps(manifest))

    return changed


def cut(folder: Path) -> None:
    data = (folder / WEIGHTS).read_bytes()
    (folder / WEIGHTS).write_bytes(data[: len(data) // 2])


def with_pickle(folder: Path) -> None:
    """Put a pickled object where numbers should be; loading it would run its author's code."""
    with np.load(folder / WEIGHTS) as held:
        arrays = {name: held[name] for name in held.files}
    arrays["idf"] = np.array([{"run": "me"}], dtype=object)
    np.savez(folder / WEIGHTS, **arrays)


def without_an_array(folder: Path) -> None:
    with np.load(folder / WEIGHTS) as held:
        arrays = {name: held[name] for name in held.files if name != "forest_left"}
    np.savez(folder / WEIGHTS, **arrays)


def not_arrays(folder: Path) -> None:
    with zipfile.ZipFile(folder / WEIGHTS, "w") as archive:
        archive.writestr("idf.npy", b"these are no numbers")


MISSING, OTHER, NOT_NAMED, DAMAGED = "There is no classifier in", "another format", "not the one", "damaged"


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        pytest.param(remove(MANIFEST), MISSING, id="no manifest"),
        pytest.param(write(MANIFEST, "{not json"), MISSING, id="a manifest that is no JSON"),
        pytest.param(write(MANIFEST, "[]"), OTHER, id="a manifest that is a list"),
        pytest.param(write(MANIFEST, '{"format": "clausegap/classifier/0"}'), OTHER, id="another format"),
        pytest.param(
            write(MANIFEST, json.dumps({"format": FORMAT, "word_vectors": "1" * 64})),
            NOT_NAMED,
            id="no digests",
        ),
        pytest.param(remove(WEIGHTS), "can't be read", id="no weights"),
        pytest.param(remove(WORDS), "can't be read", id="no words"),
        pytest.param(spoil(WEIGHTS), NOT_NAMED, id="one bit of the weights"),
        pytest.param(spoil(WORDS), NOT_NAMED, id="one bit of the words"),
        pytest.param(resigned(cut), DAMAGED, id="half of the weights, signed"),
        pytest.param(resigned(with_pickle), DAMAGED, id="a pickle among the weights, signed"),
        pytest.param(resigned(without_an_array), DAMAGED, id="an array too few, signed"),
        pytest.param(resigned(not_arrays), DAMAGED, id="text among the weights, signed"),
        pytest.param(resigned(write(WEIGHTS, "")), DAMAGED, id="empty weights, signed"),
        pytest.param(resigned(write(WEIGHTS, "weights")), DAMAGED, id="weights that are text, signed"),
        pytest.param(resigned(write(WORDS, "{}")), DAMAGED, id="words without entries, signed"),
        pytest.param(resigned(write(WORDS, "[1]")), DAMAGED, id="words that are a list, signed"),
        pytest.param(resigned(write(WORDS, "{")), DAMAGED, id="words that are no JSON, signed"),
    ],
)
def test_a_faulty_classifier_is_refused_in_a_sentence(tmp_path, fault, sentence):
    fault(saved(tmp_path))
    with pytest.raises(ClassifierError, match=sentence) as refused:
        load_classifier(tmp_path, word_vectors(), None)
    message = str(refused.value)
    assert message.endswith(".")
    assert "\n" not in message


def test_a_classifier_learned_with_other_word_vectors_is_refused(tmp_path):
    folder, other = saved(tmp_path), replace(word_vectors(), digest="2" * 64)
    with pytest.raises(ClassifierError, match="other word vectors"):
        load_classifier(folder, other, None)


def test_a_folder_that_is_not_there_is_named():
    with pytest.raises(ClassifierError, match="nowhere/at/all"):
        load_classifier(Path("nowhere/at/all"), word_vectors(), None)


# ---------------------------------------------------------------- what a user's machine has to carry


def test_a_review_needs_neither_scikit_learn_nor_torch():
    program = (
        "import sys\n"
        "from pipeline.analyze import load_tools\n"
        "load_tools()\n"
        "print([m for m in ('sklearn', 'torch', 'joblib', 'scipy') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
