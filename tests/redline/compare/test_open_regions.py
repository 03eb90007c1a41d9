"""A list of countries that ends "and any other country" is no list: what a new version did to it."""

import pytest

from pipeline.domain.comparison import Effect, ValueChange
from pipeline.domain.review import Finding, Searched, Status
from pipeline.library import load_library
from pipeline.redline.compare.outcomes import effect_of

CLOSED, OPEN = "Austria; Switzerland", "Austria; Switzerland; worldwide"


def finding(status: Status = Status.PARTIAL) -> Finding:
    return Finding("dl-storage-locations", status, 0.9, False, "", (), (), (), Searched(1, 1, None, 0))


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        (CLOSED, OPEN, Effect.WEAKENED),
        (OPEN, CLOSED, Effect.IMPROVED),
        (CLOSED, "Ireland", Effect.OTHER),
        ("", OPEN, Effect.OTHER),  # named for the first time: the status says what it is worth
    ],
)
def test_an_open_list_is_worse_than_a_closed_one(old: str, new: str, effect: Effect) -> None:
    requirement = next(r for r in load_library().requirements if r.id == "dl-storage-locations")
    values = (ValueChange("storage regions", old, new),)
    assert effect_of(finding(), finding(), values, requirement) is effect
