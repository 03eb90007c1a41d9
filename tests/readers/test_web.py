import pytest

from pipeline.domain.apart import Apart
from pipeline.domain.document import BlockKind
from pipeline.domain.places import ElementAt
from pipeline.errors import LimitExceeded
from readers.reading import block_with, numbered, read_bytes, read_text, texts

TERMS = "<h1>Cloud Terms</h1>" + "".join(
    f"<p>{n}. The provider answers for matter {n} towards the customer.</p>" for n in range(20)
)


def read_page(folder, body, head=""):
    return read_text(
        folder, f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", "terms.html"
    )


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<p>The <b>provider</b>\n  keeps <i>logs</i>.</p>", ["The provider keeps logs."]),
        ("<p>One.<br>\n<br>Two.<br>Still two.</p>", ["One.", "Two. Still two."]),
        ("<p>The provider:<br>(a) logs;<br>(b) alerts.</p>", ["The provider:", "(a) logs;", "(b) alerts."]),
        ("<div>Loose <span>text</span><p>Block.</p>tail</div>", ["Loose text", "Block.", "tail"]),
        ("<dl><dt>Data</dt><dd>What is stored.</dd></dl>", ["Data", "What is stored."]),
        ("<pre>One\ngoes on\n\nTwo</pre>", ["One goes on", "Two"]),
        (
            "<table><tr><th>Level</th><th>Credit</th></tr><tr><td><p>99 %</p></td><td>10 %</td></tr></table>",
            ["Level | Credit", "99 % | 10 %"],
        ),
        ("<table><tr><td>Task</td><td></td><td>Customer</td></tr></table>", ["Task | | Customer"]),
        (
            "<table><tr><td><h2>Terms</h2><p>Text.</p></td><td>Aside</td></tr></table>",
            ["Terms", "Text.", "Aside"],
        ),
        ("<table><tr><td>7.2</td><td>Logs are kept.</td></tr></table>", ["7.2 Logs are kept."]),
        ("<p>a<script>var x = 1</script>b<style>p {}</style>c</p>", ["abc"]),
    ],
)
def test_blocks(tmp_path, body, blocks):
    assert texts(read_page(tmp_path, body)) == blocks


def test_nested_list(tmp_path):
    document = read_page(
        tmp_path,
        '<ol start="3"><li>Security<ol type="a"><li>Logs</li><li value="4"><p>Keys</p><p>More.</p></li></ol>'
        '</li><li>Backups<ol style="list-style-type: lower-roman"><li>Daily</li></ol></li></ol>'
        "<ul><li>Other</li></ul>",
    )
    assert numbered(document) == [
        ("3", "Security"),
        ("a", "Logs"),
        ("d", "Keys"),
        (None, "More."),
        ("4", "Backups"),
        ("i", "Daily"),
        (None, "Other"),
    ]
    assert [b.level for b in document.blocks] == [0, 1, 1, None, 0, 1, 0]


@pytest.mark.parametrize(
    "furniture",
    [
        '<nav><a href="/">Home</a></nav>',
        "<header><p>Cloud Company</p></header>",
        "<footer>Copyright 2031</footer>",
        '<div class="cookie-banner">We use cookies.</div>',
        '<div role="navigation">Home Products</div>',
        '<p><a href="#a">One</a> <a href="#b">Two</a> <a href="#c">Three</a> <a href="#d">Four</a></p>',
    ],
)
def test_the_site_around_the_terms_is_left_out_with_a_note(tmp_path, furniture):
    document = read_page(tmp_path, f"{furniture}<div>{TERMS}</div>")
    assert texts(document)[0] == "Cloud Terms"
    assert len(texts(document)) == 21
    assert "around the agreement" in document.notes[0]


@pytest.mark.parametrize(
    "body",
    [
        f"<header><h1>Cloud Terms</h1></header>{TERMS}",
        f'<div class="menu-layout sidebar">{TERMS}</div>',
        f"<main><section><header>Part one</header>{TERMS}</section></main>",
        f"<footer>{TERMS}</footer>",
        f'<form action="/accept">{TERMS}<input name="x"></form>',
    ],
)
def test_the_terms_themselves_are_never_left_out(tmp_path, body):
    document = read_page(tmp_path, body)
    assert sum("The provider answers" in text for text in texts(document)) == 20
    assert document.notes == ()


