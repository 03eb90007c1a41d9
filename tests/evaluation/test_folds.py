"""Folds grouped by supplier, and corpora written and read back."""

import json

import pytest

from pipeline.errors import UsageError
from pipeline.evaluation.corpus import load_corpus, of_groups, save_corpus
from pipeline.evaluation.folds import folds_in, thinned

from .annotated import write_corpus

NAMES = tuple(f"supplier {n}" for n in range(12))


@pytest.fixture
def gold(tmp_path):
    """Twelve agreements, a second one of the first supplier, and excerpts of two suppliers and of a stranger."""
    folder = write_corpus(tmp_path / "train", NAMES)
    twin = json.loads((folder / "supplier 0.json").read_text())
    (folder / "supplier 0 again.json").write_text(json.dumps(twin))
    paths = ("texts/Supplier 3 terms.txt", "texts/supplier_0/dpa.txt", "texts/nobody else.txt")
    excerpts = {
        "supplier": "excerpts",
        "kind": "excerpts",
        "paragraphs": ["Of the third.", "Of the first.", "Of a stranger."],
        "passages": [
            {"p": p, "req": "in-deadline", "stance": "adverse", "sub": [], "quote": q}
            for p, q in enumerate(("Of the third", "Of the first", "Of a stranger"))
        ],
        "status": None,
        "terms": [{"p": 1, "req": "in-deadline", "type": "duration", "value": "3 d", "quote": "first"}],
        "source": {"excerpts": [{"path": path} for path in paths]},
    }
    (folder / "excerpts-1.json").write_text(json.dumps(excerpts))
    return load_corpus(folder)


def test_every_agreement_is_held_out_once(gold):
    held = [g.doc_id for fold in folds_in(gold, 4) for g in fold.held]
    assert sorted(held) == sorted(g.doc_id for g in gold if g.status)


def test_nothing_of_a_supplier_held_out_is_learned_from(gold):
    for fold in folds_in(gold, 4):
        held = {g.groups[0] for g in fold.held}
        assert not held & {group for g in fold.rest for group in g.groups}


def test_an_excerpt_goes_with_its_supplier_and_a_strangers_stays(gold):
    for fold in folds_in(gold, 4):
        held = {g.supplier for g in fold.held}
        texts = [text for g in fold.rest if g.kind == "excerpts" for text in g.paragraphs]
        assert ("Of the third." in texts) is ("supplier 3" not in held)
        assert ("Of the first." in texts) is ("supplier 0" not in held)
        assert "Of a stranger." in texts


def test_what_is_left_of_excerpts_keeps_its_labels(gold):
    excerpts = next(g for g in of_groups(gold, lambda group: group != "supplier3") if g.kind == "excerpts")
    assert [(p.p, excerpts.paragraphs[p.p]) for p in excerpts.passages] == [
        (0, "Of the first."),
        (1, "Of a stranger."),
    ]
    assert [p.quote for p in excerpts.passages] == ["Of the first", "Of a stranger"]
    assert [t.p for t in excerpts.terms] == [0]


def test_a_smaller_part_lies_within_the_larger(gold):
    fold = folds_in(gold, 3)[0]
    parts = [thinned(fold, n) for n in (2, 4, 6)]
    names = [{g.doc_id for g in part.rest if g.status} for part in parts]
    assert names[0] < names[1] < names[2]
    assert all(n <= part.agreements <= n + 1 for n, part in zip((2, 4, 6), parts, strict=True))
    assert all(part.held == fold.held for part in parts)


def test_too_few_suppliers(gold):
    with pytest.raises(UsageError, match="12 suppliers: too few for 13 folds"):
        folds_in(gold, 13)


def test_what_is_written_is_read_back(gold, tmp_path):
    save_corpus(gold, tmp_path / "again")
    assert load_corpus(tmp_path / "again") == gold


def test_part_of_it_too(gold, tmp_path):
    rest = folds_in(gold, 4)[0].rest
    save_corpus(rest, tmp_path / "rest")
    assert {g.doc_id: g for g in load_corpus(tmp_path / "rest")} == {g.doc_id: g for g in rest}
