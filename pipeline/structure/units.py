"""Blocks cut into the pieces that become clauses: one block is one piece, unless its lines are numbered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.domain.document import Block, BlockKind, Document
from pipeline.domain.places import Span
from pipeline.structure.headings import is_heading
from pipeline.structure.numbering import Label, Style, label_of, row_label, schedule_label

_NUMBERED_LINE = re.compile(r"\n[ \t]*(?=(?:\d{1,2}(?:\.\d{1,2})*[.)]?|\([a-z]\)|\([ivx]{1,5}\))[ \t]+\S)")
_MID_SENTENCE = re.compile(r"\b(?:and|by|described|in|of|or|see|the|to|under|with)\s*$")
_LISTED = re.compile(r"[;,](?:\s*(?:and|or))?\s*$")  # "Schedule 2 – Charges; and"
_LEAST_LINES = 2
_LEAST_LIST = 4  # lines; up to three titles in a row are a title page or heading and sub-heading


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of text that becomes one clause; `is_contents` marks a table of contents or site furniture."""

    span: Span
    text: str
    kind: BlockKind
    label: Label | None
    is_heading: bool
    level: int | None
    is_contents: bool


def units(document: Document, *, contents: frozenset[int]) -> tuple[Unit, ...]:
    """Return the pieces of a document in text order; `contents` holds the indices of furniture blocks."""
    pieces: list[Unit] = []
    last = 0  # the clause without a dot that stands above: rows of a table may go on from it
    for at, block in enumerate(document.blocks):
        for span in _pieces(document.text, block):
            before = pieces[-1].text if pieces else ""
            unit = _unit(document, block, span, is_contents=at in contents, last=last, before=before)
            last = _last_clause(unit, last)
            pieces.append(unit)
    return tuple(_without_lists(pieces))


def _last_clause(unit: Unit, last: int) -> int:
    if unit.label is None or unit.is_contents:
        return last
    if unit.label.style is Style.SCHEDULE:
        return 0
    return unit.label.parts[0] if unit.label.style is Style.DECIMAL else last


def _without_lists(pieces: list[Unit]) -> Iterator[Unit]:
    """Take a run of title-like lines with nothing between them for what it is: a list, not headings."""
    for guessed, run in groupby(pieces, key=_is_guessed_heading):
        lines = list(run)
        if not guessed or len(lines) < _LEAST_LIST:
            yield from lines
            continue
        yield from (replace(line, is_heading=False) for line in lines[:-1])
        yield lines[-1]


def _is_guessed_heading(unit: Unit) -> bool:
    return unit.is_heading and unit.label is None and unit.kind is not BlockKind.HEADING


def _pieces(text: str, block: Block) -> Iterator[Span]:
    """Cut a block at its numbered lines where it has several, as text files without blank lines do."""
    start, end = block.span.start, block.span.end
    cuts = [m.end() for m in _NUMBERED_LINE.finditer(text, start, end)]
    if len(cuts) < _LEAST_LINES:
        cuts = []
    for left, right in zip([start, *cuts], [*cuts, end], strict=True):
        trimmed = text[left:right].rstrip()
        if trimmed:
            yield Span(left, left + len(trimmed))


def _unit(document: Document, block: Block, span: Span, *, is_contents: bool, last: int, before: str) -> Unit:
    text = document.quote(span)
    first = span.start == block.span.start
    if block.number and first:
        label = _automatic(block.number)
    else:
        label = row_label(text, after=last) if block.kind is BlockKind.TABLE_ROW else label_of(text)
    heading = is_heading(text, kind=block.kind, label=label)
    schedule = schedule_label(text)
    if schedule and (_MID_SENTENCE.search(before) or _LISTED.search(text)):
        heading = False
    elif schedule and is_heading(text, kind=BlockKind.HEADING, label=schedule):
        label, heading = schedule, True
    return Unit(span, text, block.kind, label, heading, block.level, is_contents)


def _automatic(number: str) -> Label | None:
    """Read a number that the file keeps apart from the text; nothing of the text belongs to it."""
    label = label_of(number) or schedule_label(number)
    return Label(label.written, 0, label.readings, label.bare) if label else None
