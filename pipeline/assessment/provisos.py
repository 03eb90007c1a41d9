"""Words that make what a sentence says hang on a case: "unless", "if", "to the extent".

What always comes true sooner or later, or only the law may demand, is no case.
"""

import re

# "Where it considers this appropriate" lets the provider do as it likes: that is no case.
_AS_IT_THINKS = (
    r" (?:it|we|[A-Z]\w+) (?:reasonably )?(?:considers?|deems?|thinks?|finds?|holds?|believes?|judges?) "
    r"(?:it |this |that |them |so |such \w+ )?(?:is |to be )?"
    r"(?:appropriate|fit|proper|useful|convenient|expedient|advisable|opportune|desirable|suitable|right|reasonable)\b"
)
_CONDITION = re.compile(
    r"\b(?:unless|except|other than|provided that|(?<!even )if(?! need be\b)|in the event"
    r"|to the extent|until|(?<!at )once(?! (?:a|per|every|each|in)\b)"
    r"|upon(?! (?:simple request|the day|uploading|entry|its entry|acceptance|signature)\b)"
    rf"|(?<!decides )(?<!decide )(?<!even )where(?!{_AS_IT_THINKS})|in case)\b",
    re.IGNORECASE,
)
# What the law or a court may demand is a condition of everything.
_BY_LAW = re.compile(
    r"\b(?:save|except|unless|other than)\b(?:\s+\w+){0,4}?\s+(?:law|laws|court|statute|statutory|legally)\b"
    r"[^,.;]{0,40}",
    re.IGNORECASE,
)
# When the agreement ends, and data comes in, is a matter of course and no condition.
_IN_ANY_CASE = re.compile(
    r"\bonce\s+(?:(?:this|the)\s+(?:agreement|contract|term|subscription)\s+(?:(?:has|have|is)\s+)?"
    r"(?:end(?:s|ed)?|expire[sd]?|terminate[sd]?|over|at\s+an\s+end|come\s+to\s+an\s+end)"
    r"|(?:it\s+is\s+)?(?:uploaded|received|submitted|stored|entered|placed))\b"
    r"|\bif\s+(?:the\s+)?customer\s+(?:leaves|moves\s+to|switches\s+to)\b"
    r"|\buntil\b[^.;]*?\b(?:to\s+its\s+own\s+satisfaction|however\s+long)",
    re.IGNORECASE,
)
# "The country where data is kept" is a place and no case.
_PLACE = re.compile(
    r"\b(?:countr(?:y|ies)|places?|locations?|cent(?:re|er)s?|regions?|sites?|facilit(?:y|ies)|jurisdictions?"
    r"|to|know)\s+where\b",
    re.IGNORECASE,
)


def is_conditional(text: str) -> bool:
    """Tell whether what a sentence says holds in some case only."""
    return bool(_CONDITION.search(_IN_ANY_CASE.sub("", _PLACE.sub("", _BY_LAW.sub("", text)))))
