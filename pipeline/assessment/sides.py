"""The words of an agreement for its two sides: role words, names, "we" and "you", and their people.

What an agreement leaves open is taken from words whose side is plain in any agreement ("processor");
a name that acts again and again and is nobody's else ("Acme keeps") is the provider's. A name
that acts so and mostly means the customer ("Publisher shall") is the customer's.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.domain.agreement import Agreement
from pipeline.language import Phrases, Vocabulary

PROVIDER, CUSTOMER = "provider", "customer"
BOTH = frozenset({PROVIDER, CUSTOMER})
_ENTRY = {
    frozenset({PROVIDER}): PROVIDER,
    frozenset({CUSTOMER}): CUSTOMER,
    BOTH: "both",
    frozenset(): "neither",
}
_FEWEST = 3  # times that a name acts
_MOST_NAMES = 2
_ACTING = re.compile(
    r"\b([A-Z][\w’'&-]*[a-z][\w’'&-]*|[A-Z]{3,6})\s+"
    r"(?:shall|will|may|agrees|uses|maintains|provides|requires|has|keeps|offers|employs|performs|conducts)\b"
)
_SPOKEN = frozenset({"our", "ours", "your", "yours", "us"})


@dataclass(frozen=True, slots=True)
class Words:
    """Each side's words as they may stand for it in this agreement.

    `sides` maps a word (lower case, or a name as written) to its sides: both for "each party", none for
    "neither party". `phrases` finds them in text, "our" and "your" as "own:<side>", "us" as "object:<side>".
    """

    sides: Mapping[str, frozenset[str]]
    phrases: Phrases


def words_of(agreement: Agreement, vocabulary: Vocabulary, *, supplier: str = "") -> Words:
    """Return the words for the two sides of an agreement; `supplier` is who it is filed under."""
    parties, own = vocabulary["parties"], vocabulary["responsibility"]
    sides: dict[str, frozenset[str]] = {}
    for side in (PROVIDER, CUSTOMER):
        sides |= dict.fromkeys((*own[f"{side}_people"], *parties[side]), frozenset({side}))
    ours, yours = _speakers(agreement)
    sides |= dict.fromkeys(own["both"], BOTH) | dict.fromkeys(own["neither"], frozenset())
    sides |= {"we": frozenset({ours}), "you": frozenset({yours})}
    for party in agreement.parties:
        named = [w for w in party.words if w not in _SPOKEN]
        sides |= dict.fromkeys((*named, *party.called), frozenset({party.role}))
    acts = Counter(m.lower() for m in _ACTING.findall(agreement.document.text))
    others = (w for w in parties["customer_otherwise"] if w not in sides and acts[w] >= _FEWEST)
    sides |= dict.fromkeys(others, frozenset({CUSTOMER}))
    known = frozenset((*(w.lower() for w in sides), *own["no_names"]))
    sides |= dict.fromkeys(_acting(agreement, supplier, known=known), frozenset({PROVIDER}))
    entries = {f"own:{ours}": ["our"], f"own:{yours}": ["your"], f"object:{ours}": ["us"]}
    for word, meant in sides.items():
        entries.setdefault(_ENTRY[meant], []).append(word)
    return Words(sides, Phrases(entries))


def _speakers(agreement: Agreement) -> tuple[str, str]:
    """Return whose "we" and whose "you" it is: the provider's and the customer's, unless found otherwise."""
    for party in agreement.parties:
        if party.role == CUSTOMER and {"we", "our"} & set(party.words):
            return CUSTOMER, PROVIDER
    return PROVIDER, CUSTOMER


def _acting(agreement: Agreement, supplier: str, *, known: frozenset[str]) -> tuple[str, ...]:
    """Return names that act often, stand for no side yet and are no ordinary word of the text."""
    text = agreement.document.text
    counts = Counter(m for m in _ACTING.findall(text) if m.lower() not in known)
    often = [name for name, uses in counts.most_common(8) if uses >= _FEWEST and _is_name(name, text)]
    filed = [w for w in re.findall(r"\w{3,}", supplier) if w.lower() not in known]
    written = (m for w in filed for m in re.findall(rf"\b{re.escape(w)}\b", text, re.IGNORECASE))
    return tuple(dict.fromkeys((*often[:_MOST_NAMES], *(w for w in written if not w.islower()))))


def _is_name(word: str, text: str) -> bool:
    """Tell "Acme" from "Customer" or "Users", which are written small as well."""
    return not re.search(rf"(?<![\w.@/-]){re.escape(word.lower())}(?![\w@/-]|\.\w)", text)
