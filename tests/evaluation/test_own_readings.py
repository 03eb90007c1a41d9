"""Our own readings of agreements of the corpus: words taken from there, nothing learned from another text."""

import hashlib

import pytest

from pipeline.domain.reading import Stance
from pipeline.errors import UsageError
from pipeline.evaluation.own_readings import load_readings, own_readings, passage_of, to_learn_from
from pipeline.library import load_library
from pipeline.resources import readings_folder

from .annotated import NOTICE, write_corpus

HEADER = "DPA,ID,Sentence,Requirement-1,Requirement-2,Requirement-3\n"
ROWS = f'Paper 1,2,"{NOTICE}.",,,\nPaper 1,3,Fees are due monthly.,,,\nPaper 2,1,Nothing else.,,,\n'


@pytest.fixture
def corpus(tmp_path):
    """A corpus with one annotated agreement and two that only carry other labels."""
    write_corpus(tmp_path / "corpus" / "train", ("one",))
    (tmp_path / "corpus" / "labelled.csv").write_text(HEADER + ROWS, encoding="utf-8")
    return tmp_path / "corpus"


@pytest.fixture
def readings(corpus, tmp_path):
    """Write a file of readings of the corpus's labelled agreements, and return its folder."""
    folder = tmp_path / "readings"
    folder.mkdir()
    digest = hashlib.sha256((corpus / "labelled.csv").read_bytes()).hexdigest()
    (folder / "labelled.yaml").write_text(
        f"file: labelled.csv\nsha256: {digest}\nagreements:\n"
        "  Paper 1:\n    supplier: A. Company\n    passages:\n      - 1 in-deadline binding 1,2\n"
        "  Paper 2:\n    passages: []\n"
    )
    return folder


def test_the_words_come_from_the_corpus(corpus, readings):
    first, second = own_readings(corpus, readings)
    assert first.paragraphs == (f"{NOTICE}.", "Fees are due monthly.")
    (passage,) = first.passages
    assert (passage.p, passage.req, passage.stance) == (0, "in-deadline", Stance.BINDING)
    assert (passage.sub, passage.quote) == ((1, 2), f"{NOTICE}.")
    assert second.passages == ()


def test_a_paper_goes_with_its_supplier_and_has_no_status(corpus, readings):
    first, second = own_readings(corpus, readings)
    assert (set(first.groups), set(second.groups)) == ({"acompany"}, {"paper2"})
    assert first.status is second.status is None


def test_another_version_of_the_texts_or_none_gives_nothing(corpus, readings):
    (corpus / "labelled.csv").write_text(HEADER + "Paper 1,1,Other words.,,,\n", encoding="utf-8")
    assert list(own_readings(corpus, readings)) == []
    (corpus / "labelled.csv").unlink()
    assert list(own_readings(corpus, readings)) == []


def test_they_are_learned_from_beside_the_annotated_ones(corpus, readings, monkeypatch):
    monkeypatch.setattr("pipeline.evaluation.own_readings.readings_folder", lambda: readings)
    assert [g.doc_id for g in to_learn_from(corpus)] == ["one", "own-paper1", "own-paper2"]
    assert [g.doc_id for g in to_learn_from(corpus / "train")] == ["one"]


@pytest.mark.parametrize(
    "said", ["0 in-deadline binding", "3 in-deadline binding", "1 in-deadline firm", "x"]
)
def test_a_line_that_names_no_sentence_or_stance_is_refused(said):
    with pytest.raises(UsageError, match="names no sentence"):
        passage_of(said, ("One.", "Two."))


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("file: labelled.csv\nagreements: {}\n", "mine.yaml holds no readings: sha256 is missing"),
        ("a: [", "mine.yaml holds no readings: it can't be read as YAML"),
    ],
)
def test_a_file_that_holds_none_is_named(tmp_path, content, wrong):
    (tmp_path / "mine.yaml").write_text(content)
    with pytest.raises(UsageError, match=wrong):
        load_readings(tmp_path / "mine.yaml")


def test_those_we_keep_name_requirements_and_subpoints_of_the_library():
    library = load_library()
    known = {r.id: {s.number for s in r.subpoints} for r in library.requirements}
    for path in readings_folder().glob("*.yaml"):
        for reading in load_readings(path).agreements.values():
            for said in reading.passages:
                passage = passage_of(said, ("",) * 1000)
                assert set(passage.sub) <= known[passage.req], said
