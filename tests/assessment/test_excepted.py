"""Disclaimers that except what is expressly promised."""

import pytest

from pipeline.assessment.excepted import excepting
from pipeline.assessment.finding import find
from pipeline.domain.reading import Stance
from pipeline.domain.review import Status
from pipeline.library import load_library

from .papers import DEADLINE_CHECK, agreement, passage, requirement, shares, term, within

EXCEPTS = "Except as expressly provided herein, the Service comes as is."
PLAIN = "The Service comes as is."
FIGURE = "Provider shall tell within 24 hours."
TOLD = requirement("in-deadline", checks=(DEADLINE_CHECK,))


@pytest.mark.parametrize(
    ("disclaimer", "stance", "value", "status"),
    [
        (EXCEPTS, Stance.BINDING, "24 h", Status.PARTIAL),
        (EXCEPTS, Stance.QUALIFIED, "24 h", Status.WEAK),
        (EXCEPTS, Stance.ADVERSE, "24 h", Status.CONTRADICTED),
        (EXCEPTS, Stance.BINDING, None, Status.CONTRADICTED),
        (PLAIN, Stance.BINDING, "24 h", Status.CONTRADICTED),
    ],
)
def test_a_figure_stands_beside_a_disclaimer_that_excepts_what_is_promised(disclaimer, stance, value, status):
    paper = agreement(disclaimer, FIGURE)
    passages = [
        passage("in-deadline", disclaimer, of=paper, stance=Stance.ADVERSE),
        passage(
            "in-deadline",
            FIGURE,
            of=paper,
            stance=stance,
            probability=0.5,
            terms=[term(value)] if value else (),
        ),
    ]
    inside = within(paper, of=load_library())
    finding = find(TOLD, inside, passages, shares("contradicted"))
    looked = excepting(inside)(finding, TOLD, passages)
    assert looked.status is status
    assert looked.needs_review or status is Status.CONTRADICTED
