"""Where in a document clauses of a family stand, and where a section of its own would."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.agreement import Clause
from pipeline.domain.requirements import Family, Requirement
from pipeline.redline.proposals.paper import Paper

AT_HOME = 0.6  # of confidence, added up over a section's clauses, from which it is a family's home
SPEAKS = 0.5  # confidence from which a clause speaks of a family
LONGEST_HEADING = 8  # words
LIST_LABEL = re.compile(r"\(?(?:[a-z]|[ivx]{1,5})[.)]$")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where new paragraphs stand: behind `anchor`, the last clause of a section, in the look of `like`.

    `heading` is the section's own heading where the section is new, to be written first.
    """

    anchor: Clause
    after: int
    like: Clause
    run_in: bool = False
    heading: Clause | None = None


@dataclass(frozen=True)
class Sections:
    """The sections of one document, as one who looks for the place of a new clause sees them."""

    paper: Paper

    def over_list(self, clause: Clause) -> Clause:
        """Return the clause that holds a list item, or the clause itself."""
        parent = self.paper.by_id.get(clause.parent or "")
        inner = not clause.number or LIST_LABEL.match(clause.number.strip())
        if parent is None or parent.kind == "heading" or not inner or not self.paper.is_paragraph(parent):
            return clause
        return self.over_list(parent)

    def home(self, requirement: Requirement, family: Family) -> Clause | None:
        """Return the heading, or the first clause, of the section in which such clauses stand."""
        related = {
            f.id
            for f in self.paper.library.families
            for r in f.requirements
            if r.id in requirement.related and f is not family
        }
        for wanted in ({family.id}, related):
            scores: dict[str, float] = defaultdict(float)
            for clause_id, found in self.paper.families.items():
                clause = self.paper.by_id.get(clause_id)
                best = max((found.get(f, 0.0) for f in wanted), default=0.0)
                if clause and best >= max(SPEAKS, *found.values()) and self._may_house(clause):
                    scores[self._section(clause).id] += best
            best_id = max(scores, key=lambda c: (scores[c], -self.paper.by_id[c].span.start), default="")
            if best_id and scores[best_id] >= AT_HOME:
                return self.paper.by_id[best_id]
        return None

    def _may_house(self, clause: Clause) -> bool:
        """Tell whether a section with this clause can take new ones: no liability, no last provisions."""
        if clause.kind != "clause" or not self.paper.is_paragraph(clause):
            return False
        section = self._section(clause)
        title = section.heading.lower()
        return not self._is_last(section) and not any(w in title for w in self.paper.words["never_struck"])

    def by_heading(self, requirement: Requirement) -> Clause | None:
        """Return the heading that names a usual place of the requirement."""
        usual = {p.lower() for p in requirement.usual_place if len(p) > 4}
        for clause in self.paper.agreement.clauses:
            title = clause.text.lower() if clause.kind == "heading" else ""
            if (
                title
                and clause.parent
                and any(p in title for p in usual)
                and self.paper.children.get(clause.id)
            ):
                return clause
        return None

    def _section(self, clause: Clause) -> Clause:
        """Return the heading or clause under which the clause and its siblings stand."""
        item = self.over_list(clause)
        parent = self.paper.by_id.get(item.parent or "")
        is_title = (
            parent is not None and parent.parent is None and parent.kind == "heading" and not parent.number
        )
        return (
            item
            if parent is None
            or (is_title and len(self.paper.children[parent.id]) > 1 and self._has_sections(parent))
            else parent
        )

    def _has_sections(self, title: Clause) -> bool:
        return any(c.kind == "heading" for c in self.paper.children[title.id])

    def end_of(self, section: Clause) -> Spot | None:
        """Return the place behind the section's last own clause."""
        below = self.paper.children.get(section.id, ())
        siblings = [c for c in below if self.paper.is_paragraph(c) and not self.paper.is_signature(c)]
        numbered = [c for c in siblings if c.number]
        siblings = numbered if len(numbered) * 2 >= len(siblings) else siblings
        if not siblings:
            return None if section.kind == "heading" else self._behind(section)
        anchor = siblings[-1]
        return Spot(anchor, self.end_block(anchor), anchor, run_in=self.runs_in(siblings))

    def _behind(self, clause: Clause) -> Spot:
        return Spot(clause, self.end_block(clause), clause, run_in=self.runs_in([clause]))

    def _siblings(self, clause: Clause) -> list[Clause]:
        return [c for c in self.paper.children.get(clause.parent, ()) if self.paper.is_paragraph(c)]

    def end_block(self, clause: Clause) -> int:
        """Return the block in which the clause ends with what stands under it, but before any signature."""
        last = clause
        for below in self._below(clause):
            if self.paper.is_signature(below):
                break
            last = below
        return self.paper.block_at(max(last.span.start, last.span.end - 1))

    def _below(self, clause: Clause) -> Iterator[Clause]:
        for child in self.paper.children.get(clause.id, ()):
            yield child
            yield from self._below(child)

    def runs_in(self, siblings: Sequence[Clause]) -> bool:
        """Tell whether the siblings begin with headings of their own: "Audit. The Customer may …"."""
        own = [
            c
            for c in siblings
            if c.heading
            and re.match(rf"[\W\d]*{re.escape(c.heading)}\s*[.:–—-]\s", c.text.removeprefix(c.number))
            and len(c.heading.split()) <= LONGEST_HEADING
        ]
        return len(own) * 2 > len(siblings)

    def before_general(self) -> Spot:
        """Return the place before the general provisions, else behind the last section or clause."""
        sections = self._sections()
        half = len(self.paper.document.text) / 2
        last = [c for c in sections if self._is_last(c) and c.span.start > half]
        if len(sections) > 1:
            before = [c for c in sections if not last or c.span.start < last[0].span.start]
            if before and (like := self._body_of(before)):
                section = before[-1]
                return Spot(
                    section,
                    self.end_block(section),
                    like,
                    heading=section,
                    run_in=self.runs_in(self._siblings(like)),
                )
        return self._behind_everything()

    def _sections(self) -> list[Clause]:
        """Return the headings of the agreement's sections: siblings with paragraphs under them."""
        by_parent: dict[str | None, list[Clause]] = defaultdict(list)
        for clause in self.paper.agreement.clauses:
            if clause.kind == "heading" and self._body_of([clause]):
                by_parent[clause.parent].append(clause)
        groups = sorted(by_parent.values(), key=lambda g: -len(g))
        return groups[0] if groups else []

    def _body_of(self, sections: Sequence[Clause]) -> Clause | None:
        for section in reversed(sections):
            for child in self.paper.children.get(section.id, ()):
                if self.paper.is_paragraph(child) and not self.paper.is_signature(child):
                    return child
        return None

    def _is_last(self, section: Clause) -> bool:
        title = (section.heading or section.text).removeprefix(section.number).strip(" .:").lower()
        return title in self.paper.words["last_sections"]

    def _behind_everything(self) -> Spot:
        clauses = [
            c
            for c in self.paper.agreement.clauses
            if self.paper.is_paragraph(c) and not self.paper.is_signature(c) and len(c.text.split()) > 7
        ]
        if not clauses:
            clauses = list(self.paper.agreement.clauses)
        anchor = self.over_list(clauses[-1])
        return self._behind(anchor)
