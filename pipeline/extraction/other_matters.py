"""Values that stand where an answer would and say something else: of prices, of copies, of an authority.

"Provider may change its fees on 30 days' notice" is no notice of a change to the service, and "the authority
is told within 72 hours" says nothing of when the customer is. What a value is about tells them apart.
"""

from collections.abc import Callable, Mapping

from pipeline.domain.attributes import Attribute, Holds
from pipeline.domain.terms import Sense, Term
from pipeline.extraction.changed import PRICES, SERVICES, TERMS
from pipeline.extraction.recipients import CUSTOMER_TOLD, OTHERS_TOLD

_NEVER = frozenset({"fees", "effort", "liability", "insolvency", "term", "renewal", "measure", "lag", "idle"})
# From these a time to tell of an incident runs; where no word for one stands near, its clock says so.
_INCIDENT_CLOCKS = frozenset(
    {
        *("suspicion", "becoming aware", "discovery", "reasonable belief", "determination", "confirmation"),
        *("completion of investigation", "incident", "breach"),
    }
)
_TELLS = frozenset({"notification", "update", "evidence", CUSTOMER_TOLD})
_CHANGES = frozenset({PRICES, TERMS, SERVICES})
_STILL_HAD = frozenset({"return", "retention", "access", "transition"})


def is_another_matter(attribute: Attribute, term: Term) -> bool:
    """Tell a time that another side owes, or that says another thing than the attribute asks."""
    return (
        term.role in _NEVER
        or _is_the_other_sides(attribute, term)
        or _yields(attribute, term)
        or _is_of_other_changes(attribute, term)
        or (attribute.holds in _OTHERWISE and _OTHERWISE[attribute.holds](term))
    )


def is_answer(term: Term) -> bool:
    """Tell a time in which the customer answers a notice from the notice itself."""
    return term.role == "objection" or (term.role == "deadline" and term.bound == "customer")


def _is_the_other_sides(attribute: Attribute, term: Term) -> bool:
    return bool(attribute.of) and term.bound in {"provider", "customer"} - {attribute.of}


def _yields(attribute: Attribute, term: Term) -> bool:
    """Tell a value nearer to another subject: when copies go says nothing of the data itself."""
    nearer = attribute.yields_to
    return bool(nearer) and _first(term, {nearer, *attribute.about}) == nearer


def _first(term: Term, subjects: set[str] | frozenset[str]) -> str:
    """Return which of the subjects the value is about first; "" where it is about none of them."""
    return next((subject for subject in term.about if subject in subjects), "")


def _is_of_other_changes(attribute: Attribute, term: Term) -> bool:
    """Tell a notice of changes to other things alone: to prices, or to the terms of the agreement."""
    changed = _CHANGES.intersection(term.about)
    return bool(changed) and changed <= set(attribute.passes_over)


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


def _is_upon_a_notice(term: Term) -> bool:
    """Tell what the customer may do upon a notice, and by when, from how long before it is given."""
    return is_answer(term) or _runs_out(term)


def _is_other_than_of_copies(term: Term) -> bool:
    """Tell by when data goes: its copies do not go with it."""
    return bool(term.about) and "backup" not in term.about


# What an attribute holds → whether a value of its roles and subjects says another thing all the same.
_OTHERWISE: Mapping[Holds | None, Callable[[Term], bool]] = {
    Holds.ADVANCE_NOTICE: _is_upon_a_notice,
    Holds.AUDIT_NOTICE: _is_no_notice_of_an_audit,
    Holds.INCIDENT_NOTICE: lambda term: not _is_of_an_incident(term),
    Holds.ENDING: lambda term: term.role == "deadline" and not _is_counted_back(term),  # "object by then"
    Holds.RETRIEVAL: _is_erasure,
    Holds.COPIES: _is_other_than_of_copies,
    Holds.HANDOVER: lambda term: term.sense is not Sense.MAXIMUM,  # "kept for 30 days"
}
