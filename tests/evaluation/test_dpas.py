"""Labelled data processing agreements: read, scored without having been seen, judged, measured, lent out."""

import numpy as np
import pytest

from pipeline.domain.reading import Stance
from pipeline.errors import UsageError
from pipeline.evaluation.corpus import Annotated
from pipeline.evaluation.dpas import train_judge
from pipeline.evaluation.dpas.as_instances import COUNTERPARTS, dpa_instances, known_for, labels_for, twins_in
from pipeline.evaluation.dpas.labelled import (
    MANDATORY,
    LabelledDpa,
    LabelledSentence,
    gold_of,
    labels_of,
    load_dpas,
    owners_of,
)
from pipeline.evaluation.dpas.scoring import Decided, figures_of
from pipeline.evaluation.dpas.train_judge import columns_of, judged, pooled, thresholds_of
from pipeline.evaluation.dpas.train_scores import (
    FAR,
    Known,
    by_heads,
    by_nearest,
    dealt,
    held_out,
    table_of,
)
from pipeline.library import load_library
from pipeline.library.cues import index_cues

HEADER = "DPA,ID,Sentence,Requirement-1,Requirement-2,Requirement-3\n"
SAYS = {
    "R10": "No other processor is engaged before the controller has authorised it in writing.",
    "R15": "Everyone who handles the personal data has promised to keep it secret.",
    "R23": "At the end the processor hands back or erases all personal data.",
    "R28": "For each other processor it stays fully liable to the controller.",
}
SMALL_TALK = "The parties sign this schedule in two copies."


def dpa(name: str, *labels: str) -> LabelledDpa:
    said = [LabelledSentence(f"{SAYS[label]} ({name})", frozenset({label})) for label in labels]
    return LabelledDpa(name, (LabelledSentence(SMALL_TALK, frozenset()), *said))


@pytest.fixture(scope="module")
def dpas() -> list[LabelledDpa]:
    rng = np.random.default_rng(0)
    return [dpa(f"No {n}", *(label for label in SAYS if rng.random() < 0.6)) for n in range(25)]


# ---------------------------------------------------------------- reading


def test_rows_become_agreements_with_their_labels(tmp_path):
    path = tmp_path / "labelled.csv"
    path.write_text(
        HEADER
        + 'B,1,"Secret, always.",R15,other,other\n'
        + "B,4,Two copies.,other,other,other\n"
        + "A,1,Hands back and stays liable.,R23,R28,\n",
        encoding="utf-8",
    )
    found = load_dpas(path)
    assert [(d.name, len(d.sentences), sorted(d.satisfied)) for d in found] == [
        ("B", 2, ["R15"]),
        ("A", 1, ["R23", "R28"]),
    ]
    assert found[0].sentences[0].text == "Secret, always."
    assert gold_of(found).sum(axis=1).tolist() == [1, 2]
    assert owners_of(found).tolist() == [0, 0, 1]
    assert labels_of(found, ["R28", "R15"]).tolist() == [[False, True], [False, False], [True, False]]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (None, "can't be read"),
        ("", "no column DPA"),
        ("DPA,Sentence,Requirement-1\nA,x,R1\n", "no column Requirement-2"),
        (HEADER, "no labelled sentences"),
        (b"\xff\xfe\x00", "can't be read"),
    ],
)
def test_what_is_no_such_table_is_named(tmp_path, text, complaint):
    path = tmp_path / "labelled.csv"
    if isinstance(text, bytes):
        path.write_bytes(text)
    elif text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=complaint) as raised:
        load_dpas(path)
    assert "labelled.csv" in str(raised.value)


def test_there_are_nineteen_mandatory_requirements():
    assert len(MANDATORY) == 19
    assert "R14" not in MANDATORY
    assert {"R10", "R29"} <= set(MANDATORY)


# ---------------------------------------------------------------- scoring sentences


def words(dpas):
    return [tuple(s.text.lower().split()) for d in dpas for s in d.sentences]


