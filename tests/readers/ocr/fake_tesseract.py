"""A stand-in for Tesseract: a script that says what it is told to, and writes down what it was asked.

The table of words that it prints is made of lines with a box each, words of equal width in it.
"""

import os
import stat
import sys
from pathlib import Path

SCRIPT = """#!{python}
import os, sys, time
from pathlib import Path
here = Path(__file__).parent
if "--version" in sys.argv:
    print({version!r})
elif "--list-langs" in sys.argv:
    print("List of available languages in /data (2):")
    print({languages!r})
else:
    picture = sys.stdin.buffer.read()
    number = len(list(here.glob("asked-*")))
    (here / f"asked-{{number}}-{{os.getpid()}}").write_text(" ".join(sys.argv[1:]) + " | " + picture[:20].decode("latin-1"))
    time.sleep({sleeps})
    sys.stdout.write((here / "table.tsv").read_text(encoding="utf-8"))
    sys.exit({code})
"""


def install(
    folder: Path,
    table: str = "",
    *,
    version: str = "tesseract 5.9.1",
    languages: tuple[str, ...] = ("eng", "osd"),
    sleeps: float = 0.0,
    code: int = 0,
) -> Path:
    """Write the script into the folder, which a test then puts on the search path."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "tesseract"
    script.write_text(
        SCRIPT.format(
            python=sys.executable, version=version, languages="\n".join(languages), sleeps=sleeps, code=code
        )
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    (folder / "table.tsv").write_text(table, encoding="utf-8")
    os.utime(script)
    return folder


def asked(folder: Path) -> list[str]:
    """Return what the script was asked to recognise."""
    return [path.read_text() for path in sorted(folder.glob("asked-*"))]


def processes(folder: Path) -> list[int]:
    """Return the numbers of the processes that were asked to recognise something."""
    return [int(path.name.rpartition("-")[2]) for path in folder.glob("asked-*")]


HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def table(*lines: tuple[int, int, str], height: int = 20, width: int = 12, confidence: float = 96.0) -> str:
    """Return the table for lines (left, top, text), `width` pixels a character."""
    rows = [HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t1700\t2200\t-1\t"]
    for number, (left, top, text) in enumerate(lines, start=1):
        x = left
        for n, word in enumerate(text.split(), start=1):
            box = f"{x}\t{top}\t{width * len(word)}\t{height}"
            rows.append(f"5\t1\t1\t1\t{number}\t{n}\t{box}\t{confidence}\t{word}")
            x += width * (len(word) + 1)
    return "\n".join(rows) + "\n"
