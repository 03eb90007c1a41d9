"""What is proposed against a finding: words to change, a clause to add, a note to the other side."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.places import Span


class Position(StrEnum):
    """Which of a requirement's wordings is proposed."""

    PREFERRED = "preferred"
    FALLBACK = "fallback"


class ProposalKind(StrEnum):
    """What a proposal does to the agreement."""

    EDIT = "edit"  # words of a clause are replaced, added or struck out
    NEW_CLAUSE = "new clause"
    COMMENT = "comment"  # an edit would be unsafe: it is said instead


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words of the document's text and what takes their place.

    An empty span inserts; an empty `new` deletes. `span` is in `Document.text`, within one block.
    """

    span: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NewText:
    """A paragraph or list item to add after a block.

    `after` is the index of the block in `Document.blocks` it follows; `like` that of the block whose
    style, level and numbering it takes; `number` is the number it will bear where the document's
    numbers are typed, None where its program counts or there is none.
    """

    after: int
    like: int
    text: str
    number: str | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One requirement's proposal on one document.

    `clause` is the id of the clause changed, or after which new text stands; `span` the words the
    comment is anchored to; `comment` says the requirement, the guidance, why, and the fallback if
    refused. A proposal that only comments has neither replacements nor new text, and `unsafe` says
    why no edit was made.
    """

    requirement: str
    document: str
    kind: ProposalKind
    clause: str | None
    span: Span
    comment: str
    position: Position
    replacements: tuple[Replacement, ...] = ()
    new_text: tuple[NewText, ...] = ()
    unsafe: str = ""
