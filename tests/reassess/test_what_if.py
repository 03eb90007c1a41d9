"""What another library would say of a finished run, from what is kept alone."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.analyze import assess_agreements
from pipeline.domain.comparison import Effect
from pipeline.domain.portfolio import RunKind
from pipeline.domain.requirements import CheckKind, Stand
from pipeline.domain.tailoring import Tailoring
from pipeline.domain.what_if import Cause
from pipeline.errors import UsageError
from pipeline.reassess import Judge, Task, judge_again, keep_what_if, reassess
from pipeline.store.portfolio import open_store

from .papers import POOR, TERMS, folder, run_over, tools, tools_with

SAMPLES = Path(__file__).parents[2] / "sample_contracts"
OWN_WORDING = (
    "The provider keeps the records of every single backup run, checks each of them on the next working day "
    "and reports to the customer whatever went wrong."
)
PLAYBOOKS = {
    "nothing": "name: Nothing\nrequirements:\n",
    "limit": 'name: Strict\nrequirements:\n  in-deadline:\n    limits: {deadline: {strong: "12 h", met: "24 h", partial: "48 h"}}\n',
    "severity": "name: Mild\nrequirements:\n  in-deadline:\n    severity: low\n",
    "wording": f"name: Worded\nrequirements:\n  in-deadline:\n    preferred: {OWN_WORDING}\n",
}


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory):
    """A store with one run whose files are gone."""
    root = tmp_path_factory.mktemp("portfolio")
    suppliers = folder(root / "suppliers", acme=TERMS, poor=POOR)
    with open_store(str(root / "store.sqlite")) as store:
        run_over(store, suppliers, tools=tools())
    shutil.rmtree(suppliers)
    return root / "store.sqlite"


@pytest.fixture
def store(portfolio, tmp_path):
    """A copy of the store for one test."""
    shutil.copy(portfolio, tmp_path / "store.sqlite")
    with open_store(str(tmp_path / "store.sqlite")) as opened:
        yield opened


def playbook(tmp_path, name):
    path = tmp_path / f"{name}.yaml"
    path.write_text(PLAYBOOKS[name], encoding="utf-8")
    return tools_with(path)


def asked(store, made_with, **more):
    return reassess(Judge(store, made_with), **more)


def test_the_same_library_flips_nothing(store):
    made, _ = asked(store, tools())
    assert [s.supplier for s in made.suppliers] == ["acme", "poor"]
    assert (made.flips, made.not_judged) == ((), ())
    assert (made.changes.requirements, made.changes.overall) == ((), ())


def test_what_is_judged_anew_is_what_a_fresh_review_says(store, tmp_path, monkeypatch):
    """Nothing is lost on the way through the layers: judging them anew is judging the files."""
    monkeypatch.setattr("pipeline.reassess.judge.judged_otherwise", lambda *_: None)
    _, reviews = asked(store, tools(), whole=True)
    assert list(reviews) == list(store.reviews(1))


def test_a_stricter_limit_flips_what_it_should_and_says_why(store, tmp_path):
    made, _ = asked(store, playbook(tmp_path, "limit"))
    (flip,) = made.flips
    assert (flip.supplier, flip.requirement, flip.causes) == ("acme", "in-deadline", (Cause.LIBRARY,))
    assert flip.effect in (Effect.OPENED, Effect.WEAKENED)
    assert "The limit on the deadline for “met”: 72 h → 24 h." in flip.why
    assert "72 hours" in flip.quote
    before, after = ((s.old_coverage, s.new_coverage) for s in made.suppliers)
    assert before[1] < before[0]
    assert after[0] == after[1]


def test_what_a_gap_weighs_moves_coverage_and_no_verdict(store, tmp_path):
    made, _ = asked(store, playbook(tmp_path, "severity"))
    assert made.flips == ()
    assert [c.weighed for c in made.changes.requirements] == [("Severity critical → low.",)]
    assert any(s.old_coverage != s.new_coverage for s in made.suppliers)


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("limit", [{"in-deadline"}]),  # of one supplier: the other's papers hold no value to be weighed
        ("severity", []),
        ("nothing", []),
    ],
)
def test_only_what_may_have_moved_is_judged_anew(store, tmp_path, monkeypatch, name, again):
    judged = []

    def spy(*arguments, known, **more):
        judged.append({r.id for r in tools().library.requirements} - known.findings.keys())
        return assess_agreements(*arguments, known=known, **more)

    monkeypatch.setattr("pipeline.reassess.judge.assess_agreements", spy)
    asked(store, playbook(tmp_path, name))
    assert judged == again


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """A store with one run over two of the sample contracts."""
    root = tmp_path_factory.mktemp("samples")
    for name in ("careful", "typical"):
        shutil.copytree(SAMPLES / name, root / "suppliers" / name)
    with open_store(str(root / "store.sqlite")) as opened:
        run_over(opened, root / "suppliers", tools=tools())
        yield opened


@pytest.mark.parametrize("seed", range(4))
def test_whatever_limits_are_moved_what_stands_is_what_would_be_judged(samples, monkeypatch, seed):
    """Findings that are taken over, as no limit parts their values otherwise, are those of a whole judgement."""
    made_with = with_limits(random.Random(seed))
    _, taken_over = asked(samples, made_with, whole=True)
    judged = sum(was != now for was, now in zip(samples.reviews(1), taken_over, strict=True))
    monkeypatch.setattr("pipeline.reassess.judge.judged_otherwise", lambda *_: None)
    _, whole = asked(samples, made_with, whole=True)
    assert taken_over == whole
    assert judged


def with_limits(rng):
    """Return the tools with most limits of the library multiplied by something, as a playbook does it."""

    def moved(check):
        limits = {n: v for n in ("strong", "met", "partial") if (v := getattr(check, n))}
        if rng.random() < 0.3 or check.kind is CheckKind.PROCESSES_AT_LEAST:
            return check
        factor = rng.choice((0.04, 0.5, 3))
        return replace(
            check, **{n: f"{float(v.split()[0]) * factor:g} {v.split()[1]}" for n, v in limits.items()}
        )

    def held(r):
        stand = Stand(rng.choice(("met", "partial")), rng.choice(("", "weak", "partial")), held=True)
        told = Tailoring(changes=("Other limits.",) if r.checks else ())
        return replace(r, checks=tuple(map(moved, r.checks)), stand=stand, tailoring=told)

    families = tuple(
        replace(f, requirements=tuple(map(held, f.requirements))) for f in tools().library.families
    )
    edition = replace(tools().edition, library="sha256:other")
    return replace(tools(), library=replace(tools().library, families=families), edition=edition)


def test_other_wordings_are_looked_for_without_classifying_anew(store, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.reassess.judge.judge_document", None)
    made, _ = asked(store, playbook(tmp_path, "wording"))
    assert len(made.suppliers) == 2
    assert made.changes.requirements[0].judged == ("Other wording of ours is known again in an agreement.",)


@pytest.mark.parametrize("name", ["limit", "wording"])
def test_what_another_library_says_is_what_a_fresh_review_with_it_says(store, tmp_path, name):
    made_with = playbook(tmp_path, name)
    _, reviews = asked(store, made_with, whole=True)
    suppliers = folder(tmp_path / "again", acme=TERMS, poor=POOR)
    with open_store(str(tmp_path / "fresh.sqlite")) as fresh:
        run_over(fresh, suppliers, tools=made_with)
        assert list(reviews) == list(fresh.reviews(1))


def test_a_new_classifier_classifies_anew_and_opens_no_file(store):
    """What it moved is told from what the library moved."""
    other = replace(tools(), edition=replace(tools().edition, classifier="sha256:other"))
    made, _ = asked(store, other)
    assert (len(made.suppliers), made.flips) == (2, ())


def test_papers_that_are_not_kept_are_told_and_the_rest_goes_on(store):
    forgotten = store.forget_layers(runs_kept=0)
    other = replace(tools(), edition=replace(tools().edition, classifier="sha256:other"))
    made, _ = asked(store, other)
    assert forgotten == 4
    assert made.suppliers == ()
    assert made.not_judged[0].reason == "What was read of terms.md is not kept any more: run the batch again."


def test_nothing_is_written_unless_asked_for(store, tmp_path):
    before = store.status()
    asked(store, playbook(tmp_path, "limit"))
    assert store.status().runs == before.runs
    judge = Judge(store, playbook(tmp_path, "limit"), keep=True)
    made, reviews = reassess(judge, whole=True)
    number = keep_what_if(judge, made, reviews, playbook="limit.yaml")
    run = store.run()
    assert (run.id, run.kind, run.playbook, run.counts.suppliers) == (
        number,
        RunKind.REASSESS,
        "limit.yaml",
        2,
    )
    assert {r.supplier: r for r in store.reviews(number)} == {r.supplier: r for r in reviews}


def test_pieces_can_be_judged_elsewhere_in_any_process(store, tmp_path):
    made_with = playbook(tmp_path, "limit")
    asked_for = []

    def spread(tasks):
        with open_store(store.url) as other:
            for task in tasks:
                asked_for.append(task)
                yield judge_again(Judge(other, made_with), task)

    made, _ = asked(store, made_with, spread=spread)
    assert asked_for == [Task(1, ("acme", "poor"))]
    assert made.flips == asked(store, made_with)[0].flips


def test_a_run_that_is_not_there_is_told(store):
    with pytest.raises(UsageError, match="holds no run 7"):
        asked(store, tools(), run=7)


def test_a_library_comes_back_from_the_store_as_it_was(store):
    assert store.library(store.run(1).edition) == tools().library
