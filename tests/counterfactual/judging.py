"""A variant judged as `analyze` does it, but for speed: unchanged papers once, and only what is asked.

`test_counterfactual.py` compares this way with the whole one.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, lru_cache
from unittest import mock

from pipeline.analyze import Tools, assess_agreements, judge_document, load_tools
from pipeline.assessment import assess
from pipeline.assessment.processes import counting_check
from pipeline.assessment.second_looks import Look
from pipeline.assessment.within import Set
from pipeline.domain.document import Document, Source
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, ReadAgreement, Signals
from pipeline.domain.review import Assessment, Evidence, Finding, Responsibility, Status
from pipeline.readers.kinds import MARKDOWN
from pipeline.readers.markdown import read_markdown
from tests.counterfactual.variants import Variant

SUPPLIER = "tarnwick"


@cache
def tools() -> Tools:
    return load_tools()


@lru_cache(maxsize=200)
def judged(document_id: str, name: str, text: str) -> ReadAgreement:
    """Read, segment and classify one paper; one that comes again is not judged again."""
    data = text.encode()
    source = Source(name, MARKDOWN, hashlib.sha256(data).hexdigest(), len(data))
    document = read_markdown(data, source=source, document_id=document_id, manner=tools().manner)
    return judge_document(document, tools=tools())


@cache
def tools_for(requirement: str) -> Tools:
    """Return the tools with a judge that weighs one requirement; the others' findings are worth nothing."""
    whole = tools()
    verdict = whole.classifier.verdict

    def judge(rows: Sequence[Signals]) -> Sequence[Mapping[str, float]]:
        asked = iter(verdict([r for r in rows if r.requirement == requirement]))
        return [
            next(asked) if r.requirement == requirement else {Status.MET: 1.0, Status.ABSENT: 0.0}
            for r in rows
        ]

    return replace(whole, classifier=replace(whole.classifier, verdict=judge))


def assessed(variant: Variant) -> Assessment:
    """Return the assessment of the variant's papers, right for the variant's requirement."""
    readings = [judged(f"d{n}", name, text) for n, (name, text) in enumerate(variant.papers, start=1)]
    with _only(variant.requirement):
        return assess_agreements(SUPPLIER, readings, tools=tools_for(variant.requirement))


@contextmanager
def _only(requirement: str) -> Iterator[None]:
    """Leave out what does not bear on the requirement: other findings' second looks, responsibilities."""
    whole, matrix = assess.looks_at, assess.responsibilities_of
    counted = any(counting_check(r) for r in tools().library.requirements if r.id == requirement)

    def looks_at(within: Set) -> Look:
        look = whole(within)
        return lambda finding, asked, passages: (
            look(finding, asked, passages) if asked.id == requirement else finding
        )

    with (
        mock.patch.object(assess, "looks_at", looks_at),
        mock.patch.object(assess, "responsibilities_of", matrix if counted else _nobodys),
    ):
        yield


def _nobodys(_passages: Sequence[Passage], within: Set) -> tuple[Responsibility, ...]:
    return tuple(Responsibility(p.process, "nobody", ()) for p in within.library.processes)


def finding_of(assessment: Assessment, requirement: str) -> Finding:
    return next(f for f in assessment.findings if f.requirement == requirement)


def faults_of(variant: Variant, assessment: Assessment) -> tuple[str, ...]:
    """Return what is not as it should be, in words; nothing where the variant is judged right."""
    finding = finding_of(assessment, variant.requirement)
    return tuple(_faults(variant, finding, assessment))


def _faults(variant: Variant, finding: Finding, assessment: Assessment) -> Iterator[str]:
    if finding.status not in variant.expected:
        yield f"{finding.status}, not {' or '.join(sorted(variant.expected))}"
    if finding.status is Status.ABSENT and variant.expected == {Status.ABSENT}:
        yield from _unproved(finding, assessment)
    for words in variant.cited:
        if not any(_shows(e, words, assessment) for e in shown(finding)):
            yield f"not cited: “{words[:60]}…”"
    kinds = {n.kind for n in finding.notes}
    if variant.note and variant.note not in kinds:
        yield f"no note {variant.note}"
    if variant.no_note in kinds:
        yield f"a note {variant.no_note}"
    if variant.blank and not any(finding.requirement in p.empties for p in assessment.placeholders):
        listed = ", ".join(p.quote for p in assessment.placeholders)
        yield f"no place to fill in is tied to it ({listed or 'none listed'})"


def _unproved(finding: Finding, assessment: Assessment) -> Iterator[str]:
    """Yield what an absence lacks: every document searched, the nearest passages and why each doesn't count."""
    documents = {a.document.id for a in assessment.agreements.agreements}
    if {s.document for s in finding.searched.each if s.clauses} != documents:
        yield "not every document is named as searched"
    if not finding.searched.nearest or not all(n.why_not for n in finding.searched.nearest):
        yield "no nearest passage with why it does not count"


def shown(finding: Finding) -> tuple[Evidence, ...]:
    """Return all words that the finding shows, its notes' included."""
    return (*finding.evidence, *(e for n in finding.notes for e in n.evidence))


def _shows(evidence: Evidence, words: str, assessment: Assessment) -> bool:
    document = next(
        a.document for a in assessment.agreements.agreements if a.document.id == evidence.document
    )
    place = _place_of(words, document)
    return place is not None and place.overlaps(evidence.span)


def _place_of(words: str, document: Document) -> Span | None:
    """Return where the words stand; their first letter may be a small one, a pointer in them a number."""
    sought = max(re.split(r"\{[a-z-]+\}", words), key=len)[1:]
    at = document.text.find(sought)
    return Span(at, at + len(sought)) if at >= 0 else None
