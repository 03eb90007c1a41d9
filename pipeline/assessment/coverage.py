"""Coverage: how much of what matters is met, weighed by severity."""

from collections.abc import Iterable

from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import Coverage, Finding, Status

LEFT_OUT = frozenset({Status.NOT_APPLICABLE, Status.NOT_ASSESSABLE})


def coverage_of(findings: Iterable[Finding], library: Library) -> Coverage:
    """Return coverage overall and by family: max(0, Σ weight × factor ÷ Σ weight)."""
    by_id = {f.requirement: f for f in findings}
    families = {f.id: _share(f.requirements, by_id, library) for f in library.families}
    return Coverage(_share(library.requirements, by_id, library), families)


def _share(
    requirements: Iterable[Requirement], findings: dict[str, Finding], library: Library
) -> float | None:
    got = total = 0.0
    for requirement in requirements:
        status = findings[requirement.id].status
        if status not in LEFT_OUT:
            weight = library.scoring.severity_weight[requirement.severity]
            got += weight * library.scoring.status_factor[status]
            total += weight
    return round(max(0.0, got / total), 4) if total else None
