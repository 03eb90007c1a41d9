import io
from dataclasses import replace

import pypdf
import pytest
from readers.pdf_writer import Sheet, pdf

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.apart import Apart, PageByOcr, SetAside
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import PageBox, Span
from pipeline.errors import DamagedFile
from pipeline.readers.manner import Manner
from pipeline.readers.read import read
from pipeline.reports.overlay import boxes_by_page, draw_reading

LINE = 12.0


def agreement(*blocks: tuple[str, BlockKind, list[PageBox]], numbers: dict[int, str], **changes) -> Agreement:
    """Return an agreement of blocks with a piece a place; `numbers` are clauses by the block they begin in."""
    made, clauses, texts, start = [], [], [], 0
    for n, (text, kind, places) in enumerate(blocks):
        step = len(text) // len(places)
        edges = [start + step * k for k in range(len(places))] + [start + len(text)]
        spans = zip(edges, edges[1:], places, strict=False)
        pieces = tuple(Piece(Span(a, b), place) for a, b, place in spans)
        made.append(Block(Span(start, start + len(text)), kind, pieces))
        if n in numbers:
            clauses.append(
                Clause(f"d1.c{n}", "d1", numbers[n], numbers[n], "", text, Span(start, start + len(text)))
            )
        texts.append(text)
        start += len(text) + 2
    source = Source("terms.pdf", "application/pdf", "0" * 64, 9)
    document = Document("d1", source, "\n\n".join(texts), tuple(made), pages=2)
    return Agreement(replace(document, **changes), "dpa", 1.0, "en", True, "", tuple(clauses))


def line(page: int, left: float, top: float, right: float = 200) -> PageBox:
    return PageBox(page, (left, top, right, top + LINE))


P, ROW = BlockKind.PARAGRAPH, BlockKind.TABLE_ROW


@pytest.mark.parametrize(
    ("places", "boxes"),
    [
        ([line(1, 72, 100), line(1, 80, 112)], [(1, (72, 100, 200, 124))]),
        (  # on in the next column
            [line(1, 72, 700), line(1, 320, 72, 500)],
            [(1, (72, 700, 200, 712)), (1, (320, 72, 500, 84))],
        ),
        ([line(1, 72, 700), line(2, 72, 72)], [(1, (72, 700, 200, 712)), (2, (72, 72, 200, 84))]),
        ([line(1, 72, 100), line(1, 140, 98)], [(1, (72, 98, 200, 112))]),  # a raised word, no new column
    ],
)
def test_a_paragraph_has_a_box_for_each_page_and_column(places, boxes):
    drawn = boxes_by_page(agreement(("The parties agree.", P, places), numbers={0: "1"}))
    assert [(page, d.box) for page, on in sorted(drawn.items()) for d in on] == boxes
    assert [d.label for _, on in sorted(drawn.items()) for d in on] == ["1", *[""] * (len(boxes) - 1)]


def test_boxes_are_labelled_with_clauses_and_reasons():
    made = agreement(
        ("Terms", BlockKind.HEADING, [line(1, 72, 72)]),
        ("1. Fees are due.", P, [line(1, 72, 100)]),
        ("Fee | 10", ROW, [line(1, 72, 130)]),
        numbers={1: "1"},
        set_aside=(
            SetAside(Apart.FOOTER, "Acme", line(1, 72, 770)),
            SetAside(Apart.HIDDEN, "x", line(2, 72, 300), "white on white"),
            SetAside(Apart.HIDDEN, "y", None, "marked hidden"),
        ),
    )
    shown = [(page, d.what, d.label) for page, on in sorted(boxes_by_page(made).items()) for d in on]
    assert shown == [
        (1, "clause", ""),
        (1, "clause", "1"),
        (1, "table row", ""),
        (1, "left out", "running footer"),
        (2, "hidden or unread", "white on white"),
    ]


def sheet(**more) -> Sheet:
    return Sheet(**more).text(72, 100, "1. Fees are due.").text(72, 130, "2. They are paid.")


