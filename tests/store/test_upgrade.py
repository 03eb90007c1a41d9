"""A store of an earlier program becomes one of this program when it is opened."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from pipeline.domain.review import Failure
from pipeline.errors import StoreError
from pipeline.store import upgrade as upgrading
from pipeline.store.database import make_engine, store_url
from pipeline.store.portfolio import open_store
from pipeline.store.schema import REVISION, schema

FIRST = Path(__file__).parent / "first_revision.sql"


@pytest.fixture
def first(tmp_path):
    """A store as the first revision left it, with a run in it."""
    path = tmp_path / "store.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    connection.close()
    return path


def revisions():
    return [step.revision for step in ScriptDirectory(str(upgrading.MIGRATIONS)).walk_revisions()][::-1]


def test_the_steps_are_one_line_that_ends_where_the_program_is():
    assert revisions()[0] == "0001"
    assert revisions()[-1] == REVISION


@pytest.mark.parametrize("revision", revisions())
def test_every_revision_becomes_what_the_program_expects(tmp_path, revision):
    engine = make_engine(store_url(str(tmp_path / "store.sqlite")))
    upgrading.upgrade(engine, name="store", to=revision)
    upgrading.upgrade(engine, name="store")
    assert differences(engine) == []


@pytest.mark.xdist_group("postgresql")
def test_a_new_store_on_a_server_is_what_the_program_expects(new_database):
    with open_store(new_database):
        assert differences(make_engine(store_url(new_database))) == []


def differences(engine):
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), schema)
    engine.dispose()
    return found


def test_what_the_first_revision_held_is_still_there(first):
    with open_store(str(first)) as store:
        run = store.run()
        (review,) = store.reviews(run.id)
    assert (run.id, run.source, run.counts.suppliers, run.counts.documents) == (1, "suppliers/", 1, 1)
    assert (review.supplier, review.documents[0].name, review.coverage.overall) == ("acme", "terms.pdf", 0.5)
    (finding,) = review.findings
    assert (finding.requirement, finding.status, finding.terms[0].value) == ("in-deadline", "met", "72 h")
    assert (finding.evidence[0].quote, finding.evidence[0].place.page) == ("within 72 hours", 1)
    assert review.failures == (Failure("scan.pdf", "scan.pdf is empty."),)


def test_a_store_that_is_opened_by_many_at_once_is_made_once(tmp_path):
    def opened(_):
        with open_store(str(tmp_path / "store.sqlite")) as store:
            return store.status().revision

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(opened, range(8))) == {REVISION}


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE alembic_version SET version_num = '9999'",
            r"made by a newer clausegap \(its revision is 9999\)",
        ),
        ("DROP TABLE alembic_version", "holds tables of something else: name another with --store"),
    ],
)
def test_a_store_of_a_newer_program_or_of_none_of_ours_stays_as_it_is(first, statement, words):
    engine = make_engine(store_url(str(first)))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    before = first.read_bytes()
    with pytest.raises(StoreError, match=words) as told:
        open_store(str(first))
    assert "\n" not in str(told.value)
    assert first.read_bytes() == before
