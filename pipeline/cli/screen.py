"""What the terminal shows: results on stdout, progress and complaints on stderr."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

LINES_WITHOUT_BAR = 10  # progress lines where stderr is no terminal


def say(sentence: str) -> None:
    """Write a sentence to stderr."""
    print(sentence, file=sys.stderr, flush=True)


def show(result: "RenderableType") -> None:
    """Write a result for people to stdout."""
    from rich.console import Console

    Console(file=sys.stdout, highlight=False).print(result)


def tell(text: str) -> None:
    """Write plain text for people to stdout, as far as the terminal can show it."""
    print(text)


def hand_over(content: str | bytes) -> None:
    """Write a result for programs to stdout: UTF-8 whatever the terminal is, every byte as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(
        content.encode("utf-8", errors="replace") if isinstance(content, str) else content
    )
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def waiting(for_what: str, *, quiet: bool) -> Iterator[None]:
    """Show that something is going on, where stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(for_what):
        yield


@contextlib.contextmanager
def counting(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with done and total: a bar on a terminal, else a line now and then."""
    if quiet:
        yield lambda _done, _total: None
    elif sys.stderr.isatty():
        with _bar(what) as update:
            yield update
    else:
        yield _lines(what)


@contextlib.contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Starting", total=None)
        yield lambda done, total: progress.update(bar, description=what, completed=done, total=total)


def _lines(what: str) -> Callable[[int, int], None]:
    said = 0

    def update(done: int, total: int) -> None:
        nonlocal said
        if total and done * LINES_WITHOUT_BAR // total > said:
            said = done * LINES_WITHOUT_BAR // total
            say(f"{what}: {done} of {total}")

    return update
