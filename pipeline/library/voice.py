"""How an agreement speaks: what it calls the parties and the things our wordings speak of.

Our wordings say "Provider", "Customer", "Customer Data", "the Service", "Security Incident". An
agreement may say "we", "the Client", "Personal Data", "the Platform": its own definitions decide,
then what it uses most.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.domain.agreement import Agreement

Vocabulary = Mapping[str, Mapping[str, tuple[str, ...]]]

LEAST_USE = 2  # uses from which a capitalised phrase that is not defined counts as the agreement's term
DEFINED = 5  # uses that a definition is worth
FIRST_PERSON = frozenset({"we", "us", "our", "ours"})
SECOND_PERSON = frozenset({"you", "your", "yours"})
HOUSE_NAMES = MappingProxyType({"provider": "Provider", "customer": "Customer"})
HOUSE_TERMS = MappingProxyType(
    {
        "data": "Customer Data",
        "service": "Service",
        "incident": "Security Incident",
        "subprocessor": "sub-processor",
        "agreement": "Agreement",
        "schedule": "Schedule",
        "order": "Order Form",
    }
)
_ACTS = re.compile(r"\b([A-Z][a-z]{3,})\s+(?:shall|will|must|agrees)\b")
_NO_NAMES = frozenset(
    [
        "this",
        "they",
        "these",
        "that",
        "party",
        "parties",
        "agreement",
        "terms",
        "services",
        "service",
        "which",
        "there",
        "such",
    ]
)
# What an agreement calls the customer's data by the customer's name: "Company Content".
DATA_NOUNS = frozenset({"data", "content", "information", "material", "materials", "records", "files"})
# Named once is enough for these.
SELDOM = frozenset({"subprocessor", "schedule"})


@dataclass(frozen=True, slots=True)
class Side:
    """What an agreement calls a party: "the Supplier", "Acme", "we".

    `subject`, `object` and `possessive` are as they stand within a sentence; `plural` says that the
    verb takes no -s ("we keep"); `words` are all the words the agreement has for the party.
    """

    subject: str
    object: str
    possessive: str
    plural: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """The parties, the terms by house term, the verb of duty and the spelling of one agreement.

    `defined` are the house terms for which the agreement has a word of its own; `this` is how it
    names itself ("this Agreement", "these Terms").
    """

    provider: Side
    customer: Side
    terms: Mapping[str, str]
    defined: frozenset[str]
    this: str
    modal: str
    american: bool
    apostrophe: str = "’"
    quotes: tuple[str, str] = ("“", "”")
    spelling: Mapping[str, str] = field(default_factory=dict)  # British beginning of a word → American
    pronouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def voice_of(agreement: Agreement, vocabulary: Vocabulary, *, others: Iterable[Agreement] = ()) -> Voice:
    """Return how the agreement speaks; what it leaves open is taken from the other papers of its set."""
    text = agreement.document.text
    apostrophe = "'" if text.count("'") > text.count("’") else "’"
    listed = _with_own_names(vocabulary["house_terms"], agreement)
    uses = _used(text, listed)
    terms = {name: _term(name, uses, agreement, listed) for name in HOUSE_TERMS}
    provider, customer = (
        _side(role, (agreement, *others), apostrophe=apostrophe) for role in ("provider", "customer")
    )
    own_data = _joined(customer.possessive, "data")
    undefined = {"data": own_data, "service": "services", "incident": "security incident", "order": "order"}
    return Voice(
        provider=provider,
        customer=customer,
        terms={n: t or undefined.get(n, HOUSE_TERMS[n]) for n, t in terms.items()},
        defined=frozenset(n for n, t in terms.items() if t),
        this=_this(text, terms["agreement"]),
        modal=_modal(text, provider),
        american=_american(text, vocabulary["spelling"]),
        apostrophe=apostrophe,
        quotes=('"', '"') if text.count('"') > text.count("“") else ("“", "”"),
        spelling={old: new for new, olds in vocabulary["spelling"].items() for old in olds},
        pronouns=vocabulary["pronouns"],
    )


def _with_own_names(
    listed: Mapping[str, tuple[str, ...]], agreement: Agreement
) -> Mapping[str, tuple[str, ...]]:
    """Add "Company Content" where "Company" is the customer and the agreement defines it so."""
    names = {w.lower() for p in agreement.parties if p.role == "customer" for w in p.words}
    own = [
        d.term
        for d in agreement.definitions
        if d.term.lower().rpartition(" ")[0] in names and d.term.lower().rpartition(" ")[2] in DATA_NOUNS
    ]
    return {**listed, "data_1": tuple(dict.fromkeys((*listed["data_1"], *own)))}


def _side(role: str, agreements: Sequence[Agreement], *, apostrophe: str) -> Side:
    """Return the side as the first agreement that names it does; "Provider" where none does."""
    for agreement in agreements:
        party = next((p for p in agreement.parties if p.role == role), None)
        if party and party.words:
            return _named(party.words, agreement.document.text, apostrophe=apostrophe)
    if role == "provider" and (acting := _who_acts(agreements[0])):
        return _named((acting,), agreements[0].document.text, apostrophe=apostrophe)
    name = HOUSE_NAMES[role]
    return Side(name, name, f"{name}{apostrophe}s", False, (name,))


def _who_acts(agreement: Agreement) -> str:
    """Return the name that promises most where nobody is known to provide: "Agency shall"."""
    known = {w.lower() for p in agreement.parties for w in p.words} | _NO_NAMES
    found = Counter(m for m in _ACTS.findall(agreement.document.text) if m.lower() not in known)
    name, uses = found.most_common(1)[0] if found else ("", 0)
    return name if uses > LEAST_USE else ""


def _named(words: tuple[str, ...], text: str, *, apostrophe: str) -> Side:
    spoken = FIRST_PERSON | SECOND_PERSON
    personal = [w for w in words if w.lower() in spoken]
    counts = Counter(w for name in words if name not in personal for w in _written(name, text))
    best, uses = counts.most_common(1)[0] if counts else ("", 0)
    heard = sum(len(re.findall(rf"\b{w}\b", text, re.IGNORECASE)) for w in personal)
    if personal and heard > uses:
        first = any(w.lower() in FIRST_PERSON for w in personal)
        return Side("we", "us", "our", True, words) if first else Side("you", "you", "your", True, words)
    name = best or words[0].title()
    named = _joined("the", name) if _takes_article(name, text) else name
    mark = apostrophe if name.endswith("s") else f"{apostrophe}s"
    return Side(named, named, f"{named}{mark}", False, words)


def _written(name: str, text: str) -> list[str]:
    """Return each use of a party's word with a capital, outside of longer names ("Customer Data")."""
    found = re.findall(rf"\b{re.escape(name)}\b(?!\s[A-Z][a-z])", text, re.IGNORECASE)
    return [w if not w.isupper() or len(w) < 5 else w.title() for w in found if w[:1].isupper()]


