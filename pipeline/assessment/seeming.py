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
# "Is liable for its sub-processors as for its own fault", but not "is not liable".
_AS_ITS_OWN = re.compile(
    r"(?<!\bnot )(?<!\bnever )\b(?:liable|responsible|answerable|accountable|answers)\b[^.;]{0,90}?"
    r"\bas\s+(?:if\s+(?:it|they)\s+(?:were|was)\s+|though\s+(?:it|they)\s+(?:were|was)\s+)?(?:for\s+)?(?:its|their|our)\s+own\b",
    re.IGNORECASE,
)
# "Does not sell the data, and does not use it to train models".
_LEAVES_ALONE = re.compile(
    r"\b(?:does|do|will|shall)\s+not\s+(?:(?:sell|rent|trade|mine|monetis\w+|monetiz\w+|exploit)\b"
    r"|(?:use|process|analyse|analyze)\b[^.;]{0,80}?\b(?:of\s+its\s+own|its\s+own\s+(?:purposes|ends|benefit)|advertis\w+|marketing|train|improve)\b)",
    re.IGNORECASE,
)


def only_seems(text: str) -> bool:
    """Tell words that refuse what would harm the customer or others, or that answer for others."""
    ways = (_OF_OTHERS, _AGAINST_CUSTOMER, _WITHOUT_CONSENT, _AS_ITS_OWN, _LEAVES_ALONE)
    return any(way.search(text) for way in ways)
