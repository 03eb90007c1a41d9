"""How a paper was read: how much of its file, in which view, what was hidden or left out, and why."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.domain.apart import Apart, Change, SetAside, View
from pipeline.domain.document import Document
from pipeline.domain.listing import listed, pages
from pipeline.reports.escaping import one_line
from pipeline.reports.words import count, percent

SAMPLES = 5  # of a kind that was left out; the counts say the rest
_MOST_UNEXPLAINED = 0.01  # of a file's letters and digits; list marks and the like are no loss
_VIEW = {
    View.ACCEPTED: "read as if all were accepted",
    View.ORIGINAL: "read as it was before them",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """All that was left out for one reason: how often, how many letters and digits, how it begins."""

    kind: Apart
    why: str
    count: int
    characters: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperRead:
    """The reading of one document.

    `read` and `in_file` count letters and digits; `unexplained` are those of the file that are neither
    in the text nor listed, 0 where they are few. `disguised` stand in the text, `hidden` do not.
    """

    document: Document
    read: int
    in_file: int | None
    unexplained: int
    hidden: tuple[SetAside, ...]
    disguised: tuple[SetAside, ...]
    left_out: tuple[LeftOut, ...]

    @classmethod
    def of(cls, document: Document) -> "PaperRead":
        """Sum up how a document was read."""
        read = _letters(document.text)
        apart = [s for s in document.set_aside if s.span is None]
        known = read + sum(_letters(s.text) for s in apart)
        lost = max(0, (document.characters or 0) - known)
        return cls(
            document=document,
            read=read,
            in_file=None if document.characters is None else max(document.characters, read),
            unexplained=lost if lost > _MOST_UNEXPLAINED * known else 0,
            hidden=tuple(s for s in apart if s.kind is Apart.HIDDEN),
            disguised=tuple(s for s in document.set_aside if s.span is not None),
            left_out=tuple(_left_out(s for s in apart if s.kind is not Apart.HIDDEN)),
        )

    @property
    def share(self) -> float | None:
        """Return the share of the file's letters and digits that are text, where it is known."""
        return self.read / self.in_file if self.in_file else None


def extent(paper: PaperRead) -> str:
    """Return "12 pages; 61,204 of 62,010 letters and digits read (98 %)"."""
    document = paper.document
    said = [count(document.pages, "page")] if document.pages is not None else []
    if paper.in_file is None:
        said.append(f"{paper.read:,} letters and digits read")
    else:
        share = percent(paper.share)
        said.append(f"{paper.read:,} of {paper.in_file:,} letters and digits read ({share})")
    return "; ".join(said)


def remarks(paper: PaperRead) -> tuple[str, ...]:
    """Return what a reader should know of how the paper was read, each a clause without full stop."""
    return (*filter(None, (_hidden(paper), _disguised(paper))), *doubts(paper))


def doubts(paper: PaperRead) -> tuple[str, ...]:
    """Return the same without hidden text, of which the warnings have spoken."""
    return (*_uncertain(paper), *_pending(paper))


def changes_by_author(changes: Iterable[Change]) -> tuple[tuple[str, str], ...]:
    """Return for each author what is pending of them: ("A. Clerk", "3 insertions and 1 deletion")."""
    by: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for change in changes:
        by[change.author][change.kind] += 1
    return tuple((author or "somebody unnamed", _kinds(kinds)) for author, kinds in by.items())


def view_in_words(view: View) -> str:
    """Return how a file with tracked changes was read."""
    return _VIEW[view]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _left_out(apart: Iterable[SetAside]) -> Iterator[LeftOut]:
    grouped: defaultdict[tuple[Apart, str], list[str]] = defaultdict(list)
    for item in apart:
        grouped[item.kind, item.why].append(item.text)
    for kind, why in sorted(grouped, key=lambda key: ([*Apart].index(key[0]), key[1])):
        texts = grouped[kind, why]
        samples = tuple(dict.fromkeys(texts))[:SAMPLES]
        yield LeftOut(kind, why, len(texts), sum(map(_letters, texts)), samples)


def _hidden(paper: PaperRead) -> str:
    if not paper.hidden:
        return ""
    reasons = listed(dict.fromkeys(s.why for s in paper.hidden if s.why))
    return f"hidden text in {count(len(paper.hidden), 'place')}" + (f" ({reasons})" if reasons else "")


def _disguised(paper: PaperRead) -> str:
    number = len(paper.disguised)
    are = "word that is" if number == 1 else "words that are"
    return (
        f"{number:,} {are} not what it looks like"
        if number == 1
        else f"{number:,} {are} not what they look like"
        if number
        else ""
    )


def _uncertain(paper: PaperRead) -> Iterator[str]:
    document = paper.document
    if document.pages_unread:
        which = "page" if len(document.pages_unread) == 1 else "pages"
        yield f"{which} {pages(document.pages_unread)} could not be read"
    if document.pages_by_ocr:
        numbers = tuple(p.page for p in document.pages_by_ocr)
        low, high = (f(p.confidence for p in document.pages_by_ocr) for f in (min, max))
        sure = percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"
        which = "page" if len(numbers) == 1 else "pages"
        yield f"{which} {pages(numbers)} read from the picture by OCR (confidence {sure})"
    if paper.unexplained:
        yield f"{paper.unexplained:,} letters and digits of the file are neither read nor listed as left out"


def _pending(paper: PaperRead) -> Iterator[str]:
    document = paper.document
    if document.changes:
        authors = [author for author, _ in changes_by_author(document.changes)]
        by = listed(authors[:3]) if len(authors) < 4 else f"{', '.join(authors[:3])} and others"
        kinds = _kinds(Counter(c.kind for c in document.changes))
        number = count(len(document.changes), "tracked change")
        yield f"{number} pending ({kinds}, by {one_line(by)}), {view_in_words(document.view)}"
    if document.comments:
        yield f"{count(len(document.comments), 'margin comment')} left out"


def _kinds(kinds: Counter[str]) -> str:
    return listed(count(number, _noun(kind)) for kind, number in kinds.items())


def _noun(kind: str) -> str:
    return {"format": "format change"}.get(kind, kind)
