"""Word files as other programs write them, and files that are barely files."""

import pytest

from pipeline.errors import DamagedFile, ReadError
from pipeline.readers import kinds
from readers.reading import numbered, read_bytes, texts
from readers.word_writer import W, docx, level, listed, numbering, of, p, packed, run, styles

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
LISTS = numbering({0: level(0, "decimal", "%1.")}, {1: of(0)})


def types(main: str) -> str:
    return f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'


def document(body: str, namespace: str = W) -> str:
    return f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'


def relations(*ties: tuple[str, str], base: str = RELATIONS) -> str:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{base}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(ties)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


WORD_TYPE = types("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
BODY = document(listed("Fees", 1) + listed("Term", 1))
MAIN = relations(("officeDocument", "word/document.xml"))


@pytest.mark.parametrize(
    "files",
    [
        # no relationships at all: parts where every program puts them
        {"[Content_Types].xml": WORD_TYPE, "word/document.xml": BODY, "word/numbering.xml": LISTS},
        # targets from the root of the package, as some libraries write them
        {
            "[Content_Types].xml": WORD_TYPE,
            "_rels/.rels": relations(("officeDocument", "/word/document.xml")),
            "word/document.xml": BODY,
            "word/_rels/document.xml.rels": relations(("numbering", "/word/lists/numbering.xml")),
            "word/lists/numbering.xml": LISTS,
        },
        # a main part of another name in another folder
        {
            "[Content_Types].xml": WORD_TYPE,
            "_rels/.rels": relations(("officeDocument", "text/doc2.xml")),
            "text/doc2.xml": BODY,
            "text/_rels/doc2.xml.rels": relations(("numbering", "../lists/my%20lists.xml")),
            "lists/my lists.xml": LISTS,
        },
        # other capitals than the relationships use, backslashes
        {
            "[Content_Types].xml": WORD_TYPE,
            "_rels/.rels": MAIN,
            "word\\Document.xml": BODY,
            "Word/Numbering.xml": LISTS,
        },
        # strict
        {
            "[Content_Types].xml": WORD_TYPE,
            "_rels/.rels": relations(("officeDocument", "word/document.xml"), base=STRICT_RELATIONS),
            "word/document.xml": document(listed("Fees", 1) + listed("Term", 1), STRICT),
            "word/_rels/document.xml.rels": relations(("numbering", "numbering.xml"), base=STRICT_RELATIONS),
            "word/numbering.xml": LISTS.replace(W, STRICT),
        },
        # other prefixes
        {
            "[Content_Types].xml": WORD_TYPE,
            "_rels/.rels": MAIN,
            "word/document.xml": BODY.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0="),
            "word/numbering.xml": LISTS,
        },
        # with macros; templates
        *(
            {
                "[Content_Types].xml": types(kind),
                "_rels/.rels": MAIN,
                "word/document.xml": BODY,
                "word/numbering.xml": LISTS,
            }
            for kind in (
                "application/vnd.ms-word.document.macroEnabled.main+xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
                "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            )
        ),
    ],
)
def test_files_of_other_programs(tmp_path, files):
    read = read_bytes(tmp_path, packed(files), "terms.docx")
    assert read.source.media_type == kinds.WORD
    assert numbered(read) == [("1", "Fees"), ("2", "Term")]


def test_a_file_with_nothing_but_its_text(tmp_path):
    data = packed({"word/document.xml": document(p("Fees", style="Heading1") + listed("Term", 4))})
    assert numbered(read_bytes(tmp_path, data, "terms.docx")) == [(None, "Fees"), (None, "Term")]


def test_styles_that_turn_in_circles(tmp_path):
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{two}"/></w:style>'
        for one, two in ("AB", "BA")
    )
    assert texts(read_bytes(tmp_path, docx(p("Fees", style="A"), styles=styles(circle)), "terms.docx")) == [
        "Fees"
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:p><w:r><w:t>Fees</w:t></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>Fees</w:t></w:r></w:p>',
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="99999999999"/></w:numPr></w:pPr>{run("Fees")}</w:p>',
        f"<w:p>{run('Fees', '<w:sz/><w:color/><w:shd/><w:w/><w:rStyle/><w:rFonts/><w:highlight/>')}</w:p>",
        f'<w:tbl><w:tblPr><w:tblLook w:val="zz"/></w:tblPr><w:tr><w:tc><w:p>{run("Fees")}</w:p></w:tc></w:tr></w:tbl>',
        f"<w:p><w:r><w:footnoteReference/></w:r>{run('Fees')}</w:p>",
        f'<w:p><w:commentRangeEnd w:id="1"/><w:commentRangeStart/>{run("Fees")}</w:p>',
        f"<w:p><w:sdt/><w:sdt><w:sdtContent/></w:sdt>{run('Fees')}</w:p>",
    ],
)
def test_faulty_markup_keeps_its_words(tmp_path, body):
    assert texts(read_bytes(tmp_path, docx(body), "terms.docx")) == ["Fees"]


@pytest.mark.parametrize("count", [300, 100_000])
def test_markup_nested_without_end_is_a_damaged_file(tmp_path, count):
    data = docx("<w:sdt><w:sdtContent>" * count + p("x") + "</w:sdtContent></w:sdt>" * count)
    with pytest.raises(ReadError):
        read_bytes(tmp_path, data, "terms.docx")


def test_a_file_without_a_text_part(tmp_path):
    data = packed({"[Content_Types].xml": WORD_TYPE, "_rels/.rels": MAIN})
    with pytest.raises(DamagedFile, match="no text part"):
        read_bytes(tmp_path, data, "terms.docx")
