"""The loop closes: with all proposals accepted, our own reading finds what was asked for met."""

from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.analyze import Tools, assess_agreements, judge_document, load_tools
from pipeline.domain.document import Document
from pipeline.domain.proposal import Position, Proposal, ProposalKind
from pipeline.domain.review import Status
from pipeline.readers.read import read
from pipeline.redline.proposals.accepted import accepted
from pipeline.redline.proposals.propose import propose

SAMPLES = Path(__file__).parents[2] / "sample_contracts"


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools()


def statuses(document: Document, tools: Tools) -> dict[str, Status]:
    assessment = assess_agreements("x", [judge_document(document, tools=tools)], tools=tools)
    return {f.requirement: f.status for f in assessment.findings}


def redlined(name: str, tools: Tools, position: Position) -> tuple[Document, tuple[Proposal, ...]]:
    document = read(SAMPLES / name, document_id="d1")
    assessment = assess_agreements("x", [judge_document(document, tools=tools)], tools=tools)
    return document, propose(assessment, tools.library, position=position)


@pytest.mark.parametrize(
    "name", ["typical/brightmarsh-master-terms.docx", "poor/zippadeck-terms-of-service.html"]
)
def test_accepted_preferred_wording_reads_as_met(name, tools):
    document, proposals = redlined(name, tools, Position.PREFERRED)
    changes = [p for p in proposals if p.kind is not ProposalKind.COMMENT]
    after = statuses(accepted(document, proposals), tools)
    met = [p for p in changes if after[p.requirement] is Status.MET]
    assert len(changes) > 50
    assert len(met) >= 0.95 * len(changes)


def test_nothing_is_met_by_proposing_alone(tools):
    document, proposals = redlined("poor/zippadeck-terms-of-service.html", tools, Position.PREFERRED)
    before = statuses(document, tools)
    assert all(before[p.requirement] is not Status.MET for p in proposals)
    assert statuses(accepted(document, ()), tools) == before


def test_each_replacement_quotes_the_document_and_none_overlap(tools):
    document, proposals = redlined("typical/brightmarsh-master-terms.docx", tools, Position.FALLBACK)
    replacements = sorted((r for p in proposals for r in p.replacements), key=lambda r: r.span)
    assert all(document.quote(r.span) == r.old for r in replacements)
    changed = [r.span for r in replacements if len(r.span)]
    assert all(a.end <= b.start for a, b in pairwise(changed))
    assert all(any(b.span.contains(r.span) for b in document.blocks) for r in replacements)


def test_proposing_twice_gives_the_same(tools):
    first, second = (redlined("poor/zippadeck-data-addendum.md", tools, Position.PREFERRED) for _ in range(2))
    assert first == second
