"""What workers do: read a document, review a supplier. Each keeps its result before it answers."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.analyze import Tools, assess_agreements, failure_of, read_agreement
from pipeline.batch.plan import Job, PlannedDocument
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.reading import ReadAgreement
from pipeline.domain.review import Edition, Failure, Review
from pipeline.errors import LimitExceeded, MissingProgram, ReadError
from pipeline.readers.files import name_of
from pipeline.readers.intake import digest_of
from pipeline.reports.portfolio import PortfolioEntry, entry_from
from pipeline.reports.table import report_named, write_reports
from pipeline.reports.writing import write_all
from pipeline.store.cache import Cache
from pipeline.store.layers import Layers
from pipeline.store.portfolio import open_store

LINE = "portfolio-line.json"  # among a supplier's kept reports: what the run told of it, and their digests
UNREAD = "unread.json"  # among a document's: why it can't be read


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker holds from the first question to the last.

    `keep` holds readings and reviews, `cache` finished reports and why a document could not be read.
    """

    tools: Tools
    keep: Layers
    cache: Cache


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, by its id.

    `lasting` where another try would end the same way; `limited` where it went beyond the time or
    memory allowed, so that it might not on a faster machine.
    """

    document: str
    failure: Failure
    lasting: bool
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A supplier whose reports are written; `entry` is None where none of its documents could be read.

    `kept` tells that an earlier run had made them, `limited` as in `Unread`.
    """

    entry: PortfolioEntry | None
    failures: tuple[Failure, ...]
    limited: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A review as it was made and written; `lasting` where its job's digests stand for it.

    `said` is what the store records of it, `ground` what was found over the set on the way.
    """

    reviewed: Reviewed
    said: SupplierReview
    lasting: bool
    ground: Groundwork | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What is kept of a supplier beside its reports: their SHA-256 (hex) by name of the file."""

    reviewed: Reviewed
    digests: dict[str, str] = field(default_factory=dict)


_LINE = TypeAdapter(Line)
_UNREAD = TypeAdapter(Unread)


def open_bench(cache: Path, *, load: Callable[[], Tools], store: str | None) -> Bench:
    """Load what a worker needs; raises LibraryError, ClassifierError, UsageError, StoreError.

    Readings are kept in the store where there is one, else beside the finished reports.
    """
    folder = Cache(cache)
    return Bench(load(), open_store(store).layers() if store else folder, folder)


def read_document(bench: Bench, document: PlannedDocument, *, again: bool = False) -> Unread | None:
    """Read, classify and keep a document; return why it can't be read, None where it was.

    What an earlier run found unreadable is not tried, unless it was `limited` and is wanted `again`.
    """
    kept = kept_unread(bench, document, again=again)
    if kept is not None:
        return kept
    try:
        _reading(bench, document)
    except ReadError as error:
        unread = unread_of(document, error)
        keep_unread(bench, document, unread)
        return unread
    return None


def unread_of(document: PlannedDocument, error: ReadError) -> Unread:
    """Return why a document can't be read."""
    return Unread(
        document.id,
        failure_of(document.path, error),
        lasting=not isinstance(error, MissingProgram),  # it may be installed by tomorrow
        limited=isinstance(error, LimitExceeded),
    )


def write_review(
    bench: Bench, job: Job, unread: Sequence[Unread], *, out: Path, formats: tuple[str, ...]
) -> Written:
    """Assess the documents that were read, write the supplier's reports and keep them."""
    kept = bench.keep.review(job.digest, edition=bench.tools.edition)
    is_same = kept is not None and kept.failures == _failures(job, unread)
    review = kept if kept is not None and is_same else _review(bench, job, unread)
    made, paths = written(review, job, unread, tools=bench.tools, out=out, formats=formats)
    if made.lasting:
        bench.keep.keep_review(review, set_sha256=job.digest, edition=bench.tools.edition)
        reports = {path.name: path.read_bytes() for path in paths}
        keep_reports(reports, job, made.reviewed, cache=bench.cache, edition=bench.tools.edition)
    return made


def written(
    review: Review,
    job: Job,
    unread: Sequence[Unread],
    *,
    tools: Tools,
    out: Path,
    formats: tuple[str, ...],
) -> tuple[Written, tuple[Path, ...]]:
    """Write the reports of a review; return it as it was written, and the files."""
    whole = replace(review, left_out=job.left_out)
    paths = write_reports(whole, tools.library, formats=formats, folder=job.folder_in(out))
    entries = [entry_from(a, f"{job.folder}/review.json") for a in whole.assessments]
    limited = any(u.limited for u in unread)
    reviewed = Reviewed(entries[0] if entries else None, whole.failures, limited=limited)
    lasting = job.lasting and all(u.lasting for u in unread) and _is_as_planned(review, job)
    said = SupplierReview.of(job.supplier, whole)
    return Written(reviewed, said, lasting, whole.groundwork), tuple(paths)


