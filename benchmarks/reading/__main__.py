"""`python -m benchmarks.reading`: what is read of known PDFs beside two other readers, speed, memory, OCR."""

import argparse
import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.reading import chromium, libreoffice
from benchmarks.reading.agreements import choose
from benchmarks.reading.gold import GROUPS, PAIRS, Gold, installed, pairs, typeset
from benchmarks.reading.numbers import print_numbers
from benchmarks.reading.paragraphs import print_paragraphs
from benchmarks.reading.readings import READERS
from benchmarks.reading.scans import print_scans
from benchmarks.reading.speed import print_memory, print_speed

_TYPESETTERS = (
    ("LibreOffice", libreoffice.PROGRAMS, "libreoffice-writer"),
    ("Chromium", chromium.PROGRAMS, "chromium"),
)
PARTS = ("paragraphs", "speed", "memory", "word", "ocr")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every measurement that was asked for."""
    asked = _parser().parse_args(arguments)
    with _work(asked.work) as work:
        golds = list(_golds(asked, work))
        if not golds:
            print("Skipped: paragraphs, speed, memory and OCR; there is no PDF whose text is known")
            asked.parts = tuple(part for part in asked.parts if part == "word")
        if "paragraphs" in asked.parts:
            print_paragraphs(golds, readers=asked.readers, work=work, worst=asked.worst, misses=asked.misses)
        if "speed" in asked.parts:
            print_speed(golds)
        if "memory" in asked.parts:
            print_memory(golds, work=work)
        if "word" in asked.parts:
            print_numbers(_corpus(asked), seed=asked.seed)
        if "ocr" in asked.parts:
            print_scans(golds, corpus=_corpus(asked), pages=asked.scans, seed=asked.seed, work=work)


def _corpus(asked: argparse.Namespace) -> Path | None:
    return asked.corpus if asked.corpus and asked.corpus.is_dir() else None


def _golds(asked: argparse.Namespace, work: Path) -> Iterator[Gold]:
    """Yield the documents of the groups that were asked for, and say what is skipped for want of what."""
    corpus = _corpus(asked)
    if corpus is None:
        print(
            "Skipped: a corpus's pairs and agreements; to name one: make bench-reading CORPUS=path/to/corpus"
        )
    elif PAIRS in asked.groups:
        yield from pairs(corpus)
    for name, programs, package in _TYPESETTERS:
        if installed(programs) is None:
            print(f"Skipped: what {name} typesets; to install it: apt-get install {package}")
    agreements = choose(corpus, count=asked.agreements, seed=asked.seed)
    yield from (g for g in typeset(agreements, seed=asked.seed, work=work) if g.group in asked.groups)


@contextlib.contextmanager
def _work(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        with tempfile.TemporaryDirectory() as temporary:
            yield Path(temporary)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, help="folder with files/ and train/")
    parser.add_argument("--agreements", type=int, default=24, help="how many to typeset (24)")
    parser.add_argument("--seed", type=int, default=1, help="for choice and layout (1)")
    parser.add_argument("--work", type=Path, help="keep PDFs and other readers' readings here")
    parser.add_argument("--scans", type=int, default=20, help="pages to read by OCR at each resolution (20)")
    parser.add_argument("--worst", type=int, default=5, help="how many of the worst documents to list (5)")
    parser.add_argument(
        "--misses", type=int, default=0, help="paragraphs and leaks to print of each of those (0)"
    )
    for name, all_of in (("parts", PARTS), ("groups", GROUPS), ("readers", tuple(READERS))):
        parser.add_argument(f"--{name}", type=_some(all_of), default=all_of, help=", ".join(all_of))
    return parser


def _some(all_of: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    def chosen(text: str) -> tuple[str, ...]:
        names = tuple(text.split(","))
        if wrong := [name for name in names if name not in all_of]:
            raise argparse.ArgumentTypeError(f"{wrong[0]} is none of {', '.join(all_of)}")
        return names

    return chosen


if __name__ == "__main__":
    main()
