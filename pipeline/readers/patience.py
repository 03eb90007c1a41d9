"""More time for a file with pages to recognise: the reader asks, whoever waits for it may grant."""

from collections.abc import Callable
from contextvars import ContextVar
from math import isfinite

ASKED: ContextVar[Callable[[float], None]] = ContextVar("asked")
"""Takes the seconds that a reader asks for; set by whoever ends it when its time is up."""

_PLEA = b"\x00more seconds: "  # no answer begins so


def ask_for(seconds: float) -> None:
    """Ask for seconds beyond the limit; without effect where nobody waits."""
    asked = ASKED.get(None)
    if asked is not None:
        asked(seconds)


def plea(seconds: float) -> bytes:
    """Return the question as a message."""
    return _PLEA + repr(seconds).encode("ascii")


def seconds_in(message: bytes) -> float | None:
    """Return the seconds that a message asks for; None where it is another message."""
    if not message.startswith(_PLEA):
        return None
    try:
        seconds = float(message.removeprefix(_PLEA))
    except ValueError:
        return 0.0
    return max(0.0, seconds) if isfinite(seconds) else 0.0
