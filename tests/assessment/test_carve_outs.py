"""Exceptions that stand elsewhere: the status follows, and both places are shown."""

from dataclasses import replace

import pytest

from pipeline.domain.requirements import Family
from pipeline.domain.review import NoteKind, Status

from .papers import BACKUP as BACKUPS
from .papers import library, requirement
from .sets import assessed, finding, shown

DUTY = "8.1 Provider shall notify Customer of every incident."
SAID = {"in-duty": (DUTY,)}


def carved(*words: str, duty: str = DUTY, status: str = "met"):
    texts = {"msa": ("1. Provider hosts the Service.", duty, *words)}
    return finding(assessed(texts, {"in-duty": (duty,)}, status=status), "in-duty")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("40. Clause 8.1 does not apply to preview features.", Status.PARTIAL),
        ("40. Clause 8 shall only apply to customers with a gold plan.", Status.MET),
        ("40. Clause 8.1 does not apply.", Status.CONTRADICTED),
        (
            "40. Notwithstanding clause 8.1, Provider may delay the notice while it investigates.",
            Status.PARTIAL,
        ),
        (
            "40. Notwithstanding clause 8.1, Provider may withhold the notice at its sole discretion.",
            Status.WEAK,
        ),
        ("40. Notwithstanding clause 8.1, Provider is not obliged to give any notice.", Status.CONTRADICTED),
        ("40. Nothing in clause 8.1 obliges Provider to tell anybody anything.", Status.CONTRADICTED),
        ("40. Despite clauses 7, 8.1 and 9, notices may be limited to a status page.", Status.PARTIAL),
        ("40. Notwithstanding clause 8.1, Provider may skip the notice of small incidents.", Status.PARTIAL),
        ("40. The duties in clause 8.1 are subject to Provider's right to study the matter.", Status.PARTIAL),
        ("40. Clause 8.1 is subject to Provider's discretion where it deems this fit.", Status.WEAK),
        ("40. The statements in clause 8.1 are design goals and nobody warrants them.", Status.WEAK),
        ("40. Clause 8.1 is for information only.", Status.WEAK),
    ],
)
def test_an_exception_elsewhere_lowers_the_status(words, status):
    found = carved(words)
    assert found.status is status
    if status is not Status.MET:
        assert [n.kind for n in found.notes] == [NoteKind.CARVE_OUT]
        assert shown(found) == {"d1.c3", "d1.c4"}
        assert found.needs_review


@pytest.mark.parametrize(
    "words",
    [
        "40. Clause 8.1 does not apply to the extent that this is prohibited by law.",
        "40. Notwithstanding clause 8.1, Customer may ask for a report at any time.",
        "40. Notwithstanding clause 8.1, Provider shall also inform Customer of threats.",
        "40. Notwithstanding clause 8.1, Provider may inform Customer of threats as well.",
        "40. Notwithstanding clause 8.1, Customer may skip a meeting.",
        "40. Notwithstanding clause 8.1, neither party is obliged to speak of its other customers.",
        "40. Clause 8.1 is subject to Customer's right to ask for more.",
        "40. Clause 8.1 is binding, and the figures of clause 9 are for information only.",
        "40. Nothing in clause 8.1 obliges Provider to show the files of its other customers.",
        "40. Clause 9 does not apply to preview features.",
        "40. Article 8.1 of the GDPR does not apply to the parties.",
        "40. This clause survives the end of the Agreement, and so does clause 8.1.",
        "40. The Service is described in clause 8.1 and in the order.",
    ],
)
def test_what_costs_a_promise_nothing(words):
    found = carved(words)
    assert (found.status, found.notes) == (Status.MET, ())


def test_a_promise_may_point_to_its_exceptions():
    found = carved(
        "14. Incidents of other tenants are not reported.",
        duty="8.1 Subject to clause 14, Provider shall notify Customer of every incident.",
    )
    assert found.status is Status.PARTIAL
    assert shown(found) == {"d1.c3", "d1.c4"}


@pytest.mark.parametrize(
    ("duty", "there", "status"),
    [
        (f"{DUTY} Exceptions are set out in clause 14.", "14. Small incidents go to a list.", Status.PARTIAL),
        ("8.1 Except as clause 14 provides, {}", "14. Small incidents go to a list.", Status.PARTIAL),
        ("8.1 Except as clause 14 provides, {}", "14. Provider shall mend each incident.", Status.MET),
        ("8.1 Except as clause 14 provides, {}", "14. Applicable law may forbid a notice.", Status.MET),
        ("8.1 Subject to clause 14, {}", "14. Small incidents are exempt.", Status.PARTIAL),
        ("8.1 Subject to clause 14, {}", "14. Small incidents go to a list.", Status.MET),
        ("8.1 Subject to clause 14, {}", "14. Small incidents are stored together.", Status.PARTIAL),
        ("8.1 Subject to clause 14, {}", "14. Incidents are listed together with their cause.", Status.MET),
        ("8.1 Subject to clause 14, {}", "14. Printed manuals are exempt from tax.", Status.MET),
    ],
)
def test_what_a_promise_names_as_its_exception_is_one(duty, there, status):
    promise = duty.format(DUTY.removeprefix("8.1 "))
    found = carved(there, duty=promise)
    assert found.status is status
    assert shown(found) == ({"d1.c3", "d1.c4"} if status is Status.PARTIAL else {"d1.c3"})