def test_hidden_elements_are_left_out_with_a_note_but_folded_panels_are_read(tmp_path):
    document = read_page(
        tmp_path,
        f'{TERMS}<p style="display: none">The provider promises everything.</p><p hidden>And more.</p>'
        '<div class="accordion-panel" style="display:none"><p>Logs are kept.</p></div>',
    )
    assert texts(document)[-1] == "Logs are kept."
    assert document.notes == ("Left out 6 words that the page hides from its readers.",)


def test_place_is_an_id_or_a_path_that_finds_the_element(tmp_path):
    page = '<div id="terms"><p>One.</p><p>Two.</p><h2 id="logs">Logs</h2></div><p>Three.</p>'
    document = read_page(tmp_path, page)
    places = {text: document.locate(block_with(document, text).span) for text in ("Two.", "Logs", "Three.")}
    assert places == {
        "Two.": ElementAt("#terms > p:nth-of-type(2)"),
        "Logs": ElementAt("#logs"),
        "Three.": ElementAt("body > p:nth-of-type(1)"),
    }


def test_headings_have_their_level(tmp_path):
    blocks = read_page(tmp_path, "<h2>Logs</h2><p>Kept.</p>").blocks
    assert [(b.kind, b.level) for b in blocks] == [(BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, None)]


def test_entities_from_outside_are_not_read(tmp_path):
    (tmp_path / "secret").write_text("secret words")
    kind = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    page = f"{kind}<html><body><p>a &x; b</p></body></html>"
    assert "secret words" not in read_text(tmp_path, page, "terms.html").text


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3", "2", "1"]),
        ('<ol reversed start="7"><li>a<li value="4">b<li>c</ol>', ["7", "4", "3"]),
        ('<ol type="I" start="3"><li>a<li>b</ol>', ["III", "IV"]),
        ('<ol type="A" start="26"><li>a<li>b</ol>', ["Z", "AA"]),
        ('<ol start="0"><li>a<li>b</ol>', ["0", "1"]),
        ('<ol start="99999999999999"><li>a</ol>', ["1"]),
        ('<ol class="clauses"><li>a<li>b</ol>', ["a", "b"]),
        ('<ol class="bare"><li>a<li>b</ol>', [None, None]),
        # typed numbers are in the text already
        ("<ol><li>1.1 Logs<li>1.2 Keys</ol>", [None, None]),
        ("<ul><li>a<li>b</ul>", [None, None]),
    ],
)
def test_numbers_of_lists(tmp_path, page, numbers):
    head = "<style>ol.clauses{list-style-type:lower-alpha} .bare { list-style: none }</style>"
    document = read_page(tmp_path, page, head)
    assert [block.number for block in document.blocks] == numbers


@pytest.mark.parametrize(
    ("rows", "blocks"),
    [
        (
            "<tr><th>Level</th><th>Answer</th><th>Repair</th></tr>"
            "<tr><td rowspan=2>High</td><td>1 h</td><td>4 h</td></tr><tr><td>2 h</td><td>8 h</td></tr>",
            ["Level | Answer | Repair", "High | 1 h | 4 h", "| 2 h | 8 h"],
        ),
        (
            '<tr><td colspan="2">Backups</td><td>Provider</td></tr><tr><td>a</td><td>b</td><td>c</td></tr>',
            ["Backups | | Provider", "a | b | c"],
        ),
        ('<tr><td colspan="99999999">Alone</td></tr>', ["Alone"]),
        ("<caption>Times</caption><tbody><tr><td>a</td><td>b</td></tr></tbody>", ["Times", "a | b"]),
    ],
)
def test_merged_cells_are_read_once_and_columns_stay(tmp_path, rows, blocks):
    assert texts(read_page(tmp_path, f"<table>{rows}</table>")) == blocks


