"""Pages a second of one core, and the peak of memory on long files."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

from benchmarks.reading.gold import Gold
from benchmarks.reading.readings import OURS, by_clausegap, by_kreuzberg

_SAMPLE = 120  # pages for the slow one
_ROUNDS = 3
_LONG = (100, 600)

# A child's ru_maxrss begins at what its parent held when it started it: Linux knows better.
_PEAK = """
import resource, sys
from pathlib import Path
from benchmarks.reading.readings import by_clausegap
by_clausegap(Path(sys.argv[1]))
try:
    status = Path("/proc/self/status").read_text()
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
print(peak)
"""


def print_speed(golds: Sequence[Gold]) -> None:
    """Print pages for each second that a core worked (not of the clock: other programs run beside)."""
    some = _spread(golds)
    pages = sum(gold.pages for gold in some)
    seconds = _side_by_side(some)
    print(f"\nSpeed, one core, {pages} pages, the readers one after the other on each document")
    for label, spent in seconds.items():
        ratio = seconds[label] / seconds[OURS]
        print(
            f"  {label:24} {spent:8.2f} s {pages / spent:8.1f} pages a second, {ratio:6.2f} × {OURS}'s time"
        )
    best = min(sum(_seconds(by_clausegap, gold.pdf) for gold in golds) for _ in range(_ROUNDS))
    pages = sum(gold.pages for gold in golds)
    print(f"  {OURS}, all {pages:,} pages, best of {_ROUNDS}: {pages / best:.1f} pages a second")


def _side_by_side(golds: Sequence[Gold]) -> dict[str, float]:
    """Return the seconds of each reader; what slows the machine for a while slows all of them."""
    readers = {OURS: by_clausegap, "kreuzberg": by_kreuzberg, "pdfplumber extract_text": _by_pdfplumber}
    for reader in readers.values():
        reader(golds[0].pdf)
    spent = dict.fromkeys(readers, 0.0)
    for gold in golds:
        for label, reader in readers.items():
            spent[label] += _seconds(reader, gold.pdf)
    return spent


def _spread(golds: Sequence[Gold]) -> list[Gold]:
    """Return documents from all groups with about as many pages as the slow reader is given."""
    step = max(1, sum(gold.pages for gold in golds) // _SAMPLE)
    return list(golds[::step])


def _seconds(reader: Callable[[Path], object], path: Path) -> float:
    start = time.process_time()
    reader(path)
    return time.process_time() - start


def _by_pdfplumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def print_memory(golds: Sequence[Gold], *, work: Path) -> None:
    """Print the peak of a fresh process that reads a long file, and what a page adds to it."""
    print("\nMemory, a fresh process for each file")
    peaks = []
    for pages in _LONG:
        path = _joined(golds, pages=pages, to=work / f"joined-{pages}.pdf")
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, str(path)], check=True, capture_output=True, text=True
        )
        peaks.append(float(done.stdout) / 1024)
        print(f"  {pages:4} pages: peak {peaks[-1]:6.1f} MB")
    growth = (peaks[-1] - peaks[0]) * 1024 / (_LONG[-1] - _LONG[0])
    print(f"  growth {growth:.0f} KB a page")


def _joined(golds: Sequence[Gold], *, pages: int, to: Path) -> Path:
    """Join whole documents, again from the first where they don't reach, into a PDF of that many pages."""
    with pypdfium2.PdfDocument.new() as long:
        while len(long) < pages:
            for gold in golds:
                if len(long) >= pages:
                    break
                with pypdfium2.PdfDocument(gold.pdf) as part:
                    long.import_pages(part, pages=list(range(min(len(part), pages - len(long)))))
        long.save(to)
    return to
