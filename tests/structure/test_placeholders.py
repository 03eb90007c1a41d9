"""Places left to fill in: what kind, which exhibits are empty, which options were not chosen."""

import pytest

from pipeline.domain.document import BlockKind
from pipeline.structure import segment
from pipeline.structure.options import find_options

from .agreements import agreement, document, vocabulary


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        ("Retention: ____", "____", "blank"),
        ("Availability is __% a month.", "__", "blank"),
        ("Within [●] hours.", "[●]", "blank"),
        ("Within [ # ] days.", "[ # ]", "blank"),
        ("Within XX days.", "XX", "blank"),
        ("Region: [insert region]", "[insert region]", "prompt"),
        ("Region: {hosting_region}", "{hosting_region}", "prompt"),
        ("Region: {{hosting.region}}", "{{hosting.region}}", "prompt"),
        ("Within [24] hours of it.", "[24]", "prompt"),
        ("Within [24/48] hours of it.", "[24/48]", "prompt"),
        ("Within [thirty (30)] days.", "[thirty (30)]", "prompt"),
        ("Measures: [to be attached]", "[to be attached]", "open"),
        ("Measures: TBD", "TBD", "open"),
        ("Measures: [Alpha to describe]", "[Alpha to describe]", "prompt"),
        ("The rates are to be agreed.", "to be agreed", "open"),
        ("Hosting: ☐ Norway ☐ Iceland", "☐ Norway ☐ Iceland", "option"),
        ("Hosting: [ ] Norway [ ] Iceland", "[ ] Norway [ ] Iceland", "option"),
        ("Hosting: ( ) Norway ( ) Iceland", "( ) Norway ( ) Iceland", "option"),
        ("Fees rise by [ ]% a year.", "[ ]", "blank"),  # no box: a figure follows
    ],
)
def test_what_kind_of_blank_it_is(text: str, quote: str, kind: str) -> None:
    made = agreement("Hosting Terms", text)
    assert [(p.quote, p.kind) for p in made.placeholders] == [(quote, kind)]
    assert made.placeholders[0].clause == made.clauses[-1].id


@pytest.mark.parametrize(
    "text",
    [
        "See note [24] below.",
        "(x) a tenth item of a list",
        "It costs [€5].",
        "Reach us at [email protected].",
        "☒ Norway ☐ Iceland",
        "[x] Norway [ ] Iceland",
        "( x ) Norway ( ) Iceland",
        "Logs ✓ Backups ✓",
        "The fees to be agreed under clause 3 are payable in advance by the customer each quarter.",
        "_" * 60,
    ],
)
def test_what_is_no_blank(text: str) -> None:
    assert agreement("Hosting Terms", text).placeholders == ()


def test_boxes_on_lines_of_their_own_ask_one_question() -> None:
    chosen = agreement("Order Form", "Region:", "☐ Norway", "☒ Iceland")
    assert chosen.placeholders == ()
    assert [chosen.document.quote(s) for s in chosen.unticked] == ["☐ Norway"]
    open_ = agreement("Order Form", "Region:", "☐ Norway", "☐ Iceland")
    assert [p.quote for p in open_.placeholders] == ["☐ Norway\n\n☐ Iceland"]


@pytest.mark.parametrize(
    ("ticked", "empty"), [("☒", "☐"), ("☑", "□"), ("[x]", "[ ]"), ("( x )", "( )"), ("[X]", "☐")]
)
def test_a_box_on_its_own_line_belongs_to_the_line_below(ticked: str, empty: str) -> None:
    chosen = agreement("Order Form", "Region:", empty, "Norway", ticked, "Iceland", "Fees are due at once.")
    assert chosen.placeholders == ()
    assert [chosen.document.quote(s) for s in chosen.unticked] == [f"{empty}\n\nNorway"]
    open_ = agreement("Order Form", "Region:", empty, "Norway", empty, "Iceland", "Fees are due at once.")
    assert [p.quote for p in open_.placeholders] == [f"{empty}\n\nNorway\n\n{empty}\n\nIceland"]


