"""Words that read like a promise of the provider's and promise the customer nothing.

"All rights in the software belong to Provider" keeps what is the provider's own; "All employees of the host
are trained" tells what another company does. Where the provider answers for it ("we make sure that our host
…"), or the customer's own data is spoken of, it is another matter.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping

from pipeline.assessment.owing import Owing
from pipeline.assessment.sides import CUSTOMER, PROVIDER, Words
from pipeline.assessment.within import Set
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentence_texts, tables_of

_NEXT = 60  # characters between a provider's name and what it keeps
_LED_IN = re.compile(r"(?:^|[:;])\s*(?:\W*\d[\d.]*\s+)?(?:(?:all|each|every|the|any)\s+)?$", re.IGNORECASE)
_ACTS = re.compile(r"\b([A-Z]\w+)\s+(?:shall|will|may|agrees)\b")
_CHOICE = re.compile(r"\breserves?\s+(?:\w+\s+)?the\s+right\b", re.IGNORECASE)
_FEWEST = 3  # times that a party promises something
_OURS = (PROVIDER, f"own:{PROVIDER}", f"object:{PROVIDER}")


def promises_nothing(document: str, within: Set) -> Callable[[str], bool]:
    """Return what tells whether words of an agreement promise the customer nothing."""
    vocabulary, words, owing = within.library.vocabulary, within.words_in(document), within.owing_in(document)
    cues = _cues(vocabulary)
    people = frozenset(vocabulary["responsibility"]["provider_people"])
    known = frozenset(w.lower() for w in words.sides) | _parties(
        within.documents[document].document.text, vocabulary
    )

    def nothing(quote: str) -> bool:
        texts = sentence_texts(quote)
        return _keeps_title(texts, words, cues, owing) or _is_hosts(
            texts, words, cues, known=known, people=people
        )

    return nothing


def _parties(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the hosts that promise things again and again: such a one is a party to the agreement."""
    acting = Counter(name.lower() for name in _ACTS.findall(text))
    return frozenset(h for h in vocabulary["no_promise"]["hosts"] if acting[h.split()[-1]] >= _FEWEST)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Mapping[str, Phrases]:
    return tables_of(vocabulary["no_promise"])


def _keeps_title(texts: list[str], words: Words, cues: Mapping[str, Phrases], owing: Owing) -> bool:
    """Tell whether the provider only keeps what is its own, and owes nothing besides."""
    keeping = [_is_title(t, words, cues) for t in texts]
    others = (t for t, keeps in zip(texts, keeping, strict=True) if not keeps)
    return any(keeping) and not any(PROVIDER in owing(t) for t in others)


def _is_title(text: str, words: Words, cues: Mapping[str, Phrases]) -> bool:
    if _CHOICE.search(text) or cues["customers_own"].find(text) or not cues["rights"].find(text):
        return False
    ours = [span for entry, span in words.phrases.find(text) if entry in _OURS]
    keeps = [span.start for _, span in cues["keeps"].find(text)]
    belongs = [span.end for _, span in cues["belongs"].find(text)]
    return any(
        0 <= at - s.end <= _NEXT and not _named(text[s.end : at], words) for s in ours for at in keeps
    ) or any(
        0 <= s.start - at <= _NEXT and not _named(text[at : s.start], words) for s in ours for at in belongs
    )


def _named(text: str, words: Words) -> bool:
    """Tell whether the customer is named between a provider and what is said to be somebody's."""
    return any(entry.endswith(CUSTOMER) for entry, _ in words.phrases.find(text))


def _is_hosts(
    texts: list[str],
    words: Words,
    cues: Mapping[str, Phrases],
    *,
    known: frozenset[str],
    people: frozenset[str],
) -> bool:
    """Tell whether the words open with what another company does, and the provider is not named in them."""
    for text in texts:
        named = [text[s.start : s.end].lower() for entry, s in words.phrases.find(text) if entry in _OURS]
        if any(name not in people for name in named):
            return False
    opening = (s for _, s in cues["hosts"].find(texts[0])) if texts else ()
    return any(
        _LED_IN.search(texts[0][: s.start]) and texts[0][s.start : s.end].lower() not in known
        for s in opening
    )
