"""One agreement set changed in more than a thousand ways: the verdicts follow as a careful lawyer's would."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.analyze import analyze
from pipeline.domain.review import Status
from tests.counterfactual.failures import known_failures
from tests.counterfactual.judging import assessed, faults_of, finding_of, tools
from tests.counterfactual.variants import Variant, cases, variants_of

# Of all variants; .95 is what was asked for, this what is reached. Written texts are seen by whoever mends the
# program, so a share measured on texts that nobody had seen is lower: see `make bench-hands`.
LEAST_RIGHT = 0.97
IDS = [case.id for case in cases()]


def _variants(requirement: str) -> tuple[Variant, ...]:
    return next(variants_of(c) for c in cases() if c.id == requirement)


def _all() -> Iterator[Variant]:
    return (v for c in cases() for v in variants_of(c))


@pytest.mark.parametrize("requirement", IDS)
def test_no_more_variants_are_judged_wrong_than_are_known(requirement: str) -> None:
    """So many at most, whichever they are: together with the next test this bounds the share of all variants."""
    known = {id for id in known_failures() if id.startswith(f"{requirement}/")}
    wrong = {v.id: faults for v in _variants(requirement) if (faults := faults_of(v, assessed(v)))}
    new = [f"{id}: {'; '.join(faults)}" for id, faults in wrong.items() if id not in known]
    assert len(wrong) <= len(known), "\n".join(new)


def test_few_variants_are_judged_wrong() -> None:
    ids = {v.id for v in _all()}
    wrong = known_failures()
    assert wrong.keys() <= ids, "failures.yaml lists variants that are no more: write it anew"
    right = 1 - len(wrong) / len(ids)
    assert right >= LEAST_RIGHT, "\n".join(f"{f.id}: {f.why}" for f in wrong.values())


def test_the_suite_is_as_broad_as_was_asked() -> None:
    variants = list(_all())
    assert len(IDS) >= 25
    assert len(variants) >= 1_000
    assert len({v.id for v in variants}) == len(variants)
    kinds = {"deleted", "moved", "carve-out", "contradicted", "unfilled", "paraphrase", "customer-bound"}
    assert all(kinds <= {v.kind for v in _variants(r)} for r in IDS)
    assert sum(any(v.kind == "limit" for v in _variants(r)) for r in IDS) >= 15


# One of each kind, over different requirements.
SAMPLE = [
    next(v for v in _variants(IDS[(3 * n) % len(IDS)]) if v.kind == kind)
    for n, kind in enumerate(sorted({v.kind for v in _variants(IDS[0])}))
]


@pytest.mark.parametrize("variant", SAMPLE, ids=lambda v: v.id)
def test_the_quick_way_finds_what_the_whole_way_finds(variant: Variant, tmp_path: Path) -> None:
    paths = []
    for name, text in variant.papers:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    review = analyze("tarnwick", paths, tools=tools())
    quick = assessed(variant)
    assert finding_of(review.assessments[0], variant.requirement) == finding_of(quick, variant.requirement)
    assert review.assessments[0].placeholders == quick.placeholders
    assert review.assessments[0].references == quick.references


def test_what_is_not_as_it_should_be_is_told() -> None:
    """The checks themselves can fail: a variant held against another's expectation."""
    right = next(v for v in _variants("sv-tenant-segregation") if v.kind == "deleted")
    found = assessed(right)
    meant = {"expected": frozenset({Status.MET}), "cited": ("Words that stand nowhere",), "blank": True}
    wrong = Variant(right.id, right.requirement, right.kind, right.papers, **meant)
    assert [f.split()[0] for f in faults_of(wrong, found)] == ["absent,", "not", "no"]
