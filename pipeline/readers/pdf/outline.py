"""The bookmarks of a PDF: which lines of its pages are headings, as the file itself says."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium

from pipeline.readers.pdf.lines import Line

_MOST = 5_000  # bookmarks
_DEEPEST = 8
_LONGEST = 14  # words in a heading
_MOST_LINES = 4  # of one heading
_TELLING = 6  # letters at the start of a title
_ENOUGH = 40  # characters that hold its number and as many letters
_OTHER = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"^(?:(?:article|section|clause)\s+)?[\divxlc.()]+\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A title and the page, from 1, that it points to; None where the file doesn't say."""

    title: str
    page: int | None


def bookmarks_of(document: pdfium.PdfDocument) -> list[Bookmark]:
    """Return the bookmarks that may be headings; the caller holds pdfium's lock."""
    found: list[Bookmark] = []
    for item in islice(document.get_toc(max_depth=_DEEPEST), _MOST):
        title = " ".join(item.get_title().split())
        if 0 < len(title.split()) <= _LONGEST:
            target = item.get_dest()
            page = None if target is None else target.get_index()
            found.append(Bookmark(title, None if page is None else page + 1))
    return found


def titles_on(pages: Sequence[Sequence[Line]], bookmarks: Sequence[Bookmark]) -> dict[int, int]:
    """Return for the id of each line that is a bookmark's heading the number of that heading, from 1."""
    wanted: defaultdict[int, set[str]] = defaultdict(set)
    for bookmark in bookmarks:
        for page in range(1, len(pages) + 1) if bookmark.page is None else (bookmark.page, bookmark.page + 1):
            wanted[page] |= {key for key in _keys(bookmark.title) if key}
    found: dict[int, int] = {}
    for number, lines in enumerate(pages, start=1):
        for run in _runs(lines, wanted[number]) if wanted[number] else ():
            found.update(dict.fromkeys(map(id, run), len(found) + 1))
    return found


def _runs(lines: Sequence[Line], titles: set[str]) -> Iterator[Sequence[Line]]:
    """Yield the lines, one after the other, that make up a title."""
    beginnings = {title[:_TELLING] for title in titles}
    n = 0
    while n < len(lines):
        run = _title_at(n, lines, titles) if _may_begin(lines[n].text, beginnings) else None
        if run:
            yield run
        n += len(run) if run else 1


def _may_begin(text: str, beginnings: set[str]) -> bool:
    return any(
        beginning.startswith(key[:_TELLING]) or key.startswith(beginning)
        for key in _keys(text[:_ENOUGH])
        for beginning in beginnings
    )


def _title_at(n: int, lines: Sequence[Line], titles: set[str]) -> Sequence[Line] | None:
    runs = (lines[n : n + length] for length in range(1, _MOST_LINES + 1))
    return next((run for run in runs if _keys(" ".join(line.text for line in run)) & titles), None)


def _keys(text: str) -> set[str]:
    """Return the letters and digits of a title, with and without its number."""
    return {_OTHER.sub("", part).lower() for part in (text, _NUMBER.sub("", text, count=1))} - {""}
