"""How an agreement speaks, and our wordings in its words."""

import pytest

from pipeline.domain.agreement import Agreement, Definition, Party
from pipeline.domain.document import Document, Source
from pipeline.domain.places import Span
from pipeline.library import load_library
from pipeline.library.spoken import spoken
from pipeline.library.voice import Voice, voice_of

WORDS = load_library().vocabulary


def voice(
    text: str, *, provider: tuple[str, ...], customer: tuple[str, ...], defined: tuple[str, ...] = ()
) -> Voice:
    document = Document("d1", Source("a.txt", "text/plain", "", len(text)), text, ())
    parties = (Party("provider", None, provider), Party("customer", None, customer))
    definitions = tuple(Definition(t, Span(0, 0), t) for t in defined)
    agreement = Agreement(document, "msa", 1.0, "en", True, "", (), definitions=definitions, parties=parties)
    return voice_of(agreement, WORDS)


SUPPLIER = voice(
    "The Supplier shall host the Platform. The Supplier shall keep Client Data. The Client pays. "
    "The Platform is in Oslo. Client Data is safe. See Annex 1. The Client shall help under this Contract. "
    "The Client’s data centre is authorised.",
    provider=("supplier",),
    customer=("client",),
    defined=("Client Data", "Platform"),
)
PLAIN = voice(
    "Vendor will host. Vendor will store Customer Content in the Services. Customer Content stays. "
    "Customer pays. Vendor is authorized. The Services run.",
    provider=("vendor",),
    customer=("customer",),
    defined=("Customer Content", "Services"),
)
WE = voice(
    "We will host your files. Our service is good. You pay us. You may leave these Terms. We will help you. "
    "Your Content is yours. We delete Your Content.",
    provider=("we", "us", "our"),
    customer=("you", "your"),
    defined=("Your Content",),
)


OWN_NAME = voice(
    "The Buyer may store Buyer Material. Buyer Material is kept in Leeds. Content is shown to users. Content changes.",
    provider=("Seller",),
    customer=("Buyer",),
    defined=("Buyer Material", "Seller Material"),
)


@pytest.mark.parametrize(
    ("agreed", "wording", "said"),
    [
        (SUPPLIER, "Provider shall notify Customer.", "The Supplier shall notify the Client."),
        (PLAIN, "Provider shall notify Customer.", "Vendor will notify Customer."),
        (OWN_NAME, "Provider shall return all Customer Data.", "Seller shall return all Buyer Material."),
        (WE, "Provider shall notify Customer.", "We will notify you."),
        (
            WE,
            "Provider shall notify Customer if it has reason to.",
            "We will notify you if it has reason to.",
        ),
        (WE, "Customer may ask Provider for its personnel.", "You may ask us for your personnel."),
        (WE, "Provider shall train its personnel.", "We will train our personnel."),
        (SUPPLIER, "Provider shall train its personnel.", "The Supplier shall train its personnel."),
        (WE, "Each party shall keep its own records.", "Each party will keep its own records."),
        (WE, "The data that Customer needs and Provider holds.", "The data that you need and we hold."),
        (WE, "Provider is liable; Customer has rights.", "We are liable; you have rights."),
        (WE, "Provider's personnel and Customer's regulators.", "Our personnel and your regulators."),
        (
            WE,
            "Every authority competent for Customer has the right.",
            "Every authority competent for you has the right.",
        ),
        (WE, "All copies of deleted Customer Data.", "All copies of Your deleted Content."),
        (PLAIN, "All copies of deleted Customer Data.", "All copies of deleted Customer Content."),
        (WE, "Provider shall return all Customer Data.", "We will return all of Your Content."),
        (SUPPLIER, "The Service is listed in Schedule [X].", "The Platform is listed in Annex [X]."),
        (
            PLAIN,
            "The Service is available for each Service.",
            "The Services are available for each of the Services.",
        ),
        (
            PLAIN,
            "Customer may terminate the affected Service.",
            "Customer may terminate the affected Services.",
        ),
        (PLAIN, "Where it is authorised in the data centre.", "Where it is authorized in the data center."),
        (
            SUPPLIER,
            "Where it is authorised in the data centre.",
            "Where it is authorised in the data centre.",
        ),
        (SUPPLIER, "Rights under this Agreement.", "Rights under this Contract."),
        (WE, "Rights under this Agreement.", "Rights under these Terms."),
        (SUPPLIER, "'Security Incident' means any event.", "“Security Incident” means any event."),
        (
            SUPPLIER,
            "Customer Assets and Derived Data are listed.",
            "Customer Assets and Derived Data are listed.",
        ),
    ],
)
def test_wordings_are_spoken_as_the_agreement_speaks(agreed, wording, said):
    assert spoken(wording, agreed) == said


def test_what_an_agreement_has_no_word_for_is_said_in_small_letters():
    bare = voice(
        "Seller shall host. Buyer pays. Seller shall help.", provider=("seller",), customer=("buyer",)
    )
    assert spoken("Provider shall encrypt Customer Data and report each Security Incident.", bare) == (
        "Seller shall encrypt Buyer’s data and report each security incident."
    )


def test_who_promises_most_is_the_provider_where_nobody_is_known_to_be():
    text = "Agency shall host. Agency shall help. Agency shall report. Client shall pay."
    document = Document("d1", Source("a.txt", "text/plain", "", 0), text, ())
    agreement = Agreement(
        document, "msa", 1.0, "en", True, "", (), parties=(Party("customer", None, ("client",)),)
    )
    assert voice_of(agreement, WORDS).provider.subject == "Agency"


@pytest.mark.parametrize("agreed", [SUPPLIER, PLAIN, WE])
def test_no_house_name_is_left_in_any_wording(agreed):
    for requirement in load_library().requirements:
        texts = [
            requirement.wording.preferred,
            requirement.wording.fallback,
            *(s.add for s in requirement.subpoints),
        ]
        for text in (spoken(t, agreed) for t in texts):
            assert "Provider" not in text
            assert " us shall" not in text and " us will" not in text and " us is" not in text
            assert text[:1].isupper() or text.startswith("“")


def test_every_sub_point_has_a_sentence_of_its_own():
    for requirement in load_library().requirements:
        assert requirement.drafting is not None, requirement.id
        assert set(requirement.drafting.fallback_meets) <= {s.number for s in requirement.subpoints}
        for subpoint in requirement.subpoints:
            assert subpoint.add.endswith("."), subpoint.id
            assert len(subpoint.add.split()) >= 5, subpoint.id
