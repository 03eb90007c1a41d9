"""Running headers, footers and page numbers: lines at a page's edge that come back on page after page.

A line comes back where its words do, with the page's own number in it or not, at the same height. A
header that names the section changes: there most pages have a line at that height, clear of the text,
and neighbours share it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.apart import Apart, SetAside
from pipeline.readers.markers import begins_part
from pipeline.readers.pdf.footnotes import begins_note, usual_size
from pipeline.readers.pdf.line_numbers import without_line_numbers
from pipeline.readers.pdf.lines import Line
from pipeline.readers.pdf.pages import Page

_NUMBER = re.compile(r"\d+|(?<![^\W\d_])[ivxlc]+(?![^\W\d_])")
_TOKEN = re.compile(r"#|[^\W_]+")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–—|\[(]*\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]*"
    r"|(?:page|seite|p\.)?\s*[-–—|\[(]*\s*\d{1,4}\s*(?:/|of|von|sur)\s*\d{1,4}\s*[-–—|\])]*",
    re.IGNORECASE,
)
_LONE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*(\d{1,3})\s*[-–—]?", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<![\w/.-])(?P<word>page|seite)?\s*(?P<n>\d{1,4})\s*(?:/|of|von|sur)\s*(?P<m>\d{1,4})(?![\w/])",
    re.IGNORECASE,
)
_EDGE = 0.2  # of the page's height, at the top and at the bottom
_OUTER = 0.12  # of it, where two pages are enough
_MOST = 4  # lines of furniture on a page with hardly anything else
_SAME_HEIGHT = 4.0  # points
_CLEAR = 0.6  # type sizes of white that part furniture from text
_USUAL = 0.6  # of the pages, for a header that changes
_MOST_WORDS = 16  # in a line that is taken for furniture by its place alone
_MOST_BESIDE = 24  # words on a line that tells the page rightly
_FEW_PAGES = 3  # too few to show what comes back
_FEW_WORDS = 4
_FAR_APART = 15  # lines between the numbers of two pages
_FEWEST_COUNTED = 3
_LARGER = 1.05  # times the usual type
_CLOSE = 0.08  # of the page's height from its edge
_SMALLER = 0.93  # times the usual type


@dataclass(frozen=True, slots=True)
class Furnished:
    """The lines of each page, and those along its margin, without its furniture; and that furniture."""

    lines: list[list[Line]]
    sideways: list[list[Line]]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class _Margin:
    """A line near an edge: its height from there, its words with the numbers left open, the numbers."""

    line: Line
    page: int
    height: float
    key: str
    numbers: Counter[int]
    inward: Line | None  # what follows on the side away from the edge, with no more white than in text
    outer: bool
    plain: bool  # neither bold nor in larger type over text, as headings are
    part: int | None  # the number of the schedule or section that the line opens or belongs to

    @property
    def clear(self) -> bool:
        """Tell whether more white than in text parts it from the text."""
        return self.inward is None


def without_furniture(pages: Sequence[Page]) -> Furnished:
    """Return the lines of each page without what runs over all of them."""
    numberless = without_line_numbers([page.lines for page in pages])
    aside = [item for _, numbers in numberless for item in numbers]
    pages = [replace(page, lines=tuple(lines)) for page, (lines, _) in zip(pages, numberless, strict=True)]
    usual = usual_size([page.lines for page in pages])
    margins = [_margins(page, usual) for page in pages]
    counted = _counted_through(pages)
    running = _running([margin for some in margins for margin in some], count=len(pages))
    for page, some in list(zip(pages, margins, strict=True))[: _FEW_PAGES if len(pages) <= _FEW_PAGES else 1]:
        small = _small_print(some, usual=usual, height=page.height)
        running |= small if len(pages) <= _FEW_PAGES else _outside(some, small, margins, running)
    kept: list[list[Line]] = []
    for page, some in zip(pages, margins, strict=True):
        away = {id(line) for line in _from_edges(page, some, running)}
        if len(away) > max(_MOST, len(page.lines) / 2):  # pages that repeat each other are no furniture
            away = set()
        away |= {
            id(line) for line in page.lines if id(line) in counted or _says_its_page(line, page, len(pages))
        }
        kept.append([line for line in page.lines if id(line) not in away])
        aside += [_set_aside(line, page) for line in page.lines if id(line) in away]
    if not any(kept):  # then all pages are the same
        kept, aside = [list(page.lines) for page in pages], []
    often = Counter(line.text for page in pages for line in page.sideways)
    sideways = [[line for line in page.sideways if often[line.text] < 2] for page in pages]
    aside += [
        SetAside(Apart.HEADER, line.text, line.place, "along the margin")
        for page in pages
        for line in page.sideways
        if often[line.text] > 1
    ]
    return Furnished(kept, sideways, tuple(aside))


def _set_aside(line: Line, page: Page) -> SetAside:
    at_top = line.top < page.height / 2
    kind = Apart.HEADER if at_top else Apart.FOOTER
    return SetAside(
        Apart.PAGE_NUMBER if _PAGE_NUMBER.fullmatch(line.text.strip()) else kind, line.text, line.place
    )


def _margins(page: Page, usual: float) -> list[_Margin]:
    by_height = sorted(page.lines, key=lambda line: line.top)
    found: list[_Margin] = []
    for n, line in enumerate(by_height):
        at_top = line.top < page.height / 2
        height = line.base if at_top else line.base - page.height
        if abs(height) > _EDGE * page.height:
            continue
        text = line.text.lower()
        numbers = [_value(number) for number in _NUMBER.findall(text)]
        words = _TOKEN.findall(_NUMBER.sub("#", text))
        found.append(
            _Margin(
                line,
                page.number,
                height,
                " ".join(sorted(words)),  # left and right pages mirror each other
                Counter(numbers),
                _inward(by_height, n, step=1 if at_top else -1),
                abs(height) <= _OUTER * page.height,
                not at_top or (not line.bold and line.size <= _LARGER * usual),
                next(iter(numbers), 0) if begins_part(line.text) else None,
            )
        )
    return found


def _inward(lines: Sequence[Line], n: int, *, step: int) -> Line | None:
    """Return the next line towards the middle of the page, where only the white of text parts the two."""
    line = lines[n]
    rest = lines[n + 1 :] if step > 0 else lines[:n][::-1]
    for other in rest:
        white = other.top - line.bottom if step > 0 else line.top - other.bottom
        if white > -0.5 * line.size:  # not beside it
            return None if white >= _CLEAR * max(line.size, other.size) else other
    return None


def _running(margins: Sequence[_Margin], *, count: int) -> set[int]:
    """Return the ids of lines that come back at their height on enough pages."""
    found: set[int] = set()
    alike: defaultdict[str, list[_Margin]] = defaultdict(list)
    for margin in margins:
        alike[margin.key].append(margin)
    heights: dict[str, list[float]] = {}
    for key, some in alike.items():
        back = [m for m in some if _comes_back(m, some, count=count)]
        heights[key] = [m.height for m in back]
        found |= {id(m.line) for m in back}
    found |= {
        id(m.line)
        for m in margins
        if m.inward is not None
        and id(m.inward) in found
        and _comes_back(m, alike[m.key], count=count, held=True)
    }
    taken = {(m.page, m.key) for m in margins if id(m.line) in found}
    found |= {id(m.line) for m in margins if _is_moved(m, heights[m.key], taken)}
    found |= _changing(margins, count=count)
    return found | _in_place_of([m for m in margins if id(m.line) in found], margins)


def _comes_back(margin: _Margin, alike: Sequence[_Margin], *, count: int, held: bool = False) -> bool:
    """Tell whether the line stands so on enough pages; `held`: it goes on with a line that does."""
    enough, pages = max(2, min(3, count)), set[int]()
    for other in alike:  # ends at the third page that agrees: thousands may follow
        if abs(other.height - margin.height) <= _SAME_HEIGHT and _agree(margin, other):
            pages.add(other.page)
            if len(pages) >= enough:
                return True
    return len(pages) == 2 and count <= 6 and (margin.clear or held) and margin.outer and margin.plain


def _agree(one: _Margin, other: _Margin) -> bool:
    """Tell whether the numbers of the two are the same, or count the pages, as a schedule's don't."""
    if one.numbers == other.numbers or one.part != other.part:
        return one.part == other.part
    gone, come = one.numbers - other.numbers, other.numbers - one.numbers
    if not (one.plain and other.plain):
        return gone == come or (gone == Counter([one.page]) and come == Counter([other.page]))
    step = other.page - one.page
    return all(b - a == step for a, b in zip(sorted(gone.elements()), sorted(come.elements()), strict=True))


def _is_moved(margin: _Margin, heights: Sequence[float], taken: set[tuple[int, str]]) -> bool:
    """Tell whether a line with the page's number stands elsewhere, on a page with none at its height.

    `taken` holds page and key of every line that stands where its like do.
    """
    if not heights or len(margin.key) <= 10 or "#" not in margin.key:
        return False
    return (margin.page, margin.key) not in taken


def _changing(margins: Sequence[_Margin], *, count: int) -> set[int]:
    """Return the ids of lines whose words change, where most pages have one at that height."""
    slots: defaultdict[tuple[int, int], list[_Margin]] = defaultdict(list)
    for margin in margins:
        if margin.outer and margin.clear and margin.plain:
            slots[round(margin.height), round(2 * margin.line.size)].append(margin)
    found: set[int] = set()
    for some in slots.values():
        pages = {m.page for m in some}
        if len(pages) < max(4, _USUAL * count):
            continue
        shared = [m for m in some if any(o.key == m.key and o.page != m.page and _agree(m, o) for o in some)]
        counting = sum(_PAGE_NUMBER.fullmatch(m.line.text) is not None for m in some)
        if len(shared) >= 0.5 * len(some) or counting >= 0.8 * len(some):
            found |= {id(m.line) for m in some}
    return found


def _in_place_of(running: Sequence[_Margin], margins: Sequence[_Margin]) -> set[int]:
    """Return the ids of lines, such as a first page's own, that stand where others have a running one."""
    slots = {(round(m.height), round(2 * m.line.size)) for m in running if m.clear and m.outer}
    edges = {(m.page, m.height < 0) for m in running}
    return {
        id(m.line)
        for m in margins
        if m.clear
        and m.plain
        and (m.page, m.height < 0) not in edges
        and m.line.count <= _MOST_WORDS
        and (round(m.height), round(2 * m.line.size)) in slots
    }


