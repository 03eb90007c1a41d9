"""The law that governs and the courts that decide: "the laws of the State of Ohio", "German law".

A law that is only spoken of ("applicable EU data protection law") governs nothing.
"""

import re
from collections.abc import Iterator

from pipeline.domain.places import Span
from pipeline.domain.terms import Term, TermType
from pipeline.extraction.places import region_names
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences

_GOVERNED = re.compile(
    r"\b(?:govern(?:ed|s|ing)?|construed|interpreted|exclusively subject)\b|\bchoice of law\b"
    r"|\bshall be the laws?\b"
    r"|\bsubject to (?:and \w+ )?(?:the )?laws?\b|\bapplicable law\b(?=\s*(?:is|shall|:))"
    r"|\bapplies the laws? of\b"
    r"|\blaws?\s+(?:of\s[^.;]{3,60}\s)?(?:shall\s+|will\s+)?(?:exclusively\s+)?(?:appl(?:y|ies)|govern)",
    re.IGNORECASE,
)
_LAW = re.compile(r"\b(?:laws?|legislation|statutes)\b", re.IGNORECASE)
_LAW_FOLLOWS = re.compile(r"\s+(?:law|legislation)\b", re.IGNORECASE)
_BEFORE_LAW = 45  # characters in which "English" may stand before "law"
_SET_ASIDE = re.compile(
    r"\b(?:without (?:regard|reference|giving effect|application|recourse)|excluding|exclusive of"
    r"|irrespective|regardless|conflicts? of laws?|notwithstanding|courts?|venue|if you|if customer)\b",
    re.IGNORECASE,
)
_MEMBER_STATE = re.compile(
    r"\b(?:Member State|country|state|jurisdiction) (?:in which|where|of the (?!art\b)) ?[^.,;()]{3,80}",
    re.IGNORECASE,
)
_COURTS = re.compile(
    r"\b(?:courts?|venue|place of jurisdiction|exclusive jurisdiction|jurisdiction|seat of arbitration"
    r"|arbitration|tribunals?)\b[^.;]{0,60}?\b(?:of|in|at|for|located|sitting|is|be)\b",
    re.IGNORECASE,
)
_DISPUTE = re.compile(
    r"\b(?:exclusive|jurisdiction|venue|dispute|arbitrat\w+|submit|brought|litigat\w+)\b", re.IGNORECASE
)
_BLOCS = frozenset(
    {
        "EU",
        "EEA",
        "EFTA",
        "Europe",
        "worldwide",
        "Asia",
        "Africa",
        "North America",
        "South America",
        "Middle East",
    }
)
_JOINED = re.compile(
    r"[\W_]|\b(?:and|or|the|states?|of|laws?|federal|commonwealth|province|therein|in|applicable)\b",
    re.IGNORECASE,
)


@once_per_vocabulary
def _demonyms(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["demonyms"])


def find_governing_law(text: str, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield the governing law (role "law") and the place of the courts (role "venue")."""
    if not (_GOVERNED.search(text) or _COURTS.search(text)):
        return
    for sentence in sentences(text):
        words = text[sentence.start : sentence.end]
        for role, named in (("law", _law(words, vocabulary)), ("venue", _venue(words, vocabulary))):
            if named:
                yield _term(words, named, sentence.start, role)


def _law(words: str, vocabulary: Vocabulary) -> list[tuple[str, Span]]:
    """Return the places whose law governs: after "laws of", as an adjective before "law", or described."""
    governed, law = _GOVERNED.search(words), _LAW.search(words)
    if not governed or not law:
        return []
    start = min(governed.start(), law.start())
    aside = _SET_ASIDE.search(words, law.end())
    window = words[: aside.start() if aside else len(words)]
    named = [(name, s) for name, s in region_names(window, vocabulary) if name not in _BLOCS]
    adjectives = [
        (name, s)
        for name, s in (*_demonyms(vocabulary).find(window), *named)
        if s.start >= start - _BEFORE_LAW and _LAW_FOLLOWS.match(window, s.end)
    ]
    places = adjectives or [(name, s) for name, s in named if s.start >= start]
    member = None if places else _MEMBER_STATE.search(window, start)
    return [(member[0], Span(member.start(), member.end()))] if member else places


def _venue(words: str, vocabulary: Vocabulary) -> list[tuple[str, Span]]:
    court = _COURTS.search(words)
    if not court or not _DISPUTE.search(words):
        return []
    return [
        (name, s)
        for name, s in region_names(words, vocabulary)
        if s.start >= court.start() and name not in _BLOCS
    ]


def _term(words: str, named: list[tuple[str, Span]], offset: int, role: str) -> Term:
    """Join a state and its country ("California, United States"); a place further on stands apart."""
    run = [named[0]]
    for name, span in named[1:]:
        if _JOINED.sub("", words[run[-1][1].end : span.start]):
            break
        run.append((name, span))
    span = Span(run[0][1].start, run[-1][1].end)
    value = ", ".join(dict.fromkeys(part for name, _ in run for part in name.split(", ")))
    moved = Span(offset + span.start, offset + span.end)
    return Term(TermType.GOVERNING_LAW, value, moved, words[span.start : span.end], role=role)
