"""`python -m benchmarks.redline`: a hundred redlines drawn by chance, and those of the Word files named.

Rejecting all must give back the original, accepting all the proposals: by our own code always, by
LibreOffice where it is installed. LibreOffice 7 loses the changes, whoever made them, in the last
paragraph of a content control around paragraphs; such files are counted apart.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))  # what draws and checks is the tests'

from ooxml.office import ACCEPTED, REJECTED
from ooxml.office import texts as office_texts
from redline.blocks import parts
from redline.checks import PROPOSALS, check_accepted, check_the_rest, drawn, without_comments
from redline.desk import AUTHOR
from redline.papers import paper

from pipeline.redline.tracked.settle import accept_all

_BATCH = 20  # files in one start of LibreOffice


@dataclass(frozen=True)
class Redlined:
    name: str
    original: bytes
    redline: bytes

    @property
    def has_controls(self) -> bool:
        return b"<w:sdt>" in parts(self.original)["word/document.xml"]


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
    if shutil.which("soffice") is None:
        print("LibreOffice is not installed (apt-get install libreoffice-writer): not checked by it")
        return
    groups = (
        ("without content controls", [r for r in done if not r.has_controls]),
        ("with content controls", [r for r in done if r.has_controls]),
    )
    for label, group in groups:
        differing = [
            name for n in range(0, len(group), _BATCH) for name in differing_in_office(group[n : n + _BATCH])
        ]
        print(f"LibreOffice, files {label}: {len(group) - len(set(differing))} of {len(group)} agree")
        for name, count in Counter(differing).items():
            print(f"  differs: {name} ({count} of 2)")


def differing_in_office(group: Sequence[Redlined]) -> list[str]:
    """Return the names of the files that LibreOffice settles otherwise, once for each way."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        originals = [without_comments(home / f"o{n}.docx", r.original) for n, r in enumerate(group)]
        redlines = [without_comments(home / f"r{n}.docx", r.redline) for n, r in enumerate(group)]
        settled = [
            without_comments(home / f"a{n}.docx", accept_all(r.redline, authors={AUTHOR}))
            for n, r in enumerate(group)
        ]
        pairs = (
            (office_texts(redlines, mode=REJECTED), office_texts(originals, mode=REJECTED)),
            (office_texts(redlines, mode=ACCEPTED), office_texts(settled, mode=ACCEPTED)),
        )
    return [r.name for ours, theirs in pairs for r, a, b in zip(group, ours, theirs, strict=True) if a != b]


if __name__ == "__main__":
    main()
