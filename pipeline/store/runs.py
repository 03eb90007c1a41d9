"""Runs in a store: begun, filled a supplier at a time, finished; each function within one transaction."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from pipeline.domain.portfolio import (
    Build,
    Run,
    RunCounts,
    RunKey,
    RunKind,
    RunStatus,
    SupplierReview,
)
from pipeline.domain.review import Edition, Failure, Status
from pipeline.store import schema
from pipeline.store.review_loading import failures_in, load_reviews
from pipeline.store.review_rows import failure_rows, own_row, rows_of

AT_ONCE = 40  # reviews loaded together
MOST_NAMES = 500  # in one statement: databases limit its parameters


def begin(
    connection: Connection,
    *,
    token: str,
    source: str,
    edition: Edition,
    build: Build,
    kind: RunKind,
    playbook: str,
    planned: int,
) -> RunKey:
    """Return a new run, or the last of the same source and edition where that was broken off."""
    runs = schema.runs
    connection.execute(  # whoever wrote them is gone: we hold the lock
        update(runs).where(runs.c.status == RunStatus.RUNNING).values(status=RunStatus.STOPPED)
    )
    same: dict[str, Any] = {
        "kind": kind,
        "source": source,
        "edition_id": edition_id(connection, edition, build),
        "playbook": playbook,
    }
    own: dict[str, Any] = {"status": RunStatus.RUNNING, "token": token, "planned": planned, "ended": None}
    broken_off = _broken_off(connection, **same)
    if broken_off is not None:
        connection.execute(update(runs).where(runs.c.id == broken_off).values(**own))
        return RunKey(broken_off, token, resumed=True)
    return RunKey(_inserted(connection, runs, **same, **own, begun=datetime.now(UTC)), token)


def _broken_off(
    connection: Connection, *, kind: RunKind, source: str, edition_id: int, playbook: str
) -> int | None:
    """Return the last run of the kind and source where it was broken off and was made with the same."""
    runs = schema.runs
    of = select(runs).where(runs.c.kind == kind, runs.c.source == source).order_by(runs.c.id.desc())
    last = connection.execute(of.limit(1)).one_or_none()
    if last is None or last.status != RunStatus.STOPPED:
        return None
    return int(last.id) if (last.edition_id, last.playbook) == (edition_id, playbook) else None


def keep_only(connection: Connection, run: RunKey, suppliers: Mapping[str, str]) -> None:
    """Take out of a run what it says of suppliers that are gone, or whose papers changed."""
    stale = [name for name, digest in recorded(connection, run.id).items() if suppliers.get(name) != digest]
    for names in _pieces(stale):
        of = select(schema.suppliers.c.id).where(schema.suppliers.c.name.in_(names))
        links = schema.run_reviews
        connection.execute(delete(links).where(links.c.run_id == run.id, links.c.supplier_id.in_(of)))
    connection.execute(delete(schema.failures).where(schema.failures.c.run_id == run.id))


def recorded(connection: Connection, run: int) -> dict[str, str]:
    """Return supplier → digest of the set for all that a run holds."""
    links = schema.run_reviews
    wanted = (
        select(schema.suppliers.c.name, links.c.set_sha256)
        .join(schema.suppliers)
        .where(links.c.run_id == run)
    )
    return {row.name: row.set_sha256 for row in connection.execute(wanted)}


def adopt(connection: Connection, run: RunKey, sets: Mapping[str, str]) -> frozenset[str]:
    """Link what the newest run with this edition says of the very same sets; return whose it was found."""
    runs, links, names = schema.runs, schema.run_reviews, schema.suppliers
    edition = select(runs.c.edition_id).where(runs.c.id == run.id).scalar_subquery()
    found: dict[str, Row[Any]] = {}
    for piece in _pieces(sets):
        wanted = (
            select(names.c.name, links)
            .join(links, links.c.supplier_id == names.c.id)
            .join(runs, runs.c.id == links.c.run_id)
            .where(
                names.c.name.in_(piece), runs.c.edition_id == edition, runs.c.id != run.id, links.c.lasting
            )
            .order_by(links.c.run_id)
        )
        rows = connection.execute(wanted)
        found |= {row.name: row for row in rows if sets[row.name] == row.set_sha256}
    for row in found.values():
        link = {"set_sha256": row.set_sha256, "lasting": True, "groundwork": row.groundwork}
        _link(connection, run, row.supplier_id, row.review_id, **link)
    return frozenset(found)


def record(
    connection: Connection,
    run: RunKey,
    review: SupplierReview,
    *,
    set_sha256: str,
    lasting: bool,
    groundwork: bytes | None,
) -> None:
    """Store the review, unless it is there, and link it in the run."""
    supplier = _found_or_made(connection, schema.suppliers, "name", name=review.supplier)
    row = own_row(review)
    reviews = schema.reviews
    wanted = select(reviews.c.id).where(reviews.c.supplier_id == supplier, reviews.c.said == row["said"])
    number = connection.execute(wanted).scalar()
    if number is None:
        number = _inserted(connection, reviews, supplier_id=supplier, **row)
        ids = [
            _found_or_made(
                connection, schema.documents, "sha256", sha256=d.sha256, media_type=d.media_type, size=d.size
            )
            for d in review.documents
        ]
        for table, rows in rows_of(review, number, document_ids=ids).items():
            if rows:
                connection.execute(insert(table), rows)
    _link(connection, run, supplier, number, set_sha256=set_sha256, lasting=lasting, groundwork=groundwork)


def record_failures(
    connection: Connection, run: RunKey, failures: Sequence[Failure], left_out: Sequence[Failure]
) -> None:
    """Put what could not be read, of no supplier in particular, in place of what the run said of it."""
    connection.execute(delete(schema.failures).where(schema.failures.c.run_id == run.id))
    if rows := failure_rows(failures, left_out, run_id=run.id):
        connection.execute(insert(schema.failures), rows)


def finish(connection: Connection, run: RunKey, *, stopped: bool) -> None:
    """End the run."""
    status = RunStatus.STOPPED if stopped else RunStatus.FINISHED
    runs = schema.runs
    connection.execute(update(runs).where(runs.c.id == run.id).values(status=status, ended=datetime.now(UTC)))


# ---------------------------------------------------------------- looking


def listed(connection: Connection, *, number: int | None = None, alive: bool) -> tuple[Run, ...]:
    """Return all runs, newest first, or the one of that number; none is running where no writer is alive."""
    runs, editions = schema.runs, schema.editions
    wanted = select(runs, editions.c.edition, editions.c.build).join(editions).order_by(runs.c.id.desc())
    if number is not None:
        wanted = wanted.where(runs.c.id == number)
    return tuple(_run(connection, row, alive=alive) for row in connection.execute(wanted).all())


def finished(connection: Connection, *, most: int) -> tuple[tuple[int, Edition, Build], ...]:
    """Return number, edition and program of the last finished runs, without counting what they hold."""
    runs, editions = schema.runs, schema.editions
    wanted = select(runs.c.id, editions.c.edition, editions.c.build).join(editions)
    wanted = wanted.where(runs.c.status == RunStatus.FINISHED).order_by(runs.c.id.desc()).limit(most)
    rows = connection.execute(wanted)
    return tuple((row.id, _edition(row.edition), Build(**row.build)) for row in rows)


def reviews_of(
    connection: Connection, run: int, suppliers: Sequence[str] | None = None
) -> Iterator[SupplierReview]:
    """Yield what the run says, by supplier name, a few suppliers in memory at a time."""
    ids = [
        number
        for name, number in review_ids(connection, run).items()
        if suppliers is None or name in suppliers
    ]
    for piece in _pieces(ids, AT_ONCE):
        found = load_reviews(connection, piece)
        yield from (found[number] for number in piece)


def review_ids(connection: Connection, run: int) -> dict[str, int]:
    """Return supplier → number of the review linked, by name; the same number says the same."""
    links, names = schema.run_reviews, schema.suppliers
    wanted = (
        select(names.c.name, links.c.review_id)
        .join(names)
        .where(links.c.run_id == run)
        .order_by(names.c.name)
    )
    return {row.name: row.review_id for row in connection.execute(wanted)}


def said(connection: Connection, run: int) -> dict[str, str]:
    """Return supplier → digest of all that the run says of it."""
    links, names, reviews = schema.run_reviews, schema.suppliers, schema.reviews
    wanted = (
        select(names.c.name, reviews.c.said)
        .join_from(links, names)
        .join(reviews, reviews.c.id == links.c.review_id)
        .where(links.c.run_id == run)
    )
    return {row.name: row.said for row in connection.execute(wanted)}


def groundwork(connection: Connection, run: int, suppliers: Sequence[str]) -> dict[str, bytes]:
    """Return supplier → what the run found over the whole set, as it was stored."""
    links, names = schema.run_reviews, schema.suppliers
    wanted = select(names.c.name, links.c.groundwork).join(names)
    rows = connection.execute(wanted.where(links.c.run_id == run, names.c.name.in_(suppliers)))
    return {row.name: row.groundwork for row in rows if row.groundwork is not None}


def papers_of(connection: Connection, run: int) -> set[tuple[str, str]]:
    """Return digest and name of every document that the run's reviews rest on."""
    links, papers, files = schema.run_reviews, schema.review_documents, schema.documents
    wanted = (
        select(files.c.sha256, papers.c.name)
        .join(papers, papers.c.document_id == files.c.id)
        .join(links, links.c.review_id == papers.c.review_id)
        .where(links.c.run_id == run)
    )
    return {(row.sha256, row.name) for row in connection.execute(wanted)}


