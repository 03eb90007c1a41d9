"""Words that read like a promise and promise the customer nothing, and their look-alikes that do."""

import pytest

from pipeline.assessment.no_promise import promises_nothing
from pipeline.domain.agreement import Party

from .papers import agreement, within
from .sets import assessed, finding

PARTIES = (
    Party("provider", "Acme Ltd", ("Acme", "provider", "our", "we")),
    Party("customer", None, ("customer", "you", "your")),
)
PAPER = agreement(parties=PARTIES)
NOTHING, SOMETHING = True, False


def nothing(words: str, paper=PAPER) -> bool:
    return promises_nothing(paper.document.id, within(paper))(words)


@pytest.mark.parametrize(
    ("promises", "words"),
    [
        # The provider's title to its own.
        (NOTHING, "All intellectual property rights in the service belong and shall belong to Acme."),
        (NOTHING, "Acme retains all right, title and interest in the Software."),
        (NOTHING, "You acknowledge that all copyrights in the tools are owned by us."),
        (SOMETHING, "9. Title. Acme owns every right in the plans. Customer may use them for the term."),
        (SOMETHING, "Customer retains all rights in its drawings."),
        (SOMETHING, "Acme owns the Software; Customer retains all rights in Customer Data."),
        (SOMETHING, "Acme owns all rights in the Software. Acme shall keep a copy in escrow."),
        (SOMETHING, "Rights in the drawings remain with Customer, and Acme shall return them."),
        (SOMETHING, "Acme reserves the right to monitor the use of its rights."),
        (SOMETHING, "Acme reserves a room for auditors."),
        # What another company does.
        (NOTHING, "Staff: All Google employees undergo checks and sign a promise of silence."),
        (NOTHING, "AWS shall keep its halls locked. Only few employees may enter them."),
        (NOTHING, "1.2 Hetzner patches the servers every week."),
        (SOMETHING, "We make sure that all Google employees undergo checks."),
        (SOMETHING, "Google employees undergo checks. We log each of their visits."),
        (SOMETHING, "Data in AWS is encrypted."),
        (SOMETHING, "All employees undergo checks."),
        (SOMETHING, ""),
    ],
)
def test_what_promises_the_customer_nothing(promises, words):
    assert nothing(words) is promises


def test_a_host_that_promises_again_and_again_is_a_party():
    told = "Google will train its staff."
    assert nothing(told, agreement(told, "Google will log visits.", "The rest is open."))
    assert not nothing(told, agreement(told, "Google will log visits.", "Google shall report."))


PROMISE = "9.1 Provider shall tell Customer of every incident."
TITLE = "9.2 All intellectual property rights in the service belong to Provider."


@pytest.mark.parametrize(
    ("texts", "shown"),
    [((PROMISE, TITLE), [PROMISE]), ((TITLE,), [TITLE])],  # what a finding rests on alone is shown
)
def test_it_is_not_shown_beside_a_promise(texts, shown):
    found = finding(assessed({"dpa": texts}, {"in-duty": texts}), "in-duty")
    assert [e.quote for e in found.evidence] == shown
