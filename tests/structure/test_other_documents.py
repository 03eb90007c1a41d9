"""Documents that an agreement relies on: which, by how many names, changeable at will, supplied or not."""

from dataclasses import replace

import pytest

from pipeline.structure import segment

from .agreements import agreement, document, vocabulary
from .sets import settled


def named(*paragraphs: str, name: str = "paper.txt") -> list[str]:
    """Return the title of each document relied on, once."""
    made = agreement("Hosting Agreement", *paragraphs, name=name)
    papers = {r.paper: r.title for r in reversed(made.references)}
    return sorted(papers.values())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Security is described in the Security Annex.", "Security Annex"),
        ("We act in accordance with our Northwind Trust Policy.", "Northwind Trust Policy"),
        ("Our Residency Standards, as updated, apply.", "Residency Standards"),
        ("The DPA forms part of this agreement.", "Data Processing Agreement"),
        ("Measures are set out in the INFORMATION SECURITY POLICY.", "Security Policy"),
        ("Each party shall comply with the Data Protection Addendum.", "Data Protection Addendum"),
        ("See https://alpha.example/legal/acceptable-use-policy for the rules.", "Acceptable Use Policy"),
        ("Places are listed at https://alpha.example/places/.", "https://alpha.example/places"),
        ("A Data Processing Addendum is available upon request.", "Data Processing Addendum"),
        ("Ask us and you can request a GDPR Data Processing Addendum.", "Data Processing Addendum"),
        ("Response times are as set out in your Service Plan.", "Service Plan"),
        ("Others help us (see Sub-processor list).", "Sub-processor list"),
        ("“Alpha Policies” means our Refund Policy.", "Refund Policy"),
    ],
)
def test_what_is_relied_on(text: str, title: str) -> None:
    assert [t.rstrip("/") for t in named(text)] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "The parties shall comply with the GDPR and the Data Protection Act.",
        "Transfers are subject to the Standard Contractual Clauses.",
        "Provider meets the NIST Guidelines and the OWASP Testing Guide.",
        "As Annex II of the UK Addendum says, measures are attached.",
        "Rules are found at https://edpb.europa.eu/guidelines/art-28.",
        "See https://alpha.example for more.",
        "Log in at https://alpha.example/login as set out in clause 3.",
        "Provider shall follow Customer’s Information Security Policy.",
        "All Subscription Terms are governed by clause 4.",
        "This Hosting Agreement is governed by clause 4.",
    ],
)
def test_laws_home_pages_and_the_customers_own_papers_are_not(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [
        (("The DPA is incorporated.", "See the Data Processing Addendum."), "Data Processing Agreement"),
        (
            (
                "Rules: see https://alpha.example/use.",
                "See the Use Guidelines at https://www.alpha.example/use/.",
            ),
            "Use Guidelines",
        ),
        (("See Exhibit B (Security Annex).", "Measures are set out in Exhibit B."), "Security Annex"),
        (
            (
                "Alpha shall log. Alpha will act. Alpha may ask. See Alpha’s Support Policy.",
                "See the Support Policy.",
            ),
            "Support Policy",
        ),
    ],
)
def test_one_paper_under_several_names_is_one(paragraphs: tuple[str, ...], title: str) -> None:
    assert named(*paragraphs) == [title]


def test_each_exhibit_has_the_name_in_its_own_brackets() -> None:
    listed = "The contract is these terms, Exhibit B (Uptime) and Exhibit C (Security Annex)."
    relied = ("Levels are as set out in Exhibit B.", "Measures are as set out in Exhibit C.")
    assert named(listed, *relied) == ["Exhibit B", "Security Annex"]


def test_two_papers_joined_by_and_are_two() -> None:
    assert named("See the Backup Policy and Acceptable Use Policy.") == [
        "Acceptable Use Policy",
        "Backup Policy",
    ]


@pytest.mark.parametrize(
    ("text", "changeable"),
    [
        ("Security is described in our Security Policy, as updated from time to time.", True),
        ("We may update the Security Policy described in clause 3.", True),
        ("The then-current Security Policy applies under the agreement.", True),
        ("See the Security Policy, as amended from time to time by agreement of the parties.", False),
        ("Security is described in our Security Policy.", False),
    ],
)
def test_who_may_change_it(text: str, changeable: bool) -> None:
    made = agreement("Hosting Agreement", text)
    assert [r.changeable for r in made.references] == [changeable]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("The measures are described in the Security Annex.", True),
        ("Each party agrees to the Security Annex.", False),
    ],
)
def test_where_the_substance_is_said_to_be(text: str, holds: bool) -> None:
    assert [r.holds_substance for r in agreement("Hosting Agreement", text).references] == [holds]


ENOUGH = "Provider does what it says here, and it says so in many words. " * 8


