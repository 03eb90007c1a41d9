import pytest

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
