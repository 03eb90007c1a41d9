"""The made portfolio as files: a folder a supplier, scans, broken files, one that hangs, one very long."""

import json
import random
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.portfolio.agreements import Supplier, filled, supplier
from benchmarks.portfolio.broken import BROKEN, hanging
from benchmarks.portfolio.forms import FORMS, in_form, scanned
from benchmarks.portfolio.truth import KnownPaper, KnownSupplier, Truth, load_truth, write_truth

PAPERS, TRUTH_OF = "suppliers", "made.json"
A_SUPPLIER = (3, 4, 5)  # papers, by turns: four on average
SCANS, BREAKAGE = 0.05, 0.02  # of all papers
_SCANNED_PAGES = 4


@dataclass(frozen=True, slots=True)
class Size:
    """What is made: the whole portfolio has 500 suppliers and one paper of 3,000 among 20,000 pages."""

    suppliers: int = 500
    pages: int = 9  # of a paper, on average
    long_pages: int = 3_000
    seed: int = 1
    hang: bool = True

    @classmethod
    def scaled(cls, suppliers: int, *, long_pages: int | None, seed: int, hang: bool) -> "Size":
        """Return the portfolio of that many suppliers, all else in proportion."""
        long = max(30, 6 * suppliers) if long_pages is None else long_pages
        return cls(suppliers, long_pages=long, seed=seed, hang=hang)


def made(size: Size, work: Path) -> tuple[Path, Truth]:
    """Return the portfolio's folder and truth; what an earlier run made of the same size is used again."""
    folder, note = work / PAPERS, work / TRUTH_OF
    if folder.is_dir() and note.is_file() and json.loads(note.read_text()) == asdict(size):
        return folder, load_truth(work)
    shutil.rmtree(folder, ignore_errors=True)
    truth = write_portfolio(size, folder)
    write_truth(truth, work)
    note.write_text(json.dumps(asdict(size)))
    return folder, truth


def write_portfolio(size: Size, folder: Path) -> Truth:
    """Write every supplier's papers and return what is known of them."""
    counts = [A_SUPPLIER[n % len(A_SUPPLIER)] for n in range(size.suppliers)]
    conditions = _conditions([(n, p) for n, count in enumerate(counts) for p in range(count)], size)
    known = {}
    for number, count in enumerate(counts):
        of = supplier(number, seed=size.seed, papers=count)
        known[of.name] = _write(of, folder / of.name, number, conditions, size)
    return Truth(size.seed, known)


def _conditions(papers: Sequence[tuple[int, int]], size: Size) -> Mapping[tuple[int, int], str]:
    """Return which papers are not whole, by number of supplier and paper."""
    rng = random.Random(f"{size.seed}:conditions")
    scans, breakage = round(len(papers) * SCANS), round(len(papers) * BREAKAGE)
    kinds = [*("scan",) * scans, *(tuple(BROKEN)[n % len(BROKEN)] for n in range(breakage)), "long"]
    kinds += ["hang"] if size.hang else []
    return dict(zip(rng.sample(papers, len(kinds)), kinds, strict=True))


def _write(
    of: Supplier, folder: Path, number: int, conditions: Mapping[tuple[int, int], str], size: Size
) -> KnownSupplier:
    folder.mkdir(parents=True)
    papers = {}
    for n, paper in enumerate(of.papers):
        rng = random.Random(f"{size.seed}:{number}:{n}")
        condition = conditions.get((number, n), "whole")
        pages = {"long": size.long_pages, "scan": _SCANNED_PAGES}.get(condition) or max(
            2, round(rng.triangular(size.pages / 3, size.pages * 2, size.pages * 2 / 3))
        )
        if condition in BROKEN:
            form, data = BROKEN[condition](rng)
            count = 0
        elif condition == "hang":
            form, data, count = "pdf", hanging(), 1
        else:
            form = rng.choices(tuple(FORMS), tuple(FORMS.values()))[0] if condition == "whole" else "pdf"
            whole = filled(paper, of, pages=pages, rng=rng)
            data, count = (
                scanned(whole, by=of.name) if condition == "scan" else in_form(whole, form, by=of.name)
            )
        name = f"{n + 1}-{paper.kind}.{form}"
        (folder / name).write_bytes(data)
        papers[name] = KnownPaper(form, condition, count)
    return KnownSupplier(of.known, papers)


def told(truth: Truth) -> str:
    """Say what the portfolio is made of."""
    papers = [paper for _, _, paper in truth.papers()]
    forms, conditions = Counter(p.form for p in papers), Counter(p.condition for p in papers)
    states = Counter(k.state for s in truth.suppliers.values() for k in s.requirements.values())
    return "\n".join(
        (
            f"{len(truth.suppliers)} suppliers, {len(papers):,} documents, {truth.pages:,} pages",
            "  " + ", ".join(f"{n:,} {form}" for form, n in forms.most_common()),
            "  " + ", ".join(f"{n:,} {condition}" for condition, n in conditions.most_common()),
            "  requirements " + ", ".join(f"{n:,} {state}" for state, n in states.most_common()),
        )
    )
