"""`clausegap reply`: answer the other side's tracked changes in their own file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import checks, options, screen
from pipeline.cli.beside import write_beside

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline.versions import Reply

ENDING = ".reply.docx"


@click.command()
@click.argument("agreement", metavar="THEIRS.docx", type=options.PATH)
@options.position
@click.option("--comments", is_flag=True, help="Answer in comments alone; change nothing.")
@options.author
@options.written_to
@options.judged_as_marked
@options.keeping
@options.quiet
def reply(
    agreement: Path,
    *,
    position: str,
    comments: bool,
    author: str,
    out: Path | None,
    load: "options.Load",
    kept: "options.Kept",
    quiet: bool,
) -> int:
    """Answer each tracked change of the other side: accept, reject or counter.

    What takes a point away is put back on top of their change, or countered with your wording; the
    playbook says what you can live with. The result is THEIRS.reply.docx; their file stays as it is,
    and so does an earlier reply beside it: the new one is THEIRS.reply-2.docx.
    """
    checks.check_written_to(agreement, out)
    from pipeline.domain.proposal import Position
    from pipeline.versions import answer_paper

    with (
        kept() as keep,
        screen.waiting(f"Answering {agreement.name} …", quiet=quiet),
    ):
        tools = load()
        made = answer_paper(
            agreement,
            tools=tools,
            position=Position(position),
            author=author,
            date=datetime.now(UTC),
            only_comments=comments,
            keep=keep,
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
