"""Text that a reader of the paper doesn't see: kept out of evidence, and listed with the reason."""

import pytest

from pipeline.domain.apart import Apart
from pipeline.domain.places import ParagraphAt
from readers.reading import read_bytes, texts
from readers.word_writer import docx, footnotes, header, p, packed, run, settings, styles, table, text_box

WHITE = '<w:color w:val="FFFFFF"/>'
THEME = '<w:color w:val="000000" w:themeColor="background1"/>'


def shade(fill: str, pattern: str = "clear", color: str = "auto") -> str:
    return f'<w:shd w:val="{pattern}" w:color="{color}" w:fill="{fill}"/>'


def style(identifier: str, properties: str, kind: str = "paragraph", default: str = "") -> str:
    return f'<w:style w:type="{kind}" {default} w:styleId="{identifier}">{properties}</w:style>'


STYLES = styles(
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("Note", "<w:rPr><w:vanish/></w:rPr>")
    + style("Ghost", "<w:rPr><w:vanish/></w:rPr>", "character")
    + style("Pale", f"<w:rPr>{WHITE}</w:rPr>")
    + style("Dark", f"<w:pPr>{shade('1F3864')}</w:pPr>")
    + style(
        "Grid",
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{WHITE}</w:rPr><w:tcPr>{shade("1F3864")}</w:tcPr></w:tblStylePr>',
        "table",
    )
)


def read(folder, *body, **parts):
    return read_bytes(folder, docx(*body, styles=STYLES, **parts), "terms.docx")


def hidden(document):
    return [(aside.text, aside.why) for aside in document.set_aside if aside.kind is Apart.HIDDEN]


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ("<w:vanish/>", "marked hidden"),
        ('<w:rStyle w:val="Ghost"/>', "marked hidden"),
        (WHITE, "white on white"),
        ('<w:color w:val="FCFCFC"/>', "white on white"),
        (THEME, "white on white"),
        (WHITE + shade("auto"), "white on white"),
        (WHITE + shade("F5F5F5"), "white on white"),
        (WHITE + '<w:highlight w:val="white"/>', "white on white"),
        ('<w:color w:val="1F3864"/>' + shade("203864"), "set in the colour of what is behind it"),
        (shade("000000", "solid") + '<w:color w:val="000000"/>', "set in the colour of what is behind it"),
        ("<w14:textFill><w14:noFill/></w14:textFill>", "set without colour"),
        (
            '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
            "white on white",
        ),
        ('<w:sz w:val="4"/>', "set in 2 point type"),
        ('<w:sz w:val="2"/>', "set in 1 point type"),
        ('<w:sz w:val="1pt"/>', "set in 1 point type"),
        ('<w:w w:val="1"/>', "squeezed to 1 % of its width"),
    ],
)
def test_hidden_runs(tmp_path, properties, why):
    document = read(tmp_path, p(run("Fees apply.") + run("Fees double.", properties)))
    assert texts(document) == ["Fees apply."]
    assert hidden(document) == [("Fees double.", why)]
    assert document.set_aside[0].place == ParagraphAt("word/document.xml", 0)
    assert document.notes == ("Left out 12 characters of hidden text.",)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        "<w:webHidden/>",  # in the browser only
        '<w:color w:val="auto"/>',
        '<w:color w:val="D9D9D9"/>',
        '<w:color w:val="FFFF00"/>',
        WHITE + shade("1F3864"),
        WHITE + shade("auto", "solid", "000000"),
        WHITE + shade("auto", "pct80"),
        WHITE + '<w:highlight w:val="black"/>',
        '<w:color w:val="FFFFFF" w:themeColor="accent1"/>',
        '<w:color w:val="FFFFFF" w:themeColor="text1"/>',
        '<w:sz w:val="6"/>',
        '<w:w w:val="80"/>',
    ],
)
def test_runs_that_are_seen(tmp_path, properties):
    document = read(tmp_path, p(run("Fees apply.", properties)))
    assert texts(document) == ["Fees apply."]
    assert not hidden(document)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (p("x", style="Note"), "marked hidden"),
        (p("x", style="Pale"), "white on white"),
        (p(run("x", WHITE), properties=shade("FFFFFF")), "white on white"),
        (p(run("x", WHITE), style="Dark"), ""),
        (p(run("x", WHITE), properties=shade("000000")), ""),
        (p(run("x", '<w:rStyle w:val="Ghost"/>'), style="Note"), ""),  # hidden twice is shown
        (
            f"<w:tbl><w:tr><w:tc><w:tcPr>{shade('000000')}</w:tcPr>{p(run('x', WHITE))}</w:tc></w:tr></w:tbl>",
            "",
        ),
        (
            f"<w:tbl><w:tblPr>{shade('000000')}</w:tblPr><w:tr><w:tc>{p(run('x', WHITE))}</w:tc></w:tr></w:tbl>",
            "",
        ),
        (table((p(run("x", WHITE)),)), "white on white"),
        # a hidden end of a row hides no words
        (f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p('x')}</w:tc></w:tr></w:tbl>", ""),
        (p(text_box(p(run("x", WHITE)))), "white on white"),
        (p(text_box(p(run("x", WHITE)), shape='<a:solidFill><a:srgbClr val="203864"/></a:solidFill>')), ""),
        (p(text_box(p(run("x", WHITE)), shape="<a:gradFill/>")), ""),
        (p(text_box(p(run("x")))), ""),
        (
            p(text_box(p("x")).replace("<wp:anchor>", '<wp:anchor><wp:docPr id="1" name="n" hidden="1"/>')),
            "in a hidden shape",
        ),
        (
            "<w:tbl><w:tr><w:tc>"
            + p("top")
            + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
            + p("x")
            + "</w:tc></w:tr></w:tbl>",
            "in the covered part of a merged cell",
        ),
    ],
)
def test_what_is_around_the_words(tmp_path, body, why):
    document = read(tmp_path, p("Seen."), body)
    assert hidden(document) == ([("x", why)] if why else [])
    assert ("x" in texts(document)) is not bool(why)


