"""The steps over the whole portfolio: first run, second, one supplier changed, another playbook."""

import contextlib
import hashlib
import importlib.util
import json
import re
import shutil
from pathlib import Path

from benchmarks.portfolio.desk import Desk, StepFailed, listed, seconds_of
from benchmarks.portfolio.found import (
    Outcome,
    gaps_by_absence,
    judged_by_truth,
    lost,
    misjudged_files,
    sample_rows,
    score,
)
from benchmarks.portfolio.watching import GIGABYTE, Memory

PAGES_A_MINUTE, SECOND_RUN, REASSESS_SECONDS = 2_000, 0.02, 30.0
FLAT = 1.15  # the second half may hold so much more than the first
NEAR = 0.1  # under the samples' figures, at most
PATIENCE = 120.0  # seconds that kreuzberg gets for a file: as many as our reader allows itself
_CHANGE = "\n\n99. Closing words\n\n99.1 This document was printed on paper with a watermark of a heron.\n"
_PLAYBOOK = """name: Stricter clocks
requirements:
  in-deadline:
    limits: {{{term}: {{strong: "2 h", met: "4 h", partial: "8 h"}}}}
"""


def first(desk: Desk) -> None:
    """Review the whole portfolio and hold what came of it against the truth."""
    for made in (desk.out, desk.cache):
        shutil.rmtree(made, ignore_errors=True)
    for made in desk.work.glob("store.sqlite*"):
        made.unlink()
    done = desk.batch(desk.folder, desk.work, label="first")
    startup, processing = seconds_of(done)
    desk.note("first", done.seconds)
    desk.note("first processing", processing)
    pages, table = desk.truth.pages, desk.table
    speed = 60 * pages / done.seconds
    table.add(
        "first", "time", f"{done.seconds:,.0f} s, start-up {startup:.1f} s, processing {processing:,.1f} s"
    )
    table.add(
        "first",
        "pages a minute, start-up included",
        f"{speed:,.0f}",
        wanted="" if desk.ocr else f"{PAGES_A_MINUTE:,} or more",
        holds=speed >= PAGES_A_MINUTE if desk.whole and not desk.ocr else None,
    )
    if done.busy:
        own = 60 * pages * desk.cores / done.busy
        what = f"the same, were {desk.cores} cores its own all the time"
        table.add("first", what, f"{own:,.0f} ({done.busy:,.0f} s of processor time)")
    _memory(desk, done.memory)
    _complete(desk)
    _accurate(desk)
    size = sum(p.stat().st_size for p in desk.work.glob("store.sqlite*"))
    kept, reports = _size(desk.cache), _size(desk.out)
    table.add("first", "store", f"{size / 1e6:,.1f} MB, {size / max(1, pages) / 1e3:.1f} kB a page")
    table.add("first", "cache and reports", f"{kept / 1e6:,.1f} MB and {reports / 1e6:,.1f} MB")


def kreuzberg(desk: Desk) -> None:
    """Have kreuzberg extract the bare text of the same files in as many processes."""
    if importlib.util.find_spec("kreuzberg") is None:
        desk.table.add("kreuzberg", "bare extraction", "skipped: not installed; make .venv/bench")
        return
    workers = str(desk.cores)
    done = desk.module("bare", str(desk.folder), workers, str(PATIENCE), label="kreuzberg")
    told = json.loads(done.output)
    pages = desk.truth.pages
    desk.table.add(
        "kreuzberg",
        "bare extraction, pages a minute",
        f"{60 * pages / told['seconds']:,.0f} ({told['seconds']:,.0f} s after its start-up)",
    )
    desk.table.add("kreuzberg", "files without any text", f"{len(told['failed'])}")
    with contextlib.suppress(StepFailed):  # where the first step was not run, there is nothing beside it
        ours = desk.noted("first processing") / told["seconds"]
        desk.table.add("kreuzberg", "our time in its", f"{ours:.1f} times, start-up apart")


def second(desk: Desk) -> None:
    """Run again with nothing changed."""
    before = desk.noted("first")
    files = _digests(desk.out)
    done = desk.batch(desk.folder, desk.work, label="second")
    share = done.seconds / before
    desk.table.add("second", "time", f"{done.seconds:.1f} s, of which start-up {seconds_of(done)[0]:.1f} s")
    desk.table.add(
        "second",
        "share of the first run's time",
        f"{share:.1%}",
        wanted="under 2 %",
        holds=share < SECOND_RUN if desk.whole else None,
    )
    processing = seconds_of(done)[1] / desk.noted("first processing")
    desk.table.add("second", "share of its processing, start-up apart", f"{processing:.1%}")
    changed = [n for n, digest in _digests(desk.out).items() if files.get(n) != digest]
    desk.table.add(
        "second",
        "reports that differ",
        f"{len(changed)} {listed(changed)}".strip(),
        wanted="0",
        holds=not changed,
    )


