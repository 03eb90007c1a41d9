"""Boxes to tick: which options were chosen, and which words promise nothing because they were not.

"☒ EU ☐ US" is a choice made; "☐ EU ☐ US" leaves it open. "[ ]", "[x]", "( )" and "( x )" are boxes
where an option follows, blanks where a figure does ("[ ] % a month"). A box on a line of its own belongs to
the line below it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.domain.document import Document
from pipeline.domain.places import Span

_BOX = re.compile(
    r"(?P<ticked>[☒☑✅🗹]|\[\s?[xX✓✔☒]\s?\]|\(\s?[xX]\s?\)|[✓✔](?=\s+\w))"
    r"|(?P<empty>[☐□▢◻❑❒⬜]|\[[ \t\u00a0]{0,4}\](?!\()|\([ \t\u00a0]{1,4}\))"
)
_OPENS_OPTION = re.compile(r"\s*[“\"{$]?\s*[A-Za-z{]")
_COUNTED = re.compile(
    r"\s*(?:%|percent|per cent|(?:business |working |calendar )?(?:hour|day|week|month|year|minute)s?\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:^|[:.;,!?|)\]}\n•–—-])\s*$")  # where an option begins
_NUMBER = re.compile(r"\s*(?:\(?[a-z0-9]{1,3}[.)])?\s*$", re.IGNORECASE)
_ROUND = re.compile(r"\([ \t\u00a0]{1,4}\)|\([ \t\u00a0][xX][ \t\u00a0]\)")
_CELL = re.compile(r"\s\|\s")
_EDGE = re.compile(r"\s*\|\s*")
_CLAUSE = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?\s+[A-Z]|\([a-z]{1,4}\)\s")
_MAY_BE_BLANK = re.compile(
    r"[\[(]\s*[\])]"
)  # "[ ]" alone is a place to fill in, unless more boxes stand near


@dataclass(frozen=True, slots=True)
class Option:
    """A box with its words: `span` in the document's text, `group` counts the questions asked."""

    span: Span
    is_ticked: bool
    group: int


def find_options(document: Document) -> tuple[Option, ...]:
    """Return every box with its words, in text order; boxes of one question share a group."""
    found: list[Option] = []
    group = last = -1
    for first, end, span in _lines(document):
        text = document.quote(span)
        boxes = _boxes(text)
        if not boxes:
            continue
        leads = _NUMBER.fullmatch(text[: boxes[0].start()].replace("|", " "))
        if last != first - 1 or not leads:
            group += 1
        last = end
        found += [
            Option(Span(span.start + s.start, span.start + s.end), ticked, group)
            for s, ticked in _options(text, boxes)
        ]
    return tuple(found)


def _lines(document: Document) -> Iterator[tuple[int, int, Span]]:
    """Yield each block, one that is nothing but a box with the next: the first, the last, the place."""
    blocks = document.blocks
    texts = [document.quote(block.span).strip() for block in blocks]
    alone = {at for at, text in enumerate(texts) if _BOX.fullmatch(text)}
    at = 0
    while at < len(blocks):
        named = at in alone and at + 1 < len(blocks) and _is_option(texts[at + 1])
        if named and _MAY_BE_BLANK.fullmatch(texts[at]):
            named = not alone.isdisjoint((at - 2, at + 2))
        last = at + 1 if named else at
        yield at, last, Span(blocks[at].span.start, blocks[last].span.end)
        at = last + 1


def _is_option(text: str) -> bool:
    """Tell the words of the box above from another box, and from a clause with a number."""
    return not _boxes(text) and not _CLAUSE.match(text) and _BOX.fullmatch(text) is None


def unticked(options: Iterable[Option]) -> tuple[Span, ...]:
    """Return the words beside boxes that are not ticked, neighbours as one span."""
    spans: list[Span] = []
    for option in options:
        if option.is_ticked:
            continue
        if spans and option.span.start - spans[-1].end <= 3:  # a space, a cell's edge, a blank line
            spans[-1] = Span(spans[-1].start, option.span.end)
        else:
            spans.append(option.span)
    return tuple(spans)


def left_open(options: Iterable[Option]) -> Iterator[tuple[Option, ...]]:
    """Yield the options of each question in which no box is ticked."""
    groups: dict[int, list[Option]] = {}
    for option in options:
        groups.setdefault(option.group, []).append(option)
    yield from (tuple(g) for g in groups.values() if not any(o.is_ticked for o in g))


def _boxes(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    round_ones = _ROUND.search(text) is not None  # else "(x)" is an item's number
    for match in _BOX.finditer(text):
        if match[0].startswith("(") and not round_ones:
            continue
        if match[0][0] not in "[(" or _is_box(text, match, after_box=bool(found)):
            found.append(match)
    return [] if all(m[0] in "✓✔" for m in found) else found  # a table of features ticks, it asks nothing


def _is_box(text: str, match: re.Match[str], *, after_box: bool) -> bool:
    after = text[match.end() :]
    if _COUNTED.match(after) or not _OPENS_OPTION.match(after):
        return False
    return after_box or bool(_BEFORE.search(text[: match.start()]))


def _options(text: str, boxes: list[re.Match[str]]) -> Iterator[tuple[Span, bool]]:
    """Yield each box with its words: those after it, or before it where each box closes its option."""
    led = bool(text[: boxes[0].start()].strip(" |"))
    trailing = not text[boxes[-1].end() :].strip(" .;") and led
    for at, box in enumerate(boxes):
        if trailing:
            start, end = (boxes[at - 1].end() if at else 0), box.end()
        else:
            start, end = box.start(), boxes[at + 1].start() if at + 1 < len(boxes) else len(text)
            edge = None if led else _EDGE.match(text, box.end())  # a box may have a cell to itself
            cell = _CELL.search(text, edge.end() if edge else box.end(), end)
            end = cell.start() if cell else end
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        yield Span(left, start + len(words.rstrip())), box["ticked"] is not None
