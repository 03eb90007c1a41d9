"""Lists of places that end nowhere: "in Germany or any other country" promises no place.

"Or any other member state of the Union" ends somewhere, and so does "or another country that Customer has
agreed to".
"""

import re

_PLACE = (
    r"(?:countr(?:y|ies)|places?|locations?|regions?|jurisdictions?|territor(?:y|ies)|states?|sites?"
    r"|data\s+cent(?:re|er)s?)"
)
_KEPT = re.compile(
    r"\b(?:stor(?:e|ed|es|ing|age)|process(?:ed|es|ing)?|host(?:ed|s|ing)?|transfer(?:red|s)?|kept|keeps?|held|holds?"
    r"|locat(?:ed|es?)|replicat(?:ed|es?)|access(?:ed|es)?|backed\s+up|remains?|resid(?:es?|ing))\b",
    re.IGNORECASE,
)
# What follows and says no more than that it is wherever the provider happens to be or likes.
_AT_WILL = (
    r"(?:that|which|where|as|in\s+which|from\s+which)\s+(?:[\w’'-]+\s+){1,7}?"
    r"(?:(?:may\s+|shall\s+|from\s+time\s+to\s+time\s+|or\s+its\s+(?:\w+[-\s])?\w+\s+)*"
    r"(?:operates?|maintains?|has|have|chooses?|choose|selects?|determines?|decides?|prefers?|deems?|sees?\s+fit|thinks?\s+fit))\b"
)
_OPEN = re.compile(
    rf"\b(?:or|and)\s+(?:in\s+|at\s+|from\s+|to\s+)?(?:any|some|such|all|every)\s+other\s+{_PLACE}(?:\s*[.,;)]|\s*$|\s+{_AT_WILL})"
    rf"|\b(?:or|and)\s+(?:elsewhere|anywhere(?:\s+else)?)\b(?!\s+(?:in|within|inside)\b)"
    rf"|\bor\s+wherever\b|\bor\s+(?:in\s+)?(?:whatever|whichever)\s+(?:other\s+)?{_PLACE}\b",
    re.IGNORECASE,
)
_FORBIDS = re.compile(r"\b(?:not|never|neither|nor|no)\b", re.IGNORECASE)
_AGREED = re.compile(
    r"\b(?:agree[ds]?|approv\w+|consent\w*|chosen|selected|requested|instruct\w+|listed)\b", re.IGNORECASE
)


def ends_nowhere(sentence: str) -> bool:
    """Tell whether a sentence puts data in named places or any other."""
    found = _OPEN.search(sentence)
    if not found or _AGREED.search(sentence, found.start()):
        return False
    return bool(_KEPT.search(sentence)) and not _FORBIDS.search(sentence, 0, found.start())
