import os
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.cli import entry
from pipeline.errors import ClassifierError, DamagedFile, LibraryError, UsageError

MAIN = [sys.executable, "-c", "from pipeline.cli import main; main()"]
HEAVY = {
    "spacy",
    "sklearn",
    "numpy",
    "prefect",
    "pydantic",
    "rich",
    "jinja2",
    "lxml",
    "pdfplumber",
    "yaml",
    "docx",
}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Usage: clausegap"),
        (["--help"], "Usage: clausegap"),
        (["-h"], "Usage: clausegap"),
        (["library"], "Usage: clausegap library"),
        (["cache"], "Usage: clausegap cache"),
        (["--version"], f"clausegap {pipeline.__version__}"),
    ],
)
def test_help_and_version_are_results(clausegap, arguments, says):
    shown = clausegap(*arguments)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(says)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["revew"], "clausegap: No such command 'revew'. Did you mean 'review'? See `clausegap --help`.\n"),
        (
            ["library", "chek"],
            "clausegap: No such command 'chek'. Did you mean 'check'? See `clausegap library --help`.\n",
        ),
        (["--colour"], "clausegap: No such option '--colour'. See `clausegap --help`.\n"),
        (["redraft", "a.docx"], "clausegap: No such command 'redraft'."),
        (["batch", "x", "--out", "y", "--workers", "0"], "clausegap: Invalid value for '--workers'"),
        (["review", ""], "clausegap: Invalid value for 'FILE_OR_FOLDER...': it is empty; name a file"),
        (["review", "x", "--out", ""], "clausegap: Invalid value for '--out': it is empty"),
        (["batch", ""], "clausegap: Name the folder of the suppliers"),
        (["verify", "review.json"], "clausegap: Missing argument 'FILES...'."),
    ],
)
def test_wrong_arguments_are_one_sentence_with_a_hint(clausegap, arguments, says):
    shown = clausegap(*arguments)
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith(says)
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (UsageError("There is no folder."), 2, "clausegap: There is no folder.\n"),
        (LibraryError("x.yaml:3: id: missing"), 2, "clausegap: x.yaml:3: id: missing\n"),
        (ClassifierError("The classifier is missing."), 2, "clausegap: The classifier is missing.\n"),
        (DamagedFile("a.pdf is damaged."), 3, "clausegap: a.pdf is damaged.\n"),
        (KeyboardInterrupt(), 130, "\nclausegap: Interrupted; what was finished is kept.\n"),
        (BrokenPipeError(32, "Broken pipe"), 141, ""),
    ],
)
def test_errors_end_with_a_sentence_and_their_code(clausegap, acme, monkeypatch, error, code, says):
    def fail(*_args, **_more):
        raise error

    monkeypatch.setattr("pipeline.analyze.analyze", fail)
    shown = clausegap("review", acme)
    assert (shown.code, shown.err) == (code, says)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["library", "show", "in-deadline"], ["library", "check"]])
def test_output_that_goes_to_a_full_disk_is_a_sentence(arguments):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*MAIN, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("clausegap: What was to be said can't be written: ")
    assert done.stderr.count("\n") == 1


def test_a_fault_of_ours_is_a_sentence_without_the_contracts_words(clausegap, acme, monkeypatch):
    def fail(*_args, **_more):
        raise KeyError("words of the contract")

    monkeypatch.setattr("pipeline.analyze.analyze", fail)
    shown = clausegap("review", acme)
    assert shown.code == 70
    assert shown.err.count("\n") == 1
    assert "KeyError in test_entry.py, line" in shown.err
    assert "words of the contract" not in shown.err
    monkeypatch.setenv("CLAUSEGAP_TRACEBACK", "1")
    assert "words of the contract" in clausegap("review", acme).err


@pytest.mark.parametrize("arguments", [["--help"], ["review", "--help"], ["batch", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments):
    script = (
        "import sys; from pipeline.cli.entry import run; code = run(sys.argv[1:]);"
        f"print(code, *sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr == "0\n"


@pytest.mark.parametrize(
    ("encoding", "quotes"),
    [("ascii", "?in-deadlin?"), ("latin-1", "?in-deadlin?"), ("utf-8", "“in-deadlin”")],
)
def test_terminals_of_other_encodings_are_survived(encoding, quotes):
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    shown = subprocess.run(
        [*MAIN, "library", "show", "in-deadline"], capture_output=True, env=environment, check=False
    )
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"in-deadline" in shown.stdout
    failed = subprocess.run(
        [*MAIN, "library", "show", "in-deadlin"], capture_output=True, env=environment, check=False
    )
    assert quotes.encode(encoding) in failed.stderr


def test_programs_get_utf_8_whatever_the_terminal_is():
    script = r"from pipeline.cli.screen import hand_over; hand_over('“§ 7” \ud800')"
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True)
    assert done.stdout == "“§ 7” ?".encode()


def test_a_reader_that_stops_early_ends_the_program_quietly():
    reader, writer = os.pipe()
    os.close(reader)
    try:
        quiet = subprocess.run(
            [*MAIN, "library", "show", "in-deadline"], stdout=writer, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writer)
    assert (quiet.returncode, quiet.stderr) == (entry.PIPE_CLOSED, b"")
