"""Which sentences can be struck: whole ones that do nothing but take away what is asked."""

import re

from pipeline.domain.agreement import Clause
from pipeline.domain.places import Span
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Evidence
from pipeline.language import sentences
from pipeline.library.cues import count_cues
from pipeline.redline.proposals.paper import Paper

LONGEST = 45  # words: a longer sentence says more than one thing


def adverse_sentences(requirement: Requirement, cited: Evidence, paper: Paper) -> tuple[Span, ...]:
    """Return the cited sentences that carry a cue of taking away; none where striking would be unsafe."""
    clause = paper.by_id[cited.clause]
    around = f"{clause.heading} {paper.by_id[clause.parent].heading if clause.parent else ''}".lower()
    if not paper.is_paragraph(clause) or any(w in around for w in paper.words["never_struck"]):
        return ()
    if paper.children.get(clause.id) or clause.text.rstrip().endswith((":", ";", ",")):
        return ()
    offset, label = clause.span.start, label_end(clause)
    spans = [
        Span(offset + max(s.start, label), offset + s.end) for s in sentences(clause.text) if s.end > label
    ]
    return tuple(
        s for s in spans if s.overlaps(cited.span) and _is_adverse(paper.document.quote(s), requirement)
    )


def label_end(clause: Clause) -> int:
    """Return where the clause's own words begin behind its typed number."""
    found = re.match(rf"\s*{re.escape(clause.number)}[\s.):]*", clause.text) if clause.number else None
    return found.end() if found else 0


def _is_adverse(sentence: str, requirement: Requirement) -> bool:
    ends = sentence.rstrip().endswith((".", "!", "?"))
    return ends and len(sentence.split()) <= LONGEST and count_cues(sentence, requirement.adverse_cues) > 0
