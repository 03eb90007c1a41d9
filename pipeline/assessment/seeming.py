"""Words that only seem to refuse: what is not owed, or not given, protects the customer or others.

"Nothing requires Provider to reveal the data of its other customers" refuses no audit. "Unpaid invoices give
no right to keep data back" and "shall make no statement without Customer's consent" bind the provider.
"""

import re

_OTHER_CUSTOMERS = (
    r"\b(?:other|another|any\s+other)\s+(?:customers?|clients?|tenants?|subscribers?|users|members)\b"
)
_OF_OTHERS = re.compile(
    r"\b(?:oblig|requir|bound|entitle|right|permit|compel|need)\w*\b[^.;]{0,80}?"
    r"\b(?:reveal|disclos|show|expos|giv|access|shar|hand|inspect|see|view)\w*\b(?:(?!\b(?:nor|or\s+to)\b)[^.;]){0,80}?"
    rf"{_OTHER_CUSTOMERS}",
    re.IGNORECASE,
)
_AGAINST_CUSTOMER = re.compile(
    r"\b(?:giv\w+|grant\w*|confers?|creates?|provides?|is|are|be|has|have|acquires?)\s+(?:\w+\s+){0,3}?"
    r"no\s+(?:right|lien|ground|reason|excuse|licen[cs]e)s?\b[^.;]{0,25}?\b(?:to|for|over|on|upon)\s+(?:\w+\s+){0,2}?"
    r"(?:keep|withhold|hold|retain|refus|delay|detain|eras|delet|suspend|den|(?:customer\s+|client\s+)?data|content)\w*"
    r"(?![^.;]*\b(?:payments?|fees?|charges|price|sums)\b)",
    re.IGNORECASE,
)
_WITHOUT_CONSENT = re.compile(
    r"\b(?:shall|will|must|may)\s+[a-z]+\s+no\b[^.;]{0,80}?\bwithout\s+(?:the\s+|first\s+)?(?:[\w-]+['’]s\s+|its\s+|your\s+|\w+ing\s+)?"
    r"(?:(?:prior|written|express|previous|documented)\s+)*(?:consent|approval|agreement|permission|authori[sz]ation|instructions?)\b",
    re.IGNORECASE,
)


def only_seems(text: str) -> bool:
    """Tell words that refuse what would harm the customer or others."""
    return any(way.search(text) for way in (_OF_OTHERS, _AGAINST_CUSTOMER, _WITHOUT_CONSENT))
