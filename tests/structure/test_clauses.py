"""The clause tree: numbers, headings, schedules, furniture."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.document import BlockKind
from pipeline.structure import segment

from .agreements import agreement, document, vocabulary

CONTRACT = (
    "HOSTING AGREEMENT",
    "This Agreement is entered into by and between Alpha Ltd and Beta Ltd.",
    "1. DEFINITIONS.",
    "1.1 “Data” means what Customer stores.",
    "2. Security",
    "2.1 Encryption. Provider shall encrypt:",
    "(a) data at rest;",
    "(b) data in transit, that is",
    "(i) between sites and",
    "(ii) to the customer.",
    "2.2 Provider shall log access.",
    "Logs are kept for a year.",
    "Schedule 1 – Exit",
    "1. Provider returns the data.",
    "2. Provider deletes the data.",
)


def by_text(start: str) -> object:
    return next(c for c in agreement(*CONTRACT).clauses if c.text.startswith(start))


@pytest.mark.parametrize(
    ("start", "path", "heading", "kind"),
    [
        ("This Agreement", "", "HOSTING AGREEMENT", "preamble"),
        ("1. DEF", "1", "DEFINITIONS", "heading"),
        ("1.1", "1.1", "DEFINITIONS", "definition"),
        ("2.1", "2.1", "Encryption", "clause"),
        ("(a)", "2.1(a)", "Encryption", "clause"),
        ("(ii)", "2.1(b)(ii)", "Encryption", "clause"),
        ("2.2", "2.2", "Security", "clause"),
        ("Logs", "2.2", "Security", "clause"),
        ("Schedule 1", "Schedule 1", "Exit", "schedule"),
        ("2. Provider", "Schedule 1, 2", "Exit", "clause"),
    ],
)
def test_tree(start: str, path: str, heading: str, kind: str) -> None:
    clause = by_text(start)
    assert (clause.path, clause.heading, clause.kind) == (path, heading, kind)


def test_parents_are_the_clauses_above() -> None:
    clauses = {c.id: c for c in agreement(*CONTRACT).clauses}
    above = {c.path: clauses[c.parent].path for c in clauses.values() if c.parent and c.number}
    assert above["2.1(b)(ii)"] == "2.1(b)"
    assert above["2.1(a)"] == "2.1"
    assert above["2.1"] == "2"
    assert above["Schedule 1, 2"] == "Schedule 1"


def test_after_h_comes_i_the_letter() -> None:
    letters = [f"({letter}) item" for letter in "abcdefghi"]
    assert agreement("1. Duties:", *letters).clauses[-1].path == "1(i)"
    assert (
        agreement("1. Duties:", *letters).clauses[-1].level
        == agreement("1. Duties:", *letters).clauses[-2].level
    )


def test_a_plain_number_below_a_worded_clause_is_an_item_of_it() -> None:
    clauses = agreement(
        "Clause 6 – Liability", "1. First.", "2. Second.", "Clause 7 – Law", "1. Third."
    ).clauses
    assert [c.path for c in clauses] == ["6", "6(1)", "6(2)", "7", "7(1)"]


def test_automatic_numbers_are_not_part_of_the_text() -> None:
    made = document("Provider shall log.")
    block = made.blocks[0]
    numbered = type(block)(block.span, block.kind, block.pieces, number="7.2")
    clause = segment(type(made)(made.id, made.source, made.text, (numbered,)), vocabulary()).clauses[0]
    assert (clause.number, clause.path, clause.text) == ("7.2", "7.2", "Provider shall log.")


def test_a_block_of_numbered_lines_is_several_clauses() -> None:
    clauses = agreement("Terms\n1. We host.\n2. You pay.\n3. Either may leave.").clauses
    assert [c.text for c in clauses] == ["Terms", "1. We host.", "2. You pay.", "3. Either may leave."]


@pytest.mark.parametrize(
    "text",
    [
        "CUSTOMER IS SOLELY RESPONSIBLE FOR BACKUPS.",
        "Provider shall delete it.",
        "Ireland, Germany and",
        "Signed on 4 May 2020",
        "Contact: legal@alpha.example",
    ],
)
def test_short_lines_that_are_no_headings(text: str) -> None:
    assert (
        agreement("Terms of Service", text, "More is said here, at some length.").clauses[1].kind != "heading"
    )


PROSE = (
    "Alpha hosts the files of its customers in two halls, and it keeps the halls locked by day and by night."
)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ((PROSE, "Limits of liability", PROSE), "heading"),
        (("Hosting", PROSE, "Supplier’s warranties and what follows from them", PROSE), "heading"),
        (("House Rules", "Keys and other tokens", PROSE), "heading"),
        # Near-misses: a lead-in, an item, a line of a sentence, no paragraph below, figures
        (("Alpha keeps in each of its two halls, and for each customer:", "a spare key", PROSE), "clause"),
        ((PROSE, "Limits of liability", "Keys and other tokens", PROSE), "clause"),
        ((PROSE, "Alpha will lock the halls", PROSE), "clause"),
        ((PROSE, "Customers who come by night", PROSE), "clause"),
        ((PROSE, "Limits of liability", "Alpha Ltd"), "clause"),
        ((PROSE, "Keys for 30 days", PROSE), "clause"),
        ((PROSE, "limits of liability", PROSE), "clause"),
        ((PROSE, "Limits of liability,", PROSE), "clause"),
    ],
)
def test_a_heading_may_be_written_like_a_sentence(lines: tuple[str, ...], kind: str) -> None:
    made = agreement("Terms of Service", *lines).clauses
    assert made[-2].kind == kind


@pytest.mark.parametrize("kinds", [{}, {3: BlockKind.HEADING}])
def test_items_after_a_colon_are_no_headings(kinds: dict[int, BlockKind]) -> None:
    lead = "Copies of the files that Alpha makes each night are kept for these times:"
    items = ("Alpha Disk for 7 days", "Beta Tape for 30 days")
    made = document("Copies", PROSE, lead, *items, "House Rules", PROSE, kinds=kinds)
    assert [c.kind for c in segment(made, vocabulary()).clauses] == [
        "heading",
        "clause",
        "clause",
        "clause",
        "clause",
        "heading",
        "clause",
    ]


@pytest.mark.parametrize(
    ("lines", "contents"),
    [
        (("Deutsch", "English", "Français", "日本語", "Polski", PROSE), 5),
        (("Select LanguageAfrikaansAlbanianBasqueCzechDanishDutchGreek",), 1),
        (("Support is given in Czech, Danish, Dutch, English, French, German and Greek.",), 0),
        (("Deutsch", "English", PROSE, "Français", "Polski"), 0),
    ],
)
def test_a_choice_of_languages_is_furniture(lines: tuple[str, ...], contents: int) -> None:
    kinds = [c.kind for c in agreement(*lines, "Terms of Service", PROSE).clauses]
    assert kinds.count("contents") == contents


GOODS = (
    "Alpha Disk",
    "Alpha Mail",
    "Alpha Tape",
    "Beta Vault",
    "Gamma Lens",
    "Delta Lock",
    "Kappa Key",
    "Rho Reel",
)
SITE = (
    "Products",
    *GOODS,
    "Pricing",
    "Solutions",
    "Resources",
    "Blog",
    "Careers",
    "Contact us",
    "Our Halls",
    "Log in",
)
TITLES = ("Privacy", "Hosting Terms", "1 May 2030", "Overview")


@pytest.mark.parametrize(
    ("before", "after", "contents"),
    [
        ((*SITE, *TITLES), (), len(SITE) + 1),  # the title and what stands between it and the text are left
        ((), SITE, len(SITE)),
        # Near-misses: a register of who does what, few words of menus, a short list
        ((), ("Our Helpers", *("Support", "Estonia") * 9), 0),
        ((*GOODS, *GOODS, "Pricing", "Blog", "Hosting Terms", "1 May 2030", "Scope"), (), 0),
        ((*GOODS, "Pricing", "Blog", "Careers", "Log in", "Hosting Terms", "1 May 2030", "Scope"), (), 0),
    ],
)
def test_a_site_s_menu_with_its_products_is_furniture(
    before: tuple[str, ...], after: tuple[str, ...], contents: int
) -> None:
    clauses = agreement(*before, PROSE, *after).clauses
    assert sum(c.kind == "contents" for c in clauses) == contents
    assert all(c.kind != "heading" for c in clauses if c.kind == "contents")


def test_a_list_of_names_is_no_run_of_headings() -> None:
    names = ("Alpha Hosting", "Beta Storage", "Gamma Mail", "Delta Support", "Epsilon Logs")
    kinds = [c.kind for c in agreement("Our sub-processors are:", *names).clauses]
    assert kinds.count("heading") <= 1


def test_a_whole_clause_in_a_heading_style_stays_a_clause() -> None:
    long = (
        "Provider shall keep the data in the country that Customer chose and nowhere else at any time at all."
    )
    made = document(long, "Security", kinds={0: BlockKind.HEADING, 1: BlockKind.HEADING})
    assert [c.kind for c in segment(made, vocabulary()).clauses] == ["clause", "heading"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Provider shall remain liable for its subcontractors.", "clause"),
        ("“Platform” means the service described in Exhibit A.", "definition"),
        ("Provider encrypts nothing;", "heading"),
        ("Details of the processing activities.", "heading"),
        ("Who We Are.", "heading"),
        ("What we may do with your data", "heading"),
    ],
)
def test_a_short_sentence_in_a_heading_style_is_no_heading(text: str, kind: str) -> None:
    made = document("Terms", text, "More is said here.", kinds={0: BlockKind.HEADING, 1: BlockKind.HEADING})
    assert segment(made, vocabulary()).clauses[1].kind == kind


AGREEMENT_AS_TABLE = (
    "1 | Definitions | “Data” means what Customer stores.",
    "2 | Service | Provider shall run the Service.",
    "2.1 Provider may suspend the Service.",
    "3. Security | Provider shall keep Data safe.",
    "4 | Critical | Provider shall respond in one hour.",
)


def test_rows_of_an_agreement_set_as_a_table_are_clauses() -> None:
    rows = dict.fromkeys(range(1, 6), BlockKind.TABLE_ROW)
    clauses = segment(document("AGREEMENT", *AGREEMENT_AS_TABLE, kinds=rows), vocabulary()).clauses[1:]
    assert [(c.path, c.heading) for c in clauses] == [
        ("1", "Definitions"),
        ("2", "Service"),
        ("2.1", "Service"),
        ("3", "Security"),
        ("4", "Critical"),
    ]


def test_rows_that_begin_with_a_figure_are_no_clauses() -> None:
    rows = ("1 | Critical | 30 minutes", "2 Major | 2 hours", "99.5 | 10 %", "3. Minor | a day")
    made = document("7. Support", *rows, kinds=dict.fromkeys(range(1, 5), BlockKind.TABLE_ROW))
    assert [c.path for c in segment(made, vocabulary()).clauses] == ["7"] * 5


@pytest.mark.parametrize(
    ("paragraphs", "paths"),
    [
        (
            ("§ 2 Security", "(1) One.", "(2) Two.", "§ 3 Exit", "(1) One."),
            ["2", "2(1)", "2(2)", "3", "3(1)"],
        ),
        (("2. Security", "(1) One.", "(2) Two.", "3. Exit", "(1) One."), ["2", "2(1)", "2(2)", "3", "3(1)"]),
        (("2. Duties:", "1. One.", "2. Two.", "3. Three."), ["2", "2(1)", "2(2)", "2(3)"]),
    ],
)
def test_a_clause_after_bracketed_items_is_none_of_them(
    paragraphs: tuple[str, ...], paths: list[str]
) -> None:
    assert [c.path for c in agreement(*paragraphs).clauses] == paths


def test_a_schedule_named_in_mid_sentence_opens_none() -> None:
    clauses = agreement("1. The platform is described in", "Schedule 1.", "2. It is hosted in Cork.").clauses
    assert [c.path for c in clauses] == ["1", "1", "2"]


@pytest.mark.parametrize(
    ("following", "paths"),
    [
        ("3. Alpha makes backups every day.", ["3"]),  # the numbering goes on: it was a list
        ("1. Alpha makes backups every day.", ["Appendix 3, 1"]),
    ],
)
def test_appendices_listed_within_the_clauses_open_none(following: str, paths: list[str]) -> None:
    names = ("Appendix 1 Services", "Appendix 2 Prices", "Appendix 3 Levels")
    made = agreement("Hosting Agreement", "1. Alpha hosts.", "2. These are part of it.", *names, following)
    assert [c.path for c in made.clauses if "backups" in c.text] == paths
    assert bool(made.placeholders) is (paths != ["3"])


def test_the_number_a_paper_is_filed_under_is_no_schedule() -> None:
    made = agreement("Exhibit 99.1", "Hosting Agreement", "1. Alpha hosts files for Beta.")
    assert made.clauses[-1].path == "1"


def test_schedules_in_a_list_of_what_is_attached_open_none() -> None:
    listed = ("Schedule A – Services;", "Schedule B – Components; and", "Schedule C – Charges")
    clauses = agreement(
        "1. This agreement consists of:", *listed, "2. Definitions", "Schedule A – Services"
    ).clauses
    assert [c.path for c in clauses] == ["1", "1", "1", "1", "2", "Schedule A"]


def test_menus_and_banners_are_contents_and_the_agreement_is_not() -> None:
    menu = ("Blog", "Careers", "Pricing", "Sign in", "Contact us", "About us")
    clauses = agreement(
        *menu, "We use cookies to make this site better.", "Terms of Service", "You pay us."
    ).clauses
    assert [c.kind for c in clauses] == ["contents"] * 7 + ["heading", "clause"]


def test_a_table_of_contents_is_contents() -> None:
    clauses = agreement("1. Security ........ 3", "2. Exit ........ 5", "1. Security", "We encrypt.").clauses
    assert [c.kind for c in clauses] == ["contents", "contents", "heading", "clause"]


PIECES = (
    "7.2 Provider shall log.",
    "(a) one",
    "(i) two",
    "SECURITY",
    "Schedule 2",
    "A | B",
    "• x",
    "Blog",
    "1.\n2. a\n3. b",
    "§ 4",
    "Art. 5",
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(min_size=1, max_size=40)), max_size=12))
def test_every_word_stands_in_exactly_one_clause(paragraphs: list[str]) -> None:
    made = document(*[p for p in paragraphs if p.strip()])
    clauses = segment(made, vocabulary()).clauses
    assert all(made.quote(c.span) == c.text for c in clauses)
    assert all(a.span.end <= b.span.start for a, b in pairwise(clauses))
    assert "".join("".join(c.text.split()) for c in clauses) == "".join(made.text.split())
    ids = {c.id for c in clauses}
    assert all(c.parent is None or c.parent in ids for c in clauses)
