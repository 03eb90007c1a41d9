"""Defined terms: "“Customer Data” means …", glossary rows, and ("the “Services”") in passing."""

import re
from collections.abc import Iterable, Iterator

from pipeline.domain.agreement import Clause, Definition
from pipeline.domain.places import Span
from pipeline.language import sentences

_OPEN, _CLOSE = "[\"“„«']", "[\"”“»']"
_MEANS = (
    r"(?:(?:shall|will)\s+(?:have\s+the\s+meaning|mean)|means|has\s+the\s+(?:same\s+)?meaning|have\s+the\s+(?:same\s+)?meaning"
    r"|refers?\s+to|is\s+defined\s+as|is\s+used\s+to|includes?|is\s+any|is\s+the|are\s+the|is\s+an?)\b"
)
_QUOTED = re.compile(
    rf"{_OPEN}\s?(?P<term>[^\"“”«»]{{1,70}}?)\s?{_CLOSE}(?:\s*\([^()]{{1,80}}\))?\s*,?\s*(?:{_MEANS}|[:–—-]|$)",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"(?P<term>[A-Z][\w’'/-]*(?:\s+[\w’'/&-]+){{0,5}}?)\s*(?:{_MEANS}|:\s)")
_ROW = re.compile(r"(?P<term>[A-Z][^|\t]{1,60}?)\s*[|\t]\s*\S")
_PASSING = re.compile(
    rf"\((?:[^()\"“”]{{0,60}}?)?{_OPEN}\s?(?P<term>[A-Z][^\"“”()]{{1,50}}?)\s?[,.]?{_CLOSE}[^()]{{0,60}}\)"
)
_SECTION = re.compile(r"\b(?:definitions?|defined terms|interpretation|glossary)\b", re.IGNORECASE)


def find_definitions(clauses: Iterable[Clause]) -> tuple[Definition, ...]:
    """Return the defined terms in text order; each quote is the words that define the term."""
    return tuple(
        definition
        for clause in clauses
        if clause.kind not in ("contents", "heading")
        for definition in (*_openly(clause), *_in_passing(clause))
    )


def defines(clause: Clause) -> bool:
    """Tell whether a clause is there to define a term."""
    return next(_openly(clause), None) is not None


def _openly(clause: Clause) -> Iterator[Definition]:
    """Yield the definition a clause opens with; in a section of definitions, quotes may be missing."""
    start = _after_label(clause)
    match = _QUOTED.match(clause.text, start)
    if match is None and _SECTION.search(clause.heading):
        match = _PLAIN.match(clause.text, start) or _ROW.match(clause.text, start)
    if match:
        yield Definition(match["term"].strip(" ,."), clause.span, clause.text)


def _after_label(clause: Clause) -> int:
    text = clause.text
    start = len(clause.number) if clause.number and text.startswith(clause.number) else 0
    opening = re.compile(r"[\s.:)]*(?:(?:The\s+terms?|Definitions?\.)\s+)?", re.IGNORECASE).match(text, start)
    return opening.end() if opening else start


def _in_passing(clause: Clause) -> Iterator[Definition]:
    matches = list(_PASSING.finditer(clause.text))
    if not matches:
        return
    spans = sentences(clause.text)
    for match in matches:
        home = next((s for s in spans if s.start <= match.start() < s.end), Span(match.start(), match.end()))
        span = Span(clause.span.start + home.start, clause.span.start + home.end)
        yield Definition(match["term"].strip(), span, clause.text[home.start : home.end])
