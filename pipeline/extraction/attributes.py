"""Which of the values in a passage are a requirement's own, and by which of its attributes' names.

A deletion clause holds deadlines and a liability clause holds months of fees; the attribute's name
and type and the value's role tell them apart.
"""

import re

from pipeline.domain.requirements import Attribute, Requirement
from pipeline.domain.terms import FindingTerm, Sense, Term, TermType
from pipeline.extraction.other_matters import is_another_matter

_NEVER = frozenset({"fees", "effort", "liability", "insolvency", "term", "renewal", "measure", "lag", "idle"})
_OFTEN = frozenset({"frequency"})
_SERVED = frozenset({"deadline", "response"})
_LASTS = frozenset({"retention", "period", "deadline", "notice"})
_TOLD = frozenset({"notice", "period", "deadline", "objection"})
_DONE_BY = frozenset({"deadline", "period", "retention", "response", "notice", "objection"})
_ENDING = frozenset({"cure", "deadline", "objection", "payment", "notice"})

# The attribute's name, as the clause library has it, → the roles of durations that answer it.
_ROLES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"notice_periods$"), _ENDING),
    (re.compile(r"frequency|interval|rotation"), _OFTEN),
    (re.compile(r"retention"), _LASTS | {"reach"}),
    (re.compile(r"preservation|backup_expiry|soft_delete|retrieval|transition"), _LASTS),
    (re.compile(r"^pre_erasure_notice$"), frozenset({"notice"})),
    (re.compile(r"^return_deadline$"), frozenset({"deadline", "response", "period"})),
    (re.compile(r"notice"), _TOLD),
    # "Remedied within ten days": what is remedied is a flaw here, not a breach of the agreement.
    (re.compile(r"^(?:critical|high)_days$"), _DONE_BY | {"cure"}),
    (re.compile(r"deadline|propagation|_days$|_time$|^rto$|^rpo$"), _DONE_BY),
    (re.compile(r"measurement_period"), _SERVED),
)
# What a duration must be about to answer an attribute; "requirement.attribute" where the name is not enough.
_ABOUT: dict[str, frozenset[str]] = {
    name: frozenset(subjects.split(", "))
    for name, subjects in {
        "bc-backup-specification.frequency": "backup",
        "bc-backup-specification.retention": "backup, retention",
        "restore_time": "recovery",
        "rto": "recovery",
        "rpo": "data loss",
        "test_frequency": "testing",
        "pen_test_frequency": "penetration test, testing, scanning, audit, review",
        "aa-audit-right.frequency": "audit",
        "aa-audit-right.notice": "audit, notification",
        "aa-independent-evidence.frequency": "assurance, audit, review",
        "training_frequency": "training",
        "return_deadline": "return",
        "deletion_deadline": "deletion",
        "backup_expiry": "backup, deletion",
        "retrieval_period": "return, retention, access, transition, deletion",
        "pre_erasure_notice": "deletion",
        "rd-deletion-confirmation.deadline": "confirmation",
        "propagation_time": "deletion",
        "soft_delete_period": "retention",
        "in-deadline.deadline": "incident, notification",
        "update_interval": "update",
        "final_report_deadline": "final report",
        "preservation_period": "evidence, retention, logging",
        "in-evidence-and-forensics.response_time": "response, evidence",
        "transition_period": "transition",
        "switching_notice": "transition",
        "lm-logging-capability.retention": "logging, retention",
        "ri-records-and-ip.retention": "logging, retention",
        "critical_days": "critical flaw, patch",
        "high_days": "high flaw",
        "notice_periods": "termination",
        "rotation": "key rotation",
        "scaling_time": "scaling",
        "review_frequency": "review",
        "ac-provider-personnel-access.notice_time": "access, approval, notification",
        "measurement_period": "uptime, response, support, credit",
        "vc-change-notification.notice_period": "change, notification",
        "ra-no-unilateral-reduction.notice_period": "change, notification, objection",
        "dl-location-change-notice.notice_period": "change, notification, objection",
        "sc-authorisation-notice-register.notice_period": "sub-processor, notification, objection, change",
    }.items()
}
_STILL_HAD = frozenset({"return", "retention", "access", "transition"})
# Times met on every page: where no subject is named around one, it answers none of these.
_NAMED = frozenset(
    {"notice_period", "deprecation_notice", "notice_time", "scaling_time", "training_frequency"}
)
# "Patches are applied every month" says nothing of critical ones: a turn must name the flaws it is for.
_FLAWS = {"critical_days": frozenset({"critical flaw"}), "high_days": frozenset({"high flaw"})}
# Times that only the provider can owe: a deadline on the customer never answers them.
_PROVIDERS = frozenset(
    {
        *(
            "deadline",
            "return_deadline",
            "deletion_deadline",
            "update_interval",
            "final_report_deadline",
            "critical_days",
            "high_days",
        ),
        *("rto", "rpo", "restore_time", "response_time"),
    }
)
# A time in which a breach is cured or a debt grows old ends an agreement too, but is no notice.
_NOT_NOTICE = {"cure": "cure_period", "payment": "overdue_period"}
# What a value is called by the subject nearest to it, where the attribute's own name would say too much.
_KINDS: dict[str, dict[str, str]] = {
    "measurement_period": {
        "uptime": "measurement_period",
        "response": "support_time",
        "support": "support_time",
        "credit": "credit_deadline",
    },
    "pen_test_frequency": {
        "penetration test": "pen_test_frequency",
        "testing": "pen_test_frequency",
        "scanning": "scan_frequency",
        "audit": "audit_frequency",
        "review": "review_frequency",
    },
}
# Here a notice is all that is asked for, and what the customer may do upon it is no value of it.
_GIVEN = frozenset({"vc-change-notification", "dl-location-change-notice"})
_OFTEN_NAMED = re.compile(r"frequency|interval|rotation")
_FREQUENT_TOO = re.compile(
    r"^(?:retention|rpo|critical_days|high_days|response_time)$"
)  # "stored for a year", "every 7 days"
_LONE_PERCENTAGE = 97  # a percentage without a word for what it measures is an availability from here

