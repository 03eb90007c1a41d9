"""What the passages of a set amount to, number by number."""

from math import log

import pytest

from pipeline.assessment.signals import KINDS, LIKELY, QUOTED, SIGNAL_NAMES, field_of, signals_of
from pipeline.domain.agreement import Agreement
from pipeline.domain.reading import Passage, Signals, Stance

from .papers import BACKUP, DEADLINE, DUTY, LOGS, agreement, library, passage, term

DPA = agreement("Provider tells of breaches.", "Backups are made nightly.", "It is told in 72 hours.")
SLA = agreement("Backups are made.", id="d2", name="acme-sla.pdf", kind="sla")


def signals(*passages: Passage, papers: tuple[Agreement, ...] = (DPA,)) -> dict[str, Signals]:
    return {s.requirement: s for s in signals_of(field_of(papers, passages), library())}


def named(found: Signals) -> dict[str, float]:
    return dict(zip(SIGNAL_NAMES, found.values, strict=True))


def of_duty(*passages: Passage) -> dict[str, float]:
    return named(signals(*passages)["in-duty"])


def duty(probability: float, **changes: object) -> Passage:
    return passage("in-duty", "Provider tells of breaches.", of=DPA, probability=probability, **changes)  # type: ignore[arg-type]


def test_every_requirement_has_its_signals_in_catalogue_order():
    found = signals(duty(0.9))
    assert list(found) == [r.id for r in (DUTY, DEADLINE, BACKUP, LOGS)]
    assert {len(s.values) for s in found.values()} == {len(SIGNAL_NAMES)}


def test_what_is_known_is_left_out_and_still_stands_around_the_others():
    field = field_of((DPA,), [duty(0.9), passage("in-deadline", "It is told in 72 hours.", of=DPA)])
    whole = signals_of(field, library())
    some = signals_of(field, library(), known={"in-duty", "lm-logs"})
    assert some == tuple(s for s in whole if s.requirement not in ("in-duty", "lm-logs"))
    assert named(some[0])["family_mean"] > 0.45


def test_each_signal_has_a_name_of_its_own():
    assert len(set(SIGNAL_NAMES)) == len(SIGNAL_NAMES)


def test_without_passages_only_the_paper_speaks():
    values = of_duty()
    said = {name: v for name, v in values.items() if v}
    assert said == {
        "essential_count": 2,
        "kind_dpa": 1,
        "words": pytest.approx(log(1 + len(DPA.document.text.split())), abs=1e-4),
    }
    assert signals()["in-duty"].quotes == ()


def test_how_strong_the_passages_are():
    values = of_duty(duty(0.2), duty(0.5), duty(0.4), duty(0.1))
    assert (values["first"], values["second"], values["third"]) == (0.5, 0.4, 0.2)
    assert values["any"] == pytest.approx(1 - 0.8 * 0.5 * 0.6 * 0.9, abs=1e-4)
    assert values["likely"] == 2


@pytest.mark.parametrize(("probability", "likely"), [(LIKELY, 0), (LIKELY + 0.01, 1)])
def test_what_counts_as_likely(probability, likely):
    assert of_duty(duty(probability))["likely"] == likely


def test_stances_are_weighed_by_probability():
    soft = duty(0.8, stance=Stance.QUALIFIED, sure=0.7)
    firm = duty(0.6, stance=Stance.BINDING, sure=1.0)
    values = of_duty(soft, firm)
    assert values["best_binding"] == pytest.approx(0.6)
    assert values["best_qualified"] == pytest.approx(0.56)
    assert values["sum_binding"] == pytest.approx(0.6 + 0.8 * 0.1)
    assert values["sum_adverse"] == pytest.approx(0.08)
    assert (values["top_binding"], values["top_qualified"]) == (pytest.approx(0.1), pytest.approx(0.7))


def test_sub_points_are_those_of_the_best_passage_for_each():
    values = of_duty(
        duty(0.5, subpoints={1: 0.8, 2: 0.2}),
        duty(0.4, subpoints={1: 0.1, 2: 1.0}, stance=Stance.ADVERSE),
    )
    # Sub-point 1: 0.5 × 0.8 = 0.40; sub-point 2: 0.4 × 1.0 = 0.40, in adverse words.
    assert (values["essential_least"], values["essential_most"]) == (pytest.approx(0.4), pytest.approx(0.4))
    assert values["essential_mean"] == values["subpoints_mean"] == pytest.approx(0.4)
    # In binding words: 0.40 and 0.5 × 0.2.
    assert values["binding_least"] == pytest.approx(0.1)
    assert values["binding_mean"] == pytest.approx(0.25)
    # Given that likely passages bear on it: 0.8 and 1.0.
    assert values["likely_least"] == pytest.approx(0.8)
    assert values["likely_mean"] == pytest.approx(0.9)


