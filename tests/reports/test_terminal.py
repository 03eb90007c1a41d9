import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from pipeline.domain.requirements import Severity
from pipeline.domain.review import Failure, Status
from pipeline.reports.escaping import shortened
from pipeline.reports.terminal import summary

from .contracts import HOSTILE, LIBRARY, agreement, assessment, review


def screen(made, *, encoding="utf-8", terminal=False, **options):
    """Return what stands on an 80-column screen."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="replace", write_through=True)
    Console(file=file, width=80, force_terminal=terminal, legacy_windows=False).print(
        summary(made, LIBRARY, **options)
    )
    return raw.getvalue().decode(encoding)


def test_the_verdict_comes_first_then_core_coverage_then_the_worst_gaps():
    said = screen(review())
    order = [
        "acme: 4 gaps, 2 of them critical",
        "Incident notification  ",
        "Critical gaps (2)",
        "✗ Taken away: Time limit",
        "◐ Partly met: Duty",
        "High gaps (1)",
        "○ Not found: Places",
        "Low gaps: 1 (1 weak).",
        "Next: --out DIR",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert "Personnel" not in said  # core families only


def test_each_full_gap_has_its_reason_quote_and_place():
    said = screen(review())
    assert "  in-deadline is contradicted.\n" in said
    assert "  “Provider shall tell Customer within 72 hours.”\n" in said
    assert "  acme-dpa.pdf, clause 8.1 (Breach), page 2\n" in said


def test_lower_severities_are_shown_in_full_when_asked():
    assert "Weak: Staff are trained" not in screen(review())
    assert "Weak: Staff are trained" in screen(review(), least=Severity.LOW)


def test_it_names_edition_unread_pages_and_what_it_is_not():
    said = " ".join(screen(review(assessment(papers=(agreement("Words.", unread=(3, 4)),)))).split())
    for words in (
        "gap against ISO/IEC 27017 guidance",
        "not legal advice",
        "clause library 1.0.0",
        "Unread pages: acme-dpa.pdf 3–4.",
        "! acme-dpa.pdf: 2 pages could not be read",
    ):
        assert words in said


def test_where_to_look_next_names_what_was_written():
    assert "are in out/review.html." in " ".join(screen(review(), written=(Path("out/review.html"),)).split())


@pytest.mark.parametrize("words", HOSTILE)
def test_contract_text_neither_acts_nor_vanishes(words):
    made = assessment(quote=words, supplier=words, warnings=(words,), papers=(agreement(words, name=words),))
    said = screen(review(made, failures=(Failure(words, words),)))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    assert all(cell_len(line) <= 80 for line in said.splitlines())
    assert "".join(shortened(words, most=200).split()) in "".join(said.split())


def test_a_terminal_that_shows_no_unicode_gets_plain_symbols():
    said = screen(review(), encoding="ascii")
    assert "x Taken away" in said and "........" in said
    assert "█" not in said


def test_colour_is_only_an_addition():
    coloured = screen(review(), terminal=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == screen(review())


def test_papers_that_could_not_be_judged_show_no_bars_and_no_gaps():
    said = screen(review(assessment(statuses=(Status.NOT_ASSESSABLE,) * 6, overall=None)))
    assert "Not assessed" in said and "░" not in said and "gaps (" not in said


def test_a_run_that_read_nothing_says_why():
    nothing = replace(review(failures=(Failure("a.pdf", "a.pdf needs a password"),)), assessments=())
    assert screen(nothing).startswith("Nothing could be reviewed.\nCould not be read: a.pdf needs a password")
