"""What words are about: the first letters of those that carry meaning, without what every agreement says."""

import re
from functools import lru_cache

from pipeline.domain.requirements import Requirement
from pipeline.language import Vocabulary, content_words, once_per_vocabulary, tokens
from pipeline.library.cues import CueIndex, index_labelled

LETTERS = 5  # by which words are compared: "deletion" and "deleted" are of one kind
SHORTEST = 4
_SAID_EVERYWHERE = """custo provi suppl servi agree terms liabi liabl claim damag party parti shall their
    other cause conte state respo perso under times which whate where there right about have that this with
    from upon such does being been made make time part given give"""
GENERIC = frozenset(re.findall(r"\w+", _SAID_EVERYWHERE))


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Return the first letters of the words in a text that say what it is about."""
    found = {w[:LETTERS] for w in content_words(tokens(text)) if len(w) >= SHORTEST}
    return frozenset(found - GENERIC)


def asks_about(requirement: Requirement) -> frozenset[str]:
    """Return what a requirement is about, by its title and the points it can't do without."""
    points = " ".join(s.text for s in requirement.subpoints if s.essential)
    return stems(f"{requirement.title} {points}")


def subjects_named(words: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the ids of the requirements whose subject a refusal or an exclusion names."""
    return _index(vocabulary).find(words)


@once_per_vocabulary
def _index(vocabulary: Vocabulary) -> CueIndex:
    return index_labelled((id, cue) for id, cues in vocabulary["denied"].items() for cue in cues)
