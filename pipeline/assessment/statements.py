"""What a part of a sentence says on a process: whose it is, how firmly, and how far to trust that."""

import re
from dataclasses import dataclass

from pipeline.assessment.binding_words import Force
from pipeline.assessment.bound import Bound
from pipeline.assessment.sides import BOTH, CUSTOMER, PROVIDER
from pipeline.domain.agreement import Clause
from pipeline.domain.document import Document
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.review import Evidence

BY_CUE = 0.65  # how sure it is that a sentence with a process's cue alone speaks of it
BY_ROW = 0.9  # the same for a row of a table that names a side in a cell of its own
_UNNAMED = 0.8  # of the certainty, where no side is named
_UNCUED = 0.9  # of the certainty, where only the passage around tells what the words are about
_AGAINST = 0.5  # of the certainty, where the passage takes away what the words promise
_LONGEST = 150  # words of a quote
_LONG = 60  # words from which only the part that counts is quoted
_DIRECT = {
    Force.BINDS: 1.0,
    Force.DOES: 0.9,
    Force.SHOULD: 0.8,
    Force.MAY: 0.8,
    Force.MUST_NOT: 0.9,
    Force.DECLINES: 1.0,
}
_STANCE = {
    Force.BINDS: Stance.BINDING,
    Force.DOES: Stance.QUALIFIED,
    Force.SHOULD: Stance.QUALIFIED,
    Force.MAY: Stance.BINDING,
    Force.MUST_NOT: Stance.BINDING,
    Force.DECLINES: Stance.ADVERSE,
}
_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says on a process: whom it binds and how, how sure that is, and its words.

    `named` is False where no side is named and the words are taken for the provider's own; `by_row` tells
    a row of a table.
    """

    sides: frozenset[str]
    force: Force
    sole: bool
    soft: bool
    named: bool
    sure: float
    evidence: Evidence
    by_row: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a clause that speak of a process, whom they bind (None: nobody is named) and why they count.

    `span` is in the document's text; `passage` is the one they stand in, None where only a cue tells;
    `soft` says that they hold words which weaken a promise.
    """

    clause: Clause
    span: Span
    bound: Bound | None
    passage: Passage | None
    cued: bool
    soft: bool


def statement_of(part: Part, document: Document) -> Statement | None:
    """Return what the part says, None where it leaves open whose the process is."""
    stance = part.passage.stance if part.passage else None
    meant = part.bound or _the_providers(stance)
    if meant is None:
        return None
    sides, force, trust = _weighed(meant, stance)
    if not sides:
        return None
    trust *= (part.passage.probability if part.passage else BY_CUE) * _DIRECT[force]
    trust *= (1.0 if part.bound else _UNNAMED) * (1.0 if part.cued else _UNCUED)
    return Statement(
        sides=sides,
        force=force,
        sole=meant.sole,
        soft=force is Force.SHOULD or part.soft,
        named=part.bound is not None,
        sure=round(trust, 4),
        evidence=_cited(part, force, document),
    )


def row_statement(clause: Clause, sides: frozenset[str], document: Document) -> Statement:
    """Return what a row of a table says that puts its process on the sides."""
    row = Part(clause, clause.span, None, None, cued=True, soft=False)
    cited = _cited(row, Force.BINDS, document)
    return Statement(sides, Force.BINDS, False, False, True, BY_ROW, cited, by_row=True)


def _the_providers(stance: Stance | None) -> Bound | None:
    """Take words that name nobody for the provider's own, where a passage promises something."""
    if stance not in (Stance.BINDING, Stance.QUALIFIED):
        return None
    return Bound(frozenset({PROVIDER}), Force.DOES, Span(0, 0))


def _weighed(bound: Bound, stance: Stance | None) -> tuple[frozenset[str], Force, float]:
    """Return whom the words bind in the end, how, and how far to trust it; no side where none is bound."""
    match bound.force:
        case Force.DECLINES:
            return bound.sides or BOTH, Force.DECLINES, 1.0
        case Force.MAY:  # what the customer may do the provider must allow
            allowed = stance is Stance.BINDING and bound.sides == {CUSTOMER}
            return frozenset({PROVIDER}) if allowed else _NOBODY, Force.MAY, 1.0
        case Force.MUST_NOT:
            return _forbidden(bound.sides, stance)
    if stance is Stance.ADVERSE and PROVIDER in bound.sides:
        if bound.force is not Force.BINDS:
            return bound.sides - {PROVIDER}, bound.force, 1.0
        return bound.sides, bound.force, _AGAINST
    return bound.sides, bound.force, 1.0


def _forbidden(sides: frozenset[str], stance: Stance | None) -> tuple[frozenset[str], Force, float]:
    """Weigh what a side must not do: "shall not access" protects, "will not back up" declines."""
    if sides != {PROVIDER} or stance is None:
        return _NOBODY, Force.MUST_NOT, 1.0
    return sides, Force.DECLINES if stance is Stance.ADVERSE else Force.MUST_NOT, 1.0


def _cited(part: Part, force: Force, document: Document) -> Evidence:
    span = _quotable(part, document.quote(part.span))
    return Evidence(
        document=document.id,
        clause=part.clause.id,
        span=span,
        quote=document.quote(span),
        place=document.locate(span),
        stance=part.passage.stance if part.passage else _STANCE[force],
        found_by=part.passage.found_by if part.passage else "cue",
    )


def _quotable(part: Part, words: str) -> Span:
    """Return the words to quote: of a long sentence only the part that counts, and never too many."""
    start, end = 0, len(words)
    if part.bound and len(words.split()) > _LONG and len(part.bound.span):
        start, end = part.bound.span.start, part.bound.span.end
    ends = [m.end() for m in re.finditer(r"\S+", words[start:end])]
    end = start + ends[min(len(ends), _LONGEST) - 1]
    return Span(part.span.start + start, part.span.start + end)
