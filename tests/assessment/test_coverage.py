"""Coverage by hand: max(0, Σ weight × factor ÷ Σ weight)."""

import pytest

from pipeline.assessment.coverage import coverage_of
from pipeline.domain.review import Finding, Searched, Status

from .papers import library

# Weights: in-duty 10, in-deadline 6 (one family); bc-backup 3; lm-logs 1.
NAMES = [r.id for r in library().requirements]


def findings(*statuses: str) -> list[Finding]:
    nothing = Searched(1, 1, None, 0)
    return [
        Finding(name, Status(status), 1.0, False, "", (), (), (), nothing)
        for name, status in zip(NAMES, statuses, strict=True)
    ]


@pytest.mark.parametrize(
    ("statuses", "overall", "incidents"),
    [
        (("met", "met", "met", "met"), 1.0, 1.0),
        (("absent", "absent", "absent", "absent"), 0.0, 0.0),
        (("met", "absent", "absent", "absent"), 10 / 20, 10 / 16),
        (("absent", "absent", "absent", "met"), 1 / 20, 0.0),
        (("partial", "weak", "met", "absent"), (5 + 1.2 + 3) / 20, 6.2 / 16),
        (("met", "contradicted", "absent", "absent"), (10 - 3) / 20, 7 / 16),
        # What takes away more than the rest gives ends at nought.
        (("contradicted", "contradicted", "met", "met"), 0.0, 0.0),
        (("contradicted", "weak", "met", "met"), (-5 + 1.2 + 3 + 1) / 20, 0.0),
        # What is left out leaves the sum and the weights.
        (("not_assessable", "met", "absent", "absent"), 6 / 10, 1.0),
        (("not_applicable", "partial", "met", "met"), (3 + 3 + 1) / 10, 0.5),
        (("not_assessable", "not_applicable", "met", "absent"), 3 / 4, None),
        (("not_assessable",) * 4, None, None),
    ],
)
def test_coverage(statuses, overall, incidents):
    found = coverage_of(findings(*statuses), library())
    assert found.overall == (None if overall is None else pytest.approx(overall, abs=5e-5))
    family = found.families["incident-notification"]
    assert family == (None if incidents is None else pytest.approx(incidents, abs=5e-5))


def test_there_is_a_share_for_every_family_in_catalogue_order():
    found = coverage_of(findings("met", "weak", "absent", "not_assessable"), library())
    assert list(found.families) == [f.id for f in library().families]
    assert found.families["backup-continuity"] == 0
    assert found.families["logging"] is None


def test_the_order_of_the_findings_does_not_matter():
    rows = findings("met", "weak", "contradicted", "absent")
    assert coverage_of(rows, library()) == coverage_of(reversed(rows), library())
