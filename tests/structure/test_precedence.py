"""Which paper wins, in the words in which papers say so."""

import pytest

from .sets import elsewhere

MASTER = ("Master Services Agreement", "1. Provider hosts the Service. 2. Customer pays the Fees.")
SLA = ("Service Level Agreement", "1. The Service is available 99.9 % of the time.")
ORDER = ("Order Form", "1. Ten users for one year.")


def ranked(**texts):
    return [(r.documents, r.is_list, r.alone) for r in elsewhere(**texts).rankings]


@pytest.mark.parametrize(
    "rule",
    [
        "9. If this Addendum is in conflict with the Agreement, this Addendum shall prevail over it.",
        "9. On any inconsistency of this DPA with the Agreement, it is this DPA that will control.",
        "9. This Data Processing Addendum takes precedence over the Master Services Agreement.",
        "9. To the extent that terms of the Agreement are inconsistent with this DPA, this DPA supersedes the "
        "inconsistent terms of the Agreement.",
        "9. Should the Principal Agreement contradict this Addendum, this Addendum governs.",
    ],
)
def test_the_addendum_stands_above_the_agreement(rule):
    found = ranked(msa=MASTER, dpa=("Data Processing Addendum", rule))
    assert found == [(("d2", "d1"), False, False)]


@pytest.mark.parametrize(
    "rule",
    [
        "9. In case of conflict the following order of precedence applies: (a) the Order Form; (b) the Data "
        "Processing Addendum; (c) this Agreement; and (d) the Service Level Agreement.",
        "9. The documents shall control in the following order where they conflict: first the Order Form, then "
        "the DPA, then this Agreement and finally the SLA.",
    ],
)
def test_a_list_ranks_the_papers_in_its_order(rule):
    dpa = ("Data Processing Addendum", "1. Provider processes personal data on instructions.")
    found = ranked(msa=(*MASTER, rule), dpa=dpa, sla=SLA, order_form=ORDER)
    assert found == [(("d4", "d2", "d1", "d3"), True, False)]


@pytest.mark.parametrize(
    ("rule", "ranks"),
    [
        ("9. This Agreement overrides the Data Processing Addendum.", [("d1", "d2")]),
        (
            "9. On anything about personal data, the data processing addendum beats these terms.",
            [("d2", "d1")],
        ),
        ("9. If these terms and the order form disagree, these terms win.", [("d1", "d4")]),
        (
            "9. Where any exhibit, addendum or schedule is inconsistent with this Agreement, this Agreement controls.",
            [("d1", "d2", "d3", "d4")],
        ),
        (
            "9. The papers apply in this sequence: first the order form, second the data processing addendum, last this"
            " agreement.",
            [("d4", "d2", "d1")],
        ),
        (
            "9. Parts of the contract, the earlier named prevailing: data processing addendum; order form.",
            [("d2", "d4")],
        ),
        ("9. Order of the documents: the order form, then these terms.", [("d4", "d1")]),
        ("9. Where the two differ, only these terms apply.", [("d1", "d2", "d3", "d4")]),
        ("9. If they ever disagree, the addendum is the one that counts.", [("d2", "d1")]),
        (
            "9. If a paper of the contract contradicts these terms, these terms hold.",
            [("d1", "d2", "d3", "d4")],
        ),
        ("9. The Addendum forms part of this Agreement and prevails over it.", [("d2", "d1")]),
        ("9. The Order Form is incorporated herein and controls in the event of conflict.", [("d4", "d1")]),
        ("9. The addendum attached hereto goes before this Agreement.", [("d2", "d1")]),
        # A conflict of papers that are named is no other's, and what stands before the verb may be no winner.
        ("9. If a conflict exists between these terms and the portal's handbook, these terms prevail.", []),
        (
            "9. In case of a conflict between an order form, a service order and letters, the law of Norway prevails.",
            [],
        ),
        # What another paper departs from does not win by that.
        ("9. Whatever in the order form departs from these terms holds.", []),
    ],
)
def test_other_ways_to_rank_papers(rule, ranks):
    dpa = ("Data Processing Addendum", "1. Provider processes personal data on instructions.")
    assert [d for d, *_ in ranked(msa=(*MASTER, rule), dpa=dpa, sla=SLA, order_form=ORDER)] == ranks


def test_each_paper_may_come_first_on_its_own_matter():
    rule = (
        "9. On data protection the data processing addendum ranks first, on availability the service level agreement"
        " ranks first, on everything else these terms rank first."
    )
    dpa = ("Data Processing Addendum", "1. Provider processes personal data on instructions.")
    found = elsewhere(msa=(*MASTER, rule), dpa=dpa, sla=SLA).rankings
    assert [(r.documents[0], r.scope) for r in found] == [
        ("d2", "On data protection"),
        ("d3", "on availability"),
        ("d1", ""),
    ]


