"""The numeric checks of a requirement: is the value found within what `met` or `partial` asks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType

from pipeline.domain.amounts import amount
from pipeline.domain.reading import Passage, ReadAgreement, Stance
from pipeline.domain.requirements import Check, CheckKind, Library, Requirement
from pipeline.domain.terms import FindingTerm

SPEAKS = 0.3  # probability from which a passage's value is taken for the requirement's own


class Band(IntEnum):
    """How far a value goes, worst first; NONE where no value was found."""

    NONE = 0
    WEAK = 1
    PARTIAL = 2
    MET = 3


def band_of(check: Check, terms: Iterable[FindingTerm]) -> Band:
    """Return the best band that any of the terms reaches under the check."""
    wanted = "percentage" if check.kind is CheckKind.PERCENTAGE_AT_LEAST else "duration"
    values = [amount(t.value) for t in terms if t.name == check.term and t.type == wanted]
    test = CHECKS[check.kind]
    return max((_band(check, v, test) for v in values if v is not None), default=Band.NONE)


def telling(requirement: Requirement, passages: Sequence[Passage]) -> tuple[Check, Band] | None:
    """Return the check whose value goes furthest and how far; None where no passage holds a value.

    What counts for a check is the first value in the likeliest passage that promises one: a value of a
    neighbouring clause says nothing here.
    """
    found = [(check, band) for check in requirement.checks if (band := _first_band(check, passages))]
    return max(found, key=lambda pair: pair[1], default=None)


def _first_band(check: Check, passages: Sequence[Passage]) -> Band:
    for passage in passages:
        if passage.probability >= SPEAKS and passage.stance in (Stance.BINDING, Stance.QUALIFIED):
            bands = [b for t in passage.terms if t.name == check.term and (b := band_of(check, [t]))]
            if bands:
                return bands[0]
    return Band.NONE


def band_of_requirement(requirement: Requirement, terms: Iterable[FindingTerm]) -> Band:
    """Return the best band over the requirement's checks."""
    held = tuple(terms)
    return max((band_of(c, held) for c in requirement.checks), default=Band.NONE)


def weighed(readings: Iterable[ReadAgreement], library: Library) -> Mapping[str, tuple[str, ...]]:
    """Return, by requirement, the values in its passages that its checks could be held against."""
    asked = {r.id: {c.term for c in r.checks} for r in library.requirements if r.checks}
    found: dict[str, set[str]] = defaultdict(set)
    for passage in (p for r in readings for p in r.passages if p.terms and p.requirement in asked):
        own = (t.value for t in passage.terms if t.name in asked[passage.requirement])
        found[passage.requirement].update(own)
    return {requirement: tuple(sorted(values)) for requirement, values in sorted(found.items()) if values}


def parts_otherwise(old: Check, new: Check, values: Iterable[str]) -> bool:
    """Tell whether a check with other limits says anything else of the values.

    A value that falls short is held against the limit for `met` in the reason, in its own words.
    """
    test = CHECKS[new.kind]
    for value in (v for v in map(amount, values) if v is not None):
        band = _band(new, value, test)
        if band is not _band(old, value, test) or (band is not Band.MET and old.met != new.met):
            return True
    return False


def _at_most(value: float, limit: float) -> bool:
    return value <= limit


def _at_least(value: float, limit: float) -> bool:
    return value >= limit


CHECKS: Mapping[CheckKind, Callable[[float, float], bool]] = MappingProxyType(
    {
        CheckKind.DURATION_AT_MOST: _at_most,
        CheckKind.DURATION_AT_LEAST: _at_least,
        CheckKind.PERCENTAGE_AT_LEAST: _at_least,
        CheckKind.PROCESSES_AT_LEAST: _at_least,
    }
)


def _band(check: Check, value: float, test: Callable[[float, float], bool]) -> Band:
    for limit, band in ((check.met, Band.MET), (check.partial, Band.PARTIAL)):
        wanted = amount(limit) if limit else None
        if wanted is not None and test(value, wanted):
            return band
    return Band.WEAK
