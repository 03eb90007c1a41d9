"""Each requirement of each agreement: what the annotator says, what the review says, where they meet.

What the annotator calls not applicable is no decision: only statuses of SCALE are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.classification.verdict import SCALE
from pipeline.domain.places import Span
from pipeline.domain.reading import Stance
from pipeline.evaluation.alignment import labels_in, places_in
from pipeline.evaluation.corpus import Annotated, GoldPassage
from pipeline.evaluation.matching import letters_of, shares_words, value_of, words_of

MEASURED_TERMS = ("duration", "percentage")

Review = Mapping[str, Any]  # of the shape "clausegap/review/1"


@dataclass(frozen=True, slots=True)
class Hits:
    """How many things were given and are right, and how many were wanted and are found."""

    given: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    @staticmethod
    def of(given: set[Any], wanted: set[Any]) -> "Hits":
        """Compare two sets."""
        common = len(given & wanted)
        return Hits(len(given), common, len(wanted), common)


@dataclass(frozen=True, slots=True)
class Decision:
    """One requirement of one agreement; `stances` are (annotator's, ours) of each quote that both cite."""

    requirement: str
    gold: str
    given: str
    confidence: float = 0.0
    needs_review: bool = False
    evidence: Hits = Hits()
    terms: Hits = Hits()
    subpoints: Hits = Hits()
    stances: tuple[tuple[Stance, Stance], ...] = ()
    unfound: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """One agreement: its decisions, and by family how its clauses were sorted."""

    doc_id: str
    kind: str
    decisions: tuple[Decision, ...]
    families: Mapping[str, Hits] = field(default_factory=dict)


def measured(gold: Annotated, review: Review, family_of: Mapping[str, str]) -> Measured:
    """Compare one review with its annotation; `family_of` names each requirement's family."""
    return Measured(
        gold.doc_id, gold.kind, tuple(decisions_of(gold, review)), _families(gold, review, family_of)
    )


def decisions_of(gold: Annotated, review: Review) -> Iterator[Decision]:
    """Yield a decision for each requirement that the annotator judged."""
    findings = {f["requirement"]: f for a in review["agreements"] for f in a["findings"]}
    body = letters_of(" ".join(gold.paragraphs))
    for row in gold.status or ():
        if row.status in SCALE:
            finding = findings.get(row.req, {"status": "absent"})
            passages = [p for p in gold.passages if p.req == row.req]
            yield Decision(
                requirement=row.req,
                gold=str(row.status),
                given=finding["status"],
                confidence=finding.get("confidence", 0.0),
                needs_review=finding.get("needs_review", False),
                evidence=_evidence(passages, _quotes(finding)),
                terms=_terms(gold, row.req, finding),
                subpoints=Hits.of(subpoints_met(finding), set(row.sub_met)),
                stances=tuple(_stances(passages, finding)),
                unfound=sum(letters_of(q) not in body for q in _quotes(finding)) if body else 0,
            )


def subpoints_met(finding: Mapping[str, Any]) -> set[int]:
    """Return the numbers of the sub-points that a finding says are met."""
    return {int(s["id"].rsplit(".", 1)[1]) for s in finding.get("subpoints", ()) if s["met"]}


def _quotes(finding: Mapping[str, Any]) -> list[str]:
    return [e["quote"] for e in finding.get("evidence", ())]


def _evidence(passages: Sequence[GoldPassage], quotes: Sequence[str]) -> Hits:
    wanted = [p.quote for p in passages if p.stance is not Stance.REFERENCE]
    return Hits(
        given=len(quotes),
        right=sum(any(shares_words(q, w) for w in wanted) for q in quotes),
        wanted=len(wanted),
        found=sum(any(shares_words(w, q) for q in quotes) for w in wanted),
    )


def _terms(gold: Annotated, requirement: str, finding: Mapping[str, Any]) -> Hits:
    own = [t.value for t in gold.terms if t.req == requirement and t.type in MEASURED_TERMS]
    given = [str(t["value"]) for t in finding.get("terms", ())]
    return Hits.of({value_of(v) for v in given} - {None}, {value_of(v) for v in own} - {None})


def _stances(passages: Sequence[GoldPassage], finding: Mapping[str, Any]) -> Iterator[tuple[Stance, Stance]]:
    for cited in finding.get("evidence", ()):
        if "stance" in cited:
            same = [p for p in passages if shares_words(cited["quote"], p.quote)]
            if same:  # of several in one quote, the one with most words
                yield max(same, key=lambda p: len(words_of(p.quote))).stance, Stance(cited["stance"])


def _families(gold: Annotated, review: Review, family_of: Mapping[str, str]) -> dict[str, Hits]:
    """Compare, clause by clause, the families given with those of the annotator's passages in it."""
    clauses = [c for a in review["agreements"] for c in a.get("clauses", ())]
    given = {(n, f["id"]) for n, c in enumerate(clauses) for f in c["families"]}
    text = "\n".join(c["text"] for c in clauses)
    placed = places_in(gold, text)
    wanted = {
        (n, family_of[p.req])
        for n, span in enumerate(_spans(c["text"] for c in clauses))
        for p in labels_in(span, placed)
        if p.req in family_of
    }
    return {
        family: Hits.of({g for g in given if g[1] == family}, {w for w in wanted if w[1] == family})
        for family in {f for _, f in given | wanted}
    }


def _spans(texts: Iterable[str]) -> Iterator[Span]:
    at = 0
    for text in texts:
        yield Span(at, at + len(text))
        at += len(text) + 1
