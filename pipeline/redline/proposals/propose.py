"""From findings to proposals: what a lawyer for the customer would write into the vendor's paper."""

from pipeline.domain.places import Span
from pipeline.domain.proposal import Position, Proposal, ProposalKind
from pipeline.domain.requirements import Library, Requirement, Severity
from pipeline.domain.review import GAPS, Assessment, Finding, Status, is_acceptable
from pipeline.redline.proposals.comments import comment_on
from pipeline.redline.proposals.curing import cure
from pipeline.redline.proposals.draft import Draft, only_comment
from pipeline.redline.proposals.improving import improve
from pipeline.redline.proposals.paper import Paper, paper_of
from pipeline.redline.proposals.placing import Places
from pipeline.redline.proposals.settling import carve_out, keep_apart

DEFINITION = "'Security Incident' means"


def propose(
    assessment: Assessment,
    library: Library,
    *,
    position: Position = Position.PREFERRED,
    severity: Severity | None = None,
    document: str | None = None,
) -> tuple[Proposal, ...]:
    """Return a proposal for every gap of the severity or worse, in catalogue order.

    They are for one document of the set, the first unless another is named; what the other papers
    already give is no gap and not proposed again,
    nor is what a playbook has as acceptable.
    """
    wanted = _levels(severity)
    gaps = [
        (requirement, finding)
        for requirement, finding in zip(library.requirements, assessment.findings, strict=True)
        if finding.status in GAPS
        and not is_acceptable(finding.status, requirement)
        and requirement.severity in wanted
    ]
    defining = any(_defines(requirement, finding) for requirement, finding in gaps)
    paper = paper_of(assessment, library, document=document, position=position, defining=defining)
    places = Places(paper)
    drafts = [_draft(requirement, finding, paper, places) for requirement, finding in gaps]
    carve_out(drafts, paper, places)
    keep_apart(drafts)
    return tuple(_finished(d, paper) for d in drafts)


def _defines(requirement: Requirement, finding: Finding) -> bool:
    """Tell whether what is proposed will define what a Security Incident is."""
    if finding.status in (Status.ABSENT, Status.CONTRADICTED):
        return DEFINITION in requirement.wording.preferred
    results = zip(requirement.subpoints, finding.subpoints, strict=True)
    return any(DEFINITION in s.add and not r.met for s, r in results if s.essential)


def _levels(severity: Severity | None) -> tuple[Severity, ...]:
    every = tuple(Severity)
    return every if severity is None else every[: every.index(severity) + 1]


def _draft(requirement: Requirement, finding: Finding, paper: Paper, places: Places) -> Draft:
    draft = Draft(requirement, finding)
    own = [e for e in finding.evidence if e.document == paper.document.id]
    if finding.status is not Status.ABSENT and not own:
        only_comment(draft, f"the words cited stand in {_elsewhere(finding, paper)}")
    elif finding.status is Status.ABSENT:
        _add_clause(draft, paper, places)
    elif finding.status is Status.CONTRADICTED:
        cure(draft, own, paper, places)
    else:
        improve(draft, own, paper, places)
    return draft


def _elsewhere(finding: Finding, paper: Paper) -> str:
    where = finding.evidence[0].document if finding.evidence else ""
    return "another paper of this set" if where != paper.document.id else "this document"


def _add_clause(draft: Draft, paper: Paper, places: Places) -> None:
    anchor, draft.new_text = places.new_clause(draft.requirement, paper.wording(draft.requirement))
    draft.clause = draft.clause or paper.by_id[anchor]
    draft.span = draft.clause.span if not len(draft.span) else draft.span


def _finished(draft: Draft, paper: Paper) -> Proposal:
    kind = (
        ProposalKind.EDIT
        if draft.replacements
        else ProposalKind.NEW_CLAUSE
        if draft.new_text
        else ProposalKind.COMMENT
    )
    notes = tuple(dict.fromkeys(draft.notes))
    if any("[X]" in t for t in (*(n.text for n in draft.new_text), *(r.new for r in draft.replacements))):
        notes = (*notes, "[X] is to be filled in.")
    return Proposal(
        requirement=draft.requirement.id,
        document=paper.document.id,
        kind=kind,
        clause=draft.clause.id if draft.clause else None,
        span=_anchor(draft, paper),
        comment=comment_on(draft.requirement, draft.finding, paper, unsafe=draft.unsafe, notes=notes),
        position=paper.position,
        replacements=tuple(sorted(draft.replacements, key=lambda r: r.span)),
        new_text=draft.new_text,
        unsafe=draft.unsafe,
    )


def _anchor(draft: Draft, paper: Paper) -> Span:
    """Return words of one block for the comment: those cited, else the first of the document."""
    blocks = paper.document.blocks
    span = draft.span if len(draft.span) else (blocks[0].span if blocks else Span(0, 0))
    block = blocks[paper.block_at(span.start)].span if blocks else span
    return Span(span.start, max(span.start, min(span.end, block.end)))
