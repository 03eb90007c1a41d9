"""Who does each process: provider, customer, both, or nobody."""

from dataclasses import replace

import pytest

from pipeline.assessment.responsibilities import QUOTES, responsibilities_of
from pipeline.assessment.speaking import SURE
from pipeline.domain.agreement import Agreement, Party
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Process
from pipeline.domain.review import Responsibility
from pipeline.library import load_library

from .papers import agreement, library, passage, within

BACKUP = Process(
    "backup",
    ("bc-backup",),
    wholly=("bc-backup",),
    cues=("back up", "backup*"),
    near_miss_cues=("backup line*",),
)
PATCHES = Process("patches", ("vc-patches", "ra-measures"), cues=("patch*",))
LIBRARY = library(processes=(BACKUP, PATCHES))
PARTIES = (
    Party("provider", None, ("provider", "our", "us", "we")),
    Party("customer", None, ("customer", "you", "your")),
)


def paper(*clauses: str, id: str = "d1", **changes: object) -> Agreement:
    return agreement(*clauses, id=id, parties=PARTIES, **changes)


def rows(*papers: Agreement, passages: tuple[Passage, ...] = ()) -> dict[str, Responsibility]:
    found = responsibilities_of(passages, within(*papers, of=LIBRARY))
    return {r.process: r for r in found}


def bears(
    quote: str, stance: Stance = Stance.BINDING, *, on: str = "bc-backup", sure: float = 0.9
) -> tuple[Agreement, tuple[Passage, ...]]:
    of = paper(quote)
    return of, (passage(on, quote, of=of, probability=sure, stance=stance),)


@pytest.mark.parametrize(
    ("clause", "owner"),
    [
        ("Provider shall back up Customer Data daily.", "provider"),
        ("We back up all data daily.", "provider"),
        ("Customer is responsible for backups.", "customer"),
        ("You must make your own backups.", "customer"),
        ("Backups shall be made by Customer.", "customer"),
        ("Each party shall keep backups of its own systems.", "shared"),
        ("Provider shall back up the database and Customer must back up its own files.", "shared"),
        ("We recommend that you make backups.", "customer"),
        # Nobody is bound.
        ("Provider is not responsible for backups.", "nobody"),
        ("Provider may make backups at its discretion.", "nobody"),
        ("Customer may make backups.", "nobody"),
        ("Customer shall notify Provider before it deletes backups.", "nobody"),
        ("Customer shall pay the fees for backups.", "nobody"),
        ("Backups are useful to many.", "nobody"),
        ("Provider shall keep the backup lines open.", "nobody"),
        ("Customer shall pay. Provider shall provide support.", "nobody"),
    ],
)
def test_who_owns_a_process_by_words_alone(clause, owner):
    assert rows(paper(clause))["backup"].owner == owner


@pytest.mark.parametrize(
    ("found", "owner"),
    [
        pytest.param(
            bears("Copies of everything are kept."), "provider", id="names nobody, promises something"
        ),
        pytest.param(bears("Copies of everything are kept.", sure=SURE - 0.01), "nobody", id="not sure"),
        pytest.param(
            bears("Copies of everything are not kept.", Stance.ADVERSE), "nobody", id="adverse, names nobody"
        ),
        pytest.param(bears("Provider makes no copies.", Stance.ADVERSE), "nobody", id="merely declined"),
        pytest.param(
            bears("Provider has no liability for lost backups.", Stance.ADVERSE), "nobody", id="disclaimed"
        ),
        pytest.param(
            bears("You bear the responsibility for all backups.", Stance.ADVERSE), "customer", id="left to it"
        ),
        pytest.param(bears("See the Annex on copies.", Stance.REFERENCE), "nobody", id="only pointed to"),
        pytest.param(
            bears("Customer may restore any copy.", Stance.BINDING),
            "provider",
            id="a right binds the provider",
        ),
        pytest.param(
            bears("Customer may retain backups solely for its archive.", Stance.BINDING),
            "nobody",
            id="the measure of its licence",
        ),
        pytest.param(
            bears("Customer shall be present.", Stance.BINDING), "nobody", id="another task in its passage"
        ),
        pytest.param(bears("Provider will not back up files.", Stance.ADVERSE), "nobody", id="will not"),
        pytest.param(
            bears("Systems are kept sound.", on="ra-measures"), "nobody", id="not all of it is on backup"
        ),
        pytest.param(
            bears("Backups are kept safe.", on="lm-logs"), "nobody", id="a requirement of another process"
        ),
    ],
)
def test_who_owns_a_process_by_passages(found, owner):
    of, passages = found
    assert rows(of, passages=passages)["backup"].owner == owner


def test_a_clause_within_a_passage_on_another_matter_counts_for_its_own_process():
    of, passages = bears(
        "Provider shall keep systems sound, patch them monthly and lock doors.", on="ra-measures"
    )
    made = rows(of, passages=passages)
    assert made["patches"].owner == "provider"
    assert made["backup"].owner == "nobody"


def test_one_part_of_a_sentence_does_not_count_for_the_other_actor():
    made = rows(paper("Customer must back up its files and Provider shall patch its systems."))
    assert (made["backup"].owner, made["patches"].owner) == ("customer", "provider")


