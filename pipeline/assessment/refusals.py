"""The grammar of refusing: a duty that does not bind, a right that is not there, a liberty that is taken.

`denials.py` knows the usual phrases by heart; here is what any drafter may put together from "not", "no",
"neither" and the two sides. "Provider is in no way bound to", "nothing in this agreement obliges Provider",
"Customer shall not be entitled to", "neither Customer nor its auditor may", "Provider is free to",
"as Provider thinks fit", "lies in Provider's absolute discretion", "becomes the property of Provider",
"may hold back the data until it is paid".
"""

import re

from pipeline.assessment.liberties import for_its_products

_BOUND = r"(?:bound|obliged|required|obligated|committed|compelled|expected)"
_DUTY = r"(?:legal\s+|contractual\s+|particular\s+)?(?:duty|duties|obligations?|commitments?)"
_UNBOUND = re.compile(
    rf"\b(?:is|are|be|remains?)\s+(?:\w+ly\s+)?(?:(?:not|in\s+no\s+(?:way|case|event)|no\s+longer)\s+(?:\w+ly\s+)?{_BOUND}"
    rf"|(?:not\s+)?under\s+(?:no|any)\s+{_DUTY})\b"
    rf"|\b(?:under\s+no\s+circumstances|in\s+no\s+(?:case|event)|at\s+no\s+time)\b[^.;]{{0,50}}?\b{_BOUND}\b"
    rf"|\b(?:shall|will|does|do)\s+not\s+(?:be\s+{_BOUND}|have\s+any\s+{_DUTY})\b"
    rf"|\b(?:shall|will)\s+have\s+no\s+{_DUTY}\b",
    re.IGNORECASE,
)
_BINDS_NOT = re.compile(
    r"\b(?:nothing|no\s+(?:provision|term|clause|period|time|deadline|law)\b)[^.;]{0,70}?"
    r"\b(?:obliges?|requires?|binds?|commits?|compels?|forces?|obligates?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DOES_NOT_BIND = re.compile(
    r"\b(?:do|does|shall|will)\s+not\s+(?:bind|oblige|commit|obligate|tie)\s+(?:the\s+)?$"
    r"|\b(?:nothing|no\b)[^.;]{0,60}?\bbinds?\s+$",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:do|does|shall|will)\s+not\s+(?:take\s+place(?=\s*(?:[.,;]|$))|form\s+(?:a\s+)?part\s+of|extend\s+to|exist\b|arise\b)"
    r"|\b(?:is|are)\s+not\s+(?:owed|foreseen|provided\s+for|furnished|kept\s+up|supplied|issued|offered)\b"
    r"|\bremains?\s+without\s+effect\b|\brequires?\s+neither\b|\b(?:is|are)\s+closed\s+to\b"
    r"|\bwill\s+not\s+be\s+(?:shown|handed|delivered|made\s+available|supplied|furnished)\b",
    re.IGNORECASE,
)
_RIGHT = r"(?:rights?|entitlements?|claims?|recourse|remed(?:y|ies)|relief|credits?|compensation|say)"
_NO_RIGHT = re.compile(
    rf"[^.;]{{0,80}}?\b(?:(?:shall|will|does|do|is|are)\s+not\s+(?:be\s+entitled|have\s+(?:any|an?)\s+{_RIGHT}|entitled)"
    rf"|(?:shall|will|does|do)\s+(?:have|receive|enjoy|acquire)\s+(?:no|neither)\b"
    r"|(?:is|are)\s+neither\s+(?:informed|told|notified|consulted|entitled)\b"
    rf"|(?:has|have|enjoys?|receives?|acquires?)\s+(?:no|neither)\s+(?:\w+\s+){{0,2}}?{_RIGHT}\b"
    r"|(?:waives?|gives\s+up|renounces?|forgoes|forswears|surrenders|relinquishes|abandons)\b"
    r"|(?:may|can|shall|will)\s*not\s+(?:look\s+to|demand|ask|require|insist|call\s+for|request|rely\s+on|object|press|claim|derive)\b)"
    # What the customer may not do with the service is another matter.
    r"(?!\s+to\s+(?:use|resell|sell|sublicense|assign|copy|modify|transfer\s+(?:the|this|its)|access\s+the\s+service)\b)",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\bneither\s+(?:the\s+)?$", re.IGNORECASE)
_NEITHER_MAY = re.compile(
    r"(?![^.;]{0,160}?\bliable\b)[^.;]{0,120}?\b(?:shall|may|can|is|has|will)\b", re.IGNORECASE
)
_FREE = re.compile(
    r"[^.;]{0,120}?\b(?:is|are|be|remains?)\s+(?:\w+ly\s+)?(?:free|at\s+liberty)\s+to\b", re.IGNORECASE
)
_LIKES = re.compile(
    r"\b(?:as|whatever|however|wherever|whenever|when|(?:so|as)\s+long\s+as)\s+(?:that\s+|this\s+|it\s+|they\s+|we\s+|[A-Z]\w+\s+)?"
    r"(?:shall\s+|may\s+)?(?:suits?|sees?\s+fit|(?:thinks?|deems?|considers?|finds?)\s+(?:it\s+|them\s+|this\s+|that\s+)?"
    r"(?:necessary\s+or\s+)?(?:fit|proper|best|useful|convenient|expedient|advisable|opportune|sensible|desirable|wise|suitable|prudent|practical)|pleases?|likes?|chooses?|wish(?:es)?|wants?)\b",
    re.IGNORECASE,
)
_OWN = r"(?:(?:own|sole|absolute|entire|unfettered|free|exclusive)\s+(?:and\s+)?)+"
_CHOOSES = re.compile(
    r"\b(?:lies?|rests?|is|are|be|remains?|left)\s+(?:\w+ly\s+)?(?:left\s+)?(?:in|within|at|to|for)\s+(?:the\s+)?"
    rf"(?P<whose>its|our|their|[\w-]+['’]s)\s+{_OWN}(?:discretion|judge?ment|choice|option|pleasure|decision)\b",
    re.IGNORECASE,
)
# "The timing thereof being in Provider's sole discretion": whatever is promised, nobody can say when.
_SOME_TIME = re.compile(
    r"\b(?:timing|moment|date|time)\b[^.;]{0,40}?\b(?:being|is|are|shall\s+be|remains?|lies?|rests?)\s+(?:\w+ly\s+)?(?:left\s+)?(?:in|within|at|to)\s+"
    rf"(?:the\s+)?(?P<whose>its|our|their|[\w-]+['’]s)\s+{_OWN}(?:discretion|judge?ment|choice|option|pleasure|decision)\b",
    re.IGNORECASE,
)
_GAGGED = re.compile(
    r"[^.;]{0,30}?\b(?:shall|may|must|will)\s+not\s+(?:disclose|report|tell|publish|communicate|reveal|inform|notify|mention)\b[^.;]{0,140}?"
    r"\b(?:regulators?|(?:supervisory|data\s+protection|competent)\s+authorit(?:y|ies)|data\s+subjects?|persons\s+concerned)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:stands?|falls?|lies?)\s+outside\b[^.;]{0,50}?\b(?:obligations?|dut(?:y|ies)|commitments?|undertakings?)\b"
    r"|\b(?:is|are|be|remains?)\s+exempt(?:ed)?\s+from\b[^.;]{0,50}?\b(?:obligations?|dut(?:y|ies)|commitments?|undertakings?)\b",
    re.IGNORECASE,
)
_PAID = (
    r"(?:paid|pays|payment|(?:fees|invoices?d?|sums?|amounts?|charges|balances?|debts?)\b[^.;]{0,40}?"
    r"\b(?:settled|received|discharged|cleared))"
)
_HOLDS_BACK = re.compile(
    rf"[^.;]{{0,20}}?\b(?:(?:(?:shall|will|need)\s+not|(?:is|are)\s+not)\s+(?:be\s+)?(?:{_BOUND}\s+to\s+|have\s+to\s+)?"
    rf"|(?:be|is|are)\s+under\s+no\s+{_DUTY}\s+to\s+|(?:has|have)\s+no\s+{_DUTY}\s+to\s+)"
    r"(?:release|return|surrender|hand\s+(?:over|back)|give\s+back|deliver)\b[^.;]{0,120}?\b(?:data|content|files|records|copy|copies)\b"
    rf"[^.;]{{0,60}}?\b(?:until|unless|before)\b[^.;]{{0,120}}?\b{_PAID}\b"
    r"|[^.;]{0,40}?\b(?:may|can|(?:is|are|be)\s+(?:entitled|free)\s+to|(?:has|have|reserves?)\s+(?:the|a)\s+right\s+to)"
    r"(?!\s+not\b)\s+[^.;]{0,60}?"
    r"\b(?:retain|withhold|refuse|hold(?:\s+back)?|detain|keep(?:\s+back)?)\b[^.;]{0,120}?\b(?:data|content|files|records|copy|copies)\b"
    rf"[^.;]{{0,100}}?\b(?:until|unless|pending|as\s+long\s+as)\b[^.;]{{0,80}}?\b{_PAID}\b",
    re.IGNORECASE,
)
# "Access to the data is given only after all invoices have been settled."
_ONLY_PAID = re.compile(
    r"\b(?:data|content|files|records|cop(?:y|ies)|volumes|images|exports?|access)\b[^.;]{0,80}?\b(?:(?:is|are|be)\s+)?"
    r"(?:given|granted|released|handed\s+(?:over|back)|returned|made\s+available|provided|surrendered)\s+"
    rf"(?:only|solely)\s+(?:after|once|when|if|against)\b[^.;]{{0,80}}?\b{_PAID}\b",
    re.IGNORECASE,
)
# "Will not supply Customer with", "shall not give any notice", but not "shall not give the data to others".
_GIVES_NOTHING = re.compile(
    r"\s+(?:shall|will|does|do|need)\s+not\s+(?:supply|give|provide|furnish|deliver|issue|show|grant|offer|render|send|make)\s+"
    r"(?:(?:to\s+)?(?:the\s+)?(?:customer|client|you)\b(?!['’]|\s+(?:personal\s+)?(?:data|content|information|materials))|(?:any\s+|an?\s+)?(?:\w+\s+){0,2}?(?:assistance|help|support|notices?|reports?"
    r"|certificates?|confirmations?|statements?|credits?|refunds?|copy|copies|evidence|logs?"
    r"|details|particulars|documents|documentation|findings|results))\b"
    r"(?![^.;]{0,60}?\b(?:third\s+part|others|authorit|anyone|public|other\s+customers))",
    re.IGNORECASE,
)
_ASKED_FOR = (
    r"(?:assistance|help|support|co-?operation|notices?|notifications?|requests?|information|particulars|facts"
    r"|evidence|reports?|certificates?|audits?|inspections?|enquir(?:y|ies)|confirmations?|cop(?:y|ies)|credits?|refunds?)\b"
)
_MAY_REFUSE = re.compile(
    r"[^.;]{0,30}?\b(?:may|can|(?:is|are|be)\s+(?:entitled|free)\s+to|reserves?\s+the\s+right\s+to)\s+(?:\w+ly\s+)?"
    r"(?:(?:refuse|decline|withhold|deny|omit|dispense\s+with|ignore|turn\s+away|reject|skip)\s+(?:to\s+give\s+)?"
    rf"(?:all|any|every|each|such)\s+(?:\w+\s+){{0,3}}?{_ASKED_FOR}"
    r"|(?:defer|delay|postpone|put\s+off)\s+(?:giving\s+)?(?:any\s+|every\s+|the\s+)?(?:notice|notification)\b)",
    re.IGNORECASE,
)
_FOR_ITSELF = re.compile(
    r"\bfor\s+(?P<whose>its|our|their|[\w-]+['’]s)\s+own\s+(?:\w+\s+)?(?:account|benefit|ends|purposes|use|gain|profit|business)\b",
    re.IGNORECASE,
)
_LETS = re.compile(
    r"\s+(?:hereby\s+)?(?:licen[sc]es|authori[sz]es|permits|allows|entitles|empowers|lets)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CONSENTS = re.compile(
    r"\s+(?:hereby\s+|irrevocably\s+)?(?:consents|agrees|submits)\s+(?:in\s+advance\s+)?to\s+(?:the\s+|any\s+|all\s+|every\s+)?"
    r"(?:\w+\s+(?:and|or)\s+)?(?:transfers?|processing|storage|movements?|removal)\b[^.;]{0,60}?"
    r"\b(?:(?:any|every|all|whatever)\s+(?:country|countries|jurisdictions?|places?|territor(?:y|ies)|parts?\s+of\s+the\s+world)"
    r"|anywhere|wherever|worldwide)\b",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"\b(?:data|content|records)\b[^.;]{0,120}?\b(?:becomes?|pass(?:es)?|falls?)\s+(?:\w+\s+){0,3}?(?:property|ownership)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "Relieves Provider of any duty", "all responsibility for it is disclaimed".
_RELIEVES = re.compile(
    r"\b(?:releases?|relieves?|frees?|excuses?|discharges?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_RELIEVED = re.compile(
    rf"\s+(?:is|are|shall\s+be)\s+(?:released|relieved|freed|excused)\b[^.;]{{0,40}}?\bfrom\s+(?:any|all|every|each)\s+(?:\w+\s+)?{_DUTY}\b",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:not|no|nothing|none|neither|nor|never)\b", re.IGNORECASE)
_OF_DUTY = re.compile(rf"\s+(?:of|from)\s+(?:any|all|every|each)\s+(?:\w+\s+)?{_DUTY}\b", re.IGNORECASE)
_DISCLAIMED = re.compile(
    rf"\b(?:all|any|every)\s+(?:responsibility|{_DUTY})\b[^.;]{{0,80}}?\b(?:is|are)\s+(?:hereby\s+)?"
    r"(?:disclaimed|excluded|rejected|declined)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\s+(?:receives?|obtains?|acquires?|has|is\s+granted)\s+(?:an?\s+)?(?:perpetual|irrevocable)\b(?:[^.;]{0,30}?)"
    r"\b(?:licen[cs]e|rights?)\b[^.;]{0,60}?\b(?:customer|your|client)\s+(?:data|content)\b",
    re.IGNORECASE,
)
_ASSIGNS_ALL = re.compile(
    r"\s+(?:all\s+)?(?:of\s+its\s+)?(?:rights?|title)\b[^.;]{0,40}?\b(?:customer|your|client)\s+(?:data|content)\b",
    re.IGNORECASE,
)
_ASSIGNS = re.compile(
    r"\b(?:customer|you|client)\s+(?:hereby\s+)?assigns?\s+to\s+(?:the\s+)?$", re.IGNORECASE
)
_ASSIGNED = re.compile(
    r"\b(?:customer|you)\s+(?:hereby\s+)?assigns?\s+(?:all\s+)?(?:customer|your|its)\s+(?:data|content)\s+to\s+(?:the\s+)?$",
    re.IGNORECASE,
)


# "Provider is not liable for the acts of its subcontractors": who does the work is no customer's concern.
_NOT_FOR_OTHERS = re.compile(
    r"\b(?:is|are|be|being|remains?|accepts?|assumes?|bears?|has|have)\s+(?:\w+ly\s+)?(?:not\s+(?:be\s+)?(?:liable|responsible|answerable|accountable)"
    r"|(?:under\s+)?no\s+(?:liability|responsibility))\s+(?:whatsoever\s+)?for\s+(?!any\s+(?:indirect|consequential|special)\b)[^.;]{0,90}?"
    r"\b(?:sub-?contractors?|sub-?processors?|third[- ]party\s+(?:providers?|suppliers?|hosts?)"
    r"|its\s+(?:suppliers?|partners?|vendors?)"
    r"|third\s+parties\s+(?:(?:that|which|whom)\s+)?(?:it|we)\s+(?:uses?|engages?|employs?|instructs?))\b",
    re.IGNORECASE,
)


def owes_nothing(text: str, provider: re.Pattern[str], customer: re.Pattern[str]) -> bool:
    """Tell "Provider is not bound to" and "nothing obliges Provider to", not what the customer need not."""
    unbound = _UNBOUND.search(text)
    if unbound and last_of(text, unbound.end(), provider) > last_of(text, unbound.start(), customer):
        return True
    others = _NOT_FOR_OTHERS.search(text)
    if others and last_of(text, others.start(), provider) > last_of(text, others.start(), customer):
        return True
    if any(way.search(text) for way in (_NOT_DONE, _OUTSIDE, _DISCLAIMED)):
        return True
    named = [(text[: m.start()], m.end()) for m in provider.finditer(text)]
    relieved = (before for before, end in named if _RELIEVES.search(before) and _OF_DUTY.match(text, end))
    if any(_RELIEVED.match(text, end) for _, end in named) or any(not _NO.search(b) for b in relieved):
        return True
    return any(_BINDS_NOT.search(before) or _DOES_NOT_BIND.search(before) for before, _ in named)


def leaves_no_right(text: str, provider: re.Pattern[str], customer: re.Pattern[str]) -> bool:
    """Tell "Customer shall not be entitled to", "neither Customer nor its auditor may", "Customer waives".

    Who may tell no regulator has no right either.
    """
    for side in customer.finditer(text):
        lost = _NO_RIGHT.match(text, side.end())
        if lost and not provider.search(text, side.end(), lost.end()):
            return True
        if _GAGGED.match(text, side.end()):
            return True
        if _NEITHER.search(text[: side.start()]) and _NEITHER_MAY.match(text, side.end()):
            return True
    return False


def leaves_time_open(text: str, provider: re.Pattern[str], customer: re.Pattern[str]) -> bool:
    """Tell "the timing thereof being in Provider's sole discretion", whatever is promised before."""
    return any(_is_whose(found, text, provider, customer) for found in _SOME_TIME.finditer(text))


def is_free(text: str, provider: re.Pattern[str], customer: re.Pattern[str]) -> bool:
    """Tell "Provider is free to" and "Provider is at liberty to"."""
    found = ((m, _FREE.match(text, m.end())) for m in provider.finditer(text))
    return any(free and not customer.search(text, m.end(), free.end()) for m, free in found)


def likes(text: str) -> bool:
    """Tell "as it thinks fit", "whenever that suits", "as long as it finds them useful"."""
    return _LIKES.search(text) is not None


def chooses(text: str, provider: re.Pattern[str], customer: re.Pattern[str]) -> bool:
    """Tell "lies in Provider's absolute discretion" and "is at its sole option"."""
    return any(_is_whose(found, text, provider, customer) for found in _CHOOSES.finditer(text))


def holds_back(text: str, provider: re.Pattern[str]) -> bool:
    """Tell "Provider may withhold Customer Data until every invoice is paid"."""
    held = any(_HOLDS_BACK.match(text, m.end()) for m in provider.finditer(text))
    return held or _ONLY_PAID.search(text) is not None


def gives_nothing(text: str, provider: re.Pattern[str]) -> bool:
    """Tell "Provider will not supply Customer with" and "Provider may turn away any audit"."""
    ends = [m.end() for m in provider.finditer(text)]
    return any(way.match(text, end) for way in (_GIVES_NOTHING, _MAY_REFUSE) for end in ends)


def consents_to_all(text: str, provider: re.Pattern[str], customer: re.Pattern[str]) -> bool:
    """Tell "Customer consents to transfers to any country", "lets Provider use it for its own account"."""
    for side in customer.finditer(text):
        if _CONSENTS.match(text, side.end()):
            return True
        let = any(_LETS.fullmatch(text, side.end(), m.start()) for m in provider.finditer(text, side.end()))
        ends = [*_FOR_ITSELF.finditer(text, side.end()), for_its_products(text, side.end())] if let else ()
        if any(m and _is_whose(m, text, provider, customer) for m in ends):
            return True
    return False


def owns_data(text: str, provider: re.Pattern[str]) -> bool:
    """Tell "Customer Data becomes the property of Provider"."""
    return any(
        _PROPERTY.search(before)
        or _ASSIGNED.search(before)
        or (_ASSIGNS.search(before) and _ASSIGNS_ALL.match(text, end))
        or _TAKES.match(text, end)
        for before, end in ((text[: m.start()], m.end()) for m in provider.finditer(text))
    )


def _is_whose(found: re.Match[str], text: str, provider: re.Pattern[str], customer: re.Pattern[str]) -> bool:
    """Tell whether "Provider's" or "its" in words found is the provider's."""
    named = re.sub(r"['’]s$", "", found["whose"])
    if named.lower() not in ("its", "our", "their"):
        return provider.fullmatch(named) is not None
    return last_of(text, found.start(), provider) > last_of(text, found.start(), customer)


def last_of(text: str, end: int, side: re.Pattern[str]) -> int:
    """Return where the last word for a side before `end` stands; -1 where there is none."""
    return max((m.start() for m in side.finditer(text, 0, end)), default=-1)
