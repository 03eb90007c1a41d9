"""What amendments and later versions take away, and what only sounds like it."""

import pytest

from .sets import elsewhere

MASTER = (
    "Master Services Agreement",
    "1. Provider hosts the Service.",
    "8. Incidents",
    "8.1 Provider shall notify Customer of a Security Incident within 72 hours.",
    "8.2 Provider shall name a contact.",
    "9. Provider keeps logs for one year.",
)
AMENDS = "This Amendment amends the Master Services Agreement between the parties."


def taken(*words: str):
    found = elsewhere(msa=MASTER, amendment_no_1=("Amendment No. 1", AMENDS, *words)).amendments
    return [(a.target, a.clauses, a.old, a.new) for a in found]


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        ("Clause 9 is deleted in its entirety.", ("d1.c6",)),
        ("Section 8.1 of the Agreement is hereby deleted and replaced by the following:", ("d1.c4",)),
        ("Clause 8 is amended and restated to read as follows:", ("d1.c3", "d1.c4", "d1.c5")),
        ("Clauses 8.2 and 9 shall be deleted.", ("d1.c5",)),
    ],
)
def test_a_clause_is_taken_away_with_all_below_it(words, clauses):
    assert taken(words)[0] == ("d1", clauses, "", "")


def test_an_amendment_that_names_what_it_amends_in_its_title_alone_takes_away_too():
    title = "Amendment No. 1 to the Master Services Agreement"
    found = elsewhere(msa=MASTER, amendment_no_1=(title, "1. Clause 9 is deleted.")).amendments
    assert [(a.target, a.clauses) for a in found] == [("d1", ("d1.c6",))]


@pytest.mark.parametrize(
    "words",
    [
        "In clause 8.1, “72 hours” is replaced by “24 hours”.",
        "Clause 8.1 is amended by replacing “72 hours” with “24 hours”.",
        "In clause 8.1 the words “72 hours” shall be deleted and the words “24 hours” inserted instead.",
    ],
)
def test_words_of_a_clause_give_way_to_others(words):
    assert taken(words) == [("d1", ("d1.c4",), "72 hours", "24 hours")]


@pytest.mark.parametrize(
    "words",
    [
        "Clause 8 is amended by adding the following at its end: Provider shall send a report.",
        "All other clauses remain unchanged, among them clause 9.",
        "Clause 77 is deleted.",
        "This Amendment supersedes all prior discussions and agreements of the parties.",
    ],
)
def test_what_takes_nothing_away(words):
    assert taken(words) == []


def test_the_entire_agreement_clause_spares_the_papers_of_the_set():
    whole = "10. This Agreement supersedes all prior and contemporaneous agreements, written or oral."
    dpa = ("Data Processing Addendum", "1. Provider acts on instructions.")
    assert elsewhere(msa=(*MASTER, whole), dpa=dpa).amendments == ()


def test_a_paper_may_take_the_place_of_another_by_its_date():
    old = ("Data Processing Agreement", "Dated 3 May 2021", "1. Provider shall notify within five days.")
    new = (
        "Data Processing Agreement",
        "Dated 4 June 2024",
        "1. This Agreement supersedes and replaces the Data Processing Agreement dated 3 May 2021.",
    )
    found = elsewhere(old=old, new=new).amendments
    assert [(a.document, a.target, a.clauses) for a in found] == [("d2", "d1", ())]


# ---------------------------------------------------------------- versions

TEXT = tuple(
    f"{n}. Provider shall keep record number {n} of what is done with the data of the Customer in system {n}."
    for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("first", "second", "later"),
    [
        (("dpa_v1", ()), ("dpa_v2", ()), "d2"),
        (("one", ("Version 3.2",)), ("two", ("Version 3.10",)), "d2"),
        (("one", ("Last updated: 4 May 2024",)), ("two", ("Last updated: 7 March 2022",)), "d1"),
        (("terms_2023_01_02", ()), ("terms_2021_12_30", ()), "d1"),
    ],
)
def test_the_later_version_takes_the_place_of_the_earlier(first, second, later):
    papers = {name: ("Data Processing Addendum", *lines, *TEXT) for name, lines in (first, second)}
    (found,) = elsewhere(**papers).amendments
    assert (found.document, found.clauses) == (later, ())
    assert found.target != later


def test_two_versions_without_a_mark_are_said_to_be_two():
    found = elsewhere(one=("Data Processing Addendum", *TEXT), two=("Data Processing Addendum", *TEXT))
    assert found.amendments == ()
    assert "two versions" in found.unclear[0]


def test_many_versions_without_a_mark_are_one_sentence():
    other = tuple(f"{n}. Agency paints fence {n * 7} in the colour {n}." for n in range(1, 30))
    papers = dict.fromkeys(("one", "two", "three"), ("Data Processing Addendum", *TEXT))
    found = elsewhere(**papers, four=("Master Agreement", *other), five=("Master Agreement", *other))
    assert [u.partition(" seem")[0] for u in found.unclear] == [
        "one.txt, two.txt and three.txt",
        "four.txt and five.txt",
    ]
    assert found.unclear[0].endswith("all were counted.")


def test_other_papers_of_one_kind_are_no_versions():
    other = tuple(
        f"{n}. Supplier undertakes task {n * 7} in the field of transport {n}." for n in range(1, 12)
    )
    found = elsewhere(dpa_v1=("Data Processing Addendum", *TEXT), dpa_v2=("Data Processing Addendum", *other))
    assert (found.amendments, found.unclear) == ((), ())


def test_clauses_named_in_the_words_put_in_stay_as_they_are():
    new = "“8.2 Provider shall name a contact for each notice under clause 8.1 and keep the name up to date.”"
    found = taken(f"Clause 8.2 of the Agreement is deleted and replaced with the following: {new}")
    assert found == [("d1", ("d1.c5",), "", "")]


def test_a_later_amendment_takes_away_what_an_earlier_one_put_in():
    first = ("Amendment No. 1", AMENDS, "2. Clause 9 is replaced by “9. Provider keeps logs for six months.”")
    second = ("Amendment No. 2", AMENDS, "2. Clause 9 is replaced by “9. Provider keeps logs for two years.”")
    found = elsewhere(msa=MASTER, amendment_b=second, amendment_a=first).amendments
    assert [(a.document, a.target, a.clauses) for a in found if a.target != "d1"] == [
        ("d2", "d3", ("d3.c3",))
    ]


def test_a_paper_may_take_the_place_of_the_former_one_of_its_kind():
    former = ("Data Processing Addendum", "1. Provider notifies Customer within one day.")
    says = "1. This Data Processing Addendum replaces the Data Processing Addendum previously in place."
    found = elsewhere(dpa_a=former, dpa_b=("Data Processing Addendum", says), msa=MASTER)
    assert [(a.document, a.target, a.clauses) for a in found.amendments] == [("d2", "d1", ())]


def test_what_was_agreed_before_the_set_is_no_paper_of_it():
    says = "1. This Data Processing Addendum replaces all prior data processing agreements."
    found = elsewhere(dpa=("Data Processing Addendum", says), msa=MASTER)
    assert found.amendments == ()


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (
            "This order expressly changes clause 8.1: 24 hours apply instead of 72 hours.",
            "72 hours",
            "24 hours",
        ),
        (
            "Clause 8.1 is varied: instead of 72 hours the notice is given in 24 hours.",
            "72 hours",
            "24 hours",
        ),
    ],
)
def test_a_time_is_put_in_the_place_of_another(words, old, new):
    assert [(o, n) for _, _, o, n in taken(words)] == [(old, new)]
