"""From a paper to its redline: review it, propose, read what was proposed, write it into the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipeline.analyze import Tools, assess_agreements, judge_document, read_agreement, read_papers
from pipeline.domain.document import Document
from pipeline.domain.keeping import Keep
from pipeline.domain.proposal import Position, Proposal
from pipeline.domain.requirements import Severity
from pipeline.domain.review import Assessment, Failure, Status
from pipeline.errors import ReadError
from pipeline.readers.files import content, stem_of
from pipeline.readers.kinds import PDF, WORD
from pipeline.redline.marked import write_marked_pdf
from pipeline.redline.proposals.accepted import accepted
from pipeline.redline.proposals.propose import propose
from pipeline.redline.rider import write_rider
from pipeline.redline.tracked.write import write_redline

# The endings of what is handed over, after the name of the agreement without its own.
REDLINE, RIDER, MARKED = ".redline.docx", ".amendment.docx", ".marked.pdf"


@dataclass(frozen=True, slots=True)
class Negotiation:
    """What is proposed on one paper; `after` is each requirement's status once all of it is accepted."""

    document: Document
    assessment: Assessment
    proposals: tuple[Proposal, ...]
    after: Mapping[str, Status]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """Files to hand over, as bytes by the ending of their names, and what could not be written as proposed.

    `in_comments` gives the reason for each requirement whose change stands in a comment alone.
    """

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()
    in_comments: Mapping[str, str] = field(default_factory=dict)


def negotiate(
    path: Path,
    *,
    beside: Sequence[Path] = (),
    tools: Tools,
    position: Position = Position.PREFERRED,
    severity: Severity | None = None,
    keep: Keep | None = None,
) -> Negotiation:
    """Propose changes to the paper; what the papers `beside` it give is not asked for again.

    Raises ReadError where the paper itself can't be read.
    """
    reading = read_agreement(path, document_id="d1", tools=tools, keep=keep)
    others, failures = read_papers(beside, tools=tools, keep=keep, first=2)
    assessment = assess_agreements(stem_of(path), [reading, *others], failures, tools=tools)
    proposals = propose(assessment, tools.library, position=position, severity=severity)
    document = reading.agreement.document
    settled = judge_document(accepted(document, proposals), tools=tools)
    again = assess_agreements(stem_of(path), [settled, *others], failures, tools=tools)
    return Negotiation(
        document=document,
        assessment=assessment,
        proposals=proposals,
        after={f.requirement: f.status for f in again.findings},
        failures=tuple(failures),
    )


def written(path: Path, negotiation: Negotiation, *, author: str, date: datetime, tools: Tools) -> Written:
    """Return the proposals as files: a Word file's redline, or a rider, and for a PDF a marked copy too."""
    data = content(path, limits=tools.manner.limits)
    document = negotiation.document
    if document.source.media_type == WORD:
        return _redline(data, negotiation, author=author, date=date)
    agreement = negotiation.assessment.agreements.agreements[0]
    rider = write_rider(agreement, negotiation.proposals, author=author, date=date)
    if document.source.media_type != PDF:
        return Written({RIDER: rider})
    try:
        marked = write_marked_pdf(
            data, document, negotiation.proposals, author=author, date=date, name=path.name
        )
    except ReadError as error:  # locked against changes: the rider says it all
        return Written({RIDER: rider}, (str(error),))
    return Written({RIDER: rider, MARKED: marked})


def _redline(data: bytes, negotiation: Negotiation, *, author: str, date: datetime) -> Written:
    document = negotiation.document
    redline = write_redline(
        data, document, negotiation.proposals, author=author, date=date, name=document.source.name
    )
    put = {n.proposal.requirement: n.reason for n in redline.not_done}
    return Written({REDLINE: redline.data}, redline.notes, put)
