import sys

import pytest

from pipeline.errors import UsageError
from pipeline.readers.ocr import program
from pipeline.readers.ocr.languages import languages_named
from pipeline.readers.ocr.program import find_program, how_to_add, how_to_install
from readers.ocr import fake_tesseract

posix = pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")


@posix
def test_version_and_languages_as_the_program_says(tmp_path, monkeypatch):
    fake_tesseract.install(
        tmp_path, version="tesseract v4.1.3", languages=("deu", "eng", "script/Latin", "osd")
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    found = find_program()
    assert found is not None
    assert (found.version, found.languages) == ("4.1.3", ("deu", "eng", "osd", "script/Latin"))
    assert found.reads(("eng", "deu"))
    assert not found.reads(("eng", "fra"))


@posix
def test_a_language_added_later_is_found_in_the_next_run(tmp_path, monkeypatch):
    for folder, languages in ((tmp_path / "a", ("eng",)), (tmp_path / "b", ("eng", "fra"))):
        fake_tesseract.install(folder, languages=languages)
        monkeypatch.setenv("PATH", str(folder))
        found = find_program()
        assert found is not None
        assert found.languages == languages


def test_none_where_it_is_not_on_the_path(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program() is None


@posix
@pytest.mark.parametrize("version", ["", "some other program 3"])
def test_another_program_of_that_name_is_none(tmp_path, monkeypatch, version):
    fake_tesseract.install(tmp_path, version=version)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program() is None


@posix
@pytest.mark.parametrize(
    ("named", "languages"),
    [
        ("eng", ("eng",)),
        ("eng+deu", ("eng", "deu")),
        (" deu , eng ", ("deu", "eng")),
        ("eng+eng", ("eng",)),
        ("chi_sim", ("chi_sim",)),
    ],
)
def test_languages_as_named(tmp_path, monkeypatch, named, languages):
    fake_tesseract.install(tmp_path, languages=("chi_sim", "deu", "eng", "osd"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert languages_named(named) == languages


@posix
@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("eng+fra", "Tesseract can't read “fra” here, it has eng; install it: "),
        ("", "“” is no language as Tesseract names them"),
        ("../../eng", "“../../eng” is no language"),
        ("--psm", "“--psm” is no language"),
        ("eng deu", "“eng deu” is no language"),
    ],
)
def test_what_can_not_be_read_is_refused_in_one_sentence(tmp_path, monkeypatch, named, says):
    fake_tesseract.install(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError) as refused:
        languages_named(named)
    assert says in str(refused.value)


def test_without_the_program_the_command_that_installs_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match=r"needs Tesseract, which is not installed: .*install"):
        languages_named("eng")
    assert languages_named("eng", check=False) == ("eng",)


@pytest.mark.parametrize(
    ("platform", "manager", "install", "add"),
    [
        (
            "linux",
            "apt-get",
            "sudo apt-get install tesseract-ocr",
            "sudo apt-get install tesseract-ocr-chi-sim",
        ),
        ("linux", "dnf", "sudo dnf install tesseract", "sudo dnf install tesseract-langpack-chi-sim"),
        ("linux", None, "sudo apt-get install tesseract-ocr", "sudo apt-get install tesseract-ocr-chi-sim"),
        ("darwin", "brew", "brew install tesseract", "brew install tesseract-lang"),
        ("win32", None, "winget install UB-Mannheim.TesseractOCR", "additional language data: chi-sim"),
    ],
)
def test_commands_of_each_system(monkeypatch, platform, manager, install, add):
    monkeypatch.setattr(program.sys, "platform", platform)
    monkeypatch.setattr(program.shutil, "which", lambda name: f"/usr/bin/{name}" if name == manager else None)
    assert how_to_install() == install
    assert how_to_add("chi_sim").endswith(add)
