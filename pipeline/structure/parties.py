"""Who is provider and who is customer, by name and by the words the text uses for them.

"Company" is whichever side the text leaves open: the customer where a Vendor provides, the
provider where a Client buys. "We" is the provider unless "you" are the one who supplies.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.domain.agreement import Clause, Party
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary
from pipeline.structure.aliases import (
    Alias,
    aliases,
    described_side,
    has_legal_form,
    labelled,
    opposed,
)

_SAMPLE = 60_000  # characters from the start
_FEWEST = 2  # mentions from which a word counts as a party's
_YOU_SUPPLY = re.compile(
    r"\byou\b[^.]{0,40}[\"“(]\s?(?:the\s+)?(?:supplier|vendor|processor|contractor|service provider)\b",
    re.IGNORECASE,
)
_ACTS = "shall|will|must|may|agrees|warrants|undertakes|acknowledges|represents|is entitled|has the right"


@once_per_vocabulary
def _words(vocabulary: Vocabulary) -> Phrases:
    return Phrases({word: (word,) for words in vocabulary["parties"].values() for word in words})


def find_parties(clauses: Iterable[Clause], *, vocabulary: Vocabulary) -> tuple[Party, ...]:
    """Return the provider and the customer, each with its name where the text gives one."""
    text = "\n".join(clause.text for clause in clauses if clause.kind != "contents")[:_SAMPLE]
    counts = Counter(_words(vocabulary).entries(text))
    roles = _sides(counts, text, vocabulary)
    found = aliases(text)
    named = [(a.name, a.words) for a in found if a.name and not _words(vocabulary).find(a.name.lower())]
    roles |= _sides_of_names(named, roles)
    roles |= _sides_of_others(found, roles, text, vocabulary)
    companies = labelled(text, vocabulary)
    roles |= _sides_of_companies(companies, roles, text)
    names = {role: _name_for(role, named, roles) for role in ("provider", "customer")}
    names |= {role: name for name, role in companies.items() if not names[role]}
    if names["customer"] == names["provider"]:  # "Acme Inc. (…) and Customer": the name is the provider's
        names["customer"] = None
    return tuple(
        Party(role, name, tuple(sorted(word for word, side in roles.items() if side == role)))
        for role, name in names.items()
        if role in roles.values()
    )


def _sides(counts: Counter[str], text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Map each word that is used for a party to its role."""
    words = {
        entry: [w for w in listed if counts[w] >= _FEWEST] for entry, listed in vocabulary["parties"].items()
    }
    ours, theirs = ("customer", "provider") if _YOU_SUPPLY.search(text) else ("provider", "customer")
    roles = dict.fromkeys(words["we"], ours) | dict.fromkeys(words["you"], theirs)
    acting = {
        entry: [w for w in words[entry] if _is_party(w, text)] for entry in ("provider", "customer", "either")
    }
    if not acting["customer"] and "customer" not in roles.values():
        acting["customer"] = [w for w in words["customer_otherwise"] if _is_party(w, text)]
    most = {side: max((counts[w] for w in acting[side]), default=0) for side in ("provider", "customer")}
    open_side = "customer" if most["provider"] > most["customer"] else "provider"
    for side, found in (
        ("provider", acting["provider"]),
        ("customer", acting["customer"]),
        (open_side, acting["either"]),
    ):
        roles |= dict.fromkeys(found, side)
    return roles


def _is_party(word: str, text: str) -> bool:
    """Tell "Company shall" and "the processor shall" from "any company"."""
    named = rf"\b(?:{word.title()}|{word.upper()})\b(?!\s+[A-Z][a-z])"
    acts = rf"\b(?i:{word})\s+(?:{_ACTS})\b"
    return len(re.findall(named, text)) >= _FEWEST or len(re.findall(acts, text)) >= _FEWEST


def _sides_of_names(named: list[tuple[str, tuple[str, ...]]], roles: dict[str, str]) -> dict[str, str]:
    """Map a short name ("Acme Ltd (“Acme”)") to the side its other words are on, else to the provider."""
    sides: dict[str, str] = {}
    for name, words in named:
        known = [roles[word.lower()] for word in words if word.lower() in roles]
        own = [w for w in words if _is_short_for(w, name) and w.lower() not in roles]
        if own and (known or (not sides and has_legal_form(name))):
            sides |= dict.fromkeys(own, known[0] if known else "provider")
    return sides


def _is_short_for(word: str, name: str) -> bool:
    """Tell "Acme" and "AH" for "Acme Hosting Ltd"."""
    initials = "".join(part[0] for part in name.split() if part[0].isupper())
    return name.lower().startswith(word.lower()) or (len(word) > 1 and initials.startswith(word))


def _sides_of_others(
    found: Sequence[Alias], roles: dict[str, str], text: str, vocabulary: Vocabulary
) -> dict[str, str]:
    """Map a word that only this paper uses for a side: by who it is said to be, or beside the other side.

    Where a side has words already, such a word mostly names a thing (the “Documentation”), save a company's.
    """
    sides: dict[str, str] = {}
    for at, alias in enumerate(found):
        unknown = [w for w in alias.words if w.lower() not in roles and w not in roles and _is_party(w, text)]
        side = described_side(alias, vocabulary) or opposed(found, at, roles | sides) if unknown else ""
        if side and (side not in roles.values() or has_legal_form(alias.name)):
            sides |= dict.fromkeys(unknown, side)
    return sides


def _sides_of_companies(companies: dict[str, str], roles: dict[str, str], text: str) -> dict[str, str]:
    """Map labelled companies to their sides, and the first word of a name where it is no other word."""
    own = {name.split()[0].strip(",."): side for name, side in companies.items()}
    names = {w: s for w, s in own.items() if not re.search(rf"\b{re.escape(w.lower())}\b", text)}
    return {word: side for word, side in (companies | names).items() if word not in roles}


def _name_for(role: str, named: list[tuple[str, tuple[str, ...]]], roles: dict[str, str]) -> str | None:
    for name, words in named:
        sides = {roles.get(word.lower(), roles.get(word)) for word in words}
        if sides - {None} == {role}:
            return name
    return None
