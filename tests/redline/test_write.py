"""Before and after: the XML of a body, and what it becomes."""

import io
import zipfile

import pytest

from pipeline.errors import UnsupportedFile, UsageError
from redline.blocks import parts
from redline.desk import add, body, change, insert, read_bytes, redline, remark, texts
from redline.papers import p, packed, run

BOLD = "<w:b/>"
VENDOR = 'w:id="5" w:author="Anna Vendor" w:date="2026-03-10T09:00:00Z"'
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def edited(xml: str, old: str, new: str) -> str:
    data = packed(xml)
    result = redline(data, change(read_bytes(data), old, new))
    assert not result.not_done
    return body(result.data)


def refused(xml: str, old: str, new: str = "") -> str:
    data = packed(xml)
    (left,) = redline(data, change(read_bytes(data), old, new, comment="Why.")).not_done
    return left.reason


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        (  # within a run
            p(run("It keeps logs for 30 days.")),
            "30",
            "90",
            "<p><r><t>It keeps logs for </t></r><del><r><delText>30</delText></r></del>"
            "<ins><r><t>90</t></r></ins><r><t> days.</t></r></p>",
        ),
        (  # a coarse replacement is narrowed to the words that differ
            p(run("It may keep logs.")),
            "It may keep logs.",
            "It shall keep logs.",
            "<p><r><t>It </t></r><del><r><delText>may</delText></r></del><ins><r><t>shall</t></r></ins>"
            "<r><t> keep logs.</t></r></p>",
        ),
        (  # half a word is no edit: the word is
            p(run("It deletes logs.")),
            "s log",
            " the log",
            "<p><r><t>It </t></r><del><r><delText>deletes</delText></r></del><ins><r><t>delete the</t></r></ins>"
            "<r><t> logs.</t></r></p>",
        ),
        (  # over runs: each keeps its look, the new words take that of the first struck out
            p(run("It ") + run("may", BOLD) + run(" keep", "<w:i/>") + run(" logs.")),
            "may keep",
            "stores",
            "<p><r><t>It </t></r><del><r><rPr><b/></rPr><delText>may</delText></r>"
            "<r><rPr><i/></rPr><delText> keep</delText></r></del><ins><r><rPr><b/></rPr><t>stores</t></r></ins>"
            "<r><t> logs.</t></r></p>",
        ),
        (  # other elements of a run stay out of it
            p("<w:r><w:lastRenderedPageBreak/><w:t>Logs</w:t><w:tab/><w:t>are kept.</w:t></w:r>"),
            "Logs",
            "Records",
            "<p><r><lastRenderedPageBreak/></r><del><r><delText>Logs</delText></r></del>"
            "<ins><r><t>Records</t></r></ins><r><tab/><t>are kept.</t></r></p>",
        ),
        (  # white space that reading draws together, and what it does not show
            p(run("Logs  are\u200b kept.")),
            "Logs are kept.",
            "Logs are held.",
            "<p><r><t>Logs  are\u200b </t></r><del><r><delText>kept</delText></r></del><ins><r><t>held</t></r></ins>"
            "<r><t>.</t></r></p>",
        ),
        (  # in another's insertion: the deletion inside it, ours beside it
            p(f"<w:ins {VENDOR}>{run('Logs are kept briefly.')}</w:ins>"),
            "briefly",
            "a year",
            "<p><ins A><r><t>Logs are kept </t></r><del><r><delText>briefly</delText></r></del></ins>"
            "<ins><r><t>a year</t></r></ins><ins A><r><t>.</t></r></ins></p>",
        ),
        (  # what another struck out is left alone
            p(
                run("Logs ")
                + f"<w:del {VENDOR}><w:r><w:delText>never </w:delText></w:r></w:del>"
                + run("are kept.")
            ),
            "Logs are",
            "",
            "<p><del><r><delText>Logs </delText></r></del><del A><r><delText>never </delText></r></del>"
            "<del><r><delText>are</delText></r></del><r><t> kept.</t></r></p>",
        ),
        (  # a bookmark stays around what takes the place of its words
            p(
                f'{run("See ")}<w:bookmarkStart w:id="1" w:name="_Ref1"/>{run("2")}<w:bookmarkEnd w:id="1"/>{run(".")}'
            ),
            "2",
            "3",
            '<p><r><t>See </t></r><bookmarkStart name="_Ref1"/><del><r><delText>2</delText></r></del>'
            "<ins><r><t>3</t></r></ins><bookmarkEnd/><r><t>.</t></r></p>",
        ),
        (  # inside a link, which keeps some of its words
            p(f'<w:hyperlink w:anchor="a">{run("our old list", BOLD)}</w:hyperlink>'),
            "old",
            "new",
            '<p><hyperlink anchor="a"><r><rPr><b/></rPr><t>our </t></r><del><r><rPr><b/></rPr><delText>old</delText></r></del>'
            "<ins><r><rPr><b/></rPr><t>new</t></r></ins><r><rPr><b/></rPr><t> list</t></r></hyperlink></p>",
        ),
        (  # a whole paragraph goes with its end
            p(run("No liability.")) + p(run("Next.")),
            "No liability.",
            "",
            "<p><pPr><rPr><del/></rPr></pPr><del><r><delText>No liability.</delText></r></del></p><p><r><t>Next.</t></r></p>",
        ),
        (  # and with the spaces at its ends
            p(run("No liability.  ")) + p(run("Next.")),
            "No liability.",
            "",
            "<p><pPr><rPr><del/></rPr></pPr><del><r><delText>No liability.  </delText></r></del></p>"
            "<p><r><t>Next.</t></r></p>",
        ),
        (  # the last one has none after it to take its place
            p(run("Next.")) + p(run("No liability.")),
            "No liability.",
            "",
            "<p><r><t>Next.</t></r></p><p><del><r><delText>No liability.</delText></r></del></p>",
        ),
    ],
)
def test_words(before, old, new, after):
    assert edited(before, old, new) == after


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7.2")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    ("before", "old", "reason"),
    [
        (p(run("See ") + FIELD + run(".")), "7.2", "they are part of a field"),
        (p(run("See ") + FIELD + run(" now.")), "See 7.2 now", "they are part of a field"),
        (p(run("Fees") + NOTE + run(" are due.")), "Fees are", "a footnote stands between them"),
        (
            p(f'{run("See ")}<w:hyperlink w:anchor="a">{run("here")}</w:hyperlink>.'),
            "here",
            "it would empty a link",
        ),
        (
            p(f'{run("See ")}<w:bookmarkStart w:id="1" w:name="_Ref1"/>{run("2")}<w:bookmarkEnd w:id="1"/>'),
            "2",
            "it would empty a bookmark that other places may refer to",
        ),
        (
            f'<w:sdt><w:sdtPr><w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent>{p(run("Gold."))}</w:sdtContent></w:sdt>',
            "Gold",
            "they are part of a locked content control",
        ),
        (
            p(
                f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="x"/></w:sdtPr><w:sdtContent>{run("Acme")}</w:sdtContent></w:sdt>'
            ),
            "Acme",
            "they are part of a content control that is filled in",
        ),
        (
            f"<w:tbl><w:tr><w:tc>{p(run('Logs'))}</w:tc><w:tc>{p(run('Yes'))}</w:tc></w:tr></w:tbl>",
            "Logs | Yes",
            "the words to change are written by the program, not in the text",
        ),
    ],
)
def test_what_can_not_be_changed_without_harm_becomes_a_comment(before, old, reason):
    assert refused(before, old) == reason
    data = packed(before)
    result = redline(data, change(read_bytes(data), old, "", comment="Why."))
    said = parts(result.data)["word/comments.xml"].decode()
    assert "Why." in said and reason in said and f"Delete “{old}”." in said
    assert "<del" not in body(result.data).replace("<delText", "")


