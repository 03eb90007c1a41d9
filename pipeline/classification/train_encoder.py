"""Teach a small transformer to read clauses; needs torch and transformers, which nothing else here does.

First the heads alone learn from what the base says as it comes, then base and heads together. Every
stretch of a clause is a row, and each of its sentences.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from pipeline.classification.encoder import Encoder, Stretch, stretches
from pipeline.classification.encoder_store import save_encoder
from pipeline.classification.encoder_torch import LAYERS, Network, base_vocabulary
from pipeline.classification.heads import STANCES
from pipeline.classification.lessons import Lesson
from pipeline.classification.train import Label
from pipeline.classification.vectors import Ints
from pipeline.classification.wordpiece import BEGIN, COLON, END, GOES_ON, UNKNOWN, WordPiece
from pipeline.domain.requirements import Requirement

HEAD_EPOCHS, HEAD_BATCH, HEAD_RATES = 8, 256, (1e-3, 3e-4)
LATER_HEADS = 5  # epochs after which the heads learn at the lower rate
EPOCHS, BATCH, RATES = 3, 24, (2e-4, 5e-4)  # rates of the encoder and of the heads
WARM_STEPS, LEAST_RATE = 100, 0.02
UNLABELLED_SHARE, PARTLY_SHARE = (
    0.3,
    0.5,
)  # drawn anew each epoch: no label, partly known
OWN_WEIGHT, SUBPOINT_WEIGHT, STANCE_WEIGHT = 0.5, 0.25, 0.5


class Rows:
    """What is to be learned of every stretch and sentence, as tensors."""

    def __init__(self, lessons: Sequence[Lesson], cut: Sequence[Stretch], ids: Sequence[Requirement]) -> None:
        """Lay out a row for each stretch and then one for each of its sentences."""
        self.place = {r.id: n for n, r in enumerate(ids)}
        names = [(r.id, s.number) for r in ids for s in r.subpoints]
        self.subpoint = {name: n for n, name in enumerate(names)}
        self.of = torch.tensor([self.place[r] for r, _ in names])
        self.first = np.cumsum([0, *(1 + len(s.numbers) for s in cut)])
        size = int(self.first[-1])
        self.bears, self.known = torch.zeros(size, len(ids)), torch.ones(size, len(ids))
        self.meets = torch.zeros(size, len(names))
        self.stance = torch.zeros(size, len(ids), dtype=torch.long)
        self.weight = torch.ones(size, 1)
        parts = np.bincount([s.clause for s in cut], minlength=len(lessons))
        for n, stretch in enumerate(cut):
            self._lay(int(self.first[n]), stretch, lessons[stretch.clause], whole=parts[stretch.clause] == 1)

    def _lay(self, at: int, stretch: Stretch, lesson: Lesson, *, whole: bool) -> None:
        end = at + 1 + len(stretch.numbers)
        if lesson.sentences is None:
            self.weight[at:end] = OWN_WEIGHT
            self.known[at:end] = 0
            # Which of its sentences bears on what, nobody has said.
            for row in range(at, end if len(lesson.said) == 1 else at + whole):
                self._put(row, lesson.labels)
                known = self.place if lesson.known is None else lesson.known
                self.known[row, [self.place[r] for r in known]] = 1
            return
        each = [lesson.sentences[n] for n in stretch.numbers]
        self._put(at, lesson.labels if whole else tuple(label for labels in each for label in labels))
        for row, labels in enumerate(each, at + 1):
            self._put(row, labels)

    def _put(self, row: int, labels: Sequence[Label]) -> None:
        for label in labels:
            self.bears[row, self.place[label.requirement]] = 1
            self.stance[row, self.place[label.requirement]] = STANCES.index(label.stance)
            for number in label.subpoints:
                self.meets[row, self.subpoint[label.requirement, number]] = 1

    def of_stretches(self, which: Ints) -> Ints:
        """Return the numbers of the rows of stretches: of each its own, then those of its sentences."""
        return np.concatenate([np.arange(self.first[i], self.first[i + 1]) for i in which])

    def loss(self, said: tuple[Any, Any, Any], rows: Any, *, texts: float) -> Any:
        """Return the loss of what was said of the rows, by text."""
        bearing, subpoints, stances = said
        bears, known = self.bears[rows], self.known[rows]
        wrong = binary_cross_entropy_with_logits(bearing, bears, reduction="none") * known * self.weight[rows]
        on = bears * known
        unmet = binary_cross_entropy_with_logits(subpoints, self.meets[rows], reduction="none")
        total = wrong.sum() + SUBPOINT_WEIGHT * (unmet * on[:, self.of]).sum()
        if (which := on > 0).any():
            total += STANCE_WEIGHT * cross_entropy(stances[which], self.stance[rows][which], reduction="sum")
        return total / texts


def train_encoder(
    lessons: Sequence[Lesson], requirements: Sequence[Requirement], *, base: Path, out: Path, seed: int = 0
) -> Encoder:
    """Learn an encoder from a transformers model in folder `base` (BERT's shape) and write it to `out`."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    vocabulary = base_vocabulary(base)
    pieces = WordPiece({piece: n for n, piece in enumerate(vocabulary)})
    cut = [s for n, one in enumerate(lessons) for s in stretches(n, one.heading, one.said, pieces=pieces)]
    rows = Rows(lessons, cut, requirements)
    network = Network(base, requirements=len(requirements), subpoints=len(rows.subpoint))
    _teach_heads(network, rows, cut, random)
    _teach_all(network, rows, cut, [_share(one) for one in lessons], random)
    kept = _kept(vocabulary, cut)
    names = {
        "requirements": [r.id for r in requirements],
        "numbers": [[s.number for s in r.subpoints] for r in requirements],
        "layers": LAYERS,
        "attention_heads": network.encoder.config.num_attention_heads,
        "pieces": [vocabulary[n] for n in kept],
    }
    return save_encoder(out, dict(network.arrays(kept)), names)


def _teach_heads(network: Network, rows: Rows, cut: Sequence[Stretch], random: np.random.Generator) -> None:
    network.eval()
    with torch.no_grad():
        means = _means(network, rows, cut)
    network.middle.copy_(means.mean(0))
    network.spread.copy_(means.std(0) + 1e-6)
    network.train()
    steps = torch.optim.Adam(_heads(network), lr=HEAD_RATES[0])
    taught = np.flatnonzero(rows.known.sum(1).numpy() > 0)
    for epoch in range(HEAD_EPOCHS):
        _set_rates(steps, HEAD_RATES[epoch >= LATER_HEADS])
        for some in _pieces(random.permutation(taught), HEAD_BATCH):
            _step(steps, rows.loss(network(means[some]), some, texts=len(some)))


def _means(network: Network, rows: Rows, cut: Sequence[Stretch]) -> Any:
    """Return what the base says of every row; read by length, as a short text beside a long one is padded."""
    order = np.argsort([len(s.pieces) for s in cut], kind="stable")
    read = torch.cat([network.means([cut[i] for i in some]) for some in _pieces(order, BATCH)])
    means = torch.empty_like(read)
    means[rows.of_stretches(order)] = read
    return means


def _teach_all(
    network: Network,
    rows: Rows,
    cut: Sequence[Stretch],
    shares: Sequence[float],
    random: np.random.Generator,
) -> None:
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    steps = torch.optim.AdamW([{"params": encoder}, {"params": _heads(network)}], weight_decay=0.01)
    share = np.array([shares[s.clause] for s in cut])
    lengths = np.array([len(s.pieces) for s in cut])
    done, planned = 0, 0
    for _ in range(EPOCHS):
        drawn = np.flatnonzero(random.random(len(cut)) < share)
        drawn = drawn[np.argsort(lengths[drawn] + 10 * random.random(len(drawn)))]
        batches = _pieces(drawn, BATCH)
        planned = planned or EPOCHS * len(batches)
        for n in random.permutation(len(batches)):
            warmth = min(1, (done + 1) / WARM_STEPS) * max(LEAST_RATE, 1 - done / planned)
            _set_rates(steps, *(rate * warmth for rate in RATES))
            said = network(network.means([cut[i] for i in batches[n]]))
            _step(
                steps, rows.loss(said, rows.of_stretches(batches[n]), texts=2 * len(batches[n])), clip=network
            )
            done += 1
    network.eval()


def _share(lesson: Lesson) -> float:
    """Return the chance that a lesson is drawn in an epoch."""
    if lesson.sentences is None:
        return 1.0 if lesson.known is None else PARTLY_SHARE
    return 1.0 if lesson.labels else UNLABELLED_SHARE


def _heads(network: Network) -> list[Any]:
    return [p for name, p in network.named_parameters() if not name.startswith("encoder.")]


def _set_rates(steps: Any, *rates: float) -> None:
    for group, rate in zip(steps.param_groups, rates, strict=True):
        group["lr"] = rate


def _step(steps: Any, loss: Any, *, clip: Network | None = None) -> None:
    steps.zero_grad()
    loss.backward()
    if clip is not None:
        torch.nn.utils.clip_grad_norm_(clip.parameters(), 1.0)
    steps.step()


def _pieces(rows: Ints, size: int) -> list[Ints]:
    return [rows[n : n + size] for n in range(0, len(rows), size)]


def _kept(vocabulary: Sequence[str], cut: Sequence[Stretch]) -> list[int]:
    """Return the pieces that the texts have, and every single letter and mark."""
    seen = {piece for stretch in cut for piece in stretch.pieces}
    named = {BEGIN, END, UNKNOWN, COLON}
    return sorted(
        n for n, p in enumerate(vocabulary) if n in seen or p in named or len(p.removeprefix(GOES_ON)) == 1
    )
