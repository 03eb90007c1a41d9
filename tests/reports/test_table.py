import json
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from pipeline.errors import UsageError
from pipeline.reports import table
from pipeline.reports.table import REPORTS, Report, report_named, report_names, write_reports
from pipeline.reports.writing import write_all

from .contracts import LIBRARY, assessment, review

OUTSIDE = Report("review.txt", lambda review, library: b"from outside")
WRONG = Report("../review.txt", lambda review, library: "")


@pytest.fixture
def outsiders(monkeypatch):
    points = EntryPoints(
        EntryPoint(name, f"{__name__}:{attribute}", table.GROUP)
        for name, attribute in [("txt", "OUTSIDE"), ("up", "WRONG"), ("gone", "NOT_THERE"), ("json", "WRONG")]
    )
    monkeypatch.setattr(table, "entry_points", points.select)


def test_reports_are_written_in_the_order_asked_for_once_each(tmp_path):
    paths = write_reports(
        review(), LIBRARY, formats=("md", "json", "md", "csv", "html"), folder=tmp_path / "a" / "b"
    )
    assert [p.name for p in paths] == ["review.md", "review.json", "review.csv", "review.html"]
    assert {p.name for p in (tmp_path / "a" / "b").iterdir()} == {p.name for p in paths}
    assert json.loads(paths[1].read_bytes())["schema"] == "clausegap/review/1"


def test_an_earlier_report_is_replaced_and_other_files_stay(tmp_path):
    (tmp_path / "review.md").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    write_reports(review(assessment(supplier="new")), LIBRARY, formats=["md"], folder=tmp_path)
    assert "new" in (tmp_path / "review.md").read_text()
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_format_that_is_not_known_writes_nothing_and_says_which_are(tmp_path):
    every = ", ".join(sorted(REPORTS))
    with pytest.raises(UsageError, match=f"no report called “pdf”; choose from {every}"):
        write_reports(review(), LIBRARY, formats=["json", "pdf"], folder=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UsageError, match=r"Can't write reports to .*out: .*; name a folder"):
        write_reports(review(), LIBRARY, formats=["json"], folder=tmp_path / "out")


def test_when_one_file_fails_none_is_written_and_earlier_ones_stay(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(UsageError):
        write_all({"a.txt": "new", "missing/b.txt": "new"}, folder=tmp_path)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "old")]


def test_other_packages_add_reports_but_replace_none(outsiders, tmp_path):
    assert set(report_names()) - set(REPORTS) == {"gone", "txt", "up"}
    (path,) = write_reports(review(), LIBRARY, formats=["txt"], folder=tmp_path)
    assert (path.name, path.read_bytes()) == ("review.txt", b"from outside")
    assert report_named("json").file == "review.json"


@pytest.mark.parametrize(
    ("name", "said"),
    [("gone", "can't be loaded: AttributeError"), ("up", "no Report with a plain file name")],
)
def test_a_broken_report_of_another_package_is_one_sentence(outsiders, name, said):
    with pytest.raises(UsageError, match=said):
        report_named(name)
