"""The sentences of the library's wordings, filed so that an agreement's clauses find theirs at once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from pipeline.classification.own_words import pieces
from pipeline.classification.units import Unit
from pipeline.domain.requirements import Library
from pipeline.language import once_per_vocabulary, tokens

FEWEST = 3  # telling words in a sentence from which it is looked at
TELLING = 8  # rare words of a sentence by which it is looked for
# What agreements have other words for can't tell a sentence.
IN_OTHER_WORDS = frozenset(
    {
        "provider",
        "customer",
        "data",
        "service",
        "services",
        "security",
        "incident",
        "incidents",
        "sub",
        "processor",
        "processors",
        "agreement",
        "schedule",
        "order",
        "form",
        "shall",
    }
)


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """The `part`-th sentence of a wording, whose `text` as a whole meets `subpoints`."""

    requirement: str
    wording: str
    part: int
    text: str
    subpoints: tuple[int, ...]
    telling: frozenset[str]


@dataclass(frozen=True, slots=True)
class OwnSentences:
    """All our sentences under each of their telling words, and how many each wording has.

    `needed` is how many of a sentence's telling words must stand: one may be spelled in another way.
    """

    sentences: tuple[OwnSentence, ...]
    needed: tuple[int, ...]
    filed: Mapping[str, tuple[int, ...]]
    parts: Mapping[str, int]
    telling: frozenset[str]

    def candidates(self, unit: Unit) -> list[OwnSentence]:
        """Return our sentences whose telling words stand in one sentence of the clause."""
        found: set[int] = set()
        for said in unit.words:
            words = self.telling.intersection(said)
            if words:
                counts = Counter(chain.from_iterable(map(self.filed.__getitem__, words)))
                found |= {n for n, c in counts.items() if c >= self.needed[n]}
        return [self.sentences[n] for n in sorted(found)]


@once_per_vocabulary
def own_sentences(library: Library) -> OwnSentences:
    """Return the library's sentences; built once for each library."""
    spelled = tuple(w for words in library.vocabulary.get("spelling", {}).values() for w in words)
    return _filed(library.digest, tuple(_wordings(library)), spelled)


def _wordings(library: Library) -> Iterator[tuple[str, str, str, tuple[int, ...]]]:
    """Yield requirement, name, text and sub-points of every wording."""
    for r in library.requirements:
        if r.drafting:
            yield r.id, f"{r.id} preferred", r.wording.preferred, tuple(s.number for s in r.subpoints)
            yield r.id, f"{r.id} fallback", r.wording.fallback, r.drafting.fallback_meets
        yield from ((r.id, s.id, s.add, (s.number,)) for s in r.subpoints if s.add)


@lru_cache(maxsize=4)
def _filed(
    _digest: str, rows: tuple[tuple[str, str, str, tuple[int, ...]], ...], spelled: tuple[str, ...]
) -> OwnSentences:
    parts: dict[str, int] = {}
    cut: list[tuple[tuple[str, str, str, tuple[int, ...]], int, frozenset[str]]] = []
    for row in rows:
        spans = pieces(row[2])
        parts[row[1]] = len(spans)
        found = [frozenset(tokens(row[2][s.start : s.end])) - IN_OTHER_WORDS for s in spans]
        cut += [(row, n, words) for n, words in enumerate(found)]
    uses = Counter(word for *_, words in cut for word in words)
    filed: dict[str, list[int]] = defaultdict(list)
    made: list[OwnSentence] = []
    for (requirement, wording, text, subpoints), n, own_words in cut:
        # "keeps" becomes "keep" where the agreement says "we"; British spelling may become American.
        plain = (w for w in own_words if len(w) > 3 and w.isalpha() and not w.endswith("s"))
        plain = (w for w in plain if not any(s in w for s in spelled))
        rare = sorted(plain, key=lambda w: (uses[w], w))
        own = OwnSentence(requirement, wording, n, text, subpoints, frozenset(rare[:TELLING]))
        for word in own.telling:
            filed[word].append(len(made))
        made.append(own)
    needed = tuple(len(own.telling) - (len(own.telling) > FEWEST) for own in made)
    return OwnSentences(tuple(made), needed, {w: tuple(n) for w, n in filed.items()}, parts, frozenset(filed))
