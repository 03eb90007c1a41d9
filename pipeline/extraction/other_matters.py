"""Values that stand where an answer would and say something else: of prices, of copies, of an authority.

"Provider may change its fees on 30 days' notice" is no notice of a change to the service, and "the authority
is told within 72 hours" says nothing of when the customer is. What a value is about tells them apart.
"""

from pipeline.domain.requirements import Attribute, Requirement
from pipeline.domain.terms import Sense, Term
from pipeline.extraction.changed import PRICES, SERVICES, TERMS
from pipeline.extraction.recipients import CUSTOMER_TOLD, OTHERS_TOLD

# From these a time to tell of an incident runs; where no word for one stands near, its clock says so.
_INCIDENT_CLOCKS = frozenset(
    {
        *("suspicion", "becoming aware", "discovery", "reasonable belief", "determination", "confirmation"),
        *("completion of investigation", "incident", "breach"),
    }
)
_TELLS = frozenset({"notification", "update", "evidence", CUSTOMER_TOLD})
# What takes a value from an attribute where it stands nearer than what is asked for: when copies go says
# nothing of the data itself, when a fault is mended nothing of the first answer.
_NEARER = {
    "deletion_deadline": "backup",
    "retrieval_period": "backup",
    "soft_delete_period": "backup",
    "propagation_time": "backup",
    "measurement_period": "resolution",
    "response_time": "resolution",
}
# Who never has what is asked for: an audit that the provider makes of its own is no right of the customer.
_NOT_OF = {
    "aa-audit-right.frequency": "provider",
    "aa-independent-evidence.frequency": "customer",
    "aa-testing-and-remediation.pen_test_frequency": "customer",
}
_CHANGES = frozenset({PRICES, TERMS, SERVICES})
# Changes of which a notice says nothing of what the requirement is on.
_OTHER_CHANGES = {
    "vc-change-notification": frozenset({PRICES, TERMS}),
    "ra-no-unilateral-reduction": frozenset({PRICES}),
}


def is_another_matter(
    requirement: Requirement, attribute: Attribute, term: Term, *, own: frozenset[str]
) -> bool:
    """Tell by its subjects that a value is none of the attribute's; `own` are those that it asks for."""
    nearer = _NEARER.get(attribute.name, "")
    if (
        (term.bound and term.bound == _NOT_OF.get(f"{requirement.id}.{attribute.name}"))
        or (nearer and _first(term, own | {nearer}) == nearer)
        or _is_of_other_changes(requirement, term)
    ):
        return True
    match attribute.name:
        case "deadline" if requirement.id == "in-deadline":
            return not _is_of_an_incident(term)
        case "backup_expiry":  # by when data goes is not yet by when its copies do
            return bool(term.about) and "backup" not in term.about
        case "notice":
            return _is_no_notice_of_an_audit(term)
    return False


def _first(term: Term, subjects: frozenset[str]) -> str:
    """Return which of the subjects the value is about first; "" where it is about none of them."""
    return next((subject for subject in term.about if subject in subjects), "")


def _is_of_other_changes(requirement: Requirement, term: Term) -> bool:
    """Tell a notice of changes to other things alone: to prices, or to the terms of the agreement."""
    changed = _CHANGES.intersection(term.about)
    return bool(changed) and changed <= _OTHER_CHANGES.get(requirement.id, frozenset())


def _is_of_an_incident(term: Term) -> bool:
    """Tell by when the customer learns of an incident from by when else somebody is told or answered."""
    if term.role == "objection" or OTHERS_TOLD in term.about:
        return False
    if CUSTOMER_TOLD not in term.about and _first(term, _TELLS | {"authority"}) == "authority":
        return False
    if "incident" in term.about or term.trigger in _INCIDENT_CLOCKS:
        return True
    return term.trigger in (None, "notice") and _TELLS.issuperset(term.about)


def _is_no_notice_of_an_audit(term: Term) -> bool:
    """Tell a notice that the customer gets, and records it hands over "within 30 days of our request"."""
    asked_of = term.bound == "customer" and term.trigger == "request"
    due = term.role == "deadline" and term.sense is Sense.MAXIMUM
    return (asked_of and due) or CUSTOMER_TOLD in term.about
