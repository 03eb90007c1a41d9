"""The values of passages: those in a passage's own words, for the requirement they are likeliest about.

Where the customer must be told of something, it is also looked for who is.

A long clause holds values of many matters. A value in the passage's sentences counts before one elsewhere
in the clause, which only a passage more likely than not may take. Where several requirements could take a
value, it stays with those nearly as close as the closest: the likelier the passage and the nearer its
subject stands to the value, the closer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, ReadAgreement
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.terms import Term, TermType
from pipeline.extraction.attributes import answers, subjects_nearer, terms_for
from pipeline.extraction.find import find_terms
from pipeline.extraction.party_words import party_words
from pipeline.extraction.recipients import tells_only_others

VALUED_FROM = 0.1  # probability; under it nothing of a passage is cited
LOOKS_AROUND_FROM = 0.5  # probability; under it values outside the passage's own sentences are another's
CERTAIN = 0.95  # probability; from it on the clause as a whole is about the requirement
NEARLY = 0.2  # of the closeness of the closest requirement that a value answers
NEARER = 0.5  # what each subject that stands nearer to a value leaves of the closeness
_SHARED = (TermType.DURATION, TermType.PERCENTAGE)


def with_values(read: ReadAgreement, library: Library) -> ReadAgreement:
    """Give each passage that may count the values of its clause that answer its requirement."""
    requirements = {r.id: r for r in library.requirements}
    clauses = {c.id: c for c in read.agreement.clauses}
    by_clause: dict[str, list[Passage]] = defaultdict(list)
    for passage in read.passages:
        if passage.probability >= VALUED_FROM:
            by_clause[passage.clause].append(passage)
    words = party_words(read.agreement.parties, library.vocabulary)
    valued: dict[int, Passage] = {}
    for identifier, passages in by_clause.items():
        clause = clauses[identifier]
        terms = find_terms(
            clause.text,
            library.vocabulary,
            parties=read.agreement.parties,
            lead=_lead(clause, clauses),
        )
        found = [t for t in terms if not _is_open(t, clause, read.agreement)]
        for passage, terms in zip(passages, _shared_out(clause, passages, found, requirements), strict=True):
            requirement = requirements[passage.requirement]
            told = bool(requirement.tells) and tells_only_others(
                passage.quote, vocabulary=library.vocabulary, words=words
            )
            own = terms_for(requirement, terms)
            valued[id(passage)] = replace(passage, terms=own, tells_others=told)
    return replace(read, passages=tuple(valued.get(id(p), p) for p in read.passages))


def _is_open(term: Term, clause: Clause, agreement: Agreement) -> bool:
    """Tell a value that nobody chose: "☐ 24 hours ☒ 96 hours", "[select: EU / US]"."""
    place = Span(clause.span.start + term.span.start, clause.span.start + term.span.end)
    prompts = (p.span for p in agreement.placeholders if p.kind == "prompt")
    return any(left.contains(place) for left in (*agreement.unticked, *prompts))


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
    own = [
        {t: _closeness(p, t, requirements[p.requirement]) for t in terms if t.type in _SHARED}
        for p, terms in zip(passages, near, strict=True)
    ]
    closest: dict[Span, float] = defaultdict(float)
    for term, closeness in (pair for each in own for pair in each.items()):
        closest[term.span] = max(closest[term.span], closeness)
    for terms, each in zip(near, own, strict=True):
        yield tuple(t for t in terms if t not in each or each[t] >= NEARLY * closest[t.span])


def _closeness(passage: Passage, term: Term, requirement: Requirement) -> float:
    """Return how likely the value is the requirement's; 0 where it answers none of its attributes."""
    nearer = subjects_nearer(requirement, term)
    return 0.0 if nearer is None else passage.probability * NEARER**nearer


def _near(
    passage: Passage, clause: Clause, found: Sequence[Term], requirement: Requirement
) -> tuple[Term, ...]:
    """Return the values in the passage's own words; all of the clause where it is certain or none answers."""
    start, end = passage.span.start - clause.span.start, passage.span.end - clause.span.start
    if passage.probability >= CERTAIN:
        return tuple(found)
    inside = tuple(t for t in found if start <= t.span.start < end)
    is_enough = passage.probability < LOOKS_AROUND_FROM or any(answers(requirement, t) for t in inside)
    return inside if is_enough else tuple(found)