_SECURITY_FRAMEWORKS = (
    r"ISO |SOC |PCI|HITRUST|FedRAMP|CSA|BSI|Cyber|TISAX|HDS|SecNum|NHS|NIST|CIS|OWASP"
    r"|IRAP|ISMAP|ENS|StateRAMP|TX-RAMP|CMMC"
)
_STANDARDS = {
    "mechanism": re.compile(r"EU SCC|EU standard|BCR|UK Addendum|EU-US|APEC"),
    "algorithms": re.compile(r"AES|RSA|SHA|TLS|SSL|HTTPS|SSH|IPsec|VPN|FIPS"),
    "tls_version": re.compile(r"TLS \d"),
    "module_validation": re.compile(r"FIPS"),
    "sso_standards": re.compile(r"SAML|OAuth|OpenID|LDAP"),
    "schemes": re.compile(_SECURITY_FRAMEWORKS),
    "framework_reference": re.compile(_SECURITY_FRAMEWORKS),
    "framework": re.compile(_SECURITY_FRAMEWORKS),
    "standard": re.compile(r"NIST|DoD|ISO|BSI|IEEE"),
    "baseline": re.compile(r"CIS|STIG|NIST"),
    "scoring": re.compile(r"CVSS"),
}
# Certificates that only count where they are the provider's own.
_OWN = frozenset({"schemes", "framework_reference", "framework", "standard"})


def terms_for(requirement: Requirement, passage_terms: tuple[Term, ...]) -> tuple[FindingTerm, ...]:
    """Return the values that answer the requirement, each once, named as its attribute."""
    found: dict[tuple[str, str], FindingTerm] = {}
    laws = [t.span for t in passage_terms if t.type is TermType.GOVERNING_LAW]
    for term in passage_terms:
        attribute = _answered(requirement, term)
        is_told = term.type is TermType.REGION and any(term.span.overlaps(law) for law in laws)
        if attribute and not is_told:
            key = (term.type, term.value)
            found.setdefault(
                key, FindingTerm(_name(attribute, term), term.type.value, term.value, term.quote)
            )
    return tuple(found.values())


def _answered(requirement: Requirement, term: Term) -> Attribute | None:
    """Return the attribute the term answers: of several the one whose subject stands nearest to the value."""
    answered = [a for a in requirement.attributes if _answers(requirement, a, term)]
    return min(answered, key=lambda a: (_is_aside(a, term), _distance(requirement, a, term)), default=None)


def answers(requirement: Requirement, term: Term) -> bool:
    """Tell whether a value answers one of the requirement's attributes."""
    return _answered(requirement, term) is not None


def subjects_nearer(requirement: Requirement, term: Term) -> int | None:
    """Return how many subjects stand nearer than the one a value answers; None where it answers nothing."""
    attribute = _answered(requirement, term)
    return None if attribute is None else _distance(requirement, attribute, term)


def _name(attribute: Attribute, term: Term) -> str:
    """Return what a value is called: the customer's time to object is no notice that the provider gives."""
    if attribute.name == "notice_period" and _is_answer(term):
        return "objection_period"
    if attribute.name == "notice_periods":
        return _NOT_NOTICE.get(term.role or "", attribute.name)
    kinds = _KINDS.get(attribute.name, {})
    nearest = next((subject for subject in term.about if subject in kinds), "")
    return kinds.get(nearest, attribute.name)


def _is_answer(term: Term) -> bool:
    """Tell a time in which the customer answers a notice from the notice itself."""
    return term.role == "objection" or (term.role == "deadline" and term.bound == "customer")


