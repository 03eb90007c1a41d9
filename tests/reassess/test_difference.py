"""What moved between two runs, and what moved it."""

from dataclasses import replace

import pytest

from pipeline.domain.what_if import Cause, PaperChange
from pipeline.reassess import Judge, diff_runs
from pipeline.store.portfolio import open_store

from .papers import POOR, TERMS, folder, run_over, tools, tools_with

STRICT = 'name: Strict\nrequirements:\n  in-deadline:\n    limits: {deadline: {strong: "12 h", met: "24 h", partial: "48 h"}}\n'
LATE_NOTICE = TERMS.replace("within 72 hours", "within 12 hours")
NO_DELETION = TERMS.replace(
    "3.2 The Provider shall delete Customer Data within 30 days after termination and confirm the deletion in writing.",
    "3.2 The Provider may keep Customer Data after termination for as long as it likes.",
)


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "store.sqlite")) as opened:
        yield opened


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    path = tmp_path_factory.mktemp("playbook") / "strict.yaml"
    path.write_text(STRICT, encoding="utf-8")
    return tools_with(path)


def never():
    raise AssertionError("nothing was to be told apart")


def held(store, made_with=None, judge=None):
    return diff_runs(store, 1, 2, judge=judge or (lambda: Judge(store, made_with or tools())))


def causes(difference):
    return {f.requirement: f.causes for f in difference.flips}


def test_two_runs_over_the_same_are_the_very_same(store, tmp_path):
    suppliers = folder(tmp_path / "suppliers", acme=TERMS, poor=POOR)
    for _ in range(2):
        run_over(store, suppliers, tools=tools())
    found = held(store, judge=never)
    assert (found.same, found.suppliers, found.added, found.removed) == (2, (), (), ())


def test_suppliers_that_came_and_went_are_named(store, tmp_path):
    run_over(store, folder(tmp_path / "then", acme=TERMS, gone=POOR), tools=tools())
    run_over(store, folder(tmp_path / "now", acme=TERMS, new=POOR), tools=tools())
    found = held(store, judge=never)
    assert (found.added, found.removed, found.same) == (("new",), ("gone",), 1)


def test_where_only_the_paper_changed_the_paper_moved_it(store, tmp_path):
    run_over(store, folder(tmp_path / "then", acme=TERMS, poor=POOR), tools=tools())
    run_over(store, folder(tmp_path / "now", acme=NO_DELETION, poor=POOR), tools=tools())
    found = held(store, judge=never)
    (supplier,) = found.suppliers
    assert (found.same, supplier.move.supplier, supplier.changed) == (1, "acme", (Cause.PAPER,))
    assert [(p.kind, p.name) for p in supplier.papers] == [(PaperChange.CHANGED, "terms.md")]
    assert set(causes(found).values()) == {(Cause.PAPER,)}
    assert found.flips[0].why == ("terms.md has another content.",)


def test_where_only_the_library_changed_the_library_moved_it(store, tmp_path, strict):
    suppliers = folder(tmp_path / "suppliers", acme=TERMS, poor=POOR)
    run_over(store, suppliers, tools=tools())
    run_over(store, suppliers, tools=strict)
    found = held(store, judge=never)
    assert causes(found) == {"in-deadline": (Cause.LIBRARY,)}
    assert "The limit on the deadline for “met”: 72 h → 24 h." in found.flips[0].why


def test_where_both_changed_each_verdict_has_its_own_cause(store, tmp_path, strict):
    run_over(store, folder(tmp_path / "then", acme=TERMS), tools=tools())
    run_over(store, folder(tmp_path / "now", acme=NO_DELETION), tools=strict)
    found = held(store)
    assert found.suppliers[0].changed == (Cause.PAPER, Cause.LIBRARY)
    moved = causes(found)
    assert moved.pop("in-deadline") == (Cause.LIBRARY,)
    assert moved
    assert set(moved.values()) == {(Cause.PAPER,)}
    assert all(f.separated for f in found.flips)


def test_where_the_older_papers_are_not_kept_causes_are_named_together(store, tmp_path, strict):
    run_over(store, folder(tmp_path / "then", acme=TERMS), tools=tools())
    run_over(store, folder(tmp_path / "now", acme=NO_DELETION), tools=strict)
    store.forget_layers(runs_kept=0)
    found = held(store)
    assert {f.causes for f in found.flips} == {(Cause.PAPER, Cause.LIBRARY)}
    assert not any(f.separated for f in found.flips)


def test_another_classifier_is_told_from_the_paper(store, tmp_path):
    before = replace(tools(), edition=replace(tools().edition, classifier="sha256:before"))
    run_over(store, folder(tmp_path / "then", acme=TERMS), tools=before)
    run_over(store, folder(tmp_path / "now", acme=NO_DELETION), tools=tools())
    found = held(store)
    assert found.suppliers[0].changed == (Cause.PAPER, Cause.CLASSIFIER)
    assert set(causes(found).values()) == {(Cause.PAPER,)}


def test_a_paper_under_another_name_is_no_new_paper(store, tmp_path):
    then = folder(tmp_path / "then", acme=TERMS)
    run_over(store, then, tools=tools())
    (then / "acme" / "terms.md").rename(then / "acme" / "agreement.md")
    (then / "acme" / "sla.md").write_text(
        "# Service levels\n\n1. The service is available 99.9 % of each month.\n"
    )
    run_over(store, then, tools=tools())
    papers = {(p.kind, p.old_name, p.name) for p in held(store).suppliers[0].papers}
    assert papers == {(PaperChange.RENAMED, "terms.md", "agreement.md"), (PaperChange.ADDED, "", "sla.md")}