def run_failures(connection: Connection, run: int) -> tuple[tuple[Failure, ...], tuple[Failure, ...]]:
    """Return what could not be read of no supplier in particular, and what was left out."""
    table = schema.failures
    rows = connection.execute(select(table).where(table.c.run_id == run).order_by(table.c.id)).all()
    return failures_in(rows, left_out=False), failures_in(rows, left_out=True)


def _run(connection: Connection, row: Row[Any], *, alive: bool) -> Run:
    status = RunStatus(row.status)
    return Run(
        id=row.id,
        kind=RunKind(row.kind),
        status=RunStatus.STOPPED if status is RunStatus.RUNNING and not alive else status,
        source=row.source,
        begun=row.begun,
        ended=row.ended,
        edition=_edition(row.edition),
        build=Build(**row.build),
        playbook=row.playbook,
        planned=row.planned,
        counts=_counts(connection, row.id),
    )


def _edition(stored: Mapping[str, Any]) -> Edition:
    """Return an edition as it was stored; another program's may have fields that this one does not know."""
    known = {name: stored[name] for name in Edition.__dataclass_fields__ if name in stored}
    return Edition(**known | {"profiles": tuple(known.get("profiles", ()))})


def _counts(connection: Connection, run: int) -> RunCounts:
    links, findings, failures, papers = (
        schema.run_reviews,
        schema.findings,
        schema.failures,
        schema.review_documents,
    )
    mine = select(links.c.review_id).where(links.c.run_id == run).scalar_subquery()

    def count(table: Table, *conditions: Any) -> int:
        return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar() or 0

    statuses = connection.execute(
        select(findings.c.status, func.count())
        .where(findings.c.review_id.in_(mine))
        .group_by(findings.c.status)
    )
    counted = {Status(status): number for status, number in statuses}
    failed = failures.c.review_id.in_(mine) | (failures.c.run_id == run)
    return RunCounts(
        suppliers=count(links, links.c.run_id == run),
        documents=count(papers, papers.c.review_id.in_(mine)),
        failures=count(failures, failed, failures.c.left_out.is_(False)),
        statuses={status: counted[status] for status in Status if status in counted},
    )


