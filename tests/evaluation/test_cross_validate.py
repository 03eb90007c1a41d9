"""Cross-validation with learning and reviewing faked: what is held out, what is kept, what is refused."""

import json
import shutil
from hashlib import sha256
from html import unescape

import pytest

from pipeline.analyze import Tools
from pipeline.domain.review import Edition
from pipeline.errors import UsageError
from pipeline.evaluation import cross_validate as module
from pipeline.evaluation import intervals
from pipeline.evaluation.corpus import load_corpus
from pipeline.evaluation.cross_validate import cross_validate
from pipeline.evaluation.folds import folds_in
from pipeline.evaluation.progress import SILENT, Progress
from pipeline.evaluation.wrong_page import wrong_page
from pipeline.library import load_library
from pipeline.library.cues import index_cues
from pipeline.resources import classifier_folder

from .annotated import NOTICE, write_corpus

NAMES = tuple(f"supplier {n}" for n in range(6))


class Runs:
    """What was learned from and reviewed, and a way to break off."""

    def __init__(self):
        self.learned: list[set[str]] = []
        self.reviewed: list[str] = []
        self.break_at = None


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture
def runs(monkeypatch, library):
    found = Runs()

    def train(texts, _library, *, out, work, say):
        found.learned.append({g.doc_id for g in load_corpus(texts)})
        out.mkdir(parents=True, exist_ok=True)
        say("Learned")

    def reviewed(gold, _tools):
        for item in gold:
            if item.doc_id == found.break_at:
                raise KeyboardInterrupt
            found.reviewed.append(item.doc_id)
            yield item, reviewed_as(item)

    monkeypatch.setattr(module, "train", train)
    monkeypatch.setattr(module, "reviewed", reviewed)
    monkeypatch.setattr(module, "_tools", lambda _folder, _run: None)
    monkeypatch.setattr(module, "load_library", lambda: library)
    monkeypatch.setattr(intervals, "DRAWS", 20)
    return found


def reviewed_as(item) -> dict:
    """Right on the deadline; "met" where the annotator finds nothing."""
    cited = [{"quote": "<script>1</script> within 72 hours", "stance": "binding", "clause": "d1.c1"}]
    given = {"in-deadline": "partial", "in-content": "met"}
    findings = [
        {"requirement": r, "status": s, "confidence": 0.8, "needs_review": False, "reason": "why <b>"}
        | {"evidence": cited, "terms": [], "subpoints": [], "searched": {"nearest": []}}
        for r, s in given.items()
    ]
    clause = {"id": "d1.c1", "text": item.paragraphs[0], "path": "4.2", "heading": "", "families": []}
    return {"agreements": [{"findings": findings, "clauses": [clause]}]}


@pytest.fixture
def corpus(tmp_path):
    write_corpus(tmp_path / "corpus" / "train", NAMES)
    write_corpus(tmp_path / "corpus" / "dev", ("measured",))
    return tmp_path / "corpus"


def test_each_agreement_is_reviewed_by_a_classifier_that_never_saw_it(corpus, runs):
    found = cross_validate(corpus, folds=3)
    assert sorted(runs.reviewed) == sorted(NAMES)
    assert len(runs.learned) == 3
    assert all(len(learned) == 4 for learned in runs.learned)
    assert set.intersection(*runs.learned) == set()
    assert found.evaluation.whole.rows["status"]["accuracy"].value == 0.5
    assert {w.requirement for w in found.wrong} == {"in-content"}


def test_a_run_that_was_broken_off_goes_on(corpus, runs, tmp_path):
    order = [g.doc_id for f in folds_in(load_corpus(corpus / "train"), 3) for g in f.held]
    runs.break_at = order[3]
    with pytest.raises(KeyboardInterrupt):
        cross_validate(corpus, folds=3, keep=tmp_path / "keep")
    assert (len(runs.learned), runs.reviewed) == (2, order[:3])
    runs.break_at = None
    whole = cross_validate(corpus, folds=3, keep=tmp_path / "keep")
    assert (len(runs.learned), runs.reviewed) == (3, order)
    assert whole.evaluation.agreements == 6


