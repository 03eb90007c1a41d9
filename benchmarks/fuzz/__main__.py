"""`python -m benchmarks.fuzz`: hostile files read under small limits; what falls out, in a table.

Exit 1 where the program crashed, went past its limits or gave no sound answer. FOLDER… are real files
to mutate beside the samples; --keep FOLDER keeps the inputs that failed.
"""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.util import get_temp_dir
from pathlib import Path

from benchmarks.fuzz.inputs import BOMBS, Input, inputs_of, seeds_of
from benchmarks.fuzz.outcomes import LIMITS, Tally, tried

SAMPLES = Path(__file__).parents[2] / "sample_contracts"


def main() -> int:
    """Try every format and print its row."""
    get_temp_dir()  # the fork server's own folder stands beside, not among what a reader leaves
    with tempfile.TemporaryDirectory() as own:
        tempfile.tempdir = own  # so that what a reader leaves behind is seen
        return _run(_arguments())


def _run(chosen: argparse.Namespace) -> int:
    folders = [SAMPLES, *chosen.folders]
    memory = f"{LIMITS.memory / 1e6:,.0f} MB of address space"
    print(f"Limits: {LIMITS.seconds:.0f} s, {memory}; seed {chosen.seed}\n")
    print(Tally.HEAD)
    faults: list[str] = []
    for form in chosen.format or list(BOMBS):
        seeds = seeds_of(form, folders)
        tally = Tally(form)
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(chosen.workers) as pool:
            made = inputs_of(form, seeds, number=chosen.inputs, seed=chosen.seed)
            work = ((item, Path(folder)) for item in made)
            for item, outcome in _in_turn(pool, work, chosen.workers):
                tally.add(outcome)
                if outcome.fault:
                    faults.append(f"{item.name}: {outcome.fault}")
                    _keep(item, chosen.keep)
        print(tally.row(), flush=True)
    faults += [f"left behind: {path.name}" for path in Path(tempfile.gettempdir()).iterdir()]
    print("\n" + ("\n".join(faults) or "No crash, no hang, nothing past the limits."))
    return 1 if faults else 0


def _in_turn(pool: ThreadPoolExecutor, work, workers: int):  # type: ignore[no-untyped-def]
    """Yield inputs with their outcomes, no more than a few inputs in memory at a time."""
    waiting = []
    for item, folder in work:
        waiting.append((item, pool.submit(tried, item, folder)))
        if len(waiting) >= 2 * workers:
            first, future = waiting.pop(0)
            yield first, future.result()
    for item, future in waiting:
        yield item, future.result()


def _keep(item: Input, folder: Path | None) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / item.name).write_bytes(item.data)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path)
    parser.add_argument("--inputs", type=int, default=2_000, help="for each format")
    parser.add_argument("--format", action="append", choices=list(BOMBS), help="one format, or several")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
