"""What the encoder's word changes beside the linear heads, and where it is asked."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from pipeline.classification import second_reading
from pipeline.classification.classify import classify
from pipeline.classification.encoder import Encoder, Reading
from pipeline.classification.scoring import Learned, score_units
from pipeline.classification.units import units_of

from .papers import Part, agreement, cues
from .small import BACKUP, DEADLINE, heads, small_library, vectorizer
from .small_encoder import small_encoder

PARTS = (
    Part("The Provider shall tell of a breach within 72 hours. The Customer is told by mail."),
    Part("Fees are due on receipt of the invoice."),
    Part("A backup is made nightly."),
)


@pytest.fixture
def encoder(tmp_path) -> Encoder:
    return small_encoder(tmp_path)


@pytest.fixture
def says(monkeypatch):
    """Have the encoder say the same of every row, and keep what it was asked."""
    asked: list[tuple[str, tuple[str, ...]]] = []

    def arrange(
        bearing: float, *, stance: int = 0, subpoint: float = 0.0
    ) -> list[tuple[str, tuple[str, ...]]]:
        def read(self: Encoder, clauses: list[tuple[str, tuple[str, ...]]]) -> Reading:
            asked.extend(clauses)
            rows = sum(1 + len(said) for _, said in clauses)
            stances = np.zeros((rows, 2, 4), np.float32)
            stances[:, :, stance] = 1
            return Reading(
                np.full((rows, 2), bearing, np.float32),
                stances,
                np.full((rows, len(self.subpoints.bias)), subpoint, np.float32),
            )

        monkeypatch.setattr(Encoder, "read", read)
        return asked

    return arrange


def scored(encoder: Encoder | None, **weights: object):
    units = tuple(units_of(agreement(*PARTS), cues()))
    return score_units(units, small_library(), Learned(vectorizer(), heads(**weights), encoder))  # type: ignore[arg-type]


def test_only_clauses_that_may_bear_on_something_are_read(encoder, says):
    asked = says(0.5)
    scored(encoder)
    words = " / ".join(s for _, said in asked for s in said)
    assert "breach" in words and "backup" in words and "invoice" not in words
    assert any("breach within" in said[0] and len(said) == 2 for _, said in asked)


def test_what_is_not_read_stays_as_the_heads_have_it(encoder, says):
    says(0.99)
    alone, beside = scored(None), scored(encoder)
    rows = [n for n, f in enumerate(alone.features) if "invoice" in f]
    assert rows
    assert_array_equal(beside.bearing[rows], alone.bearing[rows])


@pytest.mark.parametrize(("said", "compare"), [(0.999, np.greater), (0.001, np.less)])
def test_the_encoder_moves_what_the_heads_say(encoder, says, said, compare):
    says(said)
    alone, beside = scored(None), scored(encoder)
    at = [n for n, f in enumerate(alone.features) if "breach" in f]
    column = [r.id for r in small_library().requirements].index(BACKUP if said > 0.5 else DEADLINE)
    assert compare(beside.bearing[at, column], alone.bearing[at, column]).all()


def test_stances_and_subpoints_are_weighed_with_the_heads(encoder, says):
    says(0.9, stance=2, subpoint=1.0)
    paper = agreement(*PARTS)
    learned = Learned(vectorizer(), heads())

    def deadline(with_encoder: Encoder | None):
        read = classify(
            paper,
            small_library(),
            cues=cues(),
            learned=Learned(learned.vectorizer, learned.heads, with_encoder),
        )
        return max((p for p in read.passages if p.requirement == DEADLINE), key=lambda p: p.probability)

    alone, beside = deadline(None), deadline(encoder)
    adverse = sorted(alone.stances)[0]
    assert beside.stances[adverse] > alone.stances[adverse]
    assert all(beside.subpoints[n] > alone.subpoints[n] for n in alone.subpoints if alone.subpoints[n] < 0.9)
    assert sum(beside.stances.values()) == pytest.approx(1, abs=1e-3)


def test_a_requirement_the_encoder_never_learned_is_left_to_the_heads(encoder, says, monkeypatch):
    says(0.999)
    monkeypatch.setattr(Encoder, "columns_of", lambda *_: {})
    from dataclasses import replace

    other = replace(encoder, requirements=("never-learned", "nor-this"))
    assert_array_equal(scored(other).bearing, scored(None).bearing)


def test_the_shares_are_shares():
    for share in (second_reading.BEARING_SHARE, second_reading.STANCE_SHARE, second_reading.SUBPOINT_SHARE):
        assert 0 < share < 1
