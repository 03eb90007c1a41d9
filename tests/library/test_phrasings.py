"""Phrasings that say what else they bear on, and the faults a writer of them can make."""

import pytest

from pipeline.domain.requirements import Bearing, Effect
from pipeline.errors import LibraryError
from pipeline.library import load_library, load_phrasings

WHOLE = """in-deadline:
  - effect: satisfies
    subpoints: [1]
    also: {in-content: {effect: weakens}}
    text: We alert you within 24 hours and describe the incident where practical.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "phrasings").mkdir()
    return tmp_path


def load(folder, text):
    (folder / "phrasings" / "incidents.yaml").write_text(text)
    return load_phrasings(load_library(), folder)


def test_what_else_a_phrasing_bears_on_is_kept(folder):
    (phrasing,) = load(folder, WHOLE)["in-deadline"]
    assert phrasing.also == {"in-content": Bearing(Effect.WEAKENS)}


def test_nothing_else_is_told_from_nobody_has_said(folder):
    text = "in-deadline:\n  - {effect: near_miss, also: {}, text: a}\n  - {effect: near_miss, text: b}\n"
    assert [p.also for p in load(folder, text)["in-deadline"]] == [{}, None]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("in-content:", "in-contents:", "is no requirement of the library"),
        ("effect: weakens}", "effect: weakens, subpoints: [99]}", "there is no sub-point 99"),
        ("subpoints: [1]", "subpoints: [1, 98]", "there is no sub-point 98"),
        ("in-deadline:", "in-dead-line:", "is no requirement of the library"),
        ("{effect: weakens}", "{efect: weakens}", "efect"),
    ],
)
def test_a_fault_is_named(folder, old, new, says):
    assert old in WHOLE
    with pytest.raises(LibraryError, match=says):
        load(folder, WHOLE.replace(old, new, 1))
