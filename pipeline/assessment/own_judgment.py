"""Promises that bind only as far as the provider itself thinks fit, and words that only say its aims.

"To the extent Provider in its sole discretion considers it feasible, Provider shall encrypt", "Provider
strives to tell Customer within a day": the rule is that either is weak, unless other words promise the same
without it.
"""

import re
from collections.abc import Sequence

from pipeline.assessment.carve_outs import lowered
from pipeline.assessment.party_words import party_words, undertakes
from pipeline.assessment.refusals import last_of
from pipeline.assessment.sides import CUSTOMER, PROVIDER
from pipeline.assessment.within import Look, Set
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding, Status
from pipeline.language import Vocabulary, once_per_vocabulary, sentence_texts

CARRIES = 0.5  # of the best passage's probability, from which a passage carries the promise with it
_DISCRETION = r"(?:in|at)\s+(?:its|our)\s+(?:own\s+|sole\s+|absolute\s+|free\s+|entire\s+|and\s+)*discretion"
_FIT = (
    r"(?:considers?|deems?|thinks?|finds?|judges?)\s+(?:it\s+|this\s+|that\s+|them\s+|such\s+\w+\s+)?(?:to\s+be\s+)?"
    r"(?:\w+ly\s+)?(?:feasible|appropriate|fit|practicable|reasonable|desirable|convenient|proper|useful|suitable"
    r"|possible|sensible|advisable|opportune|economical)"
)
_AT_WILL = re.compile(
    r"\b(?:to\s+the\s+extent|in\s?so\s?far\s+as|so\s+far\s+as|if|where|when|whenever)\b(?P<who>[^.;]{0,60}?)"
    rf"\b(?:{_DISCRETION}|{_FIT})\b",
    re.IGNORECASE,
)

_HEADING = 4  # words; so few are a number or a heading
# "Strives to answer at once, and in any event within a day".
_FIRM_TOO = re.compile(
    r"\b(?:and|but)\b[^.;]{0,30}?\b(?:shall|must|will|in\s+any\s+(?:event|case)|no\s+later\s+than)\b",
    re.IGNORECASE,
)


def judging_itself(within: Set) -> Look:
    """Return the look for promises that hang on the provider's own judgment."""

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        if finding.status not in (Status.MET, Status.PARTIAL) or requirement.binds == CUSTOMER:
            return finding
        promises = [p for p in passages if p.stance in (Stance.BINDING, Stance.QUALIFIED)]
        carrying = [p for p in promises if p.probability >= CARRIES * promises[0].probability]
        loose = [_looseness(p, within) for p in carrying]
        if not loose or not all(loose):
            return finding
        where = within.clause_of(carrying[0].document, carrying[0].clause)
        return lowered(finding, Status.WEAK, because=f"{where} {loose[0]}.")

    return look


def _looseness(passage: Passage, within: Set) -> str:
    """Return what keeps all that a passage promises from binding, "" where nothing does."""
    if _is_at_will(passage, within):
        return "leaves it to the provider's own judgment"
    return "says what the provider aims at, and promises nothing" if _only_aims(passage, within) else ""


def _is_at_will(passage: Passage, within: Set) -> bool:
    """Tell whether all that the provider undertakes in a passage hangs on what it thinks fit itself."""
    agreement = within.documents[passage.document]
    provider, customer = party_words(agreement, PROVIDER), party_words(agreement, CUSTOMER)
    duties = [text for text in sentence_texts(passage.quote) if undertakes(text, agreement)]

    def is_left(text: str) -> bool:
        found = _AT_WILL.search(text)
        end = found.end() if found else 0
        return found is not None and last_of(text, end, provider) >= last_of(text, end, customer)

    return bool(duties) and all(is_left(text) for text in duties)


def _only_aims(passage: Passage, within: Set) -> bool:
    """Tell whether the provider says in a passage what it aims at, and nothing stands beside it."""
    agreement, aiming = within.documents[passage.document], _aiming(within.library.vocabulary)
    provider = party_words(agreement, PROVIDER)
    said = [text for text in sentence_texts(passage.quote) if len(text.split()) > _HEADING]
    return bool(said) and all(
        any(aiming.match(text, m.end()) for m in provider.finditer(text))
        and not undertakes(aiming.sub(" ", text), agreement)
        and not _FIRM_TOO.search(text)
        for text in said
    )


@once_per_vocabulary
def _aiming(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of "aims to" and "will always strive to"."""
    verbs = [words for words in vocabulary["modality"]["aspirational"] if words.endswith(" to")]
    either = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in verbs)
    return re.compile(
        rf"\s+(?:(?:shall|will|\w+ly|always|also|itself)\s+){{0,3}}(?:{either})\b", re.IGNORECASE
    )
