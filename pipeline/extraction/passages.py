"""The values of passages: those in a passage's own words, for the requirement they are likeliest about.

A long clause holds values of many matters. A value in the passage's sentences counts before one elsewhere
in the clause, and where several requirements could take it, it stays with those nearly as likely as the
likeliest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.domain.agreement import Clause
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, ReadAgreement
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.terms import Term, TermType
from pipeline.extraction.attributes import answers, terms_for
from pipeline.extraction.find import find_terms

VALUED_FROM = 0.1  # probability; under it nothing of a passage is cited
NEARLY = 1 / 3  # of the probability of the likeliest requirement that a value answers
_SHARED = (TermType.DURATION, TermType.PERCENTAGE)


def with_values(read: ReadAgreement, library: Library) -> ReadAgreement:
    """Give each passage that may count the values of its clause that answer its requirement."""
    requirements = {r.id: r for r in library.requirements}
    clauses = {c.id: c for c in read.agreement.clauses}
    by_clause: dict[str, list[Passage]] = defaultdict(list)
    for passage in read.passages:
        if passage.probability >= VALUED_FROM:
            by_clause[passage.clause].append(passage)
    valued: dict[int, Passage] = {}
    for identifier, passages in by_clause.items():
        clause = clauses[identifier]
        found = find_terms(
            clause.text,
            library.vocabulary,
            parties=read.agreement.parties,
            lead=_lead(clause, clauses),
        )
        for passage, terms in zip(passages, _shared_out(clause, passages, found, requirements), strict=True):
            own = terms_for(requirements[passage.requirement], terms)
            valued[id(passage)] = replace(passage, terms=own)
    return replace(read, passages=tuple(valued.get(id(p), p) for p in read.passages))


def _lead(clause: Clause, clauses: Mapping[str, Clause]) -> str:
    """Return the text of the clause above an item of a list, "" where it stands alone."""
    above = clauses.get(clause.parent or "")
    return above.text if above else ""


def _shared_out(
    clause: Clause,
    passages: Sequence[Passage],
    found: Sequence[Term],
    requirements: Mapping[str, Requirement],
) -> Iterable[tuple[Term, ...]]:
    """Yield for each passage of a clause the values that are its own."""
    near = [_near(p, clause, found, requirements[p.requirement]) for p in passages]
    likeliest: dict[Span, float] = defaultdict(float)
    for passage, terms in zip(passages, near, strict=True):
        for term in terms:
            if answers(requirements[passage.requirement], term):
                likeliest[term.span] = max(likeliest[term.span], passage.probability)
    for passage, terms in zip(passages, near, strict=True):
        yield tuple(
            t for t in terms if t.type not in _SHARED or passage.probability >= NEARLY * likeliest[t.span]
        )


def _near(
    passage: Passage, clause: Clause, found: Sequence[Term], requirement: Requirement
) -> tuple[Term, ...]:
    """Return the values in the passage's own words; all of the clause where none of those answers."""
    start, end = passage.span.start - clause.span.start, passage.span.end - clause.span.start
    inside = tuple(t for t in found if start <= t.span.start < end)
    return inside if any(answers(requirement, t) for t in inside) else tuple(found)
