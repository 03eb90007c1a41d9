"""What each command says of itself, as files; CLAUSEGAP_WRITE_HELP=1 writes them anew."""

import os
from pathlib import Path

import pytest

COMMANDS = (
    "",
    "review",
    "batch",
    "reassess",
    "diff-runs",
    "redline",
    "compare",
    "reply",
    "read",
    "verify",
    "library",
    "library check",
    "library show",
    "library init",
    "train",
    "evaluate",
    "cache",
    "cache clear",
)
FOLDER = Path(__file__).parent / "help"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_as_written(clausegap, command):
    shown = clausegap(*command.split(), "--help")
    path = FOLDER / f"{'-'.join(['clausegap', *command.split()])}.txt"
    if os.environ.get("CLAUSEGAP_WRITE_HELP"):
        path.write_text(shown.out)
    assert shown.out == path.read_text()


def test_every_command_has_its_help_written():
    from pipeline.cli.entry import clausegap

    def names(group, path):
        yield " ".join(path)
        for name, command in getattr(group, "commands", {}).items():
            yield from names(command, [*path, name])

    assert set(names(clausegap, [])) == set(COMMANDS)