def _small_print(margins: Sequence[_Margin], *, usual: float, height: float) -> set[int]:
    """Return the ids of lines in small type close to the edge of a page, well clear of its text."""
    return {
        id(m.line)
        for m in margins
        if m.clear
        and m.line.size <= _SMALLER * usual
        and m.line.count <= _MOST_WORDS
        and abs(m.height) <= _CLOSE * height
        and not (begins_note(m.line.text) and not _PAGE_NUMBER.fullmatch(m.line.text))
    }


def _outside(
    margins: Sequence[_Margin], small: set[int], pages: Sequence[Sequence[_Margin]], running: set[int]
) -> set[int]:
    """Return those ids whose lines stand at the top, or as low as the running lines of other pages."""
    feet = [m.height for some in pages for m in some if m.height < 0 and id(m.line) in running]
    highest = min(feet, default=0.0)
    return {
        id(m.line)
        for m in margins
        if id(m.line) in small and (m.height > 0 or m.height >= highest - _SAME_HEIGHT)
    }


def _from_edges(page: Page, margins: Sequence[_Margin], running: set[int]) -> Iterator[Line]:
    """Yield the page's running lines: from either edge inward, up to the first line of the text."""
    near = {id(margin.line) for margin in margins}
    by_height = sorted(page.lines, key=lambda line: line.top)
    for order, at_top in ((by_height, True), (by_height[::-1], False)):
        for line in order:
            at_edge = id(line) in near and (line.top < page.height / 2) is at_top
            if not at_edge or not (id(line) in running or _is_lone_number(line, page, at_top=at_top)):
                break
            yield line