@pytest.mark.parametrize(
    ("before", "after_words", "new", "after"),
    [
        (  # the look of the paragraph, not of the term beside it
            p(run("“Data”", BOLD) + run(" means all records.")),
            "“Data”",
            " or “Files”",
            "<p><r><rPr><b/></rPr><t>“Data”</t></r><ins><r><t> or “Files”</t></r></ins><r><t> means all records.</t></r></p>",
        ),
        (  # outside a link that ends here
            p(run("See ") + f'<w:hyperlink w:anchor="a">{run("the list")}</w:hyperlink>' + run(".")),
            "list",
            " online",
            '<p><r><t>See </t></r><hyperlink anchor="a"><r><t>the list</t></r></hyperlink>'
            "<ins><r><t> online</t></r></ins><r><t>.</t></r></p>",
        ),
        (  # behind a field at the end
            p(run("See ") + FIELD),
            "7.2",
            " below",
            None,
        ),
        (  # a sentence stands behind the note of the one before
            p(run("Fees are due.") + NOTE),
            "due.",
            " They are fixed.",
            "<p><r><t>Fees are due.</t></r><r><footnoteReference/></r><ins><r><t> They are fixed.</t></r></ins></p>",
        ),
    ],
)
def test_words_added(before, after_words, new, after):
    data = packed(before)
    result = redline(data, insert(read_bytes(data), after_words, new))
    assert not result.not_done
    if after is not None:
        assert body(result.data) == after
    assert new.strip() in texts(result.data)[0]


