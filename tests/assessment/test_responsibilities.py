"""Who does each process: provider, customer, both, or nobody."""

import pytest

from pipeline.assessment.responsibilities import ON_CUSTOMER, QUOTES, SURE, responsibilities_of
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Process
from pipeline.domain.review import Responsibility

from .papers import agreement, library, passage, within

BOTH = Process("backup and restore", ("bc-backup", "bc-restore"))
OTHER = Process("logs", ("lm-logs",))

DOES = "Provider makes backups."
AIMS = "Provider aims to make backups."
LEAVES = "Customer is solely responsible for backups."
DENIES = "Provider makes no backups."
SEE = "See the Annex."
FURTHER = ("Provider restores.", "Provider tests restores.", "Customer must keep copies.")
PAPER = agreement(DOES, AIMS, LEAVES, DENIES, SEE, *FURTHER)
STANCE = {DOES: Stance.BINDING, AIMS: Stance.QUALIFIED, SEE: Stance.REFERENCE}


def bears(quote: str, *, on: str = "bc-backup", probability: float = 0.9) -> Passage:
    usual = Stance.ADVERSE if quote in (LEAVES, DENIES, FURTHER[2]) else Stance.BINDING
    stance = STANCE.get(quote, usual)
    return passage(on, quote, of=PAPER, probability=probability, stance=stance)


def rows(*passages: Passage) -> tuple[Responsibility, ...]:
    return responsibilities_of(passages, within(PAPER, of=library(processes=(BOTH, OTHER))))


@pytest.mark.parametrize(
    ("passages", "owner", "quotes"),
    [
        pytest.param([], "nobody", [], id="nothing said"),
        pytest.param([bears(DOES)], "provider", [DOES], id="a promise"),
        pytest.param([bears(AIMS)], "provider", [AIMS], id="a soft promise"),
        pytest.param([bears(LEAVES)], "customer", [LEAVES], id="left to the customer"),
        pytest.param([bears(LEAVES), bears(DOES)], "shared", [DOES, LEAVES], id="both"),
        pytest.param([bears(DENIES)], "nobody", [], id="denied, and left to nobody"),
        pytest.param([bears(SEE)], "nobody", [], id="only pointed to"),
        pytest.param([bears(DENIES), bears(DOES)], "provider", [DOES], id="denied and promised"),
        pytest.param([bears(DOES, on="bc-restore")], "provider", [DOES], id="another of its requirements"),
        pytest.param([bears(DOES, on="in-duty")], "nobody", [], id="a requirement of no process"),
        pytest.param([bears(DOES, probability=SURE)], "provider", [DOES], id="just sure"),
        pytest.param([bears(DOES, probability=SURE - 0.01)], "nobody", [], id="not sure"),
    ],
)
def test_who_owns_a_process(passages, owner, quotes):
    backup, logs = rows(*passages)
    assert (backup.process, backup.owner) == ("backup and restore", owner)
    assert [e.quote for e in backup.evidence] == quotes
    assert (logs.process, logs.owner, logs.evidence) == ("logs", "nobody", ())


def test_the_surest_words_of_each_side_are_quoted():
    found = [
        bears(FURTHER[0], probability=0.5),
        bears(DOES, probability=0.7),
        bears(FURTHER[2], probability=0.6),
        bears(FURTHER[1], probability=0.6),
    ]
    backup, _ = rows(*found)
    assert backup.owner == "shared"
    assert [e.quote for e in backup.evidence] == [DOES, FURTHER[1], FURTHER[2]]
    assert len([e for e in backup.evidence if e.stance is Stance.BINDING]) == QUOTES


@pytest.mark.parametrize(
    ("text", "on_customer"),
    [
        ("Customer is responsible for its backups.", True),
        ("You are solely responsible for backups", True),
        ("The Subscriber remains fully liable for its accounts.", True),
        ("Each user must keep its password secret.", True),
        ("Client agrees to make its own copies.", True),
        ("The controller shall, at its own cost, keep logs.", True),
        # Near-misses.
        ("Provider is responsible for Customer.", False),
        ("Customer may ask for logs.", False),
        ("Customer data is encrypted.", False),
        ("This is for the customer. Provider is responsible for it.", False),
        ("This helps the customer; Provider shall do it.", False),
        ("Customers are many.", False),
        (f"Customer, {'and so on ' * 8}, shall", False),  # too far away to be meant
    ],
)
def test_words_that_leave_it_to_the_customer(text, on_customer):
    assert bool(ON_CUSTOMER.search(text)) is on_customer
