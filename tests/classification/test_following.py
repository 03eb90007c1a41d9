"""Sub-points that follow from words which don't name them."""

from dataclasses import replace

import pytest

from pipeline.classification.following import FOLLOWS, SPEAKS_FROM, with_what_follows
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Library

from .small import BACKUP, DEADLINE, small_library

ELSEWHERE = "Provider shall use it for no other purpose."


def library(*phrases: str, forbidden: tuple[str, ...] = ()) -> Library:
    """Return the small library with a sub-point of the deadline that follows from phrases."""
    families = []
    for family in small_library().families:
        requirements = tuple(
            replace(
                r,
                subpoints=tuple(
                    replace(s, follows_from=phrases, follows_if_forbidden=forbidden)
                    if s.id == f"{DEADLINE}.2"
                    else replace(s, follows_from=(), follows_if_forbidden=())
                    for s in r.subpoints
                ),
            )
            for r in family.requirements
        )
        families.append(replace(family, requirements=requirements))
    return replace(small_library(), families=tuple(families))


def passage(quote: str = ELSEWHERE, **changes: object) -> Passage:
    made = Passage(
        requirement=DEADLINE,
        document="d1",
        clause="d1.c1",
        span=Span(0, len(quote)),
        quote=quote,
        probability=0.9,
        stance=Stance.BINDING,
        stances={s: float(s is Stance.BINDING) for s in Stance},
        subpoints={1: 0.7, 2: 0.1},
        found_by="classifier",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def met(one: Passage, *phrases: str) -> dict[int, float]:
    (found,) = with_what_follows([one], library(*(phrases or ("no other purpose",))))
    assert replace(found, subpoints={}) == replace(one, subpoints={})
    return found.subpoints


def test_a_sub_point_follows_from_words_that_do_not_name_it():
    assert met(passage()) == {1: 0.7, 2: FOLLOWS}


@pytest.mark.parametrize(
    ("quote", "follows"),
    [
        ("Provider shall not move it without Customer's consent.", True),
        ("Nothing is moved and no file is sent without Customer's consent.", True),
        ("Provider mustn't move it without Customer's consent.", True),
        ("Provider may move it without Customer's consent.", False),
        ("Provider may move it without Customer's consent, but not sell it.", False),
        ("Provider shall not sell it. Provider may move it without Customer's consent.", False),
        ("Provider shall not move it.", False),
    ],
)
def test_some_words_say_it_only_where_they_forbid(quote, follows):
    (found,) = with_what_follows([passage(quote)], library(forbidden=("without ... consent",)))
    assert found.subpoints == {1: 0.7, 2: FOLLOWS if follows else 0.1}


def test_soft_words_say_it_softly():
    assert met(passage(stance=Stance.QUALIFIED)) == {1: 0.7, 2: FOLLOWS}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"quote": "Provider shall tell Customer."}, id="other words"),
        pytest.param({"stance": Stance.ADVERSE}, id="what takes away promises nothing"),
        pytest.param({"probability": SPEAKS_FROM - 0.01}, id="hardly on the requirement"),
        pytest.param({"requirement": BACKUP}, id="another requirement"),
    ],
)
def test_otherwise_it_is_as_likely_as_before(changes):
    assert met(passage(**changes)) == {1: 0.7, 2: 0.1}


def test_what_is_surer_already_stays_as_sure():
    assert met(passage(subpoints={2: 0.97})) == {2: 0.97}


def test_a_library_without_such_words_changes_nothing():
    one = passage()
    assert list(with_what_follows([one], library("of another matter"))) == [one]
