import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date

import pytest

from pipeline.domain.review import Failure, Status
from pipeline.reports.portfolio_page import band

from .contracts import HOSTILE, LIBRARY, agreement
from .pages import faults, parsed, words
from .portfolios import GOOD, content, coverage, day, supplier, unread, with_terms

LINKS = re.compile(r"#[\w-]+|\./[\w./%~-]+\.html")
BLOCK = re.compile(r'<script type="application/json" id="([^"]+)">(.*?)</script>', re.S)
SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)


def page(*reviews, **more):
    return content("html", *reviews, **more).decode()


def blocks(text):
    return {name: json.loads(data) for name, data in BLOCK.findall(text)}


def wrong(text):
    """Return what is wrong with the page: its data and its own script aside, as with any other."""
    (script,) = SCRIPT.findall(text)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    own = f"script-src &#39;sha256-{digest}&#39;; "
    assert own in text
    return faults(SCRIPT.sub("", BLOCK.sub("", text)).replace(own, ""), links=LINKS)


def rows(text, kind):
    return parsed(text).xpath(f"//table[contains(@class, '{kind}')]//tr")


def test_cells_say_the_figure_and_names_lead_to_the_review():
    text = page(supplier("acme & co", 0.414), supplier("zeta", 0.9, GOOD))
    head, first, _ = rows(text, "families")
    assert [words(c) for c in head] == [
        "Supplier",
        "Risk",
        "All subjects",
        "Incident notification",
        "Data location",
        "Personnel",
    ]
    assert [words(c) for c in first] == ["1acme & co", "4", "41 %", "0 % !", "10 %", "20 %"]
    assert first.xpath(".//a/@href") == ["./reviews/acme%20%26%20co/review.html"]


def test_the_least_risk_is_said_with_what_may_hide_on_unread_pages():
    half_read = (Status.PARTIAL, *(Status.NOT_ASSESSABLE,) * 5)
    (lead,) = parsed(page(supplier("acme"), supplier("zeta", 0.9, half_read))).xpath(
        "//p[contains(@class, 'lead')]"
    )
    assert re.search(r"(acme|zeta) the least \([\d.]+, at most [\d.]+\)\.", words(lead))


def test_the_second_map_has_a_sign_for_each_requirement():
    text = page(supplier("acme"), unread("gone"))
    _, first, last = rows(text, "points")
    assert len(first) == len(last) == 3 + len(LIBRARY.requirements)
    assert {words(c) for c in last[3:]} == {"?"}
    assert "✗" in [words(c)[0] for c in first[3:]]
    assert not last.xpath(".//a/@href") or last.xpath(".//a/@href") == ["./reviews/gone/review.html"]


@pytest.mark.parametrize(
    ("share", "tint"),
    [(None, "none"), (0.0, "b0"), (0.194, "b0"), (0.196, "b1"), (0.5, "b2"), (0.79, "b3"), (1.0, "b4")],
)
def test_a_cell_has_the_tint_of_the_figure_it_shows(share, tint):
    assert band(share) == tint


def test_a_cell_opens_evidence_with_quote_place_and_notes():
    review = supplier("acme")
    text = page(review)
    data = blocks(text)
    asked = [r["id"] for r in data["register"]["requirements"]]
    said = data["e0"]
    for finding in review.findings:
        found = said["f"][asked.index(finding.requirement)]
        shown = [(said["t"][q], said["t"][p]) for q, p, _ in found.get("quotes", [])]
        assert [q for q, _ in shown] == [e.quote for e in finding.evidence]
        assert all(p.startswith("acme-") for _, p in shown)
        assert said["t"][found["why"]].rstrip(".").casefold() == finding.reason.rstrip(".").casefold()
    assert any(f.evidence for f in review.findings)


