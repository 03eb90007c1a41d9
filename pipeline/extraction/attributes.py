"""Which of the values in a passage are a requirement's own, and by which of its attributes' names.

A deletion clause holds deadlines and a liability clause holds months of fees; the attribute's name
and type and the value's role tell them apart.
"""

import re
from collections.abc import Iterator

from pipeline.domain.requirements import Attribute, Requirement
from pipeline.domain.terms import FindingTerm, Term, TermType

_NEVER = frozenset({"fees", "liability", "insolvency", "term", "renewal"})
_OFTEN = frozenset({"frequency", "deadline", "period"})
_LASTS = frozenset({"retention", "period", "deadline", "notice"})
_TOLD = frozenset({"notice", "period", "deadline", "objection", "retention", "response"})
_DONE_BY = frozenset({"deadline", "period", "retention", "response", "notice", "objection"})
_ENDING = frozenset({"cure", "period", "deadline", "objection", "payment", "retention", "notice"})

# The attribute's name, as the clause library has it, → the roles of durations that answer it.
_ROLES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"notice_periods$"), _ENDING),
    (re.compile(r"frequency|interval|rotation"), _OFTEN),
    (
        re.compile(r"retention|preservation|backup_expiry|soft_delete|retrieval|transition"),
        _LASTS | {"deadline"},
    ),
    (re.compile(r"notice"), _TOLD),
    (re.compile(r"deadline|propagation|_days$|_time$|^rto$|^rpo$"), _DONE_BY),
    (re.compile(r"measurement_period"), _DONE_BY),
)
_FREQUENT_TOO = re.compile(
    r"^(?:retention|rpo|critical_days|high_days|response_time)$"
)  # "stored for a year", "every 7 days"
_LONE_PERCENTAGE = 97  # a percentage without a word for what it measures is an availability from here

_SECURITY_FRAMEWORKS = r"ISO |SOC |PCI|HITRUST|FedRAMP|CSA|BSI|Cyber|TISAX|HDS|SecNum|NHS|NIST|CIS|OWASP"
_STANDARDS = {
    "mechanism": re.compile(r"EU SCC|EU standard|BCR|UK Addendum|EU-US|APEC"),
    "algorithms": re.compile(r"AES|RSA|SHA|TLS|SSL|HTTPS|SSH|IPsec|VPN|FIPS"),
    "tls_version": re.compile(r"TLS \d"),
    "module_validation": re.compile(r"FIPS"),
    "sso_standards": re.compile(r"SAML|OAuth|OpenID|LDAP"),
    "schemes": re.compile(_SECURITY_FRAMEWORKS),
    "framework_reference": re.compile(_SECURITY_FRAMEWORKS),
    "framework": re.compile(_SECURITY_FRAMEWORKS),
    "standard": re.compile(r"NIST|DoD|ISO|BSI"),
    "baseline": re.compile(r"CIS|STIG|NIST"),
    "scoring": re.compile(r"CVSS"),
}


def terms_for(requirement: Requirement, passage_terms: tuple[Term, ...]) -> tuple[FindingTerm, ...]:
    """Return the values that answer the requirement, each once, named as its attribute."""
    found: dict[tuple[str, str], FindingTerm] = {}
    for term in passage_terms:
        attribute = next(_answered(requirement, term), None)
        if attribute:
            key = (term.type, term.value)
            found.setdefault(key, FindingTerm(attribute.name, term.type.value, term.value, term.quote))
    return tuple(found.values())


def _answered(requirement: Requirement, term: Term) -> Iterator[Attribute]:
    """Yield the attributes the term answers, the best first."""
    for attribute in requirement.attributes:
        if _answers(attribute, term):
            yield attribute


def _answers(attribute: Attribute, term: Term) -> bool:
    match term.type:
        case TermType.DURATION:
            answers = _duration_answers(attribute, term)
        case TermType.PERCENTAGE:
            answers = (
                attribute.name == "availability" and attribute.type == "percent" and _is_service_level(term)
            )
        case TermType.REGION:
            answers = attribute.type == "region_list"
        case TermType.STANDARD:
            answers = attribute.name in _STANDARDS and bool(_STANDARDS[attribute.name].match(term.value))
        case TermType.GOVERNING_LAW:
            answers = attribute.name == ("forum" if term.role == "venue" else "governing_law")
        case TermType.FORMAT:
            answers = attribute.name == "formats"
        case _:
            answers = False
    return answers


def _duration_answers(attribute: Attribute, term: Term) -> bool:
    if attribute.type != "duration" and attribute.name != "notice_periods":
        return False
    if term.role in _NEVER:
        return False
    roles = next((roles for pattern, roles in _ROLES if pattern.search(attribute.name)), frozenset[str]())
    return term.role in roles or (term.role == "frequency" and bool(_FREQUENT_TOO.match(attribute.name)))


def _is_service_level(term: Term) -> bool:
    if term.role is None:
        return (term.amount or 0) >= _LONE_PERCENTAGE
    return term.role == "availability"
