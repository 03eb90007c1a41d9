"""What README and CONTRIBUTING say is there."""

import re
from pathlib import Path

import pytest

from pipeline.cli.entry import clausegap
from pipeline.reports.table import report_names

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_command_of_the_readme_exists_and_none_is_left_out():
    named = set(re.findall(r"^    clausegap ([a-z-]+(?: \| [a-z-]+)?)", README, re.MULTILINE))
    flat = {part for words in named for part in words.split(" | ")} - {"check", "show", "init"}
    assert flat == set(clausegap.commands)


def test_every_target_of_the_readme_is_in_the_makefile():
    targets = set(re.findall(r"\bmake(?: PYTHON=\S+)? ([a-z-]+)", README))
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"review", "test"} <= targets <= rules


def test_the_formats_named_are_those_there_are():
    (listed,) = re.findall(r"`--format ([a-z,-]+)`", README)
    assert set(listed.split(",")) == set(report_names())


@pytest.mark.parametrize("thing", ["requirement", "family", "file format", "report"])
def test_adding_a_thing_takes_at_most_four_steps(thing):
    (section,) = re.findall(rf"^## Add a {thing}\n(.*?)(?=^## |\Z)", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    assert 1 <= len(re.findall(r"^\d\. ", section, re.MULTILINE)) <= 4


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("models/*/*.md")), ids=lambda p: p.name
)
def test_every_path_named_exists(page):
    text = page.read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:pipeline|clause_library|models|sample_contracts|tests)/[\w./-]*)`", text))
    assert {p for p in paths if not (ROOT / p).exists()} == set()
