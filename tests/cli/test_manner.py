"""How files are to be read: from the command line to the readers, and from a review to its check."""

import hashlib
import json
import sys

import pytest
from readers.ocr import fake_tesseract

from pipeline.domain.apart import View
from pipeline.readers.manner import DEFAULT_MANNER, Manner

posix = pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")


@pytest.fixture
def asked(clausegap, monkeypatch):
    """Keep the manner that a command loads its tools with."""
    import pipeline.analyze

    seen = []
    fake = pipeline.analyze.load_tools

    def load_tools(*, manner=None, **others):
        seen.append(manner)
        return fake(**others)

    monkeypatch.setattr(pipeline.analyze, "load_tools", load_tools)
    return seen


@posix
@pytest.mark.parametrize(
    ("options", "manner"),
    [
        ([], DEFAULT_MANNER),
        (["--changes", "original"], Manner(view=View.ORIGINAL)),
        (["--changes", "Accepted"], DEFAULT_MANNER),
        (["--ocr-language", "eng+deu"], Manner(languages=("eng", "deu"))),
        (["--no-ocr"], Manner(ocr=False)),
        (["--no-ocr", "--ocr-language", "fra"], Manner(ocr=False, languages=("fra",))),
    ],
)
@pytest.mark.parametrize("command", ["review", "read"])
def test_a_command_reads_as_it_was_told(
    clausegap, asked, acme, tmp_path, monkeypatch, command, options, manner
):
    fake_tesseract.install(tmp_path / "bin", languages=("deu", "eng"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert clausegap(command, acme / "terms.md", *options).code == 0
    assert asked == [manner]


@posix
@pytest.mark.parametrize("command", ["review", "batch", "read"])
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--ocr-language", "fra"], "Tesseract can't read “fra” here, it has eng"),
        (["--ocr-language", "English please"], "“English please” is no language as Tesseract names them"),
        (["--changes", "rejected"], "'rejected' is not one of 'accepted', 'original'"),
    ],
)
def test_what_can_not_be_done_is_refused_in_one_sentence(
    clausegap, acme, tmp_path, monkeypatch, command, options, says
):
    fake_tesseract.install(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    shown = clausegap(command, acme, *options)
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert says in shown.err


PAPER = b"Notice is given within 72 hours.\n"


def review_of(folder, *, reading, **document):
    """Write a paper and a review that quotes it; return both."""
    paper = folder / "terms.txt"
    paper.write_bytes(PAPER)
    entry = {"id": "d1", "name": "terms.txt", "sha256": hashlib.sha256(PAPER).hexdigest()} | document
    clause = {"document": "d1", "text": PAPER.decode().strip(), "span": [0, 32]}
    agreement = {"supplier": "acme", "documents": [entry], "clauses": [clause], "findings": []}
    review = folder / "review.json"
    edition = {"reading": reading}
    review.write_text(
        json.dumps({"schema": "clausegap/review/1", "edition": edition, "agreements": [agreement]})
    )
    return review, paper


@posix
@pytest.mark.parametrize(
    ("reading", "document", "manner"),
    [
        ("", {}, Manner(ocr=False)),
        ("changes accepted; OCR off", {"view": "accepted"}, Manner(ocr=False)),
        ("changes original; no OCR of eng", {"view": "original"}, Manner(view=View.ORIGINAL, ocr=False)),
        ("changes accepted; OCR by Tesseract 5.9.1, eng+deu", {}, Manner(languages=("eng", "deu"))),
    ],
)
def test_a_review_is_checked_against_files_read_as_they_were_for_it(
    clausegap, tmp_path, monkeypatch, reading, document, manner
):
    from pipeline.readers import guarded

    fake_tesseract.install(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    real, seen = guarded.read_guarded, []

    def read_guarded(path, *, document_id, manner):
        seen.append(manner)
        return real(path, document_id=document_id, manner=manner)

    monkeypatch.setattr(guarded, "read_guarded", read_guarded)
    review, paper = review_of(tmp_path, reading=reading, **document)
    shown = clausegap("verify", review, paper)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("1 quote checked")
    assert seen == [manner]


@posix
@pytest.mark.parametrize(
    ("installed", "says"), [("5.9.2", "here it is 5.9.2"), (None, "which is not installed here")]
)
def test_what_another_tesseract_recognised_is_not_called_a_misquote(
    clausegap, tmp_path, monkeypatch, installed, says
):
    (tmp_path / "bin").mkdir()
    if installed:
        fake_tesseract.install(tmp_path / "bin", version=f"tesseract {installed}")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    reading = "changes accepted; OCR by Tesseract 5.9.1, eng"
    review, paper = review_of(tmp_path, reading=reading, pages_by_ocr=[{"page": 1, "confidence": 0.9}])
    shown = clausegap("verify", review, paper)
    assert shown.code == 1
    assert f"terms.txt has pages that Tesseract 5.9.1 recognised, {says}" in shown.out
    assert "0 quotes checked" in shown.out


def test_a_view_that_there_is_none_of_makes_no_review(clausegap, tmp_path):
    review, paper = review_of(tmp_path, reading="", view="rejected")
    shown = clausegap("verify", review, paper)
    assert shown.code == 2
    assert "is not a whole review.json" in shown.err


def test_a_comment_is_checked_for_its_words_but_not_for_where_its_anchor_stands(clausegap, tmp_path):
    comment = {
        "text": "Too long",
        "quote": "72 hours",
        "span": [23, 31],
        "place": {"part": "x", "paragraph": 9},
    }
    review, paper = review_of(tmp_path, reading="", comments=[comment])
    assert clausegap("verify", review, paper).code == 0
    review, paper = review_of(tmp_path, reading="", comments=[comment | {"quote": "24 hours"}])
    assert clausegap("verify", review, paper).code == 1
