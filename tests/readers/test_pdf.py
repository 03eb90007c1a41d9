import textwrap

import pytest

from pipeline.domain.document import BlockKind
from pipeline.domain.places import PageBox
from pipeline.errors import DamagedFile, EncryptedFile, LimitExceeded
from pipeline.readers.limits import Limits
from pipeline.readers.manner import Manner
from pipeline.readers.read import read
from readers.pdf_writer import STEP, Sheet, pdf
from readers.reading import block_with, of_kind, read_bytes, texts

LONG = (
    "The provider keeps a written record of every access to customer data, shows it to the customer within "
    "five working days of a request and stores it in the region named in the order for at least two years."
)
OTHER = (
    "The customer may take a copy of its data at any time during the term, in a structured format that other "
    "services read, and the provider helps with the transfer for as long as the parties agreed in writing."
)
TOPICS = ("Location of data", "Return and deletion", "Notice of incidents", "Who does what")


def read_pdf(folder, *sheets, **options):
    return read_bytes(folder, pdf(*sheets, **options), "terms.pdf")


def test_paragraphs_by_the_white_between_them(tmp_path):
    sheet = Sheet()
    y = sheet.wrapped(72, 100, LONG)
    sheet.wrapped(72, y + STEP, OTHER)
    assert texts(read_pdf(tmp_path, sheet)) == [LONG, OTHER]


def test_paragraphs_without_white_by_the_line_that_ends_early(tmp_path):
    sheet = Sheet()
    y = 100.0
    for text in (LONG, OTHER, LONG, OTHER):
        y = sheet.wrapped(72, y, text)
    assert texts(read_pdf(tmp_path, sheet)) == [LONG, OTHER, LONG, OTHER]


def indented(sheet, y, text):
    first, *rest = textwrap.wrap(text, 74, initial_indent=3 * " ")
    sheet.text(90, y, first.lstrip())
    for n, line in enumerate(rest, start=1):
        sheet.text(72, y + n * STEP, line)
    return y + (1 + len(rest)) * STEP


def test_paragraphs_by_the_indent_of_their_first_lines(tmp_path):
    one_line = "Full term means the term that the order form of both parties gives it;"
    words = [*(6 * [LONG]), one_line, one_line, f"{one_line} {LONG}"]
    sheet = Sheet()
    y = 100.0
    for text in words:
        y = indented(sheet, y, text)
    assert texts(read_pdf(tmp_path, sheet)) == words


def test_lines_that_hang_from_their_number_are_no_first_lines(tmp_path):
    sheet = Sheet()
    y = 100.0
    for text in 6 * [LONG]:
        y = indented(sheet, y, text)
    items = [f"{n}. {text}" for n, text in enumerate((LONG, OTHER), start=1)]
    for item in items:
        y = sheet.wrapped(72, y, item, hanging=18)
    assert texts(read_pdf(tmp_path, sheet))[-2:] == items


def test_numbered_clauses_and_their_numbers_stay_in_the_text(tmp_path):
    sheet = Sheet()
    sheet.text(72, 100, "7.2 Security", bold=True)
    y = sheet.wrapped(72, 120, "(a) " + LONG, hanging=24)
    sheet.wrapped(72, y, "(b) " + OTHER, hanging=24)
    document = read_pdf(tmp_path, sheet)
    assert texts(document) == ["7.2 Security", "(a) " + LONG, "(b) " + OTHER]
    assert [b.kind for b in document.blocks] == [BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]


def test_a_number_at_a_line_start_inside_a_sentence_is_no_clause(tmp_path):
    sheet = Sheet()
    sheet.text(72, 100, "The provider answers for every processor which it has named in clause")
    sheet.text(72, 100 + STEP, "7.2.11 Processors as if it had acted itself, in all things and at all")
    sheet.text(72, 100 + 2 * STEP, "times during the term of the order.")
    assert len(texts(read_pdf(tmp_path, sheet))) == 1


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "joined"),
    [
        ("the infor-", "mation is kept", "", "the information is kept"),
        ("each sub-", "processor signs", "the sub-processor list", "each sub-processor signs"),
        ("each non-", "public fact", "", "each non-public fact"),
        ("short-", "and long-term copies", "", "short- and long-term copies"),
    ],
)
def test_hyphen_at_line_end(tmp_path, first, second, elsewhere, joined):
    sheet = (
        Sheet().text(72, 100, first).text(72, 100 + STEP, second).text(72, 300, elsewhere or "Nothing more")
    )
    document = read_pdf(tmp_path, sheet)
    assert texts(document)[0] == joined
    assert len(document.blocks[0].pieces) == 2


def pages_with_furniture(count):
    for n in range(1, count + 1):
        sheet = Sheet()
        sheet.text(72, 40, "Cloud Terms 2031").text(480, 760, f"Page {n} of {count}")
        sheet.wrapped(72, 100, f"{n}. {TOPICS[n - 1]}: {LONG}")
        yield sheet


def test_header_on_each_page(tmp_path):
    document = read_pdf(tmp_path, *pages_with_furniture(4))
    assert texts(document) == [f"{n}. {TOPICS[n - 1]}: {LONG}" for n in range(1, 5)]
    assert document.notes == ("Left out 8 lines of running headers, footers and page numbers.",)


def test_title_of_the_first_page_is_kept_where_the_header_repeats_it_elsewhere(tmp_path):
    sheets = list(pages_with_furniture(4))
    sheets[0].text(72, 80, "Cloud Terms 2031", bold=True)
    assert texts(read_pdf(tmp_path, *sheets))[0] == "Cloud Terms 2031"


