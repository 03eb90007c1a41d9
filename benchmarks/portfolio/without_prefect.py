"""The bare pool: the same pieces in as many threads as the flow has, without Prefect; prints its seconds."""

import json
from functools import partial
from pathlib import Path

from pipeline.analyze import load_tools
from pipeline.batch.portfolio import Order, prepared, without_flow
from pipeline.readers.manner import Manner


def main(folder: str, out: str, cache: str, store: str, workers: str, ocr: str) -> None:
    load = partial(load_tools, manner=Manner(ocr=ocr == "ocr"))
    order = Order(folder, Path(out), Path(cache), load=load, store=store, workers=int(workers))
    with prepared(order) as run:
        done = without_flow(run)
    print(json.dumps({"startup": done.startup_seconds, "processing": done.processing_seconds}))
