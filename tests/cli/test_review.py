import json
import os
import subprocess
import sys

import pytest

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
LOCKED_PDF = b"""%%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>> endobj
4 0 obj <</Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s>>> endobj
trailer <</Root 1 0 R /Encrypt 4 0 R /ID [<00><00>] /Size 5>>
%%%%EOF
""" % (b"ab" * 32, b"cd" * 32)


def test_the_summary_is_shown_and_nothing_is_written(clausegap, acme):
    before = sorted(acme.parent.iterdir())
    shown = clausegap("review", acme)
    assert shown.code == 0
    assert shown.out.startswith("acme: 59 gaps")
    assert "Left out: logo.png" in shown.out
    assert shown.err == ""
    assert [p for p in sorted(acme.parent.iterdir()) if p.name != "kept"] == before


@pytest.mark.parametrize(
    ("formats", "files"),
    [
        ([], ["review.html", "review.json"]),
        (["--format", "json"], ["review.json"]),
        (["--format", "md, CSV,md"], ["review.csv", "review.md"]),
        (["--format", "html", "--format", "json,html"], ["review.html", "review.json"]),
        (["--format", "html,json,md,csv"], ["review.csv", "review.html", "review.json", "review.md"]),
    ],
)
def test_reports_go_to_out(clausegap, acme, tmp_path, formats, files):
    out = tmp_path / "new" / "reports"
    shown = clausegap("review", acme, "--out", out, *formats)
    assert shown.code == 0
    assert sorted(p.name for p in out.iterdir()) == files
    assert all(str(out / name) in shown.out.replace("\n", "") for name in files)


def test_earlier_reports_are_replaced_and_never_read(clausegap, acme):
    for words in ("first", "second"):
        (acme / "terms.md").write_text(words)
        assert clausegap("review", acme, "--out", acme / "out").code == 0
    review = json.loads((acme / "out" / "review.json").read_text())
    assert [d["name"] for d in review["agreements"][0]["documents"]] == ["sla.txt", "terms.md"]
    assert "second" in (acme / "out" / "review.json").read_text()


def test_a_format_without_out_goes_to_stdout_alone(clausegap, acme):
    shown = clausegap("review", acme, "--format", "json")
    assert json.loads(shown.out)["schema"] == "clausegap/review/1"
    assert shown.err == ""


@pytest.mark.parametrize(
    ("paths", "name"),
    [
        (["acme"], "acme"),
        (["acme/terms.md"], "terms"),
        (["acme/terms.md", "acme/sla.txt"], "acme"),
        (["acme", "--supplier", "Acme Cloud Ltd"], "Acme Cloud Ltd"),
        (["acme/../acme/."], "acme"),
    ],
)
def test_the_supplier_is_named_for_its_papers(clausegap, acme, monkeypatch, paths, name):
    monkeypatch.chdir(acme.parent)
    review = json.loads(clausegap("review", *paths, "--format", "json").out)
    assert review["agreements"][0]["supplier"] == name


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="its file systems take no such names")
def test_a_name_of_another_age_is_read_and_shown_as_far_as_it_can_be(clausegap, tmp_path):
    folder = os.fsencode(tmp_path) + b"/M\xfcller"
    os.mkdir(folder)  # noqa: PTH102 - bytes that are no UTF-8, as old archives leave them
    with open(folder + b"/Vertr\xe4ge.txt", "w") as file:  # noqa: PTH123
        file.write("The provider notifies the customer within 72 hours.")
    paper = os.fsdecode(folder + b"/Vertr\xe4ge.txt")
    for path, supplier in ((os.fsdecode(folder), "M\ufffdller"), (paper, "Vertr\ufffdge")):
        shown = clausegap("review", path, "--format", "json")
        assert (shown.code, shown.err) == (0, "")
        (agreement,) = json.loads(shown.out)["agreements"]
        assert agreement["supplier"] == supplier
        assert [d["name"] for d in agreement["documents"]] == ["Vertr\ufffdge.txt"]


@pytest.mark.parametrize(
    ("options", "code"),
    [([], 0), (["--fail-on", "critical"], 1), (["--fail-on", "LOW"], 1), (["--quiet"], 0)],
)
def test_gaps_fail_a_review_only_where_that_was_asked_for(clausegap, acme, options, code):
    shown = clausegap("review", acme, *options)
    assert shown.code == code
    assert bool(shown.out) is ("--quiet" not in options)


