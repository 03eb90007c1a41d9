"""What a page hides from its readers is no evidence; what opens on a click is text."""

import pytest

from pipeline.domain.apart import Apart
from pipeline.domain.places import ElementAt
from readers.reading import read_text, texts

TERMS = "".join(f"<p>{n}. The provider answers for matter {n} towards the customer.</p>" for n in range(20))
PROMISE = "The provider promises everything."


def read_page(folder, body, head=""):
    return read_text(
        folder, f"<!DOCTYPE html><html><head>{head}</head><body>{TERMS}{body}</body></html>", "terms.html"
    )


@pytest.mark.parametrize(
    ("element", "why"),
    [
        ('<p style="display:none">{}</p>', "marked hidden"),
        ('<p style="color: red; DISPLAY : none !important">{}</p>', "marked hidden"),
        ('<p style="visibility:hidden">{}</p>', "marked hidden"),
        ("<p hidden>{}</p>", "marked hidden"),
        ('<p class="d-none">{}</p>', "marked hidden"),
        ('<div class="text hidden"><p>{}</p></div>', "marked hidden"),
        ("<template><p>{}</p></template>", "template"),
        ('<p style="font-size:0">{}</p>', "too small to read"),
        ('<p style="font-size: 1px">{}</p>', "too small to read"),
        ('<p style="opacity:0">{}</p>', "transparent"),
        ('<p style="color:transparent">{}</p>', "transparent"),
        ('<p style="color:rgba(0,0,0,0)">{}</p>', "transparent"),
        ('<p style="color:#fff">{}</p>', "white on white"),
        ('<p style="color:rgb(253, 253, 254);background:white">{}</p>', "white on white"),
        ('<div bgcolor="#000000"><p style="color:black">{}</p></div>', "in the colour of the page"),
        ('<p style="position:absolute;left:-9999px">{}</p>', "outside the page"),
        ('<p style="text-indent:-100em">{}</p>', "outside the page"),
        ('<span class="sr-only">{}</span>', "for screen readers only"),
        ('<p style="position:absolute;clip:rect(0,0,0,0)">{}</p>', "for screen readers only"),
        ('<div style="height:0;overflow:hidden">{}</div>', "without room to show"),
        # by the page's own rules
        ('<p class="ghost">{}</p>', "marked hidden"),
        ('<p class="other ghost big">{}</p>', "marked hidden"),
        ('<p id="gone">{}</p>', "marked hidden"),
        ('<p class="pale">{}</p>', "white on white"),
        ('<p class="supported">{}</p>', "marked hidden"),
    ],
)
def test_hidden_words_are_set_aside_with_the_reason(tmp_path, element, why):
    rules = (
        ".ghost, .x:hover { display: none } #gone{display:none} /* .no {} */ @media screen { p.pale {color:#FFF} }"
        "@supports (x: y) { .supported { display: none } }"
    )
    document = read_page(tmp_path, element.format(PROMISE), f"<style>{rules}</style>")
    assert len(texts(document)) == 20
    assert [(s.kind, s.text, s.why) for s in document.set_aside] == [(Apart.HIDDEN, PROMISE, why)]
    assert isinstance(document.set_aside[0].place, ElementAt)
    assert document.notes == ("Left out 4 words that the page hides from its readers.",)


@pytest.mark.parametrize(
    "element",
    [
        # folded panels, whose button or name shows that they open
        '<div class="accordion-panel" style="display:none"><p>{}</p></div>',
        '<div class="collapse" hidden><p>{}</p></div>',
        '<section role="tabpanel" hidden>{}</section>',
        "<details><summary>More</summary><p>{}</p></details>",
        '<p hidden="until-found">{}</p>',
        '<h3><button aria-controls="b7">7. Logs</button></h3><div id="b7" hidden>{}</div>',
        '<h3><button aria-expanded="false">7. Logs</button></h3><div style="display:none">{}</div>',
        '<div class="tabs"><div><div style="display:none">{}</div></div></div>',
        '<div class="faq"><div class="hidden">{}</div></div>',
        # shown after all
        '<p style="display:block">{}</p>',
        '<p class="d-none d-md-block">{}</p>',
        '<p class="hidden lg:block">{}</p>',
        '<p class="printed">{}</p>',
        '<p class="narrow">{}</p>',
        '<p class="ghost" style="display:block">{}</p>',
        '<p style="opacity:0.9;font-size:8px;text-indent:-2em;left:-20px">{}</p>',
        '<p aria-hidden="true">{}</p>',
        '<div style="background:#003366"><p style="color:white">{}</p></div>',
        '<div style="background-image:url(dark.png)"><p style="color:white">{}</p></div>',
        '<p style="color:#777;background:white">{}</p>',
        '<div style="overflow:hidden;height:auto">{}</div>',
    ],
)
def test_what_is_shown_or_opens_on_a_click_is_text(tmp_path, element):
    rules = "@media print{.printed{display:none}} @media (max-width:600px){.narrow{display:none}} .ghost{display:none}"
    document = read_page(tmp_path, element.format(PROMISE), f"<style>{rules}</style>")
    assert texts(document)[-1] == PROMISE
    assert document.set_aside == ()


def test_white_letters_where_the_rules_are_in_another_file_may_stand_on_any_colour(tmp_path):
    page = f'<p style="color:white">{PROMISE}</p>'
    assert texts(read_page(tmp_path, page, '<link rel="stylesheet" href="a.css">'))[-1] == PROMISE
    assert PROMISE not in texts(read_page(tmp_path, page))


def test_a_page_that_a_script_shows_is_read(tmp_path):
    page = f"<html><head><style>.app{{opacity:0}}</style></head><body class=app><div class=app>{TERMS}</div></body></html>"
    assert len(texts(read_text(tmp_path, page, "terms.html"))) == 20


def test_the_heading_of_a_panel_is_kept_though_it_is_a_button(tmp_path):
    document = read_page(
        tmp_path, '<h3><button aria-expanded="false">Logs</button></h3><button>Accept</button>'
    )
    assert texts(document)[-1] == "Logs"


def test_all_words_of_the_page_are_counted(tmp_path):
    page = "<html><body><p>One two.</p><p hidden>three</p><script>no()</script></body></html>"
    assert read_text(tmp_path, page, "a.html").characters == len("Onetwothree")