def test_a_pointer_to_the_cap_on_liability_is_no_exception():
    found = carved(
        "14. Limitation of liability",
        "14.1 Provider is liable up to the fees of one year and no more.",
        duty="8.1 Subject to clause 14, Provider shall notify Customer of every incident.",
    )
    assert (found.status, found.notes) == (Status.MET, ())


def test_an_exception_may_stand_in_another_paper():
    texts = {
        "dpa": (DUTY,),
        "msa": ("40. Clause 8.1 of the Data Processing Addendum does not apply to preview features.",),
    }
    found = finding(assessed(texts, SAID), "in-duty")
    assert found.status is Status.PARTIAL
    assert shown(found) == {"d1.c2", "d2.c2"}


def test_a_number_belongs_to_the_paper_that_speaks():
    texts = {
        "dpa": (DUTY,),
        "msa": ("8.1 Customer pays.", "40. Clause 8.1 does not apply to preview features."),
    }
    found = finding(assessed(texts, SAID), "in-duty")
    assert (found.status, found.notes) == (Status.MET, ())


def test_a_promise_given_again_keeps_its_status():
    again = "20.1 Provider shall in any case notify Customer of every incident."
    texts = {"msa": (again, DUTY, "40. Clause 8.1 does not apply to preview features.")}
    found = finding(assessed(texts, {"in-duty": (again, DUTY)}), "in-duty")
    assert found.status is Status.MET
    assert [n.kind for n in found.notes] == [NoteKind.CARVE_OUT]


def test_a_status_is_never_raised():
    assert carved("40. Clause 8.1 does not apply to preview features.", status="weak").status is Status.WEAK


# ---------------------------------------------------------------- definitions and exclusions


BACKUP = "8.1 Provider makes backups every day."


@pytest.mark.parametrize(
    ("definition", "status", "noted"),
    [
        ("2. “Backups” means copies of tables and does not include attachments.", Status.PARTIAL, True),
        ("2. “Backups” shall not include data in the public domain.", Status.MET, True),
        ("2. “Backups” shall not include software.", Status.MET, True),
        ("2. “Backups” shall not include weekends and public holidays.", Status.MET, True),
        ("2. “Backups” shall not include free space or losses caused by Customer.", Status.MET, True),
        ("2. “Backups” shall not include free space or losses caused by attacks.", Status.PARTIAL, True),
        ("2. “Backups” shall not include what Provider considers small.", Status.PARTIAL, True),
        ("2. “Backups” shall not include weekends and what Provider considers small.", Status.PARTIAL, True),
        ("2. “Backups” shall not include data of fewer than ten users or software.", Status.PARTIAL, True),
        ("2. “Backups” means printouts of the master table.", Status.PARTIAL, True),
        ("2. “Backup” means a copy that Provider has confirmed in writing.", Status.PARTIAL, True),
        ("2. A “backup” within the meaning of this Agreement exists only on Sundays.", Status.PARTIAL, True),
        ("2. “Backups” means copies of all data of Customer.", Status.MET, False),
        ("2. “Provider” means Acme Hosting, excluding its affiliates.", Status.MET, False),
        ("2. “Day” means a day of the calendar, but excludes days of maintenance.", Status.MET, False),
    ],
)
def test_a_definition_of_what_is_asked_for_may_narrow_the_promise(definition, status, noted):
    found = finding(assessed({"msa": (BACKUP, definition)}, {"bc-backup": (BACKUP,)}), "bc-backup")
    assert found.status is status
    assert [n.kind for n in found.notes] == ([NoteKind.DEFINITION] if noted else [])
    if noted:
        assert shown(found) == {"d1.c2", "d1.c3"}


TRAIL = requirement("lm-trail", essential=("A record of events and activities is kept in a log",))
NARROW = "2. “Entries” means the entries of the last seven days."


@pytest.mark.parametrize(
    ("asked", "promise", "status"),
    [
        # What an entry is explained by is what is asked for: a record, a log, an event, an activity.
        (TRAIL, "8.1 Provider keeps all entries for two years.", Status.PARTIAL),
        (TRAIL, "8.1 Provider keeps all sign-ins for two years.", Status.MET),
        (BACKUPS, "8.1 Provider makes backups of all entries.", Status.MET),
    ],
)
def test_a_term_may_be_what_is_asked_for_by_another_word(asked, promise, status):
    of = library(Family("any", "", "core", "", (asked,)))
    found = finding(assessed({"msa": (promise, NARROW)}, {asked.id: (promise,)}, of=of), asked.id)
    assert found.status is status


