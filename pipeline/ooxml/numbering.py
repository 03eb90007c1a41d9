"""Automatic numbers: numbering.xml, the style chain, overrides and restarts, made into "7.2" and "(a)"."""

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.elements import attribute, child, children, name_of, number, switch, value
from pipeline.ooxml.numerals import drawn
from pipeline.ooxml.styles import Styles

# A place for a count, and what parts it from the next: that goes where the count is not drawn.
_PLACE = re.compile(r"%([1-9])((?:[^%]*(?=%[1-9]))?)")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition; `restart` is w:lvlRestart, None where not given."""

    start: int
    format: str
    text: str
    style: str | None
    restart: int | None
    legal: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class _List:
    """A list instance (w:num): its definition, its own levels, where it starts anew."""

    definition: int
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """What Word draws before a paragraph: its text ("" for a bullet) and its level from 0."""

    text: str
    level: int


class Numbering:
    """Counts the numbered paragraphs of a document, to be asked in document order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[int, dict[int, Level]] = {}
        self._links: dict[int, str] = {}
        for element in children(root, "abstractNum"):
            identifier = _integer(attribute(element, "abstractNumId"))
            self._definitions[identifier] = _levels(element)
            link = value(element, "numStyleLink")
            if link is not None:
                self._links[identifier] = link
        self._lists = {_integer(attribute(e, "numId")): _list(e) for e in children(root, "num")}
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[int] = set()

    def label(self, paragraph: etree._Element | None, style: str | None) -> Label | None:
        """Return the label of the next paragraph, given its w:pPr and style; None where it has none."""
        num_id, level = self._place_in_list(paragraph, style)
        numbered = self._lists.get(num_id) if num_id else None
        if numbered is None or not 0 <= level < _LEVELS:
            return None
        definition, levels = self._definition(numbered)
        self._count(num_id or 0, numbered, definition, levels, level)
        own = levels.get(level)
        if own is None or own.hidden or (own.format == "none" and not own.text.strip()):
            return None
        return Label(_drawn(levels, self._counts[definition], level), level)

    def _place_in_list(self, paragraph: etree._Element | None, style: str | None) -> tuple[int | None, int]:
        num_id = number(paragraph, "numPr", "numId")
        level = number(paragraph, "numPr", "ilvl")
        if num_id is not None and level is not None:
            return num_id, level
        for identifier, own in self._styles.chain(style):
            if num_id is None and own.num_id is not None:
                num_id = own.num_id
                linked = self._level_of_style(num_id, identifier)
                level = linked if level is None and linked is not None else level
            if level is None and own.num_level is not None:
                level = own.num_level
            if num_id is not None and level is not None:
                break
        return num_id, level or 0

    def _level_of_style(self, num_id: int, style: str) -> int | None:
        numbered = self._lists.get(num_id)
        if numbered is None:
            return None
        _, levels = self._definition(numbered)
        return next((n for n, level in levels.items() if level.style == style), None)

    def _definition(self, numbered: _List) -> tuple[int, dict[int, Level]]:
        """Return the definition's number and levels; a definition may name a style that names another."""
        identifier = numbered.definition
        for _ in range(5):
            if identifier not in self._links:
                break
            chain = self._styles.chain(self._links[identifier])
            linked = next((self._lists.get(s.num_id) for _, s in chain if s.num_id), None)
            if linked is None:
                break
            identifier = linked.definition
        return identifier, self._definitions.get(identifier, {}) | numbered.levels

    def _count(
        self, num_id: int, numbered: _List, definition: int, levels: dict[int, Level], level: int
    ) -> None:
        """Count a paragraph of the level; deeper levels begin anew unless w:lvlRestart says otherwise.

        A start that a list overrides counts once, where the list is first used at such a level.
        """
        counts = self._counts.setdefault(definition, [None] * _LEVELS)
        for above in range(level):  # a level that was skipped counts as begun
            if counts[above] is None:
                counts[above] = _start(levels, above)
        before = counts[level]
        if num_id not in self._begun and level in numbered.starts:
            self._begun.add(num_id)
            counts[level] = numbered.starts[level]
        else:
            counts[level] = _start(levels, level) if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                counts[deeper] = None


def _start(levels: dict[int, Level], level: int) -> int:
    return levels[level].start if level in levels else 1


def _drawn(levels: dict[int, Level], counts: list[int | None], level: int) -> str:
    """Return a level's text with the counts in their places, "" for a bullet."""
    own = levels[level]
    if own.format == "bullet":
        return ""

    def count(found: re.Match[str]) -> str:
        n = int(found[1]) - 1
        if n not in levels:
            return ""
        style = "decimal" if own.legal else levels[n].format
        if style == "none":
            return ""
        return drawn(counts[n] or 0, style=style) + found[2]

    return _PLACE.sub(count, own.text).strip()


def _levels(element: etree._Element) -> dict[int, Level]:
    return {_integer(attribute(e, "ilvl")): _level(e) for e in children(element, "lvl")}


def _level(element: etree._Element) -> Level:
    start = number(element, "start")
    return Level(
        start=1 if start is None else start,
        format=_format(element),
        text=value(element, "lvlText") or "",
        style=value(element, "pStyle"),
        restart=number(element, "lvlRestart"),
        legal=switch(element, "isLgl") or False,
        hidden=switch(element, "rPr", "vanish") or False,
    )


def _format(level: etree._Element) -> str:
    """Return how the level's numbers are written; newer ways are offered beside one for older programs."""
    for inner in level:
        for element in (inner, *inner.iter("{*}numFmt")):
            if name_of(element) == "numFmt":
                custom = attribute(element, "format")
                return custom or attribute(element, "val") or "decimal"
    return "decimal"


def _list(element: etree._Element) -> _List:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in children(element, "lvlOverride"):
        n = _integer(attribute(override, "ilvl"))
        start = number(override, "startOverride")
        if start is not None:
            starts[n] = start
        own = child(override, "lvl")
        if own is not None:
            levels[n] = _level(own)
    return _List(_integer(value(element, "abstractNumId")), levels, starts)


def _integer(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else -1
