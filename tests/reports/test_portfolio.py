import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from pipeline.domain.agreement import DocumentReference
from pipeline.domain.places import Span
from pipeline.domain.requirements import Scoring, Severity
from pipeline.domain.review import Failure, Status
from pipeline.reports.portfolio import entry_from
from pipeline.reports.portfolio_dates import counted_from
from pipeline.reports.portfolio_risk import formula, risk_of
from pipeline.reports.portfolio_table import write_portfolio
from pipeline.reports.register import Whole, by_risk, common_gaps

from .contracts import EDITION, HOSTILE, LIBRARY, MIXED, agreement, assessment
from .portfolios import GOOD, content, coverage, day, line, supplier, term, unread, with_terms

IDS = [r.id for r in LIBRARY.requirements]
WEIGHT = {Severity.CRITICAL: 10, Severity.HIGH: 6, Severity.MEDIUM: 3, Severity.LOW: 1}
FACTOR = {"met": 1.0, "partial": 0.5, "weak": 0.2, "absent": 0.0, "contradicted": -0.5}
WEIGHED = replace(LIBRARY, scoring=Scoring(WEIGHT, FACTOR))


def statuses(*found):
    return dict(zip(IDS, found, strict=True))


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        (GOOD, 0.0),
        ((Status.ABSENT, *GOOD[1:]), 1.0),
        ((Status.PARTIAL, *GOOD[1:]), 0.5),
        ((Status.CONTRADICTED, *GOOD[1:]), 1.5),
        ((Status.NOT_APPLICABLE, *GOOD[1:]), 0.0),
        ((Status.NOT_ASSESSABLE, *GOOD[1:]), 0.0),
    ],
)
def test_risk_is_the_weight_times_what_is_missing(found, missing):
    first = LIBRARY.requirements[0]
    assert risk_of(statuses(*found), WEIGHED).points == pytest.approx(WEIGHT[first.severity] * missing)


def test_what_could_not_be_assessed_counts_only_as_what_there_may_be():
    found = risk_of(statuses(Status.NOT_ASSESSABLE, *GOOD[1:]), WEIGHED)
    assert (found.points, found.at_most) == (0, WEIGHT[LIBRARY.requirements[0].severity])
    applies = risk_of(statuses(Status.NOT_APPLICABLE, *GOOD[1:]), WEIGHED)
    assert applies.at_most == 0


@pytest.mark.parametrize("status", [Status.NOT_ASSESSABLE, Status.NOT_APPLICABLE])
def test_where_nothing_was_assessed_no_risk_is_told(status):
    assert risk_of(statuses(*[status] * 6), LIBRARY).points is None


def test_the_formula_is_told_with_the_librarys_own_numbers():
    said = formula(WEIGHED)
    for severity, weight in WEIGHT.items():
        assert f"{severity.value} {weight:g}" in said
    assert f"partly met {1 - FACTOR['partial']:g}" in said


def test_the_supplier_with_most_risk_stands_first_and_the_unassessed_last():
    lines = [
        line(r) for r in (unread("broken"), supplier("good", statuses=GOOD), supplier("b"), supplier("a"))
    ]
    assert [each.name for each in by_risk(lines)] == ["a", "b", "good", "broken"]


def test_common_gaps_count_suppliers_that_were_assessed():
    lines = [line(supplier("a")), line(supplier("b")), line(supplier("c", statuses=GOOD)), line(unread("d"))]
    found = common_gaps(lines, LIBRARY)
    assert [(c.requirement.id, c.lacking, c.assessed) for c in found] == [
        ("in-duty", 2, 3),
        ("in-deadline", 2, 3),
        ("dl-places", 2, 3),
        ("pe-training", 2, 3),
    ]
    assert found[1].counts == {Status.CONTRADICTED: 2}


@pytest.mark.parametrize(
    ("terms", "ends", "reckoned", "notice_by"),
    [
        ([day("expiry", "2026-12-31")], "2026-12-31", False, None),
        ([day("effective_date", "2024-03-01"), term("initial_term", "36 mo")], "2027-02-28", True, None),
        ([day("effective_date", "2024-01-31"), term("initial_term", "1 mo")], "2024-02-28", True, None),
        ([day("effective_date", "2024-03-01"), term("initial_term", "30 d")], "2024-03-30", True, None),
        (
            [day("expiry", "2026-12-31"), term("renewal", "12 mo"), term("renewal_notice", "30 d")],
            "2026-12-31",
            False,
            "2026-12-01",
        ),
        # What the papers say of the end stands before what start and term make.
        (
            [
                day("effective_date", "2024-03-01"),
                term("initial_term", "12 mo"),
                day("expiry", "2026-01-01"),
            ],
            "2026-01-01",
            False,
            None,
        ),
        # A term without a start has no date, and ten thousand years are no date either.
        ([term("initial_term", "12 mo")], None, False, None),
        ([day("effective_date", "2024-03-01"), term("initial_term", "9999 y")], None, False, None),
    ],
)
def test_the_end_is_as_the_papers_say_or_start_and_term_together(terms, ends, reckoned, notice_by):
    (found,) = line(with_terms(supplier("acme"), *terms)).dates
    assert (str(found.ends or "") or None, found.reckoned) == (ends, reckoned)
    assert (str(found.notice_by or "") or None) == notice_by


