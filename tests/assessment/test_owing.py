"""Whose duty words are, and what is found of a promise that binds the customer."""

from dataclasses import replace

import pytest

from pipeline.assessment.assess import assess
from pipeline.assessment.bound import bound_by
from pipeline.assessment.owing import owed_by
from pipeline.assessment.sides import words_of
from pipeline.domain.agreement import AgreementSet, Party
from pipeline.domain.requirements import Family
from pipeline.domain.review import Status

from .papers import DUTY as DUTY_ASKED
from .papers import SaysAlways, agreement, library, passage, reading, shares, vocabulary
from .sets import assessed, finding

PAPER = agreement(
    parties=(
        Party("provider", "Acme Ltd", ("Acme", "provider", "our")),
        Party("customer", None, ("customer", "you", "your")),
    )
)
P, C, NOBODY = "provider", "customer", ""


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        # The customer's, wherever its name stands.
        ("It falls to Customer to copy its files.", C),
        ("Finding flaws is a matter for Customer.", C),
        ("It is Customer's task to mend flaws.", C),
        ("It is Customer that must keep the tenants apart.", C),
        ("All Customer Data must be copied by Customer every night.", C),
        ("Drives must be wiped by Customer before reuse.", C),
        ("Customer is to record what is done.", C),
        ("Customer shall notify Acme of every breach.", C),
        ("7.1 Customer must scan its laptops and shall mend what it finds.", C),
        ("Customer shall cooperate. It shall also name a contact.", C),
        ("The scans are to be run by Customer.", C),
        ("Running the scans is a task of Customer.", C),
        ("The scans are Customer's own affair.", C),
        ("It is for Customer to run the scans.", C),
        ("Customer is liable for its helpers.", C),
        ("If Customer moves house it shall tell Acme.", C),
        ("Acme shall be informed by Customer of each move.", C),
        ("Customer may use the tool only for its own trade.", C),
        ("Customer must have told Acme within a day.", C),
        ("Acme may inspect the offices of Customer.", C),
        ("Customer shall pay. Acme may refuse.", C),
        ("Customer shall keep the goods as Acme chooses.", C),
        ("Customer shall report it; if goods must be sent back, Customer shall pack them.", C),
        ("Customer's notices to Acme must state what was seen.", C),
        ("4.1 Customer's monthly reports shall list the keys.", C),
        # The provider's.
        ("Customer's notices must be answered within a day.", P),
        ("Customer's goods must bear a label.", P),
        ("Acme shall notify Customer of every breach.", P),
        ("Customer shall be notified of every breach.", P),
        ("Reports shall be sent by Acme.", P),
        ("Reports shall be sent every month.", P),
        ("Acme keeps a list.", P),
        ("Acme shall not read the files.", P),
        ("Acme does not sell the files.", P),
        ("Acme may read the files only on request.", P),
        # The customer's right is the provider's duty.
        ("Customer may inspect the halls of Acme once a year only.", P),
        ("Inspections may be made by Customer once a year.", P),
        ("Customer shall receive a copy.", P),
        ("Customer shall not be charged for this.", P),
        ("Customer shall have twenty days to fetch its goods.", P),
        ("You retain all rights in your drawings. You shall keep them safe.", f"{C}+{P}"),
        ("Customer hereby agrees to the use of the helpers listed.", P),
        ("Once you close a folder, it will be moved to the cellar.", P),
        ("Our couriers ride once a day. You shall wait for them.", f"{C}+{P}"),
        ("Customer shall keep passwords. The files are regularly backed up.", f"{C}+{P}"),
        ("Customer shall keep passwords. Proof counts only where it is kept.", C),
        ("Letters will say what Customer should do.", f"{C}+{P}"),
        ("Acme may inspect its helpers.", NOBODY),
        ("Use is at Customer's own risk.", NOBODY),
        ("It names the steps meant to be taken by Customer.", NOBODY),
        # Both: a promise beside a duty of the customer stays one.
        ("Customer shall name a contact. Acme shall call it.", f"{C}+{P}"),
        ("Customer shall pay the price; the files shall be kept for a year.", f"{C}+{P}"),
        ("Customer shall name a contact and Borealis shall call it.", f"{C}+{P}"),
        ("Acme keeps a list. Customer shall keep this secret.", f"{C}+{P}"),
        ("Customer may take its files away; it shall pay the costs.", f"{C}+{P}"),
        ("Each party shall keep its passwords secret.", f"{C}+{P}"),
        ("Acme and the Customer shall keep passwords secret.", f"{C}+{P}"),
        # Nobody's.
        ("Reports are free of charge.", NOBODY),
        ("Acme may refuse.", NOBODY),
        ("Customer keeps its rights.", NOBODY),
        ("Acme is not responsible for the weather.", NOBODY),
        ("Customer is to record all actions and to make the records available for export by Acme.", C),
        ("Before Customer lets a guest in it must have Acme's consent.", C),
        ("When Customer reports misuse, Acme shall look into it, and it must answer.", P),
        ("It shall be for Customer to see that data is gone.", C),
        ("Each notice given by Customer to Acme shall state the cause.", C),
        ("Customer shall see to it that every copy is wiped.", C),
        ("Customer shall prove by a test that it can restore its files.", C),
        ("Customer shall deliver up to Acme all manuals.", C),
        ("Customer shall drop any supplier to whom Acme objects.", C),
        ("Customer shall secure title from its own clients.", C),
        ("Acme may, on notice, inspect the records of Customer.", C),
        # What the provider may do, and what becomes of the agreement by it, is owed by nobody.
        ("Acme may terminate this Agreement on notice if Customer fails to pay.", NOBODY),
        ("Acme retains the right to terminate the service at any time.", NOBODY),
        ("Acme shall be at liberty to terminate this Agreement.", NOBODY),
        ("Acme's right to terminate shall survive.", NOBODY),
        ("This licence shall automatically terminate at the option of Acme.", NOBODY),
        ("Customer may retain copies solely for its archive.", C),
        # What the customer is let do, owns or pays for, and what is done for other customers.
        ("Customer must be permitted by Acme to fetch its files.", P),
        ("Files shall be held ready for retrieval by Customer.", P),
        ("Media on which Customer Data was kept must be wiped before they go to another customer.", P),
        ("Media with Customer Data must be wiped, and where that fails they must be destroyed.", P),
        (
            "Notices are given in time to comply with Customer's obligation to report; Acme shall give them.",
            P,
        ),
    ],
)
def test_whose_duty_words_are(words, sides):
    own = words_of(PAPER, vocabulary())
    owing = owed_by(own, vocabulary(), bound_by(own, vocabulary(), every_duty=True))
    assert "+".join(sorted(owing(words))) == sides


