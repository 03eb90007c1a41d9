"""As many products side by side as there are cores, in order."""

import multiprocessing
import threading

import pytest

from pipeline.classification import side_by_side


@pytest.mark.parametrize("cores", [1, 2, 5])
def test_what_is_made_side_by_side_comes_in_order(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr(side_by_side, "cores", lambda: cores)
    assert list(side_by_side.side_by_side(str, range(20))) == [(n, str(n)) for n in range(20)]
    assert list(side_by_side.side_by_side(str, [])) == []


def test_only_few_are_taken_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "cores", lambda: 2)
    taken: list[int] = []
    made = side_by_side.side_by_side(str, (taken.append(n) or n for n in range(20)))
    next(made)
    assert len(taken) <= 4


def test_two_work_at_once_and_what_one_raises_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "cores", lambda: 2)
    both = threading.Barrier(2, timeout=10)  # one thread alone would wait in vain
    assert len(list(side_by_side.side_by_side(lambda _: both.wait(), range(4)))) == 4
    with pytest.raises(ZeroDivisionError):
        list(side_by_side.side_by_side(lambda n: 1 // n, range(4)))


def test_a_worker_process_works_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "cores", lambda: 4)
    monkeypatch.setattr(multiprocessing, "parent_process", multiprocessing.current_process)
    here = threading.get_ident()
    assert {made for _, made in side_by_side.side_by_side(lambda _: threading.get_ident(), range(8))} == {
        here
    }
