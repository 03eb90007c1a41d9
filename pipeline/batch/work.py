"""What workers do: read a document, review a supplier. Each keeps its result before it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.analyze import Tools, assess_agreements, failure_of, load_tools, read_agreement
from pipeline.batch.plan import Job, PlannedDocument
from pipeline.domain.reading import ReadAgreement
from pipeline.domain.review import Edition, Failure, Review
from pipeline.errors import LimitExceeded, MissingProgram, ReadError
from pipeline.readers.manner import DEFAULT_MANNER, Manner
from pipeline.reports.portfolio import PortfolioEntry, entry_from
from pipeline.reports.table import report_named, write_reports
from pipeline.reports.writing import write_all
from pipeline.store.cache import Cache

LINE = "portfolio-line.json"  # among a supplier's kept reports: what the portfolio says of it


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker holds from the first question to the last."""

    tools: Tools
    cache: Cache


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, by its id; `lasting` where another try would end the same way."""

    document: str
    failure: Failure
    lasting: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A supplier whose reports are written; `entry` is None where none of its documents could be read."""

    entry: PortfolioEntry | None
    failures: tuple[Failure, ...]


REVIEWED = TypeAdapter(Reviewed)


def open_bench(
    cache: Path,
    *,
    library: Path | None = None,
    classifier: Path | None = None,
    manner: Manner = DEFAULT_MANNER,
) -> Bench:
    """Load what a worker needs; raises LibraryError, ClassifierError, UsageError."""
    tools = load_tools(library_folder=library, classifier_folder=classifier, manner=manner)
    return Bench(tools, Cache(cache))


def read_document(bench: Bench, document: PlannedDocument) -> Unread | None:
    """Read, classify and keep a document; return why it can't be read, None where it was."""
    try:
        _reading(bench, document)
    except ReadError as error:
        failure = failure_of(document.path, error)
        # Time and memory depend on what else the machine does, programs may be installed; a password is
        # needed every time.
        return Unread(document.id, failure, lasting=not isinstance(error, LimitExceeded | MissingProgram))
    return None


def write_review(
    bench: Bench, job: Job, unread: Sequence[Unread], *, out: Path, formats: tuple[str, ...]
) -> Reviewed:
    """Assess the documents that were read, write the supplier's reports and keep them."""
    review = bench.cache.review(job.digest, edition=bench.tools.edition) or _review(bench, job, unread)
    whole = replace(review, failures=(*review.failures, *job.failures), left_out=job.left_out)
    paths = write_reports(whole, bench.tools.library, formats=formats, folder=out / job.folder)
    entries = [entry_from(a, f"{job.folder}/review.json") for a in whole.assessments]
    reviewed = Reviewed(entries[0] if entries else None, whole.failures)
    if job.lasting and all(u.lasting for u in unread) and _is_as_planned(review, job):
        bench.cache.keep_review(review, set_sha256=job.digest, edition=bench.tools.edition)
        _keep_reports(bench, job, reviewed, paths)
    return reviewed


def is_kept(job: Job, *, cache: Cache, edition: Edition) -> bool:
    """Tell whether an earlier run kept this supplier's review."""
    return _line(job, cache=cache, edition=edition) is not None


def restore(
    job: Job, *, cache: Cache, edition: Edition, out: Path, formats: tuple[str, ...]
) -> Reviewed | None:
    """Write the reports that an earlier run kept; None where not all of them were."""
    reviewed = _line(job, cache=cache, edition=edition)
    if reviewed is None:
        return None
    files: dict[str, str | bytes] = {}
    for name in (report_named(f).file for f in formats):
        content = cache.report(job.digest_of_all, name=name, edition=edition)
        if content is None:
            return None
        files[name] = content
    write_all(files, folder=out / job.folder)
    entry = reviewed.entry and replace(reviewed.entry, review=f"{job.folder}/review.json")
    return replace(reviewed, entry=entry)


def _reading(bench: Bench, document: PlannedDocument) -> ReadAgreement:
    return read_agreement(document.path, document_id=document.id, tools=bench.tools, keep=bench.cache)


def _review(bench: Bench, job: Job, unread: Sequence[Unread]) -> Review:
    failed = {u.document for u in unread}
    readings = [_reading(bench, d) for d in job.documents if d.id not in failed]
    failures = tuple(u.failure for u in unread)
    return Review(
        edition=bench.tools.edition,
        assessments=(assess_agreements(job.supplier, readings, failures, tools=bench.tools),)
        if readings
        else (),
        failures=failures,
    )


def _is_as_planned(review: Review, job: Job) -> bool:
    """Tell whether what was read is what the job's digests stand for: a file may change meanwhile."""
    planned = {d.id: d.sha256 for d in job.documents}
    documents = (a.document for s in review.assessments for a in s.agreements.agreements)
    return all(planned[d.id] == d.source.sha256 for d in documents)


def _keep_reports(bench: Bench, job: Job, reviewed: Reviewed, paths: Sequence[Path]) -> None:
    line = REVIEWED.dump_json(reviewed)
    for name, content in [*((p.name, p.read_bytes()) for p in paths), (LINE, line)]:
        bench.cache.keep_report(content, set_sha256=job.digest_of_all, name=name, edition=bench.tools.edition)


def _line(job: Job, *, cache: Cache, edition: Edition) -> Reviewed | None:
    content = cache.report(job.digest_of_all, name=LINE, edition=edition)
    if content is None or not job.lasting:
        return None
    try:
        return REVIEWED.validate_json(content)
    except ValidationError:
        return None
