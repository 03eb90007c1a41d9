"""The trained classifier in a folder: weights as npz (no pickle), words as JSON, a manifest of digests."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from pipeline.classification.encoder import Encoder
from pipeline.classification.exact import Floats
from pipeline.classification.forest import Forest
from pipeline.classification.heads import Heads, Narrow
from pipeline.classification.scoring import Learned
from pipeline.classification.vectors import Ints, Vectorizer, WordVectors
from pipeline.classification.verdict import Verdict, WordJudge
from pipeline.errors import ClassifierError

WEIGHTS, WORDS, MANIFEST = "weights.npz", "words.json", "manifest.json"
FORMAT = "clausegap/classifier/1"
HALF = 6e4  # the most a 16-bit number holds; thresholds and weights are far below


@dataclass(frozen=True, slots=True)
class Classifier:
    """Everything learned: what reads clauses, the verdict; `digest` is the SHA-256 (hex) of the manifest."""

    digest: str
    learned: Learned
    verdict: Verdict


def load_classifier(folder: Path, vectors: WordVectors, encoder: Encoder | None) -> Classifier:
    """Load a classifier learned with these word vectors and, if with any, with this sentence encoder.

    Raises ClassifierError where files are missing, damaged, of another format, of other vectors or of
    another encoder.
    """
    manifest, digest = _manifest(folder)
    if manifest.get("word_vectors") != vectors.digest:
        raise ClassifierError(
            f"The classifier in {folder} was learned with other word vectors: train it again."
        )
    encoder = encoder if manifest.get("encoder") else None
    if manifest.get("encoder") != (encoder.digest if encoder else None):
        raise ClassifierError(
            f"The classifier in {folder} was learned with another sentence encoder: train it again."
        )
    words, weights = (_checked(folder / name, manifest) for name in (WORDS, WEIGHTS))
    try:
        with np.load(BytesIO(weights), allow_pickle=False) as arrays:
            held = {n: arrays[n] for n in arrays.files}
        names = json.loads(words)
        vectorizer = _vectorizer(names["vocabulary"], np.asarray(held["idf"], dtype=np.float32), vectors)
        return Classifier(digest, Learned(vectorizer, _heads(names, held), encoder), _verdict(names, held))
    except (KeyError, TypeError, ValueError, EOFError, BadZipFile) as error:
        raise ClassifierError(f"The classifier in {folder} is damaged: train or install it again.") from error


def save_classifier(
    folder: Path, learned: Learned, verdict: Verdict, *, about: Mapping[str, object]
) -> Classifier:
    """Write the classifier; `about` (what it was learned from) goes into the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    vectorizer, heads = learned.vectorizer, learned.heads
    arrays = dict(_arrays(vectorizer, heads, verdict))
    np.savez_compressed(folder / WEIGHTS, allow_pickle=False, **arrays)
    words = {
        "vocabulary": _in_order(vectorizer),
        "requirements": heads.requirements,
        "numbers": heads.numbers,
        "words": _in_order(verdict.words.vectorizer),
        "usual": verdict.usual,
        "usual_in": verdict.usual_in,
        "favour": verdict.favour,
    }
    (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False, indent=0), encoding="utf-8")
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (WEIGHTS, WORDS)}
    vectors = learned.words
    made_with = {
        "word_vectors": vectors.digest,
        "encoder": learned.encoder.digest if learned.encoder else None,
    }
    manifest = {"format": FORMAT, "files": files, **made_with, **about}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return load_classifier(folder, vectors, learned.encoder)


def _in_order(vectorizer: Vectorizer) -> list[str]:
    return sorted(vectorizer.vocabulary, key=lambda f: vectorizer.vocabulary[f])


def _manifest(folder: Path) -> tuple[dict[str, Any], str]:
    try:
        data = (folder / MANIFEST).read_bytes()
        manifest = json.loads(data)
    except (OSError, ValueError) as error:
        raise ClassifierError(
            f"There is no classifier in {folder}: install clausegap again, or run `clausegap train CORPUS`."
        ) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ClassifierError(
            f"The classifier in {folder} is of another format than {FORMAT}: train it again."
        )
    return manifest, hashlib.sha256(data).hexdigest()


