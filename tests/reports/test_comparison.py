"""The reports on two versions: what they say, and that contract text in them stays text."""

import io
import json
from dataclasses import replace

import pytest
from docx import Document
from rich.console import Console, Group

from pipeline.domain.apart import Change
from pipeline.domain.comparison import (
    ClauseChange,
    ClauseKind,
    Comparison,
    Effect,
    FindingChange,
    TrackedEffect,
    ValueChange,
    WordKind,
    WordRun,
)
from pipeline.domain.places import ParagraphAt, Span
from pipeline.domain.review import Status
from pipeline.reports import comparison_json, comparison_memo, comparison_page
from pipeline.reports.comparison import Versions
from pipeline.reports.comparison_screen import lines_of

from .contracts import EDITION, HOSTILE, LIBRARY, assessment, finding
from .pages import faults, parsed, words

IN_DUTY = LIBRARY.requirements[0]
IN_DEADLINE = LIBRARY.requirements[1]


def comparison(
    quote: str = "Provider shall tell Customer within 72 hours.", author: str = "Ada"
) -> Comparison:
    """Return one gap opened, one value changed, a clause of each kind, and a tracked change."""
    old, new = assessment(quote=quote), assessment(quote=quote)
    clause = new.agreements.agreements[0].clauses[0]
    runs = (
        WordRun(WordKind.SAME, "within "),
        WordRun(WordKind.DELETED, "72"),
        WordRun(WordKind.INSERTED, quote),
    )
    change = Change(
        "insertion", quote, author, "2026-01-02T03:04:05Z", ParagraphAt("word/document.xml", 3), Span(0, 1)
    )
    return Comparison(
        old,
        new,
        clauses=(
            ClauseChange(ClauseKind.CHANGED, clause, clause, runs, (author,), (IN_DUTY.id,)),
            ClauseChange(ClauseKind.ADDED, None, clause),
            ClauseChange(ClauseKind.REMOVED, clause, None),
            ClauseChange(ClauseKind.MOVED, clause, clause),
        ),
        findings=(
            FindingChange(
                Effect.WEAKENED,
                finding(IN_DEADLINE, Status.PARTIAL, quote),
                finding(IN_DEADLINE, Status.PARTIAL, quote),
                (ValueChange("deadline", "72 h", "5 business d"),),
            ),
            FindingChange(
                Effect.OPENED,
                finding(IN_DUTY, Status.MET, quote),
                finding(IN_DUTY, Status.ABSENT, quote),
                authors=(author,),
            ),
        ),
        tracked=(
            TrackedEffect("d1", change, clause.id, (IN_DUTY.id,)),
            TrackedEffect("d1", change, None, ()),
        ),
        unsettled=(LIBRARY.requirements[2].id,),
    )


def on_screen(made: Comparison) -> str:
    console = Console(file=io.StringIO(), width=100, highlight=False)
    console.print(Group(*lines_of(made, LIBRARY)))
    return console.file.getvalue()


def in_word(made: Comparison) -> str:
    document = Document(io.BytesIO(comparison_memo.render(made, EDITION, LIBRARY)))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_what_was_lost_stands_first():
    versions = Versions.of(comparison(), LIBRARY)
    assert [d.requirement.id for d in versions.differences] == [IN_DUTY.id, IN_DEADLINE.id]
    assert versions.headline() == "1 gap opened and 1 point weakened"
    assert [d.said for d in versions.differences] == ["opened a gap: met → not found", "weakened: partly met"]


@pytest.mark.parametrize(
    "render", [on_screen, in_word, lambda m: words(parsed(comparison_page.render(m, EDITION, LIBRARY)))]
)
def test_every_report_says_what_happened(render):
    said = render(comparison())
    for part in (
        "1 gap opened",
        "deadline: 72 h → 5 business d",
        "Ada",
        IN_DUTY.title,
        "1 reworded, 1 added, 1 removed and 1 moved",
        LIBRARY.requirements[2].title,
    ):
        assert part in " ".join(said.split()), part


@pytest.mark.parametrize("quote", HOSTILE)
def test_contract_text_stays_text(quote):
    made = comparison(quote, author=quote)
    page = comparison_page.render(made, EDITION, LIBRARY)
    assert faults(page) == []
    assert "\x1b" not in on_screen(made) and "\x07" not in on_screen(made)
    assert in_word(made)
    json.loads(comparison_json.render(made, EDITION, LIBRARY))


def test_nothing_changed():
    made = Comparison(assessment(), assessment(), (), ())
    assert Versions.of(made, LIBRARY).headline() == "No difference in words"
    assert "No difference in words" in on_screen(made)


def test_the_json_names_both_sides():
    made = json.loads(comparison_json.render(comparison(), EDITION, LIBRARY))
    assert made["schema"] == "clausegap/comparison/1"
    opened = made["findings"][1]
    assert (opened["effect"], opened["old"]["status"], opened["new"]["status"]) == ("opened", "met", "absent")
    assert [w["kind"] for w in made["clauses"][0]["words"]] == ["same", "deleted", "inserted"]
    assert made["tracked_changes"][0]["author"] == "Ada"


def test_the_same_comparison_gives_the_same_bytes():
    made = comparison()
    assert comparison_memo.render(made, EDITION, LIBRARY) == comparison_memo.render(made, EDITION, LIBRARY)


def test_what_nothing_rests_on_is_said_on_the_screen_first():
    made = comparison()
    warned = replace(made, new=replace(made.new, warnings=("v2.pdf is in another language.",)))
    said = on_screen(warned)
    assert said.index("v2.pdf is in another language.") < said.index(IN_DUTY.title)
    assert "another language" not in on_screen(made)
