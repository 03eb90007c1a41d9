"""Duties that a sentence gives to a side outright: "it falls to Customer to", "must be copied by Customer".

Whoever else is named in it, there is no need to read off who acts. What the customer owns, chooses, audits
or pays for is none of the provider's duties turned round.
"""

import re
from collections.abc import Sequence

from pipeline.assessment.sides import CUSTOMER, PROVIDER
from pipeline.domain.places import Span

Named = Sequence[tuple[str, Span]]
"""Words for a side (entry of `Words.phrases`) and their place in a sentence."""

# <C> and <P> stand for the customer and the provider.
_DUTY = r"(?:task|duty|job|responsibility|obligation|concern)"
_RIGHT = (
    r"(?:own|retain|control|audit|inspect|cho|select|determin|approv|exercis|request|instruct|terminat|download"
    r"|retriev|export|access|carried|conduct|decid|requir|agree|born|paid|pay|reimburs)"
)
_CUSTOMERS = re.compile(
    rf"\b(?:falls?|is\s+up|is\s+left)\s+to\s+<C>"
    rf"|\b(?:is|are|be|remains?)\s+(?:the\s+)?<C>['’]s\s+(?:own\s+|sole\s+)?{_DUTY}\b"
    r"|\b(?:is|are)\s+(?:a\s+|an?\s+\w+\s+)?(?:matters?|tasks?)\s+(?:for|of)\s+<C>"
    r"|\b(?:is|be|remains?)\s+for\s+<C>\s+to\b"
    r"|^[^.;]{0,80}?\b(?:given|sent|made|issued|submitted|delivered|furnished)\s+by\s+<C>(?:\s+to\s+<P>)?(?:(?!<P>)[^.;]){0,40}?\b(?:shall|must|will)\b"
    r"|<P>[^.;]{0,160}?\bmay\b[^.;]{0,120}?\b(?:inspect|audit|examine|visit)\b[^.;]{0,60}?"
    r"(?:\bat|(?<!behalf )(?<!request )(?<!expense )(?<!cost )\bof)\s+<C>(?!['’])"
    r"|^\W*(?:[\d.]+\s+)?(?:if|when|whenever|where|before|after|once)\s+<C>\s(?:(?!<P>\s+(?:has|is|shall|must|may|will)\b)[^.;]){0,120}?"
    r"\bit\s+(?:shall|must|will|has\s+to)\b(?!\s+be\b)"
    r"|\brests?\s+(?:solely\s+)?with\s+<C>|\bincumbent\s+(?:up)?on\s+<C>"
    r"|\bit\s+is\s+<C>\s+(?:that|who|which)\s+(?:must|shall|has\s+to)\b|<C>\s+is\s+to\s+(?!be\b)[a-z]|<C>\s+answers\b"
    rf"|\b(?:must|shall|(?:is|are|has|have)\s+to)\s+be\s+(?!(?:\w+\s+){{0,2}}?{_RIGHT})"
    r"(?:(?!<[PC]>|\b(?:shall|must|will|be)\b)[^.;])*?\bby\s+(?:the\s+)?<C>(?!['’])",
    re.IGNORECASE,
)
# "Held available for retrieval by Customer": what the customer does is a noun, and nothing is done by it.
_NOMINAL = re.compile(
    r"\b(?:for|of|in|on|upon|after|to|from|with|the|an?|any|its)\s+[a-z]+\s+by\s+(?:the\s+)?<C>$",
    re.IGNORECASE,
)
_PROVIDER_ACTS = re.compile(
    r"(?<!\bto )<P>\s+(?:\w+ly\s+)?(?:shall|must|will|undertakes|agrees|warrants|ensures|guarantees)\b"
    r"|\bby\s+(?:the\s+)?<P>(?!['’])",
    re.IGNORECASE,
)
# "Kept ready for export by Provider": its deed is a noun, and no duty.
_ITS_DEED = re.compile(r"\b(?:for|of|upon|on)\s+\w+\s+by\s+(?:the\s+)?<P>", re.IGNORECASE)
_LET = re.compile(
    r"<C>\s+(?:must|shall|will)\s+be\s+(?:\w+\s+)?"
    r"(?:permitted|allowed|enabled|given|granted|offered|shown|put\s+in)\b",
    re.IGNORECASE,
)
# "Before being allotted to another customer": that is not the one of this agreement.
_ANOTHER = re.compile(r"\b(?:another|(?:any\s+)?other|further)\s+customers?\b", re.IGNORECASE)


def without_others(text: str) -> str:
    """Return the text, of the same length, without other customers than this one."""
    return _ANOTHER.sub(lambda found: "x" * len(found[0]), text)


def said_outright(text: str, named: Named) -> frozenset[str]:
    """Return whose duty a sentence says outright that something is; none where it has to be read off."""
    for entry, span in sorted(named, key=lambda n: n[1].start, reverse=True):
        mark = "<C>" if entry == CUSTOMER else "<P>" if entry == PROVIDER else ""
        text = f"{text[: span.start]}{mark}{text[span.end :]}" if mark else text
    if _LET.search(text):
        return frozenset({PROVIDER})
    said = _CUSTOMERS.search(text)
    if said is None or _NOMINAL.search(said[0]) or _PROVIDER_ACTS.search(_ITS_DEED.sub("", text)):
        return frozenset()
    return frozenset({CUSTOMER})
