"""Words by which a provider refuses what a requirement asks for, or keeps it at its own discretion.

"Provider owes no notification", "Customer has no right to audit", "Provider may store data anywhere as it
sees fit", "Provider does not encrypt", "data is not encrypted". A prohibition on the provider ("shall not
transfer without consent") is the contrary of a denial, and so is what it "does not" sell, share or disclose.
What hangs on a condition denies nothing by itself.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.assessment.owing import NUMBER_WORDS
from pipeline.domain.agreement import Agreement, Party
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences

MOSTLY = 0.6  # of the words that promise or deny, from which a quote denies rather than promises
PARTLY = 0.25  # the same of all its words
_CHOICE = re.compile(
    r"\b(?:may|can|reserves?|(?:is|are) (?:entitled|free)|ha(?:s|ve) the right|decides?)\b", re.IGNORECASE
)
_FORBIDDEN = re.compile(
    r"\b(?:shall|will|must|may|does|do|can)\s?(?:not|never)\b|\bcannot\b"
    r"|\bno (?:personnel|sub-?processor|employee|third party)\b",
    re.IGNORECASE,
)
_DOES_NOT = re.compile(
    r"\s+(?:does not|do not|doesn't|don't|neither|refuses to|declines to)\s+(?P<verb>[a-z]+)", re.IGNORECASE
)
_WILL_NOT = re.compile(r"\s+(?:shall|will|must|may)\s+(?:not|never)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_IS_NOT = re.compile(r"\b(?:is|are)\s+(?:neither|not)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_UNDERTAKES = re.compile(
    r"\s+(?:shall|will|must|undertakes|agrees)\b(?!\s+(?:not|have no|in no|never|neither)\b)", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:may|can) (?:be|come)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:each|either|both|any) part(?:y|ies)\b", re.IGNORECASE)
_NO = re.compile(r"(?:^|[.;,\d]\s*|\band\s+)(?:no|neither)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:unless|except|other than|provided that|if(?! need be\b)|in the event|to the extent|until|upon|once"
    r"|(?<!decides )(?<!decide )where|in case)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\b(?:following|after (?:that|such|this|the (?:foregoing|expiry|end|termination|\w+ period)))\b",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r"\b(?:unless|except|other than|without (?:the )?(?:customer|client|your)|save)\b", re.IGNORECASE
)
_ALIKE = re.compile(r"\s+(?:on|in|at|with|to|by)\s+the\s+same\b", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_GRANTS = re.compile(r"\s+(?:(?:\w+ly|also|shall)\s+)?grants?\s+(?:to\s+)?(?:the\s+)?$", re.IGNORECASE)
_TITLE_PASSES = re.compile(
    r"\b(?:title|ownership)\b[^.;]{0,80}\b(?:pass(?:es)?|vests?|(?:is|are) transferred)"
    r"\s+(?:to|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DATA = re.compile(r"\b(?:data|content|files|records)\b", re.IGNORECASE)
_ENTRIES = (
    *("nothing_owed", "nothing_is", "excluded", "customer_none", "as_it_likes", "own_will"),
    *("ruled_out", "serves", "undone", "lasting", "no_data", "measured", "no_promise"),
)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Mapping[str, Phrases]:
    return {e: Phrases({e: vocabulary["denials"][e]}) for e in _ENTRIES}


def denies(quote: str, agreement: Agreement, vocabulary: Vocabulary) -> bool:
    """Tell whether the quote denies the customer what it is about; what promises nothing weighs little."""
    provider = party_words(agreement, "provider")
    customer = party_words(agreement, "customer")
    spans = [s for s in sentences(quote) if len(quote[s.start : s.end].split()) > NUMBER_WORDS]
    texts = [quote[s.start : s.end] for s in spans]
    denying = sum(len(t) for t in texts if _denies(t, provider, customer, vocabulary))
    idle = sum(
        len(t)
        for t in texts
        if not _denies(t, provider, customer, vocabulary) and _is_idle(t, provider, customer, vocabulary)
    )
    whole = sum(map(len, texts))
    return denying >= MOSTLY * (whole - idle) > 0 and denying >= PARTLY * whole


def _denies(text: str, provider: re.Pattern[str], customer: re.Pattern[str], vocabulary: Vocabulary) -> bool:
    leads_in = text.rstrip().endswith(":")
    if leads_in or _CONDITION.search(text) or _promises(text, provider):
        return False
    cues = _cues(vocabulary)
    return _at_will(text, cues, provider, customer) or (
        not _AFTERWARDS.search(text)
        and (
            _owes_nothing(text, cues, provider, customer)
            or _rules_out(text, cues, provider, customer)
            or _refuses(text, cues, provider, vocabulary)
        )
    )


def _is_idle(text: str, provider: re.Pattern[str], customer: re.Pattern[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a sentence neither promises nor denies: what the customer has to do, or "as is"."""
    if _promises(text, provider):
        return False
    first = customer.search(text)
    ours = provider.search(text)
    acts = first is not None and (ours is None or first.start() < ours.start()) and not _CHOICE.search(text)
    return acts or bool(_cues(vocabulary)["no_promise"].find(text))


