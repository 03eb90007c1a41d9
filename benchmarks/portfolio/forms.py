"""A paper as a file: PDF, Word, web page, Markdown, plain text, or a scan of the PDF."""

import io
import textwrap
import zipfile
from collections.abc import Iterator
from html import escape

import pypdfium2

from benchmarks.portfolio import pdf
from benchmarks.portfolio.agreements import CHARACTERS_A_PAGE, Paper
from tests.redline.papers import HEAD, packed, run
from tests.redline.papers import p as paragraph

FORMS = {"pdf": 58, "docx": 20, "html": 10, "md": 7, "txt": 5}  # of a hundred
_SCANNED = 110  # dots an inch
_QUALITY = 45
_DATE = (2026, 1, 2, 3, 4, 6)


def numbered(paper: Paper) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs with their numbers, and whether each is a heading."""
    yield paper.opening, False
    for n, (heading, texts) in enumerate(paper.sections, start=1):
        yield f"{n}. {heading}", True
        for m, text in enumerate(texts, start=1):
            yield f"{n}.{m} {text}", False


def in_form(paper: Paper, form: str, *, by: str) -> tuple[bytes, int]:
    """Return the file and its number of pages, counted in characters where the form has none."""
    if form == "pdf":
        pages = _pages(paper, by=by)
        return pdf.written(pages), len(pages)
    made = {"docx": _docx, "html": _html, "md": _md, "txt": _txt}[form](paper, by)
    return made, max(1, round(sum(len(t) for t, _ in numbered(paper)) / CHARACTERS_A_PAGE))


def scanned(paper: Paper, *, by: str) -> tuple[bytes, int]:
    """Return a PDF that holds pictures of the pages and no text."""
    pages = _pages(paper, by=by)
    with pypdfium2.PdfDocument(pdf.written(pages)) as document:
        pictures = []
        for page in document:
            pictures.append(page.render(scale=_SCANNED / 72, grayscale=True).to_pil().convert("L"))
            page.close()
    out = io.BytesIO()
    pictures[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pictures[1:],
        resolution=_SCANNED,
        quality=_QUALITY,
        creationDate=None,
        modDate=None,
    )
    return out.getvalue(), len(pages)


def _pages(paper: Paper, *, by: str) -> list[bytes]:
    head = f"{by} – {paper.title}"
    return pdf.pages_of(paper.title, list(numbered(paper)), header=head, footer="Version 3.2 – Confidential")


def _docx(paper: Paper, by: str) -> bytes:
    """Return a Word file with headings by style and a header with the page number."""
    heading = '<w:pStyle w:val="Heading1"/>'
    body = paragraph(run(paper.title), heading) + "".join(
        paragraph(run(text), heading if bold else "") for text, bold in numbered(paper)
    )
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    header = f"<w:hdr {HEAD}>{paragraph(run(f'{by} – {paper.title} – Page ') + number)}</w:hdr>"
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    end = f'<w:sectPr><w:headerReference w:type="default" r:id="rId90"/>{size}</w:sectPr>'
    return _with_header(packed(body + end), header)


def _with_header(data: bytes, header: str) -> bytes:
    """Add the part and its relationship to a package."""
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/word/header1.xml" ContentType="{kind}"/></Types>'
    )
    ties = "word/_rels/document.xml.rels"
    files[ties] = files[ties].replace(
        "</Relationships>",
        f'<Relationship Id="rId90" Type="{relation}" Target="header1.xml"/></Relationships>',
    )
    files["word/header1.xml"] = declaration + header
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def _html(paper: Paper, by: str) -> bytes:
    words = "\n".join(
        f"<h2>{escape(text)}</h2>" if bold else f"<p>{escape(text)}</p>" for text, bold in numbered(paper)
    )
    menu = "".join(f'<li><a href="#">{name}</a></li>' for name in ("Product", "Pricing", "Support", "Log in"))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(paper.title)}</title></head>\n<body><header><nav><ul>{menu}</ul></nav></header><main><h1>{escape(paper.title)}</h1>\n{words}\n</main>"
        f"<footer><p>© 2026 {escape(by)}. All rights reserved.</p></footer></body></html>\n"
    ).encode()


def _md(paper: Paper, _by: str) -> bytes:
    parts = [f"# {paper.title}", *(f"## {text}" if bold else text for text, bold in numbered(paper))]
    return ("\n\n".join(parts) + "\n").encode()


def _txt(paper: Paper, by: str) -> bytes:
    parts = [by, paper.title.upper(), *(textwrap.fill(text, 78) for text, _ in numbered(paper))]
    return ("\n\n".join(parts) + "\n").encode()
