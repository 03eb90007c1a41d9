"""Places left to fill in: "[to be attached]", "[●]", "____", "TBD", "{{name}}", "xx/xx/20xx", "☐".

"[1]" is a citation and "[the “Service”]" a definition; an unticked box beside a ticked one is a choice
made. A schedule's heading with nothing under it is a blank too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pipeline.domain.agreement import Clause, Placeholder
from pipeline.domain.document import BlockKind, Document
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary
from pipeline.structure.exhibits import empty_schedules
from pipeline.structure.options import Option, left_open

BLANK, PROMPT, OPEN, OPTION = "blank", "prompt", "open", "option"
_UNITS = r"(?:hours?|days?|weeks?|months?|years?|minutes?|business|working|calendar)\b"
_SHAPES = re.compile(
    r"(?P<blank>_{3,}|_{2,}(?=\s?%)|\.{8,}(?=\s|$)|…{3,}|\b[xX]{2,4}(?=\s+" + _UNITS + r"))"
    r"|(?P<braces>\{\{[^{}\n]{1,80}\}\}|\$?\{[a-z][a-z0-9]*(?:_[a-z0-9]+)*\}|<<[^<>\n]{1,80}>>"
    r"|<(?:insert|enter|name of)[^<>\n]{1,60}>)"
    r"|(?P<date>\b[xX]{2}[/.-][xX]{2}[/.-](?:20)?[xX]{2,4}\b|\b(?:DD|dd)[/.-](?:MM|mm)[/.-](?:YYYY|yyyy|YY|yy)\b)"
    r"|\[(?P<bracket>[^\[\]\n]{0,400})\]"
)
_IN_ALL_SHAPES = ("__", "....", "…", "xx", "{", "<", "[", "dd")  # one of these stands in each
_NOTHING_IN = re.compile(r"[\s●•.…_*#—–-]*$|[xX]{2,}$|\s+$")
_CITATION = re.compile(
    r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*$|sic$|[\"“”]|\.\.\.$|e-?mail\W+protected", re.IGNORECASE
)
# "[30] days", "[24/48] hours": a figure that the parties have still to agree on; a citation has no unit.
_PROPOSED = re.compile(r"(?:\w+(?:-\w+)?\s*\(\s?)?\d{1,3}(?:\s?(?:/|or|-|–)\s?\d{1,3})*\)?$")
_MEASURED = re.compile(r"\s*\)?\s*(?:%|percent|per cent|" + _UNITS + ")", re.IGNORECASE)
_RULE = re.compile(r"[_\s.…-]{30,}$")  # a line across the page
_AFTER = 40  # characters after a bracket in which its unit stands
_LONGEST = 300  # characters of a question's options that are quoted


@once_per_vocabulary
def _words(vocabulary: Vocabulary) -> tuple[Phrases, Phrases, Phrases]:
    words = vocabulary["placeholders"]
    return (
        Phrases({"opens": words["opens"], "holds": words["holds"]}),
        Phrases({"bare": words["bare"]}),
        Phrases({"open": words["open"]}),
    )


def find_placeholders(
    document: Document, clauses: tuple[Clause, ...], *, options: Iterable[Option], vocabulary: Vocabulary
) -> tuple[Placeholder, ...]:
    """Return the places left to fill in, in text order, none overlapping."""
    options = tuple(options)
    boxed = [o.span for o in options]
    found = [(_together(group), OPTION) for group in left_open(options)]
    for block in document.blocks:
        text = document.quote(block.span)
        for span, kind in (*_shaped(text, vocabulary), *_spelled(text, vocabulary)):
            moved = Span(block.span.start + span.start, block.span.start + span.end)
            if not any(b.start == moved.start or b.end == moved.end for b in boxed):
                found.append((moved, kind))
    titles = frozenset(b.span for b in document.blocks if b.kind is BlockKind.HEADING)
    for heading, reach in empty_schedules(clauses, titles=titles, vocabulary=vocabulary):
        if not any(reach.contains(span) for span, _ in found):  # else the blank under it tells more
            found.append((heading.span, BLANK))
    starts = [clause.span.start for clause in clauses]
    return tuple(
        Placeholder(
            document.id, span, document.quote(span), document.locate(span), kind, _home(span, clauses, starts)
        )
        for span, kind in _apart(found)
    )


def _together(group: tuple[Option, ...]) -> Span:
    """Return the place of a question: its options from the first on, as many as can be quoted."""
    start = group[0].span.start
    ends = [o.span.end for o in group if o.span.end - start <= _LONGEST]
    return Span(start, ends[-1] if ends else group[0].span.end)


def _apart(found: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    last: Span | None = None
    for span, kind in sorted(found, key=lambda f: (f[0].start, -f[0].end)):
        if last is None or not last.overlaps(span):
            yield span, kind
            last = span


def _home(span: Span, clauses: tuple[Clause, ...], starts: list[int]) -> str:
    at = bisect_right(starts, span.start) - 1
    return clauses[at].id if at >= 0 else ""


def _shaped(text: str, vocabulary: Vocabulary) -> Iterator[tuple[Span, str]]:
    lowered = text.lower()
    if not any(mark in lowered for mark in _IN_ALL_SHAPES) or _RULE.fullmatch(text):
        return
    for match in _SHAPES.finditer(text):
        kind = PROMPT if match["braces"] else BLANK
        if match["bracket"] is not None:
            kind = _asks(match["bracket"], text[match.end() : match.end() + _AFTER], vocabulary)
        if kind:
            yield Span(match.start(), match.end()), kind


def _asks(inside: str, after: str, vocabulary: Vocabulary) -> str:
    """Return the kind of a bracket that waits to be filled in, "" for any other."""
    openers, _, said_open = _words(vocabulary)
    if _PROPOSED.match(inside.strip()) and _MEASURED.match(after):
        return PROMPT
    if _CITATION.match(inside.strip()) or after.startswith("("):  # "[text](link)" is Markdown
        return ""
    if _NOTHING_IN.match(inside):
        return BLANK if inside and inside.strip() not in ("x", "X", "…", "...") else ""
    if any(entry == "holds" or not inside[: span.start].strip(" :*") for entry, span in openers.find(inside)):
        return OPEN if said_open.find(inside) else PROMPT
    return ""


def _spelled(text: str, vocabulary: Vocabulary) -> Iterator[tuple[Span, str]]:
    """Yield "TBD" and "to be attached" where they stand for a missing answer."""
    _, bare, _ = _words(vocabulary)
    for _, span in bare.find(text):
        alone = len(text.split()) <= 12 or re.match(r"\s*(?:$|[.;|)\]])", text[span.end :])
        if alone:
            yield span, OPEN
