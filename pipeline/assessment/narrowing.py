"""Defined terms that narrow the promise they stand in.

The rule: a definition elsewhere that leaves cases out of a term of the promise, or of the term that is all
of its clause's heading, costs a `met` finding its full mark where the term is what the requirement is about,
since what is left out is promised nothing. What any customer lives with (port scans, public holidays) is
only noted; terms that the requirement does not turn on are passed over. The promise and the definition are
both shown.
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.assessment.carve_outs import PROMISES, lowered, noted
from pipeline.assessment.subject import LETTERS, asks_about, stems
from pipeline.assessment.within import Look, Set
from pipeline.domain.elsewhere import Narrowing
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Evidence, Finding, NoteKind, Status
from pipeline.language import singular

_NUMBER = re.compile(r"^[\W\d]+")
RESTS_ON = 0.5  # probability of a passage from which a finding rests on its words


def narrowing(within: Set) -> Look:
    """Return the look that finds narrow definitions of the terms a promise is made in."""
    found = [(n, _pattern(n.term)) for n in within.agreements.elsewhere.narrowings]
    headings = {c.id: c.heading for a in within.documents.values() for c in a.clauses} if found else {}

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        if finding.status not in (Status.MET, Status.PARTIAL):
            return finding
        cited = {e.clause for e in finding.evidence}
        promises = [p for p in passages if p.stance in PROMISES and p.probability >= RESTS_ON]
        asked = asks_about(requirement) | stems(f"{requirement.must_say} {' '.join(requirement.cues)}")
        for narrow, term in found:
            resting = [p for p in promises if p.clause in cited and p.clause != narrow.clause]
            if _is_asked(narrow, asked) and any(_is_said(term, p, headings) for p in resting):
                finding = _narrowed(finding, narrow, within)
        return finding

    return look


def _is_asked(narrow: Narrowing, asked: frozenset[str]) -> bool:
    """Tell whether a term is what is asked for, by its words or by most of those that explain it."""
    if stems(narrow.term) & asked:
        return True
    met = [b for b in narrow.explained_by if any(a.startswith(b[:LETTERS]) for a in asked)]
    return bool(met) and 2 * len(met) >= len(narrow.explained_by)


def _is_said(term: re.Pattern[str], promise: Passage, headings: Mapping[str, str]) -> bool:
    """Tell whether a promise is made in a term, or its clause is headed by the term and nothing else."""
    heading = _NUMBER.sub("", headings.get(promise.clause, "")).rstrip(" .:")
    return bool(term.search(promise.quote) or term.fullmatch(heading))


def _pattern(term: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(w) for w in singular(term).split())
    if words.endswith("y"):
        return re.compile(rf"\b{words[:-1]}(?:y|ies)\b", re.IGNORECASE)
    return re.compile(rf"\b{words}(?:s|ly)?\b", re.IGNORECASE)


def _narrowed(finding: Finding, narrow: Narrowing, within: Set) -> Finding:
    where = within.clause_of(narrow.document, narrow.clause)
    shown = Evidence(
        narrow.document,
        narrow.clause,
        narrow.span,
        narrow.quote,
        within.place_of(narrow.document, narrow.span),
        Stance.QUALIFIED,
        "definition",
    )
    sentence = f"{where} defines “{narrow.term}” so that it {_less(narrow)}."
    finding = noted(finding, NoteKind.DEFINITION, sentence, shown)
    return finding if narrow.harmless else lowered(finding, Status.PARTIAL)


def _less(narrow: Narrowing) -> str:
    return f"leaves out {narrow.left_out[:120]}" if narrow.left_out else "means less than the word promises"
