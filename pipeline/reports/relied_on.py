"""Papers the agreement relies on: supplied or not, changeable at will, what hangs on each, what to ask."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.agreement import DocumentReference
from pipeline.domain.listing import listed
from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.requirements import Library
from pipeline.domain.review import Assessment
from pipeline.reports.escaping import one_line
from pipeline.reports.words import capital, count

SHOWN = 25  # papers shown at once


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """One paper that the text names, however often; `needed_for` are titles by requirement id."""

    title: str
    urls: tuple[str, ...]
    supplied: bool
    changeable: bool
    needed_for: dict[str, str]
    named: tuple[DocumentReference, ...]

    @property
    def standing(self) -> str:
        """Return "not supplied", "supplied, may be changed at will" and the like."""
        said = "supplied" if self.supplied else "not supplied"
        return f"{said}, may be changed at will" if self.changeable else said

    @property
    def to_ask(self) -> str:
        """Return what to ask the provider for, "" where nothing is open."""
        fixed = "state which version is part of the agreement, and agree that no change lowers it"
        match self.supplied, self.changeable:
            case False, True:
                return f"Send it, {fixed}."
            case False, False:
                return "Send it, in the version that is part of the agreement."
            case True, True:
                return f"{capital(fixed)}."
            case _:
                return ""

    @property
    def _rank(self) -> tuple[bool, bool, bool]:
        return self.supplied, not self.needed_for, not self.changeable


def relied_on(assessment: Assessment | SupplierReview, library: Library) -> tuple[ReliedOn, ...]:
    """Return each paper once: those that are missing and needed first, those supplied last."""
    titles = {r.id: r.title for r in library.requirements}
    return tuple(sorted(_papers(assessment, titles), key=lambda paper: paper._rank))


def missing(papers: tuple[ReliedOn, ...]) -> tuple[ReliedOn, ...]:
    """Return those that were not supplied."""
    return tuple(p for p in papers if not p.supplied)


def missing_in_words(papers: tuple[ReliedOn, ...], *, named: int = 3) -> str:
    """Return "4 papers (AUP, Security Annex, DPA and 1 more); 2 points hang on them", "" for none."""
    gone = missing(papers)
    if not gone:
        return ""
    titles = [one_line(p.title) for p in gone[:named]]
    more = len(gone) - len(titles)
    said = f"{count(len(gone), 'paper')} ({listed([*titles, f'{more} more'] if more else titles)})"
    needed = len({r for p in gone for r in p.needed_for})
    return f"{said}; {count(needed, 'point')} may be settled there" if needed else said


def _papers(assessment: Assessment | SupplierReview, titles: dict[str, str]) -> Iterator[ReliedOn]:
    same: defaultdict[str, list[DocumentReference]] = defaultdict(list)
    for reference in assessment.references:
        same[one_line(reference.paper or reference.title).casefold() or reference.url or ""].append(reference)
    for named in same.values():
        needed = dict.fromkeys(r for n in named for r in n.needed_for)
        yield ReliedOn(
            title=named[0].title or named[0].url or "",
            urls=tuple(dict.fromkeys(n.url for n in named if n.url)),
            supplied=any(n.supplied for n in named),
            changeable=any(n.changeable for n in named),
            needed_for={r: titles.get(r, r) for r in needed},
            named=tuple(named),
        )
