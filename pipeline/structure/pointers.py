"""To which clauses of which paper of a set the words of a sentence point.

"Clause 8.1 of the DPA", "this clause 8", "Schedule 2", "the section headed “Security Incidents”". A number
belongs to the paper named right after it, else to the paper that speaks; in an amendment to what is amended.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.places import Span
from pipeline.structure.papers import Papers
from pipeline.structure.references import find_cross_references

_OF = re.compile(r"[\s)]*(?:\([^()]{1,60}\)\s*)?(?:of|in|to|under)\s+", re.IGNORECASE)
_MORE = re.compile(
    r"\s*(?:,|and|or|to|,\s*and|,\s*or)\s+(?P<number>\d{1,3}(?:\.\d{1,3})*(?:\([a-z0-9]{1,4}\))*)(?!\s*(?:days?|hours?|months?|years?|%|per\b|business|working|calendar))"
)
_HEADED = re.compile(
    r"\b(?:section|clause|paragraph|article|part|provisions?|obligations?|chapter)s?\s+"
    r"(?:headed|titled|entitled|called|named|on|under(?: the heading)?)?\s*"
    r"[\"“„'‘](?P<heading>[^\"“”„'’]{3,80})[\"”’']",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point to clauses: their place in the sentence, the paper, the ids of the clauses."""

    span: Span
    document: str
    clauses: tuple[str, ...]


def pointers_in(clause: Clause, sentence: Span, papers: Papers) -> tuple[Pointer, ...]:
    """Return what a sentence of a clause points to, in text order; what leads nowhere is left out."""
    text = clause.text[sentence.start : sentence.end]
    found = [*_numbered(text, clause, sentence, papers), *_headed(text, clause.document, papers)]
    return tuple(sorted(found, key=lambda p: p.span))


def clauses_at(agreement: Agreement, number: str) -> tuple[str, ...]:
    """Return the id of the clause with that full number, () where the paper has no such number."""
    wanted = number.lower()
    return next(((c.id,) for c in agreement.clauses if c.number and c.path.lower() == wanted), ())


def with_those_below(agreement: Agreement, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids with those of all clauses that stand below them."""
    held = set(ids)
    for clause in agreement.clauses:
        if clause.parent in held:
            held.add(clause.id)
    return tuple(c.id for c in agreement.clauses if c.id in held)


def numbers_in(clause: Clause, sentence: Span) -> tuple[tuple[str, Span], ...]:
    """Return the clause numbers that a sentence names, with their place in it; not the number of its own."""
    text = clause.text[sentence.start : sentence.end]
    # "Clause 9 is deleted" at the head of a clause is no number of its own, though it looks like one.
    numbered = sentence.start == 0 and clause.number[:1] in "(0123456789" and text.startswith(clause.number)
    own = len(clause.number) if numbered else 0
    bare = Clause("", clause.document, "", "", "", text[own:], Span(0, len(text) - own))
    return tuple(
        (r.target, Span(r.span.start + own, r.span.end + own)) for r in find_cross_references((bare,))
    )


def _numbered(text: str, clause: Clause, sentence: Span, papers: Papers) -> Iterator[Pointer]:
    for named in numbers_in(clause, sentence):
        targets = [named]
        while more := _MORE.match(text, targets[-1][1].end):  # "clauses 8.1, 8.2 and 9"
            targets.append((more["number"], Span(more.start("number"), more.end("number"))))
        of = _of(text, targets[-1][1].end, clause.document, papers)
        for target, place in targets:
            ids = clauses_at(papers.agreements[of], target)
            if ids:
                yield Pointer(place, of, ids)


def _of(text: str, end: int, document: str, papers: Papers) -> str:
    """Return the paper named right after a number ("clause 5 of the Master Agreement"), else the speaker."""
    joined = _OF.match(text, end)
    if joined:
        tail = text[joined.end() : joined.end() + 120]
        named = [m for m in papers.mentions(tail, speaker=document) if m.span.start == 0 and m.documents]
        if named:
            return named[0].documents[0]
    return papers.amended_by(document) or document


def _headed(text: str, document: str, papers: Papers) -> Iterator[Pointer]:
    for match in _HEADED.finditer(text):
        of = _of(text, match.end(), document, papers)
        wanted = _plain(match["heading"])
        ids = [c.id for c in papers.agreements[of].clauses if c.heading and _plain(c.heading) == wanted]
        if wanted and ids:
            yield Pointer(Span(match.start(), match.end()), of, tuple(ids))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
