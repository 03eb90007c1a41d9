import pytest

from pipeline.domain.apart import Apart
from pipeline.domain.document import BlockKind
from pipeline.domain.places import LineAt
from readers.reading import block_with, of_kind, read_text, texts


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        # paragraphs by blank lines, whatever they hold
        ("One.\n\nTwo.\n \n\nThree.", ["One.", "Two.", "Three."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        (
            "# of users: 20\n\n* none *\n\n<name> pays __5__",
            ["# of users: 20", "* none *", "<name> pays __5__"],
        ),
        ("a\u00a0b\tc  d\u00adef", ["a b c def"]),
        # hard-wrapped lines are one paragraph
        (
            "The provider keeps a copy of all customer data in a second\n"
            "data centre, at least one hundred kilometres from the first.",
            [
                "The provider keeps a copy of all customer data in a second "
                "data centre, at least one hundred kilometres from the first."
            ],
        ),
        (
            "the long-\nstanding terms, short-\nand long-term",
            ["the long-standing terms, short- and long-term"],
        ),
        # clauses, list items and headings begin a block without a blank line
        ("The provider shall:\n(a) encrypt;\n(b) log.", ["The provider shall:", "(a) encrypt;", "(b) log."]),
        (
            "The provider shall\n(a) encrypt, and\n(b) log.",
            ["The provider shall", "(a) encrypt, and", "(b) log."],
        ),
        ("1. Fees are due.\n2. They are final.", ["1. Fees are due.", "2. They are final."]),
        ("7.2 Security\n7.3 Backups", ["7.2 Security", "7.3 Backups"]),
        (
            "DEFINITIONS\nIn these terms the words below mean this.",
            ["DEFINITIONS", "In these terms the words below mean this."],
        ),
        ("Security\n========\nAll data is encrypted.", ["Security", "All data is encrypted."]),
        # near-misses: a number or word at the start of a wrapped line that belongs to the sentence
        (
            "as set out in clause\n7.2 Security and in the annex",
            ["as set out in clause 7.2 Security and in the annex"],
        ),
        (
            "ANNEX 4 to the processing agreement\nStandard for wiping: ______\nFirm: ______",
            ["ANNEX 4 to the processing agreement", "Standard for wiping: ______ Firm: ______"],
        ),
        ("Annex 4 to the agreement says\nwhat is wiped.", ["Annex 4 to the agreement says what is wiped."]),
        ("Places\n[ ] Norway\n[x] Chile", ["Places", "[ ] Norway", "[x] Chile"]),
        ("an uptime of\n99.9 percent", ["an uptime of 99.9 percent"]),
        ("within\n30 days", ["within 30 days"]),
    ],
)
def test_blocks(tmp_path, text, blocks):
    assert texts(read_text(tmp_path, text)) == blocks


def test_a_line_a_paragraph_where_there_are_no_blank_lines(tmp_path):
    lines = [f"The provider answers for matter number {n}, and the customer pays for it." for n in range(30)]
    assert texts(read_text(tmp_path, "\n".join(lines))) == lines


def test_a_very_long_line_is_one_block(tmp_path):
    line = "The provider keeps all customer data in the region named in the order. " * 400
    assert texts(read_text(tmp_path, f"Terms\n\n{line}\n\nEnd")) == ["Terms", line.strip(), "End"]


def test_kinds(tmp_path):
    document = read_text(
        tmp_path, "CLOUD TERMS\n\nSchedule 2 – Security\n\n(a) Logs are kept.\n\nLogs are kept here."
    )
    assert of_kind(document, BlockKind.HEADING) == ["CLOUD TERMS", "Schedule 2 – Security"]
    assert of_kind(document, BlockKind.LIST_ITEM) == ["(a) Logs are kept."]


def test_place_is_the_line(tmp_path):
    document = read_text(tmp_path, "Terms\n\nThe provider keeps\na copy of the data\nin Ireland.")
    block = block_with(document, "a copy")
    assert [piece.place for piece in block.pieces] == [LineAt(3), LineAt(4), LineAt(5)]
    assert document.quote(block.pieces[1].span) == "a copy of the data "


