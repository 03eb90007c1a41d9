"""From an agreement to what stands on its pages: headings, items, table rows, notes, with their truth."""

import random
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from benchmarks.reading.agreements import Agreement
from benchmarks.reading.layouts import Layout

_LABEL = re.compile(r"(?P<label>\([a-z0-9ivx]{1,4}\)|[a-z]\)|[•*\-–—]|[ivx]{1,4}\.)\s+(?=\S)")
_NUMBER = re.compile(r"(?:article|section|clause|annex|schedule)?\s*\d+(?:\.\d+)*\.?\s+\S", re.IGNORECASE)
_LONG_WORD = re.compile(r"[A-Za-z]{7,}")
_SYLLABLE = re.compile(
    r"(?<=[aeiouy][bcdfghjklmnpqrstvwxz])(?=[bcdfghjklmnpqrstvwxz][aeiouy])|(?<=[aeiou]ti)(?=on)"
)
_TABLE = (
    ("Severity", "First response", "Target resolution", "Credit"),
    ("Critical outage", "30 minutes, day and night", "4 hours", "10 % of the monthly fee"),
    ("Major degradation of a function", "2 hours in business hours", "1 business day", "5 %"),
    ("Minor", "1 business day", "Next scheduled release of the affected module", "none"),
    ("Question", "3 business days", "as agreed", "none"),
)
_NOTES = (
    "As amended from time to time; the version in force on the signature date applies.",
    "Measured at the edge of the provider's network, not at the customer's premises.",
    "See the order form for the amounts that apply in each region and currency.",
    "This does not limit rights that mandatory law gives to consumers.",
)


class Kind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote and where in the paragraph's text its mark stands."""

    mark: int
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Set:
    """One thing on the page; an item has its label apart, a table its rows."""

    kind: Kind
    text: str = ""
    label: str = ""
    note: Note | None = None
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """A source paragraph as it may come back: any of these texts is it; a row may also be one line."""

    forms: tuple[str, ...]
    row: bool = False


def compose(agreement: Agreement, layout: Layout, rng: random.Random, *, notes: bool) -> list[Set]:
    """Return what is set, in order, with a table and notes where the layout asks for them (and it can)."""
    things = _without_menus([_kind_of(text, first=n == 0) for n, text in enumerate(agreement.paragraphs)])
    if notes and layout.notes:
        things = _with_notes(things, rng)
    if layout.table:
        things.insert(rng.randint(len(things) // 3, len(things)), Set(Kind.TABLE, rows=_TABLE))
    return things


def truths(things: list[Set]) -> list[Truth]:
    """Return the source paragraphs of what was set, in reading order."""
    found: list[Truth] = []
    for thing in things:
        if thing.kind is Kind.TABLE:
            found += [Truth((" ".join(row),), row=True) for row in thing.rows]
            continue
        text = f"{thing.label} {thing.text}".strip()
        if thing.note is None:
            found.append(Truth((text,)))
            continue
        note, at = thing.note, thing.note.at + len(text) - len(thing.text)
        found.append(Truth((text, f"{text[:at]} {note.mark} {text[at:]}")))
        found.append(Truth((f"{note.mark} {note.text}", note.text)))
    return found


def hyphenated(text: str) -> str:
    """Return the text with soft hyphens where a program may break its long words."""
    return _LONG_WORD.sub(lambda m: _SYLLABLE.sub("\u00ad", m[0][:-2]) + m[0][-2:], text)


def _kind_of(text: str, *, first: bool) -> Set:
    if first and len(text) < 90:
        return Set(Kind.TITLE, text)
    if (label := _LABEL.match(text)) is not None:
        return Set(Kind.ITEM, text[label.end() :], label["label"])
    short = len(text) < 70 and text[-1] not in ".;,:?!" and len(text.split()) <= 9
    if short and (text.isupper() or text.istitle() or _NUMBER.match(text) or text[0].isupper()):
        return Set(Kind.HEADING, text)
    return Set(Kind.PARAGRAPH, text)


def _without_menus(things: list[Set]) -> list[Set]:
    """Return the things with more than two headings in a row as plain paragraphs: nobody sets those bold."""
    found: list[Set] = []
    for kind, run in groupby(things, key=lambda thing: thing.kind):
        some = list(run)
        plain = kind is Kind.HEADING and len(some) > 2
        found += [replace(thing, kind=Kind.PARAGRAPH) for thing in some] if plain else some
    return found


def _with_notes(things: list[Set], rng: random.Random) -> list[Set]:
    long = [n for n, thing in enumerate(things) if thing.kind is Kind.PARAGRAPH and len(thing.text) > 200]
    chosen = sorted(rng.sample(long, min(len(long), len(_NOTES))))
    for mark, n in enumerate(chosen, start=1):
        text = things[n].text
        at = text.find(" ", len(text) // 2)
        if at > 0:
            things[n] = replace(things[n], note=Note(mark, at, _NOTES[mark - 1]))
    return things
