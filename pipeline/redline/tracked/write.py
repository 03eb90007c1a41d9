"""Proposals written into the vendor's own Word file as tracked changes and comments.

Rejecting all of ours gives back the file as it was; accepting all gives the proposals. What can't be
changed without harm (a field, a link, a locked control) is said in a comment instead.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.domain.document import Document
from pipeline.domain.proposal import Proposal
from pipeline.errors import UsageError
from pipeline.redline.tracked.apply import Writer
from pipeline.redline.tracked.paper import Paper, is_protected
from pipeline.redline.tracked.plan import Planner
from pipeline.redline.tracked.stamp import Identifiers, Stamp
from pipeline.redline.tracked.where import Places


@dataclass(frozen=True, slots=True)
class NotDone:
    """A proposal that stands in a comment instead of in the text, and why."""

    proposal: Proposal
    reason: str


@dataclass(frozen=True, slots=True)
class Redline:
    """The file with the proposals in it; how much was written; what was said in a comment instead."""

    data: bytes
    edits: int
    paragraphs: int
    comments: int
    not_done: tuple[NotDone, ...] = ()
    notes: tuple[str, ...] = ()


def write_redline(
    data: bytes,
    document: Document,
    proposals: Sequence[Proposal],
    *,
    author: str,
    date: datetime,
    name: str,
) -> Redline:
    """Write the proposals into a Word file; `document` is that file as read, all changes accepted.

    Raises ReadError where the file is signed, locked or damaged, UsageError where it is another file.
    """
    if document.source.sha256 and hashlib.sha256(data).hexdigest() != document.source.sha256:
        raise UsageError(f"{name} has changed since it was read: review it again, then redline it.")
    paper = Paper(data, name=name)
    stamp = Stamp(author=author, date=date, identifiers=Identifiers(paper.texts()))
    planner = Planner(document, paper, Places(document, paper.line))
    plans = [planner.plan(proposal) for proposal in proposals]
    writer = Writer(paper, stamp)
    comments = writer.write(plans)
    return Redline(
        data=paper.data(),
        edits=sum(len(plan.edits) for plan in plans),
        paragraphs=sum(len(plan.additions) for plan in plans),
        comments=comments,
        not_done=tuple(NotDone(plan.proposal, plan.refused) for plan in plans if plan.refused),
        notes=_notes(paper, name),
    )


def _notes(paper: Paper, name: str) -> tuple[str, ...]:
    if not is_protected(paper.settings()):
        return ()
    return (f"{name} is protected: Word asks for its password before the changes can be accepted.",)
