"""What holds for every document, whatever the file."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.domain.document import Document
from pipeline.errors import ReadError
from pipeline.readers.read import read
from readers.pdf_writer import Sheet, pdf
from readers.word_writer import docx, p, table

WORDS = st.text("abcXYZ 019.,;()-_*#|<>&\n\t\u00a0\u00ad§é“”", max_size=60)
PAPERS = st.lists(WORDS, max_size=8)


def check(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            document = read(path, document_id="d1")
        except ReadError as error:
            assert str(error).startswith(name)
            return
        assert read(path, document_id="d1") == document
    holds(document)


def holds(document: Document) -> None:
    quotes = [document.quote(block.span) for block in document.blocks]
    assert document.text == "\n\n".join(quotes)
    assert all(quote and quote == " ".join(quote.split()) for quote in quotes)
    for block in document.blocks:
        assert block.pieces
        assert block.pieces[0].span.start == block.span.start
        assert block.pieces[-1].span.end == block.span.end
        for piece, following in zip(block.pieces, block.pieces[1:], strict=False):
            assert piece.span.end == following.span.start
        assert document.locate(block.span) is not None


def xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


UNTIMED = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@UNTIMED
@given(PAPERS)
def test_plain(paragraphs):
    check("\n\n".join(paragraphs).encode(), "paper.txt")


@UNTIMED
@given(PAPERS)
def test_markdown(paragraphs):
    check("\n\n".join(paragraphs).encode(), "paper.md")


@UNTIMED
@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "li", "h2", "td", "div", "ol", "table", "br"]), WORDS), max_size=10
    )
)
def test_web(elements):
    body = "".join(f"<{tag}>{text}</{tag}>" if tag != "br" else f"<br>{text}" for tag, text in elements)
    check(f"<html><body>{body}</body></html>".encode(), "paper.html")


@UNTIMED
@given(PAPERS, st.lists(st.tuples(WORDS, WORDS), max_size=3))
def test_word(paragraphs, rows):
    body = [p(f'<w:r><w:t xml:space="preserve">{xml(text)}</w:t></w:r>') for text in paragraphs]
    cells = [tuple(p(f"<w:r><w:t>{xml(text)}</w:t></w:r>") for text in row) for row in rows]
    check(docx(*body, table(*cells)), "paper.docx")


@UNTIMED
@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 790), WORDS), max_size=8))
def test_pdf(lines):
    sheet = Sheet()
    for x, y, text in lines:
        sheet.text(x, y, text.replace("\n", " "))
    check(pdf(sheet), "paper.pdf")


@UNTIMED
@given(st.binary(max_size=200))
def test_any_bytes(data):
    check(data, "paper.docx")
