"""What a file holds beside the agreement's own words, and what is doubtful about how it was read.

Nothing here is evidence. It is kept so that a reader can see what was set aside, and why.
"""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.places import Place, Span


class View(StrEnum):
    """How a file with tracked changes is read."""

    ACCEPTED = "accepted"  # as if all were accepted
    ORIGINAL = "original"  # as it was before them


class Apart(StrEnum):
    """Why words of the file are not part of the document's text."""

    HEADER = "running header"
    FOOTER = "running footer"
    PAGE_NUMBER = "page number"
    LINE_NUMBER = "line number"
    HIDDEN = "hidden text"  # a reader of the paper would not see it
    DELETED = "deleted by a tracked change"
    INSERTED = "inserted by a tracked change"  # in the original view
    COMMENT = "comment"
    SITE = "web site around the agreement"  # menus, banners, related links
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SetAside:
    """Words of the file that were kept out of the text: verbatim, with their place and the reason.

    `why` says more where the kind does not: "white on white", "outside the page", "marked hidden".
    Words that stand in the text all the same, since a reader does see them, but not as what they are
    (letters of another alphabet), have their `span`; a claim that rests on them is doubtful.
    """

    kind: Apart
    text: str
    place: Place | None
    why: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change that nobody has accepted or rejected yet.

    `kind` is "insertion", "deletion", "move" or "format"; `span` is where it stands in the text as
    read, empty (start == end) where the view leaves its words out. `text` holds the spaces at its ends
    too: what puts struck words back needs them.
    """

    kind: str
    text: str
    author: str
    date: str  # as the file writes it, ISO 8601; "" where it does not
    place: Place
    span: Span


@dataclass(frozen=True, slots=True)
class Comment:
    """A margin comment and the words it is anchored to (an empty span where it has none)."""

    text: str
    author: str
    date: str
    place: Place
    span: Span


@dataclass(frozen=True, slots=True)
class PageByOcr:
    """A page whose words were recognised from its picture; `confidence` is their mean, in [0, 1]."""

    page: int
    confidence: float
