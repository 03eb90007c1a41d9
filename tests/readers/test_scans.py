"""Pages whose text layer can't be trusted, with a program that says what each test wants of it."""

import sys
import zlib

import pytest

from pipeline.domain.apart import Apart
from pipeline.domain.document import Source
from pipeline.readers.manner import Manner
from pipeline.readers.pdf.reader import read_pdf
from readers.ocr import fake_tesseract
from readers.ocr.fake_tesseract import table
from readers.ocr.pictures import bars, prose
from readers.pdf_writer import Sheet, pdf
from readers.reading import texts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")

SCANNED = "1.1 The provider stores customer data in the region that the order names and nowhere else."
LAYER = (
    "The provider stores customer data in the region that the order names and keeps no copy of it elsewhere. "
    "It tells the customer of each incident within two days and helps with what the law then asks for."
)
LETTER = (612, 792)


def scan(*, ink=True):
    """Return a page that is nothing but the picture of a page."""
    sheet = Sheet()
    sheet.marks.append(inline_picture(bars(*prose()) if ink else bars()))
    return sheet


def inline_picture(pixels):
    packed = zlib.compress(pixels.tobytes()).hex()
    return (
        f"q {LETTER[0]} 0 0 {LETTER[1]} 0 0 cm BI /W {pixels.shape[1]} /H {pixels.shape[0]} /BPC 8 /CS /G "
        f"/F [/AHx /Fl] ID {packed}> EI Q"
    )


def with_layer(text, *, unseen=True):
    """Return a scan with words over it, unseen as a scanner's program puts them there."""
    sheet = scan()
    sheet.marks.append("3 Tr" if unseen else "0 Tr")
    sheet.wrapped(72, 100, text)
    return sheet


def said(text, *, confidence=96.0):
    """Return what the program says: a text in lines of ten words, set where `Sheet.wrapped` sets them."""
    words = text.split()
    lines = [" ".join(words[n : n + 10]) for n in range(0, len(words), 10)]
    return table(*[(150, 200 + 25 * n, line) for n, line in enumerate(lines)], confidence=confidence)


@pytest.fixture
def read(tmp_path, monkeypatch):
    def call(*sheets, says=None, ocr=True, languages=("eng",), **program):
        folder = (
            fake_tesseract.install(tmp_path / "bin", says or "", **program) if says is not None else tmp_path
        )
        monkeypatch.setenv("PATH", str(folder))
        data = pdf(*sheets)
        source = Source("terms.pdf", "application/pdf", "0" * 64, len(data))
        manner = Manner(ocr=ocr, languages=languages)
        return read_pdf(data, source=source, document_id="d1", manner=manner)

    return call


def test_a_scanned_page_is_read_with_places_and_confidence(read):
    document = read(scan(), Sheet().text(72, 100, "2. Law"), says=said(SCANNED))
    assert texts(document) == [SCANNED, "2. Law"]
    assert document.pages_unread == ()
    assert [(p.page, p.confidence) for p in document.pages_by_ocr] == [(1, 0.96)]
    place = document.locate(document.blocks[0].span)
    assert place.page == 1
    assert place.box[0] == pytest.approx(72, abs=1)
    assert "Page 1 was recognised from the picture (OCR), at a confidence of 96%" in document.notes[0]


def test_unsure_words_are_told_page_by_page(read):
    document = read(scan(), scan(), says=said(SCANNED, confidence=47.0))
    count = len(SCANNED.split())
    assert (
        f"Words that were recognised with little certainty: {count} on page 1, {count} on page 2."
        in document.notes
    )


@pytest.mark.parametrize(
    ("options", "helps"),
    [
        ({}, "install Tesseract to have it recognised (OCR): "),
        ({"says": said(SCANNED), "ocr": False}, "leave --no-ocr out"),
        ({"says": said(SCANNED), "languages": ("eng", "fra")}, "give Tesseract its language “fra”"),
    ],
    ids=["no program", "switched off", "no such language"],
)
def test_what_can_not_be_recognised_is_unread_and_says_what_helps(read, options, helps):
    document = read(scan(), Sheet().text(72, 100, "2. Law"), scan(), **options)
    assert document.pages_unread == (1, 3)
    assert document.pages_by_ocr == ()
    assert texts(document) == ["2. Law"]
    assert "Pages 1, 3 show text that the file doesn't hold" in document.notes[0]
    assert helps in document.notes[0]


@pytest.mark.parametrize(
    "program",
    [
        {"says": "", "code": 1},
        {"says": ""},
        {"says": said("Fig 7")},
        {"says": said(SCANNED, confidence=20.0)},
    ],
    ids=["fails", "finds nothing", "finds hardly anything", "finds scraps"],
)
def test_a_page_with_ink_that_gives_no_words_stays_unread(read, program):
    document = read(scan(), **program)
    assert document.pages_unread == (1,)
    assert document.text == ""
    assert "found no words on page 1, or took too long" in document.notes[0]


def test_a_program_that_hangs_leaves_its_pages_unread_and_the_rest_is_read(read, monkeypatch):
    monkeypatch.setattr("pipeline.readers.pdf.pictures._PAGE_SECONDS", 0.5)
    document = read(scan(), Sheet().text(72, 100, "2. Law"), says=said(SCANNED), sleeps=60.0)
    assert document.pages_unread == (1,)
    assert texts(document) == ["2. Law"]


