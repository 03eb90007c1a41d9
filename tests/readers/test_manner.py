import sys

import pytest

from pipeline.domain.apart import View
from pipeline.readers.manner import Manner, described, manner_in, recogniser_in
from readers.ocr import fake_tesseract

posix = pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")


@posix
def test_each_way_of_reading_has_an_edition_of_its_own(tmp_path, monkeypatch):
    editions = []
    for version, languages in (("5.3.0", ("deu", "eng")), ("5.4.1", ("deu", "eng")), ("5.4.1", ("eng",))):
        folder = tmp_path / f"{version}-{len(languages)}"
        fake_tesseract.install(folder, version=f"tesseract {version}", languages=languages)
        monkeypatch.setenv("PATH", str(folder))
        editions += [described(Manner(languages=named)) for named in (("eng",), ("eng", "deu"))]
    monkeypatch.setenv("PATH", str(tmp_path))
    editions += [described(Manner()), described(Manner(ocr=False)), described(Manner(view=View.ORIGINAL))]
    same = editions[2], editions[4]  # a language more in the same program changes nothing for English
    assert same[0] == same[1]
    assert len(set(editions)) == len(editions) - 1


@posix
@pytest.mark.parametrize("manner", [Manner(), Manner(languages=("eng", "deu")), Manner(view=View.ORIGINAL)])
def test_what_an_edition_says_is_read_the_same_way_again(tmp_path, monkeypatch, manner):
    fake_tesseract.install(tmp_path, languages=("deu", "eng"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert manner_in(described(manner), view=manner.view) == manner
    assert recogniser_in(described(manner)) == "5.9.1"


@pytest.mark.parametrize(
    "edition", ["", "changes accepted", "changes accepted; OCR off", "changes accepted; no OCR of eng"]
)
def test_nothing_is_recognised_where_nothing_was(edition):
    assert not manner_in(edition).ocr
    assert recogniser_in(edition) == ""
