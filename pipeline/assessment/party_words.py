"""The words for the two sides of an agreement, and where the provider undertakes something."""

import re
from functools import lru_cache

from pipeline.domain.agreement import Agreement, Party

PEOPLE = "employees|staff|personnel|engineers|teams?|agents|affiliates|administrators|technicians"
_UNDERTAKES = re.compile(
    r"\s+(?:shall|will|must|undertakes|agrees)\b"
    r"(?!\s+(?:not|in no|never|neither|decline|refuse"
    r"|(?:have|bear|give|make|provide|offer|grant|issue|pay|keep|take|accept|assume|owe|incur|undertake)"
    r" (?:no|neither)"
    r"|be (?:under no|free|at liberty|entitled))\b)",
    re.IGNORECASE,
)


def party_words(agreement: Agreement, role: str) -> re.Pattern[str]:
    """Return a pattern of the words used for a party, its role's name among them."""
    return _pattern(agreement.parties, role)


@lru_cache(maxsize=64)  # asked for every quote of an agreement
def _pattern(parties: tuple[Party, ...], role: str) -> re.Pattern[str]:
    words = {w for p in parties if p.role == role for w in p.words} | {role}
    names = {p.name for p in parties if p.role == role and p.name}
    listed = sorted(words | names, key=len, reverse=True)
    # "Customer Data" is nobody who acts, and "Provider's engineers" act as it does.
    own = rf"['’]s(?!\s+(?:[a-z]+\s+){{0,2}}?(?:{PEOPLE})\b)|\s+(?:data|content|materials|personal\s+data)\b"
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b(?!{own})", re.IGNORECASE)


def undertakes(sentence: str, agreement: Agreement) -> bool:
    """Tell whether the provider shall, must or will do something in a sentence of the agreement."""
    return undertakes_in(sentence, party_words(agreement, "provider"))


def undertakes_in(sentence: str, provider: re.Pattern[str]) -> bool:
    """Tell the same by a pattern of the provider's words."""
    return any(_UNDERTAKES.match(sentence, m.end()) for m in provider.finditer(sentence))
