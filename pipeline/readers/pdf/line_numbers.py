"""Line numbers along the margin of a page, as pleadings and drafts have them."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.domain.apart import Apart, SetAside
from pipeline.readers.pdf.lines import Line, line_of

_FEWEST = 8
_FEWEST_SURE = 4  # where each line has one and sentences run over them
_STEPS = (1, 5)
_ALIGNED = 3.0  # points
_WHITE = 5.0  # points between the number and the text
_IN_TURN = 0.85  # of the numbers follow on the one before
_RUNNING = 0.3  # of the lines beside a number go on in mid-sentence: a list's items don't
_LEVEL = 0.8  # of the lines of text have a number: the later lines of a list's items have none
_FULL = 0.85  # of the widest line's reach, for a sentence to run on from it


def without_line_numbers(pages: Sequence[Sequence[Line]]) -> list[tuple[list[Line], list[SetAside]]]:
    """Return each page's lines without the numbers that count them, and those numbers."""
    numbered = [_aligned([line for line in lines if _number(line) is not None]) for lines in pages]
    ends = [
        some[0].edges[1]
        for some, lines in zip(numbered, pages, strict=True)
        if len(some) >= _FEWEST_SURE and _count_lines(some, lines)
    ]
    return [
        _parted(lines, some if any(abs(some[0].edges[1] - end) <= _ALIGNED for end in ends) else [])
        if some
        else (list(lines), [])
        for some, lines in zip(numbered, pages, strict=True)
    ]


def _parted(lines: Sequence[Line], numbered: Sequence[Line]) -> tuple[list[Line], list[SetAside]]:
    counted = {id(line) for line in numbered}
    kept: list[Line] = []
    aside: list[SetAside] = []
    for line in lines:
        if id(line) not in counted:
            kept.append(line)
            continue
        number, *words = line.words
        alone = line_of([number], page=line.page, turn=line.turn)
        aside.append(SetAside(Apart.LINE_NUMBER, alone.text, alone.place))
        if words:
            kept.append(line_of(words, page=line.page, bold=line.bold, turn=line.turn))
    return kept, aside


def _aligned(lines: Sequence[Line]) -> list[Line]:
    """Return from the top down the lines whose numbers end where most do."""
    ends = sorted(line.edges[1] for line in lines)
    end = ends[len(ends) // 2] if ends else 0.0
    near = [line for line in lines if abs(line.edges[1] - end) <= _ALIGNED]
    return sorted(near, key=lambda line: line.top)


def _number(line: Line) -> int | None:
    """Return the number that the line begins with, apart from its text; None where it has none."""
    first = line.text.split(" ", 1)[0]
    if not (first.isascii() and first.isdigit() and len(first) <= 4):
        return None
    apart = line.count == 1 or line.edges[2] - line.edges[1] >= _WHITE
    return int(first) if apart else None


def _count_lines(numbered: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether the numbers run on down the margin beside running text."""
    numbers = [_number(line) or 0 for line in numbered]
    turns = [b - a for a, b in pairwise(numbers)]
    step = max(_STEPS, key=turns.count)
    if turns.count(step) < _IN_TURN * len(turns):
        return False
    counted = {id(line) for line in numbered}
    end = max(line.edges[1] for line in numbered)
    texts = [line for line in lines if id(line) not in counted]
    if sum(line.left < end for line in texts) > 0.05 * len(lines):
        return False
    beside = [line.text.split(" ", 1)[1] for line in numbered if line.count > 1]
    running = sum(text[0].islower() for text in (*beside, *(line.text for line in texts)))
    many = len(numbered) >= _FEWEST and running >= _RUNNING * max(len(beside) + len(texts), 1)
    return many or _run_on_beside(numbered, texts)


def _run_on_beside(numbered: Sequence[Line], texts: Sequence[Line]) -> bool:
    """Tell whether about each line has a number and sentences run from one numbered line to the next."""
    alone = [line for line in numbered if line.count == 1]
    rows: list[tuple[float, float, str, bool]] = []  # base line, right end, text, whether it has a number
    for line in texts:
        level = any(min(line.bottom, n.bottom) - max(line.top, n.top) > 0.5 * line.size for n in alone)
        rows.append((line.base, line.right, line.text, level))
    rows += [(line.base, line.right, line.text.split(" ", 1)[1], True) for line in numbered if line.count > 1]
    first, last = numbered[0].top, numbered[-1].bottom
    rows = sorted(row for row in rows if first <= row[0] <= last)
    if not rows or sum(row[3] for row in rows) < _LEVEL * len(rows):
        return False
    reach = max(row[1] for row in rows)
    run_on = sum(
        before[1] >= _FULL * reach and row[2][:1].islower() and before[3] and row[3]
        for before, row in pairwise(rows)
    )
    return run_on >= 2
