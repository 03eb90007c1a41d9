from dataclasses import replace

import pytest

from pipeline.domain.places import ElementAt, LineAt, PageBox, ParagraphAt
from pipeline.domain.requirements import Severity
from pipeline.domain.review import Status
from pipeline.reports import outline

from .contracts import LIBRARY, agreement, assessment, evidence

BOX = (1.0, 2.0, 3.0, 4.0)


def statuses(*wanted):
    return assessment(statuses=wanted)


def test_gaps_come_by_severity_then_by_status():
    found = outline.outcomes(
        statuses(Status.PARTIAL, Status.CONTRADICTED, Status.WEAK, Status.ABSENT, Status.MET, Status.ABSENT),
        LIBRARY,
    )
    grouped = outline.gaps_by_severity(found)
    assert {severity: [o.requirement.id for o in group] for severity, group in grouped.items()} == {
        Severity.CRITICAL: ["in-deadline", "in-duty"],
        Severity.HIGH: ["dl-places", "in-content"],
        Severity.MEDIUM: ["pe-secrecy"],
    }
    assert list(grouped) == [Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM]


def test_what_could_not_be_assessed_is_no_gap():
    found = outline.outcomes(statuses(*[Status.NOT_ASSESSABLE] * 6), LIBRARY)
    assert not outline.gaps_by_severity(found)
    assert not outline.judged(found)


def test_a_finding_too_few_is_an_error_and_not_a_silence():
    short = assessment()
    with pytest.raises(KeyError):
        outline.outcomes(replace(short, findings=short.findings[1:]), LIBRARY)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ([Status.MET] * 6, "No gap found"),
        ([Status.MET] * 5 + [Status.NOT_ASSESSABLE], "No gap found; 1 point could not be assessed"),
        ([Status.NOT_ASSESSABLE] * 6, "Not assessed: no judgement rests on these papers"),
        ([Status.ABSENT] + [Status.MET] * 5, "1 gap, 1 of them critical"),
        ([Status.MET] * 4 + [Status.WEAK] * 2, "2 gaps, none of them critical"),
    ],
)
def test_the_headline_says_how_many_and_how_bad(wanted, said):
    assert outline.headline(statuses(*wanted), LIBRARY) == said


def test_the_verdict_counts_what_there_is_and_names_the_weakest_core_subject():
    said = outline.verdict(assessment(), LIBRARY)
    assert said.startswith("1 document read; weighed by severity, 41 % of what")
    assert (
        "Of 6 points, 1 met, 1 partly met, 1 weak, 1 not found, 1 taken away and 1 could not be assessed."
        in said
    )
    assert said.endswith("Weakest of the core subjects: incident notification, 0 %.")


def test_a_verdict_without_coverage_gives_no_percentage():
    said = outline.verdict(assessment(statuses=(Status.NOT_ASSESSABLE,) * 6, overall=None), LIBRARY)
    assert said == "1 document read; none of the 6 points asked of an agreement could be assessed."


def test_still_missing_names_essential_points_only():
    (partial,) = outline.with_status(outline.outcomes(assessment(), LIBRARY), Status.PARTIAL)
    assert outline.still_missing(partial) == ("A number of days",)


def test_unread_pages_are_a_notice_unless_a_warning_says_so():
    unread = (agreement("Words.", unread=(3, 4)),)
    assert outline.notices(assessment(papers=unread)) == (
        "acme-dpa.pdf: 2 pages could not be read; what they say is not part of this review.",
    )
    for said in (
        "2 pages of acme-dpa.pdf could not be read.",
        "Pages 3–4 of acme-dpa.pdf could not be read.",
    ):
        assert outline.notices(assessment(papers=unread, warnings=(said,))) == (said,)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (PageBox(5, BOX), "page 5"),
        (ParagraphAt("word/document.xml", 41), "paragraph 42"),
        (ParagraphAt("word/footnotes.xml", 0), "paragraph 1 of footnotes"),
        (ElementAt("#security"), "at #security"),
        (LineAt(12), "line 12"),
        (None, ""),
    ],
)
def test_places_are_said_as_people_count(place, said):
    assert outline.place_in_words(place) == said


@pytest.mark.parametrize(
    ("number", "heading", "said"),
    [
        ("8.1", "Breach", "clause 8.1 (Breach)"),
        ("8.1.", "", "clause 8.1"),
        ("Annex II", "Measures", "Annex II (Measures)"),
        ("§ 4", "", "§ 4"),
        ("", "Security", "“Security”"),
        ("", "", ""),
    ],
)
def test_clauses_are_named_by_what_they_have(number, heading, said):
    paper = agreement("Words.")
    clause = replace(paper.clauses[0], number=number, path=number, heading=heading)
    papers = outline.Papers.of(assessment(papers=(replace(paper, clauses=(clause,)),)))
    assert papers.clause("d1.c1") == said


def test_a_path_through_a_web_page_is_shown_only_where_nothing_else_names_the_place():
    papers = outline.Papers.of(assessment())
    path = ElementAt("body > p:nth-of-type(7)")
    assert papers.where(evidence("Words.", place=path)) == "acme-dpa.pdf, clause 8.1 (Breach)"
    assert (
        papers.where(evidence("Words.", place=path, clause="")) == "acme-dpa.pdf, at body > p:nth-of-type(7)"
    )
