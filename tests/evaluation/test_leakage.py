"""Runs of thirteen words shared by two texts."""

import csv

import pytest

from pipeline.errors import UsageError
from pipeline.evaluation.leakage import audit
from pipeline.evaluation.table import leakage_lines

from .annotated import write_corpus

COMMON = "the parties agree that each of them keeps a list of persons who may give instructions"
OWN = tuple(" ".join(f"{letter}{n}" for n in range(40)) for letter in "abcdef")


def labelled(path, *rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("DPA", "ID", "Sentence", "Requirement-1"), *rows])


def test_a_twin_is_found_and_a_stranger_is_not(tmp_path):
    write_corpus(tmp_path / "train", ("twin",), paragraphs=(OWN[0], OWN[1]))
    write_corpus(tmp_path / "train", ("stranger",), paragraphs=(OWN[2], OWN[3]))
    write_corpus(tmp_path / "dev", ("measured",), paragraphs=(OWN[0],))
    found = audit(tmp_path).compared[0]
    assert found.title == "dev in train"
    assert [(p.first, p.second, p.runs, p.share) for p in found.pairs] == [("measured", "twin", 28, 1.0)]
    assert found.anywhere == {"measured": 1.0}


def test_twelve_words_in_a_row_are_no_run_and_thirteen_are_one(tmp_path):
    for words, runs in ((12, 0), (13, 1), (15, 3)):
        common = " ".join(COMMON.split()[:words])
        folder = tmp_path / str(words)
        write_corpus(folder / "train", ("one",), paragraphs=(OWN[0], common, OWN[1]))
        write_corpus(folder / "dev", ("other",), paragraphs=(OWN[2][:20], common, OWN[3][:20]))
        pairs = audit(folder).compared[0].pairs
        assert sum(p.runs for p in pairs) == runs


def test_case_and_punctuation_do_not_hide_a_copy(tmp_path):
    write_corpus(tmp_path / "train", ("one",), paragraphs=(OWN[0].upper().replace(" ", ", "),))
    write_corpus(tmp_path / "dev", ("other",), paragraphs=(OWN[0],))
    assert audit(tmp_path).compared[0].pairs[0].share == 1.0


def test_labelled_agreements_are_put_together_from_their_sentences(tmp_path):
    write_corpus(tmp_path / "train", ("online-1",), paragraphs=(OWN[0], OWN[1]))
    sentences = [OWN[0], OWN[1], OWN[4]]
    labelled(tmp_path / "labelled_dpas.csv", *[("Online 1", n, s, "other") for n, s in enumerate(sentences)])
    found = {c.title: c for c in audit(tmp_path).compared}
    pair = found["train in labelled_dpas.csv"].pairs[0]
    assert (pair.first, pair.second, pair.share) == ("online-1", "Online 1", 1.0)


def test_texts_of_one_supplier_may_be_alike(tmp_path):
    folder = write_corpus(tmp_path / "train", ("one", "two"), paragraphs=(OWN[0],))
    assert [(p.first, p.second) for p in audit(tmp_path).compared[-1].pairs] == [("one", "two")]
    two = (folder / "two.json").read_text().replace('"supplier": "two"', '"supplier": "one"')
    (folder / "two.json").write_text(two)
    assert audit(tmp_path).compared[-1].pairs == ()


def test_what_is_missing_is_skipped_with_a_sentence(tmp_path):
    write_corpus(tmp_path / "train", ("one",), paragraphs=("Three words only.",))
    found = audit(tmp_path)
    assert [s.split(" holds ")[1] for s in found.skipped] == [
        "no dev to compare with.",
        "no labelled_dpas.csv to compare with.",
    ]
    assert list(leakage_lines(found))[-1] == found.skipped[-1]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "nothing to compare"),
        ("a,b\n1,2\n", "columns DPA and Sentence"),
        ("DPA,Sentence\nx\n", "columns"),
    ],
)
def test_nothing_that_can_be_compared(tmp_path, content, complaint):
    if content:
        (tmp_path / "labelled_dpas.csv").write_text(content)
    with pytest.raises(UsageError, match=complaint):
        audit(tmp_path)
