"""Blocks cut into the pieces that become clauses: one block is one piece, unless its lines are numbered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.domain.document import Block, BlockKind, Document
from pipeline.domain.places import Span
from pipeline.structure.headings import is_heading, may_be_heading
from pipeline.structure.numbering import Label, Style, label_of, row_label, schedule_label

_NUMBERED_LINE = re.compile(r"\n[ \t]*(?=(?:\d{1,2}(?:\.\d{1,2})*[.)]?|\([a-z]\)|\([ivx]{1,5}\))[ \t]+\S)")
_MID_SENTENCE = re.compile(r"\b(?:and|by|described|in|of|or|see|the|to|under|with)\s*$")
_LISTED = re.compile(r"[;,](?:\s*(?:and|or))?\s*$")  # "Schedule 2 – Charges; and"
_LEAST_LINES = 2
_LEAST_PROSE = 12  # words of a paragraph
_LONGEST_ITEM = 12  # words
_STOPS = (".", "!", "?")
_LEAST_NAMES = 3  # schedules named one below the other
_FILED_AS = re.compile(r"Exhibit \d{1,2}\.\d{1,2}")
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
    pieces = list(_without_schedule_list(_not_as_filed(pieces)))
    return tuple(_without_lists(_without_items(_with_plain_headings(pieces))))


def _not_as_filed(pieces: list[Unit]) -> list[Unit]:
    """Take the number that a paper is filed under ("Exhibit 99.1") for no schedule of it."""
    first = pieces[0] if pieces else None
    if first is None or first.label is None or not _FILED_AS.fullmatch(first.label.written):
        return pieces
    return [replace(first, label=None), *pieces[1:]]


def _without_schedule_list(pieces: list[Unit]) -> Iterator[Unit]:
    """Take a run of schedules' names for a list where the numbering of the clauses goes on below it."""
    last = at = 0
    while at < len(pieces):
        end = _end_of_names(pieces, at)
        names = [p for p in pieces[at:end] if _style(p) is Style.SCHEDULE]
        after = pieces[end] if end < len(pieces) else None
        if len(names) >= _LEAST_NAMES and after and _goes_on(after, last):
            yield from (replace(p, label=None, is_heading=False) for p in pieces[at:end])
            at = end
            continue
        last = _last_clause(pieces[at], last)
        yield pieces[at]
        at += 1


def _end_of_names(pieces: list[Unit], start: int) -> int:
    """Return the end of a run of short lines that begins with a schedule's name."""
    end = start
    if _style(pieces[start]) is Style.SCHEDULE:
        while end < len(pieces) and _is_short(pieces[end]) and _style(pieces[end]) is not Style.DECIMAL:
            end += 1
    return end


def _goes_on(unit: Unit, last: int) -> bool:
    if unit.label is None or unit.label.style is not Style.DECIMAL:
        return False
    return last > 0 and unit.label.parts[0] in (last, last + 1)


def _style(unit: Unit) -> Style | None:
    return unit.label.style if unit.label and not unit.is_contents else None


def _is_short(unit: Unit) -> bool:
    return len(unit.text.split()) <= _LONGEST_ITEM and unit.text.rstrip()[-1:] not in _STOPS


def _last_clause(unit: Unit, last: int) -> int:
    if unit.label is None or unit.is_contents:
        return last
    if unit.label.style is Style.SCHEDULE:
        return 0
    return unit.label.parts[0] if unit.label.style is Style.DECIMAL else last


def _with_plain_headings(pieces: list[Unit]) -> list[Unit]:
    """Take "Limits of liability" for a heading where it stands alone between two paragraphs."""
    told = [p for p in pieces if not p.is_contents]
    plain = {
        line.span
        for before, line, after in zip(told, told[1:], told[2:], strict=False)
        if _is_plain(line) and _is_prose(after) and (_is_prose(before) or before.is_heading)
        if may_be_heading(line.text)
    }
    return [replace(p, is_heading=True) if p.span in plain else p for p in pieces]


def _is_plain(unit: Unit) -> bool:
    return unit.kind is BlockKind.PARAGRAPH and unit.label is None and not unit.is_heading


def _is_prose(unit: Unit) -> bool:
    """Tell a paragraph of whole sentences; what leads in to a list is none."""
    return (
        unit.kind is BlockKind.PARAGRAPH
        and not unit.is_heading
        and len(unit.text.split()) >= _LEAST_PROSE
        and unit.text.rstrip(' "”’)')[-1:] in _STOPS
    )


def _without_items(pieces: list[Unit]) -> list[Unit]:
    """Take the short lines after "as follows:" for items, but the last, which may head what comes next.

    A heading with a level is one by the file's own word.
    """
    found = list(pieces)
    items: list[int] = []
    listing = False
    for at, unit in enumerate(pieces):
        short = len(unit.text.split()) <= _LONGEST_ITEM and unit.text.rstrip()[-1:] not in (*_STOPS, ":")
        if listing and short and unit.label is None and unit.level is None:
            items.append(at)
            continue
        for item in items[:-1]:
            found[item] = replace(found[item], is_heading=False)
        items, listing = [], not unit.is_heading and unit.text.rstrip().endswith(":")
    return found


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
