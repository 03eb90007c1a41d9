"""New paragraphs, marked as inserted so that rejecting them leaves the paragraphs as they were.

Rejecting an inserted end joins its paragraph with the next, whose properties stay. So a new paragraph
stands before the next one where there is a next. At the end of a cell, a section or the text there is
none: then the end of the paragraph before is the inserted one, and the last new paragraph keeps that
one's properties as its earlier ones.
"""

import re
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from pipeline.domain.proposal import NewText
from pipeline.ooxml.elements import child, children, name_of
from pipeline.redline.tracked.edits import mark_paragraph
from pipeline.redline.tracked.joins import LOOSE, next_block
from pipeline.redline.tracked.lines import Line
from pipeline.redline.tracked.looks import is_emphasised, key_of, look_of, main_look, run_of, uncoloured
from pipeline.redline.tracked.names import make, namespace_of
from pipeline.redline.tracked.stamp import Stamp

_NOT_COPIED = frozenset(("sectPr", "pPrChange", "rPr", "pageBreakBefore", "cnfStyle", "framePr"))
_OF_THE_MARK = frozenset(("ins", "del", "moveFrom", "moveTo", "rPrChange", "vanish", "specVanish"))
_WRAPPERS = ("sdtContent", "customXml", "smartTag")
_LONGEST_HEADING = 120
_LETTERED = re.compile(r"[(\[]?(?:[a-z]|[ivxlc]{2,5})[.)\]]", re.IGNORECASE)  # "(a)", "iv."


@dataclass(frozen=True, slots=True)
class Site:
    """Where new paragraphs go: after `behind`, a paragraph, table or control.

    `joins` is the paragraph whose end is marked instead, where no paragraph follows; else None.
    """

    behind: etree._Element
    joins: etree._Element | None


def site_after(paragraph: etree._Element, *, after_table: bool) -> Site | str:
    """Return where paragraphs can be added after a paragraph, or after its table; or what prevents it."""
    behind = paragraph
    if after_table:
        tables = list(paragraph.iterancestors("{*}tbl"))
        behind = tables[-1] if tables else paragraph
    if next(behind.iterancestors("{*}txbxContent"), None) is not None:
        return "it would stand in a text box"
    behind = _out_of_wrappers(behind)
    if any(_is_locked(control) for control in behind.iterancestors("{*}sdt")):
        return "it would stand in a locked content control"
    following = next_block(behind)
    if following is not None and name_of(behind) == "tbl" and _is_blank(following):
        behind, following = following, next_block(following)  # the line that Word wants after a table
    ends_section = child(behind, "pPr", "sectPr") is not None
    is_followed = following is not None and name_of(following) == "p" and not ends_section
    # LibreOffice gives a blank paragraph the properties of the one that is rejected before it.
    if is_followed and not (behind is paragraph and _is_blank(following)):
        return Site(behind, None)
    if behind is not paragraph:
        return "no paragraph follows the table or control that it would stand after"
    mark = child(paragraph, "pPr", "rPr")
    if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
        return "it would stand after a paragraph that is struck out"
    return Site(behind, paragraph)


def _is_blank(block: etree._Element | None) -> bool:
    """Tell a paragraph that holds nothing but its properties."""
    if block is None or name_of(block) != "p" or child(block, "pPr", "sectPr") is not None:
        return False
    return all(name_of(e) == "pPr" or name_of(e) in LOOSE for e in block)


def follows_ours(site: Site, *, stamp: Stamp) -> bool:
    """Tell whether the paragraph before ends with words of ours."""
    inner = [e for e in site.behind if name_of(e) not in LOOSE]
    return bool(inner) and name_of(inner[-1]) == "ins" and stamp.owns(inner[-1])


def add_paragraphs(site: Site, new: list[etree._Element], *, stamp: Stamp) -> None:
    """Put new paragraphs in place, marked as inserted; they come bare of marks."""
    behind = site.behind
    for paragraph in new:
        behind.addnext(paragraph)
        behind = paragraph
    for paragraph in new if site.joins is None else new[:-1]:
        mark_paragraph(paragraph, "ins", stamp=stamp)
    if site.joins is not None:
        _hand_over(site.joins, new[-1], stamp=stamp)
        mark_paragraph(site.joins, "ins", stamp=stamp)


