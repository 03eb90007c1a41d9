import os
from collections import Counter
from threading import Lock

import pytest

from pipeline.batch import server
from pipeline.batch.flow import run_flow
from pipeline.errors import UsageError

pytestmark = pytest.mark.xdist_group("prefect")


class PassingError(Exception):
    pass


class Reviewer:
    """Notes its calls; chunks say what becomes of them: a word, or a number of times to fail."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, bool]] = []
        self.tries: Counter = Counter()
        self.marks: list[str] = []
        self._lock = Lock()

    def __call__(self, chunk, last_try):
        with self._lock:
            self.calls.append((chunk, last_try))
            self.tries[chunk] += 1
        kind, _, times = chunk.partition(":")
        if kind == "passing" and self.tries[chunk] <= int(times):
            raise PassingError
        if kind == "broken":
            raise ValueError("broken")
        return (f"{chunk} done",)


def run(reviewer, *chunks, abandon=lambda: None):
    return run_flow(
        chunks,
        reviewer,
        threads=2,
        may_pass=PassingError,
        on_start=lambda: reviewer.marks.append("start"),
        on_end=lambda: reviewer.marks.append("end"),
        abandon=abandon,
    )


def test_every_chunk_is_reviewed_and_results_keep_their_order(prefect_server):
    reviewer = Reviewer()
    assert run(reviewer, *"abcde") == tuple((f"{c} done",) for c in "abcde")
    assert reviewer.marks == ["start", "end"]


def test_only_what_may_pass_is_tried_again_and_told_that_it_is_the_last_time(prefect_server):
    reviewer = Reviewer()
    outcomes = run(reviewer, "passing:1", "broken", "passing:9", "fine")
    assert outcomes[0] == ("passing:1 done",)
    assert isinstance(outcomes[1], ValueError)
    assert isinstance(outcomes[2], PassingError)
    assert outcomes[3] == ("fine done",)
    assert reviewer.tries == {"passing:1": 2, "broken": 1, "passing:9": 2, "fine": 1}
    assert [last for chunk, last in reviewer.calls if chunk == "passing:9"] == [False, True]


def test_an_interruption_abandons_the_work_at_hand(prefect_server, monkeypatch):
    abandoned = []

    def interrupt(_futures):
        raise KeyboardInterrupt

    monkeypatch.setattr("prefect.futures.wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run(Reviewer(), "a", abandon=lambda: abandoned.append(True))
    assert abandoned == [True]


def test_a_server_that_can_not_be_reached_is_said_before_anything_is_reviewed(prefect_server):
    from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

    reviewer = Reviewer()
    gone = {PREFECT_API_URL: "http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES: 0}
    with (
        temporary_settings(gone),
        pytest.raises(UsageError, match=r"127\.0\.0\.1:9/api can't be reached.*unset"),
    ):
        run(reviewer, "a")
    assert reviewer.calls == []


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ({"DO_NOT_TRACK": "0"}, "DO_NOT_TRACK", "1"),
        ({"PREFECT_SERVER_ANALYTICS_ENABLED": "true"}, "PREFECT_SERVER_ANALYTICS_ENABLED", "false"),
        ({"PREFECT_LOGGING_LEVEL": "DEBUG"}, "PREFECT_LOGGING_LEVEL", "DEBUG"),
        ({}, "PREFECT_LOGGING_LEVEL", "CRITICAL"),
        ({}, "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120"),
        ({"NO_PROXY": "intranet"}, "NO_PROXY", "intranet,127.0.0.1,localhost"),
        ({"NO_PROXY": "127.0.0.1"}, "NO_PROXY", "127.0.0.1,localhost"),
    ],
)
def test_telemetry_is_off_and_other_settings_are_the_users(monkeypatch, before, name, after):
    monkeypatch.setattr(os, "environ", dict(before))
    server.set_environment()
    assert os.environ[name] == after
