"""Killed at ten moments drawn by chance: the end is that of a run nobody disturbed."""

import contextlib
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.portfolio.desk import Desk, StepFailed, listed
from benchmarks.portfolio.found import differing
from benchmarks.portfolio.watching import end_all, family, on_cores
from tests.store.server import Server, postgresql

KILLS = 10
_ENOUGH = 3_600.0  # seconds


@dataclass
class Batch:
    """A batch whose readings are noted, begun again as often as it is killed."""

    desk: Desk
    part: Path
    place: Path
    store: str

    def __post_init__(self) -> None:
        self.place.mkdir(parents=True)
        self.log = self.place / "readings"
        places = [str(p) for p in (self.log, self.part, self.place / "out", self.place / "cache")]
        mode = "ocr" if self.desk.ocr else "no-ocr"
        self._process: subprocess.Popen[str] | None = None
        self._command = self.desk.module_command("counting", *places, self.store, str(self.desk.cores), mode)

    def start(self) -> "subprocess.Popen[str]":
        with (self.place / "err").open("a") as err:
            self._process = subprocess.Popen(
                [*on_cores(self.desk.cores), *self._command],
                env=os.environ | self.desk.environment,
                stdout=subprocess.DEVNULL,
                stderr=err,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                text=True,
            )
        return self._process

    def end(self) -> None:
        """End a run that is still going on."""
        if self._process is not None and self._process.poll() is None:
            end_all(self._process.pid)
            self._process.wait()

    def finish(self) -> float:
        """Run to the end; raises StepFailed where that is not reached."""
        begin = time.monotonic()
        try:
            self.end_of(self.start())
        finally:
            self.end()
        return time.monotonic() - begin

    def end_of(self, process: "subprocess.Popen[str]") -> None:
        code = process.wait(_ENOUGH)
        if code:
            raise StepFailed(f"kills: the run ended with {code}; see {self.place / 'err'}")

    def readings(self, what: str) -> list[tuple[int, str]]:
        """Return (process, name) for each reading that began, or ended."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        noted = [line.split(" ", 2) for line in lines]
        return [(int(row[1]), row[2]) for row in noted if len(row) == 3 and row[0] == what]

    def wait_for(self, process: "subprocess.Popen[str]", *, begun: int) -> None:
        while process.poll() is None and len({n for _, n in self.readings("begin")}) < begun:
            time.sleep(0.02)

    def read_again(self) -> int:
        """Count the documents that were begun again though their reading had ended."""
        ended, again = set(), 0
        for line in self.log.read_text().splitlines():
            kind, _, name = line.split(" ", 2)
            again += kind == "begin" and name in ended
            if kind == "end":
                ended.add(name)
        return again


def kills(desk: Desk, *, suppliers: int, seed: int) -> None:
    """Kill the main process, a worker and the database's process by turns, and compare the end."""
    part = desk.part("kills-part", suppliers=suppliers)
    calm = Batch(desk, part, part.parent / "undisturbed", str(part.parent / "undisturbed.sqlite"))
    seconds = calm.finish()
    with _database() as server:
        store = server.url if server else str(part.parent / "killed.sqlite")
        killed = Batch(desk, part, part.parent / "killed", store)
        documents = len({name for _, name in calm.readings("begin")})
        moments = _moments(documents, random.Random(seed))
        ways = ("main", "worker", "database") if server else ("main", "worker")
        try:
            hit = _disturbed(killed, moments, ways, server)
        finally:
            killed.end()
    where = "PostgreSQL" if server else "SQLite (PostgreSQL is not installed: no database was killed)"
    told = ", ".join(f"{n} {way}" for way, n in hit.items())
    desk.table.add("kills", "undisturbed run", f"{seconds:.0f} s, {documents} documents read")
    desk.table.add(
        "kills",
        f"killed, store on {where}",
        told,
        wanted=f"{KILLS}",
        holds=hit.total() >= min(KILLS, documents - 4),
    )
    other = differing(calm.place / "out", killed.place / "out")
    desk.table.add(
        "kills", "reports that differ", f"{len(other)} {listed(other)}".strip(), wanted="0", holds=not other
    )
    again = killed.read_again()
    desk.table.add("kills", "readings begun again after their end", f"{again}", wanted="0", holds=not again)
    extra = len(killed.readings("begin")) - documents
    most = desk.cores * hit.total()
    desk.table.add(
        "kills",
        "readings cut off and begun again",
        f"{extra}",
        wanted=f"at most {most}, those in flight",
        holds=extra <= most,
    )


def _moments(documents: int, rng: random.Random) -> list[int]:
    """Return how many documents have been begun at each kill."""
    possible = range(2, max(3, documents - 2))
    return sorted(rng.sample(possible, k=min(KILLS, len(possible))))


def _disturbed(
    batch: Batch, moments: list[int], ways: tuple[str, ...], server: Server | None
) -> Counter[str]:
    hit: Counter[str] = Counter()
    process = batch.start()
    for n, moment in enumerate(moments):
        batch.wait_for(process, begun=moment)
        way = ways[n % len(ways)]
        if process.poll() is not None:  # it gave up, or is done
            process = batch.start()
        if way == "main":
            _kill(process.pid)
            process.wait()
            _wait_until(lambda: not any(_alive(pid) for pid, _ in batch.readings("begin")))
            process = batch.start()
        elif way == "worker":
            _kill(batch.readings("begin")[-1][0])
        elif server is not None:
            _kill_backend(server)
        hit[way] += 1
    for _ in range(len(moments)):  # each database's death may end a run, with a sentence
        if process.wait(_ENOUGH) == 0:
            return hit
        process = batch.start()
    batch.end_of(process)
    return hit


def _kill_backend(server: Server) -> None:
    """Kill a process that serves a connection: the server then ends all of them and recovers."""
    postmaster = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
    for pid in family(postmaster):
        with contextlib.suppress(OSError):
            if b"tester" in Path(f"/proc/{pid}/cmdline").read_bytes():
                _kill(pid)
                return


@contextlib.contextmanager
def _database() -> Iterator[Server | None]:
    """Start a PostgreSQL server where that can be done here."""
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(postgresql())
        except pytest.skip.Exception:
            server = None
        yield server


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _wait_until(holds: Callable[[], bool], *, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
