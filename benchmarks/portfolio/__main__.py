"""`python -m benchmarks.portfolio`: a made portfolio with known gaps: reviewed, again, changed, killed.

500 suppliers, 2,000 documents and about 20,000 pages (--suppliers scales all of it): one document in
twenty a scan, one in fifty broken, one that hangs any parser, one of 3,000 pages. Exit 1 where something
does not hold.
"""

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.portfolio import beyond, kills, steps
from benchmarks.portfolio.desk import Desk, StepFailed
from benchmarks.portfolio.generate import Size, made, told
from benchmarks.portfolio.table import Table

STEPS = ("first", "kreuzberg", "second", "changed", "reassess", "prefect", "dask", "kills")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the portfolio, carry out the steps and print what holds."""
    asked = _parser().parse_args(arguments)
    with _work(asked.work) as work:
        begin = time.monotonic()
        size = Size.scaled(asked.suppliers, long_pages=asked.long_pages, seed=asked.seed, hang=asked.hang)
        folder, truth = made(size, work)
        print(f"{told(truth)}\n  made in {time.monotonic() - begin:.0f} s, seed {asked.seed}", flush=True)
        desk = Desk(folder, truth, work, asked.cores, asked.memory, asked.ocr, Table())
        carry_out(desk, asked)
        desk.table.print()
    if desk.table.failed:
        print(f"\n{desk.table.failed} of what should hold does not.")
    return 1 if desk.table.failed else 0


def carry_out(desk: Desk, asked: argparse.Namespace) -> None:
    """Carry out the steps that were asked for; one that can't go on is told in a sentence."""
    doing: dict[str, Callable[[], None]] = {
        "first": partial(steps.first, desk),
        "kreuzberg": partial(steps.kreuzberg, desk),
        "second": partial(steps.second, desk),
        "changed": partial(steps.changed, desk),
        "reassess": partial(steps.reassess, desk),
        "prefect": partial(beyond.prefect, desk, suppliers=asked.part),
        "dask": partial(beyond.dask, desk, suppliers=asked.part),
        "kills": partial(kills.kills, desk, suppliers=asked.part, seed=asked.seed),
    }
    for name in asked.steps:
        print(f"\n{name}: {(doing[name].func.__doc__ or '').strip()}", flush=True)  # type: ignore[attr-defined]
        try:
            desk.warm_up()
            doing[name]()
        except StepFailed as error:
            desk.table.add(name, "the step", str(error), wanted="to run to its end", holds=False)
        except Exception as error:  # what the other steps find is told all the same
            told_as = f"{type(error).__name__}: {error}"
            desk.table.add(name, "the step", told_as, wanted="to run to its end", holds=False)


@contextlib.contextmanager
def _work(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
            yield Path(temporary)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.portfolio",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--suppliers", type=int, default=500, help="how many; all else in proportion (500)")
    parser.add_argument("--steps", type=_some, default=STEPS, help=", ".join(STEPS))
    parser.add_argument(
        "--part",
        type=int,
        default=40,
        help="suppliers of the steps prefect and kills, a quarter of those of dask (40)",
    )
    parser.add_argument("--work", type=Path, help="keep the portfolio and all that is made here")
    parser.add_argument("--seed", type=int, default=1, help="for the portfolio and the kills (1)")
    parser.add_argument("--cores", type=int, default=2, help="that a run gets, and worker processes (2)")
    parser.add_argument("--memory", type=float, default=4.0, help="GB for all processes of a run (4)")
    parser.add_argument("--long-pages", type=int, help="pages of the longest document (6 a supplier)")
    parser.add_argument(
        "--no-hang",
        dest="hang",
        action="store_false",
        help="without the document that takes half a minute to give up",
    )
    parser.add_argument(
        "--ocr", action=argparse.BooleanOptionalAction, default=False, help="read the scans (no)"
    )
    return parser


def _some(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if wrong := [name for name in names if name not in STEPS]:
        raise argparse.ArgumentTypeError(f"{wrong[0]} is none of {', '.join(STEPS)}")
    return tuple(name for name in STEPS if name in names)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Interrupted; with --work what was made is there for another time.")