def _checked(path: Path, manifest: Mapping[str, Any]) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ClassifierError(
            f"The classifier's file {path.name} can't be read: install it again."
        ) from error
    if hashlib.sha256(data).hexdigest() != manifest.get("files", {}).get(path.name):
        raise ClassifierError(f"The classifier's file {path.name} is not the one its manifest names.")
    return data


def _arrays(vectorizer: Vectorizer, heads: Heads, verdict: Verdict) -> Iterator[tuple[str, Any]]:
    yield "idf", vectorizer.idf
    yield "bearing", _half(heads.bearing)
    yield "bearing_bias", heads.bearing_bias
    yield "stance", _half(heads.stance)
    yield "stance_bias", heads.stance_bias
    for name, narrow in (("own_stance", heads.own_stance), ("subpoints", heads.subpoints)):
        for n, head in enumerate(narrow):
            yield f"{name}_{n}_columns", head.columns.astype(np.int32)
            yield f"{name}_{n}_weights", _half(head.weights)
            yield f"{name}_{n}_bias", head.bias
    words = verdict.words
    yield "words_idf", words.vectorizer.idf
    yield "words_weights", _half(words.weights)
    for name in ("signal_weights", "bias", "middle", "spread"):
        yield f"words_{name}", getattr(words, name)
    forest = verdict.forest
    yield "forest_roots", forest.roots.astype(np.int32)
    yield "forest_column", forest.column.astype(np.int16)
    yield "forest_threshold", forest.threshold
    yield "forest_left", forest.left.astype(np.int32)
    yield "forest_right", forest.right.astype(np.int32)
    yield "forest_shares", _half(forest.shares)


def _half(weights: Floats) -> Any:
    return np.clip(weights, -HALF, HALF).astype(np.float16)


def _heads(words: Mapping[str, Any], arrays: Mapping[str, Any]) -> Heads:
    names = ("bearing", "bearing_bias", "stance", "stance_bias")
    return Heads(
        requirements=tuple(words["requirements"]),
        **{name: _floats(arrays, name) for name in names},
        own_stance=tuple(_narrow(words, arrays, "own_stance")),
        subpoints=tuple(_narrow(words, arrays, "subpoints")),
        numbers=tuple(tuple(n) for n in words["numbers"]),
    )


def _narrow(words: Mapping[str, Any], arrays: Mapping[str, Any], name: str) -> Iterator[Narrow]:
    for n in range(len(words["requirements"])):
        columns: Ints = arrays[f"{name}_{n}_columns"].astype(np.int64)
        yield Narrow(columns, _floats(arrays, f"{name}_{n}_weights"), _floats(arrays, f"{name}_{n}_bias"))


def _verdict(words: Mapping[str, Any], arrays: Mapping[str, Any]) -> Verdict:
    whole = ("roots", "column", "left", "right")
    nodes: dict[str, Ints] = {name: arrays[f"forest_{name}"].astype(np.int64) for name in whole}
    threshold, shares = (_floats(arrays, f"forest_{name}") for name in ("threshold", "shares"))
    names = ("weights", "signal_weights", "bias", "middle", "spread")
    judge = WordJudge(
        _vectorizer(words["words"], _floats(arrays, "words_idf")),
        *(_floats(arrays, f"words_{n}") for n in names),
    )
    return Verdict(
        Forest(threshold=threshold, shares=shares, **nodes),
        judge,
        words["usual"],
        words["usual_in"],
        words["favour"],
    )


def _floats(arrays: Mapping[str, Any], name: str) -> Floats:
    return np.asarray(arrays[name], dtype=np.float32)


def _vectorizer(features: Sequence[str], idf: Floats, vectors: WordVectors | None = None) -> Vectorizer:
    return Vectorizer({feature: n for n, feature in enumerate(features)}, idf, vectors)
