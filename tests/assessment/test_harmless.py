"""Adverse words that take nothing away, and their look-alikes that do."""

import pytest

from pipeline.assessment.assess import assess
from pipeline.assessment.harmless import takes_nothing
from pipeline.domain.agreement import AgreementSet, Party
from pipeline.domain.reading import Stance
from pipeline.domain.review import Status

from .papers import agreement, library, passage, reading, shares, within
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
        # A row that names who does it.
        (NOTHING, "Backup of all files | Acme"),
        (SOMETHING, "Backup of all files | Customer"),
        (SOMETHING, "Backup of all files | Acme | Customer"),
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
        (SOMETHING, "You shall indemnify us from claims by third parties over any use of your account."),
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
    reads = takes_nothing(PAPER.document.id, within(PAPER))
    assert (reads(words, False, False), reads(words, True, True)) == (takes, takes)


@pytest.mark.parametrize(
    ("alone", "planned", "words"),
    [
        # What a service runs on: no excuse beside a plan, but all that is said where there is none.
        (SOMETHING, NOTHING, "Neither party is liable for floods, power cuts or others beyond its control."),
        (SOMETHING, NOTHING, "No party answers for acts of God, the Internet being slow among them."),
        (NOTHING, NOTHING, "Neither party is liable for war, flood or strike beyond its control."),
        (SOMETHING, SOMETHING, "Neither party answers for acts of God, power cuts or attacks by hackers."),
        (SOMETHING, SOMETHING, "Acme is not liable for power cuts beyond its control."),
    ],
)
def test_an_excuse_that_covers_what_a_service_runs_on_yields_to_a_plan(alone, planned, words):
    reads = takes_nothing(PAPER.document.id, within(PAPER))
    assert (reads(words, False, False), reads(words, True, False)) == (alone, planned)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (NOTHING, "We may remove any post that we find rude, without a word to you."),
        (NOTHING, "Acme may edit, hide or delete comments in its forum at any time."),
        (NOTHING, "We reserve the right to refuse user content. Acme shall keep a list of such cases."),
        (NOTHING, "Acme may take down content that violates this policy."),
        # The data, the account or the service itself.
        (SOMETHING, "We may delete your content at any time."),
        (SOMETHING, "We may remove any post and close your account."),
        (SOMETHING, "Acme may remove content that violates this policy and suspend the service."),
        (SOMETHING, "Acme may delete user content upon termination."),
        (SOMETHING, "You may not post what is rude. We may delete all data."),
        (SOMETHING, "Acme shall remove posts."),
    ],
)
def test_what_is_taken_down_of_what_users_post_ends_nothing(ends, words):
    reads = takes_nothing(PAPER.document.id, within(PAPER))
    assert not reads(words, False, False)
    assert reads(words, False, True) == ends


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


WIDE = "9.4 Neither party is liable for power cuts or other causes beyond its control."


@pytest.mark.parametrize(
    ("texts", "status"),
    [
        ((WIDE,), Status.CONTRADICTED),
        ((WIDE, PROMISE), Status.PARTIAL),  # the judge's next word
    ],
)
def test_a_wide_excuse_beside_a_promise_takes_nothing_away(texts, status):
    paper = agreement(*texts)
    said = [passage(quote=PROMISE, of=paper)] if PROMISE in texts else []
    said.append(passage(quote=WIDE, of=paper, stance=Stance.ADVERSE))
    judged = shares("contradicted", 0.5) | {"partial": 0.4}
    found = assess(
        AgreementSet("acme", (paper,)),
        [reading(paper, *said)],
        library(),
        judge=lambda rows: [judged] * len(rows),
    )
    assert finding(found, "in-duty").status is status
