"""Names in a sentence that denies them: a standard not had or shut off, a place where data is not.

"Has not undergone a SOC 2 audit" gives no SOC 2, "TLS 1.0 is disabled" no TLS 1.0, "stored outside the
United States" no United States; "not transferred outside the EEA" keeps data in the EEA. What is denied
twice stands: "connections that do not use TLS 1.2 are refused".
"""

import re
from dataclasses import dataclass

from pipeline.domain.places import Span
from pipeline.extraction.party_words import any_of
from pipeline.language import Vocabulary, once_per_vocabulary

_REACH = 160  # characters of the sentence looked at before a name
_FOLLOWS = 110  # and after it
_PART = re.compile(r"[.;:!?](?=\s)|\n\s*\n")
_STARTS = re.compile(r"[.;:!?,](?=\s)|\n\s*\n|\(")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[\w.]+")
_IS = frozenset({"is", "are", "was", "were", "been", "be", "remain", "remains"})
_N_T = r"|\w+n['’]t\b"


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a vocabulary as patterns: what stands before a name, and what follows it."""

    not_had: re.Pattern[str]
    shut_off: re.Pattern[str]
    is_shut_off: re.Pattern[str]
    listed: frozenset[str]
    denies: re.Pattern[str]
    without: re.Pattern[str]
    confines: re.Pattern[str]
    elsewhere: re.Pattern[str]
    whence: re.Pattern[str]


@once_per_vocabulary
def _words(vocabulary: Vocabulary) -> _Words:
    words = {entry: any_of(listed) for entry, listed in vocabulary["value_denials"].items()}
    denies = rf"(?:\b(?:{words['denies']})\b{_N_T})"
    unbroken = rf"(?:(?!\b(?:{words['ends']})\b)[^.;:!?])"
    return _Words(
        not_had=re.compile(
            rf"{denies}\s+(?:[\w-]+\s+){{0,2}}?(?:{words['having']})\b{unbroken}{{0,120}}$"
            rf"|{denies}(?:\s+(?:yet|currently|a|an|the|formally|itself))*\s+$"
            rf"|\bno\s+(?:(?!later|more|less|longer)[\w-]+\s+)?$"
            rf"|\b(?:{words['planned']})\b{unbroken}{{0,90}}$",
            re.IGNORECASE,
        ),
        shut_off=re.compile(rf"\b(?:{words['shut_off']})\b{unbroken}{{0,60}}$", re.IGNORECASE),
        is_shut_off=re.compile(rf"\s+(?:\w+ly\s+|now\s+|all\s+)?(?:{words['is_shut_off']})\b", re.IGNORECASE),
        listed=frozenset(vocabulary["value_denials"]["listed"]),
        denies=re.compile(
            rf"(?:{denies}|\b(?:no|nor|nothing|without)\b)(?!\s+(?:{words['denies_nothing']})\b)",
            re.IGNORECASE,
        ),
        without=re.compile(r"\bwithout\s+(?:(?:a|an|the|valid|using|any)\s+)*$", re.IGNORECASE),
        confines=re.compile(rf"\b(?:{words['confines']})\b", re.IGNORECASE),
        elsewhere=re.compile(
            rf"\b(?:{words['elsewhere']})\s+(?:(?:of|the|any|either|both|member|states?|territory|countries|in|a)\s+)*$",
            re.IGNORECASE,
        ),
        whence=re.compile(
            rf"\b(?:{words['whence']})\b(?:(?!\b(?:{words['ends_whence']})\b)[^.;:]){{0,60}}?\sfrom\s+(?:(?:of|the|any|within)\s+)*$"
            rf"|\b(?:collected|gathered|originating|originates)\s+(?:from\s+)?(?:(?:the|{words['people']})\s+)*in\s+(?:the\s+)?$",
            re.IGNORECASE,
        ),
    )


def is_not_had(text: str, span: Span, vocabulary: Vocabulary) -> bool:
    """Tell whether the words around a standard say that it is not (yet) had, or shut off."""
    words, before = _words(vocabulary), _before(text, span, _PART)
    denied = bool(words.not_had.search(before))
    if bare := words.without.search(before):
        denied = denied or not words.denies.search(before[: bare.start()])
    follows = text[span.end : span.end + _FOLLOWS]
    return denied != (bool(words.shut_off.search(before)) or _is_shut_off(follows, words))


def _is_shut_off(follows: str, words: _Words) -> bool:
    """Tell whether "is disabled" follows a name, with nothing but other names of a list between."""
    for word in _WORD.finditer(follows):
        if word[0].lower() in _IS:
            return bool(words.is_shut_off.match(follows, word.end()))
        if word[0].endswith(".") or not (
            word[0][0].isupper() or word[0][-1].isdigit() or word[0].lower() in words.listed
        ):
            return False
    return False


def is_elsewhere(text: str, span: Span, vocabulary: Vocabulary) -> bool:
    """Tell whether the words before a place say that data is not there, or only comes from it."""
    words, before = _words(vocabulary), _before(text, span, _PART)
    outside = words.elsewhere.search(before) or words.whence.search(before)
    if outside:
        return not words.denies.search(before[: outside.start()])
    part = _before(text, span, _STARTS)
    denies = [match.end() for match in words.denies.finditer(part)]
    return bool(denies) and not words.confines.search(part[denies[0] :])


def _before(text: str, span: Span, parts: re.Pattern[str]) -> str:
    """Return the words before a name, as far as they belong to its part of the sentence."""
    left = max(0, span.start - _REACH)
    before = _IN_BRACKETS.sub("", text[left : span.start])
    ends = [match.end() for match in parts.finditer(before)]
    return before[ends[-1] if ends else 0 :]
