"""review.docx: real headings and tables, every gap in it, contract text as text."""

import io
from dataclasses import replace

import pytest
from docx import Document

from pipeline.domain.review import Failure, Status
from pipeline.reports.memo import render

from .contracts import CARVED, HOSTILE, LIBRARY, POSITIONS, agreement, assessment, judged_set, review


def opened(made):
    return Document(io.BytesIO(render(made, LIBRARY)))


def headings(document):
    return [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]


def test_every_gap_has_a_heading_and_a_row():
    document = opened(review())
    gaps = [
        r
        for r, s in zip(LIBRARY.requirements, assessment().findings, strict=True)
        if s.status not in (Status.MET, Status.NOT_ASSESSABLE)
    ]
    said = headings(document)
    at_a_glance = [[c.text for c in row.cells] for row in document.tables[1].rows]
    for gap in gaps:
        assert any(h.endswith(gap.title) for h in said)
        assert any(gap.title in row for row in at_a_glance)
    assert len(at_a_glance) == 1 + len(gaps)


def test_it_holds_the_responsibilities_the_wording_and_what_is_missing():
    document = opened(review(failures=(Failure("scan.pdf", "needs a password"),)))
    text = "\n".join(p.text for p in document.paragraphs)
    cells = {c.text for t in document.tables for row in t.rows for c in row.cells}
    assert {"Backup and restore", "Customer", "Encryption and keys", "Nobody"} <= cells
    assert LIBRARY.requirements[0].wording.preferred in text
    assert "Acceptable Use Policy" in text and "scan.pdf: needs a password." in text


def test_it_holds_what_stands_elsewhere_and_the_set_as_a_whole():
    document = opened(review(judged_set()))
    text = "\n".join(p.text for p in document.paragraphs)
    rows = [tuple(c.text for c in row.cells) for t in document.tables for row in t.rows]
    for part in (
        "Exception elsewhere: A carve_out stands",
        CARVED,
        "Searched: Every clause of acme-dpa.pdf (41 clauses, 3 pages) and acme-terms.pdf",
        "Not read: acme-terms.pdf, pages 7–8.",
        "Does not count: It speaks of planned maintenance.",
        "Nobody's task: 1 of 3 processes: security tests.",
        "Provider 1, shared 1 and nobody 1.",
        "acme-dpa.pdf before acme-terms.pdf.",
    ):
        assert part in text
    assert ("Security tests", "Nobody", "No words give it to anybody.") in rows
    assert ("“____” (2 times)", "acme-dpa.pdf, pages 1–2", "empty space", "no point of this review") in rows
    assert any(r[:2] == ("Security Policy", "Not supplied, may be changed at will") for r in rows)


def test_it_says_how_gaps_stand_to_the_playbook():
    document = Document(io.BytesIO(render(review(), POSITIONS)))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "By our playbook: walk away." in text
    assert "Walk away, by our playbook: Time limit for the first notice." in text
    assert "Our playbook: Walk away on 1 point, 1 to be negotiated" in text
    assert any(
        "taken away, to be checked; walk away" in c.text for r in document.tables[1].rows for c in r.cells
    )


@pytest.mark.parametrize("quote", HOSTILE)
def test_contract_text_stays_text_in_all_that_is_said_of_the_set(quote):
    document = opened(review(judged_set(quote=quote, words=quote)))
    text = "".join(p.text for p in document.paragraphs)
    assert not set(text) & set("\x00\x07\x1b\x9b\u202e\u2066")


@pytest.mark.parametrize("quote", HOSTILE)
def test_contract_text_stays_text(quote):
    made = assessment(quote=quote, supplier=quote, warnings=(quote,), papers=(agreement(quote, name=quote),))
    document = opened(review(made, failures=(Failure(quote, quote),)))
    text = "".join(p.text for p in document.paragraphs)
    assert not set(text) & set("\x00\x07\x1b\x9b\u202e\u2066")


def test_nothing_read():
    document = opened(replace(review(), assessments=()))
    assert "None of the files could be read." in [p.text for p in document.paragraphs]


def test_the_same_review_gives_the_same_bytes():
    assert render(review(), LIBRARY) == render(review(), LIBRARY)
