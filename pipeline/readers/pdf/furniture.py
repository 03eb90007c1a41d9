"""Running headers, footers and page numbers: lines that come back at the same height on page after page."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.readers.pdf.lines import Line
from pipeline.readers.pdf.pages import Page

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–—\[(]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—\])]?"
    r"|(?:page\s*)?\d{1,4}\s*(?:/|of|von|sur)\s*\d{1,4}",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"page\s*\d{1,4}\s*(?:/|of|von|sur)\s*\d{1,4}", re.IGNORECASE)  # wherever it stands
_EDGE = 0.2  # of the page's height, at the top and at the bottom
_MOST = 4  # lines of furniture on a page with hardly anything else
_SAME_HEIGHT = 4.0  # points


def without_furniture(pages: Sequence[Page]) -> tuple[list[list[Line]], int]:
    """Return the lines of each page without what runs over all of them, and how many lines that was."""
    repeated = _repeated(pages)
    kept: list[list[Line]] = []
    removed = 0
    for page in pages:
        away = {id(line) for line in _running(page, repeated)}
        if len(away) > max(_MOST, len(page.lines) / 2):  # pages that repeat each other are no furniture
            away = set()
        away |= {id(line) for line in page.lines if _COUNTED.fullmatch(line.text)}
        kept.append([line for line in page.lines if id(line) not in away])
        removed += len(away)
    return kept, removed


def _repeated(pages: Sequence[Page]) -> dict[str, list[float]]:
    """Return, for each text with its numbers left open, the heights at which it comes back."""
    places: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for page in pages:
        for line in _at_edges(page):
            places[_key(line)].append((_height(line, page), page.number))
    enough = 2 if len(pages) == 2 else 3
    return {key: heights for key, seen in places.items() if (heights := _common(seen, enough))}


def _common(seen: list[tuple[float, int]], enough: int) -> list[float]:
    heights = []
    for height, _ in seen:
        on = {page for other, page in seen if abs(other - height) <= _SAME_HEIGHT}
        if len(on) >= enough:
            heights.append(height)
    return sorted(set(heights))


def _running(page: Page, repeated: dict[str, list[float]]) -> Iterator[Line]:
    """Yield the page's running lines: from either edge inward, up to the first line of the text."""
    by_height = sorted(page.lines, key=lambda line: line.top)
    for order, at_top in ((by_height, True), (by_height[::-1], False)):
        for line in order:
            near = _comes_back(line, page, repeated)
            alone = not at_top and _is_lone_number(line, page)
            at_this_edge = _is_at_edge(line, page) and (line.top < page.height / 2) is at_top
            if not (at_this_edge and (near or alone)):
                break
            yield line


def _comes_back(line: Line, page: Page, repeated: dict[str, list[float]]) -> bool:
    """Tell whether the line stands at the same height elsewhere.

    A line with a page number may stand at another height where the page has none at the usual one.
    """
    key = _key(line)
    heights = repeated.get(key, [])
    if not heights:
        return False
    if _is_near(line, page, heights):
        return True
    alike = (other for other in page.lines if _key(other) == key)
    return len(key) > 10 and "#" in key and not any(_is_near(other, page, heights) for other in alike)


def _is_near(line: Line, page: Page, heights: Sequence[float]) -> bool:
    return any(abs(_height(line, page) - other) <= _SAME_HEIGHT for other in heights)


def _is_lone_number(line: Line, page: Page) -> bool:
    """Tell whether the line is a page number in the bottom margin, with room above it."""
    if line.top < 0.88 * page.height or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    above = [other.bottom for other in page.lines if other.bottom <= line.top + 1]
    return not above or line.top - max(above) > 0.5 * line.size


def _at_edges(page: Page) -> Iterator[Line]:
    return (line for line in page.lines if _is_at_edge(line, page))


def _is_at_edge(line: Line, page: Page) -> bool:
    return line.bottom <= _EDGE * page.height or line.top >= (1 - _EDGE) * page.height


def _height(line: Line, page: Page) -> float:
    """Return the height from the nearer edge, so that pages of two sizes agree."""
    return line.top if line.top < page.height / 2 else -(page.height - line.top)


def _key(line: Line) -> str:
    return _NUMBER.sub("#", line.text.lower())