def _is_lone_number(line: Line, page: Page, *, at_top: bool) -> bool:
    """Tell whether the line is a page number in the bottom margin, with room above it."""
    if at_top or line.top < 0.88 * page.height or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    above = [other.bottom for other in page.lines if other.bottom <= line.top + 1]
    return not above or line.top - max(above) > 0.5 * line.size


def _says_its_page(line: Line, page: Page, count: int) -> bool:
    """Tell whether the line is "Page 3 of 9", wherever it stands, or has it, and rightly, at an edge."""
    text = line.text.strip()
    some = [found for found in _COUNTED.finditer(text) if found.start() == 0 or found.end() == len(text)]
    at_edge = line.bottom < 0.1 * page.height or line.top > 0.9 * page.height
    for found in some:
        if found["word"] and found.group() == text:
            return True
        if at_edge and (int(found["n"]), int(found["m"])) == (page.number, count):
            return line.count <= _MOST_BESIDE
    return False


def _counted_through(pages: Sequence[Page]) -> set[int]:
    """Return the ids of lone numbers that count pages which the file once had, far apart in its text."""
    numbers: list[tuple[int, int, int]] = []  # the number, how many lines before it, its line
    before = 0
    for page in pages:
        for line in page.lines:
            before += 1
            found = _LONE_NUMBER.fullmatch(line.text) if line.count <= _FEW_WORDS else None
            if found is not None:
                numbers.append((int(found[1]), before, id(line)))
    runs: list[list[tuple[int, int, int]]] = [[]]
    for number in numbers:
        last = runs[-1][-1] if runs[-1] else None
        if last is not None and (number[0] != last[0] + 1 or number[1] - last[1] < _FAR_APART):
            runs.append([])
        runs[-1].append(number)
    return {line for run in runs if len(run) >= _FEWEST_COUNTED for _, _, line in run}


def _value(number: str) -> int:
    """Return a number in figures or in Roman numerals."""
    if number.isdigit():
        return int(number)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in number]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
