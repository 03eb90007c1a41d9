import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch.pool import GROWN, Pool, WorkerLostError
from pipeline.errors import LibraryError, UnsupportedFile

from .processes import gone


def prepared(word: str = "state") -> str:
    return word


def fails() -> str:
    raise LibraryError("families/x.yaml:3: id: missing")


def answer(state: str, question: object) -> object:
    return state, question


def who(state: str) -> int:
    return os.getpid()


def die(state: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleep_for(state: str, seconds: float) -> str:
    time.sleep(seconds)
    return "slept"


def hoard(state: str) -> int:
    held = b"x" * (GROWN + (64 << 20))
    return os.getpid() if held else 0


def write_to_terminal(state: str) -> None:
    os.write(1, b"noise")
    os.write(2, b"noise")


def refuse(state: str, how: str) -> None:
    if how == "file":
        raise UnsupportedFile("logo.png is a PNG picture.")
    raise OddError(1, two=2)


def start_child(state: str, pid_file: str) -> None:
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    Path(pid_file).write_text(str(child))
    time.sleep(60)


class OddError(Exception):
    """Can't be rebuilt from its arguments, as many foreign errors can't."""

    def __init__(self, one: int, *, two: int) -> None:
        super().__init__(one, two)


@pytest.fixture(scope="module")
def pool():
    with Pool(partial(prepared, "kept"), workers=2) as pool:
        pool.start()
        pool.ready()
        yield pool


def test_questions_are_answered_with_the_prepared_state(pool):
    asked = [pool.submit(answer, n, seconds=30) for n in range(6)]
    assert [a.result() for a in asked] == [("kept", n) for n in range(6)]


def test_the_parents_process_does_none_of_it(pool):
    assert pool.submit(who, seconds=30).result() != os.getpid()


def test_a_death_costs_one_question(pool):
    asked = [
        pool.submit(f, *a, seconds=30) for f, a in [(answer, (1,)), (die, ()), (answer, (2,)), (answer, (3,))]
    ]
    assert [type(a.exception()) for a in asked] == [type(None), WorkerLostError, type(None), type(None)]
    assert "ended unexpectedly" in str(asked[1].exception())


def test_a_worker_that_grew_is_replaced_and_nothing_is_lost(pool):
    grown = pool.submit(hoard, seconds=20).result()
    after = [pool.submit(who, seconds=20).result() for _ in range(3)]
    assert grown not in after
    assert gone(grown)


def test_a_hang_costs_one_question(pool):
    hung = pool.submit(sleep_for, 60, seconds=0.3)
    other = pool.submit(sleep_for, 0, seconds=30)
    assert "took longer" in str(hung.exception())
    assert other.result() == "slept"
    assert pool.submit(answer, "next", seconds=30).result() == ("kept", "next")


def test_a_hang_takes_its_own_children_along(pool, tmp_path):
    pid_file = tmp_path / "pid"
    assert isinstance(pool.submit(start_child, str(pid_file), seconds=2).exception(), WorkerLostError)
    assert gone(int(pid_file.read_text()))


def test_errors_come_back_as_they_were(pool):
    error = pool.submit(refuse, "file", seconds=30).exception()
    assert isinstance(error, UnsupportedFile)
    assert str(error) == "logo.png is a PNG picture."


def test_an_error_that_cannot_travel_is_told_in_words(pool):
    error = pool.submit(refuse, "odd", seconds=30).exception()
    assert isinstance(error, RuntimeError)
    assert "OddError" in str(error)


def test_workers_do_not_write_on_the_terminal(pool, capfd):
    pool.submit(write_to_terminal, seconds=30).result()
    assert capfd.readouterr() == ("", "")


def test_what_prevents_preparing_is_raised_at_the_start():
    with Pool(fails, workers=2) as pool, pytest.raises(LibraryError, match="families/x"):
        pool.start()
        pool.ready()


def test_leaving_by_an_error_ends_workers_at_once():
    with pytest.raises(KeyboardInterrupt), Pool(prepared, workers=1) as pool:
        pid = pool.submit(who, seconds=30).result()
        pool.submit(sleep_for, 60, seconds=60)
        time.sleep(0.2)
        raise KeyboardInterrupt
    assert gone(pid)
