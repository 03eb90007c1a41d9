"""What a PDF holds beside the agreement's own words: furniture, line numbers, hidden text, notes, values."""

import textwrap

import pytest

from pipeline.domain.apart import Apart
from pipeline.domain.document import BlockKind
from readers.pdf_writer import STEP, Sheet, pdf
from readers.reading import block_with, of_kind, read_bytes, texts
from readers.test_pdf import LONG, OTHER, TOPICS


def read_pdf(folder, *sheets, **options):
    return read_bytes(folder, pdf(*sheets, **options), "terms.pdf")


def aside(document, *kinds):
    return [item.text for item in document.set_aside if item.kind in kinds]


def clauses(count, *, header=lambda n: "", footer=lambda n: "", size=8):
    for n in range(1, count + 1):
        sheet = Sheet()
        y = sheet.wrapped(72, 100, f"{n}. {TOPICS[(n - 1) % 4]}: {LONG}")
        sheet.wrapped(72, y + STEP, f"{OTHER} {n}")
        if header(n):
            sheet.text(72, 40, header(n), size=size)
        if footer(n):
            sheet.text(72, 760, footer(n), size=size)
        yield sheet


@pytest.mark.parametrize(
    ("count", "header", "footer"),
    [
        (2, lambda n: "Orrin Cloud Terms", lambda n: f"Page {n} of 2"),
        (3, lambda n: "Orrin Cloud Terms 2031-04-01", lambda n: f"- {n} -"),
        (6, lambda n: "Orrin GmbH" if n % 2 else "Cloud Terms, June 2031", str),
        (6, lambda n: f"{n} | Cloud Terms" if n % 2 else f"Cloud Terms | {n}", lambda n: "Confidential"),
        (5, lambda n: "Orrin Cloud Terms (cover)" if n == 1 else "Orrin Cloud Terms", lambda n: f"{n}/5"),
        (
            5,
            lambda n: f"Cloud Terms | {n}" if n % 2 else f"{n} | Cloud Terms",
            lambda n: f"orrin.example {n}/5",
        ),
        (1, lambda n: "Orrin Cloud Terms (cover)", lambda n: "Orrin Labs. All rights reserved. Page 1 of 1"),
        (8, lambda n: "Part A: Terms" if n < 5 else "Part B: Security", lambda n: f"Page | {n}"),
    ],
)
def test_headers_and_footers_of_many_makes(tmp_path, count, header, footer):
    document = read_pdf(tmp_path, *clauses(count, header=header, footer=footer))
    assert len(document.blocks) == 2 * count
    assert not any("Orrin" in text or "Part" in text for text in texts(document))
    assert len(aside(document, Apart.HEADER, Apart.FOOTER, Apart.PAGE_NUMBER)) == 2 * count


def test_what_is_set_aside_keeps_its_words_and_place(tmp_path):
    document = read_pdf(tmp_path, *clauses(3, header=lambda n: "Orrin Cloud Terms"))
    first = document.set_aside[0]
    assert (first.kind, first.text, first.place.page) == (Apart.HEADER, "Orrin Cloud Terms", 1)
    assert first.place.box[0] == 72


@pytest.mark.parametrize("size", [8, 10, 11])  # of the footer; the text has 10
def test_footer_of_a_browser_in_type_of_any_size(tmp_path, size):
    document = read_pdf(
        tmp_path, *clauses(4, footer=lambda n: f"https://orrin.example/terms {n}/4", size=size)
    )
    assert len(document.blocks) == 8
    assert len(aside(document, Apart.FOOTER)) == 4


def test_footer_that_wraps_on_every_other_page(tmp_path):
    sheets = list(clauses(5))
    for n, sheet in enumerate(sheets, start=1):
        if n % 2:
            sheet.text(72, 750, "Orrin Cloud Terms, last updated in June, page", size=8).text(
                72, 760, "5", size=8
            )
        else:
            sheet.text(72, 760, "Orrin Cloud Terms, last updated in June, page 5", size=8)
    assert len(read_pdf(tmp_path, *sheets).blocks) == 10


