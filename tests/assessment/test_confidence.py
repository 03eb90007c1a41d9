"""How sure a finding is."""

from itertools import pairwise

import pytest

from pipeline.assessment.confidence import REVIEW_BELOW, confidence_of
from pipeline.domain.review import STEPS, Status


@pytest.mark.parametrize("status", STEPS)
def test_more_of_the_judges_share_is_surer(status):
    sure = [confidence_of(status, n / 20) for n in range(1, 20)]
    assert all(a < b for a, b in pairwise(sure))


@pytest.mark.parametrize("status", STEPS)
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nothing_is_wholly_sure(status, share):
    assert 0 < confidence_of(status, share) < 1


def test_an_absence_is_surer_than_a_promise_of_the_same_share():
    assert confidence_of(Status.ABSENT, 0.7) > REVIEW_BELOW > confidence_of(Status.MET, 0.7)
