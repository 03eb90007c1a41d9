"""Our own wording settles a requirement, unless other words take it away again."""

import pytest

from pipeline.assessment.recognised import settles
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.review import SubpointResult

from .papers import requirement

ASKED = requirement("in-duty", essential=("A duty", "A trigger"), further=("Free of charge",))


def passage(
    found_by: str,
    *,
    clause: str = "d1.c1",
    stance: Stance = Stance.BINDING,
    probability: float = 0.9,
    start: int = 0,
) -> Passage:
    return Passage(
        "in-duty", "d1", clause, Span(start, start + 10), "words", probability, stance,
        {s: float(s is stance) for s in Stance}, {}, found_by,
    )  # fmt: skip


def met(*numbers: int) -> tuple[SubpointResult, ...]:
    return tuple(SubpointResult(f"in-duty.{n}", n in numbers, 0.9) for n in (1, 2, 3))


OURS = passage("wording")
AGAINST = passage("classifier", clause="d1.c2", stance=Stance.ADVERSE, start=50)


@pytest.mark.parametrize(
    ("passages", "points", "settled"),
    [
        ((OURS,), met(1, 2), True),
        ((OURS,), met(1, 2, 3), True),
        ((OURS,), met(1), False),
        ((passage("classifier"),), met(1, 2), False),
        ((), met(1, 2), False),
        ((OURS, AGAINST), met(1, 2), False),
        (
            (OURS, passage("classifier", clause="d1.c2", stance=Stance.ADVERSE, probability=0.1)),
            met(1, 2),
            True,
        ),
        ((OURS, AGAINST, passage("carve-out", clause="d1.c2", start=60)), met(1, 2), True),
        ((OURS, AGAINST, passage("carve-out", clause="d1.c3", start=90)), met(1, 2), False),
        ((OURS, passage("classifier", stance=Stance.ADVERSE)), met(1, 2), True),  # our words, misread
        ((OURS, passage("classifier", stance=Stance.ADVERSE, start=20)), met(1, 2), False),  # beside ours
    ],
)
def test_what_settles(passages, points, settled):
    assert settles(ASKED, passages, points) is settled
