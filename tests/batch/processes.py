"""Processes that a test watches."""

import time
from pathlib import Path


def gone(pid: int) -> bool:
    """Wait a little for a process to end, and tell whether it has."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
