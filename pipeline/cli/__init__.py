"""The command line: the only room that prints. Heavy imports stay inside commands."""

from pipeline.cli.entry import main

__all__ = ["main"]
