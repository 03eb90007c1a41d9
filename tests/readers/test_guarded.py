import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.domain.apart import Apart, Change, Comment, PageByOcr, SetAside, View
from pipeline.domain.places import ElementAt, LineAt, PageBox, ParagraphAt, Span
from pipeline.errors import DamagedFile, EmptyFile, LimitExceeded
from pipeline.readers import guarded
from pipeline.readers.answers import packed, unpacked
from pipeline.readers.guarded import read_guarded
from pipeline.readers.limits import MEGABYTE, Limits
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


@pytest.mark.parametrize(
    ("size", "limits", "seconds"),
    [
        (0, Limits(seconds=100, least_seconds=30), 30),
        (MEGABYTE // 2, Limits(seconds=100, least_seconds=30), 65),
        (MEGABYTE, Limits(seconds=100, least_seconds=30), 100),
        (20 * MEGABYTE, Limits(seconds=100, least_seconds=30), 100),
        (10, Limits(seconds=20, least_seconds=30), 20),
    ],
)
def test_a_small_file_is_given_less_time(size, limits, seconds):
    given = limits.for_size(size)
    assert given.seconds == seconds
    assert given.pages == limits.pages


def test_the_time_of_a_small_file_is_kept_to(paper):
    with pytest.raises(LimitExceeded, match=r"terms\.pdf took longer than 0 seconds"):
        read_guarded(paper, document_id="d1", manner=Manner(Limits(seconds=1, least_seconds=0)))


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits on address space are Linux's")
def test_memory_limit(tmp_path):
    path = tmp_path / "terms.txt"
    path.write_text("Fees are due. " * 1_000_000)
    with pytest.raises(LimitExceeded, match=r"terms\.txt needs more memory"):
        read_guarded(path, document_id="d1", manner=Manner(Limits(memory=1_000_000)))


def test_what_a_child_starts_ends_with_it(paper, monkeypatch):
    monkeypatch.setattr(guarded, "_answer", start_another_and_hang)
    with pytest.raises(LimitExceeded, match=r"terms\.pdf took longer than"):
        read_guarded(paper, document_id="d1", manner=Manner(Limits(seconds=5)))
    started = int(Path(f"{paper}.pid").read_text())
    assert gone(started)


def test_a_child_whose_parent_is_gone_ends_with_what_it_started(paper, monkeypatch):
    monkeypatch.setattr(guarded, "_answer", start_another_and_hang)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        pool.apply_async(text_of, (paper,))
        while not Path(f"{paper}.pid").exists():
            time.sleep(0.02)
    assert gone(int(Path(f"{paper}.pid").read_text()))


def test_nothing_stays_behind_of_a_child_that_was_ended(paper, monkeypatch):
    monkeypatch.setattr(guarded, "_answer", leave_something_and_die)
    with pytest.raises(DamagedFile):
        read_guarded(paper, document_id="d1")
    left = Path(Path(f"{paper}.left").read_text())
    assert left.name == "contract.txt"
    assert not left.parent.exists()


@pytest.mark.parametrize(
    ("answer", "error", "why"),
    [
        (b"\x80\x04c__builtin__\nexit\n)R.", DamagedFile, "broke the reader off"),  # a pickle that ends us
        (b"", DamagedFile, "broke the reader off"),
        (b"+{}", DamagedFile, "broke the reader off"),
        (b"-ClauseGapError x", DamagedFile, "broke the reader off"),
        (b"-os x", DamagedFile, "broke the reader off"),
        (b"-EmptyFile terms.pdf holds no text.", EmptyFile, "holds no text"),
        (b"x" * 70_000_000, DamagedFile, "broke the reader off"),
    ],
)
def test_a_child_that_hostile_bytes_took_over(paper, monkeypatch, answer, error, why):
    Path(f"{paper}.answer").write_bytes(answer)
    monkeypatch.setattr(guarded, "_answer", send_as_told)
    with pytest.raises(error, match=why):
        read_guarded(paper, document_id="d1")


def test_a_child_that_hangs_in_its_answer(paper, monkeypatch):
    monkeypatch.setattr(guarded, "_answer", begin_and_hang)
    with pytest.raises(LimitExceeded, match=r"terms\.pdf took longer than"):
        read_guarded(paper, document_id="d1", manner=Manner(Limits(seconds=1)))


def test_an_answer_beyond_the_limit(paper):
    with pytest.raises(LimitExceeded, match=r"terms\.pdf falls into more lines"):
        read_guarded(paper, document_id="d1", manner=Manner(Limits(answer=100)))


def test_half_a_character_is_no_text(paper):
    document = read(paper, document_id="d1")
    with pytest.raises(DamagedFile, match=r"terms\.pdf holds characters that are no text"):
        packed(replace(document, text="\ud83d"))


def test_an_answer_comes_back_as_it_was(paper):
    document = read(paper, document_id="d1")
    places = (
        PageBox(1, (0.1, 2.0, 3.0, 4.5)),
        ParagraphAt("word/document.xml", 3),
        ElementAt("#a"),
        LineAt(7),
        None,
    )
    apart = tuple(SetAside(Apart.HIDDEN, "x", place, "white on white", Span(0, 1)) for place in places)
    change = Change("deletion", "y", "A. Clerk", "", places[1], Span(1, 1))
    full = replace(
        document,
        set_aside=apart,
        changes=(change,),
        comments=(Comment("z", "", "", places[1], Span(0, 2)),),
        pages_by_ocr=(PageByOcr(1, 0.91),),
        view=View.ORIGINAL,
    )
    assert unpacked(packed(full), name="terms.pdf") == full


def die(sender, work):
    os.abort()


def start_another_and_hang(sender, work):
    path = work.args[0]
    guarded._confine(work.limits, folder=work.folder)
    started = subprocess.Popen(["sleep", "1000"])
    part = Path(f"{path}.part")
    part.write_text(str(started.pid))
    part.replace(f"{path}.pid")
    time.sleep(1000)


def leave_something_and_die(sender, work):
    path = work.args[0]
    guarded._confine(work.limits, folder=work.folder)
    left = Path(tempfile.mkdtemp()) / "contract.txt"
    left.write_text("Fees are due.")
    Path(f"{path}.left").write_text(str(left))
    os.kill(os.getpid(), signal.SIGKILL)


def send_as_told(sender, work):
    sender.send_bytes(Path(f"{work.args[0]}.answer").read_bytes())


def begin_and_hang(sender, work):
    os.write(sender.fileno(), (1000).to_bytes(4, "big") + b"+{")
    time.sleep(1000)


def gone(pid: int) -> bool:
    """Wait for a process to be gone, or to be a zombie that only waits to be counted."""
    for _ in range(250):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.02)
    return False


def test_crash_of_the_reader(paper, monkeypatch):
    monkeypatch.setattr(guarded, "_answer", die)
    with pytest.raises(DamagedFile, match=r"terms\.pdf broke the reader off"):
        read_guarded(paper, document_id="d1")


def test_the_main_module_is_not_imported_again_for_every_document(tmp_path):
    """A worker of Dask or Prefect has a heavy main module; here it leaves a mark at each import."""
    mark, main = tmp_path / "mark", tmp_path / "main.py"
    (tmp_path / "terms.md").write_text("# Terms\n\nThe provider notifies the customer.\n")
    main.write_text(
        f"open({str(mark)!r}, 'a').write('x')\n"
        "if __name__ == '__main__':\n"
        "    from pathlib import Path\n"
        "    from pipeline.readers.guarded import read_guarded\n"
        f"    print(len(read_guarded(Path({str(tmp_path / 'terms.md')!r}), document_id='d1').blocks))\n"
    )
    done = subprocess.run([sys.executable, main], capture_output=True, text=True, check=True)
    assert (done.stdout, mark.read_text()) == ("2\n", "x")
