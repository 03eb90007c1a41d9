"""Adverse words that take nothing away, and their look-alikes that do."""

import pytest

from pipeline.assessment.harmless import takes_nothing
from pipeline.domain.agreement import Party
from pipeline.domain.review import Status

from .papers import agreement, within
from .sets import assessed, finding

PAPER = agreement(
    parties=(
        Party("provider", "Acme Ltd", ("Acme", "provider", "our", "we")),
        Party("customer", None, ("customer", "you", "your")),
    )
)
NOTHING, SOMETHING = True, False


@pytest.mark.parametrize(
    ("takes", "words"),
    [
        # Goods of the supplier's; with the customer's data among them it is another matter.
        (NOTHING, "On termination Customer shall destroy every copy of the Software."),
        (NOTHING, "8.4 Once this ends, all rights granted to you cease, and you must stop using the App."),
        (NOTHING, "Customer shall return all equipment that Acme has lent it."),
        (SOMETHING, "Customer shall delete all of its data from the Software before the last day."),
        (SOMETHING, "Customer shall remove its files from the equipment within a day."),
        (SOMETHING, "Acme may destroy all copies of the Software."),
        (SOMETHING, "Customer shall keep the Software in order."),
        # What others claim; whatever caused it is another matter.
        (
            NOTHING,
            "Customer shall indemnify Acme from claims brought by a third party over Customer's texts.",
        ),
        (NOTHING, "You agree to hold us harmless from any third-party claim that your misuse brings about."),
        (
            NOTHING,
            "Acme shall report each claim. Customer shall indemnify Acme from claims by third parties.",
        ),
        (SOMETHING, "Customer shall indemnify Acme from every loss by a security incident."),
        (SOMETHING, "Customer shall indemnify Acme and any third-party helpers from all losses."),
        (SOMETHING, "Customer shall indemnify Acme from claims by third parties, whether or not at fault."),
        (SOMETHING, "You alone look after security. You shall indemnify us from claims by third parties."),
        # What nobody can help.
        (
            NOTHING,
            "15. Force Majeure. Neither party is liable for a cause beyond its control, such as flood.",
        ),
        (NOTHING, "Each party is excused while an act of God lasts. It shall tell the other at once."),
        (SOMETHING, "Neither party is liable for acts of God, cyber attacks or failures of its suppliers."),
        (SOMETHING, "Acme is not liable for events beyond its reasonable control."),
        (SOMETHING, "Neither party shall be liable for lost data."),
        # What costs nothing.
        (
            NOTHING,
            "To the extent that use is free of charge, Acme warrants nothing. Accordingly it is as is.",
        ),
        (NOTHING, "During the trial period you use the Service as is."),
        (NOTHING, "Beta features come without any service level."),
        (SOMETHING, "The Service, trials and beta features included, is provided as is."),
        (SOMETHING, "To the extent that use is free of charge, Acme warrants nothing. The rest is as is."),
        (SOMETHING, "If Customer does not pay, its data is deleted, free of charge."),
        # Others' systems.
        (NOTHING, "You shall not use the Service to attack or scan systems of others."),
        (NOTHING, "Probing networks that you are not authorised to test is forbidden."),
        (SOMETHING, "You shall not scan or test the Service."),
        # Plainly adverse.
        (SOMETHING, "Acme has no obligation to keep anything."),
        (SOMETHING, ""),
    ],
)
def test_what_takes_nothing_away(takes, words):
    assert takes_nothing(PAPER, within(PAPER))(words) is takes


GOODS = "9.1 Customer shall destroy all copies of the Software."
REFUSED = "9.2 Provider has no obligation to tell Customer anything."
PROMISE = "9.3 Provider shall tell Customer of every incident."


@pytest.mark.parametrize(
    ("said", "judged", "status"),
    [
        ((GOODS,), "contradicted", Status.ABSENT),  # nothing is left that speaks of it
        ((REFUSED,), "contradicted", Status.CONTRADICTED),
        ((GOODS, REFUSED), "contradicted", Status.CONTRADICTED),
    ],
)
def test_adverse_words_that_take_nothing_away_are_not_weighed(said, judged, status):
    quotes = tuple(f"adverse: {words}" for words in said)
    found = finding(assessed({"dpa": said}, {"in-duty": quotes}, status=judged), "in-duty")
    assert found.status is status
    assert not any("Software" in e.quote for e in found.evidence)


def test_a_promise_beside_words_that_take_nothing_away_stands():
    said = {"in-duty": (PROMISE, f"adverse: {GOODS}")}
    assert finding(assessed({"dpa": (GOODS, PROMISE)}, said), "in-duty").status is Status.MET
    said = {"in-duty": (PROMISE, f"adverse: {REFUSED}")}
    assert finding(assessed({"dpa": (REFUSED, PROMISE)}, said), "in-duty").status is not Status.MET
