"""From an agreement's clauses to candidate passages: what bears on which requirement, and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.classification.heads import STANCES, Heads
from pipeline.classification.units import Unit, units_of
from pipeline.classification.vectors import Floats, Ints, Rows, Vectorizer
from pipeline.domain.agreement import Agreement
from pipeline.domain.document import Document
from pipeline.domain.places import Span
from pipeline.domain.reading import FamilyScore, Passage, ReadAgreement
from pipeline.domain.requirements import Library
from pipeline.library.cues import CueIndex

LEAST_PROBABILITY = 0.01  # below, a clause tells the judge nothing more
FAMILY_PROBABILITY = 0.3
QUOTE_WORDS = 100  # a quote grows from its best sentence to its neighbours up to here
QUOTE_LIMIT = 150  # and is never longer (design: the JSON review)


@dataclass(frozen=True, slots=True)
class Scored:
    """Units with their rows: unit i is row `whole[i]`, its sentences the rows `first[i]` to `last[i]`."""

    units: tuple[Unit, ...]
    whole: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    rows: Rows
    bearing: Floats
    stances: Floats


def classify(
    agreement: Agreement, library: Library, *, cues: CueIndex, vectorizer: Vectorizer, heads: Heads
) -> ReadAgreement:
    """Return the agreement with the families of its clauses and all candidate passages."""
    units = tuple(units_of(agreement, cues))
    return classify_units(agreement, units, library, vectorizer=vectorizer, heads=heads)


def classify_units(
    agreement: Agreement, units: tuple[Unit, ...], library: Library, *, vectorizer: Vectorizer, heads: Heads
) -> ReadAgreement:
    """Classify an agreement whose units are at hand."""
    scored = score_units(units, vectorizer=vectorizer, heads=heads)
    return ReadAgreement(
        agreement=agreement,
        families=_families(scored, heads, library),
        passages=tuple(_passages(scored, agreement.document, heads)),
    )


def score_units(units: tuple[Unit, ...], *, vectorizer: Vectorizer, heads: Heads) -> Scored:
    """Score every unit and each of its sentences against every requirement."""
    features: list[Sequence[str]] = []
    whole, first, last = [], [], []
    for unit in units:
        whole.append(len(features))
        features.append(unit.whole)
        first.append(len(features))
        features.extend(unit.sentences)
        last.append(len(features))
    rows = vectorizer.rows(features)
    bearing, stances = heads.bears_on(rows), heads.stances(rows)
    return Scored(units, tuple(whole), tuple(first), tuple(last), rows, bearing, stances)


def _passages(scored: Scored, document: Document, heads: Heads) -> Iterator[Passage]:
    for j in range(len(heads.requirements)):
        found = [n for n in range(len(scored.units)) if _probability(scored, n, j) >= LEAST_PROBABILITY]
        if not found:
            continue
        which: Ints = np.array([row for n in found for row in (scored.whole[n], _best(scored, n, j))])
        stances = heads.stances_for(j, scored.rows, which, scored.stances)
        subpoints = heads.subpoints_for(j, scored.rows, which)
        for i, n in enumerate(found):
            pair = slice(2 * i, 2 * i + 2)
            yield _passage(scored, document, heads, j, n, stances[pair], subpoints[pair])


def _probability(scored: Scored, n: int, j: int) -> float:
    """Return the mean of what the clause and its best sentence say."""
    return float(scored.bearing[scored.whole[n], j] + scored.bearing[_best(scored, n, j), j]) / 2


def _best(scored: Scored, n: int, j: int) -> int:
    first, last = scored.first[n], scored.last[n]
    if first == last:
        return scored.whole[n]
    return first + int(np.argmax(scored.bearing[first:last, j]))


def _passage(  # noqa: PLR0917
    scored: Scored, document: Document, heads: Heads, j: int, n: int, stances: Floats, subpoints: Floats
) -> Passage:
    unit = scored.units[n]
    span = _quote_span(scored, document, n, j)
    mean = stances.mean(axis=0)
    return Passage(
        requirement=heads.requirements[j],
        document=unit.clause.document,
        clause=unit.clause.id,
        span=span,
        quote=document.quote(span),
        probability=round(_probability(scored, n, j), 4),
        stance=STANCES[int(np.argmax(mean))],
        stances={s: round(float(p), 4) for s, p in zip(STANCES, mean, strict=True)},
        subpoints={
            k: round(float(p), 4) for k, p in zip(heads.numbers[j], subpoints.max(axis=0), strict=True)
        },
        found_by="classifier",
    )


def _quote_span(scored: Scored, document: Document, n: int, j: int) -> Span:
    """Return the best sentence with those around it, up to about a hundred words."""
    unit = scored.units[n]
    low = high = _best(scored, n, j) - scored.first[n] if unit.sentences else 0
    values = scored.bearing[scored.first[n] : scored.last[n], j]
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


def _families(scored: Scored, heads: Heads, library: Library) -> dict[str, tuple[FamilyScore, ...]]:
    columns = {f.id: [heads.requirements.index(r.id) for r in f.requirements] for f in library.families}
    found: dict[str, tuple[FamilyScore, ...]] = {}
    for n, unit in enumerate(scored.units):
        chances = 1 - scored.bearing[scored.whole[n]]
        rows = [FamilyScore(f, round(float(1 - chances[c].prod()), 3)) for f, c in columns.items()]
        rows = sorted((r for r in rows if r.confidence >= FAMILY_PROBABILITY), key=lambda r: -r.confidence)
        if rows:
            found[unit.clause.id] = tuple(rows)
    return found
