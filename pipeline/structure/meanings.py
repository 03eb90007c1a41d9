"""Whether a definition gives its term less than the word promises, and what it leaves out.

"does not include …" leaves cases out; "only", "nothing else" keep to some; "as Provider has confirmed"
hangs on the provider's own finding; and a security word explained by nothing that it stands for means
something else. A definition that takes in "any", "all" or "each", or points to another paper for its
meaning, is taken to be as wide as its word.
"""

import re
from collections.abc import Mapping

from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, singular, tables_of

# The explanation itself: what follows "without" or "even if" says what is not meant.
_FIRST_PART = re.compile(r"(?:(?!,?\s*\b(?:without|even if|whether or not|but not|rather than)\b)[^;.])*")
_MEANS = re.compile(
    r"\b(?:means?|refers? to|is defined as|is(?! not\b)|are(?! not\b)|exists?|covers?|includes?)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(r"\b(?:means?|refers? to|is defined as|includes? only|exists? only)\b")
_WIDE = re.compile(
    r"\b(?:any|all|each|every|whether|or other|including|includes|such as|without limitation"
    r"|(?:has|have) the (?:same )?meaning|meaning (?:given|set|ascribed)|as defined|defined in"
    r"|(?:described|specified|listed|identified|set out|set forth|stated) (?:in|on))\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^\W*(?:(?:an?|the)\s+)?\W*", re.IGNORECASE)
_OR = re.compile(r"\s+or\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_BETWEEN = re.compile(r"[\s-]+")
_QUOTES = ('"', "“", "„", "‘", "'", "«")
_ASIDE = re.compile(r"[\"“”’'»]{0,2}\s*\)")
_FIRST, _SOON = 20, 60  # characters: before a term that a sentence defines, and from it to "means"
_NEAR = 60  # characters between the provider's name and its finding
_LONGEST = 30  # words; who explains more than that gives no word a meaning of his own by surprise


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Mapping[str, Phrases]:
    words = vocabulary["narrowing"]
    return tables_of(words, "leaves_out", "keeps_to", "closes", "own_finding")


def left_out(term: str, words: str, vocabulary: Vocabulary) -> str | None:
    """Return what a sentence says the term does not include, None where nothing is left out.

    It follows "does not include" and the like, and stands before "are not Security Incidents".
    """
    cue = next((span for _, span in _cues(vocabulary)["leaves_out"].find(words)), None)
    if cue is None:
        return None
    after = words[cue.end :]
    return words[: cue.start].strip(" ,") if _ARTICLE.sub("", after).startswith(term) else after


def is_narrow(term: str, words: str, provider: re.Pattern[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a sentence defines a term and gives it less than the word promises."""
    if not _defines(term, words):
        return False
    meant = _meant(term, words)
    if _cues(vocabulary)["closes"].find(meant) or _on_own_finding(meant, provider, vocabulary):
        return True
    if _WIDE.search(_first_part(meant)):
        return False
    return _keeps_to_some(meant, vocabulary) or _means_something_else(term, meant, vocabulary)


def _defines(term: str, words: str) -> bool:
    """Tell a definition from a sentence that uses the term: it names it in quotes, or first of all.

    What is named in brackets (“our staff (the “Team”) uses …”) was explained before, not after.
    """
    at = words.find(term)
    if _ASIDE.match(words, at + len(term)):
        return False
    if words[max(0, at - 1) : at] in _QUOTES:
        return True
    return at <= _FIRST and bool(_DEFINES.search(words, at + len(term), at + len(term) + _SOON))


def _meant(term: str, words: str) -> str:
    """Return what stands after "means", or after the term itself (“material” only if …)."""
    after = words.find(term) + len(term)
    means = _MEANS.search(words, after)
    return words[means.end() if means else after :]


def _on_own_finding(meant: str, provider: re.Pattern[str], vocabulary: Vocabulary) -> bool:
    return any(_names(provider, meant, found) for _, found in _cues(vocabulary)["own_finding"].find(meant))


def _names(provider: re.Pattern[str], text: str, found: Span) -> bool:
    """Tell whether the provider stands right before its finding, or right after "confirmed by"."""
    passive = text[found.start : found.end].lower().endswith("by")
    near = (
        text[found.end : found.end + _NEAR // 3]
        if passive
        else text[max(0, found.start - _NEAR) : found.start]
    )
    return bool(provider.search(near))


def _keeps_to_some(meant: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a definition says "only" and the like; "alone or jointly" says the contrary."""
    return any(not _OR.match(meant, cue.end) for _, cue in _cues(vocabulary)["keeps_to"].find(meant))


def explaining(term: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return how words begin that explain a term, or its last word, in the singular or plural."""
    ordinary = vocabulary["ordinary_meanings"]
    whole = term.lower()
    last = _BETWEEN.split(whole)[-1]
    forms = (form for words in (whole, last) for form in (words, singular(words)))
    return next((tuple(ordinary[f]) for f in forms if f in ordinary), ())


def _means_something_else(term: str, meant: str, vocabulary: Vocabulary) -> bool:
    begins = explaining(term, vocabulary)
    words = _WORD.findall(_first_part(meant).lower())
    return 0 < len(words) <= _LONGEST and bool(begins) and not any(w.startswith(begins) for w in words)


def _first_part(meant: str) -> str:
    """Return the words up to the first semicolon: what follows often says what is not meant."""
    found = _FIRST_PART.match(meant)
    return found[0] if found else ""
