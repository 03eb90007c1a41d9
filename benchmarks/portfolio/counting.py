"""A batch whose readings are counted.

Workers write "begin PID NAME" and "end PID NAME" around each file they open; prints the suppliers kept.
"""

import sys
from functools import partial
from pathlib import Path

from pipeline.analyze import Tools, load_tools
from pipeline.readers.manner import Manner
from tests.batch import counted


def load(log: str, *, ocr: bool) -> Tools:
    """Load the tools in a process of the run, and have it note what it opens."""
    counted.load_tools = partial(load_tools, manner=Manner(ocr=ocr))  # type: ignore[attr-defined]
    return counted.load(log)


def main(log: str, folder: str, out: str, cache: str, store: str, workers: str, ocr: str) -> None:
    from pipeline.batch.portfolio import Order
    from pipeline.batch.runs import run_portfolio
    from pipeline.errors import ClauseGapError

    order = Order(
        folder,
        Path(out),
        Path(cache),
        load=partial(load, log, ocr=ocr == "ocr"),
        store=store,
        workers=int(workers),
    )
    try:
        run = run_portfolio(order)
    except ClauseGapError as error:
        sys.exit(str(error))
    print(run.kept)