@pytest.mark.parametrize(
    ("heading", "status"), [("8. Backups", Status.PARTIAL), ("8. Backups and support", Status.MET)]
)
def test_a_clause_may_be_headed_by_a_term_that_means_less(heading, status):
    promise = "8.1 Provider copies all data every day."
    texts = {"msa": ("2. “Backups” means printouts of the master table.", heading, promise)}
    assert finding(assessed(texts, {"bc-backup": (promise,)}), "bc-backup").status is status


STAFF = "8.1 Provider makes backups by its approved personnel alone."


@pytest.mark.parametrize(
    ("definition", "noted"),
    [
        ("2. “Backups” means copies of the master table only.", True),
        ("2. Our night shift (the “Backups”) uses its own door only.", False),
        ("2. “Approved Personnel” means the night shift only.", False),
    ],
)
def test_who_or_what_is_let_in_may_be_as_narrow_as_can_be(definition, noted):
    of = replace(BACKUPS, title="Backups by approved personnel")
    held = library(Family("backup-continuity", "", "supporting", "", (of,)))
    found = finding(assessed({"msa": (STAFF, definition)}, {"bc-backup": (STAFF,)}, of=held), "bc-backup")
    assert bool(found.notes) is noted


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("30. Provider is not liable for backups that were not made.", Status.PARTIAL),
        ("30. Provider is not liable for backups that Customer's staff deleted.", Status.MET),
        ("30. Provider is not liable if a backup cannot be read.", Status.PARTIAL),
        ("30. Customer has no claim if backups are late.", Status.PARTIAL),
        ("30. Provider is not liable for backups lost to something outside its control.", Status.MET),
        ("30. Backups of test data are listed; nothing else is excluded.", Status.MET),
        ("30. Provider is not liable if Customer switches backups off.", Status.MET),
        ("30. Provider is not liable for backups lost to events beyond its control.", Status.MET),
        ("30. Provider is not liable for lost profits.", Status.MET),
        ("30. Backups are slow. Provider is not liable for such backups of 40 disks.", Status.PARTIAL),
        (
            "30. Customer is solely responsible for copies. Provider has no liability for such backups of 40 disks.",
            Status.MET,
        ),
        ("30. Provider tests its backups every day.", Status.MET),
        # What frees the customer, or lets somebody end the agreement, takes nothing from the promise.
        ("30. In no event shall Customer be liable for late payment of backups.", Status.MET),
        ("30. Customer has no liability to Provider for backups that it does not take.", Status.MET),
        ("30. Customer may, without further liability, leave if backups fail.", Status.MET),
        ("30. Provider may terminate its backups of banned goods without liability.", Status.MET),
        ("30. Where more than 99 % of backups is greater than promised, no credit is due.", Status.MET),
        ("30. Provider may stop its backups without liability.", Status.PARTIAL),
        ("30. The credits are the exclusive remedy for a backup that fails.", Status.PARTIAL),
    ],
)
def test_an_exclusion_of_what_is_promised_hollows_it(words, status):
    found = finding(assessed({"msa": (BACKUP, words)}, {"bc-backup": (BACKUP,)}), "bc-backup")
    assert found.status is status
    assert [n.kind for n in found.notes] == ([NoteKind.EXCLUSION] if status is Status.PARTIAL else [])


@pytest.mark.parametrize(("wins", "status"), [("DPA", Status.MET), ("Agreement", Status.PARTIAL)])
def test_an_exclusion_in_a_paper_that_gives_way_hollows_nothing(wins, status):
    rule = f"9. If the Agreement and the DPA conflict, the {wins} prevails."
    words = "30. Provider is not liable for backups that were not made."
    texts = {"msa": (words,), "dpa": (BACKUP, rule)}
    assert finding(assessed(texts, {"bc-backup": (BACKUP,)}), "bc-backup").status is status


def test_the_papers_own_name_is_not_said_where_there_is_one_paper():
    words = "30. Provider is not liable for backups that were not made."
    found = finding(assessed({"msa": (BACKUP, words)}, {"bc-backup": (BACKUP,)}), "bc-backup")
    assert found.notes[0].sentence == "Clause 30 leaves the promise without a consequence."


@pytest.mark.parametrize("bargain", ["", " to this Order Form", " to this Agreement", " under this Contract"])
def test_a_clause_that_does_not_apply_to_the_bargain_at_all_promises_nothing(bargain):
    assert carved(f"40. Clause 8.1 shall not apply{bargain}.").status is Status.CONTRADICTED


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("4. The Service Level Agreement does not apply to this Order Form.", Status.CONTRADICTED),
        ("4. The Service Level Agreement does not apply to preview features.", Status.MET),
    ],
)
def test_a_whole_paper_that_does_not_apply_promises_nothing(words, status):
    found = finding(assessed({"sla": (DUTY,), "order_form": ("Order Form", words)}, SAID), "in-duty")
    assert found.status is status


def test_numbers_in_an_amendment_are_those_of_the_paper_amended():
    words = "2. A new clause 8.3 is added: “8.3 Notwithstanding clause 8.1, Provider may delay any notice at will.”"
    texts = {"msa": (DUTY,), "amendment_1": ("This Amendment amends the Master Services Agreement.", words)}
    assert finding(assessed(texts, SAID), "in-duty").status is not Status.MET
