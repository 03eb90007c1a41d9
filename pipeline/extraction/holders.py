"""Whose a certificate is: the provider's own, or that of a company it builds on.

"Our hosting provider holds ISO 27001" and "AWS' SOC 2 report" say nothing of the provider's own audits.
Where the agreement is that company's own, its name means the provider.
"""

import re
from collections.abc import Sequence

from pipeline.domain.agreement import Party
from pipeline.domain.places import Span
from pipeline.extraction.party_words import PROVIDER, any_of, party_words
from pipeline.language import Vocabulary, once_per_vocabulary

_REACH = 420  # characters before a name in which its holder may stand
_BREAKS = re.compile(r"[.!?](?=\s+[\"“]?[A-Z])|\n\s*\n")
_ANOTHER_SUBJECT = re.compile(
    r"[,;.]\s*(?:and\s+|while\s+|but\s+)?(?:[A-Z][\w.-]*\s+){1,3}(?:is|has|are|have|holds|maintains|undergoes)\b"
)

_OF_OURS = re.compile(r"\b(?:our|its|their|third[\s-]party|external)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)


@once_per_vocabulary
def _theirs(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = vocabulary["value_holders"]
    goods, holds = any_of(words["goods"]), any_of(words["holds"])
    who = rf"(?:(?-i:{_as_written(words['hosts'])})|(?-i:{any_of(words['others'])}))"
    return re.compile(
        rf"\b(?P<who>{who})(?!\w)(?:"
        rf"(?:(?:['’]s)?\s*\([^()]*\))?(?:['’]s?)?,?\s+(?:(?:{goods})\s+){{0,3}}(?:\(\w{{1,3}}\)\s+)?(?:{holds})\b"
        r"|['’]s?\s+(?!(?:[\w-]+\s+){0,6}(?:we|our)\b)(?=(?:[^,;.]|,\s+(?:including|such\s+as)\b){0,80}$))",
        re.IGNORECASE,
    )


@once_per_vocabulary
def _speaks(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the verbs by which a party named says that something is its own."""
    return re.compile(
        rf"\s+(?:\w+ly\s+|also\s+)?(?:{any_of(vocabulary['value_holders']['holds'])})\b", re.IGNORECASE
    )


def _as_written(names: Sequence[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def is_anothers(text: str, span: Span, vocabulary: Vocabulary, parties: Sequence[Party]) -> bool:
    """Tell whether a certificate is said to be held by a company that is not the provider."""
    before = text[max(0, span.start - _REACH) : span.start]
    ends = [match.end() for match in _BREAKS.finditer(before)]
    before = before[ends[-1] :] if ends else before
    own = {word.lower() for p in parties for word in (*p.words, *(p.name or "").split())}
    last = None
    for match in _theirs(vocabulary).finditer(before):
        who = match["who"].lower()
        may_be_own = who in vocabulary["parties"]["provider"] and not _OF_OURS.search(before[: match.start()])
        if own.isdisjoint(who.split()) and who not in own and not may_be_own:
            last = match
    if last is None:
        return False
    since = before[last.end() :]
    words = party_words(parties, vocabulary)
    ours = any(
        words.side(match) == PROVIDER
        and (match["own"] or match["word"].lower() == "our" or _speaks(vocabulary).match(since, match.end()))
        for match in words.party.finditer(since)
    )
    return not ours and not _ANOTHER_SUBJECT.search(since)
