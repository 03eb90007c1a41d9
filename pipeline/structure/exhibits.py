"""Exhibits that are named and empty: a schedule's heading with nothing under it, or nothing but blanks."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.domain.agreement import Clause
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_WORDS = re.compile(r"[^\W\d_]{2,}")
_SAYING_NOTHING = 8  # words, at most, of a schedule that says it is "intentionally left blank"
_PART = r"(?:[.-]\w|(?<=\d)[A-Za-z]|(?<=[A-Za-z])\d)"  # "1A" and "A.1" are parts of 1 and A, "III" none of II
_ANSWER = re.compile(r"(?:none|n/?a|not applicable|no \w+)\b", re.IGNORECASE)
_WITHOUT_VALUE = frozenset({"heading", "contents"})


@once_per_vocabulary
def _nothing(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"nothing": vocabulary["placeholders"]["nothing"]})


@once_per_vocabulary
def _columns(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary["placeholders"]["columns"])


def schedules_of(clauses: tuple[Clause, ...]) -> tuple[tuple[Clause, tuple[Clause, ...]], ...]:
    """Return each schedule's heading with what stands under it."""
    starts = [at for at, clause in enumerate(clauses) if clause.kind == "schedule"]
    return tuple((clauses[s], clauses[s + 1 : e]) for s, e in pairwise([*starts, len(clauses)]))


def empty_schedules(
    clauses: tuple[Clause, ...], *, titles: frozenset[Span], vocabulary: Vocabulary
) -> Iterator[tuple[Clause, Span]]:
    """Yield the headings of schedules with nothing under them, or words that say so, and their reach.

    `titles` are the places of what the file itself marks as headings.
    """
    schedules = schedules_of(clauses)
    filled = {
        _label(heading)
        for heading, under in schedules
        if _is_filled(under, vocabulary, titles=titles, has_title=_has_title(heading))
    }
    for at, (heading, under) in enumerate(schedules):
        following = [h for h, _ in schedules[at + 1 : at + 2]]
        if _label(heading) not in filled and not _is_divided(heading, following):
            yield heading, Span(heading.span.start, under[-1].span.end if under else heading.span.end)


def _is_filled(
    under: tuple[Clause, ...], vocabulary: Vocabulary, *, titles: frozenset[Span], has_title: bool
) -> bool:
    """Tell whether a schedule says something; lines that only look like titles ("Estonia") are a list."""
    lines = [c for c in under if c.kind == "heading" and c.span not in titles]
    listed = lines if len(lines) > 1 or (lines and has_title) else []  # a lone line may be the title
    content = [c.text for c in under if (_is_content(c) or c in listed) and _WORDS.search(c.text)]
    if len(content) == 1 and _names_columns(content[0], vocabulary):
        return False
    return bool(content) and not (len(content) == 1 and _says_nothing(content[0], vocabulary))


def _names_columns(text: str, vocabulary: Vocabulary) -> bool:
    """Tell the head of a table that nobody filled in: "Name | Service | Country | |"."""
    cells = [words for cell in text.split("|") if (words := " ".join(_WORDS.findall(cell)).lower())]
    named = _columns(vocabulary)
    return len(cells) > 1 and all(c in named or c.removesuffix("s") in named for c in cells)


def _is_content(clause: Clause) -> bool:
    """Tell words from titles; a line as short as one may be the whole answer: "None."."""
    return clause.kind not in _WITHOUT_VALUE or bool(
        clause.kind == "heading" and _ANSWER.match(clause.text.strip())
    )


def _says_nothing(text: str, vocabulary: Vocabulary) -> bool:
    words = _WORDS.findall(text)
    return len(words) <= _SAYING_NOTHING and bool(_nothing(vocabulary).find(text))


def _has_title(heading: Clause) -> bool:
    return len(_WORDS.findall(heading.text)) > len(_WORDS.findall(heading.number))


def _label(heading: Clause) -> str:
    return heading.number.lower()


def _is_divided(heading: Clause, following: list[Clause]) -> bool:
    """Tell "Annex I" with "Annex I.A" below it, or "Schedule 2" with its own "Annex 1", from an empty one."""
    if not following:
        return False
    own, below = heading.number.split(), following[0].number.split()
    if own[:1] != below[:1]:
        return True
    return len(own) > 1 and len(below) > 1 and bool(re.match(rf"{re.escape(own[1])}{_PART}", below[1]))
