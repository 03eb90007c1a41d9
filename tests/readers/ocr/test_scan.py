import os
import sys

import numpy as np
import pytest

from pipeline.readers.ocr.program import find_program
from pipeline.readers.ocr.scan import Scan, recognise
from readers.ocr import fake_tesseract
from readers.ocr.fake_tesseract import table
from readers.ocr.pictures import DPI, bars, prose, turned

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")

TEXT = [(100, 150 + 30 * n, f"{n}.1 The provider keeps customer data in the region") for n in range(1, 5)]


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Recognise a picture by a program that says what the test wants."""

    def call(picture, said="", *, seconds=30.0, quarters=0, **program):
        fake_tesseract.install(tmp_path, said, **program)
        monkeypatch.setenv("PATH", str(tmp_path))
        found = find_program()
        assert found is not None
        scan = Scan(4, picture, DPI, quarters)
        return recognise(scan, program=found, languages=("eng", "deu"), seconds=seconds)

    return call


def test_words_become_lines_in_points_of_the_page(read, tmp_path):
    read_ = read(bars(*prose()), table(*TEXT))
    assert read_.words == 36
    assert read_.confidence == pytest.approx(0.96)
    assert read_.lines[0].text == "1.1 The provider keeps customer data in the region"
    assert read_.lines[0].place.page == 4
    assert read_.lines[0].left == pytest.approx(100 * 72 / DPI)
    (asked,) = fake_tesseract.asked(tmp_path)
    assert asked.startswith(f"stdin stdout -l eng+deu --psm 4 --dpi {DPI} tsv | P5 1275 1650")


def test_the_place_of_a_skewed_line_is_that_on_the_paper(read):
    level = read(bars(*prose()), table(*TEXT)).lines[0].place.box
    skewed = read(turned(bars(*prose()), 2.0), table(*TEXT)).lines[0]
    assert skewed.turn.lean == pytest.approx(2.0, abs=0.11)
    assert skewed.top == pytest.approx(level[1], abs=0.2)  # lines are compared on the level page
    _, top, _, bottom = skewed.place.box
    assert bottom - top > 1.5 * (level[3] - level[1])  # a slanting line takes more room
    assert top < level[1]  # left of the middle, a clockwise lean lifts


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_page_on_its_side_is_turned(read, tmp_path, quarters):
    picture = np.ascontiguousarray(np.rot90(bars(*prose()), k=-quarters))
    read_ = read(picture, table(*TEXT))
    assert read_.lines[0].turn.quarters in (1, 3)
    assert "P5 1275 1650" in fake_tesseract.asked(tmp_path)[0]


@pytest.mark.parametrize(("confidence", "tries"), [(96.0, 1), (61.0, 1), (52.0, 2), (20.0, 4)])
def test_what_was_read_with_little_certainty_is_tried_the_other_way_up(read, tmp_path, confidence, tries):
    read(bars(*prose()), table(*TEXT, confidence=confidence))
    assert len(fake_tesseract.asked(tmp_path)) == tries


def test_unsure_words_are_counted(read):
    assert read(bars(*prose()), table(*TEXT, confidence=48.0)).unsure == 36


def test_a_blank_page_is_not_shown_to_the_program(read, tmp_path):
    assert read(bars()).blank
    assert fake_tesseract.asked(tmp_path) == []


@pytest.mark.parametrize("program", [{"code": 1}, {"sleeps": 30.0}], ids=["fails", "hangs"])
def test_a_program_that_fails_or_hangs_gives_nothing_and_is_ended(read, tmp_path, program):
    assert read(bars(*prose()), table(*TEXT), seconds=1.0, **program) is None
    for process in fake_tesseract.processes(tmp_path):
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_a_program_that_writes_rubbish_gives_no_words(read):
    assert read(bars(*prose()), "\x00\n\t\t\n5\t5\t5").words == 0