def test_two_additions_at_one_place_keep_their_order():
    data = packed(p(run("It keeps logs.")))
    document = read_bytes(data)
    result = redline(data, insert(document, "logs.", " First."), insert(document, "logs.", " Second."))
    assert texts(result.data) == ["It keeps logs. First. Second."]


def test_two_proposals_for_the_same_words():
    data = packed(p(run("It may keep logs.")))
    document = read_bytes(data)
    result = redline(
        data, change(document, "may", "shall"), change(document, "may keep", "keeps", comment="Why.")
    )
    assert [left.reason for left in result.not_done] == ["another proposal changes the same words"]
    assert texts(result.data) == ["It shall keep logs."]


@pytest.mark.parametrize(
    ("before", "how", "after"),
    [
        (  # before the next paragraph, with the number that Word counts
            p(run("Logs."), LIST) + p(run("Next.")),
            {"after": "Logs", "text": "Keys."},
            f"<p><pPr>{LIST.replace('w:', '')}</pPr><r><t>Logs.</t></r></p>"
            f"<p><pPr>{LIST.replace('w:', '')}<rPr><ins/></rPr></pPr><ins><r><t>Keys.</t></r></ins></p>"
            "<p><r><t>Next.</t></r></p>",
        ),
        (  # a typed number as its neighbour's, in its look
            p(f"<w:r><w:rPr>{BOLD}</w:rPr><w:t>7.1.</w:t><w:tab/></w:r>" + run("Logs.")) + p(run("Next.")),
            {"after": "Logs", "text": "Keys.", "number": "7.2"},
            "<p><r><rPr><b/></rPr><t>7.1.</t><tab/></r><r><t>Logs.</t></r></p>"
            "<p><pPr><rPr><ins/></rPr></pPr><ins><r><rPr><b/></rPr><t>7.2.</t><tab/></r><r><t>Keys.</t></r></ins></p>"
            "<p><r><t>Next.</t></r></p>",
        ),
        (  # a heading that runs in as its neighbour's does
            p(run("Logs.", BOLD) + run(" They are kept for a year.")) + p(run("Next.")),
            {"after": "Logs", "text": "They are turned.", "heading": "Keys"},
            "<p><r><rPr><b/></rPr><t>Logs.</t></r><r><t> They are kept for a year.</t></r></p>"
            "<p><pPr><rPr><ins/></rPr></pPr><ins><r><rPr><b/></rPr><t>Keys.</t></r><r><t> </t></r>"
            "<r><t>They are turned.</t></r></ins></p><p><r><t>Next.</t></r></p>",
        ),
        (  # at the end: the end before is the new one, and the last keeps the properties that were there
            p(run("Next."), '<w:jc w:val="both"/>') + p(run("Logs.")),
            {"after": "Logs", "like": "Next", "text": "Keys."},
            '<p><pPr><jc val="both"/></pPr><r><t>Next.</t></r></p><p><pPr><rPr><ins/></rPr></pPr><r><t>Logs.</t></r></p>'
            '<p><pPr><jc val="both"/><pPrChange><pPr/></pPrChange></pPr><ins><r><t>Keys.</t></r></ins></p>',
        ),
        (  # at the end of a section, which ends behind the new one
            p(run("Logs."), '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>') + p(run("Next.")),
            {"after": "Logs", "text": "Keys."},
            "<p><pPr><rPr><ins/></rPr></pPr><r><t>Logs.</t></r></p>"
            '<p><pPr><sectPr><type val="nextPage"/></sectPr></pPr><ins><r><t>Keys.</t></r></ins></p>'
            "<p><r><t>Next.</t></r></p>",
        ),
    ],
)
def test_paragraphs_added(before, how, after):
    data = packed(before)
    result = redline(data, add(read_bytes(data), how.pop("text"), **how))
    assert not result.not_done
    assert body(result.data) == after


def test_paragraph_behind_a_table():
    table = f"<w:tbl><w:tr><w:tc>{p(run('Logs'))}</w:tc><w:tc>{p(run('Yes'))}</w:tc></w:tr></w:tbl>"
    data = packed(table + p(run("Next.")))
    result = redline(data, add(read_bytes(data), "Keys.", after="Logs", like="Next"))
    assert texts(result.data) == ["Logs | Yes", "Keys.", "Next."]
    data = packed(table)
    assert redline(data, add(read_bytes(data), "Keys.", after="Logs")).not_done


