"""The bare pool: the same pieces in as many threads as the flow has, without Prefect; prints its seconds."""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from pipeline.analyze import load_tools
from pipeline.batch.portfolio import Order, finished, piece_outcome, prepared
from pipeline.readers.manner import Manner


def main(folder: str, out: str, cache: str, store: str, workers: str, ocr: str) -> None:
    load = partial(load_tools, manner=Manner(ocr=ocr == "ocr"))
    order = Order(folder, Path(out), Path(cache), load=load, store=store, workers=int(workers))
    with prepared(order) as run:
        run.begin()
        with ThreadPoolExecutor(run.threads) as threads:
            review = partial(piece_outcome, run, last_try=True)
            done = finished(run, list(threads.map(review, range(len(run.pieces)))))
    print(json.dumps({"startup": done.startup_seconds, "processing": done.processing_seconds}))
