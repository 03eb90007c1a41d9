"""The register of a run: written anew only where it would say something else, or does not stand."""

import json
from dataclasses import replace
from datetime import date

import pytest

from pipeline.batch import register
from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.review import Failure
from pipeline.reports.register import Whole
from pipeline.store.cache import Cache

from .desk import EDITION, LIBRARY

FORMATS = ("json", "csv", "docx")
WHOLE = Whole(LIBRARY, EDITION, (Failure("old.doc", "unknown kind"),), (), date(2026, 3, 1))


class Store:
    """Two suppliers of one run; `looked` counts how often they were gone through."""

    def __init__(self) -> None:
        self.digests = {"acme": "aa", "beta": "bb"}
        self.looked = 0

    def said(self, run: int) -> dict[str, str]:
        assert run == 7
        return self.digests

    def reviews(self, run: int):
        assert run == 7
        self.looked += 1
        return (SupplierReview(name, (), None, (), ()) for name in self.digests)


@pytest.fixture
def written(tmp_path):
    """Write the register into out; returns the store and a function that writes it again."""
    store, cache = Store(), Cache(tmp_path / "cache")

    def write(whole=WHOLE, *, out="out", paths=None, formats=FORMATS):
        return register.write_register(
            store,
            7,
            whole,
            paths=paths or {"acme": "reviews/acme/review.json"},
            folder=tmp_path / out,
            formats=formats,
            cache=cache,
        )

    write()
    assert store.looked == 1
    return store, write


def files(paths):
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_ino) for p in paths}


def test_what_is_right_is_left_as_it_is(written):
    store, write = written
    before = files(write())
    assert set(before) == {"portfolio.json", "portfolio.csv"}
    assert files(write()) == before
    assert store.looked == 1
    assert len(json.loads(before["portfolio.json"][0])["suppliers"]) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"whole": replace(WHOLE, as_of=date(2026, 3, 2))},
        {"whole": replace(WHOLE, as_of=None)},
        {"whole": replace(WHOLE, failures=())},
        {"whole": replace(WHOLE, left_out=(Failure("a.png", "a picture"),))},
        {"whole": replace(WHOLE, edition=replace(EDITION, library="sha256:cc"))},
        {"paths": {"acme": "reviews/acme-2/review.json"}},
        {"formats": (*FORMATS, "html")},
        {"out": "elsewhere"},
    ],
    ids=["day", "no day", "failures", "left out", "edition", "paths", "formats", "folder"],
)
def test_what_it_is_made_from_decides(written, change):
    store, write = written
    made = write(**change)
    assert store.looked == 2
    assert all(path.is_file() for path in made)


@pytest.mark.parametrize("says", ["another", "gone", "more"])
def test_what_is_said_of_any_supplier_decides(written, says):
    store, write = written
    changed = {"another": {"acme": "aa", "beta": "b2"}, "gone": {"acme": "aa"}}
    store.digests = changed.get(says, store.digests | {"gamma": "cc"})
    write()
    assert store.looked == 2


def test_a_file_that_was_changed_or_is_gone_is_written_again(written):
    store, write = written
    one, other = write()
    right = one.read_bytes()
    one.write_bytes(right[:-1])
    write()
    other.unlink()
    write()
    assert (store.looked, one.read_bytes(), other.is_file()) == (3, right, True)


def test_a_note_that_is_damaged_is_none(written, monkeypatch):
    store, write = written
    monkeypatch.setattr(Cache, "report", lambda *_args, **_more: b'{"portfolio.json": 1}')
    write()
    assert store.looked == 2
