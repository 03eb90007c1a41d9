"""Words by which a provider refuses what a requirement asks for, or keeps it at its own discretion.

"Provider owes no notification", "Customer has no right to audit", "Provider may store data anywhere as it
sees fit", "Provider does not encrypt". A prohibition on the provider ("shall not transfer without
consent") is the contrary of a denial, and so is what it "does not" sell, share or disclose. What hangs on
a condition denies nothing by itself.
"""

import re

from pipeline.assessment.owing import NUMBER_WORDS, party_words
from pipeline.domain.agreement import Agreement
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences

MOSTLY = 0.6  # of a quote, from which it denies rather than promises
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
_UNDERTAKES = re.compile(
    r"\s+(?:shall|will|must|undertakes|agrees)\b(?!\s+(?:not|have no|in no|never|neither)\b)", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:may|can) (?:be|come)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:each|either|both|any) part(?:y|ies)\b", re.IGNORECASE)
_NO = re.compile(r"(?:^|[.;,\d]\s*|\band\s+)(?:no|neither)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:unless|except|other than|provided that|if|in the event|to the extent|until|upon|once|where"
    r"|following|after (?:that|such|this|the (?:foregoing|expiry|end|termination|\w+ period))|in case)\b",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r"\b(?:unless|except|other than|without (?:the )?(?:customer|client|your)|save)\b", re.IGNORECASE
)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Phrases:
    words = vocabulary["denials"]
    entries = ("nothing_owed", "nothing_is", "excluded", "customer_none", "own_will")
    return Phrases({e: words[e] for e in entries})


def denies(quote: str, agreement: Agreement, vocabulary: Vocabulary) -> bool:
    """Tell whether a sentence of the quote denies the customer what it is about."""
    provider = party_words(agreement, "provider")
    customer = party_words(agreement, "customer")
    spans = [s for s in sentences(quote) if len(quote[s.start : s.end].split()) > NUMBER_WORDS]
    denying = [s for s in spans if _denies(quote[s.start : s.end], provider, customer, vocabulary)]
    return sum(map(len, denying)) >= MOSTLY * sum(map(len, spans)) > 0


def _denies(text: str, provider: re.Pattern[str], customer: re.Pattern[str], vocabulary: Vocabulary) -> bool:
    if _CONDITION.search(text) or _promises(text, provider):
        return False
    entries: dict[str, Span] = {}
    for entry, span in _cues(vocabulary).find(text):
        entries.setdefault(entry, span)
    owed, none, lost = entries.get("nothing_owed"), entries.get("nothing_is"), entries.get("customer_none")
    at_will = "own_will" in entries and _CHOICE.search(text) and not _FORBIDDEN.search(text)
    return (
        "excluded" in entries
        or bool(none and _NO.search(text[: none.start]))
        or bool(owed and not _is_customers(text, owed.start, provider, customer))
        or bool(lost and customer.search(text[: lost.end]))
        or bool(at_will and _is_providers(text, provider, customer))
        or _refuses(text, provider, vocabulary)
    )


def _promises(text: str, provider: re.Pattern[str]) -> bool:
    """Tell whether the provider also undertakes something in the same breath."""
    return any(_UNDERTAKES.match(text, m.end()) for m in provider.finditer(text))


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


def _refuses(text: str, provider: re.Pattern[str], vocabulary: Vocabulary) -> bool:
    protects = vocabulary["denials"]["protects"]
    return any(
        match["verb"].lower() not in protects and not _UNLESS.search(text)
        for party in provider.finditer(text)
        for match in [_DOES_NOT.match(text, party.end())]
        if match
    )
