"""What the passages of an agreement set amount to for a requirement, in numbers for the judge.

The order of the values is part of the classifier's edition: `SIGNAL_NAMES` says what stands where.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, prod

from pipeline.assessment.limits import band_of_requirement
from pipeline.domain.agreement import Agreement
from pipeline.domain.reading import Passage, Signals, Stance
from pipeline.domain.requirements import Library, Requirement

KINDS = ("dpa", "msa", "tos", "sla", "security", "order_form", "aup", "amendment", "other")
QUOTED, MOST_QUOTES = 0.03, 3  # whose words the judge reads
LIKELY = 0.3  # a passage from here is taken for one that bears on the requirement

SIGNAL_NAMES = (
    *("first", "second", "third", "any", "likely"),
    *(f"best_{s}" for s in Stance),
    *(f"sum_{s}" for s in Stance),
    *(f"top_{s}" for s in Stance),
    *("essential_least", "essential_mean", "essential_most", "subpoints_mean"),
    *("binding_least", "binding_mean", "likely_least", "likely_mean", "essential_count"),
    *("band", "band_likely", "terms"),
    *("family_mean", "set_mean", "words"),
    *(f"kind_{k}" for k in KINDS),
)


@dataclass(frozen=True, slots=True)
class Field:
    """The passages of a set by requirement, best first, and what surrounds them."""

    passages: Mapping[str, tuple[Passage, ...]]
    kinds: Mapping[str, str]  # document id → kind
    words: Mapping[str, int]  # document id → words

    def first(self, requirement: str) -> float:
        """Return the probability of the best passage, 0 where there is none."""
        found = self.passages.get(requirement)
        return found[0].probability if found else 0.0

    def leading_document(self, requirements: Iterable[str]) -> str:
        """Return the document that says most on the first of the requirements with any passage."""
        for requirement in requirements:
            if found := self.passages.get(requirement):
                return found[0].document
        return max(self.words, key=lambda d: self.words[d])


def field_of(agreements: Sequence[Agreement], passages: Iterable[Passage]) -> Field:
    """Sort the passages by requirement and probability."""
    by_requirement: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_requirement[passage.requirement].append(passage)
    return Field(
        {r: tuple(sorted(p, key=_rank)) for r, p in by_requirement.items()},
        {a.document.id: a.kind for a in agreements},
        {a.document.id: len(a.document.text.split()) for a in agreements},
    )


def signals_of(
    field: Field, library: Library, *, known: Collection[str] = frozenset(), around: Field | None = None
) -> tuple[Signals, ...]:
    """Return the signals of every requirement but the known ones, in catalogue order.

    `around` holds what the set says on the others, where that is more than `field`.
    """
    near = around or field
    everywhere = [near.first(r.id) for r in library.requirements]
    found = []
    for family in library.families:
        own = [near.first(r.id) for r in family.requirements]
        means = (sum(own) / len(own), sum(everywhere) / len(everywhere))
        found += [_signals(field, r, around=means) for r in family.requirements if r.id not in known]
    return tuple(found)


def _signals(field: Field, requirement: Requirement, *, around: tuple[float, float]) -> Signals:
    passages = field.passages.get(requirement.id, ())
    leading = field.leading_document([requirement.id])
    kind = field.kinds[leading]
    values = (
        *_strength(passages),
        *_stances(passages),
        *_subpoints(requirement, passages),
        *_values(requirement, passages),
        *around,
        log(1 + field.words[leading]),
        *(float(kind == k) for k in KINDS),
    )
    quotes = tuple(p.quote for p in passages[:MOST_QUOTES] if p.probability >= QUOTED)
    return Signals(requirement.id, kind, tuple(round(float(v), 4) for v in values), quotes)


def _strength(passages: Sequence[Passage]) -> tuple[float, ...]:
    best = [p.probability for p in passages[:3]] + [0.0] * 3
    any_of = 1 - prod(1 - p.probability for p in passages)
    return (*best[:3], any_of, float(sum(p.probability > LIKELY for p in passages)))


def _stances(passages: Sequence[Passage]) -> tuple[float, ...]:
    weighed = [[p.probability * p.stances[s] for s in Stance] for p in passages] or [[0.0] * len(Stance)]
    columns = list(zip(*weighed, strict=True))
    top = [passages[0].stances[s] for s in Stance] if passages else [0.0] * len(Stance)
    return (*map(max, columns), *map(sum, columns), *top)


def _subpoints(requirement: Requirement, passages: Sequence[Passage]) -> tuple[float, ...]:
    essential = [s.number for s in requirement.subpoints if s.essential]
    everything = [s.number for s in requirement.subpoints]
    likely = [p for p in passages if p.probability > LIKELY]

    def best(number: int, among: Sequence[Passage], *, binding: bool = False, sure: bool = False) -> float:
        return max(
            (
                p.subpoints.get(number, 0.0)
                * (1.0 if sure else p.probability)
                * (p.stances[Stance.BINDING] if binding else 1.0)
                for p in among
            ),
            default=0.0,
        )

    loose = [best(n, passages) for n in essential]
    binding = [best(n, passages, binding=True) for n in essential]
    given = [best(n, likely, sure=True) for n in essential]
    whole = [best(n, passages) for n in everything]
    return (
        *(min(loose), _mean(loose), max(loose), _mean(whole)),
        *(min(binding), _mean(binding), min(given), _mean(given), float(len(essential))),
    )


def _values(requirement: Requirement, passages: Sequence[Passage]) -> tuple[float, ...]:
    every = [t for p in passages if p.probability > LIKELY / 2 for t in p.terms]
    likely = [t for p in passages if p.probability > LIKELY for t in p.terms]
    return (
        float(band_of_requirement(requirement, every)),
        float(band_of_requirement(requirement, likely)),
        float(len(likely)),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _rank(passage: Passage) -> tuple[float, str, int]:
    return (-passage.probability, passage.document, passage.span.start)
