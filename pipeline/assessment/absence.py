"""Absence with proof: for what is not there, the words that come nearest and why each does not count.

First what the classifier took for near, then what the papers say on the same subject (of incidents at
all, where the content of a notice is missing), then the clauses that hold the requirement's own cues,
headings among them: so a reader sees at a glance what is there instead.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.assessment.evidence import MOST_NEAREST, nearest
from pipeline.assessment.within import Look, Set
from pipeline.domain.agreement import Clause
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Family, Requirement
from pipeline.domain.review import Finding, Nearest, NoteKind, Status
from pipeline.language import once_per_vocabulary, sentences
from pipeline.library.cues import CueIndex, found_lately, index_cues, requirement_of

NEAR = 0.1  # a passage from here comes near by itself
BESIDE = 0.4  # one from here speaks of another requirement of the family
_QUOTE_WORDS = 60
_SAYS = 6  # words from which a sentence says something by itself
_STEM, _LEAST_SHARED = 6, 2
_LONG_WORD = re.compile(r"[a-z]{5,}")
_EVERYWHERE = frozenset(
    w[:_STEM]
    for w in ("customer", "provider", "service", "agreement", "party", "which", "their", "other", "shall")
)
_index = once_per_vocabulary(index_cues)
_HEADINGS = frozenset({"heading", "schedule"})
_EVEN = {s: 1 / len(Stance) for s in Stance}
_TAKEN_AWAY = "Another paper takes these words away: they no longer count."


def proving(within: Set) -> Look:
    """Return the look that shows, for what is absent or could not be assessed, what came nearest."""
    faint = _by_requirement(within)
    near = {r: [p for p in found if p.probability >= NEAR] for r, found in faint.items()}
    said = {
        r.id: _apart((*near[r.id], *_beside(r, f, near)))
        for f in within.library.families
        for r in f.requirements
    }
    thin = [r for r in within.library.requirements if len(said[r.id]) < MOST_NEAREST]
    cued = cache(lambda: _Cued.of(thin, within))  # where nothing is absent nobody asks

    def look(finding: Finding, requirement: Requirement, _passages: Sequence[Passage]) -> Finding:
        if finding.status not in (Status.ABSENT, Status.NOT_ASSESSABLE):
            return finding
        candidates = said[requirement.id]
        if len(candidates) < MOST_NEAREST:
            candidates = _apart((*candidates, *cued().passages(requirement.id)))
        last = candidates or faint[requirement.id] or cued().by_words(requirement)
        found = nearest(requirement, last, within)
        searched = replace(finding.searched, nearest=tuple(_standing(n, finding) for n in found))
        return replace(finding, searched=searched)

    return look


def absent(finding: Finding, *, because: str) -> Finding:
    """Return what was found as absent: its words promise nothing of what is asked for."""
    return replace(
        finding,
        status=Status.ABSENT,
        needs_review=True,
        reason=because,
        subpoints=tuple(replace(s, met=False, confidence=0.5) if s.met else s for s in finding.subpoints),
        evidence=(),
        terms=(),
    )


def _by_requirement(within: Set) -> dict[str, list[Passage]]:
    """Return the passages of each requirement, one a clause, the most probable first."""
    found: dict[str, list[Passage]] = {r.id: [] for r in within.library.requirements}
    for passage in (p for r in within.readings for p in r.passages):
        found.setdefault(passage.requirement, []).append(passage)
    return {r: _apart(sorted(ps, key=lambda p: -p.probability)) for r, ps in found.items()}


def _beside(requirement: Requirement, family: Family, near: Mapping[str, list[Passage]]) -> list[Passage]:
    """Return what is said on the same subject, best first, as passages of this requirement."""
    others = (p for r in family.requirements if r.id != requirement.id for p in near[r.id][:MOST_NEAREST])
    found = sorted((p for p in others if p.probability >= BESIDE), key=lambda p: -p.probability)
    return [replace(p, requirement=requirement.id, probability=0.0, terms=()) for p in found]


def _apart(passages: Iterable[Passage]) -> list[Passage]:
    """Return the first passage of each clause."""
    found: dict[str, Passage] = {}
    for passage in passages:
        found.setdefault(passage.clause, passage)
    return list(found.values())


def _standing(found: Nearest, finding: Finding) -> Nearest:
    """Say of words that an amendment or a later version took away that they are gone."""
    own = found.evidence
    gone = (
        e.document == own.document and e.clause == own.clause
        for n in finding.notes
        if n.kind is NoteKind.SUPERSEDED
        for e in n.evidence
    )
    return replace(found, why_not=_TAKEN_AWAY) if any(gone) else found


# ---------------------------------------------------------------- by cues


@dataclass(frozen=True, slots=True)
class _Cued:
    """Requirements with the clauses that hold most of their cues, the most telling first.

    `every` holds each clause but headings, with the stems of its words.
    """

    index: CueIndex
    clauses: Mapping[str, list[Clause]]
    every: tuple[tuple[frozenset[str], Clause], ...]

    @classmethod
    def of(cls, requirements: Sequence[Requirement], within: Set) -> "_Cued":
        """Look the cues of these requirements up in every clause."""
        index = _index(within.library)
        found: dict[str, list[tuple[int, Clause]]] = {r.id: [] for r in requirements}
        every = tuple(c for a in within.documents.values() for c in a.clauses if c.kind != "contents")
        for clause in every:
            for name, count in _counts(clause.text, index, is_heading=clause.kind in _HEADINGS).items():
                if name in found:
                    found[name].append((count, clause))
        # Sorting is stable: among equals the earlier clause stands first.
        best = {r: sorted(hits, key=lambda h: -h[0])[:MOST_NEAREST] for r, hits in found.items()}
        stems = tuple((_stems(c.text), c) for c in every if c.kind not in _HEADINGS)
        return cls(index, {r: [clause for _, clause in hits] for r, hits in best.items()}, stems)

    def passages(self, requirement: str) -> list[Passage]:
        """Return the sentences that hold most cues, as passages that say nothing yet."""
        return [_passage(requirement, clause, self.index) for clause in self.clauses.get(requirement, ())]

    def by_words(self, requirement: Requirement) -> list[Passage]:
        """Return the clause that shares most words with what the requirement asks: the last resort."""
        asked = _stems(f"{requirement.title} {requirement.must_say}") - _EVERYWHERE
        shared = [(len(asked & stems), c) for stems, c in self.every]
        most, clause = max(shared, key=lambda pair: pair[0], default=(0, None))
        return [_passage(requirement.id, clause, self.index)] if clause and most >= _LEAST_SHARED else []


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _LONG_WORD.findall(text.lower()))


def _counts(text: str, index: CueIndex, *, is_heading: bool = False) -> dict[str, int]:
    """Count by requirement the cues in a text; look-alikes in a heading are none."""
    counts: dict[str, int] = {}
    for label in found_lately(index, text):
        kind = label.partition(":")[0]
        if kind == "cue" or (kind == "near" and not is_heading):
            requirement = requirement_of(label)
            counts[requirement] = counts.get(requirement, 0) + 1
    return counts


def _passage(requirement: str, clause: Clause, index: CueIndex) -> Passage:
    """Return the sentence of a clause that holds most cues."""
    spans = sentences(clause.text) or (Span(0, len(clause.text)),)
    best = max(spans, key=lambda s: _counts(clause.text[s.start : s.end], index).get(requirement, 0))
    if len(clause.text[best.start : best.end].split()) < _SAYS and best != spans[-1]:
        best = Span(best.start, spans[spans.index(best) + 1].end)  # a run-in heading, with what it heads
    end = best.start
    for word in clause.text[best.start : best.end].split()[:_QUOTE_WORDS]:
        end = clause.text.index(word, end) + len(word)
    return Passage(
        requirement=requirement,
        document=clause.document,
        clause=clause.id,
        span=Span(clause.span.start + best.start, clause.span.start + end),
        quote=clause.text[best.start : end],
        probability=0.0,
        stance=Stance.QUALIFIED,
        stances=dict(_EVEN),
        subpoints={},
        found_by="cue",
    )
