"""A proposal in the making, and what all kinds of proposal need."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.domain.agreement import Clause
from pipeline.domain.places import Span
from pipeline.domain.proposal import NewText, Replacement
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Evidence, Finding
from pipeline.redline.proposals.paper import ENDS, Paper
from pipeline.redline.proposals.sections import LIST_LABEL

DOUBT = 0.3  # confidence below which words that stand there are not touched


@dataclass
class Draft:
    """A proposal in the making."""

    requirement: Requirement
    finding: Finding
    clause: Clause | None = None
    span: Span = field(default_factory=lambda: Span(0, 0))
    replacements: list[Replacement] = field(default_factory=list)
    new_text: tuple[NewText, ...] = ()
    unsafe: str = ""
    notes: list[str] = field(default_factory=list)
    carved: list[Clause] = field(default_factory=list)


def only_comment(draft: Draft, why: str) -> None:
    """Say why nothing is changed."""
    draft.unsafe = why


def takes_sentence(clause: Clause, paper: Paper) -> bool:
    """Tell whether a sentence can follow the clause's last: a full stop, no list under or around it."""
    parent = paper.by_id.get(clause.parent or "")
    in_list = bool(LIST_LABEL.match(clause.number.strip())) and parent is not None
    led_in = in_list and parent is not None and parent.text.rstrip().endswith((":", ",", "–", "—"))
    return bool(ENDS.search(clause.text.rstrip())) and not paper.children.get(clause.id) and not led_in


def appended(clause: Clause, text: str) -> Replacement:
    """Return what adds sentences behind the clause's last."""
    end = clause.span.start + len(clause.text.rstrip())
    return Replacement(Span(end, end), "", f" {text}")


def carve(draft: Draft, own: Sequence[Evidence], paper: Paper) -> None:
    """Note the clauses that take away what is asked: they get a carve-out."""
    for cited in own:
        clause = paper.by_id[cited.clause]
        if cited.stance is Stance.ADVERSE and clause not in draft.carved and paper.is_paragraph(clause):
            draft.carved.append(clause)
