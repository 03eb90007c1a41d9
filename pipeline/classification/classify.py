"""From an agreement's clauses to candidate passages: what bears on which requirement, and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.classification.encoder import Encoder
from pipeline.classification.exact import Floats
from pipeline.classification.heads import STANCES, Heads
from pipeline.classification.second_reading import SecondReading, read_again
from pipeline.classification.units import Unit, units_of
from pipeline.classification.vectors import Ints, Rows, Vectorizer, WordVectors
from pipeline.classification.wordings import recognised
from pipeline.domain.agreement import Agreement
from pipeline.domain.document import Document
from pipeline.domain.places import Span
from pipeline.domain.reading import FamilyScore, Passage, ReadAgreement
from pipeline.domain.requirements import Library, Requirement
from pipeline.library.cues import CueIndex

LEAST_PROBABILITY = 0.01  # below, a clause tells the judge nothing more
CUE_PROBABILITY = 0.5  # of a clause that only a cue speaks for: its requirement was never learned
FAMILY_PROBABILITY = 0.3
QUOTE_WORDS = 100  # a quote grows from its best sentence to its neighbours up to here
QUOTE_LIMIT = 150  # and is never longer (design: the JSON review)


@dataclass(frozen=True, slots=True)
class Learned:
    """What clauses are read with: linear heads over a vocabulary, and the sentence encoder if any."""

    vectorizer: Vectorizer
    heads: Heads
    encoder: Encoder | None = None

    @property
    def words(self) -> WordVectors:
        """Return the word vectors that the vocabulary was fitted with; raises ValueError for none."""
        if self.vectorizer.words is None:
            raise ValueError("this vocabulary was fitted without word vectors")
        return self.vectorizer.words


@dataclass(frozen=True, slots=True)
class Scored:
    """Units with their rows: unit n is row `whole[n]`, its sentences begin at row `first[n]`.

    Over units × requirements of the library: `best` is the row of the unit's best sentence (the
    whole where there is one sentence), `probability` the mean of what that and the whole say.
    """

    units: tuple[Unit, ...]
    features: tuple[tuple[str, ...], ...]
    rows: Rows
    whole: Ints
    first: Ints
    bearing: Floats
    stances: Floats
    best: Ints
    probability: Floats
    second: SecondReading | None


def classify(agreement: Agreement, library: Library, *, cues: CueIndex, learned: Learned) -> ReadAgreement:
    """Return the agreement with the families of its clauses and all candidate passages."""
    units = tuple(units_of(agreement, cues))
    read = classify_units(agreement, units, library, learned)
    own = recognised(agreement, units, library)
    return replace(read, passages=(*read.passages, *own)) if own else read


def classify_units(
    agreement: Agreement, units: tuple[Unit, ...], library: Library, learned: Learned
) -> ReadAgreement:
    """Classify an agreement whose units are at hand."""
    scored = score_units(units, library, learned)
    return ReadAgreement(
        agreement=agreement,
        families=_families(scored, library),
        passages=tuple(_passages(scored, agreement.document, library, learned.heads)),
    )


def score_units(units: tuple[Unit, ...], library: Library, learned: Learned) -> Scored:
    """Score every unit and each of its sentences against every requirement of the library."""
    features = tuple(f for unit in units for f in (unit.whole, *unit.sentences))
    lengths = np.array([1 + len(unit.sentences) for unit in units], dtype=np.int64)
    whole: Ints = np.cumsum(lengths) - lengths
    heads, encoder = learned.heads, learned.encoder
    rows = learned.vectorizer.rows(features)
    bearing = _bearing(heads.bears_on(rows), features, library, heads)
    second = read_again(units, whole, bearing, encoder) if encoder and units else None
    if second:
        bearing = second.mixed_bearing(bearing, library.requirements)
    best = np.zeros((len(units), bearing.shape[1]), dtype=np.int64)
    for n, (start, length) in enumerate(zip(whole, lengths, strict=True)):
        # Row `start` is the clause itself: it stands for its best sentence where it has only one.
        low = start + (length > 1)
        best[n] = low + bearing[low : start + length].argmax(axis=0)
    probability = (bearing[whole] + np.take_along_axis(bearing, best, axis=0)) / 2
    return Scored(
        units,
        features,
        rows,
        whole,
        whole + 1,
        bearing,
        heads.stances(rows),
        best,
        probability.astype(np.float32),
        second,
    )


def _bearing(learned: Floats, features: Sequence[tuple[str, ...]], library: Library, heads: Heads) -> Floats:
    """Return rows × requirements of the library; a requirement never learned is found by its cues alone."""
    columns = []
    for requirement in library.requirements:
        if requirement.id in heads.requirements:
            columns.append(learned[:, heads.requirements.index(requirement.id)])
        else:
            hits = (_has_cue(row, requirement.id) for row in features)
            columns.append(np.array([CUE_PROBABILITY * hit for hit in hits], dtype=np.float32))
    return np.stack(columns, axis=1)


def _has_cue(features: tuple[str, ...], requirement: str) -> bool:
    return f"cue:{requirement}" in features and f"near:{requirement}" not in features


def _passages(scored: Scored, document: Document, library: Library, heads: Heads) -> Iterator[Passage]:
    for column, requirement in enumerate(library.requirements):
        found = np.flatnonzero(scored.probability[:, column] >= LEAST_PROBABILITY)
        if not len(found):
            continue
        which: Ints = np.stack([scored.whole[found], scored.best[found, column]], axis=1).ravel()
        stances, subpoints = _judged(scored, requirement, which, heads)
        for i, n in enumerate(found):
            pair = slice(2 * i, 2 * i + 2)
            judged = (stances[pair].mean(axis=0), subpoints[pair].max(axis=0))
            yield _passage(scored, document, requirement, (int(n), column), judged, heads)


def _judged(scored: Scored, requirement: Requirement, which: Ints, heads: Heads) -> tuple[Floats, Floats]:
    """Return stances (rows × 4) and sub-points (rows × sub-points) of the rows in `which`."""
    if requirement.id in heads.requirements:
        j = heads.requirements.index(requirement.id)
        stances = heads.stances_for(j, scored.rows, which, scored.stances)
        known = heads.subpoints_for(j, scored.rows, which)
        at = {number: column for column, number in enumerate(heads.numbers[j])}
        none = np.zeros(len(which), dtype=np.float32)
        columns = [known[:, at[s.number]] if s.number in at else none for s in requirement.subpoints]
        subpoints = np.stack(columns, axis=1)
        if scored.second is None:
            return stances, subpoints
        return (
            scored.second.mixed_stances(stances, requirement, which),
            scored.second.mixed_subpoints(subpoints, requirement, which),
        )
    hits = [[f"cue:{s.id}" in scored.features[row] for s in requirement.subpoints] for row in which]
    return scored.stances[which], CUE_PROBABILITY * np.array(hits, dtype=np.float32)


def _passage(  # noqa: PLR0917
    scored: Scored,
    document: Document,
    requirement: Requirement,
    at: tuple[int, int],
    judged: tuple[Floats, Floats],
    heads: Heads,
) -> Passage:
    clause = scored.units[at[0]].clause
    span = _quote_span(scored, document, *at)
    stances, subpoints = judged
    return Passage(
        requirement=requirement.id,
        document=clause.document,
        clause=clause.id,
        span=span,
        quote=document.quote(span),
        probability=round(float(scored.probability[at]), 4),
        stance=STANCES[int(np.argmax(stances))],
        stances={s: round(float(p), 4) for s, p in zip(STANCES, stances, strict=True)},
        subpoints={
            s.number: round(float(p), 4) for s, p in zip(requirement.subpoints, subpoints, strict=True)
        },
        found_by="classifier" if requirement.id in heads.requirements else "cue",
    )


def _quote_span(scored: Scored, document: Document, n: int, column: int) -> Span:
    """Return the best sentence with those around it, up to about a hundred words."""
    unit, first = scored.units[n], scored.first[n]
    low = high = int(scored.best[n, column] - first) if unit.sentences else 0
    values = scored.bearing[first : first + len(unit.sentences), column]
    while True:
        sides = [k for k in (low - 1, high + 1) if 0 <= k < len(unit.sentences)]
        if not sides:
            break
        side = max(sides, key=lambda k: values[k])
        span = Span(unit.spans[min(low, side)].start, unit.spans[max(high, side)].end)
        if len(document.quote(span).split()) > QUOTE_WORDS:
            break
        low, high = min(low, side), max(high, side)
    return _cut(document, Span(unit.spans[low].start, unit.spans[high].end))


def _cut(document: Document, span: Span) -> Span:
    words = document.quote(span).split()
    if len(words) <= QUOTE_LIMIT:
        return span
    at = span.start
    for word in words[:QUOTE_LIMIT]:
        at = document.text.index(word, at) + len(word)
    return Span(span.start, at)


def _families(scored: Scored, library: Library) -> dict[str, tuple[FamilyScore, ...]]:
    place = {r.id: column for column, r in enumerate(library.requirements)}
    columns = {f.id: [place[r.id] for r in f.requirements] for f in library.families}
    found: dict[str, tuple[FamilyScore, ...]] = {}
    for n, unit in enumerate(scored.units):
        chances = 1 - scored.bearing[scored.whole[n]].astype(np.float64)
        rows = [FamilyScore(f, round(float(1 - chances[c].prod()), 3)) for f, c in columns.items()]
        rows = sorted((r for r in rows if r.confidence >= FAMILY_PROBABILITY), key=lambda r: -r.confidence)
        if rows:
            found[unit.clause.id] = tuple(rows)
    return found
