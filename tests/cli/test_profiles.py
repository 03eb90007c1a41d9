"""Profiles and frameworks on the command line."""

import json

import pytest

from pipeline.library import lay_profiles, load_library
from pipeline.resources import library_folder


@pytest.fixture
def asked(monkeypatch, clausegap):
    """Return the command line and what it asked the loader for."""
    import pipeline.analyze

    from . import fakes

    found: dict[str, object] = {}

    def load_tools(*, profiles=(), **others):
        found.update(others, profiles=profiles)
        lay_profiles(load_library(), profiles, folder=library_folder())
        return fakes.TOOLS

    monkeypatch.setattr(pipeline.analyze, "load_tools", load_tools)
    return clausegap, found


@pytest.mark.parametrize(
    ("options", "profiles"),
    [
        ([], ()),
        (["--profile", "saas"], ("saas",)),
        (["--profile", "saas", "--profile", "DORA"], ("saas", "dora")),
        (["--profile", "saas, dora,saas"], ("saas", "dora")),
    ],
)
def test_profiles_are_handed_to_the_loader(asked, acme, options, profiles):
    clausegap, found = asked
    assert clausegap("review", acme, *options).code == 0
    assert found["profiles"] == profiles


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["--profile", "iaas,saas"],
            "clausegap: The profiles iaas and saas exclude each other; name one of them.\n",
        ),
        (["--profile", "sass"], "Did you mean saas?\n"),
        (["--framework", "gpdr"], "Did you mean gdpr?\n"),
    ],
)
def test_what_cannot_be_asked_for_is_one_clear_sentence(asked, acme, options, said):
    shown = asked[0]("review", acme, *options)
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.endswith(said)
    assert shown.err.count("\n") == 1


def test_a_framework_changes_no_finding(asked, acme, tmp_path):
    findings = []
    for n, options in enumerate(([], ["--framework", "gdpr"])):
        out = tmp_path / str(n)
        asked[0]("review", acme, "--out", out, "--format", "json", *options)
        findings.append(json.loads((out / "review.json").read_text())["agreements"][0]["findings"])
    assert findings[0] == findings[1]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("profiles", "dora-critical"),
        ("frameworks", "iso27018"),
        ("nis2", "24 h for met"),
        ("nis2", "21(2)(h)"),
        ("saas", "Does not apply."),
        ("ccm", "--framework ccm"),
        ("free-trial", "Every severity 1 lower"),
    ],
)
def test_profiles_and_frameworks_are_shown(clausegap, name, shown):
    assert shown in clausegap("library", "show", name).out
