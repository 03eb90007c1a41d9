import pytest

from pipeline.domain.document import BlockKind
from pipeline.domain.places import LineAt
from readers.reading import block_with, numbered, read_text, texts


def read_md(folder, text):
    return read_text(folder, text, "terms.md")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (
            "The **provider** keeps _all_ `logs`, see [the list](https://x.test/a_b).",
            ["The provider keeps all logs, see the list."],
        ),
        ("One\ntwo  \nthree", ["One two three"]),
        (
            "| Service | Region |\n|---|---|\n| Storage | |\n| Backup | Ireland |",
            ["Service | Region", "Storage", "Backup | Ireland"],
        ),
        ("<div>Kept</div>\n\nText<br>here, by <customer name>", ["Kept", "Text here, by <customer name>"]),
        ("<!-- not for readers -->\n\nText", ["Text"]),
        ("    indented by four", ["indented by four"]),
        ("> quoted\n> terms", ["quoted terms"]),
        ("---\ntitle: Cloud Terms\norder: 3\n---\n\nText", ["Cloud Terms", "Text"]),
    ],
)
def test_text_is_what_a_reader_sees(tmp_path, text, blocks):
    assert texts(read_md(tmp_path, text)) == blocks


def test_nested_list(tmp_path):
    document = read_md(
        tmp_path, "3. Security\n   1. Logs\n\n      Kept a year.\n   2. Keys\n4. Backups\n- other\n"
    )
    assert numbered(document) == [
        ("3", "Security"),
        ("1", "Logs"),
        (None, "Kept a year."),
        ("2", "Keys"),
        ("4", "Backups"),
        (None, "other"),
    ]
    assert [b.level for b in document.blocks] == [0, 1, None, 1, 0, 0]


def test_headings_have_their_level(tmp_path):
    document = read_md(tmp_path, "# Terms\n\n### Backups\n\nDaily.")
    assert [(b.kind, b.level) for b in document.blocks[:2]] == [
        (BlockKind.HEADING, 0),
        (BlockKind.HEADING, 2),
    ]


def test_place_is_the_line_of_the_file(tmp_path):
    document = read_md(
        tmp_path,
        "---\ntitle: T\n---\n\n# Terms\n\n- one\n- two\n  goes on\n\n| a | b |\n|---|---|\n| c | d |\n",
    )
    assert [piece.place for piece in block_with(document, "two").pieces] == [LineAt(8), LineAt(9)]
    assert document.locate(block_with(document, "c | d").span) == LineAt(13)