def test_rows_carry_a_letter_for_each_requirement_and_a_capital_to_check():
    review = supplier("acme")
    checked = replace(review, findings=tuple(replace(f, needs_review=True) for f in review.findings))
    (row,) = blocks(page(checked))["register"]["rows"]
    assert len(row["said"]) == len(LIBRARY.requirements) and row["said"].isupper()
    calm = replace(review, findings=tuple(replace(f, needs_review=False) for f in review.findings))
    (row,) = blocks(page(calm))["register"]["rows"]
    assert row["said"].islower()


@pytest.mark.parametrize(
    "words_of_others", [*HOSTILE, "</script><script>alert(1)</script>", "a\u2028b\u2029<!--"]
)
def test_words_of_others_stay_text_in_markup_and_in_data(words_of_others):
    review = supplier("acme")
    findings = tuple(
        replace(
            f, reason=words_of_others, evidence=tuple(replace(e, quote=words_of_others) for e in f.evidence)
        )
        for f in review.findings
    )
    made = replace(review, supplier=words_of_others, warnings=(words_of_others,), findings=findings)
    failures = (Failure(words_of_others, words_of_others),)
    text = page(made, supplier("b"), failures=failures, path="reviews/x/review.json")
    assert wrong(text) == []
    assert set(blocks(text)) == {"register", "e0", "e1"}
    assert not [data for _, data in BLOCK.findall(text) if re.search("[<>&\u2028\u2029]", data)]
    assert text.count("<script") == 1 + len(blocks(text))


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("javascript:alert(1)/review.json", "./javascript%3Aalert%281%29/review.html"),
        ("//evil.example/review.json", "./evil.example/review.html"),
        ("reviews/ÄÖ #1?/review.json", "./reviews/%C3%84%C3%96%20%231%3F/review.html"),
    ],
)
def test_links_lead_to_a_page_beside_the_portfolio(path, link):
    text = page(supplier("x"), path=path)
    assert set(parsed(text).xpath("//table//a/@href")) == {link}
    assert blocks(text)["register"]["rows"][0]["page"] == link


@pytest.mark.parametrize(
    "reviews",
    [[], [supplier("a")], [unread("a")], [replace(supplier("a"), coverage=coverage(None))]],
    ids=["none", "one", "one unread", "one without coverage"],
)
def test_few_suppliers_make_a_sound_page_too(reviews):
    assert wrong(page(*reviews)) == []


def test_it_names_edition_what_was_not_read_and_what_it_is_not():
    text = words(
        parsed(
            page(
                supplier("acme", papers=(agreement("Words.", unread=(3, 4)),)),
                unread("gone", Failure("=1+1|calc!A0.pdf", "it is no PDF")),
                failures=(Failure("loose.doc", "damaged"),),
            )
        ).body
    )
    for part in (
        "gap against ISO/IEC 27017 guidance",
        "not legal advice",
        "clause library 1.0.0",
        "Unread pages: 2.",
        "acme-dpa.pdf: 2 pages could not be read",
        "gone: =1+1|calc!A0.pdf: it is no PDF",
        "loose.doc: damaged",
        "2 files could not be read",
        "1 supplier could not be assessed",
    ):
        assert part in text
    assert "complian" not in text.lower()


@pytest.mark.parametrize(
    ("as_of", "said", "unsaid"),
    [
        (date(2026, 12, 1), "⚠ ends in 30 days", "days ago"),
        (date(2027, 1, 2), "⚠ ended 2 days ago", "ends in"),
        (None, "2026-12-31", "ends in"),
    ],
)
def test_papers_that_end_are_told_from_the_day_that_is_given(as_of, said, unsaid):
    made = with_terms(supplier("acme"), day("expiry", "2026-12-31"))
    (section,) = parsed(page(made, as_of=as_of)).xpath("//section[@aria-labelledby='dates']")
    assert said in words(section) and unsaid not in words(section)


def test_all_headings_of_the_maps_are_headings_and_the_first_is_the_row_s():
    for kind in ("families", "points"):
        head, first = rows(page(supplier("a")), kind)
        assert {th.get("scope") for th in head} == {"col"}
        assert [c.tag for c in first][:2] == ["th", "td"] and first[0].get("scope") == "row"
