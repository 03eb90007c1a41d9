"""The verdict learned from statuses: signals, words, and what is usual."""

from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from pipeline.classification.train_verdict import train_verdict
from pipeline.classification.verdict import SCALE, Verdict, columns_of, words_of
from pipeline.domain.reading import Signals

EVEN = (1.0,) * len(SCALE)


def signals(
    strength: float, quote: str = "", *, requirement: str = "in-deadline", kind: str = "dpa"
) -> Signals:
    return Signals(requirement, kind, (strength, 1.0), (quote,) if quote else ())


def lessons() -> tuple[list[Signals], list[str]]:
    """Return rows that are met where strong and firm, weak where strong and soft, absent where faint."""
    rows, statuses = [], []
    for n in range(30):
        faint, strong = 0.001 * n, 0.9 + 0.001 * n
        rows += [
            signals(faint),
            signals(strong, f"Provider shall notify within {n} hours."),
            signals(strong, "Provider aims to notify where practicable."),
            signals(faint, requirement="dl-sites", kind="sla"),
        ]
        statuses += ["absent", "met", "weak", "absent"]
    return rows, statuses


@cache
def learned(favour: tuple[float, ...] = EVEN) -> Verdict:
    return train_verdict(*lessons(), favour=favour)


def likeliest(row: Signals, *, favour: tuple[float, ...] = EVEN) -> str:
    (shares,) = learned(favour)([row])
    return max(shares, key=lambda s: shares[s])


@pytest.mark.parametrize(
    ("row", "status"),
    [
        (signals(0.02), "absent"),
        (signals(0.95, "Provider shall notify within 7 hours."), "met"),
        (signals(0.95, "Provider aims to notify where practicable."), "weak"),
        (signals(0.02, requirement="never-seen", kind="other"), "absent"),
    ],
)
def test_it_gives_the_status_it_has_learned(row, status):
    assert likeliest(row) == status


def test_a_row_gets_a_share_for_every_status():
    rows = [signals(0.02), signals(0.95, "Provider shall notify.")]
    for shares in learned()(rows):
        assert list(shares) == list(SCALE)
        assert sum(shares.values()) == pytest.approx(1, abs=1e-5)
        assert min(shares.values()) >= 0


def test_no_rows_give_no_verdict():
    assert learned()([]) == ()


def test_a_row_is_judged_whatever_stands_beside_it():
    rows = [signals(0.02), signals(0.95, "Provider shall notify."), signals(0.5)]
    together = learned()(rows)
    for row, shares in zip(rows, together, strict=True):
        (alone,) = learned()([row])
        assert alone == pytest.approx(shares, abs=1e-5)


def test_a_status_in_favour_wins_a_close_call():
    row = signals(0.95, "Provider shall notify where practicable.")
    assert likeliest(row) == "weak"
    assert likeliest(row, favour=tuple(9.0 if s == "met" else 1.0 for s in SCALE)) == "met"


def test_favour_does_not_make_a_status_that_nothing_speaks_for():
    favour = tuple(3.0 if s == "contradicted" else 1.0 for s in SCALE)
    assert likeliest(signals(0.02), favour=favour) == "absent"


def test_the_same_lessons_give_the_same_verdict():
    again = train_verdict(*lessons(), favour=EVEN)
    rows = [signals(n / 10, "Provider shall notify.") for n in range(10)]
    assert again(rows) == learned()(rows)


def test_words_are_read_as_said_of_the_requirement():
    words = words_of(signals(0.9, "Provider shall notify.", requirement="dl-sites"))
    assert {"shall", "shall notify", "dl-sites|shall", "|dl-sites"} <= set(words)
    assert words_of(signals(0.9, requirement="dl-sites")) == ("|dl-sites",) * 3


@pytest.mark.parametrize(
    ("requirement", "kind", "usual"),
    [
        ("in-deadline", "dpa", [-1, -2, -5, -6]),
        ("in-deadline", "sla", [-1, -2, -1, -2]),  # this kind of paper was never seen: as for any
        ("dl-sites", "dpa", [-3, -4, -3, -4]),  # nor this requirement: as for all
    ],
)
def test_the_forest_sees_signals_and_what_is_usual(requirement, kind, usual):
    row = signals(0.25, requirement=requirement, kind=kind)
    columns = columns_of([row], {"": [-3, -4], "in-deadline": [-1, -2]}, {"in-deadline dpa": [-5, -6]})
    assert_allclose(columns, [[0.25, 1.0, *usual]])


def test_what_is_usual_leans_on_the_wider_count_where_little_was_seen():
    usual = {k: np.exp(v) for k, v in learned().usual.items()}
    met = SCALE.index("met")
    assert usual[""][met] == pytest.approx(0.25, abs=1e-3)
    assert 0.25 < usual["in-deadline"][met] < 1 / 3
    # Of dl-sites only absent was seen, yet met is not ruled out.
    assert 0 < usual["dl-sites"][met] < 0.05
    assert usual["dl-sites"][SCALE.index("absent")] > 0.9
