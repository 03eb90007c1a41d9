from dataclasses import replace

import pytest

from pipeline.domain.agreement import Placeholder
from pipeline.domain.places import PageBox, ParagraphAt, Span
from pipeline.reports.blanks import blanks, blanks_in_words

from .contracts import LIBRARY, assessment

BOX = (1.0, 2.0, 3.0, 4.0)


def blank(quote="____", *, page=None, at=0, **fields):
    place = PageBox(page, BOX) if page else fields.pop("place", None)
    return Placeholder("d1", Span(at, at + 4), quote, place, **fields)


def told(*found):
    return blanks(replace(assessment(), placeholders=found), LIBRARY)


def test_the_same_words_again_are_one_row_with_their_pages():
    (row,) = told(*(blank(page=p, at=p, kind="blank") for p in (1, 2, 3, 9)))
    assert (row.number, row.at, row.kind) == (4, "acme-dpa.pdf, pages 1–3, 9", "empty space")


def test_several_on_one_page():
    assert told(blank(page=2, at=1), blank(page=2, at=9))[0].at == "acme-dpa.pdf, page 2"


def test_what_empties_a_point_is_told_place_by_place_and_first():
    rows = told(
        blank(page=1, at=1),
        blank(page=2, at=2, clause="d1.c1", empties=("in-duty",)),
        blank(page=3, at=3, clause="d1.c1", empties=("in-duty",)),
    )
    assert [(r.at, list(r.empties.values())) for r in rows] == [
        ("acme-dpa.pdf, clause 8.1 (Breach), page 2", ["Duty to tell the customer"]),
        ("acme-dpa.pdf, clause 8.1 (Breach), page 3", ["Duty to tell the customer"]),
        ("acme-dpa.pdf, page 1", []),
    ]


def test_kinds_and_documents_are_kept_apart():
    assert (
        len(told(blank(kind="blank"), blank(kind="prompt"), replace(blank(kind="blank"), document="d2"))) == 3
    )


def test_a_paper_without_pages_says_where_the_first_stands():
    places = [ParagraphAt("word/document.xml", n) for n in (4, 9)]
    (row,) = told(*(blank(at=n, place=p) for n, p in enumerate(places)))
    assert row.at == "acme-dpa.pdf, paragraph 5 and further on"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((), ""),
        ((blank(),), "1 place in 1 document"),
        (
            (blank(), replace(blank(), document="d2", empties=("in-duty",))),
            "2 places in 2 documents; 1 point rests on them",
        ),
        ((blank(empties=("in-duty", "in-content")),) * 2, "2 places in 1 document; 2 points rest on them"),
    ],
)
def test_blanks_in_words(found, said):
    assert blanks_in_words(replace(assessment(), placeholders=found)) == said
