"""`clausegap read`: what was read of one document, clause by clause, with places."""

import textwrap
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, screen
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.analyze import Tools
    from pipeline.domain.agreement import Clause
    from pipeline.domain.places import Place
    from pipeline.domain.reading import ReadAgreement

SCHEMA = "clausegap/reading/1"
WIDTH = 96


@click.command()
@click.argument("file", metavar="FILE", type=options.PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text for people, json for programs.",
)
def read(file: Path, *, form: str) -> None:
    """Show what is read of a document: its clauses in order, each with its place."""
    from pipeline.readers.intake import find_documents

    if find_documents([file]).documents != (file,):
        raise UsageError(f"{file} is a folder; read takes one file, review a folder.")
    from pipeline.analyze import load_tools, read_agreement

    with screen.waiting(f"Reading {file.name} …", quiet=False):
        tools = load_tools()
        reading = read_agreement(file, document_id="d1", tools=tools)
    if form == "json":
        from pipeline.reports.review_json import dumped

        screen.hand_over(dumped(_as_json(reading, tools)))
    else:
        screen.tell(_as_text(reading))


def _as_text(reading: "ReadAgreement") -> str:
    agreement = reading.agreement
    source, document = agreement.document.source, agreement.document
    pages = [f"{document.pages} pages"] if document.pages else []
    lines = [
        ", ".join([source.name, source.media_type, *pages, f"{len(agreement.clauses)} clauses"]),
        *document.notes,
    ]
    if document.pages_unread:
        lines.append(f"Pages not read: {', '.join(map(str, document.pages_unread))}")
    return "\n".join([*lines, *(_clause(c, reading) for c in agreement.clauses)])


def _clause(clause: "Clause", reading: "ReadAgreement") -> str:
    from pipeline.reports.escaping import visible
    from pipeline.reports.outline import place_in_words

    families = ", ".join(f.id for f in reading.families.get(clause.id, ()))
    where = place_in_words(reading.agreement.document.locate(clause.span))
    title = " ".join(filter(None, (clause.path or clause.number, clause.heading)))
    head = "  ".join(filter(None, (clause.id, title, where, families and f"[{families}]")))
    indent = "    " + "  " * clause.level
    body = (
        textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent)
        for line in _lines(clause.text)
    )
    return visible("\n".join(["", head, *body]))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _as_json(reading: "ReadAgreement", tools: "Tools") -> dict[str, Any]:
    """Return document and clauses as a review holds them, each clause with its place."""
    from pipeline.analyze import assess_agreements
    from pipeline.domain.review import Review
    from pipeline.reports.review_json import review_as_json

    agreement = reading.agreement
    judged = assess_agreements(agreement.document.source.name, [reading], tools=tools)
    review = review_as_json(Review(tools.edition, (judged,)), tools.library)
    shown = review["agreements"][0]
    clauses = [
        written | {"place": _place(agreement.document.locate(clause.span))}
        for clause, written in zip(agreement.clauses, shown["clauses"], strict=True)
    ]
    return {
        "schema": SCHEMA,
        "edition": review["edition"],
        "document": shown["documents"][0],
        "clauses": clauses,
    }


def _place(place: "Place | None") -> dict[str, Any] | None:
    return None if place is None else asdict(place)
