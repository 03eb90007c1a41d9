"""One thread for a product, as many products side by side as there are cores."""

import multiprocessing
import os
import threading

import pytest

from pipeline import threads


@pytest.mark.parametrize(("set_before", "wanted"), [(None, "1"), ("4", "4"), ("1", "1")])
def test_one_thread_is_taken_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, set_before: str | None, wanted: str
) -> None:
    """A number that the environment names stays; children inherit what is left."""
    for name in threads.NAMES:
        # Set first, so that monkeypatch takes back what is set below.
        monkeypatch.setenv(name, set_before or "")
        if set_before is None:
            monkeypatch.delenv(name)
    threads.take_one_thread()
    assert [os.environ[name] for name in threads.NAMES] == [wanted] * len(threads.NAMES)


@pytest.mark.parametrize("cores", [1, 2, 5])
def test_what_is_made_side_by_side_comes_in_order(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr(threads, "cores", lambda: cores)
    assert list(threads.side_by_side(str, range(20))) == [(n, str(n)) for n in range(20)]
    assert list(threads.side_by_side(str, [])) == []


def test_only_few_are_taken_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "cores", lambda: 2)
    taken: list[int] = []
    made = threads.side_by_side(str, (taken.append(n) or n for n in range(20)))
    next(made)
    assert len(taken) <= 4


def test_two_work_at_once_and_what_one_raises_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "cores", lambda: 2)
    both = threading.Barrier(2, timeout=10)  # one thread alone would wait in vain
    assert len(list(threads.side_by_side(lambda _: both.wait(), range(4)))) == 4
    with pytest.raises(ZeroDivisionError):
        list(threads.side_by_side(lambda n: 1 // n, range(4)))


def test_a_worker_process_works_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "cores", lambda: 4)
    monkeypatch.setattr(multiprocessing, "parent_process", multiprocessing.current_process)
    here = threading.get_ident()
    assert {made for _, made in threads.side_by_side(lambda _: threading.get_ident(), range(8))} == {here}