def test_footnote_on_the_first_page_is_no_running_footer(tmp_path):
    sheets = list(clauses(4, footer=lambda n: f"Page {n}"))
    notes = ["1 In force on the day of signature.", "2. In the currency of the order."]
    for n, note in enumerate(notes):
        sheets[0].text(72, 725 + 10 * n, note, size=8)
    document = read_pdf(tmp_path, *sheets)
    assert all(note in " ".join(texts(document)) for note in notes)
    assert aside(document, Apart.FOOTER) == []


@pytest.mark.parametrize(
    "headings",
    [
        ["Schedule 1", "Schedule 2", "Schedule 3", "Schedule 4"],  # on the pages of these numbers
        ["SECTION 2", "SECTION 3", "SECTION 4", "SECTION 5"],
        ["Schedule 1", "Schedule 2", "Annex 5", "Annex 9"],  # counted, but not as pages are
        ["Security", "Deletion", "Incidents", "Audits"],
    ],
)
@pytest.mark.parametrize("bold", [True, False])
def test_headings_at_the_top_of_pages_stay(tmp_path, headings, bold):
    sheets = []
    for heading in headings:
        sheet = Sheet().text(72, 60, heading, size=14, bold=bold)
        sheet.wrapped(72, 200, f"{heading}: {LONG}")
        sheets.append(sheet)
    assert of_kind(read_pdf(tmp_path, *sheets), BlockKind.HEADING) == headings


def pleading(*, numbers=True, start=1):
    words = f"{LONG} {OTHER} {LONG}"
    sheet = Sheet()
    end = sheet.wrapped(90, 100, words, columns=70)
    for n in range(round((end - 100) / STEP)):
        if numbers:
            sheet.text(60, 100 + n * STEP, f"{start + n:2}".replace(" ", ""))
    return sheet, words


def test_line_numbers_along_the_margin(tmp_path):
    sheet, words = pleading()
    document = read_pdf(tmp_path, sheet)
    assert texts(document) == [words]
    assert aside(document, Apart.LINE_NUMBER)[:3] == ["1", "2", "3"]


def test_line_numbers_beside_a_few_lines(tmp_path):
    sheet = Sheet().text(90, 88, "Orrin Cloud Terms", bold=True).text(60, 88, "1")
    end = sheet.wrapped(90, 112, LONG, columns=70)
    end = sheet.wrapped(90, end + STEP, "Fees", columns=70)
    heights = [112 + n * STEP for n in range(round((end - 112) / STEP)) if n != 3]
    for n, y in enumerate(heights, start=2):
        sheet.text(60, y, str(n))
    document = read_pdf(tmp_path, sheet)
    assert texts(document) == ["Orrin Cloud Terms", LONG, "Fees"]
    assert len(aside(document, Apart.LINE_NUMBER)) == 1 + len(heights)


def test_a_list_of_sentences_is_not_numbered_by_lines(tmp_path):
    sheet = Sheet()
    y = 100.0
    for n in range(1, 6):
        sheet.text(60, y, str(n))
        y = sheet.wrapped(90, y, f"Region {n}: {LONG}", columns=70)
    document = read_pdf(tmp_path, sheet)
    assert aside(document, Apart.LINE_NUMBER) == []


def test_a_list_without_dots_is_not_numbered_by_lines(tmp_path):
    sheet = Sheet()
    sheet.wrapped(60, 60, LONG)
    items = [f"{n} Region {'north ' * (n % 4)}of the list" for n in range(1, 12)]
    for n, item in enumerate(items):
        number, rest = item.split(" ", 1)
        sheet.text(60, 150 + 2 * STEP * n, number).text(90, 150 + 2 * STEP * n, rest)
    assert texts(read_pdf(tmp_path, sheet)) == [LONG, *items]


HIDE = "the provider deletes nothing"