def _is_aside(attribute: Attribute, term: Term) -> bool:
    """Tell an attribute that a frequency answers only where none asks for how often."""
    return term.sense is Sense.INTERVAL and not _OFTEN_NAMED.search(attribute.name)


def _distance(requirement: Requirement, attribute: Attribute, term: Term) -> int:
    """Return how many subjects stand nearer to the value than the attribute's own; 0 where it has none."""
    wanted = _about(requirement, attribute)
    return min((n for n, subject in enumerate(term.about) if subject in wanted), default=0)


def _about(requirement: Requirement, attribute: Attribute) -> frozenset[str]:
    own = _ABOUT.get(f"{requirement.id}.{attribute.name}")
    return own if own is not None else _ABOUT.get(attribute.name, frozenset())


def _answers(requirement: Requirement, attribute: Attribute, term: Term) -> bool:
    match term.type:
        case TermType.DURATION:
            wanted = _about(requirement, attribute)
            answers = _duration_answers(requirement, attribute, term) and (
                _is_about(term, wanted, attribute) or _is_audit_limit(requirement, attribute, term)
            )
        case TermType.PERCENTAGE:
            answers = (
                attribute.name == "availability" and attribute.type == "percent" and _is_service_level(term)
            )
        case TermType.REGION:
            answers = attribute.type == "region_list"
        case TermType.STANDARD:
            answers = attribute.name in _STANDARDS and bool(_STANDARDS[attribute.name].match(term.value))
            answers = answers and not (attribute.name in _OWN and term.role == "another")
        case TermType.GOVERNING_LAW:
            answers = attribute.name == ("forum" if term.role == "venue" else "governing_law")
        case TermType.FORMAT:
            answers = attribute.name == "formats"
        case _:
            answers = False
    return answers


def _is_about(term: Term, wanted: frozenset[str], attribute: Attribute) -> bool:
    if not (wanted and term.about):
        return not wanted or attribute.name not in _NAMED
    return not wanted.isdisjoint(term.about)


def _is_audit_limit(requirement: Requirement, attribute: Attribute, term: Term) -> bool:
    """Tell how often the customer may use its right to audit, by whatever name: "this right once a year"."""
    is_frequency = requirement.id == "aa-audit-right" and attribute.name == "frequency"
    return is_frequency and term.bound == "customer"


def _duration_answers(requirement: Requirement, attribute: Attribute, term: Term) -> bool:
    if attribute.type != "duration" and attribute.name != "notice_periods":
        return False
    if _is_another_matter(requirement, attribute, term):
        return False
    if term.sense is Sense.INTERVAL:
        if attribute.name in _FLAWS and not _FLAWS[attribute.name] & set(term.about):
            return False
        return bool(_OFTEN_NAMED.search(attribute.name) or _FREQUENT_TOO.match(attribute.name))
    roles = next((roles for pattern, roles in _ROLES if pattern.search(attribute.name)), frozenset[str]())
    return term.role in roles or (term.role == "frequency" and bool(_FREQUENT_TOO.match(attribute.name)))


def _is_another_matter(requirement: Requirement, attribute: Attribute, term: Term) -> bool:
    """Tell a time that another side owes, or that says another thing than the attribute asks."""
    if requirement.id in _GIVEN and (_is_answer(term) or _runs_out(term)):
        return True
    if is_another_matter(requirement, attribute, term, own=_about(requirement, attribute)):
        return True
    match attribute.name:
        case "notice_periods":  # "object within 14 days or terminate"
            other = term.role == "deadline" and not _is_counted_back(term)
        case "retrieval_period":
            other = _is_erasure(term)
        case "return_deadline":  # "kept for 30 days": not by when it is handed back
            other = term.sense is not Sense.MAXIMUM
        case _:
            other = False
    return other or term.role in _NEVER or (term.bound == "customer" and attribute.name in _PROVIDERS)


def _is_counted_back(term: Term) -> bool:
    """Tell a time before an event ("10 days before the end") from one that runs from it."""
    return (term.trigger or "").startswith("before")


def _runs_out(term: Term) -> bool:
    """Tell a time to act in ("within a month of the change") from a notice ("by a month before it")."""
    return term.role == "deadline" and term.sense is Sense.MAXIMUM and not _is_counted_back(term)


def _is_erasure(term: Term) -> bool:
    """Tell by when data is gone ("deleted within 30 days"): "after 30 days" says how long it can be had."""
    only_deleted = "deletion" in term.about and _STILL_HAD.isdisjoint(term.about)
    return only_deleted and term.sense is Sense.MAXIMUM and term.bound != "customer"


def _is_service_level(term: Term) -> bool:
    if term.role is None:
        return _LONE_PERCENTAGE <= (term.amount or 0) < 100  # "a 100% virtual offering"
    return term.role == "availability"
