"""A desk whose one worker is this process, with fakes for reading and assessing."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.batch import work
from pipeline.batch.hands import PoolHands
from pipeline.batch.plan import Job, PlannedDocument, plan
from pipeline.batch.pool import WorkerLostError
from pipeline.batch.suppliers import Desk
from pipeline.domain.agreement import Agreement, AgreementSet, Clause
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.places import LineAt, Span
from pipeline.domain.portfolio import RunKey, SupplierReview
from pipeline.domain.reading import ReadAgreement
from pipeline.domain.review import Assessment, Coverage, Edition, Finding, Searched, Status
from pipeline.errors import EncryptedFile, LimitExceeded, MissingProgram
from pipeline.library import load_library
from pipeline.readers.suppliers import find_suppliers
from pipeline.store.cache import Cache
from pipeline.store.review_rows import digest_of

EDITION = Edition("0.1.0", "sha256:aa", "1.0.0", "sha256:bb")
LIBRARY = load_library()


class Reading:
    """Fakes `read_agreement`; a file's words say what becomes of it, `read` lists what was read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.troubles: dict[str, list[Exception]] = {}

    def __call__(self, path: Path, *, document_id: str, tools: object, keep: Cache) -> ReadAgreement:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        kept = keep.reading(sha256, name=path.name, document_id=document_id, edition=EDITION)
        if kept is not None:
            return kept
        self.read.append(path.name)
        if self.troubles.get(path.name):
            raise self.troubles[path.name].pop(0)
        words = path.read_text()
        if words == "password":
            raise EncryptedFile(f"{path.name} needs a password.")
        if words == "program":
            raise MissingProgram(f"{path.name} is read by a program that is not here.")
        if words == "slow":
            raise LimitExceeded(f"{path.name} took too long.")
        if words == "bug":
            raise KeyError("the contract's own words")
        span = Span(0, len(words))
        document = Document(
            document_id,
            Source(path.name, "text/plain", sha256, len(words)),
            words,
            (Block(span, BlockKind.PARAGRAPH, (Piece(span, LineAt(1)),)),),
        )
        clause = Clause(f"{document_id}.c1", document_id, "1", "1", "", words, span)
        made = ReadAgreement(Agreement(document, "msa", 0.5, "en", True, "", (clause,)), {}, ())
        keep.keep_reading(made, edition=EDITION)
        return made


class Recorder:
    """Stands for the store: `kept` lists what was recorded; `missing` suppliers are in no earlier run."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bool]] = []
        self.missing: set[str] = set()
        self.trouble: Exception | None = None
        self.reviewed: dict[str, SupplierReview] = {}
        self.store, self.run = self, RunKey(1, "token", resumed=False)

    def reviews(self, number: int) -> Iterator[SupplierReview]:
        assert number == self.run.id
        return (self.reviewed[name] for name in sorted(self.reviewed))

    def said(self, number: int) -> dict[str, str]:
        return {review.supplier: digest_of(review) for review in self.reviews(number)}

    def stands(self, job: Job) -> bool:
        return job.supplier not in self.missing

    def keep(
        self, job: Job, said: SupplierReview, *, lasting: bool, ground: Groundwork | None = None
    ) -> None:
        if self.trouble:
            raise self.trouble
        assert said.supplier == job.supplier
        self.kept.append((job.supplier, lasting))
        self.reviewed[job.supplier] = said


class OneWorker:
    """Answers in this process; like a pool, it hands errors over in the future."""

    def __init__(self, bench: work.Bench) -> None:
        self._bench = bench

    def submit(self, ask, *args, seconds: float) -> Future:
        future: Future = Future()
        try:
            future.set_result(ask(self._bench, *args))
        except Exception as error:
            future.set_exception(error)
        return future

    def ready(self) -> None:
        """It is."""


def fake_assessment(supplier: str, readings, failures=(), *, tools: object) -> Assessment:
    searched = Searched(len(readings), len(readings), None, 0)
    findings = tuple(
        Finding(r.id, Status.ABSENT, 0.5, False, "nothing found", (), (), (), searched)
        for r in LIBRARY.requirements
    )
    return Assessment(
        AgreementSet(supplier, tuple(r.agreement for r in readings)),
        {},
        findings,
        Coverage(0.25, {family.id: 0.25 for family in LIBRARY.families}),
        (),
    )


class Office:
    """A folder of suppliers, a cache and a desk for each run over it."""

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = tmp_path / "suppliers"
        self.reading = Reading()
        self.seen: list[str] = []
        self.cache = Cache(tmp_path / "cache")
        self.recorder = Recorder()
        monkeypatch.setattr(work, "read_agreement", self.reading)
        monkeypatch.setattr(work, "assess_agreements", fake_assessment)

    def write(self, **papers: str) -> None:
        """Write papers: acme__terms="words" is acme/terms.txt, beta="words" is beta.txt."""
        for name, words in papers.items():
            path = self.folder / f"{name.replace('__', '/')}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words)

    def jobs(self) -> tuple[Job, ...]:
        return plan(find_suppliers(self.folder))

    def desk(self, out: Path, *formats: str, again: bool = False) -> Desk:
        def seen(document: PlannedDocument) -> None:
            self.seen.append(document.path.name)

        tools = SimpleNamespace(edition=EDITION, library=LIBRARY)
        pool = OneWorker(work.Bench(tools, self.cache, self.cache))
        formats = ("json", "html", *formats)
        hands = PoolHands(pool, out, formats)
        return Desk(hands, self.cache, self.recorder, EDITION, out, formats, seen, again)


DEATH = WorkerLostError("ended unexpectedly")
