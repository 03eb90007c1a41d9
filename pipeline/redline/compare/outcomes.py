"""The difference in findings: closed, opened, improved, weakened, with the values on both sides.

A verdict weighs the whole agreement, so it can move a little when words change that have nothing
to do with it. A finding counts as changed only where the words cited for it changed too.
"""

import re
from collections.abc import Iterator, Set

from pipeline.domain.amounts import amount
from pipeline.domain.comparison import Effect, ValueChange, WordKind, WordRun
from pipeline.domain.requirements import CheckKind, Requirement
from pipeline.domain.review import STEPS, Finding, Status
from pipeline.redline.compare.wording import Wordings

_STEM = 3  # letters that two forms of a word share
_MOST_SLIPS = 4  # runs: two words written otherwise
_NUMBER = re.compile(r"\d|(?:teen|ty)$")  # "thirty" and "thirteen" are no slip of each other

_EVERYWHERE = "worldwide"  # how extraction writes "any other country"
_RANK = {status: step for step, status in enumerate(STEPS)}


def words_changed(finding: Finding, wordings: Wordings, other: Wordings, *, touched: Set[str]) -> bool:
    """Tell whether the finding cites words that the other version no longer, or not yet, has.

    `touched` are the clauses of the finding's version that were reworded, added or removed.
    """
    return any(
        e.clause in touched and not other.holds(wordings.key(e.document, e.span)) for e in finding.evidence
    )


def is_slip(runs: tuple[WordRun, ...]) -> bool:
    """Tell whether two texts differ in spelling or inflection alone: "anyone" for "anybody", no number."""
    changed = [run for run in runs if run.kind is not WordKind.SAME]
    if not changed or len(changed) % 2 or len(changed) > _MOST_SLIPS:
        return False
    return all(_is_inflection(a, b) for a, b in zip(changed[::2], changed[1::2], strict=True))


def _is_inflection(old: WordRun, new: WordRun) -> bool:
    a, b = old.text.casefold().strip(), new.text.casefold().strip()
    if old.kind is new.kind or _NUMBER.search(a) or _NUMBER.search(b) or " " in a or " " in b:
        return False
    return a[:_STEM] == b[:_STEM] and min(len(a), len(b)) >= _STEM


def effect_of(
    old: Finding, new: Finding, values: tuple[ValueChange, ...], requirement: Requirement
) -> Effect:
    """Return what the change did to the finding, which differs in status or in values."""
    if old.status not in _RANK or new.status not in _RANK:
        return Effect.OTHER
    step = _RANK[new.status] - _RANK[old.status]
    if step == 0:
        by_values = _by_values(values, requirement) if requirement.checks else _by_regions(values)
        return _by_subpoints(old, new) if by_values is Effect.OTHER else by_values
    if new.status is Status.MET:
        return Effect.CLOSED
    if old.status is Status.MET:
        return Effect.OPENED
    return Effect.IMPROVED if step > 0 else Effect.WEAKENED


def value_changes(old: Finding, new: Finding) -> tuple[ValueChange, ...]:
    """Return the values by name that differ."""
    return tuple(_value_changes(old, new))


def _value_changes(old: Finding, new: Finding) -> Iterator[ValueChange]:
    names = dict.fromkeys(t.name for t in (*old.terms, *new.terms))
    for name in names:
        before, after = (
            "; ".join(sorted({t.value for t in finding.terms if t.name == name})) for finding in (old, new)
        )
        if before != after:
            yield ValueChange(name, before, after)


def subpoints_met(finding: Finding) -> frozenset[tuple[str, bool]]:
    """Return the ids of the sub-points that are met; those met beyond a close call a second time."""
    met = {(s.id, False) for s in finding.subpoints if s.met}
    return frozenset(met | {(s.id, True) for s in finding.subpoints if s.firm})


def _by_subpoints(old: Finding, new: Finding) -> Effect:
    was, now = subpoints_met(old), subpoints_met(new)
    if was < now:
        return Effect.IMPROVED
    return Effect.WEAKENED if now < was else Effect.OTHER


def _by_regions(values: tuple[ValueChange, ...]) -> Effect:
    """Judge a list of countries: "and any other country" undoes it, striking that closes it again."""
    was, now = (
        any(_EVERYWHERE in (v.old, v.new)[side].split("; ") for v in values if v.old and v.new)
        for side in (0, 1)
    )
    if was == now:
        return Effect.OTHER
    return Effect.IMPROVED if was else Effect.WEAKENED


def _by_values(values: tuple[ValueChange, ...], requirement: Requirement) -> Effect:
    """Judge by the requirement's own check: a longer deadline is worse, a longer retention better."""
    for check in requirement.checks:
        for value in values:
            old, new = amount(value.old), amount(value.new)
            if value.name != check.term or old is None or new is None or old == new:
                continue
            better = new < old if check.kind is CheckKind.DURATION_AT_MOST else new > old
            return Effect.IMPROVED if better else Effect.WEAKENED
    return Effect.OTHER
