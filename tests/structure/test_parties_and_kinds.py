"""Who provides, what kind of paper it is, and papers that are no service agreement."""

from dataclasses import replace

import pytest

from pipeline.structure import segment

from .agreements import agreement, document, vocabulary


def words(made: object) -> dict[str, set[str]]:
    return {party.role: set(party.words) for party in made.parties}


@pytest.mark.parametrize(
    ("paragraphs", "provider", "customer"),
    [
        (("We host your data.", "You pay us. We bill you. Your data is yours."), "we", "you"),
        (
            ("Vendor shall host.", "Vendor shall bill. Company shall pay, or Company may leave."),
            "vendor",
            "company",
        ),
        (
            ("Company shall host.", "Company shall log. Client shall pay. Client may leave."),
            "company",
            "client",
        ),
        (
            (
                "The processor shall log and the processor shall help.",
                "The controller may ask. The controller shall pay.",
            ),
            "processor",
            "controller",
        ),
        (
            ("You (the “Supplier”) shall host our data.", "You shall log. We pay you. We may audit you."),
            "you",
            "we",
        ),
    ],
)
def test_sides(paragraphs: tuple[str, ...], provider: str, customer: str) -> None:
    found = words(agreement("Services Agreement", *paragraphs))
    assert provider in found["provider"]
    assert customer in found["customer"]
    assert not found["provider"] & found["customer"]


def test_names_stand_with_their_words() -> None:
    made = agreement(
        "This Agreement is between Alpha Hosting Ltd. (“Alpha”, the “Provider”) and"
        " Beta Stores GmbH (the “Customer”).",
        "Provider shall host. Provider shall log. Customer shall pay. Customer may leave.",
    )
    assert [(p.role, p.name) for p in made.parties] == [
        ("provider", "Alpha Hosting Ltd."),
        ("customer", "Beta Stores GmbH"),
    ]
    assert "Alpha" in words(made)["provider"]


@pytest.mark.parametrize(
    ("opening", "provider", "customer"),
    [
        (
            '1. Corvane Systems AB ("Corvane") runs the service for the buyer (the "Buyer"). Buyer shall pay.',
            "Corvane",
            "buyer",
        ),
        (
            'This is agreed between Corvane Data Ltd ("CD") and the firm that signs it (the "Patron").',
            "CD",
            "Patron",
        ),
        (
            'between the client (hereinafter: "Patron") and Corvane GmbH, Kiel (hereinafter: "Contractor")',
            "contractor",
            "Patron",
        ),
        ('Corvane Inc. ("Corvane") keeps archives for schools (each a "Patron").', "Corvane", "Patron"),
        (
            "Parties: Corvane Ltd (the Contractor) and the museum named in Part B (the Patron).",
            "contractor",
            "Patron",
        ),
        (
            'THIS AGREEMENT is made by CORVANE LLC ("Contractor"), in favor of and with the museum that signs ("Patron").',
            "contractor",
            "Patron",
        ),
    ],
)
def test_words_that_only_this_paper_uses_for_a_side(opening: str, provider: str, customer: str) -> None:
    body = "Contractor shall host. Contractor shall log. Patron shall pay. Patron may leave."
    found = words(agreement("Services Agreement", opening, body))
    assert provider in found["provider"]
    assert customer in found["customer"]


def test_a_thing_is_no_party_for_standing_beside_one() -> None:
    made = agreement(
        "Services Agreement",
        'Corvane Inc. ("Corvane") gives the customer (the "Customer") the software and the manuals (the "Documents").',
        "Customer shall pay. Customer may leave. Corvane shall host. The Documents shall be in English. Documents may vary.",
    )
    assert all("Documents" not in p.words for p in made.parties)
    assert [p.name for p in made.parties] == ["Corvane Inc.", None]


def test_a_public_body_is_the_customer_where_nobody_else_is() -> None:
    made = agreement(
        "Parties: Corvane Ltd (the Supplier) and the council named in Part B (the Authority).",
        "The Supplier shall host. The Supplier shall log. The Authority shall pay. The Authority may leave.",
    )
    assert [(p.role, p.name) for p in made.parties] == [("provider", "Corvane Ltd"), ("customer", None)]
    assert words(made)["customer"] == {"authority"}
    both = agreement(
        "The Supplier shall host. The Supplier shall log. The Customer shall pay. The Customer may leave.",
        "The Authority shall be told of leaks. The Authority may ask.",
    )
    assert words(both)["customer"] == {"customer"}


