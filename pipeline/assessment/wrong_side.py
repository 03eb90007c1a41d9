"""Promises that bind the wrong side: what a requirement comes to without the customer's own duties.

The rule: what the customer must do is no promise of the provider, however well it fits the words asked for.
Such passages are left out and the requirement is judged on what remains; what was found with them falls to
that, and to `weak` where what remains is on another point. Where nothing remains the requirement is absent.
Where the library says that the customer must be told, so it goes with what is told to others only.
What another company does, and the provider's title to its own, is not shown beside a promise, nor weighed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from pipeline.assessment.carve_outs import PROMISES, lowered
from pipeline.assessment.evidence import CITED_FROM
from pipeline.assessment.no_promise import promises_nothing
from pipeline.assessment.owing import Owing, binds_customer
from pipeline.assessment.processes import counting_check
from pipeline.assessment.recognised import WORDING
from pipeline.assessment.sides import CUSTOMER
from pipeline.assessment.signals import Field
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import STEPS, Finding, Status

BEARS = 0.5  # below, a passage that remains is more likely on another point: beside the duty it is no promise
ALONE = "The duty is put on the customer: the provider promises nothing."
BESIDE = "In part the duty is put on the customer: what the provider promises is less."
OTHERS_ALONE = "Somebody else is told, not the customer."


@dataclass(frozen=True, slots=True)
class _Reader:
    """Tells of words of one paper whose duty they are, and whether they are no promise to the customer."""

    owing: Owing
    nothing: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Owed:
    """What is found on `said` and, where it differs, again on what is `left` without the customer's duties.

    `said` holds none where the provider's own words fit better, nor what is no promise to the customer where
    other words are: they are neither weighed nor shown. `told` names the requirements on which others are
    told something in the customer's place.
    """

    said: Field
    left: Field
    told: frozenset[str] = frozenset()


def without_customers(field: Field, within: Set, asked: Sequence[Requirement]) -> Owed:
    """Return the field with and without the promises that bind the customer in the provider's place.

    Only what is said on the requirements asked for is looked at.
    """
    reads = cache(partial(_reader, within))
    owed = [r for r in asked if r.id in field.passages and _asks_the_provider(r)]
    telling = {r.id: _telling_others(field.passages[r.id], reads) for r in owed if r.tells == CUSTOMER}
    said = {r.id: _promising(field.passages[r.id], reads, telling.get(r.id, ())) for r in owed}
    left = {
        r: tuple(p for p in _left(passages, reads) if p not in telling.get(r, ()))
        for r, passages in said.items()
    }
    # Beside a promise of the provider's that fits better the customer's duty takes nothing away.
    beside = {r: left[r] if left[r][:1] == passages[:1] else passages for r, passages in said.items()}
    return Owed(
        said=replace(field, passages={**field.passages, **beside}),
        left=replace(field, passages={**field.passages, **left}),
        told=frozenset(r for r, passages in telling.items() if passages),
    )


def held_back(requirement: Requirement, finding: Finding, left: Finding, owed: Owed) -> Finding:
    """Return the finding no better than what was found `left`, without the customer's duties."""
    remaining = owed.left.passages.get(requirement.id, ())
    if finding.status not in STEPS or left.status not in STEPS:
        return finding
    nothing = left.status is Status.ABSENT and not any(p.probability >= CITED_FROM for p in remaining)
    if nothing and not requirement.tailoring.instead:  # a profile may count what the customer has to do
        return left
    alone = not any(p.probability >= BEARS and p.stance in PROMISES for p in remaining)
    most = Status.WEAK if alone or left.status is Status.ABSENT else left.status
    because = BESIDE if not alone else OTHERS_ALONE if requirement.id in owed.told else ALONE
    return lowered(finding, most, because=because)


def _asks_the_provider(requirement: Requirement) -> bool:
    return requirement.binds != "customer" and counting_check(requirement) is None


def _promising(
    passages: Sequence[Passage], reads: Callable[[str], _Reader], telling: Sequence[Passage]
) -> tuple[Passage, ...]:
    """Return the passages but for what is no promise to the customer, unless nothing else would be left."""
    nothing = [p for p in passages if p in telling or (_promises(p) and reads(p.document).nothing(p.quote))]
    others = tuple(p for p in passages if p not in nothing)
    return others if any(_promises(p) for p in others) else tuple(passages)


def _left(passages: Sequence[Passage], reads: Callable[[str], _Reader]) -> tuple[Passage, ...]:
    """Return the passages but for the customer's, and for what names no duty and stands within those."""
    owing = [reads(p.document).owing(p.quote) if _promises(p) else None for p in passages]
    both = list(zip(passages, owing, strict=True))
    theirs = [p for p, sides in both if sides and binds_customer(sides) and p.found_by != WORDING]
    return tuple(
        p
        for p, sides in both
        if p not in theirs and not (sides == frozenset() and any(_holds(t, p) for t in theirs))
    )


def _telling_others(passages: Sequence[Passage], reads: Callable[[str], _Reader]) -> tuple[Passage, ...]:
    """Return the passages in which others are told something by the provider, and not the customer."""
    told = (p for p in passages if p.tells_others and _promises(p))
    return tuple(p for p in told if not binds_customer(reads(p.document).owing(p.quote)))


def _holds(one: Passage, other: Passage) -> bool:
    return one.document == other.document and one.span.contains(other.span)


def _promises(passage: Passage) -> bool:
    return passage.probability >= CITED_FROM and passage.stance in PROMISES


def _reader(within: Set, document: str) -> _Reader:
    """Return the reader of a document; each quote is read once."""
    return _Reader(within.owing_in(document), cache(promises_nothing(document, within)))
