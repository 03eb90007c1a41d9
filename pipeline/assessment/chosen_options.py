"""Words of the agreement alone: no notes to its drafter, no prompts, no options nobody ticked or ordered.

"☒ Gold: 99.9 % a month ☐ Basic: no availability is promised" stands in one clause. A passage on it keeps
the part with the box that is ticked, verbatim and in one piece; of an option that stands open nothing is
kept but the words that lead in to it, and they promise nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.assessment.within import Set
from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage

_TICKED = re.compile(r"[☒☑✅🗹]|[\[(]\s?[xX✓✔☒]\s?[\])]")
_DRAFT = re.compile(
    r"\bth(?:is|e)\s+(?:draft|proposal)\b[^.;]{0,80}\b(?:(?:for|to)\s+(?:\w+\s+){0,3}?(?:discussion|negotiation)"
    r"|not\s+(?:yet\s+)?(?:legally\s+)?binding|binds?\s+(?:nobody|no\s+one|neither|no\s+party)"
    r"|no\s+(?:legal\s+|binding\s+)?(?:effect|force)|subject\s+to\s+contract)\b",
    re.IGNORECASE,
)
_DRAFT_TITLE = re.compile(
    r"\bdraft\b[^.;]{0,60}\b(?:not\s+(?:yet\s+)?(?:agreed|signed)|unsigned|forms?\s+no\s+part)\b",
    re.IGNORECASE,
)
_OPENING = 200  # characters at the start in which a paper says in its title that it is a draft
_FEWEST = 3  # words that still say something


def agreed(passages: Iterable[Passage], within: Set) -> Iterator[Passage]:
    """Yield the passages that were agreed to, each without the options that were not chosen."""
    drafts = {d for d in within.documents if is_mere_draft(d, within)}
    for passage in passages:
        paper, span = within.documents[passage.document], _chosen(passage, within)
        if (
            span is None
            or passage.document in drafts
            or within.is_for_others(passage)
            or _only_prompts(passage, paper)
            or any(note.contains(passage.span) for note in paper.drafting)
        ):
            continue
        yield (
            passage if span == passage.span else replace(passage, span=span, quote=paper.document.quote(span))
        )


def is_mere_draft(document: str, within: Set) -> bool:
    """Tell a paper that stands beside others and says of itself that, as a draft, it binds nobody yet."""
    if len(within.documents) == 1:
        return False
    text = within.documents[document].document.text
    return bool(_DRAFT.search(text) or _DRAFT_TITLE.search(text, 0, _OPENING))


def _only_prompts(passage: Passage, paper: Agreement) -> bool:
    """Tell words that only ask whoever fills the form in for something: "[Describe the measures here]"."""
    asked = [p.span for p in paper.placeholders if p.kind == "prompt" and p.span.overlaps(passage.span)]
    left = (paper.document.quote(s) for s in _parts(passage.span, asked))
    return bool(asked) and not any(len(words.split()) >= _FEWEST for words in left)


def is_offered(passage: Passage, within: Set) -> bool:
    """Tell whether words stand beside a box that is not ticked, so that nobody agreed to them."""
    return _chosen(passage, within) is None


def agreed_text(clause: Clause, agreement: Agreement) -> str:
    """Return the text of a clause with spaces for each option that was not chosen: places stay the same."""
    text, start = clause.text, clause.span.start
    for out in (o for o in agreement.unticked if o.overlaps(clause.span)):
        left, right = max(out.start - start, 0), min(out.end - start, len(text))
        text = text[:left] + " " * (right - left) + text[right:]
    return text


def _chosen(passage: Passage, within: Set) -> Span | None:
    """Return the part of a passage that was agreed to; None where nothing but a lead-in is left."""
    paper = within.documents[passage.document]
    left_out = [o for o in paper.unticked if o.overlaps(passage.span)]
    if not left_out:
        return passage.span
    quote = paper.document.quote
    parts = [p for p in (_trimmed(s, quote(s)) for s in _parts(passage.span, left_out)) if _says(quote(p))]
    return max(parts, key=lambda p: (bool(_TICKED.search(quote(p))), p.end - p.start), default=None)


def _trimmed(span: Span, words: str) -> Span:
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _says(words: str) -> bool:
    return len(words.split()) >= _FEWEST and not words.endswith(":")


def _parts(span: Span, left_out: Iterable[Span]) -> Iterator[Span]:
    """Yield what is left of a range between the ranges left out."""
    start = span.start
    for out in sorted(left_out):
        if out.start > start:
            yield Span(start, out.start)
        start = max(start, out.end)
    if start < span.end:
        yield Span(start, span.end)
