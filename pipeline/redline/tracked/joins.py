"""A paragraph without its end joined with the next, as Word does it."""

from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.elements import child, name_of

LOOSE = frozenset(
    (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
        "proofErr",
    )
)
_WRAPPERS = frozenset(("sdtContent", "customXml", "smartTag", "sdt"))
_BLOCKS = frozenset(("p", "tbl"))


def next_block(block: etree._Element) -> etree._Element | None:
    """Return the element that follows in the same container, past the ends of ranges; None at its end."""
    following = block.getnext()
    while following is not None and (name_of(following) in LOOSE or not isinstance(following.tag, str)):
        following = following.getnext()
    return None if following is None or name_of(following) == "sectPr" else following


def join_with_next(paragraph: etree._Element) -> None:
    """Move what a paragraph holds to the front of the next; without a next it goes only if it is empty."""
    following = _next_paragraph(paragraph)
    if following is None:
        if not _holds(paragraph) and not _is_last(paragraph):
            _remove(paragraph)
        return
    inner = [e for e in paragraph if name_of(e) != "pPr"]
    properties = child(following, "pPr")
    place = 0 if properties is None else following.index(properties) + 1
    following[place:place] = inner
    _remove(paragraph)


def _holds(paragraph: etree._Element) -> bool:
    return any(name_of(e) != "pPr" for e in paragraph)


def _is_last(paragraph: etree._Element) -> bool:
    """Tell whether a cell, note or text would be left without the paragraph that it must end with."""
    parent = paragraph.getparent()
    if parent is None or name_of(parent) in _WRAPPERS:
        return False
    return next_block(paragraph) is None


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """Return the paragraph that follows, through controls; None where a table or nothing follows."""
    at: etree._Element | None = paragraph
    while at is not None:
        following = next_block(at)
        if following is not None:
            return _first_of(following)
        parent = at.getparent()
        at = parent if parent is not None and name_of(parent) in _WRAPPERS else None
    return None


def _first_of(block: etree._Element) -> etree._Element | None:
    """Return the block where it is a paragraph, or the paragraph that a control begins with."""
    first = next(_blocks(block), None)
    return first if first is not None and name_of(first) == "p" else None


def _blocks(block: etree._Element) -> Iterator[etree._Element]:
    if name_of(block) in _BLOCKS:
        yield block
    elif name_of(block) in _WRAPPERS:
        for inner in block:
            yield from _blocks(inner)


def _remove(paragraph: etree._Element) -> None:
    """Remove a paragraph, and a control that is left empty by it."""
    parent = paragraph.getparent()
    if parent is None:
        return
    paragraph.tail = None
    parent.remove(paragraph)
    while parent is not None and name_of(parent) in ("sdtContent", "customXml") and not len(parent):
        control = parent.getparent() if name_of(parent) == "sdtContent" else parent
        above = control.getparent() if control is not None else None
        if control is None or above is None:
            return
        control.tail = None
        above.remove(control)
        parent = above
