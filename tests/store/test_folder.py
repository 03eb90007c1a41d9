from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.store.folder import EntryFolder, cache_folder

HOME = Path("/home/ada")


@pytest.mark.parametrize(
    ("platform", "environment", "chosen", "expected"),
    [
        ("linux", {}, None, HOME / ".cache" / "clausegap"),
        ("linux", {"XDG_CACHE_HOME": "/var/cache/ada"}, None, Path("/var/cache/ada/clausegap")),
        ("linux", {"XDG_CACHE_HOME": "relative"}, None, HOME / ".cache" / "clausegap"),
        ("linux", {"XDG_CACHE_HOME": ""}, None, HOME / ".cache" / "clausegap"),
        (
            "linux",
            {"CLAUSEGAP_CACHE": "/mnt/kept", "XDG_CACHE_HOME": "/var/cache/ada"},
            None,
            Path("/mnt/kept"),
        ),
        ("linux", {"CLAUSEGAP_CACHE": ""}, None, HOME / ".cache" / "clausegap"),
        ("linux", {"CLAUSEGAP_CACHE": "/mnt/kept"}, Path("here"), Path("here")),
        ("darwin", {}, None, HOME / "Library" / "Caches" / "clausegap"),
        ("win32", {"LOCALAPPDATA": "/local"}, None, Path("/local/clausegap/Cache")),
    ],
)
def test_where_results_are_kept(monkeypatch, platform, environment, chosen, expected):
    for name in ("CLAUSEGAP_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(HOME))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("pipeline.store.folder.sys.platform", platform)
    assert cache_folder(chosen) == expected


def test_a_place_that_can_not_be_a_folder_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"can't be kept in .*file.*--cache.*--no-cache"):
        EntryFolder(tmp_path / "file", "readings")
