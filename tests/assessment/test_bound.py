"""Whom the words of a sentence bind."""

import pytest

from pipeline.assessment.bound import bound_by, cells_bound
from pipeline.assessment.sides import words_of
from pipeline.domain.agreement import Agreement, Party

from .papers import agreement, vocabulary

P, C = "provider", "customer"
PARTIES = (
    Party(P, "Acme Hosting Ltd", ("Acme", "our", "supplier", "us", "we")),
    Party(C, None, ("customer", "you", "your")),
)
PAPER = agreement("Acme keeps the lights on.", parties=PARTIES)


def said(sentence: str, *, of: Agreement = PAPER) -> list[tuple[str, str]]:
    """Return for each part the sides, joined, and the force."""
    bound = bound_by(words_of(of, vocabulary()), vocabulary())
    return [("+".join(sorted(b.sides)), b.force.value) for b in bound(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A duty.
        ("The Supplier shall keep copies.", [(P, "binds")]),
        ("Customer is responsible for its copies.", [(C, "binds")]),
        ("You are solely and fully responsible for copies.", [(C, "binds")]),
        ("Acme and its affiliates must, at no charge, keep copies.", [(P, "binds")]),
        ("Acme Hosting Ltd will keep copies.", [(P, "binds")]),
        ("ACME WILL KEEP COPIES.", [(P, "binds")]),
        ("Each party shall keep its own passwords secret.", [(f"{C}+{P}", "binds")]),
        ("Your administrators must turn on two-factor log-in.", [(C, "binds")]),
        ("Customer’s authorised users must keep passwords secret.", [(C, "binds")]),
        ("The processor shall encrypt what the controller sends.", [(P, "binds")]),
        ("Customer agrees that it is responsible for copies.", [(C, "binds")]),
        # The duty is named, not done.
        ("Copies are your own responsibility.", [(C, "binds")]),
        ("It remains the responsibility of the Supplier to keep copies.", [(P, "binds")]),
        ("Responsibility for copies rests with the Customer.", [(C, "binds")]),
        ("It is up to you to keep copies.", [(C, "binds")]),
        ("We will hold you responsible for what is done there.", [(P, "binds"), (C, "binds")]),
        # Passive, with the side that does it or is told.
        ("Copies shall be made by Customer.", [(C, "binds")]),
        ("Copies are made every night by the Supplier.", [(P, "does")]),
        ("Copies are made by us.", [(P, "does")]),
        ("Customer shall be notified within one day.", [(P, "binds")]),
        # Told, advised, allowed.
        ("We copy all data every night.", [(P, "does")]),
        ("Acme scans each image.", [(P, "does")]),
        ("Our engineers review the rules.", [(P, "does")]),
        ("Customer manages its own keys.", [(C, "does")]),
        ("You should keep a local copy.", [(C, "should")]),
        ("We strongly recommend that you keep a copy.", [(C, "should")]),
        ("Customer may inspect the site.", [(C, "may")]),
        ("Acme may keep copies.", [(P, "may")]),
        # Declined and forbidden.
        ("Acme is not responsible for copies.", [(P, "declines")]),
        ("We do not make copies.", [(P, "declines")]),
        ("The Supplier shall have no obligation to keep copies.", [(P, "declines")]),
        ("Neither party shall be liable for lost data.", [("", "declines")]),
        ("Acme shall not read Customer Data.", [(P, "must not")]),
        # Several actors, each with its part.
        ("Customer shall pay and the Supplier shall keep copies.", [(C, "binds"), (P, "binds")]),
        (
            "You are responsible for copies, and we have no liability for loss.",
            [(C, "binds"), (P, "declines")],
        ),
        # Nobody is bound.
        ("Customer’s data is encrypted.", []),
        ("Data uploaded by Customer is scanned.", []),
        ("The copies kept by Acme under your instructions.", []),
        ("A customer of another supplier.", []),
        ("Patches for the software.", []),
        ("Send the notice to us again.", []),
        # What happens to a customer, or helps the provider, is no task of its own.
        ("Customer will lose access to its data.", []),
        ("You shall promptly notify us of any incident.", []),
    ],
)
def test_whom_a_sentence_binds(sentence, expected):
    assert said(sentence) == expected


def test_of_words_that_put_it_on_one_side_alone():
    bound = bound_by(words_of(PAPER, vocabulary()), vocabulary())
    assert [b.sole for b in bound("You are solely responsible for copies, and Acme must help.")] == [
        True,
        False,
    ]


def test_where_you_supply_the_sides_are_turned_round():
    turned = agreement("x", parties=(Party(P, None, ("you", "your")), Party(C, None, ("we", "our", "us"))))
    assert said("You shall keep copies.", of=turned) == [(P, "binds")]
    assert said("We are responsible for passwords.", of=turned) == [(C, "binds")]


def test_a_name_that_acts_again_and_again_is_the_providers():
    told = agreement(
        "Borealis keeps logs. Borealis may stop. Borealis uses disks. Users may leave, as users do."
    )
    assert said("Borealis encrypts disks.", of=told) == [(P, "does")]
    assert said("Borealis encrypts disks.") == []


@pytest.mark.parametrize(
    ("cells", "head", "sides"),
    [
        (("Backup", "Customer"), (), {C}),
        (("Backup", "the Supplier"), (), {P}),
        (("Backup", "Supplier and Customer"), (), {P, C}),
        (("Backup", "Shared"), (), {P, C}),
        (("Backup", "x", ""), ("Task", "Supplier", "Customer"), {P}),
        (("Backup", "", "✓"), ("Task", "Supplier", "Customer"), {C}),
        (("Backup", "R", "R"), ("Task", "Supplier", "Customer"), {P, C}),
        (("Backup", "R: makes, tests", "S: asks"), ("Task", "Supplier", "Customer"), {P}),
        (("Backup", "R: the platform", "R: its own files"), ("Task", "Supplier", "Customer"), {P, C}),
        (("Backup", "Responsible: Customer", ""), ("Task", "Supplier", "Customer"), set()),
        (("Backup", "Recovery: nightly", ""), ("Task", "Supplier", "Customer"), set()),
        # Near-misses.
        (("Backup", "by the Customer on request"), (), set()),
        (("Backup", "no"), ("Task", "Supplier"), set()),
        (("Backup", "x"), ("Task", "Price"), set()),
    ],
)
def test_whom_a_table_row_names(cells, head, sides):
    assert cells_bound(cells, head, words_of(PAPER, vocabulary()), vocabulary()) == sides


def test_characters_of_private_use_in_a_paper_are_no_party():
    assert said("\ue001 shall keep copies.") == []


def test_a_name_that_mostly_means_the_customer_is_its_where_it_acts_again_and_again():
    paper = agreement("Acme keeps the lights on.", *["Publisher shall pay."] * 3, parties=PARTIES)
    assert said("Publisher shall remove tags.", of=paper) == [(C, "binds")]
    assert said("Publisher shall remove tags.") != [(C, "binds")]