def _promises(text: str, provider: re.Pattern[str]) -> bool:
    """Tell whether the provider also undertakes something in the same breath."""
    return any(_UNDERTAKES.match(text, m.end()) for m in provider.finditer(text))


# ---------------------------------------------------------------- ways to deny


def _owes_nothing(
    text: str, cues: Mapping[str, Phrases], provider: re.Pattern[str], customer: re.Pattern[str]
) -> bool:
    """Tell "owes no", "no time is fixed", "has no right", "not covered"."""
    owed, none, lost = (_first(cues[e], text) for e in ("nothing_owed", "nothing_is", "customer_none"))
    return (
        _first(cues["excluded"], text) is not None
        or bool(none and _NO.search(text[: none.start]))
        or bool(owed and not _is_customers(text, owed.start, provider, customer))
        or bool(lost and customer.search(text[: lost.end]))
    )


def _at_will(
    text: str, cues: Mapping[str, Phrases], provider: re.Pattern[str], customer: re.Pattern[str]
) -> bool:
    """Tell "may … without notice", and "keeps … as it likes" whatever the verb."""
    if _FORBIDDEN.search(text) or not _is_providers(text, provider, customer):
        return False
    if _first(cues["as_it_likes"], text):
        return True
    return bool(_first(cues["own_will"], text) and _CHOICE.search(text) and not _AFTERWARDS.search(text))


def _rules_out(
    text: str, cues: Mapping[str, Phrases], provider: re.Pattern[str], customer: re.Pattern[str]
) -> bool:
    """Tell "audits by Customer are excluded", "is not encrypted", and data given away for good."""
    out = _first(cues["ruled_out"], text)
    by_customer = (m for m in customer.finditer(text, 0, out.start if out else 0))
    if any(_BY.search(text[: m.start()]) for m in by_customer):
        return True
    undone = cues["undone"].find(text)
    if any(
        _IS_NOT.search(text[: s.start]) and not _ALIKE.match(text, s.end) for _, s in undone
    ) and not _UNLESS.search(text):
        return True
    given = any(_TITLE_PASSES.search(text[: m.start()]) for m in provider.finditer(text))
    lasting = bool(_first(cues["lasting"], text)) and any(
        _GRANTS.search(text[c.end() : p.start()])
        for c in customer.finditer(text)
        for p in provider.finditer(text)
    )
    lasting = lasting and not _first(cues["measured"], text)
    return (given or lasting) and bool(_DATA.search(text)) and not _first(cues["no_data"], text)


def _refuses(
    text: str, cues: Mapping[str, Phrases], provider: re.Pattern[str], vocabulary: Vocabulary
) -> bool:
    """Tell "does not encrypt" and "will not cooperate" from "does not sell" and "will not disclose"."""
    if _UNLESS.search(text):
        return False
    protects = vocabulary["denials"]["protects"]
    ends = [m.end() for m in provider.finditer(text)]
    served = [s.start for _, s in cues["serves"].find(text)]
    return any(
        match["verb"].lower() not in protects for end in ends if (match := _DOES_NOT.match(text, end))
    ) or any(_WILL_NOT.fullmatch(text, end, at) for end in ends for at in served if at > end)


def _first(phrases: Phrases, text: str) -> Span | None:
    return next((span for _, span in phrases.find(text)), None)


def _is_customers(text: str, at: int, provider: re.Pattern[str], customer: re.Pattern[str]) -> bool:
    """Tell whether the customer is the one who need not: the last party named before those words."""
    ours = max((m.end() for m in provider.finditer(text[:at])), default=-1)
    theirs = max((m.end() for m in customer.finditer(text[:at])), default=-1)
    return theirs > ours


def _is_providers(text: str, provider: re.Pattern[str], customer: re.Pattern[str]) -> bool:
    """Tell whether the provider is the one who may: the first party of the sentence, and not both."""
    ours = next((m.start() for m in provider.finditer(text)), len(text))
    theirs = next((m.start() for m in customer.finditer(text)), len(text))
    return (ours < theirs or bool(_PASSIVE.search(text))) and not _BOTH.search(text)


# ---------------------------------------------------------------- parties


def party_words(agreement: Agreement, role: str) -> re.Pattern[str]:
    """Return a pattern of the words used for a party, its role's name among them."""
    return _pattern(agreement.parties, role)


@lru_cache(maxsize=64)  # asked for every quote of an agreement
def _pattern(parties: tuple[Party, ...], role: str) -> re.Pattern[str]:
    words = {w for p in parties if p.role == role for w in p.words} | {role}
    names = {p.name for p in parties if p.role == role and p.name}
    listed = sorted(words | names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