def test_comment():
    data = packed(p(run("It keeps logs for 30 days.")))
    result = redline(data, remark(read_bytes(data), "logs", "Too short.\nFallback: 60 days."))
    assert body(result.data) == (
        "<p><r><t>It keeps </t></r><commentRangeStart/><r><t>logs</t></r><commentRangeEnd/>"
        "<r><commentReference/></r><r><t> for 30 days.</t></r></p>"
    )
    written = parts(result.data)
    assert written["word/comments.xml"].count(b"<w:p>") == 2
    assert b'w:initials="CB"' in written["word/comments.xml"]
    assert b'PartName="/word/comments.xml"' in written["[Content_Types].xml"]
    assert b'Target="comments.xml"' in written["word/_rels/document.xml.rels"]


def test_comment_on_new_paragraph_goes_with_it():
    data = packed(p(run("Logs.")) + p(run("Next.")))
    result = redline(data, add(read_bytes(data), "Keys.", after="Logs", comment="Why."))
    assert (
        "<ins><commentRangeStart/><r><t>Keys.</t></r><commentRangeEnd/><r><commentReference/></r></ins>"
        in body(result.data)
    )


def test_comment_on_a_struck_paragraph_goes_with_it():
    data = packed(p(run("No liability.")) + p(run("Next.")))
    result = redline(data, change(read_bytes(data), "No liability.", "", comment="Why."))
    assert (
        "<del><commentRangeStart/><r><delText>No liability.</delText></r><commentRangeEnd/>"
        "<r><commentReference/></r></del>"
    ) in body(result.data)


def test_comment_on_a_footnote_stands_at_its_mark():
    note = f'<w:footnote w:id="2">{p(run("Net of tax."))}</w:footnote>'
    data = packed(p(run("Fees are due") + NOTE + run(".")), footnotes=note)
    result = redline(data, change(read_bytes(data), "Net", "Gross", comment="Why."))
    assert "<commentRangeStart/><r><footnoteReference/></r><commentRangeEnd/>" in body(result.data)
    assert b"<w:delText>Net</w:delText>" in parts(result.data)["word/footnotes.xml"]


def test_comment_in_a_field_has_its_mark_behind_it():
    data = packed(p(run("See ") + FIELD + run(".")))
    xml = body(redline(data, remark(read_bytes(data), "7.2", "Wrong.")).data)
    assert xml.index("commentReference") > xml.index('fldCharType="end"')


def test_untouched_bytes_stay():
    odd = "<w:p w:rsidR='00AA' ><w:r ><w:t>O&#100;d.</w:t></w:r><w:bookmarkStart w:id='3' w:name='b' /></w:p>"
    data = packed(odd + p(run("It may.")) + odd, more={"customXml/item1.xml": "<x  a = '1' />"})
    result = parts(redline(data, change(read_bytes(data), "may", "shall")).data)
    assert result["word/document.xml"].count(odd.encode()) == 2
    same = {n for n, xml in parts(data).items() if result[n] == xml}
    assert same == set(parts(data)) - {"word/document.xml"}
    assert list(result) == list(parts(data))


def test_signed_file_is_refused():
    data = packed(p(run("It may.")), more={"_xmlsignatures/origin.sigs": ""})
    with pytest.raises(UnsupportedFile, match="digital signature"):
        redline(data, change(read_bytes(data), "may", "shall"))


def test_another_file_is_refused():
    data = packed(p(run("It may.")))
    document = read_bytes(data)
    with pytest.raises(UsageError, match="has changed"):
        redline(packed(p(run("It must."))), change(document, "may", "shall"), document=document)


def test_protected_file_is_said():
    data = packed(p(run("It may.")), settings='<w:documentProtection w:edit="readOnly" w:enforcement="1"/>')
    (note,) = redline(data, change(read_bytes(data), "may", "shall")).notes
    assert "password" in note


def test_words_that_xml_can_not_hold():
    data = packed(p(run("It may.")))
    result = redline(data, change(read_bytes(data), "may", "sh\x00all <&>", comment="a\x01b"))
    assert texts(result.data) == ["It shall <&>."]


def test_utf_16_and_other_prefixes():
    data = packed(p(run("It may.")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, xml in parts(data).items():
            if name == "word/document.xml":
                text = (
                    xml.decode()
                    .replace('encoding="UTF-8"', 'encoding="UTF-16"')
                    .replace("w:", "x:")
                    .replace(":w=", ":x=")
                )
                archive.writestr(name, text.encode("utf-16"))
            else:
                archive.writestr(name, xml)
    data = out.getvalue()
    result = redline(data, change(read_bytes(data), "may", "shall", comment="Why."))
    assert texts(result.data) == ["It shall."]
    assert "<x:delText>may</x:delText>" in parts(result.data)["word/document.xml"].decode()
