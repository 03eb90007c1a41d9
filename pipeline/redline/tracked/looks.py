"""How words look: run properties to copy for what is added, in the order the schema wants."""

from collections import Counter
from copy import deepcopy

from lxml import etree

from pipeline.ooxml.elements import child, name_of
from pipeline.redline.tracked.lines import Leaf, Line
from pipeline.redline.tracked.names import make, set_text, writable

_NOT_COPIED = frozenset(("ins", "del", "moveFrom", "moveTo", "rPrChange", "vertAlign", "position"))
_OF_A_LINK = frozenset(("rStyle", "u", "color", "webHidden"))
_COLOURS = frozenset(("color", "highlight", "shd", "bdr"))
_EMPHASIS = ("b", "i", "u", "caps", "smallCaps", "rStyle")


def look_of(leaf: Leaf | None, *, in_link: bool = False) -> etree._Element | None:
    """Return a copy of the run properties of letters, without what belongs to them or their link alone."""
    properties = child(leaf.run, "rPr") if leaf is not None else None
    if leaf is None or properties is None:
        return None
    copy = deepcopy(properties)
    copy.tail = None
    for element in list(copy):
        if name_of(element) in _NOT_COPIED or (
            leaf.home is not None and not in_link and name_of(element) in _OF_A_LINK
        ):
            copy.remove(element)
    return copy if len(copy) else None


def uncoloured(look: etree._Element) -> etree._Element:
    """Return a look without its colours."""
    copy = deepcopy(look)
    for element in list(copy):
        if name_of(element) in _COLOURS:
            copy.remove(element)
    return copy


def key_of(look: etree._Element | None) -> bytes:
    """Return what makes two looks the same."""
    return b"" if look is None else b"".join(etree.tostring(e, method="c14n") for e in look)


def main_look(line: Line) -> etree._Element | None:
    """Return the look of most letters of a paragraph, links and fields aside."""
    plain = [leaf for leaf in line.leaves if leaf.home is None and not leaf.depth] or line.leaves
    looks = {key_of(look): look for look in map(look_of, plain)}
    counts: Counter[bytes] = Counter()
    for leaf in plain:
        counts[key_of(look_of(leaf))] += len(leaf.text.strip())
    return looks[counts.most_common(1)[0][0]] if counts else None


def nearer_look(line: Line, before: Leaf | None, after: Leaf | None) -> etree._Element | None:
    """Return the look for words added between two letters: that of the paragraph where either side has it."""
    usual = main_look(line)
    sides = [look_of(leaf) for leaf in (before, after) if leaf is not None]
    if not sides or any(key_of(side) == key_of(usual) for side in sides):
        return usual
    return sides[0]


def is_emphasised(look: etree._Element | None) -> bool:
    """Tell whether a look is bold, underlined or the like."""
    return look is not None and any(child(look, name) is not None for name in _EMPHASIS)


def run_of(like: etree._Element, text: str, look: etree._Element | None) -> etree._Element:
    """Return a run with the words; tabs and line breaks become elements."""
    run = make(like, "r")
    if look is not None:
        run.append(deepcopy(look))
    piece = ""
    for character in writable(text).replace("\r\n", "\n").replace("\r", "\n"):
        if character not in "\t\n":
            piece += character
            continue
        _add_text(run, piece)
        run.append(make(like, "tab" if character == "\t" else "br"))
        piece = ""
    _add_text(run, piece)
    return run


def _add_text(run: etree._Element, text: str) -> None:
    if text:
        element = make(run, "t")
        set_text(element, text)
        run.append(element)
