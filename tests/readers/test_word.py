import pytest

from pipeline.domain.document import BlockKind
from pipeline.domain.places import ParagraphAt
from pipeline.errors import DamagedFile, LimitExceeded
from pipeline.readers.limits import Limits
from readers.reading import block_with, numbered, of_kind, read_bytes, texts
from readers.word_writer import docx, field, footnotes, level, listed, numbering, of, p, run, styles, table

LEGAL = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")


def read_word(folder, *body, **parts):
    return read_bytes(folder, docx(*body, **parts), "terms.docx")


def ins(content):
    return f'<w:ins w:id="1" w:author="A">{content}</w:ins>'


def deleted(text):
    return f'<w:del w:id="2" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (p("One.") + p() + p("Two."), ["One.", "Two."]),
        (p(run("The ") + run("provider")), ["The provider"]),
        (
            p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"),
            ["a b c-d"],
        ),
        # content controls, links and fields read like any text
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>", ["In a control."]),
        (p(run("a ") + f"<w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>"), ["a b"]),
        (p(run("see ") + f"<w:hyperlink>{run('the list')}</w:hyperlink>"), ["see the list"]),
        (p(run("clause ") + field("REF x \\h", "7.2")), ["clause 7.2"]),
        (p(run("x ") + f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>'), ["x 3"]),
        # tables
        (table(("Service", "Region"), ("Backup", "Ireland")), ["Service | Region", "Backup | Ireland"]),
        (table(("Task", "", "Customer")), ["Task | | Customer"]),
        (table((p("One.") + p("Two."),)), ["One.", "Two."]),
        (table(("7.2", "Logs are kept.")), ["7.2 Logs are kept."]),
        (table(("Outer", p("With:") + table(("a", "b")) + p())), ["Outer | With:", "a | b"]),
    ],
)
def test_blocks(tmp_path, body, blocks):
    assert texts(read_word(tmp_path, body)) == blocks


def test_merged_cells(tmp_path):
    def cell(text, merge):
        return f'<w:tc><w:tcPr><w:vMerge w:val="{merge}"/></w:tcPr>{p(text)}</w:tc>'

    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Regions")}</w:tc>'
    rows = (
        wide,
        cell("EU", "restart") + f"<w:tc>{p('Ireland')}</w:tc>",
        cell("", "continue") + f"<w:tc>{p('Spain')}</w:tc>",
    )
    xml = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert texts(read_word(tmp_path, xml)) == ["Regions", "EU | Ireland", "Spain"]


def test_tracked_changes_read_as_accepted_with_a_note(tmp_path):
    document = read_word(
        tmp_path,
        p(run("Within ") + deleted("72") + ins(run("24")) + run(" hours.")),
        p(f'<w:moveFrom w:id="3">{run("Moved.")}</w:moveFrom>'),
        p("Between."),
        p(f'<w:moveTo w:id="4">{run("Moved.")}</w:moveTo>'),
    )
    assert texts(document) == ["Within 24 hours.", "Between.", "Moved."]
    assert document.notes == (
        "3 tracked changes are pending (1 insertion, 1 deletion, 1 move); "
        "the text is read as if all were accepted.",
    )


def test_deleted_paragraph_mark_joins_the_next_paragraph(tmp_path):
    document = read_word(tmp_path, p("The provider ", properties="<w:rPr><w:del/></w:rPr>"), p("keeps logs."))
    assert texts(document) == ["The provider keeps logs."]
    assert [piece.place.paragraph for piece in document.blocks[0].pieces] == [0, 1]


def test_deleted_row_is_left_out(tmp_path):
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
    kept = f"<w:tr><w:tc>{p('c')}</w:tc><w:tc>{p('d')}</w:tc></w:tr>"
    assert texts(read_word(tmp_path, f"<w:tbl>{row}{kept}</w:tbl>")) == ["c | d"]


def test_automatic_numbers(tmp_path):
    document = read_word(
        tmp_path,
        *(listed("Security", 1), listed("Logs", 1, 1), listed("are kept", 1, 2), listed("are shown", 1, 2)),
        *(
            listed("Keys", 1, 1),
            listed("are turned", 1, 2),
            p("Between."),
            listed("Backups", 1),
            listed("Daily", 1, 1),
        ),
        numbering=numbering({0: LEGAL}, {1: of(0)}),
    )
    assert [n for n, _ in numbered(document)] == ["1", "1.1", "(a)", "(b)", "1.2", "(a)", None, "2", "2.1"]
    assert [b.level for b in document.blocks] == [0, 1, 2, 2, 1, 2, None, 0, 1]