DUTY = "8.1 Provider shall notify Customer of every incident."
TURNED = "8.1 Customer shall notify Provider of every incident."


def test_a_duty_of_the_customer_is_no_promise_of_the_provider():
    found = finding(assessed({"dpa": (TURNED,)}, {"in-duty": (TURNED,)}), "in-duty")
    assert (found.status, found.evidence) == (Status.ABSENT, ())
    (nearest,) = [n for n in found.searched.nearest if n.evidence.quote == TURNED]
    assert "customer’s duty" in nearest.why_not


def test_a_duty_of_the_customer_beside_the_promise_takes_nothing_away():
    texts = {"dpa": (DUTY, "8.2 Customer shall notify Provider of misuse.")}
    found = finding(assessed(texts, {"in-duty": texts["dpa"]}), "in-duty")
    assert found.status is Status.MET
    assert [e.quote for e in found.evidence] == [DUTY]


ANSWER = "8.2 Provider shall answer."


@pytest.mark.parametrize(
    ("sure", "judged", "status", "why"),
    [
        # The judge is asked for the words as they are, and again without the customer's duty.
        (0.9, ("met", "partial"), Status.PARTIAL, "In part the duty is put on the customer"),
        (0.9, ("met", "met"), Status.MET, ""),
        (0.9, ("partial", "met"), Status.PARTIAL, ""),
        (0.97, ("met",), Status.MET, ""),  # the provider's own words fit better: nothing to ask again
        (0.9, ("met", "absent"), Status.WEAK, "In part the duty is put on the customer"),
        # What only comes near does not stand in for the promise.
        (0.4, ("met", "met"), Status.WEAK, "The duty is put on the customer"),
    ],
)
def test_what_is_judged_is_what_the_provider_promises(sure, judged, status, why):
    paper = agreement(TURNED, ANSWER)
    said = [
        passage(quote=q, of=paper, probability=p, subpoints={1: 1, 2: 1})
        for q, p in ((TURNED, 0.95), (ANSWER, sure))
    ]
    verdicts = iter(judged)

    def judge(rows):
        return [shares(next(verdicts) if r.requirement == "in-duty" else "absent") for r in rows]

    found = assess(AgreementSet("acme", (paper,)), [reading(paper, *said)], library(), judge=judge)
    assert finding(found, "in-duty").status is status
    assert why in finding(found, "in-duty").reason


