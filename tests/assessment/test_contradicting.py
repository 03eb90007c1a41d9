"""Denials, and words that bear on several requirements at once."""

from dataclasses import replace

import pytest

from pipeline.assessment.assess import assess
from pipeline.assessment.contradicting import contradicting
from pipeline.assessment.denials import denies
from pipeline.assessment.finding import find
from pipeline.domain.agreement import AgreementSet, Party
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.reading import ReadAgreement, Stance
from pipeline.domain.requirements import Contradiction
from pipeline.domain.review import NoteKind, Status
from pipeline.library import load_library
from pipeline.library.cues import count_cues, problem_of
from pipeline.structure import stands_elsewhere
from tests.structure.sets import papers as segmented

from .papers import SaysAlways, agreement, library, passage, shares, vocabulary, within
from .sets import assessed, finding, shown

PAPER = agreement(
    parties=(Party("provider", "Acme Ltd", ("Acme", "provider")), Party("customer", None, ("customer",)))
)


@pytest.mark.parametrize(
    "words",
    [
        "Acme is under no obligation to report intrusions.",
        "Acme shall keep the files only in Norway or any other country.",
        "Acme shall host the files in Norway, or in such other places as it may choose.",
        "The files are stored in Norway, Chile and all other countries in which Acme or its affiliates have sites.",
        "Acme shall store the files in Norway or elsewhere.",
        "Acme owes no notice of incidents.",
        "Access to the files is given only after all invoices have been settled.",
        "Other inspections, by whomsoever, do not take place.",
        "No backups are made by Acme.",
        "Customer has no right to inspect the systems.",
        "Acme may move the data to any country without notice.",
        "Acme does not encrypt data at rest.",
        "4.2 No deadline is promised.",
        "Acme may keep copies for as long as it wishes and for purposes of its own.",
        "Acme keeps the copies indefinitely.",
        "Acme drops functions when it wants to, if need be overnight.",
        "Acme decides where the files lie and may use any country.",
        "Acme will not assist with the move.",
        "The files are neither encrypted nor kept apart.",
        "Visits by Customer are not permitted.",
        "Customer grants Acme an irrevocable licence to its data.",
        "Title to the data passes to Acme.",
        # What promises nothing does not weigh against the denial.
        "Acme owes no notice. Customer has to read the status page.",
        "The tool comes as is and as available. Acme grants no credits.",
        "Acme does not warrant any level of availability.",
        "Acme does not guarantee that copies are made.",
        # Duties that do not bind.
        "Acme is in no way bound to create logs.",
        "Under no circumstances is Acme required to attest that data is gone.",
        "Nothing in this agreement obliges Acme to report intrusions.",
        "No period of hours binds Acme.",
        "Acme shall have no duty to keep copies.",
        "Customer's wishes as to places do not bind Acme.",
        "A recording of what administrators do does not take place.",
        "Acme will decline every request for a report.",
        "Save where a court so orders, Acme is under no duty to tell Customer.",
        "Archives stand outside Acme's duties of erasure.",
        "Copies on tape are exempt from any obligation to delete.",
        # Left to its pleasure.
        "Whether Customer hears of an incident lies in Acme's absolute discretion.",
        "Acme picks the places, and the choice is at its sole option.",
        "Records may be kept by Acme in perpetuity.",
        # What comes of itself is no condition.
        "Acme is under no obligation to hand back data once this agreement has ended.",
        "Data, once uploaded, may be kept by Acme for ever.",
        # Held back for money.
        "Acme may withhold Customer Data until all invoices have been paid.",
        "Acme shall be entitled to refuse any copy of the data as long as a sum is not settled.",
        # Let do anything.
        "Customer hereby consents to the transfer of its data to any country.",
        "Customer authorises Acme to analyse and sell its data for Acme's own account.",
        "Audits are excluded.",
        "Customer consents in advance to the transfer of its data to any country of the world.",
        "Acme is released in every such case from any duty to recover the service.",
        "Locations may change, and Customer is neither informed beforehand nor entitled to object.",
        "Acme may decline any enquiry.",
        "Customer assigns to Acme all right, title and interest in Customer Data.",
        "Acme receives a perpetual, irrevocable licence to use Customer Data.",
        # What it will not give, or may turn away.
        "Acme will not supply Customer with any report.",
        "Acme shall not issue certificates.",
        "Acme shall give no assistance at the end.",
        "Acme may turn away any audit.",
        "Acme may put off notice of an incident until it has looked into it, however long that takes.",
        "No notice falls due until Acme has looked into it to its own satisfaction.",
        "Acme does not have to hand over the data.",
        "Power cuts release Acme from any duty to restore the service.",
        "All responsibility for gaps in the software is disclaimed.",
        "If Customer leaves, Acme is not obliged to help.",
        "Data may be sent without encryption.",
        "Acme fills in one form once a year; further inspections are excluded.",
        "Acme may show files to any authority where Acme considers this appropriate, without telling Customer.",
        # Others do the work.
        "Acme is not liable for what its subcontractors do or fail to do.",
        "Acme accepts no responsibility for any third-party hosts.",
        "Acme is under no liability for anything done by carriers or other third parties that it uses.",
        # Rights that are not there.
        "Customer shall not be entitled to require deletion of Customer Data.",
        "Customer gives up every right of audit.",
        "Neither Customer nor its auditors may inspect Acme.",
        "A change in the country where data is kept gives no notice; Customer waives any right to be told.",
        # Liberties.
        "Acme is at liberty to use other places.",
        "Acme may defer the notice for so long as it thinks fit.",
        "Acme may send data abroad whenever that suits it, even if the law there is weak.",
        "Customer agrees that Acme may use the data for purposes of its own as Acme chooses.",
        "Acme is under no duty to encrypt. It reserves the right to send data in the clear whenever that suits.",
        # What is the customer's becomes another's.
        "Upon its entry Customer Data becomes the property of Acme.",
        "Customer assigns Customer Data to Acme.",
        "Customer gives Acme, in perpetuity and with no way back, every right to publish its content.",
        # Liberties that its people take, and places without end.
        "Acme's support engineers may read the files for any purpose connected with their work.",
        "The files are kept in Oslo. Its technicians may look at them from any country.",
        "The copies may lie at whichever site Acme rents.",
        "Records can be opened by Acme from wherever its people happen to sit.",
        "After a fire the service may come back at any site in the world.",
        "Acme may take the data elsewhere when it deems that practical.",
        "Rows of several customers may be intermingled.",
        "Acme may hold on to what was deleted for its own business.",
        "Customer allows Acme to read the files in order to train its language models.",
        "Acme may restore the files in whichever country has room.",
        "The records can be sent to any other country in which Acme, its partners or its hosts run sites.",
        "Acme may read the files as it considers necessary or desirable.",
        "Acme is free to move data where it holds this to be expedient.",
        "The report satisfies every right of audit, and no other audit takes place.",
        "Acme may hold usage data in any place without restriction.",
        "Figures in the Service Level Agreement create no obligation.",
        # At a time of its own choosing.
        "Acme shall tell Customer of an incident, the timing thereof being in Acme's sole discretion.",
        # Silenced.
        "Customer shall not disclose an incident to any regulator without Acme's leave.",
        # Held back for money, in other words.
        "Acme shall not be required to release any data until all sums invoiced have been paid.",
        "Acme has no duty to hand over the files until every invoice is settled.",
        # Kept from the customer, or left to others.
        "How those companies look after security is their own affair.",
        "What caused an outage is not communicated to Customer.",
        "Acme will not provide details of its defences.",
        "No visit takes place save with Acme's permission, which may be withheld.",
        "What the hosting firm does is beyond Acme's responsibility.",
        "Customer shall look to those suppliers alone for damages.",
    ],
)
def test_what_denies(words):
    assert denies(words, PAPER, vocabulary())


