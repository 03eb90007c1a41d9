"""Plain text that was printed to pages: running headers and footers, page numbers, form feeds.

A line is taken off where it comes again on page after page at the same distance from the page's
edge, with other numbers at most; what it said is set aside.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.domain.apart import Apart, SetAside
from pipeline.domain.places import LineAt
from pipeline.readers.markers import begins_item

Line = tuple[int, str]  # number from 1, text without white space at either end

_PAGE_OF = re.compile(r"(?:\[?-*\s*)?page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*-*\]?)?\.?", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[-–—\[(\s]*\d{1,4}[-–—\])\s]*|<PAGE>\s*\d{0,4}")
_ENDS_WITH_PAGE = re.compile(r".{1,100}\s{2,}(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_END_OF_SENTENCE = re.compile(r"[.;:!?][\"”’')\]]*$")
_EDGE = 3  # lines with words at either end of a page that may be its header or footer
_FEWEST = 3  # pages on which a line has to come
_LONGEST = 120  # characters of such a line
_FEWEST_LETTERS = 3  # and letters


def without_page_furniture(raw: Sequence[str]) -> tuple[list[Line], tuple[SetAside, ...]]:
    """Return the lines of a text without its page furniture, which is set aside.

    A paragraph that a form feed broke in two is one again; one that furniture cut stays in two, so
    that every quote stands in the file word for word.
    """
    lines = [(n, line.replace("\f", " ").strip()) for n, line in enumerate(raw, start=1)]
    taken = _furniture(_pages(raw, lines))
    breaks = {n for n, line in enumerate(raw, start=1) if "\f" in line}
    if not taken and not breaks:
        return lines, ()
    left = [(n, "" if n in taken else text) for n, text in lines]
    apart = tuple(SetAside(taken[n], text, LineAt(n)) for n, text in lines if n in taken)
    return list(_mended(left, turned=breaks - set(taken))), apart


def _pages(raw: Sequence[str], lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines with words of each page; pages end at form feeds, or else at lines "Page 3 of 9"."""
    pages: list[list[Line]] = [[]]
    if any("\f" in line for line in raw):
        for line, (number, text) in zip(raw, lines, strict=True):
            if "\f" in line:
                before = line.partition("\f")[0].strip()
                pages.append([])
                if before and text == before:  # words before the form feed end the page they are on
                    pages[-2].append((number, text))
                    continue
            if text:
                pages[-1].append((number, text))
        return [page for page in pages if page]
    numbered = {n for n, text in lines if _PAGE_OF.fullmatch(text) or text.startswith("<PAGE>")}
    if len(numbered) < 2:
        return []
    for number, text in lines:
        if text:
            pages[-1].append((number, text))
        if number in numbered:
            pages.append([])
    return [page for page in pages if page]


def _furniture(pages: Sequence[Sequence[Line]]) -> dict[int, Apart]:
    """Return the numbers of the lines that are furniture, each with what it is."""
    if len(pages) < 2:
        return {}
    edges = [edge for page in pages for edge in _edges(page)]
    times = Counter((kind, _plain(text)) for (_, text), kind in edges)
    enough = max(_FEWEST, len(pages) // 2)
    found: dict[int, Apart] = {}
    for (number, text), kind in edges:
        if _PAGE_OF.fullmatch(text) or _BARE_NUMBER.fullmatch(text):
            found[number] = Apart.PAGE_NUMBER
        elif times[kind, _plain(text)] >= enough and _may_be_furniture(text):
            found[number] = kind
    return found


def _edges(page: Sequence[Line]) -> Iterator[tuple[Line, Apart]]:
    """Yield the lines at either end of a page, each with what it would be there."""
    for at, line in enumerate(page):
        below = len(page) - 1 - at
        if min(at, below) < _EDGE:
            yield line, Apart.HEADER if at < below else Apart.FOOTER


def _may_be_furniture(text: str) -> bool:
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:  # "1." on a line of its own is a clause's number
        return False
    return _ENDS_WITH_PAGE.fullmatch(text) is not None or (len(text) <= _LONGEST and not begins_item(text))


def _plain(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()).casefold())


def _mended(lines: Sequence[Line], *, turned: set[int]) -> Iterator[Line]:
    """Yield the lines without the gap that a turn of the page left in the middle of a sentence."""
    gap: list[Line] = []
    last = ""
    for number, text in lines:
        if not text:
            gap.append((number, text))
            continue
        broken = (
            last
            and any(n in turned for n, _ in gap)
            and not _END_OF_SENTENCE.search(last)
            and text[0].islower()
            and not begins_item(text)
        )
        if not broken:
            yield from gap
        gap, last = [], text
        yield number, text
    yield from gap
