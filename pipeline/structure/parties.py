"""Who is provider and who is customer, by name and by the words the text uses for them.

"Company" is whichever side the text leaves open: the customer where a Vendor provides, the
provider where a Client buys. "We" is the provider unless "you" are the one who supplies.
"""

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.domain.agreement import Clause, Party
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_SAMPLE = 60_000  # characters from the start
_FEWEST = 2  # mentions from which a word counts as a party's
_OPENING = 12_000  # characters in which a party gives itself a short name
_PARENTHESIS = re.compile(r"\(([^()]{2,260})\)")
_NAME = re.compile(r"[A-Z0-9][\w&.’'-]*(?:,? (?:[A-Z0-9][\w&.’'-]*|&|of|de|d/b/a|s\.r\.o\.|plc)){0,8}")
_BEFORE = 240  # characters in front of ("Provider") in which the name stands
_QUOTED = re.compile(r"[\"“„”]\s?([^\"“”„]{1,40}?)[\s,.]*[\"”“]")
_YOU_SUPPLY = re.compile(
    r"\byou\b[^.]{0,40}[\"“(]\s?(?:the\s+)?(?:supplier|vendor|processor|contractor|service provider)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:Terms|Agreement|Policy|Annex|Exhibit|Clauses?|Addendum|Regulation|Directive|Act)\b"
)
_LEGAL_FORM = re.compile(
    r",?\s+(?:Inc\b\.?|INC\b\.?|Ltd\b\.?|LLC|L\.L\.C\.|Limited|GmbH|AG|B\.?V\.?|S\.?A\.?|Corp\b\.?|Corporation|CORPORATION"
    r"|plc|PLC|LLP|Pty Ltd|Oy|AB|AS|ApS|s\.r\.o\.|S\.r\.l\.|Kft\.|Zrt\.|SAS)(?=\W|$)"
)
_ACTS = "shall|will|must|may|agrees|warrants|undertakes|acknowledges|represents|is entitled|has the right"
_LEADING = re.compile(
    r"^(?:(?:This|These|The|By|Between|And|And|Agreement|Terms|of|Service|and|between|by)\b[\s,]*)+"
)


@once_per_vocabulary
def _words(vocabulary: Vocabulary) -> Phrases:
    return Phrases({word: (word,) for words in vocabulary["parties"].values() for word in words})


def find_parties(clauses: Iterable[Clause], *, vocabulary: Vocabulary) -> tuple[Party, ...]:
    """Return the provider and the customer, each with its name where the text gives one."""
    text = "\n".join(clause.text for clause in clauses if clause.kind != "contents")[:_SAMPLE]
    counts = Counter(_words(vocabulary).entries(text))
    roles = _sides(counts, text, vocabulary)
    named = _named(text, vocabulary)
    roles |= _sides_of_names(named, roles)
    names = {role: _name_for(role, named, roles) for role in ("provider", "customer")}
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


def _named(text: str, vocabulary: Vocabulary) -> list[tuple[str, tuple[str, ...]]]:
    """Return the names that stand before ("Provider") or (“we”, “us”), with those words."""
    found = []
    for match in _PARENTHESIS.finditer(text[:_OPENING]):
        words = tuple(
            word.removeprefix("the ").removeprefix("The ").strip() for word in _QUOTED.findall(match[1])
        )
        name = (
            _name_before(text[max(0, match.start() - _BEFORE) : match.start()].rpartition("\n")[2])
            if words
            else ""
        )
        if name and not _words(vocabulary).find(name.lower()) and not _PAPER.search(name):
            found.append((name, words))
    return found


def _name_before(text: str) -> str:
    """Return the last name with a legal form, or one that stands right before the parenthesis."""
    names = [(_LEADING.sub("", m[0]), m.end()) for m in _NAME.finditer(text)]
    legal = [name[: form.end()] for name, _ in names for form in [_LEGAL_FORM.search(name)] if form]
    if legal:
        return legal[-1].strip(" ,")
    last, end = names[-1] if names else ("", 0)
    is_name = len(last.split()) > 1 and not last.isupper() and not re.search(r"\d", last)
    return last.strip(" ,.") if is_name and not text[end:].strip(" ,") else ""


def _sides_of_names(named: list[tuple[str, tuple[str, ...]]], roles: dict[str, str]) -> dict[str, str]:
    """Map a short name ("Acme Ltd (“Acme”)") to the side its other words are on, else to the provider."""
    sides: dict[str, str] = {}
    for name, words in named:
        known = [roles[word.lower()] for word in words if word.lower() in roles]
        own = [word for word in words if name.lower().startswith(word.lower()) and word.lower() not in roles]
        if own and (known or (not sides and _LEGAL_FORM.search(name))):
            sides |= dict.fromkeys(own, known[0] if known else "provider")
    return sides


def _name_for(role: str, named: list[tuple[str, tuple[str, ...]]], roles: dict[str, str]) -> str | None:
    for name, words in named:
        sides = {roles.get(word.lower(), roles.get(word)) for word in words}
        if sides - {None} == {role}:
            return name
    return None