def test_a_list_is_read_with_the_words_that_lead_into_it():
    lead, item = paper("Customer shall:", "make backups of its files;").clauses
    listed = replace(
        paper("Customer shall:", "make backups of its files;"), clauses=(lead, replace(item, parent=lead.id))
    )
    assert rows(listed)["backup"].owner == "customer"
    assert rows(paper("The parties are:", "makers of backups of many files;"))["backup"].owner == "nobody"


def test_a_table_of_tasks_is_read_by_its_cells_and_by_its_columns():
    assert rows(paper("Backup of data | Customer"))["backup"].owner == "customer"
    marked = paper("Task | Provider | Customer", "Backup | x | ", "Patches |  | x")
    assert [r.owner for r in rows(marked).values()] == ["provider", "customer"]
    sparse = paper("Task | Provider | Customer | Notes", "Backup of data | | X |", "Patching | X | |")
    assert [r.owner for r in rows(sparse).values()] == ["customer", "provider"]


def test_who_stands_alone_for_it_shares_it_with_no_description():
    alone = "Customer is solely responsible for backups."
    assert rows(paper(alone, "We back up our own systems."))["backup"].owner == "customer"
    assert rows(paper(alone, "We shall back up the service."))["backup"].owner == "shared"


def test_both_sides_have_their_words_and_the_provider_comes_first():
    made = rows(paper("Customer must make backups.", "Provider shall make backups."))["backup"]
    assert [e.quote for e in made.provider] == ["Provider shall make backups."]
    assert [e.quote for e in made.customer] == ["Customer must make backups."]
    assert made.evidence == (*made.provider, *made.customer)


def test_the_surest_words_of_a_side_are_quoted_and_the_same_words_once():
    told, bound = "We make backups of all data.", "Provider must test the backups."
    made = rows(paper(told, bound, bound, "Backups by us."))["backup"]
    assert [e.quote for e in made.provider] == [bound, told]
    many = tuple(f"Provider shall make backups of part {n}." for n in range(QUOTES + 2))
    assert len(rows(paper(*many))["backup"].provider) == QUOTES


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ("Provider shall back up the data.", "The provider is bound to it in clause 1."),
        ("We back up all data.", "The provider says in clause 1 what it does, without a word of duty."),
        (
            "Provider shall use reasonable efforts to make backups.",
            "The provider undertakes it in clause 1, but with words that weaken it.",
        ),
        ("You alone are responsible for backups.", "Clause 1 puts it on the customer alone."),
        ("You should make your backups.", "Clause 1 advises the customer to do it."),
        (
            "Provider is not responsible for backups.",
            "Nobody is bound: the provider declines it in clause 1, and no words put it on the customer.",
        ),
        (
            "You must make backups. Provider is not liable for backups.",
            "Clause 1 puts it on the customer; the provider declines it in clause 1.",
        ),
        ("Nothing here.", "Nobody is bound: no words put it on either side."),
    ],
)
def test_the_reason_says_where_and_how(clause, reason):
    assert rows(paper(clause))["backup"].reason == reason


def test_of_several_papers_the_reason_names_the_one():
    papers = (
        paper("Nothing on it at all."),
        paper("Provider shall back up the data.", id="d2", name="annex.pdf"),
    )
    assert rows(*papers)["backup"].reason == "The provider is bound to it in clause 1 of annex.pdf."


def test_what_is_for_another_plan_than_was_ordered_puts_no_task_on_anybody():
    gold = paper("This annex applies only to the Gold plan.", "Provider shall back up the data.")
    silver, golden = (paper(f"Plan: {plan}", id="d2", kind="order_form") for plan in ("Silver", "Gold"))
    assert [rows(gold, order)["backup"].owner for order in (silver, golden)] == ["nobody", "provider"]


def test_what_was_declined_is_kept_apart_from_the_evidence():
    made = rows(paper("Provider is not responsible for backups."))["backup"]
    assert [e.quote for e in made.declined] == ["Provider is not responsible for backups."]
    assert made.evidence == ()


def test_one_row_a_process_for_every_supplier():
    assert [r.process for r in responsibilities_of((), within(of=LIBRARY))] == ["backup", "patches"]


@pytest.mark.parametrize("process", load_library().processes, ids=lambda p: p.process)
def test_every_process_of_the_library_has_cues(process):
    assert len(process.cues) > 5
    assert set(process.wholly) <= set(process.requirements)


@pytest.mark.parametrize(
    ("clause", "process"),
    [
        (
            "Provider shall pay for credit monitoring services of each person concerned.",
            "continuous monitoring (2026)",
        ),
        ("Linked third-party websites are not monitored by us.", "continuous monitoring (2026)"),
        ("Customer shall make support requests 24x7 by telephone.", "continuous monitoring (2026)"),
        ("We do not operate a paid bug bounty programme.", "security tests"),
        ("Customer shall complete our yearly self-audit of seats.", "audits"),
    ],
)
def test_what_is_no_part_of_a_process_of_the_library(clause, process):
    of = load_library()
    found = {r.process: r for r in responsibilities_of((), within(paper(clause), of=of))}
    assert (found[process].owner, found[process].declined) == ("nobody", ())
