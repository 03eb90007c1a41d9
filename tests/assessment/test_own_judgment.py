"""Promises that bind only as far as the provider itself thinks fit."""

import pytest

from pipeline.assessment.finding import find
from pipeline.assessment.own_judgment import judging_itself
from pipeline.domain.review import Status

from .papers import DUTY, agreement, passage, shares, within

PLAIN = "The provider shall encrypt all files."


def looked(*quotes: str):
    made = agreement(*quotes)
    said = [passage(quote=q, of=made, subpoints={1: 1.0, 2: 1.0}) for q in quotes]
    inside = within(made)
    return judging_itself(inside)(find(DUTY, inside, said, shares("met")), DUTY, said)


@pytest.mark.parametrize(
    "words",
    [
        "To the extent the provider in its sole discretion considers it feasible, it encrypts; the provider shall do so.",
        "Where it deems this appropriate the provider shall encrypt all files.",
        "The provider shall encrypt files if the provider thinks it reasonable.",
        "The provider will encrypt files when in its own discretion it sees a need.",
    ],
)
def test_what_the_provider_may_judge_itself_is_weak(words):
    found = looked(words)
    assert found.status is Status.WEAK
    assert "own judgment" in found.reason


@pytest.mark.parametrize(
    "quotes",
    [
        (PLAIN,),
        ("Where the customer considers it appropriate the provider shall encrypt all files.",),
        ("If the provider determines that files were read, it shall say so; the provider shall mend it.",),
        ("If the provider deems it useful, the provider will add more.", PLAIN),
    ],
)
def test_what_binds_without_it_stays(quotes):
    assert looked(*quotes).status is Status.MET


@pytest.mark.parametrize(
    "words",
    [
        "The provider aims to tell the customer of incidents within a day.",
        "The provider will always strive to encrypt all files.",
        "The provider hopes to restore the service in eight hours.",
    ],
)
def test_what_the_provider_only_aims_at_is_weak(words):
    found = looked(words)
    assert found.status is Status.WEAK
    assert "aims at" in found.reason


@pytest.mark.parametrize(
    "quotes",
    [
        ("The provider strives to answer at once and shall answer within a day.",),
        ("The provider aims to encrypt. The provider keeps all files encrypted.",),
        ("The provider hopes to please.", PLAIN),
        ("All files lie in Norway on encrypted disks. The provider aims to keep them there.",),
        ("The customer aims to report faults, and files are encrypted by the provider.",),
    ],
)
def test_what_binds_beside_an_aim_stays(quotes):
    assert looked(*quotes).status is Status.MET
