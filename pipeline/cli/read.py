"""`clausegap read`: what was read of one document, clause by clause, with places; and drawn on its pages."""

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, screen
from pipeline.errors import ReadError, UsageError

if TYPE_CHECKING:
    from pipeline.analyze import Tools
    from pipeline.domain.agreement import Clause
    from pipeline.domain.document import Block, Document
    from pipeline.domain.places import Place
    from pipeline.domain.reading import ReadAgreement
    from pipeline.readers.folders import Intake
    from pipeline.readers.manner import Manner
    from pipeline.reports.reading import PaperRead

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
@click.option(
    "--overlay",
    metavar="OUT.pdf",
    type=options.PATH,
    help="Draw paragraph boxes and clause numbers on a copy of the PDF's pages.",
)
@options.manner
def read(file: Path, *, form: str, overlay: Path | None, manner: "Manner") -> None:
    """Show what is read of a document: its clauses in order, each with its place.

    What was left out, hidden or not read stands at the end.
    """
    from pipeline.readers.unpacking import found_documents

    if file.is_dir():
        raise UsageError(f"{file} is a folder; read takes one file, review a folder.")
    if overlay is not None:
        _check_overlay(file, overlay)
    with found_documents([file], limits=manner.limits) as found:
        document = _only(file, found)
        from pipeline.analyze import load_tools, read_agreement

        with screen.waiting(f"Reading {file.name} …", quiet=False):
            tools = load_tools(manner=manner)
            reading = read_agreement(document, document_id="d1", tools=tools)
            if overlay is not None:
                _draw(document, reading, overlay=overlay)
    if form == "json":
        from pipeline.reports.review_json import dumped

        screen.hand_over(dumped(_as_json(reading, tools)))
    else:
        screen.tell(_as_text(reading))
    if overlay is not None:
        screen.say(f"Drawn on the pages: {overlay}")


def _only(file: Path, found: "Intake") -> Path:
    """Return the one document of a file; raises an error for an archive or mail that holds none or more."""
    from pipeline.readers.files import name_of

    if not found.documents:
        why = [*(f.reason for f in found.failures), f"{file.name} holds no document that is read."]
        raise ReadError(why[0])
    if len(found.documents) > 1:
        names = ", ".join(name_of(document) for document in found.documents[:3])
        more = ", …" if len(found.documents) > 3 else ""
        raise UsageError(
            f"{file.name} holds {len(found.documents)} documents ({names}{more}); review takes them "
            "together, or unpack it and read one."
        )
    return found.documents[0]


def _check_overlay(file: Path, overlay: Path) -> None:
    """Raise UsageError where the copy can't be written, before anything is read."""
    if overlay.is_dir() or overlay.suffix.lower() != ".pdf":
        raise UsageError(f"--overlay {overlay}: name a file that ends in .pdf.")
    if overlay.exists() and file.exists() and overlay.samefile(file):
        raise UsageError(f"--overlay {overlay} is the file that is read; name another, it stays as it is.")


def _draw(file: Path, reading: "ReadAgreement", *, overlay: Path) -> None:
    """Write the PDF with what was read drawn on its pages; drawn in a child, as the PDF is hostile."""
    from pipeline.readers.files import content
    from pipeline.readers.guarded import run_guarded
    from pipeline.readers.kinds import PDF
    from pipeline.readers.limits import DEFAULT_LIMITS
    from pipeline.reports.overlay import draw_reading
    from pipeline.reports.writing import write_all

    source = reading.agreement.document.source
    if source.media_type != PDF:
        raise UsageError(f"--overlay draws on the pages of a PDF; {file.name} is {source.media_type}.")
    data = content(file, limits=DEFAULT_LIMITS)
    drawn = run_guarded(draw_reading, data, reading.agreement, name=file.name)
    write_all({overlay.name: drawn}, folder=overlay.parent)