def _takes_article(name: str, text: str) -> bool:
    """Tell "the Supplier shall" from "Supplier shall"."""
    uses = re.findall(rf"(\b[Tt]he\s)?\b{re.escape(name)}\b(?!\s[A-Z][a-z])", text)
    return sum(bool(u) for u in uses) * 2 > len(uses)


def _used(text: str, listed: Mapping[str, tuple[str, ...]]) -> Counter[str]:
    """Count the listed words in the text, the longest at each place."""
    words = sorted({w for words in listed.values() for w in words}, key=lambda w: (-len(w), w))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])")
    return Counter(pattern.findall(text))


def _term(name: str, uses: Counter[str], agreement: Agreement, listed: Mapping[str, tuple[str, ...]]) -> str:
    """Return the agreement's own word for a thing, "" where it has none."""
    defined = {_singular(d.term) for d in agreement.definitions}
    for tier in sorted(key for key in listed if key.rpartition("_")[0] == name):
        scores = {w: uses[w] + DEFINED * (_singular(w) in defined) for w in listed[tier] if uses[w]}
        if name == "agreement":
            scores = {w: n + 3 * _calls_itself(w, agreement.document.text) for w, n in scores.items()}
        best = max(scores, key=lambda w: scores[w], default="")
        if best and scores[best] >= (1 if name in SELDOM else LEAST_USE):
            return best
    return ""


def _calls_itself(name: str, text: str) -> int:
    return len(re.findall(rf"\b[Tt]h(?:is|ese) {re.escape(name)}\b", text))


def _singular(term: str) -> str:
    return term.lower().removesuffix("s")


def _this(text: str, term: str) -> str:
    """Return how the agreement names itself within a sentence."""
    name = term or "Agreement"
    plural = name.endswith("s") or name.startswith("Terms")
    pointing = "these" if plural else "this"
    ways = Counter(
        w.lower() for w in re.findall(rf"\b(this|these|the)\s{re.escape(name)}\b", text, re.IGNORECASE)
    )
    ways[pointing] += 1
    best = ways.most_common(1)[0][0]
    return f"{best if best in (pointing, 'the') else pointing} {name}"


def _modal(text: str, provider: Side) -> str:
    """Return the verb that binds the provider here: "shall", "will" or "must"."""
    names = "|".join(re.escape(w) for w in (provider.subject, *provider.words))
    near = Counter(
        m.lower() for m in re.findall(rf"\b(?:{names})\s+(shall|will|must)\b", text, re.IGNORECASE)
    )
    if not near:
        near = Counter(re.findall(r"\b(shall|will|must)\b", text))
    if not near:
        return "will" if provider.plural else "shall"
    (verb, _), *_ = near.most_common(1)
    return str(verb)


def _american(text: str, spelling: Mapping[str, tuple[str, ...]]) -> bool:
    lowered = text.lower()
    ours = sum(lowered.count(old) for olds in spelling.values() for old in olds)
    theirs = sum(lowered.count(new) for new in spelling)
    return theirs > ours


def _joined(first: str, second: str) -> str:
    return f"{first} {second}"
