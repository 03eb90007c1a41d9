"""What came of an input: a document, a refusal in one sentence, or a fault of the program."""

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from benchmarks.fuzz.inputs import Input
from pipeline.domain.document import Document
from pipeline.errors import ReadError
from pipeline.readers.answers import packed, unpacked
from pipeline.readers.files import name_of
from pipeline.readers.guarded import run_guarded
from pipeline.readers.limits import MEGABYTE, Limits
from pipeline.readers.manner import Manner
from pipeline.readers.unpacking import found_documents

LIMITS = Limits(
    bytes=20 * MEGABYTE,
    characters=3_000_000,
    archive_unpacked=60 * MEGABYTE,
    seconds=20.0,
    memory=1_024 * MEGABYTE,
)
MANNER = Manner(limits=LIMITS, ocr=False)
MOST_MEMBERS = 10  # documents of a container that are read
_GRACE = 3.0  # seconds beyond the limit for a child to be ended and a temporary folder to be removed
_LONGEST = 700  # characters of a sentence


@dataclass(frozen=True, slots=True)
class Outcome:
    """`kind` is "read" or the name of the refusal; `fault` says what must not be, "" for a sound outcome."""

    kind: str
    seconds: float
    memory: int | None  # peak resident bytes of the child, None where it could not tell
    fault: str = ""


def tried(item: Input, folder: Path) -> Outcome:
    """Read the input as a user's file is read: a container unpacked, each document in a child of its own."""
    path = folder / item.name
    path.write_bytes(item.data)
    start = time.perf_counter()
    children = 1
    try:
        with found_documents([path], limits=LIMITS) as found:
            read = [_read(document) for document in found.documents[:MOST_MEMBERS]]
            children += len(read)
            refused = [Outcome("failure", 0.0, None, _no_sentence(f.reason, f.name)) for f in found.failures]
        outcome = _worst([*read, *refused])
    except Exception as error:  # this is what is looked for
        outcome = Outcome("fault", 0.0, None, f"{type(error).__name__}: {str(error)[:200]}")
    finally:
        path.unlink()
    seconds = time.perf_counter() - start
    fault = outcome.fault
    if seconds > children * (LIMITS.seconds + _GRACE):
        fault = fault or f"took {seconds:.1f} seconds"
    if outcome.memory is not None and outcome.memory > LIMITS.memory:
        fault = fault or f"took {outcome.memory:,} bytes of memory"
    return Outcome(outcome.kind, seconds, outcome.memory, fault)


def _worst(outcomes: list[Outcome]) -> Outcome:
    """Return one outcome for all that was in a file: any fault, else whether anything was read."""
    if not outcomes:
        return Outcome("nothing in it", 0.0, None)
    first = min(outcomes, key=lambda o: (not o.fault, o.kind != "read"))
    return Outcome(first.kind, 0.0, max((o.memory for o in outcomes if o.memory), default=None), first.fault)


def _read(path: Path) -> Outcome:
    name = name_of(path)
    try:
        head, _, body = run_guarded(_measured, path, name=name, limits=LIMITS).partition(b"\n")
        memory, kind, sentence = json.loads(head)
        fault = _unsound(unpacked(body, name=name)) if kind == "read" else _no_sentence(sentence, name)
        return Outcome(kind, 0.0, memory, fault)
    except ReadError as error:
        return Outcome(type(error).__name__, 0.0, None, _no_sentence(str(error), name))


def _measured(path: Path) -> bytes:
    """Read in the child; return the peak of its memory, what came of it, and the document."""
    from pipeline.readers.read import read

    try:
        kind, sentence, body = "read", "", packed(read(path, document_id="d1", manner=MANNER))
    except ReadError as error:
        kind, sentence, body = type(error).__name__, str(error), b""
    return json.dumps([_peak(), kind, sentence]).encode() + b"\n" + body


def _peak() -> int | None:
    """Return the most memory this process held, where the system tells."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    return next(
        (int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), None
    )


def _no_sentence(text: str, name: str) -> str:
    """Say what is wrong with a refusal as a sentence for people, "" where nothing is."""
    if not text.startswith(name):
        return f"does not name the file: {text[:200]!r}"
    if "\n" in text or not text.endswith(".") or len(text) > _LONGEST:
        return f"is no sentence: {text[:200]!r}"
    return ""


def _unsound(document: Document) -> str:
    """Say which promise of a document is broken, "" for none."""
    quotes = [document.quote(block.span) for block in document.blocks]
    if document.text != "\n\n".join(quotes):
        return "blocks don't make up the text"
    if any(not quote or quote != " ".join(quote.split()) for quote in quotes):
        return "a block is empty or holds doubled spaces"
    for block in document.blocks:
        edges = [block.span.start, *(p.span.end for p in block.pieces)]
        if [p.span.start for p in block.pieces] != edges[:-1] or edges[-1] != block.span.end:
            return "pieces don't make up their block"
    if not document.text and not document.pages_unread:
        return "nothing was read, and that is not said"
    return ""


@dataclass
class Tally:
    """The row of a format."""

    HEAD: ClassVar[str] = (
        f"{'format':8}{'inputs':>8}{'read':>8}{'refused':>9}{'faults':>8}{'slowest':>10}{'peak':>9}  as"
    )
    form: str
    kinds: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    slowest: float = 0.0
    peak: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self.kinds[outcome.kind] += 1
        self.faults += bool(outcome.fault)
        self.slowest = max(self.slowest, outcome.seconds)
        self.peak = max(self.peak, outcome.memory or 0)

    def row(self) -> str:
        """Return the format's line of the table."""
        total, read = self.kinds.total(), self.kinds["read"]
        refused = ", ".join(f"{n} {kind}" for kind, n in self.kinds.most_common() if kind != "read")
        return (
            f"{self.form:8}{total:>8,}{read:>8,}{total - read - self.kinds['fault']:>9,}{self.faults:>8}"
            f"{self.slowest:>8.1f} s{self.peak / 1e6:>6,.0f} MB  {refused}"
        )