@pytest.mark.parametrize(
    ("hide", "why"),
    [
        (lambda s: s.set("1 g", 72, 300, HIDE), "white on white"),
        (lambda s: s.set("0.97 g", 72, 300, HIDE), "white on white"),
        (lambda s: s.set("3 Tr", 72, 300, HIDE), "invisible"),
        (lambda s: s.set("", 72, 300, HIDE, size=1), "tiny type"),
        (lambda s: s.set("", 700, 300, HIDE), "outside the page"),
        (lambda s: s.set("", 72, 300, HIDE).box(60, 285, 400, 305), "covered by a shape"),
        (lambda s: s.box(60, 285, 400, 305).set("0 g", 72, 300, HIDE), "in the colour of its ground"),
    ],
)
def test_text_that_nobody_sees(tmp_path, hide, why):
    document = read_pdf(tmp_path, hide(Sheet().text(72, 100, "1. Security")))
    assert texts(document) == ["1. Security"]
    assert [(item.kind, item.text, item.why) for item in document.set_aside] == [(Apart.HIDDEN, HIDE, why)]


@pytest.mark.parametrize(
    "show",
    [
        lambda s: s.box(60, 285, 400, 305).set("1 g", 72, 300, HIDE),  # white on black
        lambda s: s.box(60, 285, 400, 305, grey=0.8).set("0 g", 72, 300, HIDE),  # in a shaded cell
        lambda s: s.set("0.6 g", 72, 300, HIDE),  # pale, but there
        lambda s: s.set("", 72, 300, HIDE, size=4),  # small print
        lambda s: s.box(60, 310, 400, 330).set("", 72, 300, HIDE),  # a box below the line
    ],
)
def test_text_that_only_looks_hidden(tmp_path, show):
    document = read_pdf(tmp_path, show(Sheet().text(72, 100, "1. Security")))
    assert HIDE in texts(document)[-1]
    assert document.set_aside == ()


def test_every_letter_is_read_or_set_aside(tmp_path):
    sheet = Sheet().set("1 g", 72, 300, HIDE).text(72, 500, "the infor-").text(72, 512, "mation is kept")
    document = read_pdf(tmp_path, sheet, *clauses(3, footer=lambda n: f"Page {n}"))
    everything = document.text + "".join(item.text for item in document.set_aside)
    assert document.characters == sum(map(str.isalnum, everything))


def test_footnotes_stand_apart_and_do_not_part_a_paragraph(tmp_path):
    first, second = Sheet(), Sheet()
    lines = textwrap.wrap(f"As the fees list1 says, {LONG}", 78)
    first.wrapped(72, 100, OTHER)
    first.text(72, 600, lines[0]).text(72, 600 + STEP, lines[1])
    first.rule(72, 738, 200, 738)
    first.text(72, 750, "1 In force on the day of signature.", size=8)
    second.text(72, 72, lines[2])
    second.wrapped(72, 200, f"Third, {OTHER}")
    document = read_pdf(tmp_path, first, second)
    assert of_kind(document, BlockKind.FOOTNOTE) == ["1 In force on the day of signature."]
    assert texts(document)[1] == f"As the fees list1 says, {LONG}"


def test_small_print_that_nothing_refers_to_is_no_footnote(tmp_path):
    sheet = Sheet()
    sheet.wrapped(72, 100, LONG)
    sheet.text(72, 700, "12 months of storage are free of charge.", size=8)
    assert of_kind(read_pdf(tmp_path, sheet), BlockKind.FOOTNOTE) == []


def test_lines_of_a_table_of_contents_stay_apart(tmp_path):
    sheet = Sheet()
    lines = [f"{n}. {topic} {'.' * 40} {n + 1}" for n, topic in enumerate(TOPICS, start=1)]
    for n, line in enumerate(lines):
        sheet.text(72, 100 + n * STEP, line)
    assert texts(read_pdf(tmp_path, sheet)) == lines


