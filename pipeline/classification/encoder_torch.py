"""The sentence encoder as torch learns it, and as it is kept once learned."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from pipeline.classification.encoder import PLACES, Stretch
from pipeline.classification.encoder_store import linear
from pipeline.classification.layers import quantised

LAYERS = 3  # of the base's; the third says most of what a clause is about
HIDDEN = 512
# Where a processor only imitates bfloat16, it takes seven times as long as 32 bits.
HALVED = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
}
NORMS = {"after_attention": "attention.output.LayerNorm", "after": "output.LayerNorm"}


class Network(nn.Module):  # type: ignore[misc]  # torch is not locked
    """The first layers of a transformers model, and heads over the mean of each stretch and sentence."""

    def __init__(self, base: Path, *, requirements: int, subpoints: int) -> None:
        """Take the model in folder `base` without its upper layers; its word table stays as it is."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, local_files_only=True)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:LAYERS]
        for parameter in self.encoder.embeddings.parameters():
            parameter.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.register_buffer("middle", torch.zeros(width))
        self.register_buffer("spread", torch.ones(width))
        self.hidden = nn.Linear(width, HIDDEN)
        self.bearing, self.subpoints, self.stances = (
            nn.Linear(HIDDEN, n) for n in (requirements, subpoints, 4 * requirements)
        )
        nn.init.constant_(self.bearing.bias, -4.0)
        nn.init.constant_(self.subpoints.bias, -1.0)
        self.some_out, self.more_out = nn.Dropout(0.1), nn.Dropout(0.35)

    def means(self, stretches: Sequence[Stretch]) -> Any:
        """Return a row of length one for each stretch, followed by one for each of its sentences."""
        longest = max(len(s.pieces) for s in stretches)
        pieces = torch.tensor([(*s.pieces, *[0] * (longest - len(s.pieces))) for s in stretches])
        lengths = torch.tensor([len(s.pieces) for s in stretches])
        mask = (torch.arange(longest)[None] < lengths[:, None]).long()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVED):
            states = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        sums = functional.pad(states.float().cumsum(1), (0, 0, 1, 0))
        at = [(n, p.start, p.stop) for n, s in enumerate(stretches) for p in parts_of(s)]
        row, low, high = torch.tensor(at).T
        return functional.normalize(sums[row, high] - sums[row, low], dim=1)

    def forward(self, means: Any) -> tuple[Any, Any, Any]:
        """Return logits: rows × requirements, rows × sub-points, rows × requirements × 4 stances."""
        rows = self.some_out((means - self.middle) / self.spread)
        rows = self.more_out(functional.gelu(self.hidden(rows)))
        return self.bearing(rows), self.subpoints(rows), self.stances(rows).unflatten(1, (-1, 4))

    def arrays(self, pieces: Sequence[int]) -> Iterator[tuple[str, Any]]:
        """Yield all that is kept, with the named pieces of the word table."""
        held = {name: value.float().numpy() for name, value in self.state_dict().items()}
        table, scale = quantised(held["encoder.embeddings.word_embeddings.weight"][list(pieces)].T)
        yield from (("pieces.weights", table.T), ("pieces.scale", scale))
        places = held["encoder.embeddings.position_embeddings.weight"][:PLACES]
        yield (
            "places",
            (places + held["encoder.embeddings.token_type_embeddings.weight"][0]).astype(np.float16),
        )
        yield from _norm(held, "first", "encoder.embeddings.LayerNorm")
        for n in range(LAYERS):
            for ours, theirs in LINEAR.items():
                yield from _linear(held, f"{n}.{ours}", f"encoder.encoder.layer.{n}.{theirs}")
            for ours, theirs in NORMS.items():
                yield from _norm(held, f"{n}.{ours}", f"encoder.encoder.layer.{n}.{theirs}")
        yield from (("middle", held["middle"]), ("spread", held["spread"]))
        for name in ("hidden", "bearing", "subpoints", "stances"):
            yield from _linear(held, name, name)


def parts_of(stretch: Stretch) -> tuple[slice, ...]:
    """Return the stretch without its marks of beginning and end, then each of its sentences."""
    return (slice(1, len(stretch.pieces) - 1), *stretch.spans)


def base_vocabulary(base: Path) -> list[str]:
    """Return the base's pieces in order of their numbers."""
    known = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return sorted(known, key=lambda piece: int(known[piece]))


def _linear(held: dict[str, Any], ours: str, theirs: str) -> Iterator[tuple[str, Any]]:
    return linear(ours, held[f"{theirs}.weight"].T, held[f"{theirs}.bias"])


def _norm(held: dict[str, Any], ours: str, theirs: str) -> Iterator[tuple[str, Any]]:
    yield from ((f"{ours}.gain", held[f"{theirs}.weight"]), (f"{ours}.shift", held[f"{theirs}.bias"]))
