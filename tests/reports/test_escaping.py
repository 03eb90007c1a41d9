import re

import pytest
from markdown_it import MarkdownIt

from pipeline.reports.escaping import cell, lines, markdown, markdown_line, one_line, shortened, visible

from .contracts import HOSTILE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("72 hours", "72 hours"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x9b2J", "\ufffd2J"),
        ("nul\x00 bell\x07", "nul␀ bell␇"),
        ("in \u202e03\u202c days", "in [U+202E]03[U+202C] days"),
        ("\u2066isolated\u2069", "[U+2066]isolated[U+2069]"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("lone \ud800", "lone \ufffd"),
        ("שלום\u200f (לקוח)", "שלום\u200f (לקוח)"),  # an honest direction mark stays
        ("👩‍⚖️ naïve", "👩‍⚖️ naïve"),
    ],
)
def test_controls_become_visible_and_letters_stay(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_visible_acts_on_a_terminal_or_fails_to_encode(text):
    shown = visible(text)
    shown.encode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert "\n" not in one_line(text)


def test_blank_lines_of_a_quote_go_and_its_items_stay_apart():
    assert lines(" (a) keep;\n\n \n(b) delete. ") == "(a) keep;\n(b) delete."


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("within 72 hours", 20, "within 72 hours"),
        ("within 72 hours, always", 17, "within 72 hours…"),
        ("x" * 30, 10, "x" * 9 + "…"),
    ],
)
def test_long_quotes_are_cut_between_words(text, most, cut):
    assert shortened(text, most=most) == cut


@pytest.mark.parametrize("text", [*HOSTILE, "R&D", "AT&amp;T", "a_b_c *d* `e`", "1. x", "- y", "\\*z\\*"])
def test_markdown_shows_contract_text_as_it_stands(text):
    (inline,) = [t for t in MarkdownIt("commonmark").parse(f"> “{markdown(text)}”") if t.type == "inline"]
    assert {t.type for t in inline.children} <= {"text", "code_inline"}
    shown = "".join(t.content for t in inline.children)
    assert shown == f"“{one_line(text)}”"


@pytest.mark.parametrize(
    "text", [*HOSTILE, "# x", "##", "- x", "+ x", "1. x", "12) x", "---", "===", "> x", "* x", "72 hours"]
)
def test_contract_text_begins_no_block(text):
    paragraph, inline, _ = MarkdownIt("commonmark").parse(f"above\n{markdown_line(text)}")
    assert paragraph.type == "paragraph_open"
    shown = "".join("\n" if t.type == "softbreak" else t.content for t in inline.children)
    assert shown == f"above\n{one_line(text)}"


@pytest.mark.parametrize("text", ["6.1.3 and 5.10", "+49 30 1234", "-2 days", "#security", "1.5 times"])
def test_what_begins_no_block_is_left_alone(text):
    assert markdown_line(text) == text


@pytest.mark.parametrize(
    "address", ["https://evil.example/a?b=1", "www.evil.example", "a_b@evil.example", "mailto:x@y.example"]
)
def test_markdown_leaves_no_bare_address_for_a_mail_program_to_link(address):
    assert f"`{address}`" in markdown(f"see {address} for more")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("72 hours", "72 hours"),
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("＝1", "'＝1"),
        ("a = b", "a = b"),
        ("a;=b", "a; =b"),
        ('a;"=b', 'a; "=b'),
        ("", ""),
    ],
)
def test_no_cell_begins_a_formula(text, written):
    assert cell(text) == written
