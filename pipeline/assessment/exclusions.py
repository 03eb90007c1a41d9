"""Exclusions that leave a promise without a consequence: "no claim arises if notice is late".

The rule: where a sentence elsewhere excludes liability or any claim and speaks of what the promise speaks
of, the promise is not fully met: it can't be enforced. It speaks of that where its words are those of the
promise, or where it shares one with it and bears on no other requirement much more. "Such failure" is the
failure of the sentence before: the customer's own is nothing that the provider promised. Who may end the
agreement "without liability", or is not liable as the customer, excludes nothing that was promised. A general
cap on liability that names no promise touches all of them and none, and is not noted here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.assessment.carve_outs import PROMISES, lowered, noted
from pipeline.assessment.chosen_options import agreed_text
from pipeline.assessment.prevailing import is_outranked
from pipeline.assessment.remedies import excludes_remedy, spares, without_exclusion
from pipeline.assessment.sides import CUSTOMER, Words
from pipeline.assessment.subject import stems, subjects_named
from pipeline.assessment.within import Look, Set
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, ReadAgreement, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Evidence, Finding, NoteKind, Status
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences

ON_SUBJECT = 2  # words that an exclusion shares with the promise and the requirement's title
LONGEST = 45  # words; a longer sentence is a general limitation of liability
RESTS_ON = 0.5
# Probability, and share of that of the requirement it bears on most, from which an exclusion bears on one.
BEARS_FROM, BEARS_LIKE = 0.01, 0.4
# In every promise, or in every exclusion: they tell nothing.
TOO_COMMON = frozenset({"data", "perso", "infor", "proce", "secur", "remed", "liabi", "exclu"})
# "No liability for such failure": whose failure it is stands in the sentence before.
_POINTS_BACK = re.compile(r"\b(?:such|this|that|these|those|the (?:foregoing|above|same))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Exclusion:
    shown: Evidence
    about: frozenset[str]
    requirements: frozenset[str]  # on which it bears most, and whose subject it names


def excluding(within: Set) -> Look:
    """Return the look that finds exclusions of what a promise speaks of."""
    found = cache(lambda: tuple(_all(within)))  # where nothing is promised nobody asks

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        if finding.status not in (Status.MET, Status.PARTIAL):
            return finding
        cited = {e.clause for e in finding.evidence}
        promises = [
            p for p in passages if p.probability >= RESTS_ON and p.stance in PROMISES and p.clause in cited
        ]
        title = stems(requirement.title)
        for exclusion in found() if promises else ():
            others = [p for p in promises if p.clause != exclusion.shown.clause]
            of_this = requirement.id in exclusion.requirements
            about = [
                p
                for p in others
                if (of_this and exclusion.about & (title | stems(p.quote))) or _on(exclusion, p, title)
            ]
            shown = exclusion.shown
            if about and not is_outranked(shown, passages, within):
                where = within.clause_of(shown.document, shown.clause)
                sentence = f"{where} leaves the promise without a consequence."
                finding = lowered(noted(finding, NoteKind.EXCLUSION, sentence, shown), Status.PARTIAL)
        return finding

    return look


def _on(exclusion: _Exclusion, promise: Passage, title: frozenset[str]) -> bool:
    asked = exclusion.about & title
    return len(asked | (exclusion.about & stems(promise.quote))) >= ON_SUBJECT and bool(asked)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Phrases:
    return Phrases({entry: vocabulary["narrowing"][entry] for entry in ("excluded", "fair")})


@once_per_vocabulary
def _own_fault(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"own_fault": vocabulary["narrowing"]["own_fault"]})


def _all(within: Set) -> Iterator[_Exclusion]:
    for reading in (r for r in within.readings if r.agreement.document.id in within.documents):
        words = within.words_in(reading.agreement.document.id)
        yield from _of(reading, words, within.library.vocabulary)


def _of(reading: ReadAgreement, words: Words, vocabulary: Vocabulary) -> Iterator[_Exclusion]:
    document = reading.agreement.document
    names = stems(" ".join(p.name or "" for p in reading.agreement.parties))
    own_fault = _own_fault(vocabulary)
    for clause in reading.agreement.clauses:
        said = agreed_text(clause, reading.agreement)
        if clause.kind in ("contents", "heading") or not (
            excludes_remedy(said) or _cues(vocabulary).find(said)
        ):
            continue
        before = ""
        for home in sentences(said):
            text, said_before = said[home.start : home.end], before
            before = text
            if text.strip(" .:").endswith(clause.heading.strip(" .:") or "\0"):
                continue  # "6.2 Liability for Outages.": a run-in heading
            if len(text.split()) > LONGEST or not _is_exclusion(text, words, vocabulary):
                continue
            if _POINTS_BACK.search(text) and own_fault.find(said_before):
                continue
            span = Span(clause.span.start + home.start, clause.span.start + home.end)
            shown = Evidence(
                document.id,
                clause.id,
                span,
                document.quote(span),
                document.locate(span),
                Stance.ADVERSE,
                "exclusion",
            )
            borne_on = _borne_on(shown, reading.passages) | subjects_named(text, vocabulary)
            yield _Exclusion(shown, stems(text) - TOO_COMMON - names, borne_on)


def _is_exclusion(text: str, words: Words, vocabulary: Vocabulary) -> bool:
    """Tell whether a sentence excludes a remedy, and the rest of it is not what any customer lives with."""
    if spares(text, [span for entry, span in words.phrases.find(text) if entry == CUSTOMER]):
        return False
    listed = {entry for entry, _ in _cues(vocabulary).find(text)}
    if "excluded" not in listed and not excludes_remedy(text):
        return False
    return all(entry != "fair" for entry, _ in _cues(vocabulary).find(without_exclusion(text)))


def _borne_on(shown: Evidence, passages: Sequence[Passage]) -> frozenset[str]:
    """Return the requirements on which the words of an exclusion bear most, by the passages there."""
    here = [p for p in passages if p.clause == shown.clause and p.span.overlaps(shown.span)]
    least = max(BEARS_FROM, BEARS_LIKE * max((p.probability for p in here), default=0.0))
    return frozenset(p.requirement for p in here if p.probability >= least)
