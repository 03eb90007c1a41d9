import hashlib
import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import PageBox, Span
from pipeline.domain.proposal import NewText, Position, Proposal, ProposalKind
from pipeline.errors import DamagedFile, EncryptedFile, UsageError
from pipeline.redline.marked import write_marked_pdf
from redline.desk import DATE

LINE = (100.0, 50.0, 300.0, 62.0)  # as shown: from the top left


def pdf(*, rotation: int = 0, crop: tuple[float, ...] = (), password: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(400, 600)
    if crop:
        page.cropbox = RectangleObject(crop)
    if rotation:
        page.rotate(rotation)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def document(data: bytes, *lines: str, box=LINE) -> Document:
    blocks, start = [], 0
    for n, line in enumerate(lines):
        span = Span(start, start + len(line))
        left, top, right, bottom = box
        piece = Piece(span, PageBox(1, (left, top + 20 * n, right, bottom + 20 * n)))
        blocks.append(Block(span, BlockKind.PARAGRAPH, (piece,)))
        start += len(line) + 2
    source = Source("paper.pdf", "application/pdf", hashlib.sha256(data).hexdigest(), len(data))
    return Document("d1", source, "\n\n".join(lines), tuple(blocks), pages=1)


def proposal(span: Span, comment: str, *new: NewText) -> Proposal:
    kind = ProposalKind.NEW_CLAUSE if new else ProposalKind.COMMENT
    return Proposal("r", "d1", kind, None, span, comment, Position.PREFERRED, (), new)


def marks(data: bytes, *proposals: Proposal, lines=("Logs are kept.",)):
    marked = write_marked_pdf(
        data, document(data, *lines), proposals, author="Clara Buyer", date=DATE, name="paper.pdf"
    )
    assert marked.startswith(data)  # added to, not written anew
    page = PdfReader(io.BytesIO(marked)).pages[0]
    return [annotation.get_object() for annotation in page.get("/Annots", ())]


@pytest.mark.parametrize(
    ("paper", "box"),
    [
        ({}, [100, 538, 300, 550]),
        ({"rotation": 90}, [50, 100, 62, 300]),
        ({"rotation": 180}, [100, 50, 300, 62]),
        ({"rotation": 270}, [338, 300, 350, 500]),
        ({"crop": (10, 20, 390, 580)}, [110, 518, 310, 530]),
    ],
)
def test_highlight_stands_where_the_words_are_shown(paper, box):
    highlight, note = marks(pdf(**paper), proposal(Span(0, 14), "Why."))
    assert (highlight["/Subtype"], note["/Subtype"]) == ("/Highlight", "/Text")
    assert [float(n) for n in highlight["/Rect"]] == box
    assert (note["/Contents"], note["/T"], note["/M"]) == ("Why.", "Clara Buyer", "D:20261121120000Z")


def test_part_of_a_line():
    highlight, _ = marks(pdf(), proposal(Span(0, 7), "Why."))
    assert [float(n) for n in highlight["/Rect"]] == [100, 538, 200, 550]


def test_the_same_words_are_marked_once():
    found = marks(pdf(), proposal(Span(0, 9), "First."), proposal(Span(5, 14), "Second."))
    assert [m["/Contents"] for m in found] == ["First.\n\nSecond."] * 2


def test_a_new_clause_is_a_note_behind_the_clause_before():
    new = NewText(0, 0, "Keys are turned.", number="8")
    (note,) = marks(pdf(), proposal(Span(0, 14), "Why.", new))
    assert note["/Contents"] == "Why.\nAdd a paragraph: “8 Keys are turned.”."


def test_words_over_two_blocks():
    highlight, _ = marks(pdf(), proposal(Span(0, 30), "Why."), lines=("Logs are kept.", "Keys are turned."))
    assert len(highlight["/QuadPoints"]) == 16


@pytest.mark.parametrize(
    ("data", "error"), [(pdf(password="x"), EncryptedFile), (b"%PDF-1.7 nothing", DamagedFile)]
)
def test_file_that_takes_no_notes(data, error):
    with pytest.raises(error, match=r"paper\.pdf"):
        write_marked_pdf(data, document(data, "Logs."), [], author="A", date=DATE, name="paper.pdf")


def test_another_file():
    with pytest.raises(UsageError, match="has changed"):
        write_marked_pdf(pdf(), document(b"other", "Logs."), [], author="A", date=DATE, name="paper.pdf")
