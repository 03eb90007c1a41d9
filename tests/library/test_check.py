"""Faults a lawyer can make in the YAML, and where the check says they are."""

import shutil
from pathlib import Path

import pytest

from pipeline.errors import LibraryError
from pipeline.library import check_library, load_library
from pipeline.resources import library_folder

DEADLINE = "families/incident-notification.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(library_folder(), tmp_path / "library"))


def test_the_library_is_sound():
    assert [str(f) for f in check_library()] == []


def line_of(path: Path, words: str) -> int:
    return next(
        n
        for n, line in enumerate(path.read_text().splitlines(), 1)
        if line.strip().removeprefix("- ") == words.removeprefix("- ")
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "says"),
    [
        (DEADLINE, "severity: critical", "severity: crtical", "severity", "input should be"),
        (DEADLINE, "- id: in-deadline.2", "- id: in-deadline.3", "id", "expected “in-deadline.2”"),
        (DEADLINE, "kind: duration_at_most", "kind: duration_at_best", "kind", "input should be"),
        (DEADLINE, "term: deadline", "term: dead_line", "term", "not among the attributes"),
        (DEADLINE, "met: 72 h\n", "met: 72 hours\n", "met", "not a value such as"),
        (DEADLINE, "met: 72 h\n", "met: 12 h\n", "met", "out of order"),
        (
            "families/data-return-and-deletion.yaml",
            "unstated: weak\n",
            "unstated: met\n",
            "unstated",
            "expected partial or weak",
        ),
        (
            "families/data-location.yaml",
            "- exclusively within\n",
            "- exclusively Within\n",
            "follows_from",
            "capitals",
        ),
        (DEADLINE, "holds: incident notice", "holds: incident notes", "holds", "input should be"),
        (DEADLINE, "        holds: incident notice\n", "", "holds", "no time would ever be read"),
        (
            DEADLINE,
            "about: [incident, notification]",
            "about: [incidents, notification]",
            "about[0]",
            "no subject",
        ),
        (
            "families/service-levels-capacity.yaml",
            "        holds: availability\n",
            "",
            "holds",
            "a check looks at “availability”",
        ),
        ("families/cryptography-keys.yaml", "        standards: [FIPS]\n", "", "standards", "go with"),
        (DEADLINE, "must_say:", "must_sya:", "must_sya", "not a field the library knows"),
        (DEADLINE, "- 16.1.1", "- 16.1.99", "controls.2015[0]", "not a control of the 2015 edition"),
        ("processes.yaml", "- ck-key-management", "- ck-keys", "requirements", "no requirement “ck-keys”"),
    ],
)
def test_a_fault_is_named_with_file_line_and_field(copy, file, old, new, field, says):
    path = copy / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    faults = [f for f in check_library(copy) if says in f.problem and field in f.field]
    assert faults, [str(f) for f in check_library(copy)]
    assert faults[0].file == file
    if new and "out of order" not in says and not new.endswith("sya:"):
        assert faults[0].line == line_of(path, new.strip())


def test_yaml_that_is_none_is_told_by_its_line(copy):
    path = copy / DEADLINE
    path.write_text(path.read_text() + "\n  - : [broken\n")
    fault = check_library(copy)[0]
    assert fault.file == DEADLINE
    assert fault.line > 1000


@pytest.mark.parametrize("missing", ["held_out: true", "effect: takes_away"])
def test_examples_are_counted(copy, missing):
    path = copy / "families/personnel.yaml"
    path.write_text(
        path.read_text().replace(missing, missing.replace("true", "false").replace("takes_away", "weakens"))
    )
    assert any(f.field.endswith("examples") for f in check_library(copy))


def test_a_cue_with_a_stray_star_is_refused(copy):
    path = copy / "families/personnel.yaml"
    text = path.read_text()
    path.write_text(text.replace("\n    cues:\n", "\n    cues:\n      - '*train staff'\n", 1))
    assert any("not a word with at most one" in f.problem for f in check_library(copy))


def test_a_folder_that_is_no_library(tmp_path):
    with pytest.raises(LibraryError, match=r"library\.yaml is missing"):
        load_library(tmp_path)


def test_the_digest_follows_the_content(copy):
    before = load_library(copy).digest
    assert load_library().digest == before
    path = copy / "vocabulary/vague_time.yaml"
    path.write_text(path.read_text() + "# one more line\n")
    assert load_library(copy).digest != before


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("counts_as: partial", "counts_as: partly", "counts_as", "“partly” is none of"),
        ("- after payment of", "- After payment of", "said", "has capitals"),
        ("Promised, but only once the provider is paid.", "''", "because", "every rule says why"),
    ],
)
def test_a_fault_in_a_rule_is_named(copy, old, new, field, says):
    path = copy / "families" / "data-return-and-deletion.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert [f for f in check_library(copy) if says in f.problem and field in f.field and "instead" in f.field]


def test_a_rule_that_looks_beside_names_a_requirement(copy):
    path = copy / "families" / "data-location.yaml"
    text = path.read_text()
    assert "beside:\n          - dl-storage-locations" in text
    path.write_text(
        text.replace("beside:\n          - dl-storage-locations", "beside:\n          - dl-nowhere")
    )
    (fault,) = [f for f in check_library(copy) if "instead" in f.field]
    assert "there is no requirement “dl-nowhere”" in fault.problem


def test_words_that_must_be_named_are_cues_too(copy):
    path = copy / "families" / "backup-continuity.yaml"
    path.write_text(path.read_text().replace("          - snapshot*\n", "          - Snap shot*\n", 1))
    assert [f for f in check_library(copy) if "capitals" in f.problem and "unsaid" in f.field]


def test_a_rule_without_words_would_always_apply(copy):
    path = copy / "families" / "data-return-and-deletion.yaml"
    text = path.read_text()
    at = text.index("        said:\n")
    path.write_text(text[:at] + "        said: []\n" + text[text.index("      - found:", at) :])
    assert [f for f in check_library(copy) if "would always apply" in f.problem]
