import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import DamagedFile, EmptyFile, LimitExceeded
from pipeline.readers import guarded
from pipeline.readers.guarded import read_guarded
from pipeline.readers.limits import Limits
from pipeline.readers.manner import Manner
from pipeline.readers.read import read
from readers.pdf_writer import Sheet, pdf


@pytest.fixture
def paper(tmp_path) -> Path:
    path = tmp_path / "terms.pdf"
    path.write_bytes(pdf(Sheet().text(72, 100, "1. Fees are due.")))
    return path


def text_of(path: Path) -> str:
    return read_guarded(path, document_id="d1").text


def test_reads_what_read_reads(paper):
    assert read_guarded(paper, document_id="d1") == read(paper, document_id="d1")


def test_errors_of_the_reader_come_through(tmp_path):
    (tmp_path / "terms.txt").write_text("  \n ")
    with pytest.raises(EmptyFile, match=r"terms\.txt holds only white space"):
        read_guarded(tmp_path / "terms.txt", document_id="d1")


def test_from_threads(paper):
    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(text_of, [paper] * 6)) == {"1. Fees are due."}


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_from_the_workers_of_a_pool(paper, method):
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method)) as pool:
        assert pool.submit(text_of, paper).result() == "1. Fees are due."


def test_from_workers_that_may_have_no_children(paper):
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(text_of, (paper,)) == "1. Fees are due."


def test_time_limit(paper):
    with pytest.raises(LimitExceeded, match=r"terms\.pdf took longer than"):
        read_guarded(paper, document_id="d1", manner=Manner(Limits(seconds=0)))


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits on address space are Linux's")
def test_memory_limit(tmp_path):
    path = tmp_path / "terms.txt"
    path.write_text("Fees are due. " * 1_000_000)
    with pytest.raises(LimitExceeded, match=r"terms\.txt needs more memory"):
        read_guarded(path, document_id="d1", manner=Manner(Limits(memory=1_000_000)))


def die(sender, path, document_id, manner):
    os.abort()


def test_crash_of_the_reader(paper, monkeypatch):
    monkeypatch.setattr(guarded, "_answer", die)
    with pytest.raises(DamagedFile, match=r"terms\.pdf broke the reader off"):
        read_guarded(paper, document_id="d1")
