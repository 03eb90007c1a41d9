"""Disclaimers that leave standing what is expressly promised.

"Except as expressly provided herein, the service comes as is" takes back no figure that the same papers
promise: 99.9 % a month is expressly provided. The promise counts then for what it is, in part at most,
since all that is not expressly promised is disclaimed. What denies the promise itself another look finds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.assessment.evidence import CITED_FROM
from pipeline.assessment.within import Look, Set
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding, Status
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentence_texts, tables_of

COUNTS_AS = {Stance.BINDING: Status.PARTIAL, Stance.QUALIFIED: Status.WEAK}
BECAUSE = "A figure is expressly promised, and the general disclaimer beside it excepts what is."


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Mapping[str, Phrases]:
    return tables_of(vocabulary["denials"], "warrants_nothing", "excepts_promises")


def excepting(within: Set) -> Look:
    """Return the look that keeps promised figures from general disclaimers which except them."""

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        if finding.status is not Status.CONTRADICTED or not finding.evidence:
            return finding
        if not _excepts(finding.evidence[0].quote, within.library.vocabulary):
            return finding
        names = {check.term for check in requirement.checks}
        promises = [
            p
            for p in passages
            if p.probability >= CITED_FROM and p.stance in COUNTS_AS and any(t.name in names for t in p.terms)
        ]
        if not promises:
            return finding
        binding = any(p.stance is Stance.BINDING for p in promises)
        status = COUNTS_AS[Stance.BINDING if binding else Stance.QUALIFIED]
        return replace(finding, status=status, reason=BECAUSE, needs_review=True)

    return look


def _excepts(quote: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a sentence disclaims all but what is promised."""
    cues = _cues(vocabulary)
    return any(
        cues["warrants_nothing"].find(text) and cues["excepts_promises"].find(text)
        for text in sentence_texts(quote)
    )
