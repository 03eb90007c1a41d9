"""Adverse words that are a promise: they forbid the provider a liberty.

"Provider will not cap traffic at its discretion", "nothing here entitles Provider to move data" and "attacks
are not force majeure" hold the words of a refusal, and a reader of words takes them for one. They bind the
provider where no sentence beside them lets it do, or leaves to the customer, anything.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from pipeline.assessment.binding_words import Force
from pipeline.assessment.seeming import only_seems
from pipeline.assessment.sides import CUSTOMER, PROVIDER
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage, Stance
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentence_texts, tables_of

_NOTHING_LETS = re.compile(
    r"\bnothing\b[^.;]{0,60}?\b(?:entitles?|allows?|permits?|authori[sz]es?|empowers?|lets?|means?\s+that"
    r"|gives?\s+(?:the\s+)?\w+\s+(?:any\s+|a\s+|the\s+)?right)\b",
    re.IGNORECASE,
)
_NO_EXCUSE = re.compile(
    r"\b(?:is|are|(?:shall|will)\s+not\s+be|do(?:es)?)\s+(?:not|never|no)\s+(?:\w+\s+){0,3}?force\s+majeure\b"
    r"|\bnot\s+(?:be\s+)?(?:\w+\s+){0,3}?(?:force\s+majeure|an?\s+excuse)\b",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(
    r"\b(?:liab|responsib|oblig|requir|warrant|guarant|bound\b|duty|reimburs|refund)\w*", re.IGNORECASE
)
_LOOSE = (Force.MAY, Force.DECLINES, Force.SHOULD)
_DUTIES = (Force.BINDS, Force.SHOULD)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Mapping[str, Phrases]:
    return tables_of(vocabulary["denials"], "own_will", "as_it_likes")


def forbidding(within: Set) -> Callable[[Passage], Passage]:
    """Return what gives a passage of adverse words that forbid the provider a liberty as a promise."""
    readers = cache(lambda document: cache(_reader(document, within)))

    def read(passage: Passage) -> Passage:
        if passage.stance is not Stance.ADVERSE or not readers(passage.document)(passage.quote):
            return passage
        own = passage.stances
        firm = own[Stance.BINDING] + own[Stance.ADVERSE]
        return replace(
            passage, stance=Stance.BINDING, stances={**own, Stance.BINDING: firm, Stance.ADVERSE: 0.0}
        )

    return read


def _reader(document: str, within: Set) -> Callable[[str], bool]:
    """Return what tells of a quote whether it forbids the provider a liberty and grants it none."""
    bound, cues = within.bound_in(document, every_duty=True), _cues(within.library.vocabulary)

    def forbids(text: str) -> bool:
        if only_seems(text) or _NOTHING_LETS.search(text) or _NO_EXCUSE.search(text):
            return True
        forbidden = (b for b in bound(text) if b.force is Force.MUST_NOT and b.sides == {PROVIDER})
        parts = [text[b.span.start : b.span.end] for b in forbidden]
        # "Shall not be liable for any reason" forbids nothing.
        return any(cues[e].find(part) for part in parts if not _EXCLUDES.search(part) for e in cues)

    def loosens(text: str) -> bool:
        loose = (b.force in _LOOSE and PROVIDER in b.sides for b in bound(text))
        burdens = (b.force in _DUTIES and b.sides == {CUSTOMER} for b in bound(text))
        return any(loose) or any(burdens)

    def read(quote: str) -> bool:
        said = [(text, forbids(text)) for text in sentence_texts(quote)]
        return any(f for _, f in said) and not any(loosens(text) for text, f in said if not f)

    return read
