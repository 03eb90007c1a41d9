"""review.docx: real headings and tables, every gap in it, contract text as text."""

import io
from dataclasses import replace

import pytest
from docx import Document

from pipeline.domain.review import Failure, Status
from pipeline.reports.memo import render

from .contracts import HOSTILE, LIBRARY, agreement, assessment, review


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
    assert {"Backup and restore", "Customer", "Encryption and keys", "Not allocated"} <= cells
    assert LIBRARY.requirements[0].wording.preferred in text
    assert "Acceptable Use Policy" in text and "scan.pdf: needs a password." in text


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
