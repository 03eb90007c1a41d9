import pytest

from pipeline.domain.listing import listed, pages
from pipeline.domain.requirements import Severity
from pipeline.domain.review import Failure, Status
from pipeline.reports import words

from .contracts import requirement


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (None, "–"),
        (0.0, "0 %"),
        (0.001, "1 %"),  # something is there, so not nothing
        (0.414, "41 %"),
        (0.996, "99 %"),  # something is missing, so not all
        (1.0, "100 %"),
    ],
)
def test_a_share_is_said_as_a_percentage(share, said):
    assert words.percent(share) == said


@pytest.mark.parametrize(
    ("controls", "said"),
    [
        ({"2015": ("CLD.8.1.5",), "2026": ("5.11", "8.10")}, "CLD.8.1.5 (2015) / 5.11 + 8.10 (2026)"),
        ({"2015": (), "2026": ("5.39",), "27002:2022": ("5.2",)}, "5.39 (2026)"),
        ({"2015": ("16.1.1",)}, "16.1.1 (2015)"),
        ({}, ""),
    ],
)
def test_controls_name_both_editions_and_no_other(controls, said):
    assert words.controls(requirement("x", "X", Severity.LOW, controls=controls)) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [((), ""), ((4,), "4"), ((2, 5, 6, 7, 9), "2, 5–7, 9"), ((3, 1, 2), "1–3")],
)
def test_pages_are_joined_in_runs(numbers, said):
    assert pages(numbers) == said


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_as_a_sentence(parts, said):
    assert listed(parts) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("", ""), ("by Acme", "by Acme."), ("by Acme Inc.", "by Acme Inc."), ("audits; logs…", "audits; logs…")],
)
def test_no_text_ends_in_two_stops(text, said):
    assert words.ended(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("72 hours", "72 hours."),
        ("no clause speaks of it", "No clause speaks of it."),
        ("Is it?", "Is it?"),
        ("acme-dpa.pdf is short", "acme-dpa.pdf is short."),
    ],
)
def test_sentences_begin_and_end(text, said):
    assert words.sentence(text) == said


def test_every_status_has_its_own_word_and_symbol():
    for table in (words.STATUS, words.SYMBOL, words.PLAIN_SYMBOL, words.MEANING):
        assert set(table) == set(Status)
        assert len(set(table.values())) == len(Status)
    assert all(symbol.isascii() for symbol in words.PLAIN_SYMBOL.values())


@pytest.mark.parametrize(
    ("name", "reason", "said"),
    [
        ("scan.pdf", "needs a password", "scan.pdf: needs a password"),
        ("acme/scan.pdf", "scan.pdf needs a password.", "scan.pdf needs a password."),
    ],
)
def test_a_failure_names_its_file_once(name, reason, said):
    assert words.failed(Failure(name, reason)) == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [((), ""), (("a", "b"), "a; b"), (("a", "b", "c"), "a; b; and 1 more")],
)
def test_some_are_named_and_the_rest_counted(parts, said):
    assert words.some(parts, most=2) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [("A definition", "a definition"), ("API keys", "API keys"), ("Left blank", "left blank"), ("", "")],
)
def test_a_label_within_a_sentence(label, said):
    assert words.uncapital(label) == said


def test_no_line_ends_between_a_number_and_its_sign():
    assert words.unbroken("41 % of 50 %") == "41\N{NO-BREAK SPACE}% of 50\N{NO-BREAK SPACE}%"