def test_paragraph_over_a_page_break_is_one_block_with_pieces_on_both_pages(tmp_path):
    first, second = Sheet(), Sheet()
    lines = textwrap.wrap(LONG, 78)
    first.wrapped(72, 100, OTHER)
    first.text(72, 690, lines[0]).text(72, 690 + STEP, lines[1])
    second.text(72, 72, lines[2])
    second.wrapped(72, 300, OTHER)
    document = read_pdf(tmp_path, first, second)
    assert texts(document) == [OTHER, LONG, OTHER]
    assert {piece.place.page for piece in document.blocks[1].pieces} == {1, 2}


def test_two_columns(tmp_path):
    sheet = Sheet()
    left = sheet.wrapped(60, 100, LONG, columns=38)
    sheet.wrapped(60, left + STEP, OTHER, columns=38)
    sheet.wrapped(330, 100, OTHER, columns=38)
    assert texts(read_pdf(tmp_path, sheet)) == [LONG, OTHER, OTHER]


def test_two_columns_written_row_by_row(tmp_path):
    ordered = Sheet()
    for x, text in ((60, f"{LONG} {OTHER}"), (330, f"{OTHER} {LONG}")):
        ordered.wrapped(x, 100, text, columns=38)
    by_height = sorted(ordered.marks, key=lambda mark: -float(mark.split()[5]))
    assert by_height != ordered.marks
    assert texts(read_pdf(tmp_path, Sheet(marks=by_height))) == [f"{LONG} {OTHER}", f"{OTHER} {LONG}"]


def test_ruled_table_gives_a_row_a_block_and_no_word_twice(tmp_path):
    sheet = Sheet()
    sheet.wrapped(72, 60, LONG)
    sheet.grid([72, 250, 500], [140, 160, 180, 200])
    for n, (left, right) in enumerate([("Service", "Region"), ("Storage", "Ireland"), ("Backup", "Germany")]):
        sheet.text(80, 154 + 20 * n, left).text(260, 154 + 20 * n, right)
    sheet.wrapped(72, 240, OTHER)
    document = read_pdf(tmp_path, sheet)
    assert texts(document) == [LONG, "Service | Region", "Storage | Ireland", "Backup | Germany", OTHER]
    assert of_kind(document, BlockKind.TABLE_ROW) == [
        "Service | Region",
        "Storage | Ireland",
        "Backup | Germany",
    ]


def test_frame_around_text_is_no_table(tmp_path):
    sheet = Sheet()
    sheet.grid([60, 560], [80, 200]).grid([58, 562], [78, 202])
    sheet.wrapped(72, 100, LONG)
    assert texts(read_pdf(tmp_path, sheet)) == [LONG]


def without_ocr(folder, *sheets):
    path = folder / "terms.pdf"
    path.write_bytes(pdf(*sheets))
    return read(path, document_id="d1", manner=Manner(ocr=False))


def test_page_that_is_a_picture_is_unread(tmp_path):
    document = without_ocr(tmp_path, Sheet().picture(), Sheet().text(72, 100, "1. Definitions"))
    assert document.pages == 2
    assert document.pages_unread == (1,)
    assert document.notes[0].startswith("Page 1 shows text")


def test_blank_page_is_not_unread(tmp_path):
    document = read_pdf(tmp_path, Sheet(), Sheet().text(72, 100, "1. Definitions"))
    assert document.pages_unread == ()


def test_broken_text_layer_is_unread(tmp_path):
    shifted = "".join(chr(ord(c) - 29) if c != " " else "\x03" for c in LONG.lower())
    escaped = Sheet()
    escaped.marks.append("BT /F1 10 Tf 72 700 Td <" + "".join(f"{ord(c):02x}" for c in shifted) + "> Tj ET")
    document = without_ocr(
        tmp_path, escaped, Sheet().wrapped(72, 100, LONG) and Sheet().text(72, 100, "1. Law")
    )
    assert document.pages_unread == (1,)
    assert texts(document) == ["1. Law"]


def near(box, expected):
    return all(abs(a - b) < 4 for a, b in zip(box, expected, strict=True))


# "Security" at 10 points in Courier is 48 points wide, from x 100, its base line 200 below the top.
@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("", (100, 192, 148, 202)),
        ("/CropBox [50 100 562 692]", (50, 92, 98, 102)),
        ("/Rotate 90", (590, 100, 600, 148)),
        ("/Rotate 180", (464, 590, 512, 600)),
        ("/Rotate 270", (192, 464, 202, 512)),
    ],
)
def test_boxes_count_from_the_top_left_corner_of_the_shown_page(tmp_path, extra, expected):
    document = read_pdf(tmp_path, Sheet(extra=extra).text(100, 200, "Security"))
    place = document.locate(block_with(document, "Security").span)
    assert isinstance(place, PageBox)
    assert near(place.box, expected), place.box


def test_password(tmp_path):
    with pytest.raises(EncryptedFile, match=r"terms\.pdf needs a password"):
        read_pdf(tmp_path, Sheet().text(72, 100, "Secret terms"), password="open sesame")


def test_cut_off_file_is_damaged(tmp_path):
    with pytest.raises(DamagedFile, match=r"terms\.pdf is a damaged PDF"):
        read_bytes(tmp_path, b"%PDF-1.4\nnothing that a parser could mend", "terms.pdf")


def test_more_pages_than_the_limit(tmp_path):
    data = pdf(Sheet(), Sheet(), Sheet())
    with pytest.raises(LimitExceeded, match="has 3 pages, the limit is 2"):
        read_bytes(tmp_path, data, "terms.pdf", limits=Limits(pages=2))