def changed(desk: Desk) -> None:
    """Change one document of one supplier; only that is opened."""
    desk.noted("first")
    supplier, name = _changeable(desk)
    paper = desk.folder / supplier / name
    original, log = paper.read_bytes(), desk.work / "logs" / "readings-changed"
    log.unlink(missing_ok=True)
    try:
        paper.write_bytes(original + _CHANGE.encode())
        places = [str(p) for p in (log, desk.folder, desk.out, desk.cache, desk.store)]
        done = desk.module("counting", *places, str(desk.cores), _ocr(desk), label="changed")
    finally:
        paper.write_bytes(original)
    lines = log.read_text().splitlines() if log.exists() else []
    opened = [line.split(" ", 2)[2] for line in lines if line.startswith("begin ")]
    desk.table.add("changed", "time", f"{done.seconds:.1f} s")
    desk.table.add(
        "changed",
        "documents opened",
        f"{len(opened)} {listed(opened)}".strip(),
        wanted=f"1 {supplier}/{name}",
        holds=opened == [f"{supplier}/{name}"],
    )
    kept, wanted = int(done.output), len(desk.truth.suppliers) - 1
    desk.table.add("changed", "suppliers kept", f"{kept:,}", wanted=f"{wanted:,}", holds=kept == wanted)


def reassess(desk: Desk) -> None:
    """Judge the last run anew by a playbook with one other threshold, its papers out of reach."""
    from pipeline.library import load_library

    desk.noted("first")
    check = next(c for r in load_library().requirements if r.id == "in-deadline" for c in r.checks)
    playbook, report = desk.work / "playbook.yaml", desk.work / "what-if.json"
    playbook.write_text(_PLAYBOOK.format(term=check.term), encoding="utf-8")
    away = desk.folder.with_name("out-of-reach")
    desk.folder.rename(away)
    try:
        options = ["--playbook", str(playbook), "--store", str(desk.store), "--workers", str(desk.cores)]
        done = desk.program("reassess", *options, "--format", "json", "--out", str(report), label="reassess")
    finally:
        away.rename(desk.folder)
    said = json.loads(report.read_text(encoding="utf-8"))
    desk.table.add(
        "reassess",
        f"{len(desk.truth.suppliers)} suppliers, no file within reach",
        f"{done.seconds:.1f} s",
        wanted=f"under {REASSESS_SECONDS:.0f} s",
        holds=done.seconds < REASSESS_SECONDS if desk.whole else None,
    )
    flips = len(re.findall(r'"requirement": "in-deadline"', json.dumps(said)))
    others = len(re.findall(r'"requirement": "(?!in-deadline)', json.dumps(said)))
    desk.table.add(
        "reassess",
        "verdicts that would move",
        f"{flips} on the deadline, {others} on others",
        wanted="some, none",
        holds=flips > 0 and not others,
    )


def _memory(desk: Desk, memory: Memory) -> None:
    if not memory.samples:
        desk.table.add("first", "memory", "not measured: there is no /proc here")
        return
    desk.table.add(
        "first",
        "memory, peak of all processes together",
        f"{memory.peak / GIGABYTE:.2f} GB",
        wanted=f"under {desk.memory:g} GB",
        holds=memory.peak < desk.memory * GIGABYTE,
    )
    halves = memory.halves()
    if halves is None:
        desk.table.add("first", "memory over time", "not told: the run was too short")
        return
    one, two = halves
    desk.table.add(
        "first",
        "memory over time, median of each half",
        f"{one / GIGABYTE:.2f} GB, then {two / GIGABYTE:.2f} GB",
        wanted="flat",
        holds=two <= FLAT * one if desk.whole else None,
    )


def _complete(desk: Desk) -> None:
    outcome = Outcome(desk.out)
    missing = lost(outcome, desk.truth)
    desk.table.add(
        "first", "documents lost", f"{len(missing)} {listed(missing)}".strip(), wanted="0", holds=not missing
    )
    wrong = misjudged_files(outcome, desk.truth, ocr=desk.ocr)
    count = sum(len(s.unread(ocr=desk.ocr)) for s in desk.truth.suppliers.values())
    desk.table.add(
        "first",
        f"files told wrongly ({count} can't be read)",
        f"{len(wrong)} {listed(wrong)}".strip(),
        wanted="0",
        holds=not wrong,
    )


def _accurate(desk: Desk) -> None:
    outcome = Outcome(desk.out)
    samples = score(sample_rows())
    made = score(judged_by_truth(outcome, desk.truth, ocr=desk.ocr))
    desk.table.add("first", "known gaps, the samples", samples.line())
    desk.table.add(
        "first",
        "known gaps, the portfolio",
        made.line(),
        wanted=f"within {NEAR} of the samples",
        holds=made.precision >= samples.precision - NEAR and made.recall >= samples.recall - NEAR,
    )
    absent = gaps_by_absence(outcome, desk.truth, ocr=desk.ocr)
    desk.table.add("first", "gaps by absence beside unread pages", f"{absent}", wanted="0", holds=not absent)


def _changeable(desk: Desk) -> tuple[str, str]:
    for supplier, name, paper in desk.truth.papers():
        if paper.form in ("md", "txt") and paper.condition == "whole":
            return supplier, name
    raise StepFailed("there is no text file to change; make more suppliers")


def _ocr(desk: Desk) -> str:
    return "ocr" if desk.ocr else "no-ocr"


def _digests(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def _size(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
