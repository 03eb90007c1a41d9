"""What is known of the made portfolio, as truth.json beside it says it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.portfolio.passages import State

FILE = "truth.json"
READABLE = ("whole", "long")
# What is right for a state: weak words may also be half an answer.
RIGHT = {
    State.MET: ("met",),
    State.MISSING: ("absent",),
    State.WEAK: ("weak", "partial"),
    State.CONTRADICTED: ("contradicted",),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the papers say on a requirement; not `certain` where words on another one bear on it."""

    state: State
    certain: bool = True

    @property
    def right(self) -> tuple[str, ...]:
        return RIGHT[self.state]

    @property
    def gap(self) -> bool:
        return self.state is not State.MET


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A file: `condition` is whole, long, scan, hang or what is broken about it."""

    form: str
    condition: str
    pages: int


@dataclass(frozen=True, slots=True)
class KnownSupplier:
    requirements: Mapping[str, Known]
    papers: Mapping[str, KnownPaper]

    def unread(self, *, ocr: bool) -> dict[str, KnownPaper]:
        """Return the papers that can't be read."""
        readable = (*READABLE, "scan") if ocr else READABLE
        return {name: paper for name, paper in self.papers.items() if paper.condition not in readable}


@dataclass(frozen=True, slots=True)
class Truth:
    seed: int
    suppliers: Mapping[str, KnownSupplier]

    def papers(self) -> Iterator[tuple[str, str, KnownPaper]]:
        """Yield supplier, file name and what is known of each paper."""
        for supplier, known in self.suppliers.items():
            for name, paper in known.papers.items():
                yield supplier, name, paper

    @property
    def pages(self) -> int:
        return sum(paper.pages for _, _, paper in self.papers())


def write_truth(truth: Truth, folder: Path) -> None:
    suppliers = {
        name: {
            "requirements": {i: asdict(k) | {"right": k.right} for i, k in supplier.requirements.items()},
            "papers": {file: asdict(paper) for file, paper in supplier.papers.items()},
        }
        for name, supplier in truth.suppliers.items()
    }
    said = {"seed": truth.seed, "suppliers": suppliers}
    (folder / FILE).write_text(json.dumps(said, indent=1), encoding="utf-8")


def load_truth(folder: Path) -> Truth:
    said = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return Truth(said["seed"], {name: _supplier(**row) for name, row in said["suppliers"].items()})


def _supplier(requirements: dict[str, Any], papers: dict[str, Any]) -> KnownSupplier:
    known = {i: Known(State(row["state"]), row["certain"]) for i, row in requirements.items()}
    return KnownSupplier(known, {name: KnownPaper(**row) for name, row in papers.items()})
