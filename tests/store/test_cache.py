import os
import stat
import zlib
from dataclasses import replace

import pytest

from pipeline.store import builds
from pipeline.store.cache import Cache, open_cache
from pipeline.store.folder import MARK

from .readings import EDITION, reading, review

SET = "5" * 64


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def entries(cache, kind):
    return sorted(p for p in (cache.folder / kind).iterdir())


def get(cache, **changes):
    wanted = {"sha256": "c" * 64, "name": "terms.pdf", "document_id": "d1", "edition": EDITION} | changes
    return cache.reading(wanted.pop("sha256"), **wanted)


def test_a_kept_reading_comes_back_as_it_was(cache):
    cache.keep_reading(reading(), edition=EDITION)
    assert get(cache) == reading()


def test_a_kept_review_comes_back_as_it_was(cache):
    cache.keep_review(review(), set_sha256=SET, edition=EDITION)
    assert cache.review(SET, edition=EDITION) == review()


def test_a_kept_report_comes_back_byte_for_byte(cache):
    cache.keep_report(b"\x00\xff<html>", set_sha256=SET, name="review.html", edition=EDITION)
    assert cache.report(SET, name="review.html", edition=EDITION) == b"\x00\xff<html>"
    assert cache.report(SET, name="review.json", edition=EDITION) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": "d" * 64},
        {"name": "terms (2).pdf"},
        {"edition": replace(EDITION, reading="changes original")},
        {"edition": replace(EDITION, classifier="sha256:bc")},
        {"edition": replace(EDITION, classification="sha256:cd")},
        {"edition": replace(EDITION, wordings="sha256:de")},
    ],
)
def test_other_content_name_or_manner_is_not_there(cache, changes):
    cache.keep_reading(reading(), edition=EDITION)
    assert get(cache, **changes) is None


LAYERS = ("document", "reading", "review")


@pytest.mark.parametrize(
    ("part", "stays"),
    [
        # What an edition differs in → the layers that are as good as before.
        ({"reading": "changes original"}, ""),
        ({"classifier": "sha256:bc"}, "document"),
        ({"classification": "sha256:cd"}, "document"),
        ({"wordings": "sha256:de"}, "document"),
        ({"library": "sha256:ab"}, "document reading"),
        ({"library_version": "2.0.0"}, "document reading"),
        ({"profiles": ("processor",)}, "document reading"),
        ({"pipeline": "0.1.1"}, "document reading"),
        ({}, "document reading review"),
    ],
    ids=str,
)
def test_only_what_hangs_on_a_change_is_done_again(cache, part, stays):
    cache.keep_reading(reading(), edition=EDITION)
    cache.keep_review(review(), set_sha256=SET, edition=EDITION)
    assert kept_layers(cache, replace(EDITION, **part)) == stays.split()


def kept_layers(cache, edition):
    document = cache.document("c" * 64, name="terms.pdf", document_id="d1", edition=edition)
    found = (document, get(cache, edition=edition), cache.review(SET, edition=edition))
    return [layer for layer, there in zip(LAYERS, found, strict=True) if there is not None]


@pytest.mark.parametrize(
    ("edited", "stays"),
    [
        ("readers/pdf/lines.py", ""),
        ("domain/places.py", ""),
        ("structure/tree.py", "document"),
        ("classification/heads.py", "document"),
        ("library/cues.py", "document"),
        ("assessment/limits.py", "document reading"),
        ("reports/templates/review.css", "document reading"),
    ],
)
def test_an_edited_program_does_again_what_the_edit_may_decide(cache, monkeypatch, edited, stays):
    cache.keep_reading(reading(), edition=EDITION)
    cache.keep_review(review(), set_sha256=SET, edition=EDITION)
    files = builds._files() | {edited: (edited, "other content")}
    assert edited in builds._files()
    monkeypatch.setattr(builds, "_files", lambda: files)
    builds.build.cache_clear()
    assert kept_layers(cache, EDITION) == stays.split()


@pytest.fixture(autouse=True)
def _as_built():
    yield
    builds.build.cache_clear()


def test_a_document_is_kept_before_it_is_classified(cache):
    document = reading().agreement.document
    cache.keep_document(document, edition=EDITION)
    assert kept_layers(cache, EDITION) == ["document"]
    found = cache.document("c" * 64, name="terms.pdf", document_id="d7", edition=EDITION)
    assert found == replace(document, id="d7")