def test_gaps_below_the_level_do_not_fail(clausegap, acme, monkeypatch):
    from dataclasses import replace

    import pipeline.analyze
    from pipeline.domain.review import Status

    made = pipeline.analyze.analyze

    def only_low_gaps(*args, **more):
        review = made(*args, **more)
        low = {r.id for r in more["tools"].library.requirements if r.severity.value == "low"}
        (assessment,) = review.assessments
        assert low
        findings = tuple(
            f if f.requirement in low else replace(f, status=Status.MET) for f in assessment.findings
        )
        return replace(review, assessments=(replace(assessment, findings=findings),))

    monkeypatch.setattr(pipeline.analyze, "analyze", only_low_gaps)
    assert clausegap("review", acme, "--fail-on", "medium").code == 0
    assert clausegap("review", acme, "--fail-on", "low").code == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("terms.pdf", LOCKED_PDF, "password"),
        ("terms.pdf", JPEG, "JPEG picture"),
        ("terms.pdf", b"", "empty"),
        ("terms.docx", b"PK\x03\x04 cut off", "terms.docx"),
        ("terms.txt", b"\x00\x01\x02\x03" * 400, "binary"),
    ],
)
def test_a_file_that_can_not_be_read_is_one_sentence(clausegap, tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    shown = clausegap("review", tmp_path / name)
    assert shown.code == 3
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert shown.err.startswith(f"clausegap: {name}")
    assert says in shown.err


def test_a_text_of_100_megabytes_is_refused_before_it_is_opened(clausegap, tmp_path):
    with (tmp_path / "terms.txt").open("wb") as file:
        file.truncate(100_000_000)
    shown = clausegap("review", tmp_path / "terms.txt")
    assert (shown.code, shown.err.count("\n")) == (3, 1)


def test_where_nothing_could_be_read_the_review_holds_the_failures(clausegap, tmp_path):
    (tmp_path / "terms.pdf").write_bytes(b"")
    assert clausegap("review", tmp_path / "terms.pdf", "--out", tmp_path / "out").code == 3
    review = json.loads((tmp_path / "out" / "review.json").read_text())
    assert review["agreements"] == []
    assert [f["name"] for f in review["failures"]] == ["terms.pdf"]


def test_the_rest_is_reported_where_some_could_not_be_read(clausegap, acme):
    (acme / "annex.pdf").write_bytes(JPEG)
    shown = clausegap("review", acme)
    assert shown.code == 3
    assert shown.out.startswith("acme: 59 gaps")
    assert "annex.pdf" in shown.out
    assert clausegap("review", acme, "--fail-on", "high").code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "There is no file or folder “nowhere”"),
        (["empty"], "The folder “empty” is empty"),
        (["pictures"], "left out: a.png"),
        (["acme", "--format", "pdf"], "choose from ciso-csv, csv, docx, "),
        (["acme", "--format", "json,md"], "2 reports need a folder: add --out DIR"),
        (["acme", "--out", "acme/terms.md"], "--out acme/terms.md is a file"),
        (["acme", "--out", "acme/terms.md/sub"], "is a file"),
        (["acme", "--out", "acme"], "give --out another folder"),
        (["acme", "--fail-on", "severe"], "'severe' is not one of 'critical', 'high', 'medium', 'low'"),
        (["acme", "--cache", "acme/terms.md"], "Results can't be kept in acme/terms.md"),
        (["acme", "--colour"], "No such option '--colour'"),
        ([], "Missing argument 'FILE_OR_FOLDER...'"),
    ],
)
def test_wrong_use_is_one_sentence_and_nothing_is_made(clausegap, acme, monkeypatch, arguments, says):
    monkeypatch.chdir(acme.parent)
    (acme.parent / "empty").mkdir()
    (acme.parent / "pictures").mkdir()
    (acme.parent / "pictures" / "a.png").touch()
    before = sorted(p for p in acme.parent.rglob("*"))
    shown = clausegap("review", *arguments)
    assert shown.code == 2
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert shown.err.startswith("clausegap: ")
    assert says in shown.err
    assert sorted(p for p in acme.parent.rglob("*") if "kept" not in p.parts) == before


def test_a_usual_cache_folder_that_can_not_be_used_is_done_without(clausegap, acme, monkeypatch):
    monkeypatch.setenv("CLAUSEGAP_CACHE", str(acme / "terms.md"))
    shown = clausegap("review", acme)
    assert shown.code == 0
    assert "can't be kept" in shown.err


AS_NOBODY = """
import os, sys
from pipeline.cli.entry import run
import pipeline.readers.unpacking, pipeline.reports.table
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions of this kind are POSIX's")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["review", "closed"], "The folder “closed” can't be opened: no permission"),
        (["review", "open", "--out", "locked/reports"], "no permission in"),
    ],
)
def test_without_permission_it_is_one_sentence(tmp_path, arguments, says):
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(folder.stat().st_mode | 0o111)  # pytest's own folders are closed to other users
    for name, mode in [("closed", 0o000), ("open", 0o755), ("locked", 0o555)]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "terms.txt").write_text("words")
        (tmp_path / name).chmod(mode)
    try:
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
