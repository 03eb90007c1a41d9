"""Learning from a handful of sentences of our own."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from joblib import parallel_config
from numpy.testing import assert_array_equal

from pipeline.classification.heads import STANCES, Heads
from pipeline.classification.train import Instance, Label, train_heads
from pipeline.classification.units import sentence_features
from pipeline.classification.vectors import Vectorizer
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Requirement

from .papers import cues, library

BACKUP, LOGS, UNSAID = "bc-backup-specification", "lm-logging-capability", "ex-termination-process"
BINDING, QUALIFIED, ADVERSE = Stance.BINDING, Stance.QUALIFIED, Stance.ADVERSE

LEARNED = [
    ("Provider shall take a backup of the database every night.", BACKUP, BINDING, (1,)),
    ("Provider shall make a backup copy each night and keep it for a month.", BACKUP, BINDING, (1, 2)),
    ("Provider shall store every backup for thirty days.", BACKUP, BINDING, (2,)),
    ("Provider aims to take a backup where it is practicable.", BACKUP, QUALIFIED, ()),
    ("Where practicable, Provider aims to keep a backup copy.", BACKUP, QUALIFIED, ()),
    ("Provider is not responsible for any backup; Customer bears the loss.", BACKUP, ADVERSE, ()),
    ("Customer alone bears the loss where no backup exists.", BACKUP, ADVERSE, ()),
    ("Provider shall write an audit log of every access.", LOGS, BINDING, (1,)),
    ("Provider shall keep the audit log for one year.", LOGS, BINDING, (1,)),
    ("Provider shall hand over the log of user access on request.", LOGS, BINDING, ()),
    ("Provider aims to write a log of access where practicable.", LOGS, QUALIFIED, ()),
    ("Provider is not responsible for any log of access; Customer bears the loss.", LOGS, ADVERSE, ()),
    ("Invoices are due within fourteen days of receipt.", "", BINDING, ()),
    ("The parties meet once a quarter over lunch.", "", BINDING, ()),
    ("This agreement is made in two originals.", "", BINDING, ()),
    ("Notices are sent by letter post.", "", BINDING, ()),
]


def instances() -> Iterator[Instance]:
    for text, requirement, stance, subpoints in LEARNED * 3:
        labels = (Label(requirement, stance, subpoints),) if requirement else ()
        yield Instance(sentence_features(text, cues()), labels, "")


def requirements(*names: str) -> list[Requirement]:
    return [r for name in names for r in library().requirements if r.id == name]


@cache
def learned() -> tuple[Vectorizer, Heads]:
    # One process: sixteen sentences need no second one, and starting it takes longer than the rest.
    with parallel_config("sequential"):
        return train_heads(list(instances()), requirements(BACKUP, LOGS, UNSAID))


def rows(*texts: str):
    vectorizer, _ = learned()
    return vectorizer.rows(sentence_features(t, cues()) for t in texts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Vendor shall copy the data to a nightly backup.", BACKUP),
        ("A backup copy is kept for sixty days.", BACKUP),
        ("Each access by an administrator is written to an audit log.", LOGS),
        ("The log shows every user who had access.", LOGS),
        ("Invoices are sent by letter post each quarter.", None),
        ("The parties sign two originals of this agreement.", None),
    ],
)
def test_it_tells_two_requirements_apart(text, wanted):
    _, heads = learned()
    bearing = dict(zip(heads.requirements, heads.bears_on(rows(text))[0], strict=True))
    assert {name for name, p in bearing.items() if p > 0.5} == ({wanted} if wanted else set()), bearing


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Provider shall take a backup every week.", BINDING),
        ("Provider aims to take a backup each week where practicable.", QUALIFIED),
        ("Provider is not responsible for the backup and Customer bears the loss.", ADVERSE),
    ],
)
def test_it_tells_stances_apart(text, stance):
    _, heads = learned()
    held = rows(text)
    shares = heads.stances_for(0, held, np.array([0]), heads.stances(held))[0]
    assert STANCES[int(shares.argmax())] is stance, dict(zip(STANCES, shares, strict=True))


def test_two_stances_are_enough_to_tell_them_apart():
    seen = [i for i in instances() if all(label.stance is not QUALIFIED for label in i.labels)]
    with parallel_config("sequential"):
        vectorizer, heads = train_heads(seen, requirements(BACKUP))
    texts = ("Provider shall take a backup.", "Customer alone bears the loss of a backup.")
    held = vectorizer.rows(sentence_features(t, cues()) for t in texts)
    shares = heads.own_stance[0].logits(held, np.array([0, 1]))
    assert [STANCES[int(row.argmax())] for row in shares] == [BINDING, ADVERSE]


def test_it_tells_sub_points_apart():
    _, heads = learned()
    held = rows("Provider shall take a backup every night.", "Every backup is stored for thirty days.")
    nightly, kept = heads.subpoints_for(0, held, np.array([0, 1]))[:, :2]
    assert heads.numbers[0][:2] == (1, 2)
    assert nightly[0] > 0.5 > nightly[1]
    assert kept[1] > 0.5 > kept[0]


def test_a_requirement_that_nobody_labelled_bears_on_nothing():
    _, heads = learned()
    held = rows(*(row[0] for row in LEARNED))
    assert float(heads.bears_on(held)[:, 2].max()) < 0.01
    assert float(heads.subpoints_for(2, held, np.arange(len(LEARNED))).max()) < 0.01


def test_the_same_sentences_give_the_same_weights():
    vectorizer, heads = learned()
    again, others = learned.__wrapped__()  # past the cache
    assert vectorizer.vocabulary == again.vocabulary
    assert_array_equal(vectorizer.idf, again.idf)
    for name in ("bearing", "bearing_bias", "stance", "stance_bias"):
        assert_array_equal(getattr(heads, name), getattr(others, name))
    for name in ("own_stance", "subpoints"):
        for one, other in zip(getattr(heads, name), getattr(others, name), strict=True):
            assert_array_equal(one.columns, other.columns)
            assert_array_equal(one.weights, other.weights)
            assert_array_equal(one.bias, other.bias)
