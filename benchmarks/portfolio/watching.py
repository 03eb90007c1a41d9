"""A command in processes of its own: its time, and the memory of all of them together while it runs."""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

GIGABYTE = 1 << 30
_EVERY = 4.0  # seconds between two looks; the system walks every page of every process for each
_SETTLED = 0.1  # of the run, at its beginning and end, in which processes come and go
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Memory:
    """Proportional set size over time, in bytes; nothing where the system has no /proc."""

    samples: tuple[tuple[float, int], ...] = ()

    @property
    def peak(self) -> int:
        return max((size for _, size in self.samples), default=0)

    def halves(self) -> tuple[int, int] | None:
        """Return what was held in the first and in the second half, start and end of the run left out."""
        if len(self.samples) < 10:
            return None
        end = self.samples[-1][0]
        steady = [(t, s) for t, s in self.samples if _SETTLED * end <= t <= (1 - _SETTLED) * end]
        first = [size for t, size in steady if t < end / 2]
        second = [size for t, size in steady if t >= end / 2]
        return (round(median(first)), round(median(second))) if first and second else None


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended; `over` where it was ended for taking more memory than allowed.

    `busy` are the seconds that processors worked for it, 0 where the system does not tell.
    """

    code: int
    seconds: float
    output: str
    errors: str
    memory: Memory
    busy: float = 0.0
    over: bool = False


def watched(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    memory: int | None = None,
    cores: int | None = None,
    log: Path,
) -> Done:
    """Run the command on so many cores; end all its processes where they hold more memory than allowed."""
    begin = time.monotonic()
    with log.with_suffix(".out").open("w+") as out, log.with_suffix(".err").open("w+") as err:
        process = subprocess.Popen(
            [*on_cores(cores), *command],
            env=os.environ | environment,
            stdout=out,
            stderr=err,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        samples: list[tuple[float, int, float]] = []
        over = threading.Event()
        stop = threading.Event()
        eye = threading.Thread(target=_look, args=(process.pid, samples, stop, memory, over))
        eye.start()
        try:
            code = process.wait()
        except BaseException:
            end_all(process.pid)
            raise
        finally:
            stop.set()
            eye.join()
        seconds = time.monotonic() - begin
        for file in (out, err):
            file.seek(0)
        held = Memory(tuple((at, size) for at, size, _ in samples))
        busy = max((ticks for *_, ticks in samples), default=0.0)
        return Done(code, seconds, out.read(), err.read(), held, busy, over.is_set())


def on_cores(cores: int | None) -> list[str]:
    """Return what to put before a command so that it has that many cores and no more."""
    if cores is None or not hasattr(os, "sched_getaffinity") or shutil.which("taskset") is None:
        return []
    allowed = sorted(os.sched_getaffinity(0))
    return ["taskset", "-c", ",".join(map(str, allowed[:cores]))] if len(allowed) > cores else []


def end_all(root: int) -> None:
    """Kill a process and all that it started."""
    for pid in (root, *family(root)):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def family(root: int) -> tuple[int, ...]:
    """Return the processes below that one, as the system has them now."""
    return tuple(_parents(root))


def _parents(root: int) -> dict[int, int]:
    """Map each process below that one to its parent."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in _PROC.glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError, ValueError):
            continue
        children[parent].append(int(entry.name))
    found: dict[int, int] = {}
    waiting = [root]
    while waiting:
        above = waiting.pop()
        below = children.get(above, [])
        found |= dict.fromkeys(below, above)
        waiting += below
    return found


def _look(
    root: int,
    samples: list[tuple[float, int, float]],
    stop: threading.Event,
    memory: int | None,
    over: threading.Event,
) -> None:
    begin = time.monotonic()
    before: dict[int, tuple[int, float]] = {}  # process → its parent and how long it had worked
    orphaned = 0.0
    while _PROC.is_dir() and not stop.wait(_EVERY):
        now = {pid: (above, _busy(pid)) for pid, above in ({root: 0} | _parents(root)).items()}
        gone = before.keys() - now.keys()
        # A parent that is there has the work of those that ended in its own; nobody else has it.
        orphaned += sum(work for pid, (above, work) in before.items() if pid in gone and above in gone)
        held = sum(map(_held, now))
        samples.append((time.monotonic() - begin, held, orphaned + sum(work for _, work in now.values())))
        before = now
        if memory is not None and held > memory:
            over.set()
            end_all(root)
            return


def _held(pid: int) -> int:
    """Return a process's share of memory: what several hold together is counted once among them."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _busy(pid: int) -> float:
    """Return the seconds that processors worked for a process and for those below it that have ended."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