def test_policies_are_a_class_of_papers():
    rule = "9. This Agreement prevails over policies and manuals of Provider."
    policy = ("Community Policy", "1. This policy is published by Provider.")
    assert ranked(msa=(*MASTER, rule), sla=SLA, policy=policy) == [(("d1", "d3"), False, False)]


def test_a_list_in_the_clauses_below_is_read_too():
    rule = "9. If the documents conflict, the following order of precedence applies:"
    texts = (
        *MASTER,
        rule,
        "(a) the Data Processing Addendum",
        "(b) this Agreement",
        "(c) the Service Level Agreement",
    )
    dpa = ("Data Processing Addendum", "1. Provider processes personal data on instructions.")
    assert ranked(msa=texts, dpa=dpa, sla=SLA) == [(("d2", "d1", "d3"), True, False)]


def test_a_list_may_run_from_the_weakest_to_the_strongest():
    rule = "9. In a conflict the papers rank in ascending order of precedence: the SLA, this Agreement, the Order Form."
    assert ranked(msa=(*MASTER, rule), sla=SLA, order_form=ORDER) == [(("d3", "d1", "d2"), True, False)]


def test_one_clause_alone_may_stand_above_a_paper():
    rule = "4. Notwithstanding anything to the contrary in the Agreement, Provider deletes the data within ten days."
    found = ranked(msa=MASTER, dpa=("Data Processing Addendum", rule))
    assert found == [(("d2", "d1"), False, True)]


@pytest.mark.parametrize(
    "words",
    [
        "9. The prevailing party may recover its costs. In a conflict between the parties the courts decide.",
        "9. If the English version and a translation of this Agreement conflict, the English version prevails.",
        "9. If a provision of this Agreement conflicts with applicable law, the applicable law shall prevail.",
        "9. Renewals are charged at the then-prevailing rate of the Order Form.",
        "9. This Agreement is governed by the laws of Denmark.",
        "9. The terms of a purchase order shall not prevail over this Agreement.",
    ],
)
def test_what_ranks_no_papers(words):
    dpa = ("Data Processing Addendum", "1. Provider processes personal data on instructions.")
    assert [d for d, _, _ in ranked(msa=(*MASTER, words), dpa=dpa) if len(d) > 1] == []


def test_the_reach_of_a_rule_is_kept():
    rule = (
        "9. In the event of conflict between the Agreement and this Addendum, this Addendum prevails with regard to "
        "the processing of personal data."
    )
    (found,) = elsewhere(msa=MASTER, dpa=("Data Processing Addendum", rule)).rankings
    assert found.scope == "with regard to the processing of personal data"


def test_schedules_are_known_by_their_titles():
    rule = "9. If this Agreement and Schedule 2 conflict, Schedule 2 prevails."
    found = ranked(msa=(*MASTER, rule), security=("Schedule 2 – Security", "1. Provider encrypts the data."))
    assert found == [(("d2", "d1"), False, False)]


def test_the_agreement_an_addendum_hangs_on_may_bear_a_title_of_its_own():
    rule = "9. If this DPA and the Agreement conflict, this DPA prevails."
    found = ranked(rules=("House Rules", "1. We host your files."), dpa=("Data Processing Addendum", rule))
    assert found == [(("d2", "d1"), False, False)]


DPA = ("Data Processing Addendum", "1. Provider processes personal data on instructions.")


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        (
            "9. If this Agreement conflicts with House Policies or Feature Terms, House Policies or Feature Terms control.",
            [("House Policies", "this Agreement"), ("Feature Terms", "this Agreement")],
        ),
        (
            "9. Any Rider, any Order Form or additional Annex shall prevail over this Agreement.",
            [
                ("Any Rider", "this Agreement"),
                ("any Order Form", "this Agreement"),
                ("Annex", "this Agreement"),
            ],
        ),
        (
            "9. The Order Form and the Annexes take precedence over this Agreement.",
            [("The Order Form", "this Agreement"), ("the Annexes", "this Agreement")],
        ),
        (
            "9. In a conflict between this Agreement and a separately negotiated contract, the separately negotiated "
            "contract prevails.",
            [("the separately negotiated contract", "this Agreement")],
        ),
        (
            "9. This does not hold where you have signed a separate contract with us, in which case that contract governs.",
            [("a separate contract", "this document")],
        ),
        (
            "9. Any Rider to this Agreement or Service Schedule takes precedence over clauses of this Agreement.",
            [("Any Rider", "this Agreement"), ("Service Schedule", "this Agreement")],
        ),
        # No row of winners, and no contract apart.
        (
            "9. In a conflict between the Order Form and this Agreement, the Order Form prevails.",
            [("the Order Form", "this Agreement")],
        ),
        ("9. A separate contract governs the training of staff.", []),
        ("9. This contract, and that contract alone, governs your use.", []),
    ],
)
def test_all_papers_that_win_are_named(rule, named):
    assert [r.named for r in elsewhere(msa=(*MASTER, rule)).rankings] == named


