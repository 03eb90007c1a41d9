"""Proof of absence: what was searched in which document, and why the nearest passages do not count."""

from dataclasses import dataclass

from pipeline.domain.listing import listed, pages
from pipeline.domain.review import Finding, Nearest, Searched
from pipeline.reports.escaping import shortened
from pipeline.reports.outline import Papers
from pipeline.reports.words import count

_FEW = 4  # documents that a sentence can name


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that something is not there; `each` holds a line a document where they are many."""

    said: str
    unread: str
    each: tuple[str, ...]
    nearest: tuple[Nearest, ...]

    @classmethod
    def of(cls, finding: Finding, papers: Papers) -> "Proof":
        """Put what a finding searched into words."""
        searched = finding.searched
        lines = tuple(_line(d.document, d.clauses, d.pages, papers) for d in searched.each)
        many = len(lines) > _FEW
        whole = f"every clause of {listed(lines)}" if lines and not many else _counted(searched)
        return cls(whole, _unread(searched, papers), lines if many else (), searched.nearest)


def _line(document: str, clauses: int, of_pages: int | None, papers: Papers) -> str:
    extent = [count(clauses, "clause"), *([count(of_pages, "page")] if of_pages is not None else [])]
    return f"{shortened(papers.name(document), most=80)} ({', '.join(extent)})"


def _counted(searched: Searched) -> str:
    said = f"{count(searched.clauses, 'clause')} in {count(searched.documents, 'document')}"
    return said if searched.pages is None else f"{said}, {count(searched.pages, 'page')}"


def _unread(searched: Searched, papers: Papers) -> str:
    """Return the pages that could not be read, by document where known; "" where all were."""
    named = [
        f"{shortened(papers.name(d.document), most=80)}, "
        f"{'page' if len(d.pages_unread) == 1 else 'pages'} {pages(d.pages_unread)}"
        for d in searched.each
        if d.pages_unread
    ]
    if named:
        return "; ".join(named)
    return count(searched.pages_unread, "page") if searched.pages_unread else ""
