"""Portfolios by folder, pattern and URL; what lies elsewhere is fetched whole, once, and gone afterwards."""

import errno
from pathlib import Path

import fsspec
import pytest

from pipeline.errors import UsageError
from pipeline.readers import remote
from pipeline.readers.limits import Limits
from pipeline.readers.portfolios import found_supplier, found_suppliers, without_secrets

PAPERS = {
    "acme/2026-terms.md": "# Terms",
    "acme/2026/dpa.txt": "Data is kept in Norway.",
    "acme/2025-terms.md": "# Old terms",
    "acme/2026-logo.png": "picture",
    "beta/2026-sla.md": "# SLA",
    "beta/2024/terms.md": "# Older terms",
    "gamma/2023.md": "# Other terms",
    "2026-delta.md": "# Delta",
    ".hidden/x.md": "# Hidden",
}


@pytest.fixture
def folder(tmp_path):
    for name, words in PAPERS.items():
        path = tmp_path / "contracts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words)
    return tmp_path / "contracts"


@pytest.fixture
def memory():
    """The in-memory file system with the same papers in it, empty again afterwards."""
    system = fsspec.filesystem("memory")
    for name, words in PAPERS.items():
        system.pipe(f"/bucket/contracts/{name}", words.encode())
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def papers_of(where, **options):
    """Return supplier → file names, and what was left out or failed anywhere, by name."""
    with found_suppliers(where, **options) as found:
        names = {s.name: sorted(d.name for d in s.papers.documents) for s in found.suppliers}
        beside = [*found.left_out, *found.failures]
        beside += [f for s in found.suppliers for f in (*s.papers.left_out, *s.papers.failures)]
        return names, {f.name: f.reason for f in beside}


ALL = {
    "acme": ["2025-terms.md", "2026-terms.md", "dpa.txt"],
    "beta": ["2026-sla.md", "terms.md"],
    "gamma": ["2023.md"],
    "2026-delta": ["2026-delta.md"],
}
OF_2026 = {"acme": ["2026-terms.md", "dpa.txt"], "beta": ["2026-sla.md"]}


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("", ALL),
        ("/*", ALL),
        ("/*/2026*", OF_2026),
        ("/[ab]*/2026*", OF_2026),
        ("/2026*", {"2026-delta": ["2026-delta.md"]}),
        ("/**/dpa.txt", {"acme": ["dpa.txt"]}),
    ],
)
@pytest.mark.parametrize("place", ["path", "file", "memory"])
def test_the_same_suppliers_are_found_by_path_and_by_url(folder, memory, place, pattern, names):
    where = {"path": f"{folder}", "file": f"file://{folder}", "memory": "memory://bucket/contracts"}[place]
    found, beside = papers_of(where + pattern)
    assert found == names
    picture = {n: r for n, r in beside.items() if "picture" in r}
    assert set(picture) <= {"2026-logo.png"}
    assert bool(picture) == (pattern in ("", "/*", "/*/2026*", "/[ab]*/2026*"))


def test_a_folder_whose_own_name_looks_like_a_pattern_is_a_folder(tmp_path):
    (tmp_path / "papers[1]" / "acme").mkdir(parents=True)
    (tmp_path / "papers[1]" / "acme" / "terms.md").write_text("# Terms")
    assert papers_of(f"{tmp_path}/papers[1]")[0] == {"acme": ["terms.md"]}


def test_copies_are_private_hold_the_papers_and_are_gone_afterwards(memory):
    with found_suppliers("memory://bucket/contracts") as found:
        paths = [d for s in found.suppliers for d in s.papers.documents]
        (top,) = {p for path in paths for p in path.parents if p.name.startswith("clausegap-fetched-")}
        assert top.stat().st_mode & 0o777 == 0o700
        assert {p.read_text() for p in paths if p.name == "dpa.txt"} == {"Data is kept in Norway."}
        assert (top / "acme" / "2026-logo.png").read_bytes() == b""  # of a kind that is not read: not fetched
    assert not top.exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("acme/../../evil.md", "a name that no file here can have"),
        ("acme/" + "x" * 300 + ".md", "a name that no file here can have"),
        ("acme/nul\0.md", "a name that no file here can have"),
        ("acme/large.md", "large.md has 0.0 MB, the limit is 0 MB"),
    ],
)
def test_what_can_not_be_a_copy_is_a_failure_of_its_supplier(memory, name, says):
    memory.store[f"/bucket/contracts/{name}"] = file_of(memory, b"x" * 2_000)
    found, beside = papers_of("memory://bucket/contracts", limits=Limits(bytes=1_000))
    assert found == ALL
    ((_, reason),) = ((n, r) for n, r in beside.items() if "picture" not in r)
    assert says in reason


