"""A sentence encoder of random weights, small enough to be worked out in plain floating point beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.classification.encoder import Encoder
from pipeline.classification.encoder_store import linear, save_encoder
from pipeline.classification.layers import quantised

from .small import BACKUP, DEADLINE, small_library

WIDTH, INNER, HEADS, LAYERS, HIDDEN = 24, 40, 3, 2, 16
PIECES = ["[CLS]", "[SEP]", "[UNK]", ".", ":", "we", "breach", "hours", "back", "##up", "##s", "72", "n"]


def arrays(seed: int = 1) -> dict[str, Any]:
    return dict(_arrays(np.random.default_rng(seed)))


def names() -> dict[str, Any]:
    kept = sorted(small_library().requirements, key=lambda r: (DEADLINE, BACKUP).index(r.id))
    return {
        "requirements": [r.id for r in kept],
        "numbers": [[s.number for s in r.subpoints] for r in kept],
        "layers": LAYERS,
        "attention_heads": HEADS,
        "pieces": PIECES,
    }


def small_encoder(folder: Path, *, seed: int = 1) -> Encoder:
    return save_encoder(folder, arrays(seed), names())


def _arrays(random: np.random.Generator) -> Iterator[tuple[str, Any]]:
    def some(*shape: int) -> Any:
        return (random.normal(size=shape) * 0.4).astype(np.float32)

    def norm(name: str) -> Iterator[tuple[str, Any]]:
        yield from ((f"{name}.gain", 1 + some(WIDTH) / 4), (f"{name}.shift", some(WIDTH) / 4))

    table, scale = quantised(some(len(PIECES), WIDTH).T)
    yield from (("pieces.weights", table.T), ("pieces.scale", scale), ("places", some(320, WIDTH) / 4))
    yield from norm("first")
    for n in range(LAYERS):
        for name in ("query", "key", "value", "out"):
            yield from linear(f"{n}.{name}", some(WIDTH, WIDTH), some(WIDTH))
        yield from linear(f"{n}.up", some(WIDTH, INNER), some(INNER))
        yield from linear(f"{n}.down", some(INNER, WIDTH), some(WIDTH))
        yield from norm(f"{n}.after_attention")
        yield from norm(f"{n}.after")
    yield from (("middle", some(WIDTH) / 9), ("spread", 0.2 + np.abs(some(WIDTH))))
    yield from linear("hidden", some(WIDTH, HIDDEN), some(HIDDEN))
    subpoints = sum(map(len, names()["numbers"]))
    for name, width in (("bearing", 2), ("subpoints", subpoints), ("stances", 8)):
        yield from linear(name, some(HIDDEN, width), some(width))
