"""Left to fill in: what was left open in the papers, where, and which points rest on it."""

from collections import defaultdict
from dataclasses import dataclass

from pipeline.domain.agreement import Placeholder
from pipeline.domain.listing import pages
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment
from pipeline.reports.escaping import one_line, shortened
from pipeline.reports.outline import Papers, page_of, place_in_words
from pipeline.reports.words import BLANK, count

SHOWN = 40  # rows a reader is shown; review.json holds every blank


@dataclass(frozen=True, slots=True)
class Blank:
    """Places of one document with the same words; `empties` are titles by requirement id."""

    document: str
    where: str
    kind: str
    quote: str
    number: int
    empties: dict[str, str]

    @property
    def at(self) -> str:
        """Return the document and the place in it."""
        return ", ".join(filter(None, (self.document, self.where)))


def blanks(assessment: Assessment, library: Library) -> tuple[Blank, ...]:
    """Return the blanks, those that empty a requirement first, otherwise in text order."""
    titles, papers = {r.id: r.title for r in library.requirements}, Papers.of(assessment)
    same: defaultdict[tuple[object, ...], list[Placeholder]] = defaultdict(list)
    for p in assessment.placeholders:
        # What empties something is told place by place.
        apart = (p.clause, p.span) if p.empties else ()
        same[p.document, p.kind, one_line(p.quote), p.empties, *apart].append(p)
    found = (_blank(group, papers, titles) for group in same.values())
    return tuple(sorted(found, key=lambda blank: not blank.empties))


def blanks_in_words(assessment: Assessment) -> str:
    """Return "7 places in 2 documents; 3 points rest on them", "" for none."""
    found = assessment.placeholders
    if not found:
        return ""
    documents = len({p.document for p in found})
    said = f"{count(len(found), 'place')} in {count(documents, 'document')}"
    empties = len({r for p in found for r in p.empties})
    return (
        f"{said}; {count(empties, 'point')} {'rests' if empties == 1 else 'rest'} on them"
        if empties
        else said
    )


def _blank(group: list[Placeholder], papers: Papers, titles: dict[str, str]) -> Blank:
    first = group[0]
    return Blank(
        document=shortened(papers.name(first.document), most=80),
        where=_where(group, papers),
        kind=BLANK.get(first.kind, first.kind),
        quote=first.quote,
        number=len(group),
        empties={r: titles.get(r, r) for r in first.empties},
    )


def _where(group: list[Placeholder], papers: Papers) -> str:
    """Return "clause 8.1 (Breach), page 5", or for several places "pages 2, 5–9"."""
    numbers = tuple({page for p in group if (page := page_of(p.place)) is not None})
    if len(group) == 1:
        return ", ".join(filter(None, (papers.clause(group[0].clause), place_in_words(group[0].place))))
    on = f"page {pages(numbers)}" if len(numbers) == 1 else f"pages {pages(numbers)}"
    first = place_in_words(group[0].place)
    return on if numbers else f"{first} and further on" if first else ""
