"""Scans of own text through the Tesseract that is installed here, if one is."""

import re
from collections import Counter

import numpy as np
import pypdfium2 as pdfium
import pytest

from pipeline.domain.document import Source
from pipeline.readers.manner import Manner
from pipeline.readers.ocr.program import find_program
from pipeline.readers.pdf.reader import read_pdf
from readers.ocr.pictures import noisy, turned
from readers.pdf_writer import Sheet, pdf
from readers.test_scans import LAYER, OTHER, inline_picture

_PROGRAM = find_program()
pytestmark = pytest.mark.skipif(
    _PROGRAM is None or not _PROGRAM.reads(("eng",)), reason="needs Tesseract with English"
)
CLAUSES = (f"7.1 {LAYER}", f"7.2 {OTHER}", f"(a) {LAYER}")
WORD = re.compile(r"[^\W_]+")


def drawn(sheet, *, dpi):
    with pdfium.PdfDocument(pdf(sheet)) as document:
        pixels = np.array(document[0].render(scale=dpi / 72, grayscale=True).to_numpy())
    return pixels.reshape(pixels.shape[:2])


def read(picture):
    sheet = Sheet()
    sheet.marks.append(inline_picture(picture))
    data = pdf(sheet)
    source = Source("scan.pdf", "application/pdf", "0" * 64, len(data))
    return read_pdf(data, source=source, document_id="d1", manner=Manner())


def recall(document, texts):
    wanted = Counter(WORD.findall(" ".join(texts).lower()))
    return (wanted & Counter(WORD.findall(document.text.lower()))).total() / wanted.total()


@pytest.fixture(scope="module")
def one_column():
    sheet = Sheet()
    y = 100.0
    for text in CLAUSES:
        y = sheet.wrapped(72, y, text, hanging=36) + 12
    return sheet


@pytest.mark.parametrize(("dpi", "lean", "quarters"), [(150, 1.0, 0), (200, -1.0, 2)])
def test_a_noisy_scan_that_lies_askew_is_read(one_column, dpi, lean, quarters):
    picture = noisy(turned(drawn(one_column, dpi=dpi), lean))
    document = read(np.ascontiguousarray(np.rot90(picture, k=quarters)))
    assert recall(document, CLAUSES) >= 0.98
    assert [p.page for p in document.pages_by_ocr] == [1]
    assert document.pages_by_ocr[0].confidence > 0.8
    (start,) = (b for b in document.blocks if document.quote(b.span).startswith("7.1"))
    top = document.locate(start.span).box[1]
    assert (top < 150) is (quarters == 0)


def test_two_columns_are_read_one_after_the_other():
    sheet = Sheet()
    sheet.wrapped(60, 100, " ".join([LAYER] * 3), columns=38)
    sheet.wrapped(330, 100, " ".join([OTHER] * 3), columns=38)
    document = read(drawn(sheet, dpi=150))
    words = WORD.findall(document.text)
    assert recall(document, [LAYER] * 3 + [OTHER] * 3) >= 0.98
    assert max(n for n, word in enumerate(words) if word == "incident") < words.index("binds")
