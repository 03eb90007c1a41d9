"""A finding made beside known ones is the finding made with all the others."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.analyze import Tools, assess_agreements, load_tools, read_agreement
from pipeline.assessment.within import Known
from pipeline.domain.reading import ReadAgreement

SAMPLES = Path(__file__).parents[2] / "sample_contracts"


@cache
def tools() -> Tools:
    return load_tools()


@cache
def readings(sample: str) -> tuple[ReadAgreement, ...]:
    files = sorted(f for f in (SAMPLES / sample).iterdir() if f.is_file())
    return tuple(read_agreement(f, document_id=f"d{n}", tools=tools()) for n, f in enumerate(files, start=1))


@pytest.mark.parametrize("sample", ["typical", "poor"])
@pytest.mark.parametrize("which", range(4))
def test_a_finding_made_alone_is_that_made_with_the_others(sample, which):
    whole = assess_agreements("acme", readings(sample), tools=tools())
    again = {f.requirement for f in whole.findings[which::4]}
    known = Known(
        {f.requirement: f for f in whole.findings if f.requirement not in again},
        whole.responsibilities,
        whole.agreements.groundwork,
    )
    assert assess_agreements("acme", readings(sample), tools=tools(), known=known) == whole
    for requirement in sorted(again)[:3]:
        alone = Known({f.requirement: f for f in whole.findings if f.requirement != requirement})
        made = assess_agreements("acme", readings(sample), tools=tools(), known=alone)
        assert made.findings == whole.findings