def test_a_finished_run_is_taken_over_and_a_changed_corpus_is_not(corpus, runs, tmp_path):
    for _ in range(2):
        cross_validate(corpus, folds=3, keep=tmp_path / "keep")
    assert (len(runs.learned), len(runs.reviewed)) == (3, 6)
    write_corpus(corpus / "train", ("supplier 0",), paragraphs=(NOTICE, "A new clause."))
    cross_validate(corpus, folds=3, keep=tmp_path / "keep")
    # Two folds learn from it and one holds it out, whose classifier stays as it is.
    assert len(runs.learned) == 5
    assert len(runs.reviewed) == 12


def test_a_damaged_review_is_made_again(corpus, runs, tmp_path):
    cross_validate(corpus, folds=3, keep=tmp_path / "keep")
    next((tmp_path / "keep").rglob("reviews/*.json")).write_text("{")
    cross_validate(corpus, folds=3, keep=tmp_path / "keep")
    assert (len(runs.learned), len(runs.reviewed)) == (3, 7)


def test_a_learning_curve_uses_the_same_folds(corpus, runs):
    found = cross_validate(corpus, folds=3, sizes=(2, 0))
    assert [s.agreements for s in found.evaluation.learning_curve] == [2, 4]
    assert len(runs.learned) == 6  # "all" is what the folds have learned already
    assert runs.learned[3] < runs.learned[0]
    assert [s.group.agreements for s in found.evaluation.learning_curve] == [6, 6]


def test_more_agreements_than_a_fold_leaves_are_skipped_with_a_sentence(corpus, runs):
    said = []
    progress = Progress(say=said.append, count=lambda _done, _total: None)
    found = cross_validate(corpus, folds=3, sizes=(4, 90, 0), progress=progress)
    assert [s.agreements for s in found.evaluation.learning_curve] == [4]
    assert [s.split(";")[0] for s in said if s.startswith("Skipped")] == [
        "Skipped: 4 agreements to learn from",
        "Skipped: 90 agreements to learn from",
    ]


def test_reviews_are_gathered_for_the_scorer(corpus, runs, tmp_path):
    cross_validate(corpus, folds=3, reviews=tmp_path / "reviews")
    assert sorted(p.stem for p in (tmp_path / "reviews").glob("*.json")) == sorted(NAMES)
    assert json.loads((tmp_path / "reviews" / "supplier 0.json").read_text())["agreements"]


def test_the_measuring_set_is_refused(corpus, runs):
    with pytest.raises(UsageError, match="the set to measure on"):
        cross_validate(corpus / "dev", folds=2)
    assert runs.learned == []


def test_the_page_of_wrong_verdicts_shows_both_sides_escaped(corpus, runs, library):
    page = wrong_page(cross_validate(corpus, folds=3).wrong, library, way="Folds")
    assert page.count("<article>") == 6
    assert "Annotator: absent" in page
    assert "Ours: met" in page
    assert "<script>" not in page
    assert "&lt;script&gt;1&lt;/script&gt; within 72 hours" in page
    assert "default-src 'none'" in unescape(page)
    assert "4.2" in page


def test_a_fold_is_reviewed_with_its_own_classifier(tmp_path, library, monkeypatch):
    others = Tools(library, None, index_cues(library), Edition("x", "x", "x", "x"))
    monkeypatch.setattr(module, "load_tools", lambda: others)
    shutil.copytree(classifier_folder(), tmp_path / "classifier")
    manifest = tmp_path / "classifier" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"encoder": None}))
    run = module._Run(library, tmp_path, SILENT, None, None)
    tools = module._tools(tmp_path / "classifier", run)
    assert tools.classifier.digest == sha256(manifest.read_bytes()).hexdigest()
    (gold,) = load_corpus(write_corpus(tmp_path / "texts", ("one",)))
    ((_, review),) = module.reviewed([gold], module._new_to(gold, tools, run))
    assert len(review["agreements"][0]["findings"]) == 60