def test_papers_that_give_way_to_one_that_is_not_there_have_no_rank_among_each_other():
    rule = "9. If this Agreement, the DPA and the Order Form conflict, the Order Form prevails."
    (found,) = elsewhere(msa=(*MASTER, rule), dpa=DPA).rankings
    assert len(found.documents) < 2


def test_a_list_goes_on_to_these_terms():
    rule = "9. In a conflict this order of precedence applies: (a) the DPA; (b) the Order Form; and (c) these Terms."
    assert ranked(tos=("Terms of Service", "1. We host.", rule), dpa=DPA, order_form=ORDER) == [
        (("d2", "d3", "d1"), True, False)
    ]


def named(*rules: str) -> list[tuple[str, ...]]:
    return [r.named for r in elsewhere(dpa=("Data Processing Addendum", *rules)).rankings]


def test_a_list_by_which_is_named_earlier_ranks_in_its_order():
    rule = (
        "9. Where this DPA and the Agreement are inconsistent, what is listed earlier will control over what is "
        "listed later: (1) the UK Addendum, (2) this DPA, and (3) the Agreement."
    )
    assert named(rule) == [("the UK Addendum", "this DPA", "the Agreement")]


def test_who_wins_is_no_paper_named_for_another_reason():
    assert named("9. On a conflict between parts of the DPA, the Front Matter will control.") == []
    rule = "9. On a conflict between parts of the DPA, the Cover Page will control over the Standard Terms."
    assert named(rule) == [("the Cover Page", "the Standard Terms")]


def test_the_same_paper_by_another_article_does_not_lose_to_itself():
    rule = "9. Where the Agreement is inconsistent with this Addendum, the Addendum shall control."
    found = elsewhere(msa=(*MASTER, rule)).rankings
    assert [r.named for r in found] == [("the Addendum", "the Agreement")]


@pytest.mark.parametrize(
    "rule",
    [
        "9. Should the documents contradict each other, they rank in this order: (a) the Order Form; (b) this "
        "Agreement; (c) the SLA.",
        "9. Where the documents conflict, the one named earlier in clause 8 prevails over those named later.",
        "9. In case of inconsistency the document mentioned first above governs.",
    ],
)
def test_a_list_may_stand_in_a_clause_above(rule):
    listed = "8. The contract consists of (a) the Order Form, (b) this Agreement and (c) the Service Level Agreement."
    found = ranked(msa=(*MASTER, listed, rule), sla=SLA, order_form=ORDER)
    assert found == [(("d3", "d1", "d2"), True, False)]


def test_a_list_may_stand_in_the_sentence_before():
    rule = (
        "8. The contract consists of: (a) the Order Form; (b) this Agreement; (c) the Service Level Agreement. Should "
        "they contradict each other, the document mentioned first in this list shall prevail."
    )
    assert ranked(msa=(*MASTER, rule), sla=SLA, order_form=ORDER) == [(("d3", "d1", "d2"), True, False)]


def test_what_is_named_later_may_be_the_stronger():
    listed = "8. The contract consists of (a) the Order Form, (b) this Agreement and (c) the Service Level Agreement."
    rule = "9. Where they conflict, the document listed later prevails over those listed earlier."
    assert ranked(msa=(*MASTER, listed, rule), sla=SLA, order_form=ORDER) == [
        (("d2", "d1", "d3"), True, False)
    ]


def test_an_exception_to_an_order_is_a_rule_of_its_own():
    rule = (
        "9. If the documents conflict they prevail in this order: (a) this Agreement; (b) the SLA; (c) the Data "
        "Processing Addendum, save that on all matters of personal data the Data Processing Addendum prevails over "
        "every other document."
    )
    dpa = ("Data Processing Addendum", "1. Provider processes personal data on instructions.")
    order, exception = elsewhere(msa=(*MASTER, rule), sla=SLA, dpa=dpa).rankings
    assert (order.documents, order.scope) == (("d1", "d2", "d3"), "")
    assert exception.documents[0] == "d3"
    assert {"d1", "d2"} <= set(exception.documents)
    assert exception.scope == "on all matters of personal data"


def test_the_master_agreement_is_known_by_its_letters():
    rule = "2. If this Order Form and the MSA conflict, this Order Form prevails."
    assert ranked(msa=MASTER, order_form=("Order Form", rule)) == [(("d2", "d1"), False, False)]


def test_a_paper_is_known_by_the_name_it_gives_itself():
    terms = ("Contract for Cloud Hosting", "1. These Hosting Terms govern the Service.")
    rule = "2. If this Rider and the Hosting Terms conflict, this Rider prevails."
    assert ranked(hosting=terms, rider=("Rider", rule)) == [(("d2", "d1"), False, False)]
