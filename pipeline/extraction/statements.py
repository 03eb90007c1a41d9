"""Who is said to act in a sentence: "Provider shall", "if you ask", "Customer is told", "data is deleted"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.places import Span
from pipeline.extraction.party_words import BOTH, CUSTOMER, PROVIDER, THIRD, PartyWords

_OTHER = {PROVIDER: CUSTOMER, CUSTOMER: PROVIDER, BOTH: BOTH, THIRD: THIRD}
_MODAL = (
    r"(?:shall|will|must|may|can|should|could|would|agrees?|undertakes?|commits?|covenants?|warrants?|ensures?|guarantees?"
    r"|is|are|was|has|have|had|does|do|fails?|cannot|needs?|wishes|intends?|reserves?)\b|['’](?:ll|re|ve|d)\b|won['’]t\b"
)
_ASIDE = r"(?:\s*\([^()]{1,120}\)|\s*,[^.;:]{1,140}?,)"
_ALSO = r"(?:\s+(?:and|or)(?:/or)?\s+(?:its|their|our|your|any|all|each|the)\s+[\w-]+(?:\s+[\w-]+)?)"
_ADVERB = (
    r"(?:\s+(?:[a-z]+ly|also|therefore|always|further|hereby|both|each|itself|themselves|alone|only|then|thus|either|neither"
    r"|at\s+all\s+times|in\s+turn|never|likewise|in\s+such\s+case|in\s+that\s+case))"
)
_TAIL = re.compile(
    rf"(?:{_ALSO})?(?:{_ASIDE})?{_ADVERB}{{0,3}}(?:\s+|(?=['’]))(?:(?P<modal>{_MODAL})|(?P<plain>(?-i:[a-z]+)(?:-[a-z]+)?\b))",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:^|[,;:.)(•\n\]—–-]|\b(?:and|or|but|that|if|when|whenever|where|once|after|before|until|unless|as|because|since|while"
    r"|whether|which|then|provided|event|extent|case|time|date|moment|day|so|whereupon|what))\s*[\"“]?\s*$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:to|by|of|with|for|from|towards?|against|upon|on|between|notify|notifies|inform|informs|give|gives|provide|provides"
    r"|tell|tells|send|sends|allow|allows|let|help|enable|assist|sub)(?:\s+|-)$",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:if|when|whenever|where|once|after|before|until|unless|as|because|since|while|whether|which|extent|extent\s+that|on\s+which"
    r"|(?:time|date|moment|day|case|event)(?:\s+(?:that|on\s+which|when))?|provided\s+that|so\s+that|whom)\s*[\"“]?$",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"\b(?:if|when|whenever|where|once|after|before|until|unless|as|because|since|while|whether|that|which)\s+(?:[\w’'-]+\s+){0,5}$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"(?:shall|will|must|may|can|is|are|was|has|have|should)$", re.IGNORECASE)
_RECEIVES = re.compile(
    r"\s*(?:\w+ly\s+)?(?:receive\b|expect\b|(?:be\s+)?entitled\s+to\s+(?:receive\b|(?:prior\s+|advance\s+|written\s+)*notice"
    r"|(?:at\s+least|not?\s+(?:less|fewer)|a\s+minimum|\d|[a-z-]+\s*\(\s*\d|[a-z-]+\s+(?:business\s+)?(?:day|hour|month|week))))",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"(?<![\w’'])(?P<head>[\w’'\])-]+)\s+(?:(?:[a-z]+ly|also|then|thereafter|therefore)\s+)?(?P<verb>shall|will|must|may|is|are)\b"
    r"(?!\s+be\s+it)",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\s*(?:(?:have\s+)?(?:the|a)\s+right|(?:be\s+)?entitled)\s+to\s+(?=be\b|receive\b|obtain\b)",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"(?:(?:^|[.;:,]\s*|\b(?:event|circumstances?|nor|case|time|then|point|way|instance)\s+)(?:shall|will|must|may|can|should|would|does|do))\s+$",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:of|for|requires?|require|obliges?|obligates?|asks?|instructs?|requests?|permits?|allows?|allow|enables?|enable|entitles?|upon|by"
    r"|causes?|expects?)\s+$",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\s+(?:not\s+)?to\s+(?!(?:an?|the|any|its|their|such|each|all|this|that|receive|be)\b)(?-i:[a-z]+)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?<![\w’'])(?P<word>it|they)\s+(?:[a-z]+ly\s+)?(?:(?:shall|will|must|may|agrees?|undertakes?|has|have|is|are)\b|(?-i:[a-z]+s)\b)",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(r"(?:\s+(?:for|of|to|in|on|under|regarding)\b[^,;.]*)?", re.IGNORECASE)
_GOES_ON = frozenset(
    (
        *("and", "or", "but", "then", "also", "it", "they", "who", "which", "that", "not", "neither", "nor"),
        *("there", "either", "both", "himself", "itself", "them"),
    )
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody acting; `start` and `end` bound the words for who it is and the verb.

    `side` is "" for a third party and for a thing ("data is deleted"); `subordinate` in "if Customer asks".
    """

    start: int
    end: int
    side: str
    subordinate: bool = False


