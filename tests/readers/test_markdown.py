import pytest

from pipeline.domain.apart import Apart
from pipeline.domain.document import BlockKind
from pipeline.domain.places import LineAt
from pipeline.errors import ReadError
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


def test_html_blocks_are_read_as_a_page_with_lines_for_places(tmp_path):
    document = read_md(
        tmp_path,
        "Intro.\n\n<table>\n<tr><td>Backups</td><td>daily</td></tr>\n<tr><td>Logs</td><td>a year</td></tr>\n</table>\n\n"
        "<ol start=3>\n<li>Keys</li>\n</ol>\n",
    )
    assert numbered(document) == [
        (None, "Intro."),
        (None, "Backups | daily"),
        (None, "Logs | a year"),
        ("3", "Keys"),
    ]
    assert document.locate(block_with(document, "Logs").span) == LineAt(5)


def test_what_the_rendered_page_does_not_show_is_set_aside(tmp_path):
    document = read_md(
        tmp_path,
        "---\ntitle: Terms\norder: 3\n---\n\nText.\n\n<!-- a note\nof two lines -->\n\n"
        '<p style="display:none">The provider promises everything.</p>\n',
    )
    assert texts(document) == ["Terms", "Text."]
    assert [(s.kind, s.text, s.place, s.why) for s in document.set_aside] == [
        (Apart.OTHER, "order: 3", LineAt(3), "front matter"),
        (Apart.HIDDEN, "a note of two lines", LineAt(8), "comment in the source"),
        (Apart.HIDDEN, "The provider promises everything.", LineAt(11), "marked hidden"),
    ]


def test_lists_keep_the_numbers_that_are_drawn(tmp_path):
    document = read_md(tmp_path, "7. a\n7. b\n\n---\n\n1) c\n2) d\n")
    assert numbered(document) == [("7", "a"), ("8", "b"), ("1", "c"), ("2", "d")]


@pytest.mark.parametrize(
    "text",
    ["> " * 20_000 + "Terms.", "*" * 50_000 + "Terms.", "[" * 10_000 + "Terms.", "- " * 5_000 + "Terms."],
)
def test_what_is_nested_beyond_all_measure_ends_in_a_document_or_a_sentence(tmp_path, text):
    try:
        assert "Terms." in read_md(tmp_path, text).text
    except ReadError as error:
        assert str(error).startswith("terms.md")