def _as_text(reading: "ReadAgreement") -> str:
    from pipeline.reports.escaping import visible
    from pipeline.reports.reading import PaperRead

    paper = PaperRead.of(reading.agreement.document)
    starts = {b.span.start: b for b in paper.document.blocks}
    parts = [
        "\n".join(_head(paper, clauses=len(reading.agreement.clauses))),
        *(_clause(c, reading, starts.get(c.span.start)) for c in reading.agreement.clauses),
        "\n".join(_apart(paper)),
    ]
    return visible("\n\n".join(part for part in parts if part))


def _head(paper: "PaperRead", *, clauses: int) -> Iterator[str]:
    from pipeline.reports.reading import extent, remarks
    from pipeline.reports.words import count, sentence

    document = paper.document
    yield f"{document.source.name}, {document.source.media_type}, {count(clauses, 'clause')}"
    yield sentence(extent(paper))
    for remark in (*remarks(paper), *document.notes):
        yield from _wrapped(sentence(remark), first="! " if remark not in document.notes else "  ")


def _clause(clause: "Clause", reading: "ReadAgreement", block: "Block | None") -> str:
    """Return a clause: its id, number, heading, places and families, and its paragraphs below."""
    document = reading.agreement.document
    families = ", ".join(f.id for f in reading.families.get(clause.id, ()))
    title = " ".join(filter(None, (clause.path or clause.number, clause.heading)))
    drawn = f"(number {block.number}, drawn by the program)" if block and block.number else ""
    kind = clause.kind if clause.kind != "clause" else ""
    where = _where(clause, document)
    head = "  ".join(filter(None, (clause.id, title, drawn, kind, where, families and f"[{families}]")))
    indent = "    " + "  " * min(clause.level, 6)
    lines = (line for line in clause.text.splitlines() if line.strip())
    return "\n".join([head, *(text for line in lines for text in _wrapped(line, first=indent, rest=indent))])


def _where(clause: "Clause", document: "Document") -> str:
    """Return where a clause begins, and where it ends where that is elsewhere: "page 3 to page 4"."""
    from pipeline.domain.places import Span
    from pipeline.reports.outline import place_in_words

    begin = place_in_words(document.locate(clause.span))
    last = max(clause.span.start, clause.span.end - 1)
    end = place_in_words(document.locate(Span(last, clause.span.end)))
    return begin if end in (begin, "") else f"{begin} to {end}"


def _apart(paper: "PaperRead") -> Iterator[str]:
    """Yield what is no part of the text, at the end: hidden text in full, the rest by kind."""
    from pipeline.reports.escaping import shortened
    from pipeline.reports.outline import place_in_words
    from pipeline.reports.words import count

    for title, found in (("Hidden text", paper.hidden), ("Not what they look like", paper.disguised)):
        yield from ([f"{title}:"] if found else [])
        for item in found:
            said = ", ".join(filter(None, (item.why, place_in_words(item.place))))
            yield from _wrapped(f"“{shortened(item.text, most=500)}” ({said})", first="  ", rest="    ")
    yield from (["Left out:"] if paper.left_out else [])
    for group in paper.left_out:
        kind = ": ".join(filter(None, (group.kind.value, group.why)))
        much = f"{count(group.count, 'time')}, {count(group.characters, 'letter')}"
        samples = " · ".join(shortened(s, most=60) for s in group.samples)
        yield from _wrapped(f"{kind} ({much}): {samples}", first="  ", rest="    ")
    yield from _marked(paper)


def _marked(paper: "PaperRead") -> Iterator[str]:
    from pipeline.reports.escaping import shortened
    from pipeline.reports.outline import place_in_words

    document = paper.document
    yield from (["Tracked changes pending:"] if document.changes else [])
    for change in document.changes:
        said = ", ".join(filter(None, (change.author, change.date[:10], place_in_words(change.place))))
        yield from _wrapped(
            f"{change.kind} “{shortened(change.text, most=200)}” ({said})", first="  ", rest="    "
        )
    yield from (["Comments:"] if document.comments else [])
    for comment in document.comments:
        said = ", ".join(filter(None, (comment.author, comment.date[:10], place_in_words(comment.place))))
        yield from _wrapped(f"{shortened(comment.text, most=300)} ({said})", first="  ", rest="    ")


def _wrapped(text: str, *, first: str, rest: str = "  ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


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