@pytest.mark.parametrize("document_id", ["d2", "d11", "d"])
def test_a_reading_takes_the_id_that_it_has_in_this_set(cache, document_id):
    cache.keep_reading(reading("d1"), edition=EDITION)
    assert get(cache, document_id=document_id) == reading(document_id)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: b"something else",
        lambda data: data.replace(b"clausegap-entry/1", b"clausegap-entry/0"),
        lambda data: data[: data.index(b"\n", 20) + 1] + zlib.compress(b'{"agreement": {}}'),
        lambda data: data[: data.index(b"\n", 20) + 1] + zlib.compress(b"no json"),
        lambda data: data[:-40] + b"\x00" * 40,
    ],
)
def test_a_damaged_entry_is_not_there_and_is_kept_anew(cache, damage):
    cache.keep_reading(reading(), edition=EDITION)
    (path,) = entries(cache, "readings")
    path.write_bytes(damage(path.read_bytes()))
    assert get(cache) is None
    cache.keep_reading(reading(), edition=EDITION)
    assert get(cache) == reading()


def test_an_entry_moved_to_another_key_is_foreign_there(cache):
    cache.keep_reading(reading(), edition=EDITION)
    cache.keep_reading(reading(name="other.pdf"), edition=EDITION)
    one, other = entries(cache, "readings")
    one.write_bytes(other.read_bytes())
    assert [get(cache) is None, get(cache, name="other.pdf") is None].count(True) == 1


def test_an_entry_that_unpacks_without_end_is_not_there(cache, monkeypatch):
    cache.keep_report(b"x" * 5000, set_sha256=SET, name="a", edition=EDITION)
    monkeypatch.setattr("pipeline.store.packing.LARGEST", 4999)
    assert cache.report(SET, name="a", edition=EDITION) is None


def test_only_the_user_can_look_into_it(tmp_path):
    mask = os.umask(0)
    try:
        cache = Cache(tmp_path / "new" / "cache")
        cache.keep_reading(reading(), edition=EDITION)
    finally:
        os.umask(mask)
    (entry,) = entries(cache, "readings")
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600


def test_a_folder_that_the_user_shares_stays_as_it_is_but_ours_in_it_is_closed(tmp_path):
    tmp_path.chmod(0o755)
    Cache(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "readings").stat().st_mode) == 0o700


def test_what_can_not_be_written_in_json_is_not_kept_and_stops_nothing(cache):
    odd = reading(name="caf\udce9.pdf")
    cache.keep_reading(odd, edition=EDITION)
    assert get(cache, name="caf\udce9.pdf") is None


def test_a_full_disk_stops_nothing(cache, monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.store.folder.tempfile.mkstemp", full)
    cache.keep_review(review(), set_sha256=SET, edition=EDITION)
    assert cache.review(SET, edition=EDITION) is None


def test_what_was_used_longest_ago_is_thrown_out_first(cache):
    for n in range(4):
        cache.keep_report(bytes([n]) * 10, set_sha256=SET, name=str(n), edition=EDITION)
        (newest,) = set(entries(cache, "reports")) - {p for p, _ in getattr(cache, "aged", [])}
        cache.aged = [*getattr(cache, "aged", []), (newest, n)]
        os.utime(newest, (1000 + n, 1000 + n))
    assert cache.report(SET, name="0", edition=EDITION)  # used again: now the youngest
    size = entries(cache, "reports")[0].stat().st_size
    cache.trim(bound=2 * size)
    left = [n for n in range(4) if cache.report(SET, name=str(n), edition=EDITION)]
    assert left == [0, 3]


def test_what_killed_writers_left_is_swept_up_and_what_is_being_written_is_not(cache):
    for name, age in [("old", 7200.0), ("new", 0.0)]:
        part = cache.folder / "readings" / f".part-{name}"
        part.write_bytes(MARK)
        os.utime(part, (part.stat().st_mtime - age,) * 2)
    cache.trim()
    assert [p.name for p in entries(cache, "readings")] == [".part-new"]


def test_clearing_forgets_results_and_nothing_else(cache):
    cache.keep_reading(reading(), edition=EDITION)
    cache.keep_review(review(), set_sha256=SET, edition=EDITION)
    (cache.folder / "notes.txt").write_text("mine")
    (cache.folder / "reviews" / "notes.txt").write_text("mine")
    assert cache.clear() == 3
    assert get(cache) is None
    assert (cache.folder / "notes.txt").exists()
    assert (cache.folder / "reviews" / "notes.txt").exists()


def test_without_keeping_the_folder_is_gone_at_the_end():
    with open_cache(keep=False) as cache:
        cache.keep_reading(reading(), edition=EDITION)
        assert get(cache) == reading()
    assert not cache.folder.exists()
