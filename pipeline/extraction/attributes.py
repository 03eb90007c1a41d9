"""Which of the values in a passage are a requirement's own, and by which of its attributes' names.

A deletion clause holds deadlines and a liability clause holds months of fees. The clause library says what
each attribute holds and is about; the value's role, sense and subjects tell them apart.
"""

from collections.abc import Mapping

from pipeline.domain.attributes import Attribute, Holds
from pipeline.domain.requirements import Requirement
from pipeline.domain.terms import FindingTerm, Sense, Term, TermType
from pipeline.extraction.other_matters import is_another_matter, is_answer

_DONE_BY = frozenset({"deadline", "period", "retention", "response", "notice", "objection"})
_LASTS = frozenset({"retention", "period", "deadline", "notice"})
_TOLD = frozenset({"notice", "period", "deadline", "objection"})
# What an attribute holds → the roles of durations that answer it.
_ROLES: Mapping[Holds | None, frozenset[str]] = {
    Holds.DEADLINE: _DONE_BY,
    Holds.INCIDENT_NOTICE: _DONE_BY,
    # "Remedied within ten days": what is remedied is a flaw here, not a breach of the agreement.
    Holds.REPAIR: _DONE_BY | {"cure"},
    Holds.HANDOVER: frozenset({"deadline", "response", "period"}),
    Holds.FREQUENCY: frozenset({"frequency"}),
    Holds.PERIOD: _LASTS,
    Holds.RETRIEVAL: _LASTS,
    Holds.COPIES: _LASTS,
    Holds.RETENTION: _LASTS | {"reach"},
    Holds.NOTICE: _TOLD,
    Holds.ADVANCE_NOTICE: _TOLD,
    Holds.AUDIT_NOTICE: _TOLD,
    Holds.REMINDER: frozenset({"notice"}),
    Holds.ENDING: frozenset({"cure", "deadline", "objection", "payment", "notice"}),
    Holds.SERVICE_TIME: frozenset({"deadline", "response"}),
}
_IN_TURNS = frozenset({Holds.FREQUENCY, Holds.RETENTION})  # "stored for a year", "kept every year"
_NOTICES = frozenset({Holds.NOTICE, Holds.ADVANCE_NOTICE})
# A time in which a breach is cured or a debt grows old ends an agreement too, but is no notice.
_NOT_NOTICE = {"cure": "cure_period", "payment": "overdue_period"}
_LONE_PERCENTAGE = 97  # a percentage without a word for what it measures is an availability from here


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


def answers(requirement: Requirement, term: Term) -> bool:
    """Tell whether a value answers one of the requirement's attributes."""
    return _answered(requirement, term) is not None


def subjects_nearer(requirement: Requirement, term: Term) -> int | None:
    """Return how many subjects stand nearer than the one a value answers; None where it answers nothing."""
    attribute = _answered(requirement, term)
    return None if attribute is None else _distance(attribute, term)


def _answered(requirement: Requirement, term: Term) -> Attribute | None:
    """Return the attribute the term answers: of several the one whose subject stands nearest to the value."""
    answered = [a for a in requirement.attributes if _answers(a, term)]
    return min(answered, key=lambda a: (_is_aside(a, term), _distance(a, term)), default=None)


def _is_aside(attribute: Attribute, term: Term) -> bool:
    """Tell an attribute that a frequency answers only where none asks for how often."""
    return term.sense is Sense.INTERVAL and attribute.holds is not Holds.FREQUENCY


def _distance(attribute: Attribute, term: Term) -> int:
    """Return how many subjects stand nearer to the value than the attribute's own; 0 where it has none."""
    return min((n for n, subject in enumerate(term.about) if subject in attribute.about), default=0)


def _name(attribute: Attribute, term: Term) -> str:
    """Return what a value is called: the customer's time to object is no notice that the provider gives."""
    if attribute.holds in _NOTICES and is_answer(term):
        return "objection_period"
    if attribute.holds is Holds.ENDING:
        return _NOT_NOTICE.get(term.role or "", attribute.name)
    nearest = next((subject for subject in term.about if subject in attribute.called), "")
    return attribute.called.get(nearest, attribute.name)


def _answers(attribute: Attribute, term: Term) -> bool:
    match term.type:
        case TermType.DURATION:
            answers = _duration_answers(attribute, term) and _is_about(attribute, term)
        case TermType.PERCENTAGE:
            answers = attribute.holds is Holds.AVAILABILITY and _is_service_level(term)
        case TermType.REGION:
            answers = attribute.type == "region_list"
        case TermType.STANDARD:
            is_named = bool(attribute.standards) and term.value.startswith(attribute.standards)
            answers = is_named and not (attribute.holds is Holds.OWN_STANDARD and term.role == "another")
        case TermType.GOVERNING_LAW:
            answers = attribute.holds is (Holds.VENUE if term.role == "venue" else Holds.GOVERNING_LAW)
        case TermType.FORMAT:
            answers = attribute.holds is Holds.FORMAT
        case _:
            answers = False
    return answers


def _duration_answers(attribute: Attribute, term: Term) -> bool:
    roles = _ROLES.get(attribute.holds)
    if roles is None or is_another_matter(attribute, term):
        return False
    in_turns = attribute.holds in _IN_TURNS or any(s in term.about for s in attribute.turns)
    if term.sense is Sense.INTERVAL:
        return in_turns
    return term.role in roles or (term.role == "frequency" and in_turns)


def _is_about(attribute: Attribute, term: Term) -> bool:
    """Tell whether a value is about what is asked for; how often a right is used is, by whatever name."""
    if attribute.of == term.bound == "customer" or not attribute.about:
        return True
    return any(s in term.about for s in attribute.about) if term.about else not attribute.named


def _is_service_level(term: Term) -> bool:
    if term.role is None:
        return _LONE_PERCENTAGE <= (term.amount or 0) < 100  # "a 100% virtual offering"
    return term.role == "availability"