def test_a_table_style_counts_where_the_table_uses_it(tmp_path):
    def grid(look: str) -> str:
        rows = table((p("Service"), p("Fee")), (p(run("Backup")), p(run("x", WHITE))))
        return rows.replace("<w:tbl>", f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>{look}</w:tblPr>')

    document = read(tmp_path, p("Terms"), grid('<w:tblLook w:val="0020"/>'))
    assert texts(document) == ["Terms", "Service | Fee", "Backup"]
    assert hidden(document) == [("x", "white on white")]
    assert not hidden(read(tmp_path, p("Terms"), grid('<w:tblLook w:firstRow="1"/>').replace(WHITE, "")))


def test_hidden_words_leave_a_gap_where_one_is_seen(tmp_path):
    document = read(
        tmp_path, p(run("not") + run("x", WHITE) + run("able") + run("y", "<w:vanish/>") + run("s"))
    )
    assert texts(document) == ["not ables"]


def test_a_dark_page(tmp_path):
    data = docx(p(run("Light on dark.", WHITE)), settings=settings("<w:displayBackgroundShape/>"))
    dark = data_with(data, "<w:body>", '<w:background w:color="101010"/><w:body>')
    assert texts(read_bytes(tmp_path, dark, "terms.docx")) == ["Light on dark."]


def data_with(data: bytes, old: str, new: str) -> bytes:
    """Return the file with something else in its main part."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    files["word/document.xml"] = files["word/document.xml"].replace(old, new)
    return packed(files)


def test_hidden_words_in_notes_and_headers(tmp_path):
    document = read(
        tmp_path,
        p(run("Fees.") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        p(
            run("Gone.", "<w:vanish/>")
            + '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="3"/></w:r>'
        ),
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
        footnotes=footnotes(
            f'<w:footnote w:id="2">{p(run("Net.") + run("a", WHITE))}</w:footnote><w:footnote w:id="3">{p("b")}</w:footnote>'
        ),
        header1=header(p(run("Terms") + run("c", "<w:vanish/>"))),
    )
    assert texts(document) == ["Fees.", "Net."]
    assert [text for text, _ in hidden(document)] == ["a", "Gone.", "b", "c"]