def test_one_box_on_its_own_line_is_chosen_or_not() -> None:
    assert agreement("Order Form", "[x]", "Data stays in Norway.").unticked == ()
    open_ = agreement("Order Form", "☐", "Data stays in Norway.", "Fees are due.")
    assert [open_.document.quote(s) for s in open_.unticked] == ["☐\n\nData stays in Norway."]


@pytest.mark.parametrize(
    "lines", [("[ ]", "Signed for Alpha"), ("Region:", "☐"), ("☐", "☐ Norway"), ("☐", "7. Term")]
)
def test_what_stands_below_a_place_to_fill_in_or_another_box_is_no_option_of_it(
    lines: tuple[str, ...],
) -> None:
    made = document("Order Form", *lines)
    assert not any("\n" in made.quote(option.span) for option in find_options(made))


def test_a_box_may_have_a_cell_to_itself() -> None:
    rows = ("☐ | Norway | from May", "☒ | Iceland | from June")
    made = segment(
        document("Order Form", *rows, kinds={1: BlockKind.TABLE_ROW, 2: BlockKind.TABLE_ROW}), vocabulary()
    )
    assert [made.document.quote(s) for s in made.unticked] == ["☐ | Norway"] and made.placeholders == ()


def test_a_line_with_words_before_its_box_asks_anew() -> None:
    made = agreement("Order Form", "Region: ☐ Norway ☐ Iceland", "Backups: ☒ daily ☐ weekly")
    assert [p.quote for p in made.placeholders] == ["☐ Norway ☐ Iceland"]
    assert [made.document.quote(s) for s in made.unticked] == ["☐ Norway ☐ Iceland", "☐ weekly"]


def test_a_box_may_stand_behind_its_words() -> None:
    made = agreement("Order Form", "Norway ☒ Iceland ☐")
    assert [made.document.quote(s) for s in made.unticked] == ["Iceland ☐"]


def test_an_option_ends_with_its_cell() -> None:
    row = document("Order Form", "☐ Norway | from May | ☒ Iceland", kinds={1: BlockKind.TABLE_ROW})
    made = segment(row, vocabulary())
    assert [made.document.quote(s) for s in made.unticked] == ["☐ Norway"]


MEASURES = ("Provider encrypts all data.", "Provider keeps two copies of all data.")


@pytest.mark.parametrize(
    ("paragraphs", "blank"),
    [
        (("Annex I – Measures",), ["Annex I – Measures"]),
        (("Annex I – Measures", "Annex II – Contacts", "Ring us."), ["Annex I – Measures"]),
        (("Annex II – Measures", "Annex III – Contacts", "Ring us."), ["Annex II – Measures"]),
        (("Annex I – Measures", "This page is intentionally left blank."), ["Annex I – Measures"]),
        (("Annex I – Measures", "[to be attached]"), ["[to be attached]"]),  # that tells more
        (("Annex I – Sub-processors", "Name | Services | Country | |"), ["Annex I – Sub-processors"]),
        # Near-misses: something is there, or stands elsewhere in the same paper.
        (("Annex I – Measures", *MEASURES), []),
        (("Annex I – Sub-processors", "None."), []),
        (("Annex I – Places", "Estonia"), []),
        (("Annex I – Sub-processors", "Brightwater Ltd | hosting | Wales"), []),
        (("Annex I", "Estonia", "Norway"), []),
        (("Annex I", "Technical Measures"), ["Annex I"]),  # a title by itself
        (("Annex I – Measures", "Annex I.A – Encryption", *MEASURES), []),
        (("Schedule 2 – Data", "Annex A – Measures", *MEASURES), []),
        (("Annex I – Measures", "Annex I – Measures", *MEASURES), []),
    ],
)
def test_exhibits_with_nothing_in_them(paragraphs: tuple[str, ...], blank: list[str]) -> None:
    made = agreement("Hosting Terms", "1. Provider hosts the data.", *paragraphs)
    assert [p.quote for p in made.placeholders] == blank
