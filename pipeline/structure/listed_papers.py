"""An order among papers that a list gives: in the rule's own words, in items below it or in a list above."""

import re
from collections.abc import Iterable, Sequence

from pipeline.domain.agreement import Clause
from pipeline.domain.elsewhere import Ranking
from pipeline.domain.places import Span
from pipeline.language import sentences
from pipeline.structure.papers import Mention, Papers
from pipeline.structure.pointers import pointers_in
from pipeline.structure.rankings import ranking_of

_LISTED_NEAR = 2  # clauses before the rule in which the list stands, where no number points to it
_LEAST = 2  # papers from which a list is an order
_LIST_ITEMS = 12  # pieces after "in the following order:" in which its items may stand
_LONGEST_ITEM = 40  # words
_LETTERED = re.compile(r"(?:and\s+)?\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s", re.IGNORECASE)
_MARK = re.compile(r"(?<!\w)\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s", re.IGNORECASE)
_LATER_WINS = re.compile(
    r"\b(?:(?:listed|named|mentioned|appearing|set out|stated)\s+(?:later|last)"
    r"|(?:later|last)[- ](?:named|listed|mentioned))\b"
    r"[^.;]{0,60}\b(?:prevail|control|govern|take)",
    re.IGNORECASE,
)
SAVE_THAT = re.compile(r"\b(?:save|except|provided(?:,? however)?),? that\b", re.IGNORECASE)

Around = tuple[Sequence[Clause], Sequence[Clause]]
"""The clauses of a paper before and after the one that speaks."""


def listed_order(
    clause: Clause, home: Span, cues: Sequence[tuple[str, Span]], around: Around, papers: Papers
) -> Ranking | None:
    """Return the order that a sentence gives: in its own words, in the items below it or in a list above."""
    sentence, home = home, _with_items(clause, home)
    before, after = around
    start = home.start + max(s.end for e, s in cues if e in ("order", "reverse"))
    words = SAVE_THAT.split(clause.text[start : home.end])[0]
    mentions = papers.mentions(words, speaker=clause.document)
    if not _is_order(mentions):
        texts = [item.text for item in _items(clause, after)]
        mentions = tuple(m for t in texts for m in papers.mentions(t, speaker=clause.document)[:1])
    if not _is_order(mentions):
        mentions = _list_above(clause, sentence, before, papers)
    if not _is_order(mentions):
        return None
    if any(e == "reverse" for e, _ in cues) or _LATER_WINS.search(clause.text, sentence.start, sentence.end):
        mentions = mentions[::-1]
    saved = SAVE_THAT.search(clause.text, start, home.end)
    rule = clause.text[home.start : saved.start() if saved else home.end].rstrip(" ,")
    return ranking_of(clause, Span(home.start, home.start + len(rule)), mentions, papers, is_list=True)


def _is_order(mentions: Iterable[Mention]) -> bool:
    return len({m.words.lower() for m in mentions}) >= _LEAST


def _list_above(
    clause: Clause, sentence: Span, before: Sequence[Clause], papers: Papers
) -> tuple[Mention, ...]:
    """Return the papers of the list to which "the one named earlier in clause 1.1" points, else the last."""
    pointed = {c for p in pointers_in(clause, sentence, papers) for c in p.clauses} - {clause.id}
    above = [c for c in before if c.id in pointed] if pointed else before[: -_LISTED_NEAR - 1 : -1]
    own = clause.text[: sentence.start]
    for text in (own.removeprefix(clause.number), *(c.text.removeprefix(c.number) for c in above)):
        items = [text[m.end() :] for m in _MARK.finditer(text)]
        mentions = tuple(m for i in items for m in papers.mentions(i, speaker=clause.document)[:1])
        if _is_order(mentions):
            return mentions
    return ()


def _with_items(clause: Clause, home: Span) -> Span:
    """Return the sentence with the lettered pieces of its list that were taken for sentences."""
    end = home.end
    for span in sentences(clause.text):
        if span.start >= end and _LETTERED.match(clause.text, span.start):
            end = span.end
        elif span.start >= end:
            break
    return Span(home.start, end)


def _items(clause: Clause, after: Sequence[Clause]) -> list[Clause]:
    """Return the pieces below a clause that are the items of its list."""
    found: list[Clause] = []
    for piece in after[:_LIST_ITEMS]:
        is_item = piece.parent == clause.id or (bool(piece.number) and piece.level > clause.level)
        if not is_item or len(piece.text.split()) > _LONGEST_ITEM:
            break
        found.append(piece)
    return found
