"""`clausegap compare` as its users call it, rightly and wrongly."""

import json

import pytest

import pipeline.versions

from . import fakes


@pytest.fixture
def versions(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline.versions, "analyze", fakes.analyze)
    monkeypatch.setattr(pipeline.versions, "_in_view", lambda tools, _view: tools)
    old, new = tmp_path / "v1.md", tmp_path / "v2.md"
    old.write_text("The provider notifies the customer within 24 hours.\n\nFees are due in advance.\n")
    new.write_text("The provider notifies the customer within 5 business days.\n\nFees are due in advance.\n")
    return old, new


def test_the_summary_is_shown_and_nothing_is_written(clausegap, versions):
    before = sorted(versions[0].parent.iterdir())
    shown = clausegap("compare", *versions)
    assert shown.code == 0
    assert shown.out.startswith("v2: The words differ, no finding does")
    assert "1 reworded" in shown.out
    assert [p for p in sorted(versions[0].parent.iterdir()) if p.name != "kept"] == before


def test_reports_go_to_out(clausegap, versions, tmp_path):
    out = tmp_path / "out"
    assert clausegap("compare", *versions, "--out", out, "--format", "html,json,docx").code == 0
    assert sorted(p.name for p in out.iterdir()) == ["comparison.docx", "comparison.html", "comparison.json"]


def test_a_format_without_out_goes_to_stdout_alone(clausegap, versions):
    shown = clausegap("compare", *versions, "--format", "json")
    assert json.loads(shown.out)["schema"] == "clausegap/comparison/1"


def test_every_paper_that_can_not_be_read_is_named_and_that_nothing_was_compared(clausegap, versions):
    folders = []
    for name, paper in zip(("old", "new"), versions, strict=True):
        folder = paper.parent / name
        folder.mkdir()
        paper.rename(folder / paper.name)
        (folder / f"{name}-annex.docx").write_bytes(b"PK\x03\x04 no archive")
        folders.append(folder)
    shown = clausegap("compare", *folders)
    assert shown.code == 3 and shown.out == ""
    assert "old-annex.docx" in shown.err and "new-annex.docx" in shown.err
    assert "So nothing was compared" in shown.err and shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["v1.md", "gone.md"], "There is no file or folder “gone.md”"),
        (
            ["v1.md", "v2.md", "--format", "pdf"],
            "There is no report called “pdf”; choose from html, json, docx.",
        ),
        (["v1.md", "v2.md", "--format", "html,json"], "2 reports need a folder"),
        (["v1.md"], "v1.md holds no tracked changes; name the other version"),
    ],
)
def test_wrong_use_is_one_sentence(clausegap, versions, monkeypatch, arguments, said):
    monkeypatch.chdir(versions[0].parent)
    shown = clausegap("compare", *arguments)
    assert shown.code == 2
    assert said in shown.err
    assert shown.err.count("\n") == 1


def test_a_version_that_cannot_be_read(clausegap, versions):
    versions[1].write_bytes(b"")
    shown = clausegap("compare", *versions)
    assert shown.code == 3
    assert "v2.md" in shown.err
