"""A batch run in a process of its own that writes down what its workers read, for tests that kill it.

The process is started with `from batch.counted import main`, and gets its arguments on the command line.
"""

import os
import sys
from functools import partial
from pathlib import Path

from pipeline.analyze import Tools, load_tools


def load(log: str) -> Tools:
    """Load the tools in a worker, and have it write "begin PID NAME" and "end PID NAME" around each reading.

    A reading begins when the file is opened and ends when it is kept.
    """
    from pipeline import analyze
    from pipeline.batch import work

    read_guarded, read_agreement = analyze.read_guarded, work.read_agreement

    def opened(path, **more):
        note(log, "begin", path)
        return read_guarded(path, **more)

    def read(path, **more):
        reading = read_agreement(path, **more)
        note(log, "end", path)
        return reading

    if not hasattr(analyze, "is_counted"):
        analyze.read_guarded, work.read_agreement = opened, read
        analyze.is_counted = True
    return load_tools()


def note(log: str, what: str, path: Path) -> None:
    with Path(log).open("a") as file:  # one short write at the end of the file: lines never mix
        file.write(f"{what} {os.getpid()} {path.parent.name}/{path.name}\n")


def main(log: str, folder: str, out: str, cache: str, store: str) -> None:
    from pipeline.batch.portfolio import Order
    from pipeline.batch.runs import run_portfolio
    from pipeline.errors import ClauseGapError

    order = Order(folder, Path(out), Path(cache), load=partial(load, log), store=store, workers=2)
    try:
        run = run_portfolio(order)
    except ClauseGapError as error:
        sys.exit(str(error))
    sys.stdout.write(f"{run.kept}\n")
