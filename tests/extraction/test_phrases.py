"""Two thousand phrases made from frames: value, unit, clock, bound party and sense are what was filled in."""

from collections import Counter

import pytest

from pipeline.domain.agreement import Party
from pipeline.domain.terms import Term, TermType
from pipeline.extraction import find_terms

from .phrases import Expected, Phrase, frames, phrases
from .vocabularies import vocabulary

PARTIES = (
    Party("provider", "Nimbora Cloud GmbH", ("Nimbora",)),
    Party("customer", "Talweg AG", ("Talweg",)),
)
LEAST_RIGHT = 0.995


def wrong(phrase: Phrase) -> list[str]:
    terms = [t for t in find_terms(phrase.text, vocabulary(), parties=PARTIES) if t.type is TermType.DURATION]
    return [fault for e in phrase.expected for fault in faults(terms, e)]


def faults(terms: list[Term], expected: Expected) -> list[str]:
    found = [t for t in terms if t.span.start < expected.span.end and expected.span.start < t.span.end]
    if len(found) != 1:
        return [f"{expected.value}: found {[t.value for t in found]}"]
    (term,) = found
    pairs = {
        "value": (term.value, expected.value),
        "clock": (term.trigger, expected.clock),
        "bound": (term.bound, expected.bound),
        "sense": (term.sense and term.sense.value, expected.sense),
    }
    return [f"{name}: {a} for {b}" for name, (a, b) in pairs.items() if b != "any" and a != b]


@pytest.mark.parametrize(("name", "each"), [("frames.yaml", 14), ("frames_more.yaml", 9)])
def test_phrases_are_read_exactly(name: str, each: int) -> None:
    made = list(phrases(name, each=each))
    bad = [(phrase.text, found) for phrase in made if (found := wrong(phrase))]
    times = sum(len(p.expected) for p in made)
    assert 1 - len(bad) / times >= LEAST_RIGHT, bad[:10]


def test_there_are_two_thousand_and_every_frame_is_read_at_least_once() -> None:
    made = [*phrases("frames.yaml", each=14), *phrases("frames_more.yaml", each=9)]
    assert sum(len(p.expected) for p in made) >= 2_000
    assert len({p.text for p in made}) >= 2_000
    for name in ("frames.yaml", "frames_more.yaml"):
        counts = Counter(p.frame for p in phrases(name, each=2))
        assert sorted(counts) == list(range(len(frames(name)["frames"])))


def test_the_same_phrases_are_made_every_time() -> None:
    assert list(phrases("frames.yaml", each=1)) == list(phrases("frames.yaml", each=1))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Provider shall answer within 5 days.", []),
        ("Provider shall answer within 6 days.", ["value: 6 d for 5 d"]),
        ("Customer shall answer within 5 days.", ["bound: customer for provider"]),
        ("Provider shall answer after at least 5 days.", ["sense: minimum for maximum"]),
        ("Provider shall answer within 5 days of the breach.", ["clock: breach for None"]),
        ("Provider shall answer soon.", ["5 d: found []"]),
    ],
)
def test_a_wrong_reading_is_a_fault(text: str, fault: list[str]) -> None:
    from pipeline.domain.places import Span

    whole = Expected(Span(0, len(text)), "5 d", "maximum", None, "provider")
    assert wrong(Phrase(0, text, (whole,))) == fault