def test_a_file_that_grows_beyond_its_size_is_not_copied_on_and_on(memory, monkeypatch):
    monkeypatch.setattr(remote, "_too_large", lambda *_: None)
    memory.pipe("/bucket/contracts/acme/large.md", b"x" * 2_000)
    found, beside = papers_of("memory://bucket/contracts", limits=Limits(bytes=1_000))
    assert found == ALL
    assert "larger than it was said to be" in beside["large.md"]


def test_a_file_that_can_not_be_fetched_is_a_failure_though_its_supplier_has_no_other(memory, monkeypatch):
    opened = type(memory).open

    def open_(self, path, *args, **more):
        if "gamma" in path:
            raise PermissionError(errno.EACCES, "Permission denied: key=hunter2")
        return opened(self, path, *args, **more)

    monkeypatch.setattr(type(memory), "open", open_)
    found, beside = papers_of("memory://bucket/contracts")
    assert found == {**ALL, "gamma": []}
    assert beside["2023.md"].startswith("gamma/2023.md could not be fetched")


def test_a_full_disk_stops_all(memory, monkeypatch):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(remote, "_copied", full)
    with pytest.raises(UsageError, match=r"disk that holds .* is full; make room"):
        papers_of("memory://bucket/contracts")


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("s3://bucket/contracts", r"Papers at s3:// need a package.*pip install s3fs"),
        ("abfs://c@account/contracts", r"Papers at abfs:// need a package.*pip install adlfs"),
        ("nosuch://x/y", r"“nosuch://x/y” can't be listed \(ValueError\)"),
        ("zip::memory://bucket/contracts", "can't be listed|a chain of places"),
        ("memory://bucket/nowhere", "There is no folder “memory://bucket/nowhere”"),
        ("memory://bucket/contracts/2026-delta.md", "is a file; give batch a folder"),
        ("memory://bucket/contracts/.hidden", "holds no document|is empty"),
        ("/nowhere/*/2026*", "Nothing matches “/nowhere/\\*/2026\\*”"),
    ],
)
def test_where_there_is_no_portfolio_one_sentence_says_so(memory, where, says, monkeypatch):
    for package in ("s3fs", "adlfs"):  # as if they were not installed
        monkeypatch.setitem(__import__("sys").modules, package, None)
    if where.endswith(".hidden"):
        memory.store.pop("/bucket/contracts/.hidden/x.md")
        memory.pipe("/bucket/contracts/.hidden/.x", b"x")
    with pytest.raises(UsageError, match=says) as error:
        papers_of(where)
    assert "clausegap-fetched" not in str(error.value)


def test_reports_among_the_papers_are_passed_over(folder):
    (folder / "out").mkdir()
    (folder / "out" / "2026.md").write_text("# A report")
    assert papers_of(f"{folder}/*/2026*", apart_from=folder / "out")[0] == OF_2026
    with pytest.raises(UsageError, match="give --out another folder"):
        papers_of(f"{folder}/*", apart_from=folder)


@pytest.mark.parametrize("url", ["sftp://me:secret@host:22/contracts", "s3://bucket/x?token=secret"])
def test_secrets_of_a_url_are_never_shown(url):
    assert "secret" not in without_secrets(url)


def test_one_supplier_by_folder_or_file(folder):
    for where, name, count in ((folder / "acme", "acme", 3), (folder / "2026-delta.md", "2026-delta", 1)):
        with found_supplier(str(where)) as found:
            ((supplier),) = found.suppliers
            assert (supplier.name, len(supplier.papers.documents)) == (name, count)


def file_of(memory, content: bytes):
    from fsspec.implementations.memory import MemoryFile

    return MemoryFile(memory, "x", content)


def test_paths_are_no_urls():
    from pipeline.readers.portfolios import on_this_machine

    assert on_this_machine("contracts") == "contracts"
    assert on_this_machine("file:///a/b") == "/a/b"
    assert on_this_machine("s3://a/b") is None
    assert on_this_machine(str(Path("odd name://x"))) == "odd name:/x"
