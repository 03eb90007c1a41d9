import csv
import io

import pytest

from pipeline.reports.sheet import COLUMNS, render

from .contracts import HOSTILE, LIBRARY, POSITIONS, agreement, assessment, judged_set, review

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(text, delimiter=","):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def test_there_is_one_row_a_finding_and_each_stands_alone():
    head, *body = rows(render(review(), LIBRARY))
    assert tuple(head) == COLUMNS
    assert [dict(zip(head, row, strict=True))["requirement"] for row in body] == [
        r.id for r in LIBRARY.requirements
    ]
    taken = dict(zip(head, body[1], strict=True))
    assert (
        taken.items()
        >= {
            "supplier": "acme",
            "family": "incident-notification",
            "title": "Time limit for the first notice",
            "severity": "critical",
            "controls_2015": "CLD.8.1.5 (2015)",
            "controls_2026": "5.11 + 8.10 (2026)",
            "status": "contradicted",
            "status_in_words": "taken away",
            "confidence": "0.83",
            "needs_review": "yes",
            "document": "acme-dpa.pdf",
            "clause": "clause 8.1 (Breach)",
            "page": "2",
            "quote": "Provider shall tell Customer within 72 hours.",
            "terms": "deadline: 72 h",
            "ask": "Please state in-deadline.",
            "note": "gap against ISO/IEC 27017 guidance; not legal advice",
        }.items()
    )
    assert "clause library 1.0.0" in taken["edition"]


def test_what_is_met_asks_for_nothing():
    head, *body = rows(render(review(), LIBRARY))
    assert [row[head.index("ask")] for row in body if row[head.index("status")] == "met"] == [""]


def test_it_begins_with_a_byte_order_mark_and_ends_lines_as_rfc_4180_says():
    text = render(review(), LIBRARY)
    assert text.encode().startswith(b"\xef\xbb\xbfsupplier,")
    assert text.count("\r\n") == 7 and "\n" not in text.replace("\r\n", "")


def test_unread_pages_are_named_in_each_row():
    head, *body = rows(render(review(assessment(papers=(agreement("Words.", unread=(3, 4)),))), LIBRARY))
    assert {row[head.index("pages_unread")] for row in body} == {"acme-dpa.pdf: 3–4"}


@pytest.mark.parametrize("delimiter", [",", ";", "|"])
@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula_whatever_separator_the_spreadsheet_expects(words, delimiter):
    made = assessment(quote=words, supplier=words, papers=(agreement(words, name=words),), warnings=(words,))
    text = render(review(made), LIBRARY)
    text.encode()
    cells = [c for row in rows(text, delimiter) for c in row]
    assert not [c for c in cells if c.startswith(FORMULA)]
    assert "\x1b" not in text


def by_requirement(made, library=LIBRARY):
    head, *body = rows(render(made, library))
    return {row["requirement"]: row for row in (dict(zip(head, r, strict=True)) for r in body)}


def test_a_row_says_what_stands_elsewhere_what_was_searched_and_what_came_nearest():
    found = by_requirement(review(judged_set()))
    assert "Exception elsewhere: A carve_out stands elsewhere." in found["in-duty"]["notes"]
    assert found["in-content"]["notes"] == ""
    absent = found["dl-places"]
    assert absent["searched"].startswith("every clause of acme-dpa.pdf (41 clauses, 3 pages)")
    assert absent["searched"].endswith("; not read: acme-terms.pdf, pages 7–8")
    assert absent["nearest"].endswith("page 2): it speaks of planned maintenance")


def test_a_row_says_how_it_stands_to_the_playbook():
    found = by_requirement(review(), POSITIONS)
    assert [found[id]["playbook"] for id in ("in-deadline", "in-content", "pe-training")] == [
        "walk away",
        "our standard",
        "",
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_of_what_is_said_of_the_set_is_a_formula_or_too_long(words):
    for row in rows(render(review(judged_set(words=words * 200)), LIBRARY)):
        assert not any(cell.startswith(FORMULA) for cell in row)
        assert max(map(len, row)) < 32_767