@pytest.mark.parametrize(
    "words",
    [
        "Whether a copy is made lies in Customer's sole discretion.",
        "Customer authorises Acme to process the data for Customer's own purposes.",
        "Customer consents to transfers to any country only where the clauses are signed.",
        "Acme may withhold payment until the invoice is received.",
        "Acme is under no obligation to hand back data once this retrieval period is over.",
        "Maintenance is excluded.",
        "Acme will not provide Customer Data to others.",
        "Acme may refuse any order.",
        "Acme does not hand anything to the police on a mere request.",
        "Pings and port scans occur all the time and no notice of them is given.",
        "The use of suppliers shall not relieve Acme of any obligation.",
        "No delegation relieves Acme from any duty.",
        "Acme may keep the files until every legal claim is settled.",
        "Acme may not retain the data until an invoice is paid.",
        "Customer is released from any duty to pay.",
        "If Customer is in default, Acme is not obliged to help.",
        "Acme shall not move the data without consent.",
        "Acme does not sell or disclose the data.",
        "Acme shall report intrusions; it need not wait for proof.",
        "Acme is under no obligation to report if Customer caused the intrusion.",
        "Acme will never access the data at its discretion.",
        "Customer may end the contract at any time without notice.",
        "Customer is not obliged to pay for notices.",
        "Either party may terminate without notice.",
        "Acme keeps the logs for a year.",
        "Customer Data is kept in Bonn. Customer receives a list. Acme does not encrypt logs.",
        "Acme will not disclose the files.",
        "The files are not backed up at the same hour every day.",
        "Acme shall not be obliged to return files which:",
        "Customer grants Acme an irrevocable licence to its data for the term.",
        "Acme will not assist unless paid.",
        "The files are not sold and not read.",
        "The files are not encrypted if Customer so chooses.",
        "Planned work announced by Acme is excluded.",
        "Customer grants Acme an irrevocable licence to its feedback on the data.",
        "Customer grants Acme a licence to its data for the term.",
        "Title to the goods passes to Customer.",
        "Acme shall keep the files in Norway or any other country of the European Economic Area.",
        "Acme shall keep the files in Norway or any other country that Customer has agreed to.",
        "Acme shall not keep the files in Norway or any other country.",
        "Acme sells its tool in Norway or any other country.",
        "Acme may delete the files after the end of the term without notice.",
        "Customer shall not be entitled to resell the tool.",
        "Customer is in no way bound to pay for notices.",
        "Acme is free to use feedback if Customer agrees.",
        "Neither party may assign the agreement.",
        "Nothing in this agreement obliges Customer to use the tool.",
        "Acme acknowledges that Customer owns the data, wherever it is kept.",
        "Acme shall delete the data. It shall not keep copies as it pleases.",
        "Acme owes no answer at night. Acme shall answer all other calls within four hours of a working day.",
        "Acme encrypts all data. Acme keeps the keys apart. Acme does not encrypt logs.",
        "Acme does not warrant that the tool runs without errors.",
        "We do not represent or warrant that the portal can be reached at all times.",
        # What seems a refusal protects the customer, or other customers.
        "Nothing here obliges Acme to show the files of its other customers to Customer's auditor.",
        "A late payment gives Acme no right to withhold the data.",
        "Acme shall give no interview on an incident without Customer's prior consent.",
        "Customer decides whether the press is told, and Acme keeps silent.",
        "The files are not shown to others.",
        "Acme will not provide details of Customer's use to third parties.",
        "Acme's engineers shall not read the files for any purpose.",
        "The copies may lie only at a site in Norway.",
        "No visit takes place save with Customer's permission, which may be withheld.",
        "The files may not be kept in whichever country Acme rents a site.",
        "Customer allows Acme to read the files in order to train Customer's staff.",
        "What Customer's hosting firm does is read out at the meeting.",
        "Acme stores the files in whichever region Customer selects.",
        "The timing of the move lies in Customer's own discretion.",
        "Customer shall not disclose Acme's prices to third parties.",
        "Acme shall not release the data to others until Customer agrees.",
        "Acme does not guarantee that a scan finds all vulnerabilities.",
    ],
)
def test_what_denies_nothing(words):
    assert not denies(words, PAPER, vocabulary())


