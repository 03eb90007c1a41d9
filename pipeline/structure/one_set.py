"""What a paper takes from the others of its set: that it is part of an agreement, and who the parties are.

An annex of places or of tasks alone speaks of no cloud service, and calls the provider by the short name that
the main terms gave it. Read by itself it is a list of nobody's; in its set it is what was agreed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.agreement import Agreement, Party
from pipeline.language import Vocabulary
from pipeline.structure.kinds import SPEAKS_OF_NONE
from pipeline.structure.numbering import SCHEDULE_WORDS
from pipeline.structure.papers import Papers, papers_of

_ATTACHED = re.compile(rf"\b(?:{SCHEDULE_WORDS}|addendum|amendment)\b", re.IGNORECASE)
# What another paper leaves out of a title.
_EDITION = re.compile(r"\s+(?:version|edition|dated|as of|v?\d)\b")
_LEAST_TITLE = 2  # words from which a title names a paper by itself
_ROLES = ("provider", "customer")


def as_one_set(agreements: Sequence[Agreement], vocabulary: Vocabulary) -> tuple[Agreement, ...]:
    """Return the papers of a set, each with what the others say of it."""
    if len(agreements) < 2:
        return tuple(agreements)
    agreements = [_between_others(a, agreements) for a in agreements]
    belonging = [_belonging(a, agreements, vocabulary) for a in agreements]
    return tuple(_with_parties(a, belonging, vocabulary) for a in belonging)


# ---------------------------------------------------------------- is it part of the agreement


def _belonging(agreement: Agreement, agreements: Sequence[Agreement], vocabulary: Vocabulary) -> Agreement:
    """Return a paper as a service agreement where it only lacks the words and belongs to one."""
    if agreement.not_because != SPEAKS_OF_NONE:
        return agreement
    own, papers = agreement.document.id, papers_of(agreements, vocabulary)
    others = [d for d, a in papers.agreements.items() if d != own and a.is_service_agreement]
    attached = any(_ATTACHED.search(title) for title in papers.titles[own])
    if others and (attached or any(_names(own, d, papers) or _names(d, own, papers) for d in others)):
        return replace(agreement, is_service_agreement=True, not_because="")
    return agreement


def _between_others(agreement: Agreement, agreements: Sequence[Agreement]) -> Agreement:
    """Return a paper as none of the set's where a stranger provides, to the provider of another paper."""
    provider, customer = _of("provider", agreement), _of("customer", agreement)
    if not (provider and provider.name and customer and customer.name):
        return agreement
    name, others = _plainly(customer.name), [a for a in agreements if a is not agreement]
    if not any((p := _of("provider", a)) and p.name and _plainly(p.name) == name for a in others):
        return agreement
    if any(_plainly(provider.name) in _plainly(a.document.text) for a in others):
        return agreement
    because = f"In it {provider.name} provides to {customer.name}: it is a contract with somebody else."
    return replace(agreement, is_service_agreement=False, not_because=because)


def _plainly(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9&]+", text.lower()))


def _names(one: str, other: str, papers: Papers) -> bool:
    """Tell whether one paper speaks of the other by its title."""
    text = _plainly(papers.agreements[one].document.text)
    titles = (
        t for full in papers.titles[other] if len((t := _EDITION.split(full)[0]).split()) >= _LEAST_TITLE
    )
    return any(f" {title} " in f" {text} " for title in titles)


# ---------------------------------------------------------------- who the parties are


def _with_parties(agreement: Agreement, agreements: Sequence[Agreement], vocabulary: Vocabulary) -> Agreement:
    """Return a paper with the short names that the others give the parties, and a side that it lacks."""
    if not agreement.is_service_agreement:
        return agreement
    others = [a for a in agreements if a is not agreement and a.is_service_agreement]
    parties = tuple(p for role in _ROLES if (p := _party(role, agreement, others, vocabulary)))
    return replace(agreement, parties=parties) if parties != agreement.parties else agreement


def _party(
    role: str, agreement: Agreement, others: Sequence[Agreement], vocabulary: Vocabulary
) -> Party | None:
    own = _of(role, agreement)
    theirs = [p for a in others if (p := _of(role, a))]
    against = {w for a in (agreement, *others) for p in a.parties if p.role != role for w in _called(p)}
    # "Company" may be anybody where the paper does not say who; a name is nobody else's.
    roles = set(vocabulary["parties"][role]) if own is None else set()
    shared = {w for p in theirs for w in p.words if not w.islower() or w in roles}
    words = {*(own.words if own else ()), *(shared - against)}
    named = (p.name for p in (own, *theirs) if p and p.name and p.name not in against)
    name = next(named, None)
    return Party(role, name, tuple(sorted(words))) if own or words or name else None


def _of(role: str, agreement: Agreement) -> Party | None:
    return next((p for p in agreement.parties if p.role == role), None)


def _called(party: Party) -> tuple[str, ...]:
    return (*party.words, *([party.name] if party.name else []))
