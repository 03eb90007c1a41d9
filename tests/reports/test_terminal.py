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

from .contracts import HOSTILE, LIBRARY, MIXED, POSITIONS, agreement, assessment, judged_set, review


def screen(made, *, encoding="utf-8", terminal=False, width=80, library=LIBRARY, **options):
    """Return what stands on a screen."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="replace", write_through=True)
    Console(file=file, width=width, force_terminal=terminal, legacy_windows=False).print(
        summary(made, library, **options)
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


def test_a_point_to_walk_away_from_is_loud():
    said = " ".join(screen(review(), library=POSITIONS).split())
    assert "Our playbook: walk away on 1 point" in said
    assert "WALK AWAY, by our playbook: Time limit for the first notice." in said
    assert "playbook: WALK AWAY" in said and "playbook: acceptable" in said


def test_below_critical_a_gap_is_told_without_its_quote():
    said = screen(review(assessment(statuses=(Status.MET,) * 2 + (Status.WEAK,) + (Status.MET,) * 3)))
    assert "◔ Weak: What a notice holds" in said and "in-content is weak." in said
    assert "acme-dpa.pdf, clause 8.1 (Breach), page 2" in said and "“Provider shall" not in said


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


def test_the_state_of_the_set_stands_under_the_verdict():
    said = " ".join(screen(review(judged_set())).split())
    order = [
        "41 % of",
        "If papers conflict: acme-dpa.pdf before",
        "Not supplied: 1 paper",
        "Nobody's task: 1 of 3",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places) and places[-1] < said.index("Critical gaps")


def test_a_gap_shows_what_stands_elsewhere_and_counts_the_rest():
    said = screen(review(judged_set()))
    assert "  Papers conflict: A precedence stands elsewhere." in said
    assert "  7 more notes.\n" in said


def test_what_is_not_found_shows_the_nearest_passage_and_why_it_does_not_count():
    said = " ".join(screen(review(assessment(statuses=(Status.ABSENT, *MIXED[1:])))).split())
    assert "Nearest: “Provider shall tell Customer within 72 hours.” (acme-dpa.pdf, clause 8.1" in said
    assert "It speaks of planned maintenance." in said


@pytest.mark.parametrize("words", HOSTILE)
def test_contract_text_neither_acts_nor_breaks_a_line_in_what_is_said_of_the_set(words):
    said = screen(review(judged_set(quote=words, words=words)))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    assert all(cell_len(line) <= 80 for line in said.splitlines())


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


def test_on_a_narrow_terminal_no_percentage_is_cut():
    said = screen(review(), width=40)
    percentages = [line.split("%")[0][-4:] for line in said.splitlines() if "░" in line or "█" in line]
    assert percentages and all(p.strip().isdecimal() for p in percentages)


def test_a_run_that_read_nothing_says_why():
    nothing = replace(review(failures=(Failure("a.pdf", "a.pdf needs a password"),)), assessments=())
    assert screen(nothing).startswith("Nothing could be reviewed.\nCould not be read: a.pdf needs a password")
