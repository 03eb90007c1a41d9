"""Every variant judged, on all cores: the work stands in a module that a child process can import."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from pipeline.domain.review import Assessment
from tests.counterfactual.judging import assessed, faults_of, finding_of
from tests.counterfactual.variants import Case, Variant, cases, variants_of


@dataclass(frozen=True)
class Outcome:
    """What was found for a variant."""

    variant: str
    kind: str
    expected: str
    status: str
    reason: str
    faults: tuple[str, ...]


def outcomes_of(ids: set[str]) -> Iterator[Outcome]:
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        for found in pool.map(_of_case, [(c, ids) for c in cases()]):
            yield from found


def _of_case(work: tuple[Case, set[str]]) -> list[Outcome]:
    case, ids = work
    return [_outcome(v, assessed(v)) for v in variants_of(case) if v.id in ids]


def _outcome(variant: Variant, assessment: Assessment) -> Outcome:
    finding = finding_of(assessment, variant.requirement)
    return Outcome(
        variant.id,
        variant.kind,
        " or ".join(sorted(variant.expected)),
        finding.status.value,
        finding.reason,
        faults_of(variant, assessment),
    )
