"""Whose duty words are: the provider's, the customer's, or nobody's.

What the customer shall be told, given or able to do is the provider's duty. A list without a party goes on
with the party before it; a name that nobody knows is taken for the provider's side, so that no promise is
lost on a name.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.domain.agreement import Agreement, Party
from pipeline.language import sentences

NUMBER_WORDS = 2  # a piece so short is a clause's number
_DUTY = re.compile(
    r"\b(?:shall|must|will|undertakes? to|agrees? to|ha(?:s|ve) to|(?:is|are) (?:obliged|required) to"
    r"|(?:is|are) (?:\w+ly )?(?:responsible|liable) for|warrants?)\b",
    re.IGNORECASE,
)
_RECEIVES = re.compile(
    r"\s+(?:\w+ly\s+)?(?:be (?:informed|notified|given|told|entitled|able|provided|allowed|permitted|granted"
    r"|offered|sent)|have|own|receive|retain|(?:at all times )?remain|continue to (?:own|have)|not be)\b",
    re.IGNORECASE,
)
_GIVES_RIGHT = re.compile(
    r"\s+(?:\w+ly\s+)?(?:may|can|owns?|retains?|ha(?:s|ve) the (?:right|ability)|(?:agrees? to |hereby )?"
    r"grants?|represents?|(?:is|are) (?:entitled|informed|able)|acknowledges?)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:and|or|but|it|they)\s+$", re.IGNORECASE)
_AGENT = re.compile(r"\b(?:be|is|are|been) (?:\w+ )?\w+(?:ed|en|ne|pt|ld) by\s+(?:the\s+)?$", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z]\w+")
_OBJECT = re.compile(
    r"\b(?:to|by|of|with|for|from|towards?|against|upon|on|in|between)\s+(?:the\s+|each\s+)?$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s?\b|\s+(?:Data|Content|Personal|Materials?)\b")
_DOES = re.compile(
    r"\s+(?:\w+ly\s+)?(?:may not|cannot|notifies|informs|keeps|stores|makes|deletes|encrypts|provides|returns"
    r"|maintains|operates|supports|gives|uses|performs|ensures|allows|grants|undertakes|offers|tells|tests"
    r"|reviews)\b",
    re.IGNORECASE,
)


def binds_customer(quotes: Sequence[tuple[str, Agreement]]) -> bool:
    """Tell whether every duty of the quotes is the customer's: the provider undertakes nothing in them.

    Words that name nobody ("notices are free") bind nobody.
    """
    sides = {_bound(quote, agreement) for quote, agreement in quotes}
    return "customer" in sides and "provider" not in sides


def _bound(quote: str, agreement: Agreement) -> str:
    provider, customer = party_words(agreement, "provider"), party_words(agreement, "customer")
    texts = [quote[s.start : s.end] for s in sentences(quote)]
    owed = [side for text in texts for side in _owing(text, provider, customer)]
    rights = any(_GIVES_RIGHT.match(quote, m.end()) for m in customer.finditer(quote))
    if rights or "provider" in owed:
        return "provider"
    if owed:
        unbound = [
            t for t in texts if len(t.split()) > NUMBER_WORDS and not any(_owing(t, provider, customer))
        ]
        return "provider" if any(provider.search(t) for t in unbound) else "customer"
    return "provider" if provider.search(quote) or customer.search(quote) else ""


def _owing(text: str, provider: re.Pattern[str], customer: re.Pattern[str]) -> Iterator[str]:
    """Yield for each duty of a sentence whose it is: of the last party named that is no object before it."""
    acting = sorted(
        (m.end(), side)
        for side, words in (("provider", provider), ("customer", customer))
        for m in words.finditer(text)
        if not _OBJECT.search(text[: m.start()]) and not _POSSESSIVE.match(text, m.end())
    )
    last = ""
    for duty in _DUTY.finditer(text):
        end, side = next(((e, s) for e, s in reversed(acting) if e <= duty.start()), (0, ""))
        unknown = _NAME.search(text[end : duty.start()])  # somebody else acts whom we don't know
        if not (last and _GOES_ON.search(text[: duty.start()])):
            last = "customer" if side == "customer" and not unknown else "provider"
        yield "provider" if _RECEIVES.match(text, duty.end()) else last
    for end, side in acting:
        if side == "provider" and _DOES.match(text, end):
            yield "provider"
    if any(_AGENT.search(text[: m.start()]) for m in provider.finditer(text)):
        yield "provider"


def party_words(agreement: Agreement, role: str) -> re.Pattern[str]:
    """Return a pattern of the words used for a party, its role's name among them."""
    return _pattern(agreement.parties, role)


@lru_cache(maxsize=64)  # asked for every quote of an agreement
def _pattern(parties: tuple[Party, ...], role: str) -> re.Pattern[str]:
    words = {w for p in parties if p.role == role for w in p.words} | {role}
    names = {p.name for p in parties if p.role == role and p.name}
    listed = sorted(words | names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