def statements(text: str, within: Span, words: PartyWords) -> tuple[Statement, ...]:
    """Return who acts in a stretch of the text, in order."""
    found = {s.end: s for s in _of_parties(text, within, words)}
    for match in _NEUTRAL.finditer(text, within.start, within.end):
        if match["head"].lower() not in _GOES_ON and not any(
            s.start <= match.start("verb") <= s.end for s in found.values()
        ):
            found[match.end()] = Statement(
                match.start(),
                match.end(),
                _whose(text, match.end("head"), within, words),
                bool(_OF_A_THING.search(text, max(within.start, match.start() - 60), match.start())),
            )
    ordered = sorted(found.values(), key=lambda s: s.start)
    return tuple(sorted((*ordered, *_pronouns(text, within, ordered)), key=lambda s: s.start))


def _of_parties(text: str, within: Span, words: PartyWords) -> Iterator[Statement]:
    for match in words.party.finditer(text, within.start, within.end):
        end = _subject_end(text, match, words)
        lead = text[max(within.start, match.start() - 32) : match.start()]
        inverted = _INVERTED.search(lead) if end else None
        if inverted:
            yield Statement(
                match.start() - len(inverted[0]), end, words.side(match), "should" in inverted[0].lower()
            )
            continue
        wished = _TO_DO.match(text, end, within.end) if end and _WISHED.search(lead) else None
        if wished:
            yield Statement(match.start(), wished.end(), words.side(match))
            continue
        tail = _TAIL.match(text, end, within.end) if end else None
        if not tail:
            continue
        opens = bool(_OPENS.search(text[max(within.start, match.start() - 14) : match.start()]))
        side = _acting(text, match, tail, words, opens=opens)
        if side is not None:
            yield Statement(match.start(), tail.end(), side, _is_subordinate(text, match.start()))


def _subject_end(text: str, match: re.Match[str], words: PartyWords) -> int:
    """Return where the subject ends, its people included; 0 where the party only owns what follows."""
    people = words.people.match(text, match.end())
    if people:
        return people.end()
    owns = match["own"] or match["word"].lower() in ("our", "your", "ours", "yours")
    return 0 if owns or match["word"].lower() == "us" else match.end()


def _acting(
    text: str, match: re.Match[str], tail: re.Match[str], words: PartyWords, *, opens: bool
) -> str | None:
    """Return the side that acts; None where the words are no statement at all."""
    side = words.side(match)
    if tail["modal"] is None:
        return side if opens and _is_deed(match["word"], tail["plain"], words) else None
    if not opens and _OBJECT.search(text[max(0, match.start() - 14) : match.start()]):
        return None
    return _OTHER[side] if _is_told(text, tail, words) else side


def _is_told(text: str, tail: re.Match[str], words: PartyWords) -> bool:
    """Tell "Customer shall be informed" and "is entitled to receive" from what a side does itself."""
    if not _AUXILIARY.match(tail["modal"]):
        return False
    right = _RIGHT.match(text, tail.end())
    end = right.end() if right else tail.end()
    return bool(words.told.match(text, end) or _RECEIVES.match(text, end))


def _is_deed(subject: str, verb: str, words: PartyWords) -> bool:
    """Tell "Provider deletes" and "we delete" from "Provider and" and "Customer reports"."""
    plural = subject.lower() in ("we", "you") or subject.lower().endswith("s")
    if verb in words.nouns or verb in _GOES_ON or len(verb) < 3:
        return False
    return plural or (verb.endswith("s") and not verb.endswith("ss"))


def _is_subordinate(text: str, start: int) -> bool:
    return bool(_SUBORDINATE.search(text[max(0, start - 24) : start].rstrip() if start else ""))


def _whose(text: str, end: int, within: Span, words: PartyWords) -> str:
    """Return the side of "Provider's response shall …"; "" where the subject is a thing."""
    left = max(within.start, end - 70)
    for match in reversed(list(words.party.finditer(text, left, end))):
        owns = match["own"] or match["word"].lower() in ("our", "your")
        deed = words.deeds.match(text, match.end(), end) if owns else None
        if deed and _OF_WHAT.fullmatch(text, deed.end(), end):
            return words.side(match)
    return THIRD


def _pronouns(text: str, within: Span, found: list[Statement]) -> Iterator[Statement]:
    """Yield "it shall …" for whoever was said to act before."""
    for match in _PRONOUN.finditer(text, within.start, within.end):
        before = [s for s in found if s.end <= match.start() and s.side]
        if before:
            yield Statement(match.start(), match.end(), before[-1].side, _is_subordinate(text, match.start()))
