import io

import pytest
from docx import Document
from rich.console import Console

from pipeline.domain.frameworks import FrameworkView, Outcome, PointView
from pipeline.domain.requirements import Framework, FrameworkPoint
from pipeline.reports import memo, page, terminal
from pipeline.reports.by_framework import POINT, SYMBOL_OF, FrameworkShown, counts_in_words

from .contracts import LIBRARY, assessment, review
from .pages import faults, parsed, words

FINDINGS = assessment().findings
NIS = Framework(
    "nis2", "NIS2", "Directive (EU) 2022/2555", "Article", "high", label="Art. {}", scope="Supply chain only"
)


def point(number, outcome, group="", **changes):
    return PointView(
        FrameworkPoint(number, f"Title {number}", group), f"Art. {number}", outcome, "Because.", **changes
    )


def shown(*points):
    return FrameworkShown.of(FrameworkView(NIS, points))


def test_points_keep_their_order_under_the_frameworks_own_headings():
    made = shown(
        point("1", Outcome.GAP, "Security"),
        point("2", Outcome.COVERED, "Security"),
        point("3", Outcome.PARTLY, "Exit"),
    )
    assert [(g.title, [p.label for p in g.points]) for g in made.groups] == [
        ("Security", ["Art. 1", "Art. 2"]),
        ("Exit", ["Art. 3"]),
    ]


def test_what_nothing_here_speaks_to_is_neither_gap_nor_row():
    (group,) = shown(point("1", Outcome.NOT_REVIEWED), point("2", Outcome.GAP)).groups
    assert [p.label for p in group.points] == ["Art. 2"] and [p.label for p in group.unreviewed] == ["Art. 1"]


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ((), "no point"),
        ((Outcome.GAP,), "1 gap"),
        ((Outcome.GAP, Outcome.COVERED, Outcome.GAP), "1 covered and 2 gaps"),
        ((Outcome.NOT_REVIEWED, Outcome.PARTLY), "1 partly covered and 1 not covered by this review"),
    ],
)
def test_counts_in_words(outcomes, said):
    view = FrameworkView(NIS, tuple(point(str(n), o) for n, o in enumerate(outcomes)))
    assert counts_in_words(view.counts) == said


def test_every_outcome_has_words_and_each_that_is_shown_a_symbol():
    assert set(POINT) == set(Outcome)
    assert set(SYMBOL_OF) == set(Outcome) - {Outcome.NOT_REVIEWED}


VIEW = shown(
    point("1", Outcome.GAP, "Security", rests_on=FINDINGS[:2]),
    point("2", Outcome.COVERED, "Security", evidence=FINDINGS[0].evidence),
    point("3", Outcome.NOT_REVIEWED, "Exit"),
)


def asked_for(monkeypatch, *modules):
    for module in modules:
        monkeypatch.setattr(module, "by_frameworks", lambda review, assessment, library: (VIEW,))


def test_the_page_shows_each_point_with_what_it_rests_on(monkeypatch):
    asked_for(monkeypatch, page)
    text = page.render(review(), LIBRARY)
    assert faults(text) == []
    section = parsed(text).get_element_by_id("a1-by-nis2")
    said = words(section)
    assert said.startswith("By NIS2 1 covered, 1 gap and 1 not covered by this review.")
    assert "Supply chain only. Only those points are listed that this review refers to." in said
    assert "Duty to tell the customer (partly met)" in said
    assert "Time limit for the first notice (taken away)" in said
    assert "Not covered by this review: Art. 3." in said
    assert section.xpath(".//a/@href") == ["#a1-in-duty", "#a1-in-deadline"]


def test_memo_and_screen_say_it_too(monkeypatch):
    asked_for(monkeypatch, memo, terminal)
    document = Document(io.BytesIO(memo.render(review(), LIBRARY)))
    rows = [tuple(c.text for c in row.cells) for t in document.tables for row in t.rows]
    rests = "Duty to tell the customer (partly met); Time limit for the first notice (taken away)"
    assert ("Art. 1 Title 1", "gap", rests, "") in rows
    assert ("Art. 2 Title 2", "covered", "Because.", "acme-dpa.pdf, clause 8.1 (Breach), page 2") in rows
    console = Console(width=80, file=io.StringIO(), record=True)
    console.print(terminal.summary(review(), LIBRARY))
    assert "By NIS2: 1 covered, 1 gap and 1 not covered by this review." in console.export_text()
