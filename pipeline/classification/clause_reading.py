"""What a clause says, wherever it stands: the same words in the same surroundings always say the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from pipeline.classification.exact import Floats
from pipeline.classification.heads import STANCES
from pipeline.classification.scoring import Learned, Scored, judged, score_units
from pipeline.classification.units import Unit
from pipeline.classification.vectors import Ints
from pipeline.domain.reading import FamilyScore, Stance
from pipeline.domain.requirements import Library

LEAST_PROBABILITY = 0.01  # below, a clause tells the judge nothing more
FAMILY_PROBABILITY = 0.3
_PART, _END = "\x1e", "\x1d"  # both are spaces to `str.split`: no word holds them


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause says on the library's requirement number `column`.

    `likely` is the probability of each of its sentences, of which `best` is the likeliest; both are empty and
    0 for a clause of one sentence.
    """

    column: int
    probability: float
    stance: Stance
    stances: dict[Stance, float]
    subpoints: dict[int, float]
    best: int
    likely: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """The families of a clause, likeliest first, and what it says on each requirement it may bear on."""

    families: tuple[FamilyScore, ...]
    said: tuple[Said, ...]


def read_clauses(units: tuple[Unit, ...], library: Library, learned: Learned) -> list[ClauseReading]:
    """Return what each unit says; what was read lately is not read again."""
    about = _digest([row for r in library.requirements for row in (r.id, *(s.id for s in r.subpoints))])
    keys = [about + _digest(_content(unit)) for unit in units]

    def make(places: Sequence[int]) -> list[ClauseReading]:
        return list(_readings(tuple(units[n] for n in places), library, learned))

    return learned.memory.recall(keys, make)


def _content(unit: Unit) -> list[str]:
    return [*map(_END.join, (*unit.words, *map(sorted, unit.hits), unit.around)), unit.heading]


def _digest(parts: Iterable[str]) -> bytes:
    return blake2b(_PART.join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _readings(units: tuple[Unit, ...], library: Library, learned: Learned) -> Iterator[ClauseReading]:
    scored = score_units(units, library, learned)
    said: list[list[Said]] = [[] for _ in units]
    for n, one in _said(scored, library, learned):
        said[n].append(one)
    for families, own in zip(_families(scored, library), said, strict=True):
        yield ClauseReading(families, tuple(own))


def _said(scored: Scored, library: Library, learned: Learned) -> Iterator[tuple[int, Said]]:
    """Yield what the unit of that number says, requirement after requirement."""
    for column, requirement in enumerate(library.requirements):
        found = np.flatnonzero(scored.probability[:, column] >= LEAST_PROBABILITY)
        if not len(found):
            continue
        which: Ints = np.stack([scored.whole[found], scored.best[found, column]], axis=1).ravel()
        stances, subpoints = judged(scored, requirement, which, learned.heads)
        for i, n in enumerate(found):
            pair = slice(2 * i, 2 * i + 2)
            meets = zip(requirement.subpoints, subpoints[pair].max(axis=0), strict=True)
            first, parts = scored.first[n], scored.units[n].parts
            yield (
                int(n),
                Said(
                    column,
                    round(float(scored.probability[n, column]), 4),
                    *_stances(stances[pair].mean(axis=0)),
                    {s.number: round(float(p), 4) for s, p in meets},
                    int(scored.best[n, column] - first) if parts else 0,
                    tuple(scored.bearing[first : first + parts, column].tolist()),
                ),
            )


def _stances(shares: Floats) -> tuple[Stance, dict[Stance, float]]:
    rounded = {s: round(float(p), 4) for s, p in zip(STANCES, shares, strict=True)}
    return STANCES[int(np.argmax(shares))], rounded


def _families(scored: Scored, library: Library) -> Iterator[tuple[FamilyScore, ...]]:
    place = {r.id: column for column, r in enumerate(library.requirements)}
    columns = {f.id: [place[r.id] for r in f.requirements] for f in library.families}
    for whole in scored.whole:
        chances = 1 - scored.bearing[whole].astype(np.float64)
        rows = [FamilyScore(f, round(float(1 - chances[c].prod()), 3)) for f, c in columns.items()]
        likely = (r for r in rows if r.confidence >= FAMILY_PROBABILITY)
        yield tuple(sorted(likely, key=lambda r: -r.confidence))