def test_a_legal_form_in_small_letters_is_part_of_the_name() -> None:
    made = agreement(
        "This Agreement is between Alpha Hosting Ltd (the “Supplier”) and Beta Stores plc (the “Customer”).",
        "The Supplier shall host. The Supplier shall log. The Customer shall pay. The Customer may leave.",
    )
    assert [p.name for p in made.parties] == ["Alpha Hosting Ltd", "Beta Stores plc"]


def test_a_third_party_provider_is_no_party() -> None:
    made = agreement(
        "Terms of Service", "We host. We use any third-party provider we like. You pay us. You may leave."
    )
    assert "provider" not in words(made)["provider"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Data Processing Addendum", "dpa"),
        ("MASTER SUBSCRIPTION AGREEMENT", "msa"),
        ("Terms of Service", "tos"),
        ("Service Level Agreement", "sla"),
        ("Information Security Policy", "security"),
        ("Order Form", "order_form"),
        ("Acceptable Use Policy", "aup"),
        ("Amendment No. 2", "amendment"),
        ("Amendment No. 1 to the Cloud Services Agreement", "amendment"),
        ("First Amendment to Larkfield Master Services Agreement", "amendment"),
        ("Data Processing Addendum to the Terms of Service", "dpa"),
        ("Order Form to our Master Agreement", "order_form"),
        ("Our promises", "other"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    made = agreement(title, "The parties agree as follows. We keep your files on our servers.")
    assert made.kind == kind
    assert 0 < made.kind_confidence <= 1


def test_the_name_of_the_file_tells_the_kind_too() -> None:
    assert agreement("We promise to answer.", name="alpha-dpa-2024.pdf").kind == "dpa"


@pytest.mark.parametrize(
    ("paragraphs", "kind"),
    [
        (("Welcome", "These Terms bind you. These Terms end when you leave. You accept these Terms."), "tos"),
        (("Privacy", "This DPA binds us. We follow this DPA. You may end this DPA."), "dpa"),
        (("Welcome", "We keep your files on our servers. You keep your password."), "other"),
        (
            (
                "Welcome",
                "See what the DPA says, what the DPA leaves open and what a DPA would have to say on the matter of files.",
            ),
            "other",
        ),
    ],
)
def test_a_paper_without_a_title_is_what_it_calls_itself(paragraphs: tuple[str, ...], kind: str) -> None:
    filling = "We keep your files on our servers and hand them back when you ask for them. " * 20
    assert agreement(paragraphs[0], filling, *paragraphs[1:]).kind == kind


SECTIONS = (
    "Fees",
    "Warranties",
    "Liability",
    "Ownership",
    "Term and Termination",
    "Assignment",
    "Governing Law",
)


@pytest.mark.parametrize(
    ("title", "name", "sections", "kind"),
    [
        ("Cloud Services Agreement", "alpha-agreement-with-sla.pdf", SECTIONS, "msa"),
        ("Alpha on one page", "paper.txt", SECTIONS, "msa"),
        ("Alpha on one page", "paper.txt", SECTIONS[:3], "sla"),
        ("Data Processing Agreement", "alpha-dpa.pdf", SECTIONS, "dpa"),
    ],
)
def test_main_terms_with_service_levels_are_main_terms(
    title: str, name: str, sections: tuple[str, ...], kind: str
) -> None:
    told = [f"{n}. {s}. We keep your files on our servers as said here." for n, s in enumerate(sections, 1)]
    levels = ("Service Level Agreement", "We keep the service up.")
    made = agreement(title, *levels, *told, name=name)
    assert made.kind == kind


INVOICE = (
    "INVOICE",
    "Alpha Hosting Ltd",
    "Invoice number: 2024-17",
    "Bill to: Beta GmbH",
    "Cloud hosting, May | Qty 1 | Unit price 400.00",
    "Subtotal 400.00",
    "Total due 480.00. Please remit to the IBAN below within 30 days.",
)
LEASE = (
    "RESIDENTIAL LEASE",
    "The Landlord lets the premises at 5 Elm Road to the Tenant for a monthly rent of 900.",
    "The Tenant shall pay a security deposit, and for utilities, including internet. No pets. No subletting.",
)
EMPLOYMENT = (
    "Employment Agreement",
    "The Employee's job title is cloud engineer. The base salary is 60,000. The"
    " probation period is six months.",
    "The Employee shall follow the information security policy. Annual leave is 28 days.",
)
LOAN = (
    "Loan Agreement",
    "The Lender shall lend the Borrower the principal amount. The interest rate is five percent.",
    "Repayment is due on the maturity date. Any Event of Default ends the credit facility.",
)
ESCROW = (
    "Escrow Agreement",
    "The escrow agent shall hold the escrow fund in an escrow account until it gets"
    " joint written instructions.",
    "The agent may resign on 30 days' notice. The parties share its fees and shall not sue it.",
)
NON_COMPETE = (
    "Non-Competition Agreement",
    "The seller shall not compete with the buyer in the restricted territory during the restricted period.",
    "This covenant not to compete protects the goodwill that was sold. It binds the seller for five years.",
)
PRIVACY = (
    "Privacy Notice",
    "Who we are: Alpha Ltd. Information we collect: your name and data from cookies"
    " and similar technologies.",
    "How we use your information: to improve our site. Your rights: you may complain."
    " Processors host our servers.",
)
NOVEL = (
    "Chapter One",
    "The rain had not stopped for three days, and the old man sat by the window and watched the street.",
    "He thought of his daughter, who had left in spring with a suitcase and a promise"
    " to write. In the evening the"
    " lamps were lit along the harbour and the ships lay quiet until the wind turned"
    " and the gulls came back.",
)


@pytest.mark.parametrize(
    "paper",
    [("x",), ("Cloud Services Agreement",), ("Hello, world!",), ("Please see what I sent you last week.",)],
)
def test_a_scrap_of_text_is_no_agreement(paper: tuple[str, ...]) -> None:
    made = agreement(*paper)
    assert not made.is_service_agreement
    assert "too little text to be an agreement" in made.not_because


def test_pages_that_could_not_be_read_may_hold_the_agreement() -> None:
    scan = replace(document("Page 1 of 9"), pages=9, pages_unread=(2, 3))
    assert segment(scan, vocabulary()).is_service_agreement


@pytest.mark.parametrize(
    ("paper", "because"),
    [
        (INVOICE, "an invoice"),
        (LEASE, "a lease"),
        (EMPLOYMENT, "an employment agreement"),
        (LOAN, "a loan"),
        (ESCROW, "an escrow agreement"),
        (NON_COMPETE, "a non-competition agreement"),
        (PRIVACY, "a privacy notice"),
        (NOVEL, "Nothing in it speaks"),
    ],
)
def test_papers_that_are_no_service_agreement(paper: tuple[str, ...], because: str) -> None:
    made = agreement(*paper)
    assert not made.is_service_agreement
    assert because in made.not_because
    assert made.not_because.endswith(".")


@pytest.mark.parametrize(
    "paper",
    [
        ("Alpha Terms", "We host your data in Norway. We tell you of a breach within 72 hours."),
        ("Annex 2", "Access control: key cards. Backups are made nightly. Staff are trained."),
        ("Uptime", "99.9 % a month, else 10 % credit."),
        (
            "Order Form",
            "Managed cloud hosting, 12 months. Quantity 5. Unit price 30. Invoice: net 30. Subtotal 150.",
        ),
        (
            "IT Support Agreement",
            "The Contractor shall update the Client's network and answer calls within four hours.",
        ),
        (
            "Data Processing Agreement",
            "The Processor processes personal data on instructions and keeps an escrow of keys.",
        ),
        (
            "Hosting Agreement",
            "The landlord of our data center has no access to servers. Customer may sublease rack space.",
        ),
        ("Terms of Service", "Be good."),
        (
            "Quillpad: the deal between us",
            "Quillpad Ltd runs an online notebook for teams. These terms are the contract between us and whoever signs"
            " up. Paid plans are billed per seat. Download your notebooks before your plan ends. Do not use the"
            " workspace to pester people. The law of Malta applies, and its courts decide. Neither of us pays the"
            " other for lost profits, and the limit of liability is what you paid us in a year, whatever went wrong.",
        ),
        (
            "CALL-OFF CONTRACT - CASE FILES",
            "The Supplier supplies the hosted files. The Buyer pays each invoice within thirty days of receipt. The"
            " Supplier attends a meeting each month and keeps a plan. A party may end the contract on sixty days'"
            " notice. No price rises in the first term, which is three years, and each side bears its own travel.",
        ),
        ("Amendment No. 2", "Clause 9 is deleted."),
        ("Order form", "Ten seats, 12 months."),
        ("Personal data is kept in Ireland.",),
        ("The provider answers each question of the customer within three hours on every day.",),
    ],
)
def test_service_agreements_short_or_odd(paper: tuple[str, ...]) -> None:
    made = agreement(*paper)
    assert made.is_service_agreement
    assert made.not_because == ""
