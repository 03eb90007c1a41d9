"""Wrong verdicts, with both sides' words to read: of folds of the training agreements only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.classification.verdict import SCALE
from pipeline.domain.requirements import Library
from pipeline.evaluation.corpus import Annotated, GoldStatus
from pipeline.evaluation.decisions import Review, subpoints_met


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that one side cites: where they stand, their stance, what else is said of them."""

    where: str
    stance: str
    quote: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says: status, why, sub-points met, the words cited and the values found."""

    status: str
    why: str
    subpoints: tuple[int, ...]
    cited: tuple[Cited, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong verdict; `nearest` are words that we saw and did not count."""

    doc_id: str
    kind: str
    requirement: str
    gold: Side
    ours: Side
    confidence: float
    needs_review: bool
    nearest: tuple[Cited, ...]

    @property
    def apart(self) -> int:
        """Return how many steps lie between the two statuses; one off the scale is as far as can be."""
        if self.ours.status not in SCALE:
            return len(SCALE)
        return abs(SCALE.index(self.gold.status) - SCALE.index(self.ours.status))


def wrong_in(gold: Annotated, review: Review, library: Library) -> Iterator[Wrong]:
    """Yield the wrong verdicts of one review, in catalogue order."""
    wanted = {s.req: s for s in gold.status or () if s.status in SCALE}
    agreement = review["agreements"][0]
    findings = {f["requirement"]: f for f in agreement["findings"]}
    numbers = {c["id"]: c["path"] or c["heading"] for c in agreement["clauses"]}
    for requirement in library.requirements:
        row, finding = wanted.get(requirement.id), findings.get(requirement.id)
        if row and finding and row.status != finding["status"]:
            yield Wrong(
                doc_id=gold.doc_id,
                kind=gold.kind,
                requirement=requirement.id,
                gold=_annotated(gold, row),
                ours=_ours(finding, numbers),
                confidence=finding["confidence"],
                needs_review=finding["needs_review"],
                nearest=tuple(_cited(n, numbers, said=n["why_not"]) for n in finding["searched"]["nearest"]),
            )


def _annotated(gold: Annotated, row: GoldStatus) -> Side:
    passages = [p for p in gold.passages if p.req == row.req]
    return Side(
        status=str(row.status),
        why=row.why,
        subpoints=tuple(sorted(row.sub_met)),
        cited=tuple(Cited(f"paragraph {p.p}", str(p.stance), p.quote, _points(p.sub)) for p in passages),
        values=tuple(f"{t.value} ({t.type})" for t in gold.terms if t.req == row.req),
    )


def _ours(finding: Mapping[str, Any], numbers: Mapping[str, str]) -> Side:
    return Side(
        status=finding["status"],
        why=finding["reason"],
        subpoints=tuple(sorted(subpoints_met(finding))),
        cited=tuple(_cited(e, numbers) for e in finding["evidence"]),
        values=tuple(f"{t['value']} ({t['type']})" for t in finding["terms"]),
    )


def _cited(evidence: Mapping[str, Any], numbers: Mapping[str, str], *, said: str = "") -> Cited:
    clause = evidence["clause"]
    return Cited(numbers.get(clause) or clause, evidence["stance"], evidence["quote"], said)


def _points(numbers: tuple[int, ...]) -> str:
    return f"sub-points {', '.join(map(str, sorted(numbers)))}" if numbers else ""