def drawn_on(tmp_path, data: bytes, **changes) -> tuple[bytes, Document]:
    path = tmp_path / "terms.pdf"
    path.write_bytes(data)
    document = replace(read(path, document_id="d1", manner=Manner(ocr=False)), **changes)
    clauses = tuple(
        Clause(f"d1.c{n}", "d1", f"7.{n}", f"7.{n}", "", document.quote(b.span), b.span)
        for n, b in enumerate(document.blocks, start=1)
    )
    return draw_reading(data, Agreement(document, "dpa", 1.0, "en", True, "", clauses)), document


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", ["", "/CropBox [20 30 500 700]"])
def test_labels_stand_left_of_their_paragraphs_on_turned_and_cropped_pages(tmp_path, rotation, crop):
    drawn, document = drawn_on(tmp_path, pdf(sheet(extra=f"/Rotate {rotation} {crop}")))
    (tmp_path / "drawn.pdf").write_bytes(drawn)
    again = read(tmp_path / "drawn.pdf", document_id="d1", manner=Manner(ocr=False))
    assert "Fees are due" in again.text
    page = pypdf.PdfReader(io.BytesIO(drawn)).pages[0]
    left, bottom, right, top = page.cropbox
    width, height = (right - left, top - bottom) if rotation % 180 == 0 else (top - bottom, right - left)
    for n, block in enumerate(document.blocks, start=1):
        found = []
        page.extract_text(
            visitor_text=lambda t, cm, tm, *_, n=n, found=found: f"7.{n}" in t and found.append((cm, tm))
        )
        assert found
        x, y = _moved(*found[0])
        u, v = {
            0: (x - left, top - y),
            90: (y - bottom, x - left),
            180: (right - x, y - bottom),
            270: (top - y, right - x),
        }[rotation]
        box = document.locate(block.span).box
        assert 0 <= u <= width
        assert 0 <= v <= height
        assert u <= max(box[0], 2) + 1
        assert box[1] - 2 <= v <= box[3] + 2


def _moved(cm, tm) -> tuple[float, float]:
    a, b, c, d, e, f = cm
    return a * tm[4] + c * tm[5] + e, b * tm[4] + d * tm[5] + f


def test_the_page_itself_stays_as_it_was(tmp_path):
    data = pdf(sheet(), Sheet().text(72, 300, "3. Other matters."))
    drawn, _ = drawn_on(tmp_path, data)
    before, after = (pypdf.PdfReader(io.BytesIO(d)) for d in (data, drawn))
    for old, new in zip(before.pages, after.pages, strict=True):
        contents = [part.get_object().get_data() for part in new["/Contents"]]
        assert len(contents) == 3
        assert contents[1] == old.get_contents().get_data()
        assert contents[0].split() == [b"q"]
        assert contents[2].split()[0] == b"Q"


def test_unread_and_recognised_pages_are_marked(tmp_path):
    drawn, _ = drawn_on(
        tmp_path,
        pdf(sheet(), Sheet().text(72, 300, "3. Other.")),
        pages_unread=(1,),
        pages_by_ocr=(PageByOcr(2, 0.714),),
    )
    first, second = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(drawn)).pages)
    assert first.count("Page 1 could not be read") == 2  # in large type over the page, and at its head
    assert "read from the picture by OCR with confidence 71%" in second
    assert "could not be read" not in second


def test_what_would_run_is_not_copied(tmp_path):
    names = (
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << /JavaScript 9 0 R >> /AA << >>"
    )
    data = pdf(sheet()).replace(b"/Type /Catalog", b"/Type /Catalog " + names)
    drawn, _ = drawn_on(tmp_path, data)
    root = pypdf.PdfReader(io.BytesIO(drawn)).trailer["/Root"]
    assert not {"/OpenAction", "/AA"} & set(root)
    assert "/JavaScript" not in root["/Names"]


def test_names_of_the_file_do_no_harm_in_labels(tmp_path):
    drawn, document = drawn_on(tmp_path, pdf(sheet()))
    nasty = tuple(
        Clause(f"d1.c{n}", "d1", t, t, "", "x", b.span)
        for n, (t, b) in enumerate(zip(("1) Tj ET Q", "\n(\\"), document.blocks, strict=True))
    )
    drawn = draw_reading(pdf(sheet()), Agreement(document, "dpa", 1.0, "en", True, "", nasty))
    text = pypdf.PdfReader(io.BytesIO(drawn)).pages[0].extract_text()
    assert "1) Tj ET Q" in text
    assert "?(\\" in text


def test_a_file_that_can_not_be_drawn_on_says_so():
    made = agreement(("Terms", P, [line(1, 72, 72)]), numbers={})
    with pytest.raises(DamagedFile, match=r"terms\.pdf can't be drawn on"):
        draw_reading(b"%PDF-1.4 and nothing more", made)
