"""What the words of an exception leave of the promise they stand against.

What the law compels, what the customer causes or agrees to, costs a promise nothing; None is said of it,
and of words that help or bind the customer alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.agreement import Agreement
from pipeline.domain.elsewhere import Reach
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, content_words, once_per_vocabulary, tokens

_RESTRICTS = re.compile(
    r"\b(?:only|solely|not|no|never|nor|neither|without|except|unless|need|limited|cease\w*|end\w*"
    r"|terminat\w+)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:may|can) (?:at any time |also |nevertheless |nonetheless )?be \w+", re.IGNORECASE
)
_CASES = re.compile(
    r"\b(?:where|when|if|to the extent|in the case of|in respect of|unless|until|during|while|for)\b"
)
_MAY = re.compile(r"\bmay\s+(?!not\b|only\b|neither\b)", re.IGNORECASE)
_DUTY = re.compile(
    r"\b(?:shall|must|will|undertakes?|agrees? to|(?:is|are) (?:required|obliged|obligated) to)\b",
    re.IGNORECASE,
)
# "does not apply to this Order Form": that is all of the bargain, no case of it.
_BARGAIN = re.compile(
    r"^\s*(?:to|under|in|for|between)\s+(?:this|the present|the parties)\s*"
    r"(?:[\w-]+\s+){0,2}?(?:agreement|contract|order|order form|addendum|amendment|engagement|purchase)?"
    r"(?=\s*(?:[.;]|$))",
    re.IGNORECASE,
)
_LETTERS, _SHORTEST = 5, 4  # by which words of two clauses are compared


@dataclass(frozen=True, slots=True)
class Parties:
    """The words for either party in one paper, and the vocabulary in which it is read."""

    provider: re.Pattern[str]
    customer: re.Pattern[str]
    vocabulary: Vocabulary


def parties_of(agreement: Agreement, vocabulary: Vocabulary) -> Parties:
    """Return how a paper names its parties."""
    provider, customer = (_words_of(agreement, role) for role in ("provider", "customer"))
    return Parties(provider, customer, vocabulary)


def _words_of(agreement: Agreement, role: str) -> re.Pattern[str]:
    words = {w for p in agreement.parties if p.role == role for w in p.words} | {role}
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})\b", re.IGNORECASE
    )


@once_per_vocabulary
def _effects(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["carve_outs"]
    return Phrases({e: words[e] for e in ("lets_off", "may_do")})


@once_per_vocabulary
def _helps(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"may_help": vocabulary["carve_outs"]["may_help"]})


@once_per_vocabulary
def _limits(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["carve_outs"]
    return Phrases({e: words[e] for e in ("own_judgment", "harmless_cases", "bounds")})


@once_per_vocabulary
def _takes_out(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"takes_out": vocabulary["carve_outs"]["takes_out"]})


def is_limiting(words: str) -> bool:
    """Tell whether words of application say to what something applies, not to what it doesn't."""
    return "only" in words or "limited" in words


def reach_of_cases(rest: str, vocabulary: Vocabulary, *, whole: bool) -> Reach | None:
    """Return how much is left where the cases of an exception are `rest`; None where it does no harm."""
    has_cases = bool(re.search(r"[A-Za-z]{3}", _BARGAIN.sub("", rest, count=1)))
    return _unless_limited(rest, vocabulary, Reach.LESS if has_cases or not whole else Reach.NOTHING)


def _unless_limited(words: str, vocabulary: Vocabulary, reach: Reach) -> Reach | None:
    """Return the reach, unless the provider judges by itself or the cases do no harm."""
    entries = {entry for entry, _ in _limits(vocabulary).find(words)}
    if "own_judgment" in entries:
        return Reach.LESS if "bounds" in entries else Reach.DISCRETION
    return None if "harmless_cases" in entries else reach


def lets_off(words: str, vocabulary: Vocabulary) -> Span | None:
    """Return where words let the provider off a duty."""
    return next((s for e, s in _effects(vocabulary).find(words) if e == "lets_off"), None)


def reach_of_main(main: str, parties: Parties, *, any_permission: bool) -> Reach | None:
    """Return what a sentence leaves of a promise that it stands above; None where it helps the customer.

    With `any_permission` whatever the provider may do counts, not only what is known to harm.
    """
    effects = [
        (e, s) for e, s in _effects(parties.vocabulary).find(main) if not _is_customers(s, main, parties)
    ]
    allowed = (any_permission and _may_harm(main, parties)) or (
        _PASSIVE.search(main) and not parties.customer.search(main)
    )
    if not effects and not allowed and not _RESTRICTS.search(main):
        return None
    wholly = any(e == "lets_off" for e, _ in effects) and not _has_cases(main, effects)
    return _unless_limited(main, parties.vocabulary, Reach.NOTHING if wholly else Reach.LESS)


def reach_of_exception(words: str, parties: Parties, *, beside: str) -> Reach | None:
    """Return what a sentence without any duty leaves of a promise that names its clause as the exception.

    Where the promise is only "subject to" that clause, `beside` are its words: the sentence must then say
    that something is left out of what they speak of.
    """
    if _DUTY.search(words) or not re.search(r"[a-z]{3}.*[a-z]{3}", words):
        return None
    if beside and not (_takes_out(parties.vocabulary).find(words) and _stems(words) & _stems(beside)):
        return None
    limits = {entry for entry, _ in _limits(parties.vocabulary).find(words)}
    return (
        None if "harmless_cases" in limits else Reach.DISCRETION if "own_judgment" in limits else Reach.LESS
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:_LETTERS] for w in content_words(tokens(text)) if len(w) >= _SHORTEST and w.isalpha())


def _may_harm(main: str, parties: Parties) -> bool:
    """Tell whether the provider may do something, other than what helps the customer."""
    helpful = {s.start for _, s in _helps(parties.vocabulary).find(main)}
    return any(
        _last_named(main[: may.start()], parties) == "provider" and may.start() not in helpful
        for may in _MAY.finditer(main)
    )


def _has_cases(main: str, effects: Sequence[tuple[str, Span]]) -> bool:
    return bool(_CASES.search(main[max(s.end for _, s in effects) :]))


def _is_customers(verb: Span, text: str, parties: Parties) -> bool:
    """Tell whether the customer is the one who may."""
    return _last_named(text[: verb.start], parties) == "customer"


def _last_named(before: str, parties: Parties) -> str:
    """Return which party is the last one named shortly before a verb, "" where none is."""
    near = before[-80:]
    ours = max((m.end() for m in parties.provider.finditer(near)), default=-1)
    theirs = max((m.end() for m in parties.customer.finditer(near)), default=-1)
    return "" if ours == theirs else "provider" if ours > theirs else "customer"
