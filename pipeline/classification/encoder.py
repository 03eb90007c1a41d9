"""The sentence encoder: what a clause and each of its sentences say, whatever words say it.

Three layers of a small transformer, learned further on annotated agreements (`models/encoder/card.md`), and
heads over the mean of a sentence's words. A clause is read in stretches of whole sentences.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from pipeline.classification.exact import Floats, probabilities, softmax
from pipeline.classification.layers import Dense, Layer, Norm, gelu
from pipeline.classification.side_by_side import side_by_side
from pipeline.classification.vectors import Ints
from pipeline.classification.wordpiece import BEGIN, COLON, END, WordPiece

SENTENCE, STRETCH, HEADING = (
    110,
    160,
    14,
)  # pieces of each at most; the rest is cut
PLACES = HEADING + STRETCH + SENTENCE + 3  # no stretch is longer
BLOCK = 1024  # pieces read at once: as many as stay near the processor, and little memory


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences of clause `clause`, read as one text: sentence `numbers[i]` is `pieces[spans[i]]`."""

    clause: int
    pieces: tuple[int, ...]
    numbers: tuple[int, ...]
    spans: tuple[slice, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says, a row a clause and then one each of its sentences.

    `bearing` is rows × requirements, `stances` rows × requirements × 4, `subpoints` rows × sub-points of all
    requirements in order; all are probabilities.
    """

    bearing: Floats
    stances: Floats
    subpoints: Floats


@dataclass(frozen=True, slots=True)
class Encoder:
    """The encoder and its heads; `requirements` and `numbers` (of their sub-points) name what the heads tell.

    `digest` is the SHA-256 (hex) over the files it came from.
    """

    digest: str
    requirements: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]
    pieces: WordPiece
    table: Floats
    places: Floats
    first: Norm
    layers: tuple[Layer, ...]
    attention_heads: int
    middle: Floats
    spread: Floats
    hidden: Dense
    bearing: Dense
    stances: Dense
    subpoints: Dense

    def columns_of(self, requirement: str) -> dict[int, int]:
        """Return where in `Reading.subpoints` each sub-point of a requirement stands, by its number."""
        if requirement not in self.requirements:
            return {}
        which = self.requirements.index(requirement)
        first = sum(map(len, self.numbers[:which]))
        return {number: first + n for n, number in enumerate(self.numbers[which])}

    def read(self, clauses: Sequence[tuple[str, Sequence[str]]]) -> Reading:
        """Read clauses, each a heading and its sentences (words parted by spaces)."""
        lengths = [1 + len(said) for _, said in clauses]
        starts = np.cumsum([0, *lengths])
        cut = (stretches(n, *clause, pieces=self.pieces) for n, clause in enumerate(clauses))
        found = Reading(
            np.zeros((starts[-1], len(self.requirements)), dtype=np.float32),
            np.zeros((starts[-1], len(self.requirements), 4), dtype=np.float32),
            np.zeros((starts[-1], len(self.subpoints.bias)), dtype=np.float32),
        )
        for block, means in side_by_side(self._means, _blocks(chain.from_iterable(cut))):
            self._tell(block, means, starts, found)
        return found

    def _tell(self, block: Sequence[Stretch], means: Floats, starts: Ints, into: Reading) -> None:
        rows: list[int] = []
        for stretch in block:
            at = int(starts[stretch.clause])
            rows += [at, *(at + 1 + n for n in stretch.numbers)]
        hidden = gelu(self.hidden((means - self.middle) / self.spread))
        bearing = probabilities(self.bearing(hidden))
        subpoints = probabilities(self.subpoints(hidden))
        stances = softmax(self.stances(hidden).reshape(-1, 4)).reshape(len(rows), -1, 4)
        for n, row in enumerate(rows):
            # A clause of several stretches is what its likeliest stretch is.
            more = bearing[n] > into.bearing[row]
            into.stances[row][more] = stances[n][more]
            np.maximum(into.bearing[row], bearing[n], out=into.bearing[row])
            np.maximum(into.subpoints[row], subpoints[n], out=into.subpoints[row])

    def _means(self, block: Sequence[Stretch]) -> Floats:
        """Return the mean over each stretch and then over each of its sentences, of length one."""
        ids = np.concatenate([s.pieces for s in block])
        at = np.concatenate([np.arange(len(s.pieces)) for s in block])
        starts = [0, *np.cumsum([len(s.pieces) for s in block]).tolist()]
        values = self.first(self.table[ids] + self.places[at])
        for layer in self.layers:
            values = layer(values, starts, self.attention_heads)
        means = []
        for low, stretch in zip(starts, block, strict=False):
            parts = (slice(1, len(stretch.pieces) - 1), *stretch.spans)
            means += [values[low + p.start : low + p.stop].mean(axis=0, dtype=np.float64) for p in parts]
        found = np.stack(means)
        return np.asarray(found / np.sqrt((found * found).sum(axis=1, keepdims=True)), dtype=np.float32)


def stretches(clause: int, heading: str, said: Sequence[str], *, pieces: WordPiece) -> Iterator[Stretch]:
    """Yield a clause in stretches of whole sentences, each under the heading."""
    numbers = pieces.numbers
    head = [numbers[BEGIN], *pieces.cut(heading)[:HEADING], *([numbers[COLON]] if heading else [])]
    now, which, spans = list(head), list[int](), list[slice]()
    for n, sentence in enumerate(said):
        cut = pieces.cut(sentence)[:SENTENCE] or [numbers["."]]
        if spans and len(now) + len(cut) > STRETCH:
            yield Stretch(clause, (*now, numbers[END]), tuple(which), tuple(spans))
            now, which, spans = list(head), [], []
        which.append(n)
        spans.append(slice(len(now), len(now) + len(cut)))
        now += cut
    if spans:
        yield Stretch(clause, (*now, numbers[END]), tuple(which), tuple(spans))


def _blocks(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    now: list[Stretch] = []
    size = 0
    for stretch in stretches:
        if now and size + len(stretch.pieces) > BLOCK:
            yield now
            now, size = [], 0
        now.append(stretch)
        size += len(stretch.pieces)
    if now:
        yield now