DUTY = "8.1 Provider shall notify Customer of every incident."
DENIAL = "40. Provider owes no notice of incidents."


def test_a_denial_beside_the_promise_contradicts_it_wherever_it_stands():
    texts = {"dpa": (DUTY,), "msa": ("1. Provider hosts.", DENIAL)}
    found = finding(assessed(texts, {"in-duty": (DUTY, DENIAL)}), "in-duty")
    assert found.status is Status.CONTRADICTED
    assert shown(found) == {"d1.c2", "d2.c3"}
    assert "Clause 40 of msa.txt" in found.reason


def test_a_denial_in_a_paper_that_gives_way_does_not_count():
    wins = "9. In the event of conflict between the Agreement and this Addendum, this Addendum prevails."
    texts = {"dpa": (DUTY, wins), "msa": ("1. Provider hosts.", DENIAL)}
    found = finding(assessed(texts, {"in-duty": (DUTY, f"adverse: {DENIAL}")}), "in-duty")
    assert found.status is Status.MET
    assert [n.kind for n in found.notes] == [NoteKind.PRECEDENCE]


@pytest.mark.parametrize(
    ("wins", "status"),
    [
        ("In the event of conflict between the Agreement and this Addendum, this Addendum prevails.", "met"),
        (
            "In the event of conflict between the Agreement and this Addendum, the Agreement prevails.",
            "contradicted",
        ),
        ("This Addendum runs as long as the Agreement.", "contradicted"),
    ],
)
def test_a_faint_denial_gives_way_to_a_promise_in_a_paper_above_it(wins, status):
    """What is too faint for a conflict of two papers is a denial all the same."""
    msa, dpa = segmented(
        msa=("Master Services Agreement", "1. Provider hosts.", DENIAL),
        dpa=("Data Processing Addendum", DUTY, f"9. {wins}"),
    )
    found = [
        ReadAgreement(dpa, {}, (passage("in-duty", DUTY, of=dpa, subpoints={1: 1.0, 2: 1.0}),)),
        ReadAgreement(msa, {}, (passage("in-duty", DENIAL, of=msa, probability=0.5),)),
    ]
    set_of = AgreementSet(
        "acme", (msa, dpa), groundwork=Groundwork(stands_elsewhere((msa, dpa), vocabulary()))
    )
    made = assess(set_of, found, library(), judge=SaysAlways("met"))
    assert finding(made, "in-duty").status == status


