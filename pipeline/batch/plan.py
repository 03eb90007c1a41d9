"""What a batch has to do: a job for each supplier, with the digests that its results are kept under."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.keeping import set_digest
from pipeline.domain.review import Failure
from pipeline.readers.files import name_of
from pipeline.readers.intake import digest_of
from pipeline.readers.suppliers import PortfolioPapers, SupplierPapers

REVIEWS = "reviews"
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ufffd]+')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # no folder names on Windows


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document to read: its id in the set and its SHA-256 (hex), "" where it can't be opened now."""

    path: Path
    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Job:
    """One supplier: its papers and the folder of its reports within --out.

    `digest` is that of the agreement set; `digest_of_all` covers what is said of files that are not
    read as well, as reports do. `prefix` comes before a file's name where suppliers stand together.
    """

    supplier: str
    folder: str
    prefix: str
    documents: tuple[PlannedDocument, ...]
    left_out: tuple[Failure, ...]
    failures: tuple[Failure, ...]
    digest: str
    digest_of_all: str

    @property
    def lasting(self) -> bool:
        """Tell whether every file could be opened, so that digests stand for contents."""
        return all(document.sha256 for document in self.documents) and not self.failures

    def folder_in(self, out: Path) -> Path:
        """Return where its reports go; the name's letters as bytes, where the locale knows ASCII alone."""
        return out / os.fsdecode(self.folder.encode())


def plan(papers: PortfolioPapers, *, apart: bool = True) -> tuple[Job, ...]:
    """Return a job for each supplier; if they stand `apart`, each has a report folder of its own."""
    names = folder_names([supplier.name for supplier in papers.suppliers])
    folders = [f"{REVIEWS}/{name}" if apart else "." for name in names]
    return tuple(_job(s, folder=f) for s, f in zip(papers.suppliers, folders, strict=True))


def chunks(jobs: Sequence[Job], *, documents: int) -> tuple[tuple[Job, ...], ...]:
    """Return the jobs in pieces of at least `documents` documents (the last: any number), no supplier cut."""
    pieces: list[tuple[Job, ...]] = []
    piece: list[Job] = []
    for job in jobs:
        piece.append(job)
        if sum(len(j.documents) for j in piece) >= documents:
            pieces.append(tuple(piece))
            piece = []
    return tuple([*pieces, tuple(piece)] if piece else pieces)


def folder_names(suppliers: Sequence[str]) -> list[str]:
    """Return a folder name for each supplier, near its name, fit for every file system and unique."""
    taken: set[str] = set()
    names: list[str] = []
    for supplier in suppliers:
        name = UNSAFE.sub("_", supplier).strip(" .")[:100].rstrip(" .") or "supplier"
        name = f"_{name}" if DEVICES.fullmatch(name) else name
        tries = [name, *(f"{name}-{n}" for n in range(2, len(suppliers) + 2))]
        names.append(next(t for t in tries if t.casefold() not in taken))
        taken.add(names[-1].casefold())
    return names


def _job(supplier: SupplierPapers, *, folder: str) -> Job:
    papers = supplier.papers
    documents = tuple(PlannedDocument(p, f"d{n}", digest_of(p)) for n, p in enumerate(papers.documents, 1))
    files = [(name_of(d.path), d.sha256) for d in documents]
    unread = [(f.name, f.reason) for f in (*papers.left_out, *papers.failures)]
    return Job(
        supplier=supplier.name,
        folder=folder,
        prefix="" if supplier.loose else f"{supplier.name}/",
        documents=documents,
        left_out=papers.left_out,
        failures=papers.failures,
        digest=set_digest(supplier.name, files),
        digest_of_all=set_digest(supplier.name, [*files, *unread]),
    )