def test_words_without_a_duty_go_with_the_duty_they_stand_in():
    """The classifier gives a sentence beside its whole clause: "free of charge" promises nothing by itself."""
    free = "Such notices are free of charge."
    paper = agreement(f"{TURNED} {free}", "8.3 Notices are free of charge.")
    whole, part = (
        passage(quote=f"{TURNED} {free}", of=paper, probability=0.9),
        passage(quote=free, of=paper, probability=0.95),
    )
    found = assess(
        AgreementSet("acme", (paper,)), [reading(paper, whole, part)], library(), judge=SaysAlways()
    )
    assert finding(found, "in-duty").status is Status.ABSENT
    apart = passage(quote="8.3 Notices are free of charge.", of=paper, probability=0.95)
    found = assess(
        AgreementSet("acme", (paper,)), [reading(paper, whole, apart)], library(), judge=SaysAlways()
    )
    assert finding(found, "in-duty").status is Status.PARTIAL


TOLD = replace(DUTY_ASKED, tells="customer")
OTHERS = "8.1 Provider shall notify the supervisory authority of every incident."


def telling(*clauses, sure=0.95):
    """Return the finding on the duty to tell the customer where each clause is said to bear on it."""
    paper = agreement(*clauses)
    said = [
        replace(
            passage(quote=c, of=paper, probability=sure, subpoints={1: 1, 2: 1}), tells_others=c == OTHERS
        )
        for c in clauses
    ]
    asked = library(Family("incident-notification", "", "core", "", (TOLD,)))
    found = assess(AgreementSet("acme", (paper,)), [reading(paper, *said)], asked, judge=SaysAlways())
    return finding(found, "in-duty")


def test_what_is_told_to_others_only_is_no_promise_to_tell_the_customer():
    found = telling(OTHERS)
    assert (found.status, found.evidence) == (Status.ABSENT, ())
    (nearest,) = [n for n in found.searched.nearest if n.evidence.quote == OTHERS]
    assert nearest.why_not == "Tells somebody else, not the customer."


def test_beside_what_others_are_told_the_customer_is_told_too():
    found = telling(OTHERS, "8.2 Provider shall notify Customer of every incident.")
    assert found.status is Status.MET
    assert [e.quote for e in found.evidence] == ["8.2 Provider shall notify Customer of every incident."]


def test_a_requirement_that_asks_for_no_telling_takes_what_others_are_told():
    found = finding(assessed({"dpa": (OTHERS,)}, {"in-duty": (OTHERS,)}), "in-duty")
    assert found.status is not Status.ABSENT