def test_numbering_restart(tmp_path):
    restart = of(0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    document = read_word(
        tmp_path,
        *(listed("a", 1), listed("b", 1), listed("c", 3), listed("d", 2), listed("e", 2), listed("f", 1)),
        numbering=numbering({0: level(0, "upperRoman", "Article %1")}, {1: of(0), 2: restart, 3: of(0)}),
    )
    assert [n for n, _ in numbered(document)] == [
        f"Article {n}" for n in ("I", "II", "III", "I", "II", "III")
    ]


def test_numbers_by_heading_styles(tmp_path):
    def style(n, based=""):
        return (
            f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/>{based}'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )

    own = '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H2"/></w:style>'
    levels = level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>') + level(
        1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'
    )
    document = read_word(
        tmp_path,
        *(p("Security", style="H1"), p("Logs", style="H2"), p("Keys", style="Own")),
        p("No number", style="H2", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        styles=styles(style(1) + style(2) + own),
        numbering=numbering({0: levels}, {1: of(0)}),
    )
    assert numbered(document) == [("1", "Security"), ("1.1", "Logs"), ("1.2", "Keys"), (None, "No number")]
    assert [b.level for b in document.blocks] == [0, 1, 1, 1]
    assert of_kind(document, BlockKind.HEADING) == texts(document)


def test_a_clause_in_a_heading_style_is_no_heading(tmp_path):
    xml = styles('<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>')
    clause = "Logs. The provider keeps the logs of all access for one year and shows them on request."
    document = read_word(tmp_path, p("Logs", style="H2"), p(clause, style="H2"), styles=xml)
    assert [b.kind for b in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_bullets_have_no_number(tmp_path):
    document = read_word(
        tmp_path, listed("Logs", 1), numbering=numbering({0: level(0, "bullet", "\uf0b7")}, {1: of(0)})
    )
    assert numbered(document) == [(None, "Logs")]
    assert document.blocks[0].kind is BlockKind.LIST_ITEM


def test_footnote_follows_its_paragraph(tmp_path):
    document = read_word(
        tmp_path,
        p(run("Fees are due") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(".")),
        p("More."),
        footnotes=footnotes(
            f'<w:footnote w:id="-1" w:type="separator">{p("x")}</w:footnote>'
            f'<w:footnote w:id="2">{p("Net of tax.")}</w:footnote>'
        ),
    )
    assert numbered(document) == [(None, "Fees are due."), ("1", "Net of tax."), (None, "More.")]
    assert document.blocks[1].kind is BlockKind.FOOTNOTE
    assert document.locate(document.blocks[1].span) == ParagraphAt("word/footnotes.xml", 1)


def test_place_counts_all_paragraphs_of_the_part(tmp_path):
    document = read_word(tmp_path, p("One."), p(), table(("a", "b")), p("Last."))
    assert document.locate(block_with(document, "Last").span) == ParagraphAt("word/document.xml", 4)
    assert [piece.place.paragraph for piece in block_with(document, "a | b").pieces][-1] == 3


def test_style_separator_runs_the_heading_into_its_clause(tmp_path):
    hidden_end = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    document = read_word(tmp_path, p("Logs. ", properties=hidden_end), p("They are kept."))
    assert texts(document) == ["Logs. They are kept."]


def test_file_without_styles_that_names_one(tmp_path):
    assert texts(read_word(tmp_path, p("Terms", style="Missing"), listed("Fees", 9))) == ["Terms", "Fees"]


def test_archive_bomb(tmp_path):
    with pytest.raises(LimitExceeded, match="unpacks to"):
        read_word(tmp_path, p("a" * 5_000_000))


def test_more_parts_than_the_limit(tmp_path):
    with pytest.raises(LimitExceeded, match="parts"):
        read_bytes(tmp_path, docx(p("Terms")), "terms.docx", limits=Limits(archive_entries=3))


def test_entities_are_refused(tmp_path):
    xml = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + styles("")
    with pytest.raises(DamagedFile, match="document type"):
        read_word(tmp_path, p("Terms"), styles=xml)


def test_broken_xml(tmp_path):
    with pytest.raises(DamagedFile, match=r"damaged in word/document\.xml"):
        read_word(tmp_path, "<w:p><w:r>")
