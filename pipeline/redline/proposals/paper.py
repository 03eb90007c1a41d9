"""The document that is redlined, as the drafter of a change looks at it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.agreement import Agreement, Clause
from pipeline.domain.document import Block, BlockKind, Document
from pipeline.domain.proposal import Position
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import Assessment
from pipeline.library.spoken import spoken
from pipeline.library.voice import HOUSE_TERMS, Voice, voice_of

BODY = frozenset({"clause", "schedule"})
ENDS = re.compile(r"[.!?][\"'”’)\]]*$")


@dataclass(frozen=True)
class Paper:
    """One document with its clauses in order and as a tree, and how it speaks."""

    agreement: Agreement
    voice: Voice
    library: Library
    position: Position
    children: Mapping[str | None, Sequence[Clause]]
    by_id: Mapping[str, Clause]
    families: Mapping[str, Mapping[str, float]]  # clause id → family → confidence

    @property
    def document(self) -> Document:
        """Return the document that is redlined."""
        return self.agreement.document

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Return the word lists for redlining."""
        return self.library.vocabulary["redline"]

    def wording(self, requirement: Requirement) -> str:
        """Return the wording proposed, in this agreement's own words."""
        preferred = self.position is Position.PREFERRED
        return self.say(requirement.wording.preferred if preferred else requirement.wording.fallback)

    def say(self, wording: str) -> str:
        """Return words of the library as this agreement says them."""
        return spoken(wording, self.voice)

    def block_at(self, offset: int) -> int:
        """Return the index of the block that holds the character."""
        return max(0, bisect_right(self.document.blocks, offset, key=lambda b: b.span.start) - 1)

    def block_of(self, clause: Clause) -> int:
        """Return the index of the block in which the clause begins."""
        return self.block_at(clause.span.start)

    def block(self, clause: Clause) -> Block:
        """Return the block in which the clause begins."""
        return self.document.blocks[self.block_of(clause)]

    def last_of(self, clause: Clause) -> Clause:
        """Return the last clause in text order that lies under this one, itself where none does."""
        below = self.children.get(clause.id, ())
        return self.last_of(below[-1]) if below else clause

    def is_paragraph(self, clause: Clause) -> bool:
        """Tell whether the clause is a paragraph that takes a change: no heading, cell or definition."""
        plain = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        kind = self.block(clause).kind
        headed = kind is BlockKind.HEADING and ENDS.search(clause.text.rstrip()) is not None
        return clause.kind in BODY and (kind in plain or headed)

    def is_signature(self, clause: Clause) -> bool:
        """Tell whether the clause belongs to a signature block."""
        text = clause.text.lower()
        short = len(text.split()) < 25
        return "____" in text or (short and any(w in text for w in self.words["signature"]))


def paper_of(
    assessment: Assessment, library: Library, *, document: str | None, position: Position, defining: bool
) -> Paper:
    """Return the document with the id, or the first of the set, ready to be redlined.

    `defining` says that a definition of Security Incident is proposed too, so all wording uses it.
    """
    agreements = assessment.agreements.agreements
    agreement = next(a for a in agreements if document in (None, a.document.id))
    voice = voice_of(agreement, library.vocabulary, others=[a for a in agreements if a is not agreement])
    if defining:
        voice = replace(voice, terms={**voice.terms, "incident": HOUSE_TERMS["incident"]})
    children: dict[str | None, list[Clause]] = defaultdict(list)
    for clause in agreement.clauses:
        children[clause.parent].append(clause)
    return Paper(
        agreement=agreement,
        voice=voice,
        library=library,
        position=position,
        children=children,
        by_id={c.id: c for c in agreement.clauses},
        families={
            clause: {s.id: s.confidence for s in scores}
            for clause, scores in assessment.clause_families.items()
        },
    )