def printed(*pages, header="", footer="", feed="\f"):
    """Return text as a program prints it to pages; # in header and footer is the number of the page."""
    whole = [
        "\n\n".join(part for part in (header, page, footer) if part).replace("#", str(n))
        for n, page in enumerate(pages, start=1)
    ]
    return f"\n{feed}".join(whole)


PAGES = (
    "CLOUD TERMS\n\n1. The provider keeps a copy of all customer data in a second",
    "data centre, and tests it.\n\n2. Logs are kept for a year.",
    "3. Keys are changed every year.\n\n4. Fees are due at once.",
)
CUT = [
    "CLOUD TERMS",
    "1. The provider keeps a copy of all customer data in a second",
    "data centre, and tests it.",
    "2. Logs are kept for a year.",
    "3. Keys are changed every year.",
    "4. Fees are due at once.",
]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (printed(*PAGES, header="Acme Ltd - Cloud Terms"), {Apart.HEADER}),
        (printed(*PAGES, footer="Confidential        Page # of 3"), {Apart.FOOTER}),
        (printed(*PAGES, footer="Page # of 3"), {Apart.PAGE_NUMBER}),
        (printed(*PAGES, footer="- # -"), {Apart.PAGE_NUMBER}),
        (printed(*PAGES, header="Acme Ltd", footer="Page #"), {Apart.HEADER, Apart.PAGE_NUMBER}),
        (printed(*PAGES, footer="Page # of 3", feed=""), {Apart.PAGE_NUMBER}),
        (
            printed(*PAGES, header="Acme Ltd - Terms", footer="Page # of 3", feed=""),
            {Apart.HEADER, Apart.PAGE_NUMBER},
        ),
        (printed(*PAGES, footer="<PAGE>", feed=""), {Apart.PAGE_NUMBER}),
    ],
)
def test_page_furniture_is_set_aside_and_what_is_left_stands_word_for_word(tmp_path, text, kinds):
    document = read_text(tmp_path, text)
    assert texts(document) == CUT
    assert {s.kind for s in document.set_aside} == kinds
    lines = text.replace("\f", "").split("\n")
    for apart in document.set_aside:
        assert lines[apart.place.line - 1] == apart.text
    assert document.locate(block_with(document, "Keys").span) == LineAt(
        next(n for n, line in enumerate(lines, 1) if "Keys" in line)
    )


def test_a_paragraph_that_a_form_feed_broke_is_whole(tmp_path):
    document = read_text(tmp_path, printed(*PAGES))
    assert texts(document)[1] == f"{CUT[1]} {CUT[2]}"


@pytest.mark.parametrize(
    "text",
    [
        # what comes again within the text is no furniture, nor is what comes twice
        "Fees\n\nThe fee is due.\n\nFees\n\nThe fee is due.\n\nFees\n\nThe fee is due.",
        printed("1. One.", "2. Two.", header="Acme Ltd"),
        # numbered clauses at the top of each page
        printed("1. Fees are due.", "2. Fees are due.", "3. Fees are due.", "4. Fees are due."),
        "See page 3 of 9 for the fees.\n\nPage 3 of 9",
        # a clause's number on a line of its own, three times at the top of a page
        printed("1.\n\nFees are due.", "2.\n\nLogs are kept.", "3.\n\nKeys are changed."),
        "42\n\nis the number of users.\n\n43\n\nwere there before.",
    ],
)
def test_what_only_looks_like_page_furniture_is_kept(tmp_path, text):
    document = read_text(tmp_path, text)
    assert document.set_aside == ()
    assert "".join(document.text.split()) == "".join(text.split())


def test_all_letters_are_in_the_text_or_set_aside(tmp_path):
    document = read_text(tmp_path, printed(*PAGES, header="Acme Ltd", footer="Page # of 3"))
    total = sum(map(str.isalnum, printed(*PAGES, header="Acme Ltd", footer="Page # of 3")))
    assert document.characters == total
    assert sum(map(str.isalnum, document.text + "".join(s.text for s in document.set_aside))) == total


@pytest.mark.parametrize(
    "text",
    ["word " * 100_000, "a\n" * 20_000, "\f" * 100_000 + "Terms.", "Page 1 of 2\n" * 50_000 + "Terms."],
)
def test_giant_texts_are_read(tmp_path, text):
    assert read_text(tmp_path, text).blocks
