from uuid import uuid4

import pytest
from sqlalchemy import text

from pipeline.store.database import make_engine, store_url
from pipeline.store.portfolio import open_store
from pipeline.store.schema import schema

from .server import postgresql


@pytest.fixture(scope="session")
def server():
    with postgresql() as running:
        yield running


@pytest.fixture
def new_database(server):
    """The URL of a database on the server that nothing is in."""
    name = f"t{uuid4().hex}"
    server.sql(f"CREATE DATABASE {name}")
    return server.url_of(name)


@pytest.fixture(scope="session")
def one_database(server):
    """The URL of a store on the server, and how to empty it: faster than a new one for each test."""
    with open_store(server.url):
        pass
    engine = make_engine(store_url(server.url))
    tables = ", ".join(schema.tables)

    def empty():
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))

    yield server.url, empty
    engine.dispose()


@pytest.fixture
def on_server(one_database):
    """The URL of an empty store on the server."""
    url, empty = one_database
    empty()
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))])
def where(request, tmp_path):
    """What to name with --store: a file, or a database on a server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'portfolio.sqlite'}"
    return request.getfixturevalue("on_server")
