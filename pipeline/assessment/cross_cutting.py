"""Words that take something away from several requirements at once: the library's contradictions.

As-is disclaimers, exclusions of liability, changes at will: each names the requirements it bears on. The
rule: a finding that is met or partly met gets a note with those words. It loses its full mark only where
the library says that the words weaken it; where they bear on the promise itself, the passage that holds
them was weighed already. Words on "this Policy" reach only what rests on that paper. What a paper says of
previews and trials does not count.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.assessment.carve_outs import lowered, noted
from pipeline.assessment.chosen_options import agreed_text
from pipeline.assessment.within import Look, Set
from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Contradiction, Requirement
from pipeline.domain.review import Evidence, Finding, NoteKind, Status
from pipeline.language import sentences
from pipeline.library.cues import CueIndex, index_labelled

_OF_ITSELF = re.compile(
    r"\b[Tt]h(?:is|ese)\s+(?:[A-Z][\w-]*\s+){0,5}"
    r"(?i:polic|terms|agreement|addendum|annex|statement|notice|page|document|contract|conditions|procedure)"
)
LONGEST_QUOTE = 80  # words
MOST = 2  # notes of one kind on a finding


@dataclass(frozen=True, slots=True)
class Stands:
    """A contradiction and the words in which it stands."""

    contradiction: Contradiction
    shown: Evidence


def cross_cutting(within: Set) -> Look:
    """Return the look that notes what the papers say against several requirements at once."""
    affected = {r for c in within.library.contradictions for r in c.affects}
    found = cache(lambda: _by_requirement(within))  # where nothing is promised nobody asks

    def look(finding: Finding, requirement: Requirement, _passages: Sequence[Passage]) -> Finding:
        if finding.status not in (Status.MET, Status.PARTIAL) or requirement.id not in affected:
            return finding
        cited = {e.clause for e in finding.evidence}
        others: dict[str, Stands] = {}
        for stands in found().get(requirement.id, ()):
            # What bears on the promise itself was weighed, but for what the library says that it weakens.
            weighed = stands.shown.clause in cited and not stands.contradiction.weakens
            if not weighed and _reaches(stands, finding):
                others.setdefault(stands.contradiction.id, stands)
        for stands in list(others.values())[:MOST]:
            where = within.clause_of(stands.shown.document, stands.shown.clause)
            kind = NoteKind(stands.contradiction.note)
            finding = noted(finding, kind, f"{where} {stands.contradiction.says}.", stands.shown)
            if stands.contradiction.weakens:
                finding = lowered(finding, Status.PARTIAL)
        return finding

    return look


def _reaches(stands: Stands, finding: Finding) -> bool:
    """Tell whether words on "this Policy" speak of a paper that the finding rests on."""
    if not stands.contradiction.speaks_of or not _OF_ITSELF.search(stands.shown.quote):
        return True
    return any(e.document == stands.shown.document for e in finding.evidence)


def _by_requirement(within: Set) -> Mapping[str, list[Stands]]:
    by_id = {c.id: c for c in within.library.contradictions}
    index = _index(within.library.contradictions)
    found: dict[str, list[Stands]] = {}
    for agreement in within.documents.values():
        for name, shown in _standing(agreement, index, by_id):
            for requirement in by_id[name].affects:
                found.setdefault(requirement, []).append(Stands(by_id[name], shown))
    return found


@cache
def _index(contradictions: tuple[Contradiction, ...]) -> CueIndex:
    rows = [(c.id, cue) for c in contradictions for cue in c.cues]
    rows += [(f"near:{c.id}", cue) for c in contradictions for cue in c.near_miss_cues]
    rows += [(f"of:{c.id}", cue) for c in contradictions for cue in c.speaks_of]
    return index_labelled(rows)


def _standing(
    agreement: Agreement, index: CueIndex, by_id: Mapping[str, Contradiction]
) -> Iterator[tuple[str, Evidence]]:
    """Yield what stands in one sentence of a clause, of what it speaks of, without a near-miss beside it."""
    for clause in agreement.clauses:
        if clause.kind in ("contents", "heading"):
            continue
        said = agreed_text(clause, agreement)
        if not index.find(said) & by_id.keys():
            continue
        for home in sentences(said):
            labels = index.find(said[home.start : home.end])
            for name in sorted(labels & by_id.keys()):
                on_it = f"of:{name}" in labels or not by_id[name].speaks_of
                if on_it and f"near:{name}" not in labels:
                    yield name, _quoted(clause, home, agreement)


def _quoted(clause: Clause, home: Span, agreement: Agreement) -> Evidence:
    words = clause.text[home.start : home.end].split()
    end = home.end
    if len(words) > LONGEST_QUOTE:
        end = home.start
        for word in words[:LONGEST_QUOTE]:
            end = clause.text.index(word, end) + len(word)
    span = Span(clause.span.start + home.start, clause.span.start + end)
    document = agreement.document
    return Evidence(
        clause.document,
        clause.id,
        span,
        document.quote(span),
        document.locate(span),
        Stance.ADVERSE,
        "contradiction",
    )
