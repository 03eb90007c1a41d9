"""The Prefect server of a run: the user's own (PREFECT_API_URL), or one started for the run alone.

Prefect's telemetry is off before it is imported. Its own server would be hit by the Ctrl-C that is
meant for us, and would outlive a kill; both are seen to here.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from prefect.server.api.server import SubprocessASGIServer

FORCED = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
DEFAULTS = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # a fresh home migrates for 20 and more
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}
LOCAL = ("127.0.0.1", "localhost")
# Kills the server once its parent's end of the pipe is closed, however the parent ended.
CARETAKER = "import os, sys; sys.stdin.read(); os.kill(int(sys.argv[1]), 15)"


def set_environment() -> None:
    """Set what Prefect reads when it is imported; what the user has set stays, but for telemetry."""
    os.environ.update(FORCED)
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    for name in ("no_proxy", "NO_PROXY"):  # a proxy of the house can't reach a server on this machine
        hosts = [h for h in os.environ.get(name, "").split(",") if h]
        os.environ[name] = ",".join([*hosts, *(h for h in LOCAL if h not in hosts)])


@contextlib.contextmanager
def server() -> Iterator[None]:
    """See to a server for the time of a flow; raises UsageError where none can be had."""
    from prefect.settings import get_current_settings

    logging.getLogger("EventsWorker").setLevel(logging.CRITICAL)
    url = get_current_settings().api.url
    if url:
        _check(url)
        with _events_given_up_soon(url):
            yield
        return
    own = _start()
    assert own.server_process is not None
    with _caretaker(own.server_process.pid), _events_given_up_soon(own.api_url):
        yield


def _check(url: str) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        trouble = client.api_healthcheck()
    if trouble:
        raise UsageError(
            f"The Prefect server at {url} can't be reached ({type(trouble).__name__}); start it, or "
            "unset PREFECT_API_URL to have one started for the run."
        )


def _start() -> "SubprocessASGIServer":
    """Start Prefect's own server from a thread that blocks Ctrl-C, which its process inherits."""
    from prefect.server.api.server import SubprocessASGIServer

    own = SubprocessASGIServer()
    failed: list[Exception] = []

    def start() -> None:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            own.start()
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=start, daemon=True)
    thread.start()
    thread.join()
    if failed:
        raise UsageError(
            "Prefect's own server did not start; try again, or run `prefect server start` and set "
            "PREFECT_API_URL."
        ) from failed[0]
    return own


@contextlib.contextmanager
def _caretaker(pid: int) -> Iterator[None]:
    """Have the server ended when this process is killed, which leaves it no chance to do so itself."""
    command = [sys.executable, "-I", "-S", "-c", CARETAKER, str(pid)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as caretaker:  # noqa: S603
        try:
            yield
        finally:
            caretaker.kill()


@contextlib.contextmanager
def _events_given_up_soon(url: str) -> Iterator[None]:
    """Give up at once on events for a server that is gone; Prefect tries each for seconds, at exit too."""
    from prefect.events.clients import PrefectEventsClient
    from prefect.events.worker import EventsWorker, emit_events_to_cloud

    if emit_events_to_cloud():
        yield
        return
    EventsWorker.set_client_override(PrefectEventsClient, api_url=url, reconnection_attempts=1)
    try:
        yield
    finally:
        EventsWorker.set_client_override(None)
