"""What a run made of the portfolio, held against what is known of it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from benchmarks.portfolio.passages import SAMPLES, TRUTHS
from benchmarks.portfolio.truth import KnownSupplier, Truth
from pipeline.analyze import analyze, load_tools

GAPS = ("contradicted", "absent", "weak", "partial")
JUDGED = (*GAPS, "met")


@dataclass(frozen=True)
class Outcome:
    """The reviews that a run wrote, by supplier."""

    folder: Path

    @cached_property
    def reviews(self) -> Mapping[str, Mapping[str, Any]]:
        paths = sorted(self.folder.glob("reviews/*/review.json"))
        return {p.parent.name: json.loads(p.read_text(encoding="utf-8")) for p in paths}

    def statuses(self, supplier: str) -> dict[str, str]:
        return {
            f["requirement"]: f["status"]
            for agreement in self.reviews[supplier]["agreements"]
            for f in agreement["findings"]
        }

    def read(self, supplier: str) -> dict[str, list[int]]:
        """Return the documents that were read, each with its unread pages."""
        return {
            d["name"]: d["pages_unread"]
            for agreement in self.reviews[supplier]["agreements"]
            for d in agreement["documents"]
        }

    def told(self, supplier: str) -> dict[str, str]:
        """Return the files that are named as not read or left out, each with the reason."""
        review = self.reviews[supplier]
        rows = [*review.get("failures", ()), *review.get("left_out", ())]
        return {row["name"].rpartition("/")[2]: row["reason"] for row in rows}


@dataclass(frozen=True, slots=True)
class Score:
    """Gaps found and known, over findings that can be judged; `exact` where the very status is right."""

    true: int
    claimed: int
    known: int
    exact: int
    judged: int

    @property
    def precision(self) -> float:
        return self.true / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        return self.true / self.known if self.known else 1.0

    def line(self) -> str:
        return (
            f"precision {self.precision:.3f}, recall {self.recall:.3f} of {self.known:,} known gaps; "
            f"the very status right in {self.exact / max(1, self.judged):.3f} of {self.judged:,} findings"
        )


def score(rows: Iterable[tuple[str, tuple[str, ...]]]) -> Score:
    """Score found statuses beside those that are right; what could not be assessed is not counted."""
    judged = [(found, right) for found, right in rows if found in JUDGED]
    claims = [(found in GAPS, "met" not in right) for found, right in judged]
    return Score(
        true=sum(claimed and known for claimed, known in claims),
        claimed=sum(claimed for claimed, _ in claims),
        known=sum(known for _, known in claims),
        exact=sum(found in right for found, right in judged),
        judged=len(judged),
    )


def lost(outcome: Outcome, truth: Truth) -> list[str]:
    """Return the papers of which nothing is heard: neither reviewed, nor named as unread or left out."""
    return [
        f"{supplier}/{name}"
        for supplier, name, _ in truth.papers()
        if supplier not in outcome.reviews
        or (name not in outcome.read(supplier) and name not in outcome.told(supplier))
    ]


def misjudged_files(outcome: Outcome, truth: Truth, *, ocr: bool) -> list[str]:
    """Return the papers that can't be read and are not named so, and readable ones that were not read."""
    found = []
    for supplier, name, paper in truth.papers():
        read = outcome.read(supplier) if supplier in outcome.reviews else {}
        unreadable = name in truth.suppliers[supplier].unread(ocr=ocr)
        whole = name in read and not read[name]
        if unreadable == whole:
            reason = outcome.told(supplier).get(name, "") if supplier in outcome.reviews else ""
            found.append(
                f"{supplier}/{name} ({paper.condition}): {'read' if whole else 'not read'} {reason}".strip()
            )
    return found


def judged_by_truth(outcome: Outcome, truth: Truth, *, ocr: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield found and right statuses of what is certain, of suppliers all of whose papers can be read."""
    for name, known in _whole(truth, ocr=ocr):
        statuses = outcome.statuses(name)
        yield from (
            (statuses[i], k.right) for i, k in known.requirements.items() if k.certain and i in statuses
        )


def gaps_by_absence(outcome: Outcome, truth: Truth, *, ocr: bool) -> int:
    """Count requirements said to be absent where pages that could not be read might hold them."""
    whole = {name for name, _ in _whole(truth, ocr=ocr)}
    unsure = [name for name in truth.suppliers if name not in whole and name in outcome.reviews]
    return sum(list(outcome.statuses(name).values()).count("absent") for name in unsure)


def sample_rows() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield found and right statuses of what is certain in the three sample suppliers."""
    tools = load_tools()
    for path in sorted(TRUTHS.glob("*.yaml")):
        wanted = yaml.safe_load(path.read_text("utf-8"))
        papers = sorted((SAMPLES / path.stem).iterdir())
        (assessment,) = analyze(path.stem, papers, tools=tools).assessments
        for finding in assessment.findings:
            row = wanted[finding.requirement]
            if row.get("certain"):
                yield finding.status.value, tuple(row["status"])


def _whole(truth: Truth, *, ocr: bool) -> Iterator[tuple[str, KnownSupplier]]:
    return ((n, s) for n, s in truth.suppliers.items() if not s.unread(ocr=ocr))


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that are not byte for byte the same in both folders."""
    first, second = (
        {p.relative_to(f).as_posix(): p for p in f.rglob("*") if p.is_file()} for f in (one, other)
    )
    both = first.keys() & second.keys()
    changed = {name for name in both if first[name].read_bytes() != second[name].read_bytes()}
    return sorted(changed | (first.keys() ^ second.keys()))