# ---------------------------------------------------------------- rows


def edition_id(connection: Connection, edition: Edition, build: Build) -> int:
    """Return the number of what reviews are made with: the edition and the program."""
    parts = {"edition": asdict(edition), "build": asdict(build)}
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    named = {"library": edition.library, "classifier": edition.classifier}
    return _found_or_made(connection, schema.editions, "digest", digest=digest, **parts, **named)


def _link(connection: Connection, run: RunKey, supplier: int, review: int, **values: Any) -> None:
    links = schema.run_reviews
    connection.execute(delete(links).where(links.c.run_id == run.id, links.c.supplier_id == supplier))
    link = {"run_id": run.id, "supplier_id": supplier, "review_id": review, "stored": datetime.now(UTC)}
    connection.execute(insert(links).values(**link, **values))


def _found_or_made(connection: Connection, table: Table, by: str, **values: Any) -> int:
    """Return the number of the row with this value of its unique column, made where it is not there.

    Workers write at the same time: where another made it in between, that one is taken.
    """
    wanted = select(table.c.id).where(table.c[by] == values[by])
    number = connection.execute(wanted).scalar()
    if number is None:
        connection.execute(_unless_there(connection, table).values(**values))
        number = connection.execute(wanted).scalar_one()
    return int(number)


def _unless_there(connection: Connection, table: Table) -> Any:
    from sqlalchemy.dialects import postgresql, sqlite  # noqa: PLC0415 - only here

    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def _inserted(connection: Connection, table: Table, **values: Any) -> int:
    (number,) = connection.execute(insert(table).values(**values)).inserted_primary_key or (None,)
    assert number is not None
    return int(number)


def _pieces(items: Iterable[Any], size: int = MOST_NAMES) -> Iterator[list[Any]]:
    everything = list(items)
    yield from (everything[n : n + size] for n in range(0, len(everything), size))