def test_when_the_time_of_the_file_is_up_the_pages_left_are_unread(read, monkeypatch):
    monkeypatch.setattr("pipeline.readers.pdf.pictures._seconds", lambda pages, limits: 0.0)
    assert read(scan(), scan(), says=said(SCANNED)).pages_unread == (1, 2)


def test_more_time_is_asked_for_with_each_page():
    from pipeline.readers.limits import Limits
    from pipeline.readers.pdf.pictures import _seconds

    limits = Limits(ocr_seconds=1000.0)
    assert _seconds(1, limits) < _seconds(3, limits) < _seconds(500, limits) == 1000.0


def test_a_blank_scan_is_no_unread_page(read):
    document = read(scan(ink=False), Sheet().text(72, 100, "2. Law"), says="")
    assert document.pages_unread == ()
    assert document.notes == ()


def test_without_the_program_a_blank_scan_can_not_be_told_from_a_full_one(read):
    assert read(scan(ink=False), Sheet().text(72, 100, "2. Law")).pages_unread == (1,)


def whole(document):
    return " ".join(texts(document))


def hidden(document):
    return [s.text for s in document.set_aside if s.kind is Apart.HIDDEN]


def test_a_layer_that_says_what_the_picture_says_is_kept(read):
    document = read(with_layer(LAYER), says=said(LAYER))
    assert whole(document) == LAYER
    assert document.pages_by_ocr == ()
    assert hidden(document) == []


OTHER = (
    "Nothing in these terms binds the vendor, who may sell whatever records it finds to brokers abroad, keep "
    "them for ever, change prices daily, switch off services without warning and owe nobody any damages."
)


def test_a_layer_that_says_something_else_is_set_aside_for_the_picture(read):
    document = read(with_layer(OTHER), says=said(LAYER))
    assert whole(document) == LAYER
    assert [p.page for p in document.pages_by_ocr] == [1]
    assert " ".join(hidden(document)) == OTHER
    assert "The text layer of page 1 says something else than the picture" in " ".join(document.notes)


def test_a_line_that_only_the_layer_has_is_set_aside(read):
    sheet = with_layer(LAYER)
    sheet.text(72, 600, "Deadlines under this clause bind nobody whatever")
    document = read(sheet, says=said(LAYER))
    assert whole(document) == LAYER
    assert hidden(document) == ["Deadlines under this clause bind nobody whatever"]


BEYOND = "Backups leave the region every single night"


def test_what_the_picture_says_beyond_the_layer_is_read(read):
    lines = said(LAYER) + "".join(
        f"5\t1\t1\t1\t90\t{n}\t{150 + 90 * n}\t1200\t80\t20\t95\t{word}\n"
        for n, word in enumerate(BEYOND.split())
    )
    document = read(with_layer(LAYER), says=lines)
    assert BEYOND in document.text


@pytest.mark.parametrize("confidence", [60.0, 30.0])
def test_a_poor_recognition_does_not_overrule_a_layer(read, confidence):
    document = read(with_layer(OTHER), says=said(LAYER, confidence=confidence))
    assert whole(document) == OTHER
    assert "were not compared with the picture" in " ".join(document.notes)


def test_without_the_program_a_layer_over_a_scan_is_read_and_called_unchecked(read):
    document = read(with_layer(LAYER))
    assert whole(document) == LAYER
    assert document.pages_unread == ()
    assert "The words of page 1 are an earlier text recognition" in document.notes[0]


def test_words_that_are_seen_over_a_picture_are_no_hidden_text(read):
    document = read(with_layer(LAYER, unseen=False), says=said(LAYER))
    assert whole(document) == LAYER
    assert hidden(document) == []


def test_a_stamp_on_a_scan_does_not_pass_for_its_text(read):
    stamped = with_layer(
        "Envelope 4711 signed by both parties on the last day of the month " * 3, unseen=False
    )
    document = read(stamped, says=said(f"{OTHER} {LAYER}"))
    assert LAYER in whole(document)
    assert [p.page for p in document.pages_by_ocr] == [1]


def test_a_broken_layer_is_replaced_by_what_is_seen(read):
    shifted = "".join(chr(ord(c) - 29) if c != " " else "\x03" for c in LAYER.lower())
    sheet = Sheet()
    sheet.marks.append("BT /F1 10 Tf 72 700 Td <" + "".join(f"{ord(c):02x}" for c in shifted) + "> Tj ET")
    document = read(sheet, says=said(LAYER))
    assert whole(document) == LAYER
    assert document.pages_unread == ()
    assert hidden(document) == []


def test_a_page_on_its_side_is_read_with_the_places_of_the_paper(read):
    import numpy as np

    sheet = Sheet()
    turned = np.ascontiguousarray(np.rot90(bars(*prose()), k=-1))
    height, width = turned.shape
    sheet.marks.append(inline_picture(turned))
    assert width > height
    document = read(sheet, says=said(SCANNED))
    assert SCANNED in document.text.replace("\n\n", " ")
    left, top, right, bottom = document.locate(document.blocks[0].span).box
    assert bottom - top > right - left  # the line runs down the paper
    assert 0 <= left < right <= LETTER[0]
    assert 0 <= top < bottom <= LETTER[1]
