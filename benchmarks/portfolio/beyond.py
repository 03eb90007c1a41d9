"""The steps over a part of the portfolio: Prefect's share, a Dask cluster."""

import importlib.util
import json
import shutil
from pathlib import Path

from benchmarks.portfolio.desk import Desk, listed, seconds_of
from benchmarks.portfolio.found import differing

PREFECT_SHARE, TWO_WORKERS = 0.15, 1.6
DASK_PARTS = 4  # as many suppliers: each worker first learns the clauses that all of them have
ROUNDS = 2


def prefect(desk: Desk, *, suppliers: int) -> None:
    """Compare the flow with the same pool, pieces and threads without Prefect, the best of two rounds."""
    part = desk.part("prefect-part", suppliers=suppliers)
    rounds = [part.parent / str(n) for n in range(ROUNDS)]
    bare, flow = [], []
    for place in rounds:
        place.mkdir()
        bare.append(_bare_pool(desk, part, place / "bare"))
        flow.append(_flow(desk, part, place / "flow"))
    alone, with_it = (tuple(map(min, zip(*took, strict=True))) for took in (bare, flow))
    for name, (processing, whole) in (
        (f"bare pool, {desk.pages_in(part):,} pages", alone),
        ("flow", with_it),
    ):
        desk.table.add("prefect", name, f"{processing:.1f} s of processing, {whole:.1f} s in all")
    share, whole_share = (f / b - 1 for f, b in zip(with_it, alone, strict=True))
    desk.table.add(
        "prefect",
        "Prefect's share, processing",
        f"{share:+.1%}",
        wanted="under 15 %",
        holds=share < PREFECT_SHARE if desk.whole else None,
    )
    desk.table.add("prefect", "Prefect's share, start-up included", f"{whole_share:+.1%}")
    other = differing(rounds[0] / "bare" / "out", rounds[0] / "flow" / "out")
    desk.table.add(
        "prefect", "reports that differ", f"{len(other)} {listed(other)}".strip(), wanted="0", holds=not other
    )


def _bare_pool(desk: Desk, part: Path, place: Path) -> tuple[float, float]:
    """Return the seconds of processing and of all."""
    place.mkdir()
    places = [str(place / name) for name in ("out", "cache", "store.sqlite")]
    mode = "ocr" if desk.ocr else "no-ocr"
    done = desk.module("without_prefect", str(part), *places, str(desk.cores), mode, label="bare-pool")
    return json.loads(done.output)["processing"], done.seconds


def _flow(desk: Desk, part: Path, place: Path) -> tuple[float, float]:
    place.mkdir()
    done = desk.batch(part, place, label="flow")
    return seconds_of(done)[1], done.seconds


def dask(desk: Desk, *, suppliers: int) -> None:
    """Run a part on a cluster of one worker and on one of two."""
    if importlib.util.find_spec("distributed") is None:
        desk.table.add("dask", "cluster", 'skipped: not installed; pip install "clausegap[dask]"')
        return
    part = desk.part("dask-part", suppliers=DASK_PARTS * suppliers)
    seconds = {workers: _on_cluster(desk, part, workers) for workers in (1, 2)}
    ratio = seconds[1] / seconds[2]
    desk.table.add(
        "dask", f"{desk.pages_in(part):,} pages, one worker, two", f"{seconds[1]:.1f} s, {seconds[2]:.1f} s"
    )
    desk.table.add(
        "dask",
        "throughput of two workers",
        f"{ratio:.2f} times one's",
        wanted="1.6 or more",
        holds=ratio >= TWO_WORKERS if desk.whole else None,
    )
    pool = part.parent / "pool"
    pool.mkdir()
    desk.batch(part, pool, label="dask-pool")
    for name, other in (("two workers", "workers-2"), ("the pool", "pool")):
        found = differing(part.parent / "workers-1" / "out", part.parent / other / "out")
        desk.table.add(
            "dask",
            f"reports that differ, one worker and {name}",
            f"{len(found)} {listed(found)}".strip(),
            wanted="0",
            holds=not found,
        )


def _on_cluster(desk: Desk, part: Path, workers: int) -> float:
    """Return the seconds of processing on a cluster of so many workers."""
    place = part.parent / f"workers-{workers}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    done = desk.batch(part, place, "--runner", "dask", "--workers", str(workers), label=f"dask-{workers}")
    return seconds_of(done)[1]
