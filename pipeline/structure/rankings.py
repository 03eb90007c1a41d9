"""A rule on which paper wins, made of the words that say it and the papers that they name."""

import re
from collections.abc import Iterable

from pipeline.domain.agreement import Clause
from pipeline.domain.elsewhere import Ranking
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary
from pipeline.structure.papers import Mention, Papers

_ENTRIES = ("prevails", "above", "first", "holds", "conflict", "order", "reverse", "other_ranks", "scope")
_LONGEST_QUOTE = 150  # words (design: the JSON review)
# "With regard to personal data the DPA prevails": the winner is no part of the matter.
_END_OF_SCOPE = re.compile(
    r"[,;.:]|\b(?:the provisions|the terms|shall|will)\b"
    r"|\bth(?:e|is|ese) (?=[A-Z](?:(?!\bth)[\w -]){0,50}\b(?:prevail|control|govern|take|ha[sv]e?\b))"
)


@once_per_vocabulary
def ranking_words(vocabulary: Vocabulary) -> Phrases:
    """Return the words by which papers are ranked."""
    words = vocabulary["precedence"]
    return Phrases({entry: words[entry] for entry in _ENTRIES})


def ranking_of(
    clause: Clause,
    home: Span,
    mentions: Iterable[Mention],
    papers: Papers,
    *,
    is_list: bool = False,
    alone: bool = False,
) -> Ranking:
    """Return the rule that words at `home` in a clause (characters) make, the winner named first."""
    span = _short(clause, Span(clause.span.start + home.start, clause.span.start + home.end))
    named: dict[str, tuple[str, ...]] = {}
    for mention in mentions:
        named.setdefault(mention.words, mention.documents)
    quote = papers.agreements[clause.document].document.quote(span)
    return Ranking(
        documents=tuple(dict.fromkeys(d for ids in named.values() for d in ids)),
        named=tuple(named),
        document=clause.document,
        clause=clause.id,
        span=span,
        quote=quote,
        scope=_scope(quote, papers.vocabulary),
        is_list=is_list,
        alone=alone,
    )


def _scope(quote: str, vocabulary: Vocabulary) -> str:
    """Return the words that limit a rule ("with regard to the processing of personal data"), "" without."""
    for entry, span in ranking_words(vocabulary).find(quote):
        if entry == "scope":
            words = _END_OF_SCOPE.split(quote[span.end :], maxsplit=1)[0]
            if words.strip() and not re.search(r"\b(?:such|that|the|any) (?:conflict|inconsisten)", words):
                return quote[span.start : span.end] + words.rstrip()
    return ""


def _short(clause: Clause, span: Span) -> Span:
    """Cut a span at the most words a quote may have."""
    words = clause.text[span.start - clause.span.start : span.end - clause.span.start]
    if len(words.split()) <= _LONGEST_QUOTE:
        return span
    end = list(re.finditer(r"\S+", words))[_LONGEST_QUOTE - 1].end()
    return Span(span.start, span.start + end)
