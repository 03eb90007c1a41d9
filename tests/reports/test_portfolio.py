import json
import re
from dataclasses import replace

import pytest

from pipeline.domain.review import Coverage, Failure, Status
from pipeline.reports.portfolio import entry_from, portfolio_as_json
from pipeline.reports.portfolio_page import band, common_gaps, portfolio_page, worst_first, write_portfolio

from .contracts import EDITION, HOSTILE, LIBRARY, MIXED, agreement, assessment
from .pages import faults, parsed, words

LINKS = re.compile(r"#[\w-]+|\./[\w./%~-]+\.html")
GOOD = (Status.MET,) * 6


def entry(name, overall, statuses=MIXED, **changes):
    made = assessment(supplier=name, overall=overall, statuses=statuses, **changes)
    return entry_from(made, f"reviews/{name}/review.json")


def page(*entries, failures=()):
    return portfolio_page(entries, failures, LIBRARY, edition=EDITION)


def test_the_json_is_that_of_the_issue_with_suppliers_by_name():
    made = portfolio_as_json(
        [entry("stratos", 0.2), entry("Acme", 0.414)], [Failure("x.pdf", "damaged")], edition=EDITION
    )
    assert made["schema"] == "clausegap/portfolio/1"
    assert [s["name"] for s in made["suppliers"]] == ["Acme", "stratos"]
    acme = made["suppliers"][0]
    assert acme["coverage"]["overall"] == 0.414 and set(acme["coverage"]["families"]) == {
        f.id for f in LIBRARY.families
    }
    assert acme["statuses"]["in-deadline"] == "contradicted" and len(acme["statuses"]) == 6
    assert acme["review"] == "reviews/Acme/review.json"
    assert made["failures"] == [{"name": "x.pdf", "reason": "damaged"}]


def test_the_supplier_that_covers_least_stands_first_and_the_unassessed_last():
    unassessed = replace(entry("invoice", 0.9), coverage=Coverage(None, {}))
    ordered = worst_first(
        [unassessed, entry("good", 0.9, GOOD), entry("poor", 0.1), entry("same", 0.1, GOOD)], LIBRARY
    )
    assert [e.name for e in ordered] == ["poor", "same", "good", "invoice"]


def test_cells_say_the_figure_and_link_to_the_review():
    root = parsed(page(entry("acme & co", 0.414), entry("zeta", 0.9, GOOD)))
    head, first, _ = root.xpath("//table[@class='map']//tr")
    assert [words(c) for c in head] == [
        "Supplier",
        "All subjects",
        "Incident notification",
        "Data location",
        "Personnel",
    ]
    assert [words(c) for c in first] == ["acme & co2 critical gaps", "41 %", "0 %", "10 %", "20 %"]
    assert first.xpath(".//a/@href") == ["./reviews/acme%20%26%20co/review.html"]
    assert all(cell.xpath(".//use") for cell in first.findall("td"))


@pytest.mark.parametrize(
    ("share", "tint"),
    [(None, "none"), (0.0, "b0"), (0.194, "b0"), (0.196, "b1"), (0.5, "b2"), (0.79, "b3"), (1.0, "b4")],
)
def test_a_cell_has_the_tint_of_the_figure_it_shows(share, tint):
    assert band(share) == tint


def test_common_gaps_count_suppliers_that_were_assessed():
    found = common_gaps([entry("a", 0.1), entry("b", 0.1), entry("c", 1.0, GOOD)], LIBRARY)
    assert [(c.requirement.id, c.lacking, c.assessed) for c in found] == [
        ("in-duty", 2, 3),
        ("in-deadline", 2, 3),
        ("dl-places", 2, 3),
        ("pe-training", 2, 3),
    ]
    assert found[1].counts == {Status.CONTRADICTED: 2}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text_and_links_stay_here(name):
    made = replace(entry("x", 0.3), name=name, warnings=(name,), review=f"{name}/review.json")
    text = page(made, entry("y", 0.4), failures=(Failure(name, name),))
    text.encode()
    assert faults(text, links=LINKS) == []


@pytest.mark.parametrize(
    ("review", "link"),
    [
        ("javascript:alert(1)/review.json", "./javascript%3Aalert%281%29/review.html"),
        ("//evil.example/review.json", "./evil.example/review.html"),
        ("reviews/ÄÖ #1?/review.json", "./reviews/%C3%84%C3%96%20%231%3F/review.html"),
    ],
)
def test_links_lead_to_a_page_beside_the_portfolio(review, link):
    assert replace(entry("x", 0.3), review=review).page == link


@pytest.mark.parametrize(
    "entries",
    [[], [entry("a", 0.4)], [replace(entry("a", 0.4), coverage=Coverage(None, {}), statuses={})]],
    ids=["none", "one", "one unassessed"],
)
def test_few_suppliers_make_a_sound_page_too(entries):
    assert faults(page(*entries), links=LINKS) == []


def test_it_names_edition_unread_pages_and_what_it_is_not():
    unread = entry("acme", 0.4, papers=(agreement("Words.", unread=(3, 4)),))
    text = words(parsed(page(unread, entry("zeta", 0.8))).body)
    for part in (
        "gap against ISO/IEC 27017 guidance",
        "not legal advice",
        "clause library 1.0.0",
        "Unread pages: 2.",
        "acme-dpa.pdf: 2 pages could not be read",
        "acme covers least (40 %), zeta most (80 %)",
    ):
        assert part in text
    assert "complian" not in text.lower()


def test_both_files_are_written(tmp_path):
    paths = write_portfolio(
        iter([entry("a", 0.4)]), iter([]), LIBRARY, edition=EDITION, folder=tmp_path / "out"
    )
    assert [p.name for p in paths] == ["portfolio.json", "portfolio.html"]
    assert json.loads(paths[0].read_text())["suppliers"][0]["name"] == "a"
    assert "<title>Portfolio: 1 supplier</title>" in paths[1].read_text()
