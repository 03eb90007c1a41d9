import pytest

from pipeline.domain.document import BlockKind
from pipeline.domain.places import ElementAt
from readers.reading import block_with, numbered, read_text, texts

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
