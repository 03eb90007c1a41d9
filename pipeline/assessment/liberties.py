"""Liberties that a provider takes with what is the customer's, in any drafter's words.

"Findings are not disclosed to Customer", "no audit except with its consent, which it may withhold", "data may
be kept in whichever country it runs a site", "Customer lets Provider use content to train its models".
"""

import re

_CONSENT = r"(?:consent|approval|permission|agreement|leave|authori[sz]ation)"
_WITHHELD = re.compile(
    rf"\b(?:except|save|unless|without|only|subject\s+to|depends?\s+on)\b[^.;]{{0,60}}?"
    rf"\b(?P<whose>its|our|their|[\w-]+['’]s)\s+(?:(?:prior|written|express)\s+)*{_CONSENT}\b[^.;]{{0,60}}?"
    r"\b(?:may\s+(?:freely\s+)?(?:give\s+or\s+|grant\s+or\s+)?(?:withhold|refuse|deny)|(?:can|may)\s+be\s+(?:withheld|refused)"
    r"|(?:in|at)\s+(?:its|our|their)\s+(?:sole|absolute|own|free|unfettered|entire)\b)",
    re.IGNORECASE,
)
_KEPT_FROM = re.compile(
    r"\b(?:is|are|(?:will|shall)\s+be)\s+not\s+(?:be\s+)?(?:disclosed|released|shared|shown|revealed|communicated"
    r"|passed\s+on|made\s+known|handed\s+(?:over|out)|given|reported)\s+to\s+(?:the\s+|any\s+)?$"
    r"|\b(?:will|shall)\s+not\s+be\s+(?:disclosed|released|shared|revealed|communicated|passed\s+on|made\s+known)\s+to\s+(?:the\s+|any\s+)?$",
    re.IGNORECASE,
)
_OTHER_HANDS = re.compile(
    r"\b(?:third|sub-?processors?|subcontractors?|suppliers|hosting|others|partners)\b[^.;]{0,120}?"
    r"\b(?:outside|beyond)\b[^.;]{0,40}?\bresponsibilit(?:y|ies)\b",
    re.IGNORECASE,
)
_LOOKS_ELSEWHERE = re.compile(
    r"\s+(?:shall|must|will|may|can)\s+(?:only\s+)?(?:look|turn|have\s+recourse)\s+(?:solely\s+|only\s+|exclusively\s+)?to\s+"
    r"(?:them|these|those|such|the\s+(?:third|sub-?processor|subcontractor|supplier))\b(?:\s+\w+){0,2}?\s*(?:alone|only|exclusively|for\s+any)",
    re.IGNORECASE,
)
_FOR_PRODUCTS = re.compile(
    r"\b(?:to|for|in\s+order\s+to)\s+(?:\w+\s+(?:and|or)\s+)?(?:develop|improv|train|teach|build|enhanc|refin)\w*\s+(?:(?:and|or)\s+\w+\s+)?"
    r"(?P<whose>its|our|their)\s+(?:own\s+)?(?:[\w-]+\s+){0,3}?(?:products?|models?|algorithms?|offerings?)\b",
    re.IGNORECASE,
)
_PLACE = r"(?:countr(?:y|ies)|places?|locations?|regions?|jurisdictions?|sites?|data\s+cent(?:re|er)s?)"
_WHEREVER = re.compile(
    rf"\b(?:in|at|from|to)\s+(?:any|whichever|whatever|every)\s+(?:other\s+)?{_PLACE}\s+(?:in\s+which\s+|where\s+|that\s+)?(?:[\w’',-]+\s+){{1,9}}?"
    r"(?:operates?|runs?|has|have|maintains?|keeps?|works?|owns?|rents?|chooses?|find|finds|likes?)\b"
    rf"|\b(?:in|at|from|to)\s+(?:whichever|whatever)\s+(?:{_PLACE}|facility)\b(?!\s+(?:(?:the|that|which)\s+)*(?:customer|client|you|[\w-]+\s+(?:selects?|chooses?|picks?|names?)))"
    r"|\b(?:from|in|at)\s+wherever\b|\bwherever\s+(?:they|it|we)\s+happens?\b"
    rf"|\bat\s+{_PLACE}\s+of\s+(?:its|our|their|[\w-]+['’]s)\s+(?:own\s+)?(?:choosing|choice)\b"
    rf"|\b(?:at|in|to|from)\s+any\s+{_PLACE}\s+in\s+the\s+world\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:may|can|are|is)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no|neither|nor|only|unless|without|except)\b|n['’]t\b", re.IGNORECASE)
_ABOUT_DATA = re.compile(
    r"\b(?:data|content|files|records|instances|snapshots?|volumes|replicas?|backups?|cop(?:y|ies)|service|information)\b",
    re.IGNORECASE,
)


def withholds_consent(text: str, customer: re.Pattern[str]) -> bool:
    """Tell "only with Provider's consent, which it may withhold" from "only with Customer's"."""
    found = _WITHHELD.search(text)
    if found is None:
        return False
    own = found["whose"].lower() in ("its", "our", "their")
    named = text[: found.start()] if own else re.sub(r"['’]s$", "", found["whose"])
    # "Audits of Provider take place only with its consent": whom the sentence starts from.
    return not (customer.fullmatch(named) if not own else customer.search(named))


def keeps_from(text: str, customer: re.Pattern[str]) -> bool:
    """Tell "are not disclosed to Customer" from "are not disclosed to others"."""
    return any(_KEPT_FROM.search(text[: side.start()]) for side in customer.finditer(text))


def leaves_to_others(text: str, customer: re.Pattern[str]) -> bool:
    """Tell "what third parties do lies outside its responsibility", "Customer shall look to them alone"."""
    elsewhere = (_LOOKS_ELSEWHERE.match(text, side.end()) for side in customer.finditer(text))
    return _OTHER_HANDS.search(text) is not None or any(elsewhere)


def for_its_products(text: str, start: int) -> re.Match[str] | None:
    """Return "to train its models" where it stands from `start` on; `whose` says whose they are."""
    return _FOR_PRODUCTS.search(text, start)


def is_anywhere(text: str) -> bool:
    """Tell "data may be kept in whichever country Provider runs a site", with nothing that forbids it."""
    found = _WHEREVER.search(text)
    if not found or not _ABOUT_DATA.search(text, 0, found.end()):
        return False
    return _MAY.search(text, 0, found.start()) is not None and not _NOT.search(text, 0, found.start())