def can_lose_its_end(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph can be struck out whole, so that the next one takes its place."""
    properties = child(paragraph, "pPr")
    mark = child(properties, "rPr")
    if child(properties, "sectPr") is not None or child(mark, "del") is not None:
        return False
    following = next_block(paragraph)
    return following is not None and name_of(following) == "p"


def paragraph_like(
    like: Line, text: NewText, *, site: Site, stamp: Stamp
) -> tuple[etree._Element, etree._Element]:
    """Return a new paragraph in the style of another, and the insertion in it that holds its words."""
    paragraph = make(like.paragraph, "p")
    properties = _properties(like.paragraph)
    if properties is not None:
        paragraph.append(properties)
    mark = stamp.mark(like.paragraph, "ins")
    keeps_colour = _share_table(like.paragraph, site.behind)
    for words, look in _worded(like, text):
        shown = look if look is None or keeps_colour else uncoloured(look)
        mark.append(run_of(like.paragraph, words, shown))
    paragraph.append(mark)
    return paragraph, mark


def _share_table(like: etree._Element, behind: etree._Element) -> bool:
    """Tell whether nothing is lost by a table's colours: white words are read on a dark cell only."""
    table = next(like.iterancestors("{*}tbl"), None)
    return table is None or table in behind.iterancestors("{*}tbl")


def _worded(like: Line, text: NewText) -> list[tuple[str, etree._Element | None]]:
    """Return number, heading and words of a new paragraph, each with its look."""
    usual = main_look(like)
    found: list[tuple[str, etree._Element | None]] = []
    begins = 0
    number = _typed_number(like.text, text.number or "")
    if text.number is not None:
        begins = number.end() if number else 0
        dot = "." if number and number[1].endswith(".") and not text.number.endswith(".") else ""
        look = look_of(like.at(number.start(1))) if number else usual
        found.append((text.number + dot + (number[2] if number else " "), look))
    elif child(like.paragraph, "pPr", "numPr") is None and (shown := _typed_number(like.text, "")):
        begins = shown.end()
    if text.heading:
        found += _run_in(like, begins, text.heading, usual)
    return [*found, (text.text, usual)]


def _typed_number(line: str, number: str) -> re.Match[str] | None:
    """Return the number that a paragraph begins with (as many words as the new one has), and the space."""
    words = r"\s+\S{1,12}" * (len(number.split()) - 1) if number else ""
    found = re.match(rf"\s*([(\[]?\w{{1,12}}[\w.\-)\]:]*{words})(\s+)", line)
    is_number = found and (any(c.isdigit() for c in found[1]) or _LETTERED.fullmatch(found[1]))
    return found if is_number else None


def _run_in(
    like: Line, begins: int, heading: str, usual: etree._Element | None
) -> list[tuple[str, etree._Element | None]]:
    """Return a heading in the look of the other paragraph's own, in the usual look where it has none."""
    own = _own_heading(like, begins, usual)
    words = heading.strip().rstrip(".:")
    if own is None:
        return [(f"{words}. ", usual)]
    text, look = own
    end = text.rstrip()[-1:]
    if end in tuple(".:–—-"):
        return [(words + end, look), (" ", usual)]
    return [(words, look), (". ", usual)]


def _own_heading(
    like: Line, begins: int, usual: etree._Element | None
) -> tuple[str, etree._Element | None] | None:
    """Return the words a paragraph sets apart at its beginning, with their look; None where it doesn't."""
    if begins >= like.length:
        return None
    text, look = "", look_of(like.at(begins))
    if key_of(look) == key_of(usual) or not is_emphasised(look):
        return None
    for leaf in like.within(begins, like.length):
        if key_of(look_of(leaf)) != key_of(look) and leaf.text.strip():
            break
        text += leaf.text
    return (text, look) if text.strip() and len(text) <= _LONGEST_HEADING else None


def _properties(paragraph: etree._Element) -> etree._Element | None:
    """Return a copy of a paragraph's properties without what belongs to it alone."""
    own = child(paragraph, "pPr")
    if own is None:
        return None
    copy = deepcopy(own)
    copy.tail = None
    mark = child(copy, "rPr")
    for element in list(copy):
        if name_of(element) in _NOT_COPIED:
            copy.remove(element)
    for element in list(mark) if mark is not None else ():
        if name_of(element) in _OF_THE_MARK and mark is not None:
            mark.remove(element)
    if mark is not None and len(mark):
        copy.append(mark)
    return copy


def _hand_over(old: etree._Element, new: etree._Element, *, stamp: Stamp) -> None:
    """Give the last new paragraph the old one's section and mark, and its properties as earlier ones."""
    before = child(old, "pPr")
    if before is None:
        before = make(old, "pPr")
        old.insert(0, before)
    own = child(new, "pPr")
    own = make(new, "pPr") if own is None else own
    for key, given in list(old.attrib.items()):  # Word knows a paragraph by its end
        new.set(key, given)
        if "Id" in str(key).rpartition("}")[2] and "rsid" not in str(key):
            del old.attrib[key]
    mark, section = child(before, "rPr"), child(before, "sectPr")
    kept = [e for e in own if name_of(e) not in ("rPr", "sectPr", "pPrChange")]
    earlier = child(before, "pPrChange")
    if earlier is not None:  # one change of properties can't hold another
        kept = [deepcopy(e) for e in before if name_of(e) not in ("rPr", "sectPr", "pPrChange")]
    changed = earlier if earlier is not None else _changed(before, kept, stamp=stamp)
    ends = [deepcopy(mark) if mark is not None else None, section, changed]
    fresh = make(new, "pPr")
    fresh.extend([*kept, *(e for e in ends if e is not None)])
    if mark is not None:
        for inserted in list(children(mark, "ins")):
            mark.remove(inserted)
    if own.getparent() is not None:
        new.remove(own)
    new.insert(0, fresh)


def _changed(before: etree._Element, kept: list[etree._Element], *, stamp: Stamp) -> etree._Element | None:
    """Return the change of properties that leads back to those before; None where they are the same."""
    old = [deepcopy(e) for e in before if name_of(e) not in ("rPr", "sectPr", "pPrChange")]
    if [etree.tostring(e, method="c14n") for e in old] == [etree.tostring(e, method="c14n") for e in kept]:
        return None
    change = stamp.mark(before, "pPrChange")
    properties = make(before, "pPr")
    properties.extend(old)
    change.append(properties)
    return change


def _out_of_wrappers(block: etree._Element) -> etree._Element:
    """Return the block, or the controls around it as long as it is the last in them."""
    while (parent := block.getparent()) is not None and next_block(block) is None:
        if name_of(parent) not in _WRAPPERS:
            break
        control = parent.getparent()
        block = control if name_of(parent) == "sdtContent" and control is not None else parent
    return block


def _is_locked(control: etree._Element) -> bool:
    properties = child(control, "sdtPr")
    lock = child(properties, "lock")
    space = namespace_of(control)
    locked = lock is not None and lock.get(f"{{{space}}}val") in ("contentLocked", "sdtContentLocked")
    return locked or child(properties, "dataBinding") is not None
