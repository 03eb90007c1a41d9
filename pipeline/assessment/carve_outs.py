"""Conditions and exceptions that stand elsewhere than the promise, and what they leave of it.

The rule, as a careful lawyer for the customer applies it. A promise that another clause takes away
wholly, or leaves to the provider ("nothing obliges Provider to"), is `contradicted`. One that the provider
may set aside by its own judgment is `weak`. One from which named cases are taken out is `partial`. A
promise given again in a clause that the exception does not reach keeps its status, and the exception is
only noted; so does a finding that rests on a whole paper whose scope is limited. Both places are cited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pipeline.assessment.evidence import CITED_FROM
from pipeline.assessment.points import subpoint_of
from pipeline.assessment.seeming import only_seems
from pipeline.assessment.within import Look, Set
from pipeline.domain.elsewhere import CarveOut, Reach
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import STEPS, Evidence, Finding, Note, NoteKind, Status

PROMISES = (Stance.BINDING, Stance.QUALIFIED)
ON_SUBJECT = 0.3  # a carve-out without a number bears on what its own clause speaks of, from here
AT_MOST: Mapping[Reach, Status] = MappingProxyType(
    {Reach.NOTHING: Status.CONTRADICTED, Reach.DISCRETION: Status.WEAK, Reach.LESS: Status.PARTIAL}
)
SAYS: Mapping[Reach, str] = MappingProxyType(
    {
        Reach.NOTHING: "takes it away",
        Reach.DISCRETION: "lets the provider set it aside by its own judgment",
        Reach.LESS: "takes cases out of it",
    }
)


def carving_out(within: Set) -> Look:
    """Return the look that finds exceptions in other clauses to what a finding rests on."""
    found = tuple(c for c in within.agreements.elsewhere.carve_outs if not only_seems(c.quote))

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        if finding.status not in STEPS or finding.status is Status.ABSENT or not found:
            return finding
        promises = [p for p in passages if p.probability >= CITED_FROM and p.stance in PROMISES]
        promises = [p for p in promises if any(e.clause == p.clause for e in finding.evidence)]
        for carve_out in found:
            limited = [p for p in promises if _reaches(carve_out, p, passages)]
            if limited:
                finding = _noted(finding, carve_out, limited[0], within)
                if _counts(carve_out) and _hurts(requirement, limited, promises):
                    finding = lowered(finding, AT_MOST[carve_out.reach])
        return finding

    return look


def _counts(carve_out: CarveOut) -> bool:
    """Tell whether an exception costs anything: a paper of limited scope may still be the one bought."""
    return not carve_out.documents or carve_out.reach is Reach.NOTHING


def _noted(finding: Finding, carve_out: CarveOut, promise: Passage, within: Set) -> Finding:
    where = within.clause_of(carve_out.document, carve_out.clause, beside=promise.document)
    return noted(finding, NoteKind.CARVE_OUT, f"{where} {SAYS[carve_out.reach]}.", _quoted(carve_out, within))


def _reaches(carve_out: CarveOut, promise: Passage, passages: Sequence[Passage]) -> bool:
    """Tell whether an exception limits a promise; one in the promise's own clause is read with it.

    `passages` are those on the requirement: an exception without a number limits what its clause speaks of.
    """
    if carve_out.clause == promise.clause:
        return False
    if carve_out.clauses:
        inside = carve_out.only is None or carve_out.only.overlaps(promise.span)
        return promise.clause in carve_out.clauses and inside
    if carve_out.documents:
        return promise.document in carve_out.documents and promise.document != carve_out.document
    return any(
        p.clause == carve_out.clause and p.probability >= ON_SUBJECT and p.span.overlaps(carve_out.span)
        for p in passages
    )


def _hurts(requirement: Requirement, limited: Sequence[Passage], promises: Sequence[Passage]) -> bool:
    """Tell whether the promise no longer stands without what is limited."""
    left = [p for p in promises if p not in limited]
    if promises and promises[0] in limited:
        return True
    return any(
        subpoint_of(s, promises).met and not subpoint_of(s, left).met
        for s in requirement.subpoints
        if s.essential
    )


def noted(finding: Finding, kind: NoteKind, sentence: str, *shown: Evidence) -> Finding:
    """Return the finding with a note; the same words are not noted twice."""
    if any(
        e.document == s.document and e.span == s.span
        for n in finding.notes
        for e in n.evidence
        for s in shown
    ):
        return finding
    return replace(finding, notes=(*finding.notes, Note(kind, sentence, shown)))


def lowered(finding: Finding, most: Status, *, because: str = "") -> Finding:
    """Return the finding with a status no better than `most`, saying so in its reason."""
    if STEPS.index(finding.status) <= STEPS.index(most):
        return finding
    why = because or finding.notes[-1].sentence
    return replace(finding, status=most, reason=f"{finding.reason.rstrip()} {why}".strip(), needs_review=True)


def _quoted(carve_out: CarveOut, within: Set) -> Evidence:
    return Evidence(
        carve_out.document,
        carve_out.clause,
        carve_out.span,
        carve_out.quote,
        within.place_of(carve_out.document, carve_out.span),
        Stance.ADVERSE,
        "carve-out",
    )
