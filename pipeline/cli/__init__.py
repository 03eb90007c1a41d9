"""The command line: the only room that prints. Heavy imports stay inside commands."""

import sys
from collections.abc import Sequence

from pipeline.threads import take_one_thread


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    take_one_thread()
    # Each reading process imports the script that was started, and this module with it, for nothing:
    # commands loaded here would cost every document a sixteenth of a second.
    from pipeline.cli.entry import run

    sys.exit(run(arguments))
