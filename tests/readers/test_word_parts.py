"""Content controls, fields, boxes, notes, headers, symbols: what is text, and what stands beside it."""

import pytest

from pipeline.domain.apart import Apart
from pipeline.domain.document import BlockKind
from pipeline.domain.places import ParagraphAt
from readers.reading import block_with, numbered, of_kind, read_bytes, texts
from readers.word_writer import (
    control,
    docx,
    endnotes,
    field,
    footer,
    footnotes,
    header,
    listed,
    p,
    run,
    settings,
    table,
    text_box,
)


def read(folder, *body, **parts):
    return read_bytes(folder, docx(*body, **parts), "terms.docx")


def box(value: str, sign: str) -> str:
    checked = f'<w14:checkbox><w14:checked w14:val="{value}"/></w14:checkbox>'
    return control(run(sign), checked)


def mark(kind: str, data: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


def instruction(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


PLACEHOLDER = "<w:showingPlcHdr/>"
LIST = '<w:dropDownList w:lastValue="de"><w:listItem w:displayText="Germany" w:value="de"/></w:dropDownList>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        # boxes, whatever sign draws them
        (box("1", "☒") + run(" agreed"), "☒ agreed"),
        (box("1", "P") + run(" agreed"), "☒ agreed"),
        (box("0", "☐") + run(" agreed"), "☐ agreed"),
        (box("true", "x") + run(" agreed"), "☒ agreed"),
        (box("1", "yes, all of it"), "yes, all of it"),
        (
            mark("begin", "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>")
            + mark("end")
            + run(" a"),
            "☒ a",
        ),
        (
            mark("begin", '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>')
            + mark("end"),
            "☐",
        ),
        # lists
        (control(run("Ireland"), LIST), "Ireland"),
        (control("", LIST), "Germany"),
        (
            mark(
                "begin",
                '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="a"/><w:listEntry w:val="b"/></w:ddList></w:ffData>',
            )
            + mark("end"),
            "b",
        ),
        # placeholders
        (
            run("by ") + control(run("Click here to enter a date."), PLACEHOLDER),
            "by [Click here to enter a date.]",
        ),
        (control(run("[Insert date]"), PLACEHOLDER), "[Insert date]"),
        (control(run("______"), PLACEHOLDER), "______"),
        (run("a") + control(run(" "), PLACEHOLDER) + run("b"), "a b"),
        (control(run("filled in"), '<w:showingPlcHdr w:val="0"/>'), "filled in"),
        # controls in controls
        (control(control(run("deep") + control(run("er")))), "deeper"),
        # fields
        (run("see ") + field("REF x \\h", "7.2"), "see 7.2"),
        (mark("begin") + instruction("MACROBUTTON NoMacro [Insert name]") + mark("end"), "[Insert name]"),
        (mark("begin") + instruction("XE secret") + mark("end") + run("a"), "a"),
        (
            mark("begin")
            + instruction("IF ")
            + field("REF y", "1")
            + instruction('= "1"')
            + mark("separate")
            + run("shown")
            + mark("end"),
            "shown",
        ),
        (f'<w:fldSimple w:instr="DATE">{run("1 May")}</w:fldSimple>', "1 May"),
        (f"<w:smartTag>{run('Dublin')}</w:smartTag>", "Dublin"),
        # characters
        ("<w:r><w:t>re</w:t><w:softHyphen/><w:t>turn</w:t></w:r>", "return"),
        ("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t></w:r>", "e-mail"),
        (symbol("Symbol", "F0B3") + run(" 99"), "≥ 99"),
        (symbol("Wingdings", "F0FE") + run(" a"), "☑ a"),
        (symbol("Wingdings", "F0A8") + run(" a"), "☐ a"),
        (symbol("Wingdings 2", "F052") + run(" a"), "☑ a"),
        (symbol("Times New Roman", "2013"), "–"),
        (symbol("Symbol", "nonsense") + run("a"), "a"),
        (run("q", '<w:rFonts w:ascii="Wingdings"/>') + run(" a"), "☐ a"),
        (run("\uf0b7 item"), "• item"),
        (run("Δ", '<w:rFonts w:ascii="Symbol"/>'), "Δ"),
    ],
)
def test_what_a_paragraph_reads(tmp_path, content, text):
    assert texts(read(tmp_path, p("First."), p(content)))[1:] == [text]


def test_controls_around_paragraphs_rows_and_cells(tmp_path):
    row = "<w:tr>" + control(f"<w:tc>{p('cell')}</w:tc>") + f"<w:tc>{p('beside')}</w:tc></w:tr>"
    document = read(
        tmp_path,
        control(p("one") + control(p("two"))),
        f"<w:tbl>{control(row)}{control(row.replace('cell', 'Choose'), PLACEHOLDER)}</w:tbl>",
        control(p("Enter terms."), PLACEHOLDER),
    )
    assert texts(document) == ["one", "two", "cell | beside", "[Choose] | [beside]", "[Enter terms.]"]


def test_a_reading_aid_is_set_aside(tmp_path):
    ruby = f"<w:ruby><w:rt>{run('rubi')}</w:rt><w:rubyBase>{run('word')}</w:rubyBase></w:ruby>"
    document = read(tmp_path, p(f"<w:r>{ruby}</w:r>"))
    assert texts(document) == ["word"]
    assert [(a.kind, a.text) for a in document.set_aside] == [(Apart.OTHER, "rubi")]


def test_text_boxes_once_and_in_their_place(tmp_path):
    inner = p(run("in it") + text_box(p("inside that")))
    document = read(tmp_path, p(run("Before.") + text_box(inner + table(("a", "b")))), p("After."))
    assert texts(document) == ["Before.", "in it", "inside that", "a | b", "After."]


