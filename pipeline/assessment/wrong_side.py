"""Promises that bind the wrong side: what a requirement comes to without the customer's own duties.

The rule: what the customer must do is no promise of the provider, however well it fits the words asked for.
Such passages are left out and the requirement is judged on what remains; what was found with them falls to
that, and to `weak` where nothing remains that bears on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.assessment.carve_outs import PROMISES, lowered
from pipeline.assessment.evidence import CITED_FROM
from pipeline.assessment.owing import Owing, binds_customer, owed_by
from pipeline.assessment.processes import counting_check
from pipeline.assessment.recognised import WORDING
from pipeline.assessment.sides import words_of
from pipeline.assessment.signals import Field
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import STEPS, Finding, Status

BEARS = 0.5  # below, a passage that remains is more likely on another point: beside the duty it is no promise
ALONE = "The duty is put on the customer: the provider promises nothing."
BESIDE = "In part the duty is put on the customer: what the provider promises is less."


def without_customers(field: Field, within: Set) -> Field:
    """Return the field without the promises that bind the customer in the provider's place."""
    reads = _readers(within)
    left: Mapping[str, tuple[Passage, ...]] = {
        r.id: _left(field.passages[r.id], reads)
        for r in within.library.requirements
        if r.id in field.passages and _asks_the_provider(r)
    }
    # Beside a promise of the provider's that fits better the customer's duty takes nothing away.
    changed = {r: passages for r, passages in left.items() if passages[:1] != field.passages[r][:1]}
    return replace(field, passages={**field.passages, **changed}) if changed else field


def held_back(finding: Finding, left: Finding, remaining: Sequence[Passage]) -> Finding:
    """Return the finding no better than what was found `left`, without the customer's duties."""
    if finding.status not in STEPS or left.status not in STEPS:
        return finding
    alone = not any(p.probability >= BEARS and p.stance in PROMISES for p in remaining)
    most = Status.WEAK if alone or left.status is Status.ABSENT else left.status
    return lowered(finding, most, because=ALONE if alone else BESIDE)


def _asks_the_provider(requirement: Requirement) -> bool:
    return requirement.binds != "customer" and counting_check(requirement) is None


def _left(passages: Sequence[Passage], reads: Mapping[str, Owing]) -> tuple[Passage, ...]:
    """Return the passages but for the customer's, and for what names no duty and stands within those."""
    owing = [reads[p.document](p.quote) if _promises(p) else None for p in passages]
    both = list(zip(passages, owing, strict=True))
    theirs = [p for p, sides in both if sides and binds_customer(sides) and p.found_by != WORDING]
    return tuple(
        p
        for p, sides in both
        if p not in theirs and not (sides == frozenset() and any(_holds(t, p) for t in theirs))
    )


def _holds(one: Passage, other: Passage) -> bool:
    return one.document == other.document and one.span.contains(other.span)


def _promises(passage: Passage) -> bool:
    return passage.probability >= CITED_FROM and passage.stance in PROMISES


def _readers(within: Set) -> Mapping[str, Owing]:
    """Return for each document what tells whose duty its words are; each quote is read once."""
    vocabulary, supplier = within.library.vocabulary, within.agreements.supplier
    return {
        id: cache(owed_by(words_of(agreement, vocabulary, supplier=supplier), vocabulary))
        for id, agreement in within.documents.items()
    }