def test_unlikely_passages_say_nothing_of_sub_points_that_are_given():
    values = of_duty(duty(LIKELY, subpoints={1: 1.0, 2: 1.0}))
    assert values["likely_mean"] == 0
    assert values["essential_mean"] == pytest.approx(LIKELY)


def test_sub_points_that_are_not_essential_count_only_in_the_whole():
    values = named(signals(passage("in-deadline", of=agreement(), subpoints={1: 0.0, 2: 1.0}))["in-deadline"])
    assert values["essential_count"] == 1
    assert values["essential_most"] == 0
    assert values["subpoints_mean"] == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("probability", "band", "band_likely", "terms"),
    [(0.9, 3, 3, 1), (0.3, 3, 0, 0), (0.16, 3, 0, 0), (0.15, 0, 0, 0)],
)
def test_values_of_passages(probability, band, band_likely, terms):
    found = passage(
        "in-deadline", "It is told in 72 hours.", of=DPA, probability=probability, terms=[term("72 h")]
    )
    values = named(signals(found)["in-deadline"])
    assert (values["band"], values["band_likely"], values["terms"]) == (band, band_likely, terms)


def test_what_surrounds_a_requirement():
    values = named(signals(duty(0.8))["in-deadline"])
    assert values["first"] == 0
    assert values["family_mean"] == pytest.approx(0.4)  # of two in the family
    assert values["set_mean"] == pytest.approx(0.2)  # of four


def test_passages_are_ordered_by_probability_then_place():
    later = passage("in-duty", "It is told in 72 hours.", of=DPA, probability=0.5)
    earlier = duty(0.5)
    best = passage("in-duty", "Backups are made nightly.", of=DPA, probability=0.6)
    field = field_of([DPA], [later, earlier, best])
    assert field.passages["in-duty"] == (best, earlier, later)
    assert field_of([DPA], [best, later, earlier]).passages == field.passages
    elsewhere = passage("in-duty", "Backups are made.", of=SLA, probability=0.5)
    for order in ([elsewhere, later], [later, elsewhere]):
        assert field_of([DPA, SLA], order).passages["in-duty"] == (later, elsewhere)


@pytest.mark.parametrize(
    ("probabilities", "quoted"),
    [((0.9, 0.8, 0.7, 0.6), 3), ((0.9, QUOTED), 2), ((0.9, QUOTED - 0.005), 1), ((QUOTED - 0.005,), 0)],
)
def test_the_judge_reads_the_words_of_the_best_passages(probabilities, quoted):
    found = signals(*map(duty, probabilities))["in-duty"]
    assert found.quotes == ("Provider tells of breaches.",) * quoted


# ---------------------------------------------------------------- several documents


def test_a_requirement_is_read_in_the_paper_that_says_most_on_it():
    in_dpa = passage("bc-backup", "Backups are made nightly.", of=DPA, probability=0.4)
    in_sla = passage("bc-backup", "Backups are made.", of=SLA, probability=0.7)
    found = signals(in_dpa, in_sla, duty(0.5), papers=(DPA, SLA))
    assert {r: s.kind for r, s in found.items()} == {
        "in-duty": "dpa",
        "in-deadline": "dpa",  # on which neither says anything: the longer one
        "bc-backup": "sla",
        "lm-logs": "dpa",
    }
    backup = named(found["bc-backup"])
    assert (backup["first"], backup["second"]) == (0.7, 0.4)
    assert (backup["kind_sla"], backup["kind_dpa"]) == (1, 0)
    assert backup["words"] == pytest.approx(log(1 + 3), abs=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_paper_is_one_of_those_known(kind):
    values = named(signals(papers=(agreement(kind=kind),))["in-duty"])
    assert [k for k in KINDS if values[f"kind_{k}"]] == [kind]


def test_passages_of_other_requirements_are_passed_over():
    assert of_duty(passage("unknown", of=agreement())) == of_duty()
