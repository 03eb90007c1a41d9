"""`python -m benchmarks.redline`: a hundred redlines drawn by chance, and those of the Word files named.

Rejecting all must give back the original, accepting all the proposals: by our own code always, by
LibreOffice where it is installed, which must also open and print every redline with its comments.
"""

import argparse
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))  # what draws and checks is the tests'

from redline.checks import PROPOSALS, check_accepted, check_the_rest, drawn
from redline.papers import paper

from benchmarks.redline.office import Redlined, agreeing, opened

_NAMED = 30  # files listed by name, at most


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what holds of how many redlines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redline", description=__doc__)
    parser.add_argument(
        "files", nargs="*", type=Path, help="Word files, or folders with some, beside the drawn ones"
    )
    parser.add_argument("--drawn", type=int, default=100, help="how many files are drawn (100)")
    asked = parser.parse_args(arguments)
    done: list[Redlined] = []
    reasons: Counter[str] = Counter()
    failed, written, seconds = 0, 0, 0.0
    for name, data, seed, count in papers(asked.files, asked.drawn):
        start = time.perf_counter()
        document, proposals, result = drawn(data, seed, count=count)
        seconds = max(seconds, time.perf_counter() - start)
        reasons.update(left.reason for left in result.not_done)
        written += len(proposals)
        try:
            check_accepted(data, document, proposals, result.data)
            check_the_rest(data, result.data)
        except AssertionError as error:
            failed += 1
            print(f"  {name}: {str(error).splitlines()[0] if str(error) else 'a check failed'}")
        done.append(Redlined(name, data, result.data))
    print(f"{len(done)} files, {written} proposals written; our own checks fail on {failed}")
    print(f"longest reading and writing of one file {seconds:.2f} s")
    print("put in a comment instead:")
    for reason, count in reasons.most_common():
        print(f"  {count:4} because {reason}")
    by_office(done)


def papers(files: Sequence[Path], count: int) -> Iterator[tuple[str, bytes, int, int]]:
    """Yield name, bytes, seed and number of proposals of each file."""
    for seed in range(count):
        yield f"drawn {seed}", paper(seed), seed, PROPOSALS
    found = (p for path in files for p in (sorted(path.rglob("*.docx")) if path.is_dir() else [path]))
    for seed, path in enumerate(found):
        yield path.name, path.read_bytes(), seed, 40


def by_office(done: Sequence[Redlined]) -> None:
    """Print how many redlines LibreOffice opens, and on how many it agrees."""
    if shutil.which("soffice") is None:
        print("LibreOffice is not installed (apt-get install libreoffice-writer): not checked by it")
        return
    shown = set(opened(done))
    print(f"LibreOffice opens and prints {len(shown)} of {len(done)}, comments and all")
    for redlined in (r for r in done if r.name not in shown):
        print(f"  not {redlined.name}")
    print("rejecting all and accepting all agree with LibreOffice:")
    for label, names in agreeing(done).items():
        named = f": {', '.join(names)}" if 0 < len(names) <= _NAMED else ""
        print(f"  {len(names):4} {label}{named}")


if __name__ == "__main__":
    main()
