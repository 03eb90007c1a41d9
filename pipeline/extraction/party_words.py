"""The words by which a text names the two sides, each as pattern and side."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.domain.agreement import Party
from pipeline.language import Vocabulary

PROVIDER, CUSTOMER, BOTH, THIRD = "provider", "customer", "both", ""


@dataclass(frozen=True, slots=True)
class PartyWords:
    """A party at its place ("the Supplier", "our", "Customer's"), and the words that tell what it does.

    `side_of` maps a word in lower case to its side: provider, customer, both, or "" for a third party.
    """

    party: re.Pattern[str]
    people: re.Pattern[str]
    told: re.Pattern[str]
    deeds: re.Pattern[str]
    ensuring: re.Pattern[str]
    owed: re.Pattern[str]
    nouns: frozenset[str]
    side_of: Mapping[str, str]

    def side(self, match: re.Match[str]) -> str:
        """Return the side of a party found."""
        return self.side_of[re.sub(r"\s+", " ", match["word"].lower()).replace("’", "'")]


def party_words(parties: Sequence[Party], vocabulary: Vocabulary) -> PartyWords:
    """Return the words for provider and customer in an agreement, by the vocabulary and its parties."""
    general, own, acting = vocabulary["parties"], vocabulary["responsibility"], vocabulary["acting"]
    listed: dict[str, str] = {}
    for side, words in (
        (CUSTOMER, (*own["customer_people"], *general["customer_otherwise"])),
        (PROVIDER, own["provider_people"]),
        (BOTH, (*own["both"], *own["neither"], *acting["together"])),
        (THIRD, acting["third"]),
        (PROVIDER, (*general["provider"], *general["we"])),
        (CUSTOMER, (*general["customer"], *general["you"])),
    ):
        listed |= dict.fromkeys((w.lower() for w in words), side)
    for party in parties:
        listed |= {w.lower().replace("’", "'"): party.role for w in (*party.words, *party.called)}
    people = (*own["people"], "team", "staff", "personnel", "support")
    told = (*own["told"], *acting["told"])
    others = tuple(tuple(acting[entry]) for entry in ("deeds", "ensuring", "owed", "settled", "nouns"))
    return _built(tuple(sorted(listed.items())), people, told, others)


@lru_cache(maxsize=16)
def _built(
    listed: tuple[tuple[str, str], ...],
    people: tuple[str, ...],
    told: tuple[str, ...],
    others: tuple[tuple[str, ...], ...],
) -> PartyWords:
    deeds, ensuring, owed, settled, nouns = others
    return PartyWords(
        party=re.compile(
            rf"(?<![\w’'@./-])(?:(?:the|each|any|every|such|an?)\s+)?(?P<word>{any_of(w for w, _ in listed)})"
            r"(?![\w@/]|[-.]\w)(?P<own>(?:['’]s?(?!\w))?)",
            re.IGNORECASE,
        ),
        people=re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}?(?:{any_of(people)})\b", re.IGNORECASE),
        told=re.compile(
            rf"\s*(?:not\s+)?(?:then\s+)?(?:\w+ly\s+)?(?:be\s+|been\s+|being\s+)?(?:\w+ly\s+)?(?:{any_of(told)})\b",
            re.IGNORECASE,
        ),
        deeds=re.compile(rf"\s+(?:[\w-]+\s+){{0,3}}?(?:{any_of(deeds)})\b", re.IGNORECASE),
        ensuring=re.compile(rf"\b(?:{any_of(ensuring)})\b[^.;:]{{0,140}}$", re.IGNORECASE),
        owed=re.compile(
            rf"\b(?:{any_of(owed)})\b[^.;:]{{0,60}}?\b(?:{any_of(settled)})\b[^.;:]{{0,60}}$",
            re.IGNORECASE,
        ),
        nouns=frozenset(nouns),
        side_of=dict(listed),
    )


def any_of(words: Iterable[str]) -> str:
    """Return the alternatives of a pattern for words, whatever spaces part them.

    They are grouped by their first letter, so that few are tried at a place, the longest first.
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted({w.lower() for w in words}, key=lambda w: (-len(w), w)):
        by_letter.setdefault(word[0], []).append(r"\s+".join(_escaped(part) for part in word.split()))
    return "|".join(f"(?:{'|'.join(group)})" for _, group in sorted(by_letter.items()))


def _escaped(word: str) -> str:
    return re.escape(word).replace("'", "['’]")