def keep_reports(
    reports: Mapping[str, bytes], job: Job, reviewed: Reviewed, *, cache: Cache, edition: Edition
) -> None:
    """Keep a supplier's finished reports and its line, for `restore`; those of other formats stay."""
    before = _line(job, cache=cache, edition=edition)
    digests = {name: sha256(content).hexdigest() for name, content in reports.items()}
    same = before is not None and before.reviewed == reviewed
    line = Line(reviewed, (before.digests if before and same else {}) | digests)
    for name, content in {**reports, LINE: _LINE.dump_json(line)}.items():
        cache.keep_report(content, set_sha256=job.digest_of_all, name=name, edition=edition)


def is_kept(
    job: Job, *, cache: Cache, edition: Edition, formats: Sequence[str] = (), again: bool = False
) -> bool:
    """Tell whether an earlier run kept this supplier's reports, and they are not to be tried again."""
    line = _line(job, cache=cache, edition=edition)
    if line is None or (again and line.reviewed.limited):
        return False
    return all(report_named(name).file in line.digests for name in formats)


def restore(
    job: Job, *, cache: Cache, edition: Edition, out: Path, formats: tuple[str, ...], again: bool = False
) -> Reviewed | None:
    """Write the reports that an earlier run kept; None where not all of them were.

    A file that holds the very same already is left.
    """
    line = _line(job, cache=cache, edition=edition)
    if line is None or (again and line.reviewed.limited):
        return None
    folder = job.folder_in(out)
    missing: dict[str, bytes] = {}
    for name in (report_named(f).file for f in formats):
        if not cache.has_report(job.digest_of_all, name=name, edition=edition):
            return None
        if digest_of(folder / name) != line.digests.get(name):
            content = cache.report(job.digest_of_all, name=name, edition=edition)
            if content is None:
                return None
            missing[name] = content
    if missing:
        write_all(missing, folder=folder)
    entry = line.reviewed.entry
    entry = entry and replace(entry, review=f"{job.folder}/review.json")
    return replace(line.reviewed, entry=entry, kept=True)


def _reading(bench: Bench, document: PlannedDocument) -> ReadAgreement:
    return read_agreement(document.path, document_id=document.id, tools=bench.tools, keep=bench.keep)


def _review(bench: Bench, job: Job, unread: Sequence[Unread]) -> Review:
    failed = {u.document for u in unread}
    readings = [_reading(bench, d) for d in job.documents if d.id not in failed]
    return review_of(job, readings, unread, tools=bench.tools)


def review_of(
    job: Job, readings: Sequence[ReadAgreement], unread: Sequence[Unread], *, tools: Tools
) -> Review:
    """Return the review of a supplier from what was read of its documents and what was not."""
    failures = _failures(job, unread)
    assessed = (assess_agreements(job.supplier, readings, failures, tools=tools),) if readings else ()
    return Review(edition=tools.edition, assessments=assessed, failures=failures)


def _failures(job: Job, unread: Sequence[Unread]) -> tuple[Failure, ...]:
    """Return what may hold an answer and was not read: documents, and what could not even be opened."""
    return (*(u.failure for u in unread), *job.failures)


def _is_as_planned(review: Review, job: Job) -> bool:
    """Tell whether what was read is what the job's digests stand for: a file may change meanwhile."""
    planned = {d.id: d.sha256 for d in job.documents}
    documents = (a.document for s in review.assessments for a in s.agreements.agreements)
    return all(planned[d.id] == d.source.sha256 for d in documents)


def keep_unread(bench: Bench, document: PlannedDocument, unread: Unread) -> None:
    """Keep why a document could not be read, where another try would end the same way."""
    if document.sha256 and unread.lasting:
        bench.cache.keep_report(
            _UNREAD.dump_json(unread),
            set_sha256=document.sha256,
            name=f"{name_of(document.path)}/{UNREAD}",
            edition=bench.tools.edition,
        )


def kept_unread(bench: Bench, document: PlannedDocument, *, again: bool) -> Unread | None:
    """Return why an earlier run could not read the document; None where it is to be tried."""
    name = f"{name_of(document.path)}/{UNREAD}"
    content = bench.cache.report(document.sha256, name=name, edition=bench.tools.edition)
    if content is not None:
        with contextlib.suppress(ValidationError):
            kept = replace(_UNREAD.validate_json(content), document=document.id)
            return None if again and kept.limited else kept
    return None


def _line(job: Job, *, cache: Cache, edition: Edition) -> Line | None:
    content = cache.report(job.digest_of_all, name=LINE, edition=edition)
    if content is None or not job.lasting:
        return None
    try:
        return _LINE.validate_json(content)
    except ValidationError:
        return None
