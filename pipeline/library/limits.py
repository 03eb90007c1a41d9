"""Limits of a check: other ones, as a profile or a playbook holds them, and what is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.domain.amounts import amount
from pipeline.domain.closed import Closed
from pipeline.domain.requirements import Check, CheckKind
from pipeline.library.source import Where

LIMIT = re.compile(r"(\d+(?:\.\d+)?)(?: (h|d|mo|y|%))?")
HOURS = {"h": 1.0, "d": 24.0, "mo": 720.0, "y": 8760.0, "%": 1.0, None: 1.0}
LEVELS = ("strong", "met", "partial")
_UNITS: dict[CheckKind, tuple[str | None, ...]] = {
    CheckKind.DURATION_AT_MOST: ("h", "d", "mo", "y"),
    CheckKind.DURATION_AT_LEAST: ("h", "d", "mo", "y"),
    CheckKind.PERCENTAGE_AT_LEAST: ("%",),
    CheckKind.PROCESSES_AT_LEAST: (None,),
}
_SUCH_AS = {
    CheckKind.DURATION_AT_MOST: "“72 h” or “30 d”",
    CheckKind.DURATION_AT_LEAST: "“72 h” or “30 d”",
    CheckKind.PERCENTAGE_AT_LEAST: "“99.5 %”",
    CheckKind.PROCESSES_AT_LEAST: "“9”",
}


@dataclass(frozen=True, slots=True)
class Limits(Closed):
    """Other limits for a check, written as in the library: "48 h", "30 d", "99.9 %"."""

    strong: str | None = None
    met: str | None = None
    partial: str | None = None


def limited(check: Check, limits: Limits | None) -> Check:
    """Return the check with the limits that are given."""
    if limits is None:
        return check
    return replace(
        check,
        strong=limits.strong or check.strong,
        met=limits.met or check.met,
        partial=limits.partial or check.partial,
    )


def stricter(check: Check, *, than: Check) -> Check:
    """Return the check with the stricter of each limit; two of a kind, on the same value."""
    return replace(
        check,
        strong=_stricter(check.kind, check.strong, than.strong),
        met=_stricter(check.kind, check.met, than.met),
        partial=_stricter(check.kind, check.partial, than.partial),
    )


def in_order(check: Check) -> Check:
    """Return the check with limits above `met` no less strict, and those below no stricter."""
    strong = _stricter(check.kind, check.strong, check.met)
    partial = check.partial
    if partial and check.met and _stricter(check.kind, partial, check.met) != check.met:
        partial = check.met
    return replace(check, strong=check.strong and strong, partial=partial)


def other_limits(old: Check, new: Check) -> str:
    """Say what limits differ: "24 h instead of 72 h for met"."""
    pairs = ((n, getattr(old, n), getattr(new, n)) for n in ("met", "partial"))
    changed = [f"{now} instead of {was or 'none'} for {n}" for n, was, now in pairs if was != now]
    return f"For the {old.term.replace('_', ' ')} {', '.join(changed)}" if changed else ""


def limit_problems(check: Check) -> Iterator[tuple[Where, str]]:
    """Yield what is wrong with a check's limits: no value, or out of order."""
    values = []
    for field in LEVELS:
        limit = getattr(check, field)
        found = LIMIT.fullmatch(limit) if limit else None
        if limit and (not found or found[2] not in _UNITS[check.kind]):
            yield (field,), f"“{limit}” is not a value such as {_SUCH_AS[check.kind]}"
        if found:
            values.append(float(found[1]) * HOURS[found[2]])
    rising = check.kind is CheckKind.DURATION_AT_MOST
    if values != sorted(values, reverse=not rising):
        stand = ", ".join(f"{field} {limit}" for field in LEVELS if (limit := getattr(check, field)))
        yield (
            ("met",),
            "the limits are out of order: strong must ask more than met, met more than partial; "
            f"with the library's they are {stand}",
        )


def _stricter(kind: CheckKind, first: str | None, second: str | None) -> str | None:
    if first is None or second is None:
        return first or second
    a, b = _value(first), _value(second)
    return first if (a <= b) == (kind is CheckKind.DURATION_AT_MOST) else second


def _value(limit: str) -> float:
    value = amount(limit)
    return float(limit) if value is None else value
