"""The sentence encoder in a folder of its own: small integers with their scales, the pieces as JSON."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from pipeline.classification.encoder import Encoder
from pipeline.classification.exact import Floats
from pipeline.classification.layers import Dense, Layer, Norm, beside, quantised
from pipeline.classification.wordpiece import WordPiece
from pipeline.errors import ClassifierError

WEIGHTS, NAMES = "weights.npz", "names.json"
ASKED, LINEAR = ("query", "key", "value"), ("out", "up", "down")

Arrays = Mapping[str, Any]


def load_encoder(folder: Path) -> Encoder:
    """Load an encoder; raises ClassifierError where it is missing or damaged."""
    try:
        data, named = (folder / WEIGHTS).read_bytes(), (folder / NAMES).read_bytes()
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            held = {name: arrays[name] for name in arrays.files}
        return _assembled(held, json.loads(named), hashlib.sha256(named + data).hexdigest())
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ClassifierError(
            f"The sentence encoder in {folder} can't be read: install clausegap again."
        ) from error


def save_encoder(folder: Path, arrays: Arrays, names: Mapping[str, object]) -> Encoder:
    """Write an encoder: its arrays, and the names of its pieces, requirements and sub-points."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / WEIGHTS, allow_pickle=False, **dict(arrays))
    (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False, indent=0), encoding="utf-8")
    return load_encoder(folder)


def linear(name: str, weights: Floats, bias: Floats) -> Iterator[tuple[str, Any]]:
    """Yield the arrays of a linear layer (`weights` in × out) as they are kept."""
    small, scale = quantised(weights)
    yield from ((f"{name}.weights", small), (f"{name}.scale", scale), (f"{name}.bias", bias))


def _assembled(arrays: Arrays, names: Mapping[str, Any], digest: str) -> Encoder:
    table = arrays["pieces.weights"].astype(np.float32) * arrays["pieces.scale"].astype(np.float32)[:, None]
    pieces = names["pieces"]
    if len(pieces) != len(table):
        raise ValueError("pieces and rows differ in number")
    return Encoder(
        digest=digest,
        requirements=tuple(names["requirements"]),
        numbers=tuple(tuple(n) for n in names["numbers"]),
        pieces=WordPiece({piece: n for n, piece in enumerate(pieces)}),
        table=table,
        places=arrays["places"].astype(np.float32),
        first=_norm(arrays, "first"),
        layers=tuple(_layer(arrays, n) for n in range(int(names["layers"]))),
        attention_heads=int(names["attention_heads"]),
        middle=arrays["middle"].astype(np.float32),
        spread=arrays["spread"].astype(np.float32),
        hidden=_dense(arrays, "hidden"),
        bearing=_dense(arrays, "bearing"),
        stances=_dense(arrays, "stances"),
        subpoints=_dense(arrays, "subpoints"),
    )


def _layer(arrays: Arrays, n: int) -> Layer:
    return Layer(
        asked=beside(*(_dense(arrays, f"{n}.{name}") for name in ASKED)),
        **{name: _dense(arrays, f"{n}.{name}") for name in LINEAR},
        after_attention=_norm(arrays, f"{n}.after_attention"),
        after=_norm(arrays, f"{n}.after"),
    )


def _dense(arrays: Arrays, name: str) -> Dense:
    return Dense(
        np.ascontiguousarray(arrays[f"{name}.weights"], dtype=np.int8),
        arrays[f"{name}.scale"].astype(np.float32),
        arrays[f"{name}.bias"].astype(np.float32),
    )


def _norm(arrays: Arrays, name: str) -> Norm:
    return Norm(arrays[f"{name}.gain"].astype(np.float32), arrays[f"{name}.shift"].astype(np.float32))
