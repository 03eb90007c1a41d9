"""`python -m benchmarks`: the time of imports, of a warm review, of a set, of a batch and its second run.

Times are of this machine and this minute; the ratios to the baseline of the same run are what to compare.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, cycle
from pathlib import Path

import yaml

from benchmarks.portfolio.passages import FILLER
from pipeline.library import load_library
from pipeline.threads import cores

WORDS = 10_000
SET_WORDS = 60_000
ROUNDS = 5


def main() -> None:
    """Print every measurement."""
    with tempfile.TemporaryDirectory() as folder:
        agreement = Path(folder) / "agreement.md"
        agreement.write_text(long_agreement(WORDS), encoding="utf-8")
        print("Start-up (seconds, best of 3)")
        for label, code in IMPORTS:
            print(f"  {label:42} {best(lambda code=code: python(code), rounds=3):6.2f}")
        print(f"\nWarm review of a Markdown agreement of {len(agreement.read_text().split()):,} words")
        warm_review(agreement)
        print(f"\nReview of a set of five documents, {SET_WORDS:,} words, everything read anew")
        agreement_set(Path(folder))
        print("\nBatch of 30 documents, cache empty, then full")
        batch(Path(folder))


IMPORTS = (
    ("clausegap --help", "from pipeline.cli import main; main(['--help'])"),
    ("baseline: import spacy", "import spacy"),
    ("what a review imports", "import pipeline.analyze"),
    ("… and loads (library, classifier)", "from pipeline.analyze import load_tools; load_tools()"),
)


def python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL)


def best(action: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def warm_review(path: Path) -> None:
    import spacy

    from pipeline.analyze import Tools, analyze, assess_agreements, judge_document, load_tools
    from pipeline.classification.memory import Memory
    from pipeline.readers.read import read

    tools = load_tools()
    analyze("bench", [path], tools=tools)
    document = read(path, document_id="d1")
    reading = judge_document(document, tools=tools)

    def forgetful() -> Tools:  # clauses read before would only be looked up
        learned = replace(tools.classifier.learned, memory=Memory())
        return replace(tools, classifier=replace(tools.classifier, learned=learned))

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    baseline = best(lambda: nlp(document.text))
    rows = (
        ("baseline: spaCy, tokens and sentences", lambda: nlp(document.text)),
        ("read", lambda: read(path, document_id="d1")),
        ("segment, classify, extract", lambda: judge_document(document, tools=forgetful())),
        ("assess", lambda: assess_agreements("bench", [reading], tools=tools)),
        ("whole review (reading in a child process)", lambda: analyze("bench", [path], tools=forgetful())),
    )
    for label, action in rows:
        seconds = best(action)
        print(f"  {label:42} {seconds:6.3f} s   {seconds / baseline:5.1f} × baseline")


OF_A_SET = """
import os, sys, time
from functools import partial
from pathlib import Path
from pipeline.threads import take_one_thread
if __name__ == "__main__":
    take_one_thread()
    if sys.argv[2:]:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from pipeline.batch.beside import readers_beside
    from pipeline.cli.options import tools_of
    from pipeline.readers.manner import DEFAULT_MANNER
    papers = sorted(Path(sys.argv[1]).iterdir())
    load = partial(tools_of, DEFAULT_MANNER, (), None)
    with readers_beside(papers, load) as read:
        from pipeline.analyze import analyze
        tools = load()
        start = time.perf_counter()
        analyze("bench", papers, tools=tools, read=read)
        print(time.perf_counter() - start)
"""


def agreement_set(folder: Path) -> None:
    """Time what follows once library and classifier are loaded, on one core and on all."""
    home = folder / "set"
    home.mkdir()
    for n in range(5):
        text = among_other_matter(long_agreement(SET_WORDS // 5, first=n), SET_WORDS // 5, first=n)
        (home / f"paper-{n}.md").write_text(text, encoding="utf-8")
    seconds = []
    for label, one in (("one core", ["one"]), (f"all {cores()} cores", [])):
        command = [sys.executable, "-c", OF_A_SET, str(home), *one]
        done = [subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True) for _ in range(3)]
        seconds.append(min(float(d.stdout) for d in done))
        print(f"  {label:42} {seconds[-1]:6.2f} s   {seconds[-1] / seconds[0]:5.2f} × one core")


def batch(folder: Path) -> None:
    suppliers = folder / "suppliers"
    for n in range(30):
        home = suppliers / f"supplier-{n:02}"
        home.mkdir(parents=True)
        (home / "terms.md").write_text(long_agreement(4_000, first=n), encoding="utf-8")
    for label in ("first run", "second run, another --out"):
        program = str(Path(sys.executable).with_name("clausegap"))
        command = [program, "batch", str(suppliers), "--cache", str(folder / "cache"), "--out"]
        start = time.perf_counter()
        done = subprocess.run(
            [*command, str(folder / label.split(",")[0].replace(" ", "-"))],
            check=True,
            capture_output=True,
            text=True,
        )
        print(f"  {label:42} {time.perf_counter() - start:6.2f} s in all")
        print("    " + "\n    ".join(line for line in done.stdout.splitlines() if "processing" in line))


def long_agreement(words: int, *, first: int = 0) -> str:
    """Make an agreement of about that many words from the clause library's own examples and wording."""
    requirements = load_library().requirements
    parts, count, n = ["# Master Cloud Services Agreement"], 0, first
    while count < words:
        r = requirements[n % len(requirements)]
        parts.append(f"\n## {n - first + 1}. {r.title}\n")
        sentences = [e.text for e in r.examples[n % 3 :: 2]] + [r.wording.preferred, r.must_say]
        for i, sentence in enumerate(sentences):
            parts.append(f"{n - first + 1}.{i + 1} {sentence}\n")
            count += len(sentence.split())
        n += 1
    return "\n".join(parts)


def among_other_matter(agreement: str, words: int, *, first: int) -> str:
    """Put two thirds of other matter between sections, as in real papers, and a name of its own in each."""
    other = cycle(chain.from_iterable(yaml.safe_load(FILLER.read_text(encoding="utf-8")).values()))
    parts, count = [], 0
    for n, section in enumerate(agreement.split("\n## ")):
        parts.append(section.replace("\n", f"\nFor {made_up(first, n)}: ", 1))
        filled, wanted = 0, 2 * len(section.split())
        while filled < wanted:
            text = next(other).format(
                n=n + 2, m=filled + 3, party="Provider", product=made_up(first, n, filled)
            )
            parts.append(f"Remark on {made_up(first, n, filled)}\n\n{text}\n")
            filled += len(text.split()) + 3
        count += filled + len(section.split())
        if count >= words:
            break
    return "\n## ".join(parts)


def made_up(*numbers: int) -> str:
    """Return a name that no other numbers give."""
    return "".join("Bacedifogu"[int(digit)] for n in numbers for digit in f"{n:03}").capitalize()


if __name__ == "__main__":
    main()