@pytest.mark.parametrize("scorer", [by_heads, by_nearest])
def test_sentences_of_agreements_never_seen_are_told_apart(dpas, scorer):
    labels, owners = labels_of(dpas), owners_of(dpas)
    folds = list(held_out(dpas, table_of(words(dpas)), scorer))
    assert sorted(n for f in folds for n in f.held) == list(range(len(dpas)))
    assert not any(set(f.learn) & set(f.held) for f in folds)
    out = sum(np.where(np.isin(owners, f.held)[:, None], f.scores, 0) for f in folds)
    for n in (MANDATORY.index(label) for label in SAYS):
        assert out[labels[:, n], n].min() > out[~labels[:, n], n].max()


def test_a_held_out_agreements_labels_change_nothing_of_its_scores(dpas):
    fold = dealt(dpas)
    changed = [
        LabelledDpa(d.name, tuple(LabelledSentence(s.text, frozenset({"R29"})) for s in d.sentences))
        if fold[n] == 2
        else d
        for n, d in enumerate(dpas)
    ]
    before, after = ([*held_out(x, table_of(words(dpas)), by_heads)][2] for x in (dpas, changed))
    assert np.array_equal(before.scores, after.scores)


def test_an_agreement_learned_from_is_scored_by_heads_of_the_others(dpas):
    seen = []

    def scorer(known: Known, asked):
        seen.append(set(known.owners))
        return np.zeros((asked.shape[0], len(MANDATORY)))

    first = next(held_out(dpas, table_of(words(dpas)), scorer))
    assert set(first.held).isdisjoint(set.union(*seen))
    assert all(len(owners) < len(first.learn) for owners in seen)
    for owner in first.learn:
        assert sum(owner not in owners for owners in seen) == 1


def test_rows_of_no_agreement_are_learned_from_in_every_fold(dpas):
    extra = [("brand", "new")]
    more = np.array([[m == "R10" for m in MANDATORY]])
    seen = []

    def scorer(known: Known, asked):
        seen.append((known.owners == -1).sum())
        return by_heads(known, asked)

    folds = [*held_out(dpas, table_of([*words(dpas), *extra]), scorer, more=more)]
    assert seen == [1] * 25
    assert {f.scores.shape for f in folds} == {(len(words(dpas)), len(MANDATORY))}


def test_a_label_never_seen_is_never_given(dpas):
    table = table_of(words(dpas))(np.arange(len(words(dpas))))
    labels = np.zeros((table.shape[0], 1), dtype=bool)
    assert (by_heads(Known(table, labels, owners_of(dpas)), table) == -FAR).all()


# ---------------------------------------------------------------- judging agreements


def test_sentences_are_pooled_by_agreement():
    scores = np.array([[2.0], [-1.0], [0.0], [-3.0]])
    found = pooled(scores, np.array([0, 0, 0, 1]))
    assert found.shape == (2, 1, 5)
    assert found[0, 0, :3].tolist() == pytest.approx([2.0, 0.0, 1 / 3])
    assert found[0, 0, 3] > 2.0
    assert found[1, 0, :4].tolist() == pytest.approx([-3.0] * 4)


@pytest.fixture
def few_trees(monkeypatch):
    monkeypatch.setattr(train_judge, "TREES", 12)


@pytest.fixture(scope="module")
def by_words(dpas):
    return list(held_out(dpas, table_of(words(dpas)), by_heads))


@pytest.mark.usefixtures("few_trees")
def test_agreements_never_seen_are_judged_right_where_words_are_clear(dpas, by_words):
    gold = gold_of(dpas)
    found = judged([by_words], gold, owners_of(dpas))
    at = [MANDATORY.index(label) for label in SAYS]
    assert (found.once.satisfied == gold)[:, at].mean() > 0.95
    assert ((found.shares >= 0) & (found.shares <= 1)).all()
    assert (found.once.satisfied != found.once.violated).all()


@pytest.mark.usefixtures("few_trees")
def test_judges_learn_from_their_agreements_alone(dpas, by_words):
    gold, held = gold_of(dpas), by_words[0].held
    other = gold.copy()
    other[held] = ~other[held]
    before, after = (judged([by_words], g, owners_of(dpas)) for g in (gold, other))
    assert np.array_equal(before.shares[held], after.shares[held])
    assert np.array_equal(before.once.satisfied[held], after.once.satisfied[held])


