"""`clausegap evaluate` on a corpus of two agreements, through the ordinary way of a review."""

import json

import pytest

from pipeline.cli.entry import run

from .annotated import write_corpus

PARAGRAPHS = (
    "1. Incidents. Provider shall notify Customer of a Security Incident within 72 hours after becoming aware of it.",
    "2. Fees. Customer shall pay each invoice within 30 days.",
)


@pytest.fixture
def corpus(tmp_path):
    write_corpus(tmp_path / "corpus" / "dev", ("one", "two"), paragraphs=PARAGRAPHS)
    return tmp_path / "corpus"


@pytest.fixture
def clausegap(capfd):
    def call(*arguments):
        capfd.readouterr()
        code = run([str(a) for a in arguments])
        return code, *capfd.readouterr()

    return call


def test_figures_as_json_with_reviews_and_a_page(clausegap, corpus, tmp_path):
    code, out, err = clausegap(
        *("evaluate", corpus, "--format", "json", "--report", tmp_path / "figures.html"),
        *("--reviews", tmp_path / "reviews"),
    )
    assert code == 0, err
    found = json.loads(out)
    assert (found["agreements"], found["all"]["decisions"], found["all"]["unfound_quotes"]) == (2, 4, 0)
    assert "Reviews of dev" in (tmp_path / "figures.html").read_text()
    review = json.loads((tmp_path / "reviews" / "one.json").read_text())
    given = {f["requirement"]: f["status"] for f in review["agreements"][0]["findings"]}
    right = (given["in-deadline"] == "partial") + (given["in-content"] == "absent")
    assert found["all"]["figures"]["status"]["accuracy"]["value"] == right / 2


def test_leakage_is_printed_and_what_lacks_is_said(clausegap, corpus):
    code, out, _ = clausegap("evaluate", corpus, "--leakage")
    assert code == 0
    assert f"Skipped: {corpus} holds no train to compare with." in out


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--wrong", "wrong.html"), "of folds of the training agreements only; add --cross-validate"),
        (("--keep", "folds"), "--keep is for the folds of --cross-validate"),
        (("--encoders", "kept"), "--encoders is for the folds of --cross-validate"),
        (("--leakage", "--cross-validate"), "give it alone or with --format"),
        (("--learning-curve", "30,many"), "“many” is no number of agreements"),
        (("--learning-curve", "3"), "“3” is no number of agreements"),
        (("--cross-validate", "--folds", "1"), "1 is not in the range"),
        (("--cross-validate",), "is the set to measure on"),
        (("--report", "."), "is a folder; name the file"),
    ],
)
def test_what_makes_no_sense_is_refused_before_any_work(clausegap, corpus, options, complaint):
    code, out, err = clausegap("evaluate", corpus / "dev", *options)
    assert (code, out) == (2, "")
    assert complaint in err


def test_a_folder_without_statuses_is_refused(clausegap, tmp_path):
    folder = write_corpus(tmp_path / "corpus", ("one",))
    data = json.loads((folder / "one.json").read_text()) | {"status": None}
    (folder / "one.json").write_text(json.dumps(data))
    code, _, err = clausegap("evaluate", folder)
    assert code == 2
    assert "no agreement with a status for each requirement" in err
