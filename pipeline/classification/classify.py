"""From an agreement's clauses to candidate passages: what bears on which requirement, and how."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.classification.clause_reading import ClauseReading, Said, read_clauses
from pipeline.classification.following import with_what_follows
from pipeline.classification.heads import Heads
from pipeline.classification.scoring import Learned
from pipeline.classification.units import Unit, units_of
from pipeline.classification.wordings import recognised
from pipeline.domain.agreement import Agreement
from pipeline.domain.document import Document
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, ReadAgreement
from pipeline.domain.requirements import Library
from pipeline.library.cues import CueIndex

QUOTE_WORDS = 100  # a quote grows from its best sentence to its neighbours up to here
QUOTE_LIMIT = 150  # and is never longer (design: the JSON review)
AT_ONCE = 256  # clauses scored at once: their rows take no more memory in a paper of 3,000 pages than of 30


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
    readings: list[ClauseReading] = []
    for first in range(0, len(units), AT_ONCE):
        readings += read_clauses(units[first : first + AT_ONCE], library, learned)
    return ReadAgreement(
        agreement=agreement,
        families={u.clause.id: r.families for u, r in zip(units, readings, strict=True) if r.families},
        passages=tuple(
            with_what_follows(_passages(units, readings, agreement.document, library, learned.heads), library)
        ),
    )


def _passages(
    units: tuple[Unit, ...],
    readings: list[ClauseReading],
    document: Document,
    library: Library,
    heads: Heads,
) -> Iterator[Passage]:
    """Yield the passages, requirement after requirement, each in text order."""
    found = ((said, unit) for unit, reading in zip(units, readings, strict=True) for said in reading.said)
    for said, unit in sorted(found, key=lambda pair: pair[0].column):
        span = _quote_span(said, unit, document)
        requirement = library.requirements[said.column].id
        yield Passage(
            requirement=requirement,
            document=unit.clause.document,
            clause=unit.clause.id,
            span=span,
            quote=document.quote(span),
            probability=said.probability,
            stance=said.stance,
            stances=said.stances,
            subpoints=said.subpoints,
            found_by="classifier" if requirement in heads.requirements else "cue",
        )


def _quote_span(said: Said, unit: Unit, document: Document) -> Span:
    """Return the best sentence with those around it, up to about a hundred words."""
    low = high = said.best
    while True:
        sides = [k for k in (low - 1, high + 1) if 0 <= k < unit.parts]
        if not sides:
            break
        side = max(sides, key=lambda k: said.likely[k])
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