def test_columns_take_what_is_usual_from_the_agreements_learned_from(dpas):
    way = np.zeros((len(dpas), len(MANDATORY), 5))
    learn = np.arange(10)
    all_yes, all_no = (np.full((10, len(MANDATORY)), value) for value in (True, False))
    high, low = (columns_of([way], gold, learn, owners_of(dpas)) for gold in (all_yes, all_no))
    assert (high[:, :, -1] > 0).all()
    assert (low[:, :, -1] < 0).all()


def test_thresholds_follow_what_each_side_asks():
    gold = np.array([[True], [True], [False], [False]])
    clear = np.array([[0.9], [0.8], [0.3], [0.1]])
    both, _, _ = thresholds_of(clear, gold)
    assert 0.3 <= both < 0.8
    doubtful = np.array([[0.9], [0.4], [0.6], [0.1]])
    _, satisfied, violated = thresholds_of(doubtful, gold)
    assert satisfied < 0.4 < 0.6 <= violated  # each side would rather be told too often than too seldom


# ---------------------------------------------------------------- figures


def test_figures_are_those_counted_by_hand():
    gold = np.array([[True, True, False], [True, False, False]])
    said = np.array([[True, False, False], [True, True, False]])
    found = figures_of(gold, Decided.once(said))
    assert found["satisfied"]["precision"].value == pytest.approx(2 / 3)
    assert found["satisfied"]["recall"].value == pytest.approx(2 / 3)
    assert found["violated"]["f2"].value == pytest.approx(2 / 3)
    assert found["violated"]["f2"].low <= 2 / 3 <= found["violated"]["f2"].high


def test_f2_weighs_recall():
    gold = np.array([[True, True, False, False]])
    eager = figures_of(gold, Decided.once(np.array([[True, True, True, False]])))["satisfied"]
    shy = figures_of(gold, Decided.once(np.array([[True, False, False, False]])))["satisfied"]
    assert eager["f2"].value == pytest.approx(10 / 11)
    assert shy["f2"].value == pytest.approx(5 / 9)


def test_never_saying_it_is_worth_nothing():
    gold = np.array([[True], [False]])
    found = figures_of(gold, Decided.once(np.array([[True], [True]])))
    assert found["violated"]["f2"].value == 0.0


# ---------------------------------------------------------------- rows for our own requirements


@pytest.mark.parametrize(
    ("carried", "labels", "known"),
    [
        ({"R28"}, {"sc-liability-and-oversight": (1,)}, "all"),
        ({"R10", "R36"}, {"sc-authorisation-notice-register": (2, 4)}, "all"),
        ({"R10", "R11"}, {"sc-authorisation-notice-register": (2,)}, "all"),
        # There is no fourth column: what else the sentence bears on, nobody could say.
        ({"R15", "R16", "R7"}, {"pe-personnel-security": (2,)}, {"pe-personnel-security"}),
        # A list of security measures, or nothing at all: nobody looked.
        ({"R7", "R16"}, {}, set()),
        (set(), {}, set()),
    ],
)
def test_labels_tell_of_our_requirements_what_they_can(carried, labels, known):
    found = list(labels_for(carried))
    assert {x.requirement: x.subpoints for x in found} == labels
    assert {x.stance for x in found} <= {Stance.BINDING}
    every = {requirement for requirement, _ in COUNTERPARTS.values()}
    assert known_for(carried) == (every if known == "all" else known)


def test_counterparts_are_requirements_of_the_library():
    numbers = {r.id: {s.number for s in r.subpoints} for r in load_library().requirements}
    for requirement, subpoints in COUNTERPARTS.values():
        assert set(subpoints) <= numbers[requirement]


def test_twins_teach_nothing_twice():
    cues = index_cues(load_library())
    annotated = Annotated("dpa-no-1", "No 1", "DPA", (SMALL_TALK,), ())
    rows = list(
        dpa_instances([dpa("No 1", "R28"), dpa("No 2", "R28", "R15")], cues, without=twins_in([annotated]))
    )
    assert [(r.group, [x.requirement for x in r.labels]) for r in rows] == [
        ("no2", ["sc-liability-and-oversight"]),
        ("no2", ["pe-personnel-security"]),
    ]
    assert all("liable" in r.features or "secret" in r.features for r in rows)
