"""How liability and remedies are excluded, in any words: "bears no liability", "may seek no redress"."""

import re
from collections.abc import Iterable

from pipeline.domain.places import Span

_REMEDY = (
    r"(?:liabilit(?:y|ies)|remed(?:y|ies)|claims?|damages|recourse|relief|compensation|redress|refunds?|credits?"
    r"|rights?\s+(?:of|to)\s+(?:terminat\w+|rescission|damages|compensation))"
)
_NEVER = r"(?:not|never|in\s+no\s+(?:case|event|circumstances?))"
_LEADS_TO = (
    r"(?:base|derive|found|claim|pursue|seek|expose\s+\w+\s+to|give\s+rise\s+to|entitle\s+\w+\s+to|confer)"
)
_EXCLUDES = re.compile(
    rf"\b(?:no|neither|without|entitled\s+to\s+no|nor(?:\s+any)?|nor\s+to\s+any)\s+(?:\w+\s+){{0,3}}?{_REMEDY}\b"
    rf"|\b{_NEVER}\b[^.;]{{0,25}}?\b(?:liable|answerable|answer\s+(?:in\s+damages|for))\b"
    rf"|\b(?:excludes?|disclaims?|waives?|releases?\s+\w+\s+from)\s+(?:all|every|any)\s+(?:\w+\s+)?{_REMEDY}\b"
    rf"|\b{_REMEDY}\b[^.;]{{0,120}}?\b(?:is|are|being)\s+(?:hereby\s+)?(?:excluded|disclaimed|waived)\b"
    rf"|\b(?:not|nothing)\b[^.;]{{0,20}}?\b{_LEADS_TO}\b[^.;]{{0,20}}?\b{_REMEDY}\b"
    rf"|\bnot\s+(?:be\s+)?entitled\s+to\s+(?:\w+\s+){{0,2}}?{_REMEDY}\b"
    rf"|\bno\b[^.;]{{0,100}}?\bshall\s+(?:render|make)\s+\w+\s+liable\b"
    rf"|\b(?:free|relieved|discharged)\s+(?:of|from)\s+(?:all|any|every)\s+{_REMEDY}\b"
    r"|\bclaim\s+nothing\b|\bis\s+left\s+without\b|\bconfers?\s+no\s+right\b|\bbears?\s+no\s+responsibility\b",
    re.IGNORECASE,
)
# Named beside what is excluded, and neither its cause nor an exception: "Customer Data", "other places than".
_DATA = re.compile(
    r"\b(?:customer|client|controller|your?)(?:['’]s)?\s+(?:personal\s+)?(?:data|content)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"\b(?:purposes?|places?|countr(?:y|ies)|locations?)\s+other\s+than\b", re.IGNORECASE)
# What goes beyond the customer's instructions or title is the provider's own wrong.
_BEYOND = re.compile(
    r"\b(?:beyond|outside(?:\s+of)?|without|against|over|despite|contrary\s+to|in\s+(?:excess|breach|derogation|disregard|violation)\s+of)"
    r"\s+(?:(?:the\s+)?(?:customer|client)['’]s|your|its|the)\s+(?:\w+\s+)?"
    r"(?:instructions?|titles?|rights?|licen[cs]e|consent|approval|objections?|authority|permission|due\s+date|agreed\s+purposes?)\b",
    re.IGNORECASE,
)
# Whom the exclusion strikes: "no claim on the part of Customer", "Customer's sole recourse".
_STRUCK = re.compile(
    r"\b(?:on\s+the\s+part\s+of|rights?\s+of)\s+(?:the\s+)?(?:customer|client)\b"
    r"|\b(?:customer|client)['’]s\s+(?:sole|only|exclusive)\s+(?:recourse|remedy|right)\b"
    r"|\bto\s+(?:customer|client)['’]s\s+(?:loss|detriment|cost)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:customer|client|you)\s+(?:shall\s+have|has|have|may|can|is|are|shall\s+be|waives?|releases?)"
    r"\s+(?:\w+\s+){0,2}?$",
    re.IGNORECASE,
)
# The customer is who is not liable: "in no event shall City be liable", "City may leave without liability".
_NOT_LIABLE_BEFORE = re.compile(rf"\b{_NEVER}\s+(?:shall|will|may|is|are)\s+(?:the\s+)?$", re.IGNORECASE)
_NOT_LIABLE = re.compile(
    r"\s+(?:(?:shall|will|may|is|are|has|have|reserves)\b[^.;:]{0,150}?\bwithout\s+(?:[\w,]+\s+){0,4}?liability\b"
    rf"|(?:shall|will|is|are)\s+(?:\w+\s+)?{_NEVER}\s+(?:be\s+)?liable\b"
    r"|(?:shall\s+have|has|have|will\s+have|assumes?|bears?)\s+no\s+(?:\w+\s+){0,2}?liability\b)",
    re.IGNORECASE,
)
# Freedom to end the agreement is no exclusion of what was promised until then.
_LEAVES = re.compile(
    r"\b(?:terminat|rescind)\w*\b[^.;]{0,120}?\bwithout\s+(?:[\w,]+\s+){0,4}?liability\b"
    r"|\bwithout\s+(?:[\w,]+\s+){0,4}?liability\b[^.;]{0,40}?\bto\s+(?:\w+ly\s+)?(?:terminat|rescind)\w*\b",
    re.IGNORECASE,
)


def spares(text: str, customers: Iterable[Span]) -> bool:
    """Tell whether words only free the customer, or whoever ends the agreement, from liability.

    `customers` are the places of the customer's words in the text.
    """
    if _LEAVES.search(text):
        return True
    return any(
        _NOT_LIABLE.match(text, c.end)
        or (_NOT_LIABLE_BEFORE.search(text[: c.start]) and text[c.end :].lstrip().startswith("be liable"))
        for c in customers
    )


def excludes_remedy(text: str) -> bool:
    """Tell whether words exclude a liability, a claim or another remedy."""
    return _EXCLUDES.search(text) is not None


def without_exclusion(text: str) -> str:
    """Return what a sentence says besides the exclusion and whom it strikes: the case it is for."""
    rest = _STRUCK.sub("", _BEYOND.sub("beyond", _ELSEWHERE.sub("elsewhere", _DATA.sub("data", text))))
    for found in reversed(list(_EXCLUDES.finditer(rest))):
        subject = _SUBJECT.search(rest[: found.start()])
        rest = f"{rest[: subject.start() if subject else found.start()]} {rest[found.end() :]}"
    return rest