@pytest.mark.parametrize("role", ["effective_date", "last_updated"])
def test_a_date_that_ends_nothing_is_no_end(role):
    assert line(with_terms(supplier("acme"), day(role, "2026-12-31"))).dates == ()


@pytest.mark.parametrize(
    ("as_of", "said", "due"),
    [
        (None, "", False),
        (date(2026, 12, 31), "ends today", True),
        (date(2027, 1, 1), "ended 1 day ago", True),
        (date(2026, 10, 2), "ends in 90 days", True),
        (date(2026, 10, 1), "ends in 91 days", False),
    ],
)
def test_days_are_counted_from_the_day_that_is_given_and_from_no_clock(as_of, said, due):
    dates = line(with_terms(supplier("acme"), day("expiry", "2026-12-31"))).dates
    (found,) = counted_from(dates, as_of=as_of)
    assert (found.said, found.is_due) == (said, due)


def test_the_json_has_suppliers_by_name_with_stable_ids():
    failure = Failure("x.pdf", "damaged")
    text = content("json", supplier("stratos", 0.2), supplier("Acme", 0.414), unread("zero", failure))
    made = json.loads(text)
    assert made["schema"] == "clausegap/portfolio/1"
    assert [s["id"] for s in made["suppliers"]] == ["Acme", "stratos", "zero"]
    acme, _, zero = made["suppliers"]
    assert acme["coverage"]["overall"] == 0.414
    assert set(acme["coverage"]["families"]) == {f.id for f in LIBRARY.families}
    assert acme["statuses"]["in-deadline"] == "contradicted" and len(acme["statuses"]) == 6
    assert [f["id"] for f in acme["findings"]] == [f"Acme/{r}" for r in IDS]
    assert acme["review"] == "reviews/Acme/review.json"
    assert made["failures"] == [{"supplier": "zero", "name": "x.pdf", "reason": "damaged"}]
    assert zero["risk"]["points"] is None and zero["risk"]["rank"] is None
    assert set(zero["statuses"].values()) == {"not_assessable"}
    assert acme["risk"]["rank"] == 1


def test_the_json_is_an_item_a_line_and_the_same_whatever_the_order():
    one, other = supplier("a"), supplier("b")
    text = content("json", one, other)
    assert json.loads(text) == json.loads(content("json", other, one))
    assert sum(s.startswith('{"id": "') for s in text.splitlines()) == 2


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_of_the_csv_is_a_formula(words):
    text = content("csv", replace(supplier("acme"), supplier=words, warnings=(words,)))
    assert text.startswith("\ufeffsupplier,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["requirement"] for row in rows] == IDS
    assert not [c for row in rows for c in row.values() if c.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_every_supplier_has_a_row_for_every_requirement_in_the_csv():
    rows = list(
        csv.DictReader(io.StringIO(content("csv", supplier("a"), unread("b")).removeprefix("\ufeff")))
    )
    assert [(r["supplier"], r["requirement"]) for r in rows] == [(s, i) for s in "ab" for i in IDS]
    assert rows[0]["quote"] and rows[0]["page"]
    assert {r["status"] for r in rows[6:]} == {"not_assessable"}
    assert {r["reason"] for r in rows[6:]} == {"no document of this supplier could be read"}


def test_a_file_for_each_format_is_written_and_others_are_passed_over(tmp_path):
    def reviews():
        yield supplier("a")
        yield supplier("b")

    paths = write_portfolio(
        reviews(),
        Whole(LIBRARY, EDITION),
        paths={"a": "reviews/a/review.json"},
        folder=tmp_path / "out",
        formats=("json", "docx", "csv", "html", "xlsx", "json"),
    )
    assert [p.name for p in paths] == ["portfolio.json", "portfolio.csv", "portfolio.html", "portfolio.xlsx"]
    made = json.loads(paths[0].read_text(encoding="utf-8"))
    assert [s["review"] for s in made["suppliers"]] == ["reviews/a/review.json", None]


@pytest.mark.parametrize("kind", ["json", "csv", "html", "xlsx"])
def test_the_same_suppliers_give_the_same_bytes(kind):
    assert content(kind, supplier("a"), unread("b")) == content(kind, supplier("a"), unread("b"))


def test_unread_pages_are_told_once():
    paper = agreement("Words.", unread=(3, 4))
    told = line(supplier("acme", papers=(paper,)))
    assert told.warnings == (
        "acme-dpa.pdf: 2 pages could not be read; what they say is not part of this review.",
    )
    warned = ("acme-dpa.pdf: pages 3 and 4 could not be read.",)
    assert line(replace(supplier("acme", papers=(paper,)), warnings=warned)).warnings == warned


def test_the_line_that_a_run_keeps_counts_statuses():
    made = entry_from(assessment(statuses=MIXED), "reviews/acme/review.json")
    assert sum(made.counts.values()) == 6 and made.statuses["in-deadline"] is Status.CONTRADICTED


def test_papers_not_supplied_are_of_the_line_and_supplied_ones_are_not():
    def named(title, supplied):
        return DocumentReference(title, None, "d1", Span(0, 3), title, supplied, paper=title)

    found = line(replace(supplier("acme"), references=(named("SLA", False), named("DPA", True))))
    assert [p.title for p in found.missing] == ["SLA"]


def test_coverage_is_that_of_the_review():
    assert line(replace(supplier("acme"), coverage=coverage(0.25))).coverage.overall == 0.25
