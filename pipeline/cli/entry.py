"""The way in and out: arguments to a command, errors to one sentence, outcomes to an exit code."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO

import click

from pipeline import __version__
from pipeline.cli.batch import batch
from pipeline.cli.cache import cache
from pipeline.cli.compare import compare
from pipeline.cli.evaluate import evaluate
from pipeline.cli.library import library
from pipeline.cli.read import read
from pipeline.cli.reassess import diff_runs, reassess
from pipeline.cli.redline import redline
from pipeline.cli.reply import reply
from pipeline.cli.review import review
from pipeline.cli.screen import say
from pipeline.cli.train import train
from pipeline.cli.verify import verify
from pipeline.errors import ClauseGapError, ReadError

BAD_USAGE, UNREAD, FAULT, INTERRUPTED, PIPE_CLOSED = 2, 3, 70, 130, 141
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SHOW_FAULTS = "CLAUSEGAP_TRACEBACK"


class InOrder(click.Group):
    """A group that lists its commands as they were added: the main job first."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in order."""
        return list(self.commands)


@click.group(
    cls=InOrder,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 gaps at or above --fail-on, 2 wrong use, 3 some files could not be read. "
    "Everything runs on this machine. Not legal advice.",
)
@click.version_option(__version__, prog_name="clausegap", message="%(prog)s %(version)s")
@click.pass_context
def clausegap(context: click.Context) -> None:
    """Read cloud service agreements and show where they fall short of ISO/IEC 27017 guidance.

    \b
    One supplier's papers:   clausegap review acme/ --out acme-review
    Many suppliers at once:  clausegap batch suppliers/ --out portfolio
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    review,
    batch,
    reassess,
    diff_runs,
    redline,
    compare,
    reply,
    read,
    verify,
    library,
    train,
    evaluate,
    cache,
):
    clausegap.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; whatever goes wrong is one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        _survive_other_encodings(stream)
    try:
        code = clausegap.main(
            list(arguments) if arguments is not None else None, prog_name="clausegap", standalone_mode=False
        )
        sys.stdout.flush()
    except click.ClickException as error:
        return _end(_usage(error), BAD_USAGE)
    except ClauseGapError as error:
        return _end(str(error), UNREAD if isinstance(error, ReadError) else BAD_USAGE)
    except (KeyboardInterrupt, click.Abort):
        return _end("Interrupted; what was finished is kept.", INTERRUPTED)
    except (BrokenPipeError, SystemExit):  # click turns a closed pipe into an exit of its own
        _close_pipe()
        return PIPE_CLOSED
    except Exception as error:
        return _end(*_unexpected(error))
    return code if isinstance(code, int) else 0


def _end(sentence: str, code: int) -> int:
    say(f"clausegap: {sentence}")
    return code


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "clausegap"
    return f"{error.format_message()} See `{path} --help`."


def _unexpected(error: Exception) -> tuple[str, int]:
    """Return what to say of a full disk behind stdout, or of a fault of ours, and the exit code."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        _close_pipe()
        return f"What was to be said can't be written: {error.strerror}; make room for it.", BAD_USAGE
    return _fault(error), FAULT


def _fault(error: Exception) -> str:
    """Name the fault and its place; its words stay out, as they may hold a contract's."""
    if os.environ.get(SHOW_FAULTS):
        return "".join(traceback.format_exception(error))
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}, line {frame.lineno}"  # noqa: PTH119
    return (
        f"A fault in clausegap itself ({type(error).__name__} in {place}); please report it. "
        f"With {SHOW_FAULTS}=1 it is shown in full."
    )


def _survive_other_encodings(stream: TextIO) -> None:
    """Have letters that the terminal can't show replaced; JSON goes out as UTF-8 whatever the terminal is."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def _close_pipe() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain at its end."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        try:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        except (OSError, ValueError):
            sys.stdout = nowhere
