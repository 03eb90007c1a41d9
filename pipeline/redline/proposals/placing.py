"""Where a new clause stands, in whose style, and under which number.

It goes to the end of the section that already speaks of its family, else of a related one, else into
a section of its own before the general provisions; never behind a signature.
"""

import re
from dataclasses import dataclass, field

from pipeline.domain.agreement import Clause
from pipeline.domain.proposal import NewText
from pipeline.domain.requirements import Family, Requirement
from pipeline.redline.proposals.numbers import first_under, inserted_after, number_after
from pipeline.redline.proposals.paper import Paper
from pipeline.redline.proposals.sections import Sections, Spot

SMALL_WORDS = frozenset(["of", "and", "the", "for", "in", "on", "to", "a", "by", "or"])


@dataclass
class Places:
    """The places of one document; it remembers the numbers given, so that new clauses are numbered on."""

    paper: Paper
    _last: dict[str, tuple[str, str]] = field(default_factory=dict)  # anchor id → last number, the one before
    _opened: dict[str, tuple[Spot, str]] = field(default_factory=dict)  # family → its new section
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sections = Sections(self.paper)
        self._taken = {c.path.strip("().: ").lower() for c in self.paper.agreement.clauses if c.path}

    def new_clause(self, requirement: Requirement, text: str) -> tuple[str, tuple[NewText, ...]]:
        """Return the clause it stands after and the paragraphs: a section's heading first where it is new."""
        family = self._family(requirement)
        home = self.sections.home(requirement, family)
        if home is None and family.id not in self._opened:
            home = self.sections.by_heading(requirement)
        if home is not None:
            spot = self.sections.end_of(home)
            if spot is not None:
                return spot.anchor.id, (self._paragraph(spot, requirement, text),)
        return self._in_own_section(requirement, family, text)

    def beside(self, clause: Clause, requirement: Requirement, text: str) -> tuple[str, tuple[NewText, ...]]:
        """Return a paragraph that follows the clause with all that stands under it."""
        anchor = self.sections.over_list(clause)
        after = self.sections.end_block(anchor)
        spot = Spot(anchor, after, anchor, run_in=self.sections.runs_in([anchor]))
        return anchor.id, (self._paragraph(spot, requirement, text),)

    def _family(self, requirement: Requirement) -> Family:
        return next(f for f in self.paper.library.families if requirement in f.requirements)

    def _in_own_section(
        self, requirement: Requirement, family: Family, text: str
    ) -> tuple[str, tuple[NewText, ...]]:
        if family.id in self._opened:
            spot, number = self._opened[family.id]
            number = number_after(number) if number else ""
            self._opened[family.id] = (spot, number)
            return spot.anchor.id, (self._new(spot, requirement, text, number),)
        spot = self.sections.before_general()
        if spot.heading is None:
            return spot.anchor.id, (self._paragraph(spot, requirement, text),)
        heading_number = self._next_number(spot.heading)
        head = NewText(
            after=spot.after,
            like=self.paper.block_of(spot.heading),
            text=_in_style(family.title, spot.heading.text.removeprefix(spot.heading.number).strip()),
            number=heading_number or None,
        )
        like_number = "" if self._counted(spot.like) else spot.like.number
        number = first_under(heading_number, like=like_number) if heading_number else ""
        self._opened[family.id] = (spot, number)
        return spot.anchor.id, (head, self._new(spot, requirement, text, number))

    def _paragraph(self, spot: Spot, requirement: Requirement, text: str) -> NewText:
        return self._new(spot, requirement, text, self._next_number(spot.anchor))

    def _new(self, spot: Spot, requirement: Requirement, text: str, number: str) -> NewText:
        heading = ""
        if spot.run_in and requirement.drafting:
            subject = self.paper.say(requirement.drafting.subject).removeprefix("the ")
            heading = _in_style(subject, spot.like.heading)
        return NewText(
            after=spot.after,
            like=self.paper.block_of(spot.like),
            text=text,
            number=number or None,
            heading=heading,
        )

    def _counted(self, clause: Clause) -> bool:
        return self.paper.block(clause).number is not None

    def _next_number(self, anchor: Clause) -> str:
        """Return the typed number that follows what was added behind the anchor; "" where none is typed."""
        if not anchor.number or self._counted(anchor):
            return ""
        number, before = self._last.get(anchor.id, (anchor.number, self._number_before(anchor)))
        following = number_after(number, before=before, taken=self._taken) or inserted_after(
            number, taken=self._taken
        )
        self._last[anchor.id] = (following, number)
        self._taken.add(following.strip("().: ").lower())
        return following

    def _number_before(self, anchor: Clause) -> str:
        siblings = [c for c in self.paper.children.get(anchor.parent, ()) if c.number]
        place = siblings.index(anchor) if anchor in siblings else 0
        return siblings[place - 1].number if place else ""


def _in_style(title: str, like: str) -> str:
    """Write a title as the heading beside it is written: in capitals, with each word capital, or plainly."""
    if like.isupper():
        return title.upper()
    long_words = [w for w in re.findall(r"[A-Za-z]+", like) if w.lower() not in SMALL_WORDS]
    if len(long_words) > 1 and all(w[0].isupper() for w in long_words):
        words = [w if w.lower() in SMALL_WORDS else w[:1].upper() + w[1:] for w in title.split()]
        return " ".join(words)
    return title[:1].upper() + title[1:]
