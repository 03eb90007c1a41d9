"""Defined terms that promise less than their word: "“Security Incident” … does not include …".

Whether a promise is made in the term is for the assessment to see; what is left out as harmless noise is
marked as such.
"""

import re
from collections.abc import Iterator

from pipeline.domain.agreement import Agreement, Definition
from pipeline.domain.elsewhere import Narrowing
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences
from pipeline.structure.meanings import explaining, is_narrow, left_out
from pipeline.structure.papers import Papers
from pipeline.structure.reach import parties_of

_LEAVES_OUT_WITHIN = 400  # characters of the definition after which nothing more is looked for
_LONGEST_QUOTE = 120
_OF_TERM = re.compile(
    r"[\"“„'‘](?P<term>[A-Za-z][^\"“”„]{1,60}?)[\"”’'](?:\s*\([^()]{1,40}\))?"
    r"(?:\s+(?:within the meaning|for the purposes?|in the sense) of [^.;]{1,60}?)?\s*,?\s*"
    r"(?:(?:shall|does|do|will)\s+not\s+include|excludes?|includes?\s+only|means|refers?\s+to|shall\s+mean|exists?\s+only"
    r"|only\s+(?:if|where|when)|is\b|are\b)",
)


@once_per_vocabulary
def _harmless(vocabulary: Vocabulary) -> Phrases:
    return Phrases({e: vocabulary["narrowing"][e] for e in ("harmless", "never_harmless")})


def find_narrowings(papers: Papers) -> tuple[Narrowing, ...]:
    """Return the definitions of a set that leave something out, in text order."""
    return tuple(n for agreement in papers.agreements.values() for n in _of(agreement, papers.vocabulary))


def _of(agreement: Agreement, vocabulary: Vocabulary) -> Iterator[Narrowing]:
    no_promise = frozenset(vocabulary["narrowing"]["no_promise"])
    provider = parties_of(agreement, vocabulary).provider
    seen: set[tuple[str, Span]] = set()
    for definition in (*agreement.definitions, *_spoken(agreement)):
        if definition.term.lower() in no_promise or _lets_in(definition.term, vocabulary):
            continue
        for home in sentences(definition.quote):
            words = definition.quote[home.start : home.end][:_LEAVES_OUT_WITHIN]
            if definition.term not in words:
                continue
            left = left_out(definition.term, words, vocabulary)
            if left is None and not is_narrow(definition.term, words, provider, vocabulary):
                continue
            span = Span(definition.span.start + home.start, definition.span.start + home.end)
            if (definition.term, span) in seen:
                continue
            seen.add((definition.term, span))
            yield _narrowing(definition.term, agreement, span, left or "", vocabulary)


def _lets_in(term: str, vocabulary: Vocabulary) -> bool:
    """Tell "Authorised Personnel": the fewer are let in to the data, the better for the customer."""
    words, lists = term.lower().split(), vocabulary["narrowing"]
    return words[0] in lists["lets_in"] and words[-1] in lists["let_in"]


def _spoken(agreement: Agreement) -> Iterator[Definition]:
    """Yield "“Security Incident” does not include …" where it stands in a clause that is no definition."""
    for clause in agreement.clauses:
        if clause.kind in ("contents", "heading") or not _OF_TERM.search(clause.text):
            continue
        for match in _OF_TERM.finditer(clause.text):
            yield Definition(match["term"], clause.span, clause.text)


def _narrowing(term: str, agreement: Agreement, span: Span, left: str, vocabulary: Vocabulary) -> Narrowing:
    quote = agreement.document.quote(span)
    words = list(re.finditer(r"\S+", quote))
    if len(words) > _LONGEST_QUOTE:
        span = Span(span.start, span.start + words[_LONGEST_QUOTE - 1].end())
        quote = agreement.document.quote(span)
    clause = agreement.clause_at(span)
    harmless = {entry for entry, _ in _harmless(vocabulary).find(left)} == {"harmless"}
    return Narrowing(
        term,
        agreement.document.id,
        clause.id if clause else "",
        span,
        quote,
        left.strip(" .;,:"),
        harmless,
        explaining(term, vocabulary),
    )
