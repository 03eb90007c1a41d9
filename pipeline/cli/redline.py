"""`clausegap redline`: the vendor's own Word file with the changes we want, tracked and explained."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import checks, options, screen
from pipeline.cli.beside import write_beside

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline.domain.requirements import Library
    from pipeline.negotiate import Negotiation, Written


@click.command()
@click.argument("agreement", metavar="AGREEMENT", type=options.PATH)
@click.option(
    "--with",
    "beside",
    metavar="FILE",
    multiple=True,
    type=options.PATH,
    help="Another paper of the same set: read along, never changed. May be given more than once.",
)
@options.position
@click.option(
    "--severity",
    type=click.Choice(options.LEVELS, case_sensitive=False),
    help="Only gaps of this severity or worse.",
)
@options.author
@options.written_to
@options.judged_as_marked
@options.keeping
@options.quiet
def redline(
    agreement: Path,
    *,
    beside: tuple[Path, ...],
    position: str,
    severity: str | None,
    author: str,
    out: Path | None,
    load: "options.Load",
    kept: "options.Kept",
    quiet: bool,
) -> int:
    """Write the changes we want into the vendor's Word file.

    Each is a tracked change with a comment that says why. The agreement itself stays as it is; the
    result is AGREEMENT.redline.docx. For a PDF or another kind it is AGREEMENT.amendment.docx, a rider
    by clause number, and for a PDF AGREEMENT.marked.pdf too, a copy with highlights and notes. An
    earlier result beside the agreement stays: the new one is AGREEMENT.redline-2.docx.
    """
    checks.check_written_to(agreement, out, beside=beside)
    from pipeline.domain.proposal import Position
    from pipeline.domain.requirements import Severity
    from pipeline.negotiate import negotiate, written

    with (
        kept() as keep,
        screen.waiting(f"Redlining {agreement.name} …", quiet=quiet),
    ):
        tools = load()
        made = negotiate(
            agreement,
            beside=beside,
            tools=tools,
            position=Position(position),
            severity=Severity(severity) if severity else None,
            keep=keep,
        )
        handed = written(agreement, made, author=author, date=datetime.now(UTC), tools=tools)
        where = write_beside(agreement, handed.files, out=out)
    _show(made, handed, tools.library, where=str(where), quiet=quiet)
    return 3 if made.failures else 0


def _show(made: "Negotiation", handed: "Written", library: "Library", *, where: str, quiet: bool) -> None:
    for failure in made.failures:
        screen.say(f"clausegap: {failure.reason}")
    if quiet:
        return
    for warning in made.assessment.warnings:
        screen.say(f"clausegap: {warning}")
    if made.proposals:
        screen.show(_table(made, handed, library))
    for note in handed.notes:
        screen.tell(note)
    screen.tell(_summary(made, handed, where))


def _table(made: "Negotiation", handed: "Written", library: "Library") -> "RenderableType":
    from rich.table import Table

    from pipeline.reports.escaping import visible
    from pipeline.reports.words import STATUS

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("Severity", "Requirement", "Clause", "Proposed", "Now", "Accepted"):
        table.add_column(heading, overflow="fold")
    requirements = {r.id: r for r in library.requirements}
    before = {f.requirement: f.status for f in made.assessment.findings}
    numbers = {c.id: c.path or c.number for a in made.assessment.agreements.agreements for c in a.clauses}
    for one in made.proposals:
        requirement = requirements[one.requirement]
        why = one.unsafe or handed.in_comments.get(one.requirement, "")
        after = before if why else made.after
        table.add_row(
            requirement.severity.value,
            requirement.title,
            visible(numbers.get(one.clause or "", "") or "–"),
            f"comment only: {why}" if why else str(one.kind.value),
            STATUS[before[one.requirement]],
            STATUS[after[one.requirement]],
        )
    return table


def _summary(made: "Negotiation", handed: "Written", where: str) -> str:
    from pipeline.domain.proposal import ProposalKind
    from pipeline.domain.review import Status
    from pipeline.reports.words import count

    if not made.proposals:
        unknown = sum(f.status is Status.NOT_ASSESSABLE for f in made.assessment.findings)
        why = f"No change proposed: {count(unknown, 'point')} could not be assessed" if unknown else ""
        return f"{why or 'No gap to redline'}. Written unchanged: {where}"
    changes = [
        p
        for p in made.proposals
        if p.kind is not ProposalKind.COMMENT and p.requirement not in handed.in_comments
    ]
    met = sum(made.after[p.requirement] is Status.MET for p in changes)
    comments = len(made.proposals) - len(changes)
    return (
        f"{count(len(changes), 'change')} and {count(comments, 'comment')} proposed; "
        f"with all accepted, {met} of the {len(changes)} read as met. Written: {where}"
    )