@pytest.mark.parametrize(
    ("words", "other", "name", "supplied"),
    [
        ("See the Data Processing Addendum.", ("Data Processing Agreement", ENOUGH), "b.txt", True),
        ("See the Terms and Conditions.", ("Welcome to Alpha", ENOUGH), "alpha-terms.pdf", True),
        ("See the Cloud Rules.", ("Welcome", f"These Cloud Rules bind you. {ENOUGH}"), "b.txt", True),
        ("See Schedule 2.", ("Schedule 2", ENOUGH), "b.txt", True),
        ("See Exhibit B (Security Annex).", ("Security Annex", ENOUGH), "b.txt", True),
        ("See Schedule 1 of the Order Form.", ("Order Form", ENOUGH, "Schedule 1", ENOUGH), "b.txt", True),
        # Near-misses
        (
            "See Schedule 1 to this Agreement.",
            ("Order Form", ENOUGH, ENOUGH, "Schedule 1", ENOUGH),
            "b.txt",
            False,
        ),
        ("See the Data Processing Addendum.", ("Acceptable Use Policy", ENOUGH), "b.txt", False),
        ("See the Security Annex.", ("Vulnerability Disclosure Policy", ENOUGH), "b.txt", False),
        ("See Schedule 1.", ("Schedule 12", ENOUGH), "b.txt", False),
        (
            "See Schedule 1.",
            ("Order Form", ENOUGH, "Schedule 1", ENOUGH, "Schedule 2", ENOUGH),
            "b.txt",
            False,
        ),
        (
            "See the Backup Policy.",
            ("Order Form", ENOUGH, ENOUGH, "Backup Policy", "It is on our site."),
            "b.txt",
            False,
        ),
    ],
)
def test_what_the_set_supplies(words: str, other: tuple[str, ...], name: str, supplied: bool) -> None:
    terms = segment(document("Hosting Agreement", words, name="alpha-hosting.txt"), vocabulary())
    second = segment(replace(document(*other, name=name), id="d2"), vocabulary())
    first, _ = settled(terms, second)
    assert {r.supplied for r in first.references} == {supplied}


def test_an_exhibit_that_is_supplied_apart_is_not_blank() -> None:
    terms = segment(
        document(
            "Hosting Agreement", "See Exhibit B.", "Exhibit B – Data Processing Agreement", name="a.txt"
        ),
        vocabulary(),
    )
    second = segment(replace(document("Data Processing Agreement", ENOUGH), id="d2"), vocabulary())
    assert len(terms.placeholders) == 1
    assert settled(terms, second)[0].placeholders == ()


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("A Data Processing Addendum is available on request to all who pay.", False),
        ("To request the Data Processing Addendum in its present form, write to us.", False),
        ("A signed copy of the Data Processing Addendum is available on request.", True),
        ("Further terms on the Data Processing Addendum are found in clause 3 below.", True),
    ],
)
def test_a_page_on_a_paper_need_not_be_the_paper(words: str, own: bool) -> None:
    made = agreement("Data Processing Addendum", words, "Alpha hosts files.", name="alpha-dpa.txt")
    assert ("Data Processing Agreement" not in {r.paper for r in made.references}) is own


MENU = [f"Entry {n}" for n in range(80)]


@pytest.mark.parametrize(
    ("opening", "supplied"),
    [
        ("These Alpha Hosting Terms of Use bind all who use what Alpha hosts.", True),
        ("All who use what Alpha hosts comply with the Alpha Hosting Terms of Use.", False),
    ],
)
def test_a_paper_may_say_below_a_menu_what_it_is(opening: str, supplied: bool) -> None:
    other = segment(replace(document(*MENU, opening, name="page.txt"), id="d2"), vocabulary())
    main = agreement("Security Notes", "Files are kept as set out in the Alpha Hosting Terms of Use.")
    (found, _) = settled(main, other)
    assert [r.supplied for r in found.references] == [supplied]


@pytest.mark.parametrize(
    ("words", "changeable"),
    [
        ("We may modify these terms (including Our Policies).", {"Refund Policy", "Backup Policy"}),
        ("We may modify Our Policies if both parties agree by mutual agreement.", set()),
        ("We may modify the look of the portal.", set()),
    ],
)
def test_what_may_be_changed_by_one_word_for_all(words: str, changeable: set[str]) -> None:
    defined = "“Our Policies” means our Refund Policy and our Backup Policy."
    made = agreement("Hosting Terms", words, defined, "We act in accordance with our Privacy Policy.")
    assert {r.title for r in made.references if r.changeable} == changeable


def test_without_a_definition_our_policies_are_all_called_so() -> None:
    rules = (
        "We may update our policies.",
        "Act in accordance with our Privacy Policy and our Code of Conduct.",
    )
    made = agreement("Hosting Terms", *rules)
    assert {r.title: r.changeable for r in made.references} == {
        "Privacy Policy": True,
        "Code of Conduct": False,
    }


@pytest.mark.parametrize(
    ("paragraphs", "titles"),
    [
        # What only a note to the drafter names, or a box that nobody ticked
        (("[Drafting note: say so if the Backup Policy is attached.] Alpha hosts.",), []),
        (("[ ] Alpha complies with the Security Policy.", "[x] Alpha hosts files."), []),
        (("[x] Alpha complies with the Security Policy.",), ["Security Policy"]),
        # What the paper says it is part of, or that it brings a copy of
        (
            (
                "This order is governed by the Frame Terms dated 4 May.",
                "“Frame Terms” means these Hosting Rules and the order.",
            ),
            [],
        ),
        (
            (
                "The Alpha Group Storage Terms posted at https://alpha.example/storage apply.",
                "A copy of the Storage Terms is attached.",
                "STORAGE TERMS",
                ENOUGH,
            ),
            [],
        ),
        (("See the Storage Terms. A copy of the Storage Terms is attached.",), ["Storage Terms"]),
        # Laws and public standards
        (("The text of the Chapter on wages is available at https://city.example/wages.",), []),
        (("Disks are wiped in accordance with National Institute of Standards papers.",), []),
    ],
)
def test_what_is_here_or_was_never_agreed_is_not_missing(paragraphs, titles) -> None:
    assert named(*paragraphs) == titles
