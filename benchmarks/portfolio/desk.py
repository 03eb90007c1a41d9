"""What every step works with: the portfolio, folders for what is made, and commands to run over them."""

import json
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.portfolio.table import Table
from benchmarks.portfolio.truth import Truth
from benchmarks.portfolio.watching import GIGABYTE, Done, watched

ROOT = Path(__file__).parents[2]
_PROGRAM = str(Path(sys.executable).with_name("clausegap"))
_SECONDS = re.compile(r"Start-up ([\d.]+) s, processing ([\d.]+) s")
WHOLE = 500  # suppliers
_SHOWN = 10  # of what went wrong, at most


class StepFailed(Exception):
    """A command of a step ended otherwise than it should; says so in a sentence."""


@dataclass(frozen=True)
class Desk:
    """`folder` is the portfolio; what the steps make goes below `work`."""

    folder: Path
    truth: Truth
    work: Path
    cores: int
    memory: float  # GB for all processes of a run together
    ocr: bool
    table: Table

    @property
    def whole(self) -> bool:
        """Tell whether times mean what they should: in a small portfolio start-up is most of a run."""
        return len(self.truth.suppliers) >= WHOLE

    @property
    def out(self) -> Path:
        return self.work / "out"

    @property
    def cache(self) -> Path:
        return self.work / "cache"

    @property
    def store(self) -> Path:
        return self.work / "store.sqlite"

    def batch(self, folder: Path, place: Path, *more: str, label: str) -> Done:
        """Run `clausegap batch` over a folder with out, cache and store below a place."""
        options = ["--out", str(place / "out"), "--cache", str(place / "cache")]
        options += ["--store", str(place / "store.sqlite"), "--workers", str(self.cores)]
        options += [] if self.ocr else ["--no-ocr"]
        return self.run([_PROGRAM, "batch", str(folder), *options, *more], label=label, codes=(0, 3))

    def program(self, *arguments: str, label: str) -> Done:
        """Run another command of the program."""
        return self.run([_PROGRAM, *arguments], label=label)

    def module(self, name: str, *arguments: str, label: str) -> Done:
        """Run a module of this benchmark as a process of its own."""
        return self.run(self.module_command(name, *arguments), label=label)

    def module_command(self, name: str, *arguments: str) -> list[str]:
        start = f"import sys; from benchmarks.portfolio.{name} import main; main(*sys.argv[1:])"
        return [sys.executable, "-c", start, *arguments]

    @property
    def environment(self) -> dict[str, str]:
        """Return what the runs have besides: Prefect's files below `work`, our modules to be found."""
        paths = [str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]
        return {
            "PREFECT_HOME": str(self.work / "prefect"),
            "PYTHONPATH": os.pathsep.join(p for p in paths if p),
            "PYTHONSAFEPATH": "1",
        }

    def run(self, command: list[str], *, label: str, codes: tuple[int, ...] = (0,)) -> Done:
        """Run a command under the limits; raises StepFailed where it does not end as it should."""
        logs = self.work / "logs"
        logs.mkdir(exist_ok=True)
        done = watched(
            command,
            environment=self.environment,
            memory=round(self.memory * GIGABYTE),
            cores=self.cores,
            log=logs / label,
        )
        if done.over:
            raise StepFailed(f"{label}: ended for taking more than {self.memory:g} GB of memory")
        if done.code not in codes:
            last = (done.errors.strip().splitlines() or ["nothing on stderr"])[-1]
            raise StepFailed(f"{label}: ended with {done.code}: {last}; all of it in {logs / label}.err")
        return done

    def warm_up(self) -> None:
        """Let Prefect set up its own database, once and untimed, by a run over one supplier."""
        if not (self.work / "prefect").is_dir():
            part = self.part("warm-up", suppliers=1)
            self.batch(part, part.parent, label="warm-up")

    def part(self, name: str, *, suppliers: int) -> Path:
        """Return a folder with some of the suppliers, without the papers that hang or are very long."""
        place = self.work / name
        shutil.rmtree(place, ignore_errors=True)
        chosen = [
            s
            for s, k in self.truth.suppliers.items()
            if not {"hang", "long"} & {p.condition for p in k.papers.values()}
        ]
        for supplier in chosen[:suppliers]:
            (place / "suppliers" / supplier).mkdir(parents=True)
            for paper in (self.folder / supplier).iterdir():
                shutil.copyfile(paper, place / "suppliers" / supplier / paper.name)
        return place / "suppliers"

    def pages_in(self, folder: Path) -> int:
        """Return how many pages the suppliers of a folder have."""
        return sum(p.pages for s, _, p in self.truth.papers() if (folder / s).is_dir())

    def note(self, name: str, value: object) -> None:
        """Keep a figure for steps that are run at another time."""
        path = self.work / "figures.json"
        kept = json.loads(path.read_text()) if path.is_file() else {}
        path.write_text(json.dumps(kept | {name: value}, indent=1))

    def noted(self, name: str) -> float:
        """Return a kept figure; raises StepFailed where its step was never run here."""
        path = self.work / "figures.json"
        kept = json.loads(path.read_text()) if path.is_file() else {}
        if name not in kept:
            raise StepFailed(f"it needs the step “{name}” with the same --work: --steps {name}")
        value: float = kept[name]
        return value


def seconds_of(done: Done) -> tuple[float, float]:
    """Return the seconds of start-up and of processing, as the batch says."""
    told = _SECONDS.search(done.output)
    if told is None:
        raise StepFailed("the batch does not say how long it took")
    return float(told[1]), float(told[2])


def listed(names: list[str]) -> str:
    """Return the first of many names."""
    more = len(names) - _SHOWN
    return "; ".join(names[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
