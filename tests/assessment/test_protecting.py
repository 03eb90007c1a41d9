"""Adverse words that forbid the provider a liberty, and their look-alikes that grant one."""

import pytest

from pipeline.assessment.protecting import forbidding
from pipeline.domain.agreement import Party
from pipeline.domain.reading import Stance

from .papers import agreement, passage, within

PARTIES = (
    Party("provider", "Acme Ltd", ("Acme", "provider")),
    Party("customer", None, ("customer",)),
)


def stance_of(words: str, stance: Stance = Stance.ADVERSE) -> Stance:
    paper = agreement(words, parties=PARTIES)
    read = forbidding(within(paper))(passage("in-duty", words, of=paper, stance=stance))
    return read.stance


@pytest.mark.parametrize(
    "words",
    [
        "Acme shall not move the files at its discretion.",
        "Acme may not swap suppliers without notice; the list stands in Annex 2. Customer sees the list.",
        "Nothing in these terms entitles Acme to read the files.",
        "A hacked server and a failing supplier are not force majeure.",
        "Acme is liable for the faults of its suppliers as for its own.",
        "Acme does not sell the files and does not use them for advertising.",
        "Acme does not use the files for any end of its own.",
        "Nothing here obliges Acme to show the files of other customers to an auditor.",
    ],
)
def test_what_forbids_a_liberty_is_a_promise(words: str) -> None:
    assert stance_of(words) is Stance.BINDING


@pytest.mark.parametrize(
    "words",
    [
        "Acme may move the files at its discretion.",
        "Acme shall not be liable for any reason.",
        "Acme shall not move the files at its discretion. Acme may read them.",
        "Acme shall not move the files at its discretion. Customer shall make its own copies.",
        "A hacked server is force majeure.",
        "Acme is not liable for the faults of its suppliers as for its own.",
        "Acme does not use encryption.",
        "Nothing in these terms entitles Customer to a copy. Acme may delete it.",
    ],
)
def test_what_grants_a_liberty_stays_adverse(words: str) -> None:
    assert stance_of(words) is Stance.ADVERSE


def test_what_is_soft_stays_soft() -> None:
    assert stance_of("Acme may not move the files without notice.", Stance.QUALIFIED) is Stance.QUALIFIED