NAMED = replace(
    library(),
    vocabulary=vocabulary() | {"denied": {"in-duty": ("notice of incidents",), "lm-logs": ("logs",)}},
)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (DENIAL, Status.CONTRADICTED),
        ("40. Provider owes no notice of holidays.", Status.MET),  # denies another thing
        ("40. Provider shall send each notice of incidents by post.", Status.MET),
        # What is named stands beside the denial, not in it.
        ("40. Provider owes no answer to letters of users. A notice of incidents is a letter.", Status.MET),
    ],
)
def test_however_faint_a_denial_counts_that_names_what_is_asked_for(words, status):
    paper = agreement(DUTY, words)
    passages = [
        passage("in-duty", DUTY, of=paper, subpoints={1: 1.0, 2: 1.0}),
        passage("in-duty", words, of=paper, stance=Stance.QUALIFIED, probability=0.02),
    ]
    inside = within(paper, of=NAMED)
    found = find(NAMED.requirements[0], inside, passages, shares("met"))
    assert contradicting(inside)(found, NAMED.requirements[0], passages).status is status


@pytest.mark.parametrize(
    ("second", "status"),
    [
        ("Provider owes no notice of incidents at night.", Status.CONTRADICTED),
        ("Provider owes no answer to letters.", Status.MET),
    ],
)
def test_a_sentence_takes_back_the_promise_it_follows_where_it_names_it(second, status):
    clause = f"{DUTY} The notice goes to the address that Customer has given for it. {second}"
    paper = agreement(clause)
    passages = [passage("in-duty", clause, of=paper, subpoints={1: 1.0, 2: 1.0})]
    inside = within(paper, of=NAMED)
    found = find(NAMED.requirements[0], inside, passages, shares("met"))
    assert contradicting(inside)(found, NAMED.requirements[0], passages).status is status


def test_what_denials_name_is_of_the_library():
    of = load_library()
    assert of.vocabulary["denied"].keys() <= {r.id for r in of.requirements}
    cues = [c for listed in of.vocabulary["denied"].values() for c in listed]
    assert [problem for cue in cues if (problem := problem_of(cue))] == []


def test_what_gave_way_to_another_paper_is_not_cut_off():
    wins = "9. In the event of conflict between this Agreement and the Data Processing Addendum, this Agreement prevails."
    duties = tuple(f"{n}. Provider shall notify Customer of incidents in hall {n}." for n in range(2, 12))
    texts = {"msa": ("1. Provider hosts.", DENIAL, *duties, wins), "dpa": (DUTY,)}
    found = finding(assessed(texts, {"in-duty": (f"adverse: {DENIAL}", DUTY, *duties)}), "in-duty")
    assert found.status is Status.CONTRADICTED
    assert found.notes[0].kind is NoteKind.PRECEDENCE
    assert "d2.c2" in {e.clause for e in found.evidence}


# ---------------------------------------------------------------- words against several requirements

AS_IS = Contradiction(
    "as-is",
    "As is",
    ("bc-backup",),
    "exclusion",
    "disclaims it",
    ("provided ... as is",),
    ("beta",),
    weakens=True,
)
BACKUP = "8.1 Provider makes copies every day."


@pytest.mark.parametrize(
    ("words", "rule", "status", "noted"),
    [
        ("30. The Service is provided as is.", AS_IS, Status.PARTIAL, True),
        ("30. The Service is provided as is.", replace(AS_IS, weakens=False), Status.MET, True),
        ("30. The Service is provided as is.", replace(AS_IS, affects=("lm-logs",)), Status.MET, False),
        ("30. The beta service is provided as is.", AS_IS, Status.MET, False),
        ("30. The Service is provided as agreed.", AS_IS, Status.MET, False),
    ],
)
def test_a_contradiction_of_the_library_is_noted_where_it_bears(words, rule, status, noted):
    of = replace(library(), contradictions=(rule,))
    found = finding(assessed({"msa": (BACKUP, words)}, {"bc-backup": (BACKUP,)}, of=of), "bc-backup")
    assert found.status is status
    assert [n.kind for n in found.notes] == ([NoteKind.EXCLUSION] if noted else [])


