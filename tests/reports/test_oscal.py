import json
import uuid
import warnings
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from pipeline.domain.review import Failure, NoteKind, Status
from pipeline.reports.oscal import render

from .contracts import HOSTILE, LIBRARY, agreement, assessment, review
from .whole_set import CARVE_OUT, HELD, whole_review

MARKUP = {"description", "remarks", "statement"}  # OSCAL's fields that are Markdown
NOTHING = replace(review(failures=(Failure("a.pdf", "needs a password"),)), assessments=())
NOT_JUDGED = review(assessment(statuses=(Status.NOT_ASSESSABLE,) * 6, overall=None))


@pytest.fixture(scope="module")
def validated():
    """Validate with the models of compliance-trestle, which forbid what OSCAL does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = pytest.importorskip("trestle.oscal.assessment_results")

    def validate(text: str, version: str):
        whole = json.loads(text)
        whole["assessment-results"]["metadata"]["oscal-version"] = version
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return results.Model.model_validate(whole)

    return validate


def written(made=None):
    return json.loads(render(made or whole_review(), LIBRARY))["assessment-results"]


def the_result(made=None):
    (result,) = written(made)["results"]
    return result


def props(part):
    return {p["name"]: p["value"] for p in part["props"]}


@pytest.mark.parametrize("version", ["1.1.3", "1.2.1"])
@pytest.mark.parametrize(
    "made",
    [review(), whole_review(), NOTHING, NOT_JUDGED, review(assessment(), assessment(supplier="zenith"))],
    ids=["plain", "whole", "nothing", "not judged", "two suppliers"],
)
def test_it_is_oscal_assessment_results(validated, made, version):
    assert len(validated(render(made, LIBRARY), version).assessment_results.results) >= 1


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(validated, words):
    made = assessment(quote=words, supplier=words, papers=(agreement(words, name=words),), warnings=(words,))
    finding = replace(made.findings[0], reason=words)
    text = render(review(replace(made, findings=(finding, *made.findings[1:]))), LIBRARY)
    validated(text, "1.1.3")
    remarks = [v for p in _parts(json.loads(text)) for k, v in p.items() if k in MARKUP]
    html = "".join(MarkdownIt("commonmark", {"html": True}).render(r) for r in remarks)
    assert not any(tag in html for tag in ("<script", "<img", "<a ", "<h1", "<!--", "<code class"))


def test_the_validation_can_fail(validated):
    whole = json.loads(render(review(), LIBRARY))
    whole["assessment-results"]["results"][0]["findings"][0]["target"]["type"] = "requirement"
    with pytest.raises(ValueError, match="objective-id"):
        validated(json.dumps(whole), "1.1.3")


def test_a_finding_says_whether_the_agreement_satisfies_the_objective():
    states = {f["target"]["target-id"]: f["target"]["status"]["state"] for f in the_result()["findings"]}
    assert states == {
        "in-duty": "not-satisfied",
        "in-deadline": "not-satisfied",
        "in-content": "satisfied",
        "dl-places": "not-satisfied",
        "pe-training": "not-satisfied",
    }


def test_a_finding_says_how_it_stands_to_the_playbook():
    (result,) = json.loads(render(whole_review(), HELD))["assessment-results"]["results"]
    assert [props(f).get("standing") for f in result["findings"]] == [
        "acceptable",
        "walk_away",
        "standard",
        None,
        None,
    ]


def test_what_could_not_be_assessed_is_observed_and_no_finding():
    result = the_result()
    assert "pe-secrecy" not in {f["target"]["target-id"] for f in result["findings"]}
    told = [o for o in result["observations"] if o["title"].startswith("Staff keep secrets: could not be")]
    assert [o["types"] for o in told] == [["discovery"]]


def test_reviewed_controls_are_those_of_both_editions_by_number():
    (selection,) = the_result()["reviewed-controls"]["control-selections"]
    assert [c["control-id"] for c in selection["include-controls"]] == [
        "iso27017-2015_CLD.8.1.5",
        "iso27017-2026_5.11",
        "iso27017-2026_8.10",
    ]


def test_evidence_is_quoted_word_for_word_with_its_file_and_place():
    whole = written()
    first = whole["results"][0]["findings"][0]
    by_id = {o["uuid"]: o for o in whole["results"][0]["observations"]}
    cited = by_id[first["related-observations"][0]["observation-uuid"]]["relevant-evidence"][0]
    assert props(cited)["quote"] == "Provider shall tell Customer within 72 hours."
    assert (props(cited)["place"], props(cited)["span"]) == ("page 2", "0-45")
    paper = next(r for r in whole["back-matter"]["resources"] if f"#{r['uuid']}" == cited["href"])
    assert paper["rlinks"][0]["href"] == "acme-dpa.pdf"
    assert paper["rlinks"][0]["hashes"] == [{"algorithm": "SHA-256", "value": "c" * 64}]


def test_each_note_is_an_observation_of_its_finding():
    result = the_result()
    by_id = {o["uuid"]: o for o in result["observations"]}
    told = [by_id[r["observation-uuid"]] for r in result["findings"][0]["related-observations"]]
    assert len(told) == 1 + len(NoteKind)
    note = next(o for o in told if o["title"].startswith("Exception elsewhere"))
    assert props(note["relevant-evidence"][0])["quote"] == CARVE_OUT


def test_absence_says_what_was_searched_and_why_the_nearest_words_do_not_count():
    searched = next(o for o in the_result()["observations"] if "what was searched" in o["title"])
    assert "acme-dpa.pdf (1 clause, 2 pages)" in searched["description"].replace("\\", "")
    assert "page 2" in searched["description"]
    assert props(searched["relevant-evidence"][0])["does-not-count"] == "it speaks of planned maintenance"


def test_a_gap_is_a_risk_with_what_to_ask_and_what_is_met_is_none():
    result = the_result()
    risks = {r["uuid"]: r for r in result["risks"]}
    for finding in result["findings"]:
        related = [risks[r["risk-uuid"]] for r in finding.get("related-risks", ())]
        assert len(related) == (finding["target"]["status"]["state"] == "not-satisfied")
    worst = next(iter(risks.values()))
    assert worst["characterizations"][0]["facets"][0]["value"] == "critical"
    assert worst["remediations"][0]["description"].startswith("Please state in-duty.")


def test_papers_not_supplied_and_blanks_are_observed():
    titles = [o["title"] for o in the_result()["observations"]]
    assert "Not supplied: Trust Center" in titles
    assert "Left to fill in, acme-dpa.pdf, page 2" in titles


@pytest.mark.parametrize("suppliers", [("acme",), ("acme", "zenith")])
def test_every_reference_leads_somewhere_and_no_identifier_comes_twice(suppliers):
    (made,) = whole_review().assessments
    several = tuple(
        replace(made, agreements=replace(made.agreements, supplier=supplier)) for supplier in suppliers
    )
    whole = written(replace(whole_review(), assessments=several))
    text = json.dumps(whole)
    made = [p["uuid"] for p in _parts(whole) if "uuid" in p]
    assert len(made) == len(set(made))
    assert all(uuid.UUID(u).version == 5 for u in made)
    named = [v for p in _parts(whole) for k, v in p.items() if k.endswith("-uuid")]
    named += [p["href"][1:] for p in _parts(whole) if str(p.get("href", "")).startswith("#")]
    assert named and set(named) <= set(made)
    assert "null" not in text


def test_identifiers_follow_the_content_and_nothing_else():
    same, other = render(whole_review(), LIBRARY), whole_review()
    assert render(whole_review(), LIBRARY) == same
    changed = replace(other, edition=replace(other.edition, library="c" * 64))
    assert written(changed)["uuid"] != written()["uuid"]


def _parts(value):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(inner)
