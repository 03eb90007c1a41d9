"""A lawyer's own requirement: what its YAML says is enough to find, read and judge it."""

import shutil
from pathlib import Path

import pytest

from pipeline.analyze import Tools, analyze, load_tools
from pipeline.domain.review import Finding
from pipeline.library import check_library
from pipeline.resources import library_folder

FAMILY = "families/service-levels-capacity.yaml"
REQUIREMENT = """
  - id: sl-maintenance-window
    title: Length of planned maintenance
    severity: medium
    severity_reason: Long maintenance is downtime that no credit pays for.
    controls: {'2015': [CLD.6.3.1], '2026': ['5.19']}
    basis: interpretive
    basis_note: A house rule.
    mapping_confidence: low
    binds: provider
    service_models: [iaas, paas, saas]
    must_say: The greatest length of planned maintenance, in hours.
    subpoints:
      - {id: sl-maintenance-window.1, text: Number of hours, essential: true, cues: [planned maintenance]}
    thresholds: {met: 8 hours or less., partial: 24 hours or less., weak: More hours.}
    cues: [planned maintenance]
    near_misses: [Emergency repairs]
    attributes:
      - {name: window_length, type: duration, holds: deadline, of: provider}
    checks:
      - {kind: duration_at_most, term: window_length, decides: true, met: 8 h, partial: 24 h}
    wording:
      preferred: Provider shall complete planned maintenance within 4 hours.
      fallback: Provider shall complete planned maintenance within 8 hours.
    ask: Please state the greatest length of planned maintenance.
    examples:
      - {text: Provider completes planned maintenance within 4 hours., effect: satisfies}
      - {text: Planned maintenance ends after three hours at the latest., effect: satisfies}
      - {text: Planned maintenance shall not exceed 8 hours., effect: satisfies, held_out: true}
      - {text: We try to keep planned maintenance short., effect: weakens}
      - {text: Planned maintenance is usually over within 30 hours., effect: weakens, held_out: true}
      - {text: Planned maintenance lasts as long as Provider sees fit., effect: takes_away}
      - {text: There is no limit to planned maintenance., effect: takes_away, held_out: true}
"""
PAPER = """# Cloud Services Agreement

1. Provider shall host the Service for Customer in its data centres.

2. {side} shall complete planned maintenance within {hours} hours in any month.
"""


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    folder = Path(shutil.copytree(library_folder(), tmp_path_factory.mktemp("own") / "library"))
    family = folder / FAMILY
    family.write_text(family.read_text().rstrip("\n") + REQUIREMENT)
    assert [str(f) for f in check_library(folder)] == []
    return load_tools(library_folder=folder)


def judged(folder: Path, tools: Tools, **words: object) -> Finding:
    paper = folder / "terms.md"
    paper.write_text(PAPER.format(**words))
    (assessment,) = analyze("acme", [paper], tools=tools).assessments
    return next(f for f in assessment.findings if f.requirement == "sl-maintenance-window")


@pytest.mark.parametrize(("hours", "status"), [(6, "met"), (20, "partial"), (40, "weak")])
def test_its_number_decides_and_a_person_is_asked(tmp_path, tools, hours, status):
    finding = judged(tmp_path, tools, side="Provider", hours=hours)
    assert (finding.status, finding.needs_review) == (status, True)
    assert [(t.name, t.value) for t in finding.terms] == [("window_length", f"{hours} h")]


def test_a_time_of_the_other_side_is_none_of_it(tmp_path, tools):
    finding = judged(tmp_path, tools, side="Customer", hours=6)
    assert (finding.status, finding.terms) == ("absent", ())
