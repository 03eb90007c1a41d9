"""What the library's own rules make of a status."""

from dataclasses import replace

import pytest

from pipeline.assessment.counting import counting
from pipeline.assessment.finding import find
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Family
from pipeline.domain.review import Finding, Status
from pipeline.domain.tailoring import CountsAs

from .papers import DUTY, agreement, counted, library, passage, reading, shares, within
from .sets import assessed
from .sets import finding as finding_of

ASKED = "If Customer asks for it within ten days, Provider shall return the data."
PLAIN = "Provider shall return the data."
RULE = CountsAs(("met",), "partial", "Only if the customer asks in time.", (("if ... asks ... within",),))
HELD = replace(DUTY, instead=(RULE,))
BOTH = {1: 1.0, 2: 1.0}


def looked(*quotes: str, status: str = "met", of=HELD, found_by: str = "classifier") -> Finding:
    return counted(of, *quotes, status=status, found_by=found_by, subpoints=BOTH)


def test_the_words_it_rests_on_hold_it_back():
    found = looked(ASKED)
    assert (found.status, found.reason) == (Status.PARTIAL, "Only if the customer asks in time.")
    assert [e.quote for e in found.evidence] == [ASKED]


@pytest.mark.parametrize(
    ("quotes", "changes"),
    [
        ((PLAIN,), {}),
        ((PLAIN, ASKED), {}),  # the firm promise comes first
        ((ASKED,), {"of": DUTY}),
        ((ASKED,), {"found_by": "wording"}),
    ],
)
def test_otherwise_it_stays_met(quotes, changes):
    assert looked(*quotes, **changes).status is Status.MET


UNPAID = CountsAs(
    ("met", "weak"), "contradicted", "Held back until paid.", (("until ... paid",), ("may keep",))
)
KEEPS = "Until all fees are paid Provider may keep the data."


@pytest.mark.parametrize(
    ("quotes", "status"),
    [
        ((PLAIN, KEEPS), Status.CONTRADICTED),
        ((KEEPS,), Status.CONTRADICTED),
        ((PLAIN, "Until all fees are paid the service is slow.", "Provider may keep logs."), Status.MET),
    ],
)
def test_what_takes_the_promise_away_counts_beside_it_and_is_shown_first(quotes, status):
    found = looked(*quotes, of=replace(DUTY, instead=(UNPAID,)))
    assert found.status is status
    first = found.evidence[0]
    taken = status is Status.CONTRADICTED
    assert (first.quote, first.stance) == ((KEEPS, Stance.ADVERSE) if taken else (PLAIN, Stance.BINDING))


BACKUP = CountsAs(
    ("met", "partial", "weak"),
    "absent",
    "No backup is spoken of.",
    unsaid=("backup*", "restor* data"),
    apart_from=("from backup*",),
)
OF_BACKUPS = replace(DUTY, instead=(BACKUP,))
RESTORES = "After a disaster Provider shall restore the Service within eight hours."
ERASES = "Provider shall erase the files from backups too."
COPIES = "Provider shall keep two backups."


@pytest.mark.parametrize(
    ("quotes", "status"),
    [
        ((RESTORES,), Status.ABSENT),
        ((RESTORES, ERASES), Status.ABSENT),  # names backups, but only to erase from them
        ((RESTORES, COPIES), Status.WEAK),
        ((f"{ERASES} {COPIES}",), Status.WEAK),
        (("Provider shall restore data on request.",), Status.WEAK),
    ],
)
def test_what_names_another_matter_alone_is_absent(quotes, status):
    found = looked(*quotes, status="weak", of=OF_BACKUPS)
    assert found.status is status
    assert (found.evidence == ()) is (status is Status.ABSENT)
    assert (found.reason == BACKUP.because) is (status is Status.ABSENT)


@pytest.mark.parametrize(
    ("heading", "above", "status"),
    [
        ("", "Provider shall:", Status.ABSENT),
        ("Backup", "Provider shall:", Status.WEAK),
        ("", "Of its backups Provider shall:", Status.WEAK),
        ("", "Provider keeps backups. It is in Bonn.", Status.ABSENT),  # nothing leads in
    ],
)
def test_a_heading_and_what_leads_in_name_it_too(heading, above, status):
    paper = agreement(above, "(a) keep two of them.")
    first, second = paper.clauses
    paper = replace(paper, clauses=(first, replace(second, heading=heading, parent=first.id)))
    passages = [passage(quote=second.text, of=paper, subpoints=BOTH)]
    inside = within(paper)
    found = counting(inside)(find(OF_BACKUPS, inside, passages, shares("weak")), OF_BACKUPS, passages)
    assert found.status is status