TEXT_FIELD = "/Subtype /Widget /FT /Tx /T (name) /V (Orrin Labs)"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (TEXT_FIELD, "Company: Orrin Labs"),
        ("/Subtype /Widget /FT /Btn /T (yes) /V /Yes /AS /Yes", "Company: ☒"),
        ("/Subtype /Widget /FT /Btn /T (yes) /V /Off /AS /Off", "Company: ☐"),
        ("/Subtype /Widget /FT /Ch /Ff 131072 /T (c) /Opt [(Oslo) (Bonn)] /V (Bonn)", "Company: Bonn"),
        ("/Subtype /FreeText /Contents (Orrin Labs)", "Company: Orrin Labs"),
        ("/Subtype /Widget /FT /Tx /T (name)", "Company:"),
    ],
)
def test_values_of_form_fields_stand_on_their_line(tmp_path, entries, expected):
    sheet = Sheet().text(72, 100, "Company:").text(72, 300, "Signed for the provider")
    sheet.field((130, 90, 300, 104), entries)
    document = read_pdf(tmp_path, sheet)
    assert texts(document) == [expected, "Signed for the provider"]


def test_value_of_a_hidden_field_is_set_aside(tmp_path):
    sheet = Sheet().text(72, 100, "Company:").field((130, 90, 300, 104), f"{TEXT_FIELD} /F 2")
    document = read_pdf(tmp_path, sheet)
    assert texts(document) == ["Company:"]
    assert aside(document, Apart.HIDDEN) == ["Orrin Labs"]


@pytest.mark.parametrize(("bookmarks", "is_heading"), [((("Return of data", 1),), True), ((), False)])
def test_a_bookmark_makes_its_line_a_heading(tmp_path, bookmarks, is_heading):
    sheet = Sheet().text(72, 100, "1. return of data")
    sheet.wrapped(72, 100 + STEP, LONG)
    document = read_pdf(tmp_path, sheet, bookmarks=bookmarks)
    assert (document.blocks[0].kind is BlockKind.HEADING) is is_heading


# The page is a portrait sheet on which everything runs up or down, as scanners and drawing programs do.
@pytest.mark.parametrize(
    ("matrix", "where", "expected"),
    [
        ("0 1 -1 0", lambda n: (100 + n * STEP, 700), (92, 598, 102, 700)),  # upwards
        ("0 -1 1 0", lambda n: (500 - n * STEP, 100), (498, 100, 508, 202)),  # downwards
        ("-1 0 0 -1", lambda n: (500, 700 - n * STEP), (398, 698, 500, 708)),  # on its head
    ],
)
def test_text_drawn_sideways_is_read_along_its_lines(tmp_path, matrix, where, expected):
    sheet = Sheet()
    words = ["7.2 Security: the", "provider keeps a", "written record of."]
    for n, text in enumerate(words):
        sheet.turned(*where(n), text, matrix=matrix)
    document = read_pdf(tmp_path, sheet)
    assert texts(document) == [" ".join(words)]
    box = document.blocks[0].pieces[0].place.box
    assert all(abs(a - b) < 4 for a, b in zip(box, expected, strict=True)), box


def test_words_along_the_margin_do_not_run_into_the_text(tmp_path):
    sheet = Sheet().turned(40, 600, "Envelope 7731", matrix="0 1 -1 0")
    sheet.wrapped(72, 100, LONG)
    assert texts(read_pdf(tmp_path, sheet)) == [LONG, "Envelope 7731"]


def test_watermark_is_set_aside(tmp_path):
    sheet = Sheet().turned(200, 500, "DRAFT", matrix="0.7 0.7 -0.7 0.7", size=60)
    sheet.wrapped(72, 100, LONG)
    document = read_pdf(tmp_path, sheet)
    assert texts(document) == [LONG]
    assert aside(document, Apart.OTHER) == ["DRAFT"]


def test_raised_note_mark_does_not_lift_its_line(tmp_path):
    sheet = (
        Sheet().text(72, 100, "as the fees list").text(170, 96, "1", size=6).text(180, 100, "says in full")
    )
    document = read_pdf(tmp_path, sheet)
    assert len(texts(document)) == 1
    assert document.locate(block_with(document, "fees").span).box[1] > 90
