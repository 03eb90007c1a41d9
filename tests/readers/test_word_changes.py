"""Tracked changes and comments: what is pending, where, and what each view leaves out."""

import pytest

from pipeline.domain.apart import Apart, View
from pipeline.domain.places import ParagraphAt
from pipeline.readers.manner import Manner
from pipeline.readers.read import read
from readers.reading import texts
from readers.word_writer import (
    SIGNED,
    changed,
    comments,
    docx,
    end_changed,
    footnotes,
    header,
    p,
    run,
    table,
)


def views(folder, *body, **parts):
    path = folder / "terms.docx"
    path.write_bytes(docx(*body, **parts))
    return [read(path, document_id="d1", manner=Manner(view=view)) for view in View]


def ins(words):
    return changed("ins", run(words))


def deleted(words):
    return changed("del", run(words))


def formatted(words, before=""):
    return run(words, f"<w:b/><w:rPrChange {SIGNED}><w:rPr>{before}</w:rPr></w:rPrChange>")


CELL = "<w:tc>{}</w:tc>"


@pytest.mark.parametrize(
    ("body", "accepted", "original"),
    [
        (
            p(run("within ") + deleted("72") + ins("24") + run(" hours")),
            ["within 24 hours"],
            ["within 72 hours"],
        ),
        (p(changed("ins", changed("del", run("both")))) + p("x"), ["x"], ["x"]),
        (p("a", properties=end_changed("ins")) + p("b"), ["a", "b"], ["ab"]),
        (p("a", properties=end_changed("del")) + p("b"), ["ab"], ["a", "b"]),
        (p(ins("new"), properties=end_changed("ins")) + p("b"), ["new", "b"], ["b"]),
        (p(deleted("old"), properties=end_changed("del")) + p("b"), ["b"], ["old", "b"]),
        (p(deleted("old"), properties=end_changed("del")) + table(("a", "b")), ["a | b"], ["old", "a | b"]),
        (
            p(changed("moveFrom", run("here")), properties=end_changed("moveFrom"))
            + p("x")
            + p(changed("moveTo", run("here")), properties=end_changed("moveTo"))
            + p("y"),
            ["x", "here", "y"],
            ["here", "x", "y"],
        ),
        (
            f"<w:tbl><w:tr><w:trPr>{changed('ins')}</w:trPr>{CELL.format(p('a'))}{CELL.format(p('b'))}</w:tr>"
            f"<w:tr>{CELL.format(p('c'))}{CELL.format(p('d'))}</w:tr></w:tbl>",
            ["a | b", "c | d"],
            ["c | d"],
        ),
        (
            f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns {SIGNED}/></w:tcPr>{p('new')}</w:tc>{CELL.format(p('a'))}"
            f"<w:tc><w:tcPr><w:cellDel {SIGNED}/></w:tcPr>{p('old')}</w:tc></w:tr></w:tbl>",
            ["new | a"],
            ["a | old"],
        ),
        # formatting that shows or hides
        (p(run("a") + run("b", f"<w:vanish/><w:rPrChange {SIGNED}><w:rPr/></w:rPrChange>")), ["a"], ["ab"]),
        (p(run("a") + formatted("b", "<w:vanish/>")), ["ab"], ["a"]),
        # a file that says delText without the change around it
        (p(run("a ") + run("b").replace("w:t", "w:delText")), ["a"], ["a b"]),
    ],
)
def test_views(tmp_path, body, accepted, original):
    now, before = views(tmp_path, p("First."), body)
    assert texts(now)[1:] == accepted
    assert texts(before)[1:] == original
    assert (now.view, before.view) == (View.ACCEPTED, View.ORIGINAL)


def told(document):
    return [(change.kind, change.text, document.quote(change.span)) for change in document.changes]


