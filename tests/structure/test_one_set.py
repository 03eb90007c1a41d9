"""What the papers of a set say of each other: an annex belongs to them, and calls the parties as they do."""

import pytest

from pipeline.structure import as_one_set

from .agreements import vocabulary
from .sets import paper

TERMS = (
    "Hosting Agreement",
    'This Hosting Agreement is made by Corvane Ltd ("Corvane"), which provides cloud services, and the customer '
    'named in the order (the "Patron").',
    "The Annex of Places is part of this Hosting Agreement. Corvane shall host the data of the Patron. "
    "The Patron shall pay. Corvane may invoice monthly.",
)
ANNEX = (
    "Annex of Places (version 2, 4 May 2024)",
    "Corvane keeps the files of the Patron in Lyon and in no other town. "
    "A second copy lies in Nantes. Nobody opens a file from elsewhere. "
    "If Corvane wants to use another town it writes to the Patron forty days before and waits for the answer. "
    "Whoever works on the files sits in France. A town that the Patron does not want is not used for its files.",
)
MINUTES = (
    "Minutes of the tennis club",
    "The members met on Sunday and spoke of the new court. It was decided that the fence is to be painted green "
    "and that the gate stays as it is. The treasurer told the members that the fee remains the same next year. "
    "Somebody asked for a bench. The bench was agreed upon by all who were there, and the meeting closed at noon.",
)


def test_an_annex_that_speaks_of_no_service_belongs_to_the_agreement_that_names_it() -> None:
    terms, annex = paper("d1", "terms", *TERMS), paper("d2", "places", *ANNEX)
    assert not annex.is_service_agreement
    assert as_one_set((terms, annex), vocabulary())[1].is_service_agreement
    assert not as_one_set((annex,), vocabulary())[0].is_service_agreement


def test_a_paper_goes_by_the_name_before_the_colon_too() -> None:
    product = (
        "Product terms: Corvane Assistant (in every plan and switched on for everybody in it)",
        *MINUTES[1:],
    )
    named = (*TERMS[:2], TERMS[2] + " For its part the product terms go first.")
    found = as_one_set((paper("d1", "terms", *named), paper("d2", "assistant", *product)), vocabulary())
    assert found[1].is_service_agreement


def test_a_contract_of_the_provider_with_somebody_else_is_none_of_the_set() -> None:
    colocation = (
        "Colocation contract",
        'Between Maas Halls Ltd (the "Provider") and Corvane Ltd (the "Tenant").',
        "Provider shall report incidents in the hall within 12 hours. Provider shall keep the racks of the Tenant apart. "
        "The Tenant shall pay. The Tenant may inspect the cloud servers and the hosting service.",
    )
    found = as_one_set((paper("d1", "terms", *TERMS), paper("d2", "racks", *colocation)), vocabulary())
    assert [a.is_service_agreement for a in found] == [True, False]
    assert "contract with somebody else" in found[1].not_because
    named = (*TERMS[:2], TERMS[2] + " Maas Halls Ltd signs with Corvane.")
    found = as_one_set((paper("d1", "terms", *named), paper("d2", "racks", *colocation)), vocabulary())
    assert found[1].is_service_agreement


def test_a_paper_that_nothing_ties_to_the_agreement_stays_outside() -> None:
    found = as_one_set((paper("d1", "terms", *TERMS), paper("d2", "minutes", *MINUTES)), vocabulary())
    assert not found[1].is_service_agreement


def test_the_short_names_of_one_paper_are_known_in_the_others() -> None:
    found = as_one_set((paper("d1", "terms", *TERMS), paper("d2", "places", *ANNEX)), vocabulary())
    words = {p.role: set(p.words) for p in found[1].parties}
    assert "Corvane" in words["provider"]
    assert "Patron" in words["customer"]


def test_a_word_that_means_either_side_is_not_shared() -> None:
    other = (
        "Data Processing Agreement",
        'This Data Processing Agreement is between Selby GmbH, the controller (the "Controller" and "Corvane"), and the '
        "Processor. The Processor shall encrypt. The Controller may ask. The Processor shall answer the Controller.",
    )
    papers = paper("d1", "terms", *TERMS), paper("d2", "dpa", *other), paper("d3", "places", *ANNEX)
    annex = as_one_set(papers, vocabulary())[2]
    sides = {p.role for p in annex.parties if "Corvane" in p.words}
    assert len(sides) < 2


def test_a_company_that_a_label_names_is_known_in_the_other_papers() -> None:
    cover = (
        "Cover Sheet",
        "The Client: Larkfield Council",
        "The Supplier: Oakhurst Cloud Ltd. Fees: see below.",
    )
    terms = (
        "Standard Terms of Hosting",
        "1. Oakhurst is not liable for its subcontractors. 2. Fees are due.",
    )
    found = as_one_set((paper("d1", "cover", *cover), paper("d2", "terms", *terms)), vocabulary())
    assert {p.role: p.name for p in found[0].parties} == {"provider": "Oakhurst Cloud Ltd"}
    (provider,) = (p for p in found[1].parties if p.role == "provider")
    assert "Oakhurst" in provider.words


@pytest.mark.parametrize(
    ("annex", "told"),
    [
        ("1. The Vendor shall keep the files. 2. Hosting Agreement applies.", {"vendor"}),
        ("1. The Processor shall choose each Vendor. 2. The Processor shall pay.", set()),
        ("1. The Company may be any company.", {"vendor"}),
    ],
)
def test_a_role_is_taken_over_where_a_paper_has_no_word_of_its_own(annex: str, told: set[str]) -> None:
    master = "1. The Vendor shall host. The Vendor shall help the Company. The Company shall pay for the cloud service."
    papers = paper("d1", "terms", "Agreement", master), paper("d2", "annex", "Annex of Places", annex)
    found = as_one_set(papers, vocabulary())[1]
    words = {w for p in found.parties if p.role == "provider" for w in p.words}
    assert words & {"vendor", "company"} == told
