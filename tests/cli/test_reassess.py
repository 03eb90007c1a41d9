"""`clausegap reassess` and `clausegap diff-runs`, over a store that a run was recorded in."""

import csv
import io
import json

import pytest

import pipeline.reassess  # noqa: F401 - before `clausegap` puts fakes in place of what it judges with
from pipeline.store.portfolio import open_store
from tests.reassess.papers import POOR, TERMS, folder, run_over, tools, tools_with

STRICT = 'name: Strict\nrequirements:\n  in-deadline:\n    limits: {deadline: {strong: "12 h", met: "24 h", partial: "48 h"}}\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("portfolio")
    suppliers = folder(root / "suppliers", acme=TERMS, **{"=1+1|calc": POOR})
    (root / "strict.yaml").write_text(STRICT, encoding="utf-8")
    with open_store(str(root / "store.sqlite")) as store:
        run_over(store, suppliers, tools=tools())
        run_over(store, suppliers, tools=tools_with(root / "strict.yaml"))
    return root


@pytest.fixture
def call(clausegap, made, monkeypatch):
    """Run a command on the store; what it loads is at hand already."""

    def load(*, playbook=None, **_):
        return tools_with(playbook) if playbook else tools()

    monkeypatch.setattr("pipeline.reassess.judge.load_tools", load)
    monkeypatch.setattr("pipeline.library.load_library", lambda *_: tools().library)
    return lambda *arguments: clausegap(*arguments, "--store", made / "store.sqlite")


def stored(made):
    with open_store(str(made / "store.sqlite")) as store:
        return store.runs()


def test_what_would_flip_is_shown_with_why(call, made):
    shown = call("reassess", "--run", 1, "--playbook", made / "strict.yaml")
    assert (shown.code, shown.err) == (0, "")
    words = " ".join(shown.out.split())
    assert "1 verdict would flip at 1 supplier" in words
    assert "in-deadline: The limit on the deadline for “met”: 72 h → 24 h." in words
    assert "moved by the clause library" in words
    assert "not legal advice" in words


def test_nothing_that_flips_is_said_so(call):
    assert "No verdict would flip at 2 suppliers" in call("reassess", "--run", 1).out


def test_the_json_holds_every_supplier(call, made):
    shown = call("reassess", "--run", 1, "--playbook", made / "strict.yaml", "--format", "json")
    found = json.loads(shown.out)
    assert found["schema"] == "clausegap/what-if/1"
    assert [(s["name"], len(s["flips"])) for s in found["suppliers"]] == [("acme", 1), ("=1+1|calc", 0)]
    (flip,) = found["suppliers"][0]["flips"]
    assert (flip["requirement"], flip["causes"], flip["told_apart"]) == ("in-deadline", ["library"], True)
    assert found["requirements"] == [{"requirement": "in-deadline", "flips": 1, "suppliers": ["acme"]}]


def test_the_sheet_holds_a_row_a_flip(call, made, tmp_path):
    shown = call(
        "reassess",
        "--run",
        1,
        "--playbook",
        made / "strict.yaml",
        "--format",
        "csv",
        "--out",
        tmp_path / "f.csv",
    )
    rows = list(csv.DictReader(io.StringIO((tmp_path / "f.csv").read_text(encoding="utf-8-sig"))))
    assert [(r["supplier"], r["requirement"], r["new_status"] != "met") for r in rows] == [
        ("acme", "in-deadline", True)
    ]
    assert f"Written: {tmp_path / 'f.csv'}" in shown.err
    assert "1 verdict would flip" in shown.out


def test_kept_it_is_a_run_like_others(call, made):
    runs = len(stored(made))
    shown = call("reassess", "--run", 1, "--playbook", made / "strict.yaml", "--keep", "--quiet")
    assert (shown.out, shown.err) == ("", f"Stored as run {runs + 1}.\n")
    assert "No verdict moved" in call("diff-runs", 2, runs + 1).out


def test_a_playbook_of_the_run_that_is_not_named_is_told(call, made):
    with open_store(str(made / "store.sqlite")) as store:
        run = run_over(store, made / "suppliers", tools=tools(), playbook="strict.yaml")
    shown = call("reassess", "--run", run)
    assert f"run {run} had the playbook strict.yaml, which is left out: see --playbook." in shown.err


def test_what_moved_between_runs_and_what_moved_it(call):
    shown = call("diff-runs", 1, 2)
    words = " ".join(shown.out.split())
    assert "1 verdict moved at 1 supplier" in words
    assert "Moved by the clause library: 1." in words
    found = json.loads(call("diff-runs", 1, 2, "--format", "json").out)
    assert (found["schema"], found["old"]["id"], found["new"]["id"]) == ("clausegap/run-difference/1", 1, 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("reassess", "--run", "9"), "holds no run 9"),
        (("diff-runs", "1", "9"), "holds no run 9"),
        (("reassess", "--out", "x.json"), "--out needs a --format"),
        (("diff-runs", "1", "x"), "is not a valid integer"),
    ],
)
def test_wrong_use_is_one_sentence(call, arguments, words):
    shown = call(*arguments)
    assert (shown.code, shown.out) == (2, "")
    assert words in shown.err
    assert shown.err.count("\n") == 1
