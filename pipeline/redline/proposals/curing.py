"""The opposite is there: it is struck or carved out of, and what is asked is added."""

from collections.abc import Sequence

from pipeline.domain.places import Span
from pipeline.domain.proposal import Replacement
from pipeline.domain.reading import Stance
from pipeline.domain.review import Evidence
from pipeline.redline.proposals.draft import DOUBT, Draft, carve
from pipeline.redline.proposals.paper import Paper
from pipeline.redline.proposals.placing import Places
from pipeline.redline.proposals.striking import adverse_sentences, label_end


def cure(draft: Draft, own: Sequence[Evidence], paper: Paper, places: Places) -> None:
    """Strike the sentences that take the protection away, or carve out of them, and add what is asked."""
    adverse = [e for e in own if e.stance is Stance.ADVERSE] or list(own[:1])
    draft.clause, draft.span = paper.by_id[adverse[0].clause], adverse[0].span
    in_doubt = draft.finding.needs_review and draft.finding.confidence < DOUBT
    in_place = False
    for cited in adverse:
        clause = paper.by_id[cited.clause]
        struck = () if in_doubt else adverse_sentences(draft.requirement, cited, paper)
        whole = bool(struck) and sum(map(len, struck)) >= len(clause.text.strip()) - label_end(clause) - len(
            struck
        )
        if whole and not in_place and len(struck) == 1:
            text = paper.wording(draft.requirement)
            draft.replacements.append(Replacement(struck[0], paper.document.quote(struck[0]), text))
            in_place = True
        elif struck and not whole:
            draft.replacements += [_struck(span, paper) for span in struck]
        else:
            carve(draft, [cited], paper)
    carve(draft, [e for e in own if e not in adverse], paper)
    if not in_place:
        _, draft.new_text = places.new_clause(draft.requirement, paper.wording(draft.requirement))


def _struck(span: Span, paper: Paper) -> Replacement:
    """Strike a sentence with the space behind it, or before it where it is the last."""
    text = paper.document.text
    start, end = span.start, span.end
    block = paper.document.blocks[paper.block_at(start)].span
    while end < block.end and text[end].isspace():
        end += 1
    while end == block.end and start > block.start and text[start - 1].isspace():
        start -= 1
    return Replacement(Span(start, end), text[start:end], "")
