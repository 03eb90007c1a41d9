"""Before and after: tracked changes accepted and rejected."""

import re

import pytest

from pipeline.redline.tracked.settle import accept_all, reject_all
from redline.blocks import parts
from redline.desk import read_bytes
from redline.papers import p, packed, paper, run

A = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
B = 'w:id="2" w:author="B" w:date="2026-01-01T00:00:00Z"'


def ins(inner: str, by: str = A) -> str:
    return f"<w:ins {by}>{inner}</w:ins>"


def gone(text: str, by: str = A) -> str:
    return f"<w:del {by}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def mark(kind: str, by: str = A) -> str:
    return f"<w:rPr><w:{kind} {by}/></w:rPr>"


def row(inner: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{p(run(text))}</w:tc>"


def inside(data: bytes) -> str:
    xml = parts(data)["word/document.xml"].decode()
    return re.search("<w:body>(.*)</w:body>", xml, re.DOTALL)[1]


def change(name: str, old: str) -> str:
    return f"<w:{name}Change {A}><w:{name}>{old}</w:{name}></w:{name}Change>"


END = p(run("End."))


@pytest.mark.parametrize(
    ("before", "accepted", "rejected"),
    [
        (p(run("a") + ins(run("b"))), p(run("a") + run("b")), p(run("a"))),
        (p(run("a") + gone("b")), p(run("a")), p(run("a") + run("b"))),
        (p(ins(run("a") + gone("b", B) + run("c"))), p(run("a") + run("c")), "<w:p/>"),
        (  # moved words
            p(
                f'<w:moveFromRangeStart {A} w:name="m"/><w:moveFrom {A}>{run("a")}</w:moveFrom><w:moveFromRangeEnd w:id="1"/>'
            )
            + p(
                f'<w:moveToRangeStart {B} w:name="m"/><w:moveTo {A}>{run("a")}</w:moveTo><w:moveToRangeEnd w:id="2"/>'
            ),
            "<w:p/>" + p(run("a")),
            p(run("a")) + "<w:p/>",
        ),
        (  # an inserted end: without it the next paragraph's properties stay
            p(run("a"), mark("ins")) + p(run("b"), '<w:jc w:val="both"/>'),
            p(run("a")) + p(run("b"), '<w:jc w:val="both"/>'),
            p(run("a") + run("b"), '<w:jc w:val="both"/>'),
        ),
        (p(gone("a"), mark("del")) + p(run("b")), p(run("b")), p(run("a")) + p(run("b"))),
        (  # an inserted end before a table has nothing to join
            p(ins(run("a")), mark("ins")) + f"<w:tbl>{row(cell('x'))}</w:tbl>",
            p(run("a")) + f"<w:tbl>{row(cell('x'))}</w:tbl>",
            f"<w:tbl>{row(cell('x'))}</w:tbl>",
        ),
        (  # through a control
            p(gone("a"), mark("del")) + f"<w:sdt><w:sdtContent>{p(run('b'))}</w:sdtContent></w:sdt>",
            f"<w:sdt><w:sdtContent>{p(run('b'))}</w:sdtContent></w:sdt>",
            p(run("a")) + f"<w:sdt><w:sdtContent>{p(run('b'))}</w:sdtContent></w:sdt>",
        ),
        # rows and cells
        (
            f"<w:tbl>{row(cell('x'))}{row(cell('y'), f'<w:ins {A}/>')}</w:tbl>",
            f"<w:tbl>{row(cell('x'))}{row(cell('y'))}</w:tbl>",
            f"<w:tbl>{row(cell('x'))}</w:tbl>",
        ),
        (
            f"<w:tbl>{row(cell('y'), f'<w:del {A}/>')}</w:tbl>" + END,
            END,
            f"<w:tbl>{row(cell('y'))}</w:tbl>" + END,
        ),
        (
            f"<w:tbl>{row(cell('x') + cell('y', f'<w:cellIns {A}/>'))}</w:tbl>",
            f"<w:tbl>{row(cell('x') + cell('y', ' ').replace(' ', ''))}</w:tbl>".replace(
                "<w:tcPr></w:tcPr>", "<w:tcPr/>"
            ),
            f"<w:tbl>{row(cell('x'))}</w:tbl>",
        ),
        # properties
        (
            p(run("a", "<w:b/>" + change("rPr", "<w:i/>"))),
            p(run("a", "<w:b/>")),
            p(run("a", "<w:i/>")),
        ),
        (
            p(run("a"), f'<w:jc w:val="left"/><w:rPr><w:b/></w:rPr>{change("pPr", "<w:keepNext/>")}'),
            p(run("a"), '<w:jc w:val="left"/><w:rPr><w:b/></w:rPr>'),
            p(run("a"), "<w:keepNext/><w:rPr><w:b/></w:rPr>"),
        ),
        (
            f'<w:sectPr><w:headerReference r:id="h"/><w:pgSz w:w="1"/>{change("sectPr", "<w:pgSz w:w=$2$/>".replace("$", chr(34)))}</w:sectPr>',
            '<w:sectPr><w:headerReference r:id="h"/><w:pgSz w:w="1"/></w:sectPr>',
            '<w:sectPr><w:headerReference r:id="h"/><w:pgSz w:w="2"/></w:sectPr>',
        ),
        # a comment's mark goes with the words that hold it, its range too
        (
            p(
                '<w:commentRangeStart w:id="9"/>'
                + ins(f'{run("a")}<w:r><w:commentReference w:id="9"/></w:r>')
                + '<w:commentRangeEnd w:id="9"/>'
            ),
            p(
                f'<w:commentRangeStart w:id="9"/>{run("a")}<w:r><w:commentReference w:id="9"/></w:r><w:commentRangeEnd w:id="9"/>'
            ),
            "<w:p/>",
        ),
        # half of a bookmark that ends elsewhere stays
        (
            p(
                ins(f'<w:bookmarkStart w:id="8" w:name="b"/>{run("a")}')
                + run("c")
                + '<w:bookmarkEnd w:id="8"/>'
            ),
            p(f'<w:bookmarkStart w:id="8" w:name="b"/>{run("a")}{run("c")}<w:bookmarkEnd w:id="8"/>'),
            p(f'<w:bookmarkStart w:id="8" w:name="b"/>{run("c")}<w:bookmarkEnd w:id="8"/>'),
        ),
    ],
)
def test_settle(before, accepted, rejected):
    data = packed(before)
    assert inside(accept_all(data)) == accepted
    assert inside(reject_all(data)) == rejected


def test_one_author_only():
    data = packed(p(ins(run("a")) + ins(run("b"), B) + gone("c", B)))
    assert inside(accept_all(data, authors={"A"})) == p(run("a") + ins(run("b"), B) + gone("c", B))
    assert inside(reject_all(data, authors={"B"})) == p(ins(run("a")) + run("c"))


@pytest.mark.parametrize("seed", range(12))
def test_accepting_all_changes_nothing_of_what_is_read(seed):
    data = paper(seed)
    before, after = read_bytes(data), read_bytes(accept_all(data))
    assert after.text == before.text
    assert not after.changes