def test_what_is_sure_to_say_it_may_use_words_of_its_own():
    paper = agreement("Provider lays every file by twice a day.")
    passages = [passage(quote=paper.clauses[0].text, of=paper, subpoints=BOTH, probability=0.97)]
    inside = within(paper)
    found = counting(inside)(find(OF_BACKUPS, inside, passages, shares("weak")), OF_BACKUPS, passages)
    assert found.status is Status.WEAK


def test_where_pages_are_unread_nothing_is_called_absent():
    paper = agreement(RESTORES, pages=3, unread=(2,))
    passages = [passage(quote=RESTORES, of=paper, subpoints=BOTH)]
    inside = within(paper)
    found = counting(inside)(find(OF_BACKUPS, inside, passages, shares("weak")), OF_BACKUPS, passages)
    assert found.status is Status.NOT_ASSESSABLE


CONFIDED = CountsAs(
    ("weak",),
    "absent",
    "Only what the sides confide to each other.",
    (("receiving party",),),
    nowhere=(("confidential information",), ("data", "content")),
)
COMPELLED = "The Receiving Party may disclose what the law compels it to."


@pytest.mark.parametrize(
    ("defined", "status"),
    [
        ("Confidential Information means trade secrets and prices.", Status.ABSENT),
        ("Confidential Information includes the data of the users.", Status.WEAK),
        ("Confidential Information means trade secrets. Data is kept in Bonn.", Status.ABSENT),
    ],
)
def test_what_stands_elsewhere_in_a_paper_gives_the_words_another_meaning(defined, status):
    paper = agreement(defined, COMPELLED)
    passages = [passage(quote=COMPELLED, of=paper, subpoints=BOTH)]
    inside, of = within(paper), replace(DUTY, instead=(CONFIDED,))
    assert counting(inside)(find(of, inside, passages, shares("weak")), of, passages).status is status


ANYWHERE = CountsAs(
    ("absent",),
    "contradicted",
    "Data may go anywhere.",
    (("consent* to ... transfer*",),),
    beside=("dl-place",),
)
SENT = "Customer consents to the transfer of its data to any country."


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"stance": Stance.ADVERSE}, Status.CONTRADICTED),
        ({"stance": Stance.BINDING}, Status.ABSENT),
        ({"stance": Stance.ADVERSE, "probability": 0.3}, Status.ABSENT),
        ({"stance": Stance.ADVERSE, "requirement": "dl-other"}, Status.ABSENT),
    ],
)
def test_what_takes_away_another_requirement_may_take_away_this_one(changes, status):
    paper = agreement(SENT)
    beside = passage(**({"requirement": "dl-place", "quote": SENT, "of": paper} | changes))
    inside, of = (
        replace(within(paper), readings=(reading(paper, beside),)),
        replace(DUTY, instead=(ANYWHERE,)),
    )
    finding = counting(inside)(find(of, inside, (), shares("absent")), of, ())
    assert finding.status is status
    assert [e.quote for e in finding.evidence] == ([SENT] if status is Status.CONTRADICTED else [])


def test_of_the_customers_own_duties_a_rule_may_make_more():
    asked = CountsAs(("weak",), "partial", "It answers for its users.", (("customer shall",),))
    for binds, status in (("provider", Status.WEAK), ("customer", Status.PARTIAL)):
        of = replace(DUTY, binds=binds, instead=(asked,))
        assert looked("Customer shall answer for its users.", status="weak", of=of).status is status


def test_another_status_is_not_meant():
    assert looked(ASKED, status="weak").status is Status.WEAK


def test_without_evidence_there_is_nothing_to_hold_back():
    assert looked("Fees are due.", status="absent").status is Status.ABSENT


def test_words_that_give_way_to_a_higher_paper_take_nothing_away():
    kept = "1. Provider shall not send data out of Finland."
    texts = {
        "msa": (SENT,),
        "dpa": (kept, "2. If this Addendum and the Agreement conflict, this Addendum prevails."),
    }
    of = replace(DUTY, id="in-duty", instead=(replace(ANYWHERE, found=("met",), beside=()),))
    said = {"in-duty": (kept, f"adverse: {SENT}")}
    of_duty = library(Family("incident-notification", "", "core", "", (of,)))
    assert finding_of(assessed(texts, said, of=of_duty), "in-duty").status is not Status.CONTRADICTED
    swapped = {**texts, "dpa": (kept,)}
    assert finding_of(assessed(swapped, said, of=of_duty), "in-duty").status is Status.CONTRADICTED