def test_what_weakens_does_so_in_the_words_that_promise_as_well():
    words = f"{BACKUP} The Service is provided as is."
    of = replace(library(), contradictions=(AS_IS,))
    found = finding(assessed({"msa": (words,)}, {"bc-backup": (words,)}, of=of), "bc-backup")
    assert found.status is Status.PARTIAL
    only_noted = replace(library(), contradictions=(replace(AS_IS, weakens=False),))
    found = finding(assessed({"msa": (words,)}, {"bc-backup": (words,)}, of=only_noted), "bc-backup")
    assert (found.status, found.notes) == (Status.MET, ())


@pytest.mark.parametrize(
    ("words", "weakens"),
    [
        ("Such a credit is the only and exclusive remedy for downtime.", True),
        ("Beyond the credit there is no further claim: the credits are full and final.", True),
        ("A credit is not the sole remedy for downtime.", False),
        ("Credits are given without prejudice to any other, not exclusive, remedy.", False),
        ("Repair is the sole and exclusive remedy for a breach of warranty.", False),
    ],
)
def test_the_library_knows_credits_that_are_all_there_is(words, weakens):
    (rule,) = (c for c in load_library().contradictions if c.id == "credits-alone")
    of = replace(library(), contradictions=(replace(rule, affects=("bc-backup",)),))
    found = finding(assessed({"sla": (BACKUP, words)}, {"bc-backup": (BACKUP,)}, of=of), "bc-backup")
    assert found.status is (Status.PARTIAL if weakens else Status.MET)


@pytest.mark.parametrize(
    ("requirement", "words"),
    [
        ("rd-return-obligation", "Provider may withhold Customer's data until all sums are paid."),
        ("rd-return-obligation", "Provider has a lien on the data and the media that hold it."),
        ("in-deadline", "Provider notifies nobody of an incident until its investigation is complete."),
        (
            "in-deadline",
            "Provider may complete its investigation before it notifies Customer of an incident.",
        ),
    ],
)
def test_what_the_library_knows_to_weaken_a_promise(requirement, words):
    assert weakening(words) == {requirement}


@pytest.mark.parametrize(
    "words",
    [
        "Provider shall not withhold Customer's data until sums are paid.",
        "The right of retention in the data is excluded.",
        "Customer may withhold payment until the data is returned.",
        "Provider notifies Customer without waiting until its investigation is complete.",
        "Provider sends the final report after the investigation is complete and notifies Customer of it.",
    ],
)
def test_what_weakens_nothing(words):
    assert weakening(words) == set()


def weakening(words: str) -> set[str]:
    rules = [c for c in load_library().contradictions if c.weakens]
    return {
        r
        for c in rules
        for r in c.affects
        if count_cues(words, c.cues) and not count_cues(words, c.near_miss_cues)
    }


CHANGES = Contradiction(
    "changes",
    "Changes at will",
    ("bc-backup",),
    "unilateral_change",
    "lets the provider change its papers",
    ("may ... change",),
    speaks_of=("terms", "polic*"),
)


@pytest.mark.parametrize(
    ("paper", "words", "noted"),
    [
        ("msa", "30. Provider may at any time change these terms.", True),
        ("msa", "30. Provider may at any time change its policies.", True),
        ("msa", "30. Provider may at any time change the look of the portal.", False),
        ("dpa", "30. Provider may at any time change its policies.", True),
        ("dpa", "30. Provider may at any time change this Policy.", False),
        ("dpa", "30. By this right Provider may at any time change its policies.", True),
    ],
)
def test_a_change_at_will_bears_on_the_paper_that_may_be_changed(paper, words, noted):
    texts = {"msa": ("1. Provider hosts.", BACKUP), "dpa": ("1. Provider keeps personal data.",)}
    texts[paper] = (*texts[paper], words)
    of = replace(library(), contradictions=(CHANGES,))
    found = finding(assessed(texts, {"bc-backup": (BACKUP,)}, of=of), "bc-backup")
    assert [n.kind for n in found.notes] == ([NoteKind.UNILATERAL_CHANGE] if noted else [])