@pytest.mark.parametrize("style", ["<pre>{}</pre>", '<div style="white-space:pre-wrap">{}</div>'])
def test_preformatted_text_is_read_as_plain_text(tmp_path, style):
    text = "CLOUD TERMS\n\n1. The provider keeps a copy of all\ncustomer data.\n2. Logs are kept."
    document = read_page(tmp_path, style.format(text))
    assert texts(document) == [
        "CLOUD TERMS",
        "1. The provider keeps a copy of all customer data.",
        "2. Logs are kept.",
    ]
    assert document.blocks[0].kind is BlockKind.HEADING


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="related"><a href="/a">Our other terms</a></div>',
        "<aside><p>Ask our people for help with these terms.</p></aside>",
        "<dialog open><p>Accept cookies?</p></dialog>",
        '<div id="onetrust-banner">We set cookies.</div>',
        '<div class="page-footer footer"><p>Acme Ltd, Dublin</p></div>',
    ],
)
def test_what_marks_call_furniture_is_set_aside_with_its_place(tmp_path, furniture):
    document = read_page(tmp_path, f"{TERMS}{furniture}<p>The end of the terms.</p>")
    assert texts(document)[-1] == "The end of the terms."
    assert [s.kind for s in document.set_aside] == [Apart.SITE]
    assert document.set_aside[0].place is not None
    assert document.set_aside[0].why


@pytest.mark.parametrize(
    "clause",
    [
        '<div id="consent"><p>You consent to the transfer of data.</p></div>',
        '<section id="cookies"><p>The service sets cookies on the customer\'s behalf.</p></section>',
        '<div id="sharing">The provider may not share data.</div>',
        "<article><aside><p>In short: data stay in Ireland.</p></aside></article>",
    ],
)
def test_a_clause_whose_anchor_is_named_like_furniture_is_kept(tmp_path, clause):
    document = read_page(tmp_path, f"{TERMS}{clause}<p>The end of the terms.</p>")
    assert len(texts(document)) == 23
    assert document.set_aside == ()


def archive(*, charset="utf-8", encoding="8bit", body="<html><body><p>Zürich terms.</p></body></html>"):
    import base64

    data = body.encode(charset)
    data = base64.encodebytes(data) if encoding == "base64" else data
    head = f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    return (
        b'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        + head.encode()
        + data
        + b"\n--b\nContent-Type: text/html\n\n<p>An advertisement in a frame.</p>\n--b--\n"
    )


@pytest.mark.parametrize(
    "data", [archive(), archive(charset="iso-8859-1"), archive(charset="iso-8859-1", encoding="base64")]
)
def test_a_page_saved_with_its_parts(tmp_path, data):
    document = read_bytes(tmp_path, data, "terms.mht")
    assert texts(document) == ["Zürich terms."]
    assert document.source.media_type == "multipart/related"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "deep" + "</div>" * 100_000,
        "<b>" * 100_000 + "deep",
        "<ul><li>" * 20_000 + "deep",
        "<table><tr><td>" * 5_000 + "deep",
    ],
)
def test_what_is_nested_beyond_all_measure_ends_in_a_sentence(tmp_path, page):
    with pytest.raises(LimitExceeded, match=r"^terms\.html nests its elements .* deep"):
        read_page(tmp_path, f"<p>Terms.</p>{page}")


@pytest.mark.parametrize("depth", [300, 1_500])
def test_deep_nesting_loses_nothing(tmp_path, depth):
    document = read_page(
        tmp_path, "<div>" * depth + "<p>Deep terms.</p>" + "</div>" * depth + "<p>After.</p>"
    )
    assert texts(document) == ["Deep terms.", "After."]


@pytest.mark.parametrize(
    "page",
    [
        f'<p class="{"x " * 100_000}" style="{"color:red;" * 50_000}">Terms.</p>',
        "<p>Terms." + "<br>" * 50_000 + "</p>",
        f"<style>{'a{' * 50_000}</style><p>Terms.</p>",
        f"<style>{'.x,' * 50_000}.y{{display:none}}</style><p class=x>Terms.</p><p>Terms.</p>",
        f"<p>{'Terms. ' * 50_000}</p>",
        "<p>Terms.</p>" + "<a href=#a>" * 1_000,
    ],
)
def test_what_is_large_beyond_all_measure_is_read(tmp_path, page):
    assert "Terms." in read_page(tmp_path, page).text
