"""`clausegap reply`: answer the other side's tracked changes in their own file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, screen
from pipeline.cli.beside import write_beside

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline.readers.manner import Manner
    from pipeline.versions import Reply

ENDING = ".reply.docx"


@click.command()
@click.argument("agreement", metavar="THEIRS.docx", type=options.PATH)
@options.position
@click.option("--comments", is_flag=True, help="Answer in comments alone; change nothing.")
@options.author
@options.written_to
@options.profiles
@options.playbook
@options.scans
@options.cache_folder
@options.no_cache
@options.quiet
def reply(
    agreement: Path,
    *,
    position: str,
    comments: bool,
    author: str,
    out: Path | None,
    profiles: tuple[str, ...],
    playbook: Path | None,
    manner: "Manner",
    cache_folder: Path | None,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Answer each tracked change of the other side: accept, reject or counter.

    What takes a point away is put back on top of their change, or countered with your wording; the
    playbook says what you can live with. The result is THEIRS.reply.docx; their file stays as it is,
    and so does an earlier reply beside it: the new one is THEIRS.reply-2.docx.
    """
    options.check_written_to(agreement, out)
    from pipeline.analyze import load_tools
    from pipeline.domain.proposal import Position
    from pipeline.versions import answer_paper

    with (
        options.opened_cache(cache_folder, no_cache=no_cache) as cache,
        screen.waiting(f"Answering {agreement.name} …", quiet=quiet),
    ):
        tools = load_tools(profiles=profiles, playbook=playbook, manner=manner)
        made = answer_paper(
            agreement,
            tools=tools,
            position=Position(position),
            author=author,
            date=datetime.now(UTC),
            only_comments=comments,
            keep=None if no_cache else cache,
        )
        where = write_beside(agreement, {ENDING: made.data}, out=out)
    if not quiet:
        screen.show(_table(made))
        for note in made.notes:
            screen.tell(note)
        screen.tell(f"{_summary(made)} Written: {where}")
    return 0


def _table(made: "Reply") -> "RenderableType":
    from rich.table import Table

    from pipeline.reports.escaping import shortened

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("Theirs", "Who", "Words", "Our answer", "Because it"):
        table.add_column(heading, overflow="fold")
    for answer in made.answers:
        change = answer.tracked.change
        table.add_row(
            change.kind,
            shortened(change.author, most=30),
            shortened(change.text, most=80),
            f"{answer.decision.value}{', to be checked' if answer.doubtful else ''}",
            shortened(answer.why, most=140),
        )
    return table


def _summary(made: "Reply") -> str:
    from collections import Counter

    from pipeline.reports.words import count

    counted = Counter(a.decision.value for a in made.answers)
    said = ", ".join(f"{number} {decision}" for decision, number in sorted(counted.items()))
    doubtful = sum(a.doubtful for a in made.answers)
    if doubtful:
        said += f"; {doubtful} to be checked before you send them"
    return f"{count(len(made.answers), 'tracked change')} answered: {said}."