def test_a_table_in_a_cell_keeps_the_order(tmp_path):
    cell = p("above") + table(("a", "b")) + p("below")
    assert texts(read(tmp_path, table(("left", cell, "right")))) == [
        "left | above",
        "a | b",
        "| below | right",
    ]


def reference(n: int, kind: str = "footnote", more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{n}"{more}/></w:r>'


def test_notes_are_numbered_as_they_are_referred_to(tmp_path):
    document = read(
        tmp_path,
        p(run("a") + reference(3) + run("b") + reference(2)),
        p(run("c") + reference(4, more=' w:customMarkFollows="1"').replace("</w:r>", "<w:t>*</w:t></w:r>")),
        p(run("d") + reference(5) + reference(2, "endnote")),
        '<w:sectPr><w:footnotePr><w:numFmt w:val="upperLetter"/></w:footnotePr></w:sectPr>',
        footnotes=footnotes(
            '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            + "".join(
                f'<w:footnote w:id="{n}">{p(words)}</w:footnote>' for n, words in enumerate("uvwxyz", 1)
            )
        ),
        endnotes=endnotes(f'<w:endnote w:id="2">{p("end")}</w:endnote>'),
        settings=settings('<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'),
    )
    assert numbered(document) == [
        (None, "ab"),
        ("A", "w"),
        ("B", "v"),
        (None, "c*"),
        ("*", "x"),
        (None, "d"),
        ("C", "y"),
        ("1", "end"),
    ]
    assert of_kind(document, BlockKind.FOOTNOTE) == ["w", "v", "x", "y", "end"]
    assert [(a.text, a.why) for a in document.set_aside] == [
        ("u", "a note that nothing refers to"),
        ("z", "a note that nothing refers to"),
    ]


def test_a_note_in_a_table_follows_its_row(tmp_path):
    document = read(
        tmp_path,
        table((p(run("Fee") + reference(2)), p("10"))),
        footnotes=footnotes(f'<w:footnote w:id="2">{p("Net.") + table(("EU", "net"))}</w:footnote>'),
    )
    assert numbered(document) == [(None, "Fee | 10"), ("1", "Net."), ("1", "EU"), ("1", "net")]


def section(name: str, kind: str = "header") -> str:
    return f'<w:sectPr><w:{kind}Reference w:type="default" r:id="{name}"/></w:sectPr>'


def test_headers_and_footers_are_set_aside(tmp_path):
    document = read(
        tmp_path,
        p("Terms of service"),
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>',
        header1=header(p("Terms of service") + table((p("Draft"), p("2026")))),
        footer1=footer(p(run("Page ") + field("PAGE", "1"))),
        footer2=footer(p("This footer belongs to no section of the paper, and says so in a whole sentence.")),
    )
    assert texts(document) == ["Terms of service"]
    assert [(a.kind, a.text) for a in document.set_aside] == [
        (Apart.FOOTER, "Page 1"),
        (Apart.HEADER, "Terms of service"),
        (Apart.HEADER, "Draft"),
        (Apart.HEADER, "2026"),
        (Apart.FOOTER, "This footer belongs to no section of the paper, and says so in a whole sentence."),
    ]
    assert document.set_aside[1].place == ParagraphAt("word/header1.xml", 0)


def test_what_stands_only_in_a_header_is_read_where_its_section_begins(tmp_path):
    sentence = "The parties agree to everything below on the day that the last of them signs."
    document = read(
        tmp_path,
        p("Fees are due.") + p("", properties=section("header1")),
        p("Services are supplied."),
        section("header2"),
        header1=header(p("ORDER FORM")),
        header2=header(p("STANDARD TERMS") + p(sentence) + p("version 3 of 9")),
    )
    assert texts(document) == [
        "ORDER FORM",
        "Fees are due.",
        "STANDARD TERMS",
        sentence,
        "Services are supplied.",
    ]
    assert block_with(document, "ORDER").kind is BlockKind.HEADING
    assert document.locate(block_with(document, "ORDER").span) == ParagraphAt("word/header1.xml", 0)
    assert [a.text for a in document.set_aside] == ["version 3 of 9"]


def test_a_header_that_repeats_the_text_is_not_read(tmp_path):
    document = read(
        tmp_path,
        p("Order Form") + p("Fees are due.") + p("", properties=section("header1")),
        p("Standard Terms"),
        section("header2"),
        header1=header(p("ORDER FORM")),
        header2=header(p("Standard  Terms")),
    )
    assert texts(document) == ["Order Form", "Fees are due.", "Standard Terms"]


def test_what_is_not_read_is_noted(tmp_path):
    document = read(tmp_path, p("Terms"), '<w:altChunk r:id="x"/>', p('<w:subDoc r:id="y"/>'))
    assert document.notes == (
        "2 embedded files were not read: save what they hold as documents of their own.",
    )


def test_letters_of_the_file_are_counted_once(tmp_path):
    document = read(
        tmp_path,
        p(run("abc 12.") + text_box(p("de"))),
        p(reference(2)),
        footnotes=footnotes(f'<w:footnote w:id="2">{p("fg")}</w:footnote>'),
        header1=header(p("hi")),
    )
    assert document.characters == 11


def test_numbers_stand_before_the_words_of_a_cell(tmp_path):
    from readers.word_writer import level, numbering, of

    document = read(
        tmp_path,
        table((listed("Backup", 1), p("daily"))),
        numbering=numbering({0: level(0, "lowerLetter", "(%1)")}, {1: of(0)}),
    )
    assert texts(document) == ["(a) Backup | daily"]
