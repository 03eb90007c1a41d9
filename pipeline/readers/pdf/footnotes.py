"""Footnotes: small type below the text of a page, each beginning with its mark."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.domain.document import BlockKind
from pipeline.readers.pdf.lines import Box, Line

_SMALLER = 0.93  # times the type of the text
_MARK = re.compile(r"(\d{1,3}|[*†‡§¶]{1,3}|\[\d{1,3}\])\s?(?=[^\W\d]|[\"“‘(<])")
_NUMBERED = re.compile(r"(\d{1,3}[.)]|\(\d{1,3}\)|[a-z][.)])\s")  # also how lists begin
_ABOVE = 30.0  # points between the rule over footnotes and the first of them
_LEAST_RULE, _MOST_RULE = 30.0, 0.7  # points; of the page's width


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines that are a block but no part of the running text: a footnote, words along the margin."""

    kind: BlockKind
    lines: tuple[Line, ...]


def usual_size(pages: Iterable[Sequence[Line]]) -> float:
    """Return the type size that most letters of the file are set in."""
    exact: defaultdict[float, int] = defaultdict(int)
    for lines in pages:
        for line in lines:
            exact[line.size] += len(line.text)
    letters: Counter[float] = Counter()
    for size, count in exact.items():
        letters[round(size, 1)] += count
    return max(letters, key=lambda size: (letters[size], -size), default=0.0)


def footnotes_of(
    lines: Sequence[Line], rules: Sequence[Box], *, width: float, usual: float
) -> tuple[list[Beside], list[Line]]:
    """Part a page's footnotes from its text; `usual` is the type size of the text."""
    small = {id(line) for line in lines if line.size <= _SMALLER * usual}
    text = [line for line in lines if id(line) not in small]
    low = [line for line in lines if id(line) in small and not any(_is_below(o, line) for o in text)]
    if not low or not text:
        return [], list(lines)
    ruled = any(_is_over(rule, low, width) for rule in rules)
    notes: list[list[Line]] = []
    for line in sorted(low, key=lambda line: (line.left > width / 2, line.top, line.left)):
        mark = _MARK.match(line.text) or (_NUMBERED.match(line.text) if ruled else None)
        if (mark and (ruled or _is_cited(mark[1], text))) or (ruled and not notes):
            notes.append([line])
        elif notes and not mark:
            notes[-1].append(line)
    away = {id(line) for note in notes for line in note}
    found = [Beside(BlockKind.FOOTNOTE, tuple(note)) for note in notes]
    return found, [line for line in lines if id(line) not in away]


def begins_note(text: str) -> bool:
    """Tell whether the line may be the first of a footnote."""
    return (_MARK.match(text) or _NUMBERED.match(text)) is not None


def _is_cited(mark: str, lines: Sequence[Line]) -> bool:
    """Tell whether the mark stands in the text: raised, or right behind a word."""
    behind = re.compile(rf"[^\W\d_][.,;:)”\"’]?{re.escape(mark)}(?![\w.])")
    return any(
        behind.search(line.text)
        or any(word.text.startswith(mark) and word.size < line.size for _, word in line.odd)
        for line in lines
    )


def _is_below(line: Line, other: Line) -> bool:
    return line.top >= other.bottom - 0.5 * other.size and line.left < other.right and line.right > other.left


def _is_over(rule: Box, notes: Sequence[Line], width: float) -> bool:
    """Tell whether the rule is the short one that parts footnotes from the text."""
    left, top, right, bottom = rule
    first = min(notes, key=lambda line: line.top)
    short = _LEAST_RULE <= right - left <= _MOST_RULE * width and bottom - top < 2
    return short and 0 <= first.top - bottom + 3 <= _ABOVE and abs(left - first.left) < 0.1 * width