def test_changes_are_told_in_both_views(tmp_path):
    body = p(run("within ") + deleted("72 ") + changed("ins", run("twenty-") + run("four ")) + run("hours"))
    now, before = views(tmp_path, p("First."), body)
    assert told(now) == [("deletion", "72 ", ""), ("insertion", "twenty-four ", "twenty-four ")]
    assert told(before) == [("deletion", "72 ", "72 "), ("insertion", "twenty-four ", "")]
    change = now.changes[0]
    assert (change.author, change.date) == ("Ann", "2026-05-06T07:08:09Z")
    assert change.place == ParagraphAt("word/document.xml", 1)
    assert now.text[: change.span.start].endswith("within ")
    assert [(a.kind, a.text) for a in now.set_aside] == [(Apart.DELETED, "72")]
    assert [(a.kind, a.text) for a in before.set_aside] == [(Apart.INSERTED, "twenty-four")]
    assert now.notes == (
        "2 tracked changes are pending (1 insertion, 1 deletion); the text is read as if all were accepted.",
    )
    assert before.notes == (
        "2 tracked changes are pending (1 insertion, 1 deletion); the text is read as it was before them.",
    )


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        # one author's words in one paragraph are one change, whatever their runs; words between part them
        (
            p(ins("a ") + ins("b") + run(" c ") + ins("d")),
            [("insertion", "a b", "a b"), ("insertion", "d", "d")],
        ),
        (p(ins("a ") + ins("b").replace("Ann", "Bob")), [("insertion", "a ", "a "), ("insertion", "b", "b")]),
        (p(ins("whole"), properties=end_changed("ins")) + p("x"), [("insertion", "whole", "whole")]),
        (p("a", properties=end_changed("ins")) + p("b"), [("insertion", "¶", "")]),
        (
            p(changed("ins", changed("del", run("x")).replace("Ann", "Bob"))),
            [("insertion", "x", ""), ("deletion", "x", "")],
        ),
        (
            p(changed("moveFrom", run("m"))) + p(changed("moveTo", run("m"))),
            [("move", "m", "m")],
        ),
        (p(changed("moveFrom", run("m"))), [("move", "m", "")]),  # nowhere to be found again
        (p(formatted("a ") + formatted("b") + run("c")), [("format", "a b", "a b")]),
        (
            p(formatted("a"), properties=f"<w:pPrChange {SIGNED}><w:pPr/></w:pPrChange>"),
            [("format", "a", "a")],
        ),
        (
            table(("a", "b")).replace("<w:tbl>", f"<w:tbl><w:tblPr><w:tblPrChange {SIGNED}/></w:tblPr>"),
            [("format", "", "")],
        ),
        (
            f"<w:tbl><w:tr><w:trPr>{changed('ins')}</w:trPr>{CELL.format(p(ins('a')))}{CELL.format(p('b'))}</w:tr></w:tbl>",
            [("insertion", "a", "a"), ("insertion", "b", "b")],
        ),
        (p("nothing"), []),
    ],
)
def test_which_changes_are_pending(tmp_path, body, changes):
    assert told(views(tmp_path, p("First."), body)[0]) == changes


def test_changes_in_notes_and_headers(tmp_path):
    now, before = views(
        tmp_path,
        p(run("Fees") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        p(changed("del", '<w:r><w:footnoteReference w:id="3"/></w:r>')),
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
        footnotes=footnotes(
            f'<w:footnote w:id="2">{p(deleted("Gross.") + ins("Net."))}</w:footnote>'
            f'<w:footnote w:id="3">{p("Once.")}</w:footnote>'
        ),
        header1=header(p(ins("Draft"))),
    )
    assert texts(now) == ["Fees", "Net."]
    assert texts(before) == ["Fees", "Gross.", "Once."]
    assert [b.number for b in before.blocks] == [None, "1", "2"]
    assert (Apart.DELETED, "Once.") in [(a.kind, a.text) for a in now.set_aside]
    assert (Apart.INSERTED, "Draft") in [(a.kind, a.text) for a in before.set_aside]
    assert [c.place.part for c in now.changes] == ["word/footnotes.xml"] * 2 + [
        "word/footnotes.xml",
        "word/header1.xml",
    ]


def anchored(words, identifier=1):
    begin, end = (f'<w:commentRange{which} w:id="{identifier}"/>' for which in ("Start", "End"))
    return f'{begin}{words}{end}<w:r><w:commentReference w:id="{identifier}"/></w:r>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p(run("Fees are ") + anchored(run("due at once")) + run(".")), "due at once"),
        (
            p(run("a ") + '<w:commentRangeStart w:id="1"/>' + run("b"))
            + p(run("c") + '<w:commentRangeEnd w:id="1"/>' + run("d")),
            "b\n\nc",
        ),
        (
            '<w:commentRangeStart w:id="1"/>' + p("All") + p("of it") + '<w:commentRangeEnd w:id="1"/>',
            "All\n\nof it",
        ),
        (p(run("x") + '<w:r><w:commentReference w:id="1"/></w:r>'), ""),
        (p(anchored(deleted("gone")) + run("left")), ""),
        (p("without")[:-6] + "</w:p>", None),
    ],
)
def test_comments_have_the_words_they_are_about(tmp_path, body, words):
    document = views(tmp_path, p("First."), body, comments=comments((1, "Too soon?"), (2, "Nowhere.")))[0]
    if words is None:
        assert document.comments == ()
        return
    (comment,) = document.comments
    assert (comment.text, comment.author) == ("Too soon?", "Ann")
    assert document.quote(comment.span) == words
    assert comment.place == ParagraphAt("word/document.xml", 1)


def test_a_comment_in_a_table_cell(tmp_path):
    document = views(
        tmp_path,
        table((p("Backup"), p(run("every ") + anchored(run("day"))))),
        comments=comments((1, "Why?")),
    )[0]
    assert texts(document) == ["Backup | every day"]
    assert document.quote(document.comments[0].span) == "day"
