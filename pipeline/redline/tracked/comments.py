"""Comments: their words in the comments part, their range and reference in the text."""

from lxml import etree

from pipeline.ooxml.elements import attribute, name_of
from pipeline.redline.tracked.looks import run_of
from pipeline.redline.tracked.names import make, writable
from pipeline.redline.tracked.stamp import Stamp


def comment_of(
    root: etree._Element, text: str, *, identifier: str, stamp: Stamp, styles: frozenset[str]
) -> etree._Element:
    """Return a w:comment like those of `root`, a paragraph for each line; `styles` are those there are."""
    comment = make(
        root,
        "comment",
        {"id": identifier, "author": stamp.author, "date": stamp.date, "initials": stamp.initials},
    )
    for n, words in enumerate(writable(text).strip().split("\n")):
        paragraph = make(root, "p")
        if "CommentText" in styles:
            properties = make(root, "pPr")
            properties.append(make(root, "pStyle", {"val": "CommentText"}))
            paragraph.append(properties)
        if n == 0:
            paragraph.append(_reference(root, "annotationRef", {}, styles))
        if words.strip():
            paragraph.append(run_of(root, words.strip(), None))
        comment.append(paragraph)
    return comment


def anchor(
    first: etree._Element, last: etree._Element, *, identifier: str, depth: int, styles: frozenset[str]
) -> None:
    """Put a comment's range around two elements of the text, and its reference behind.

    `depth` counts the fields that are open at the last one: the reference stands behind their ends, so
    that no update of a field takes it away.
    """
    start, end = _climbed(first), _climbed(last)
    start.addprevious(make(first, "commentRangeStart", {"id": identifier}))
    mark = make(last, "commentRangeEnd", {"id": identifier})
    end.addnext(mark)
    behind = mark
    while (parent := behind.getparent()) is not None and name_of(parent) != "p":
        behind = parent
    behind = _past_fields(behind, depth)
    behind.addnext(_reference(last, "commentReference", {"id": identifier}, styles))


def anchor_in(
    first: etree._Element, last: etree._Element, *, identifier: str, styles: frozenset[str]
) -> None:
    """Put a comment inside marks, so that it goes with the paragraphs that are added or struck out."""
    first.insert(0, make(first, "commentRangeStart", {"id": identifier}))
    last.append(make(last, "commentRangeEnd", {"id": identifier}))
    last.append(_reference(last, "commentReference", {"id": identifier}, styles))


def paragraph_of(element: etree._Element) -> etree._Element:
    """Return the paragraph that an element is part of, outside any text box."""
    around = [e for e in element.iterancestors("{*}p") if "drawingml" not in str(e.tag)]
    return around[-1] if around else element


def _climbed(element: etree._Element) -> etree._Element:
    """Return the element, or what is around it, that stands where a range may begin or end."""
    outermost = paragraph_of(element)
    parent = element.getparent()
    while parent is not None and parent is not outermost:
        if name_of(parent) == "ins" and parent.getparent() is outermost:
            break
        element, parent = parent, parent.getparent()
    return element


def _past_fields(element: etree._Element, depth: int) -> etree._Element:
    """Return the last element that the open fields reach; the element itself where they don't end here."""
    at: etree._Element | None = element
    last = element
    while depth and (at := at.getnext() if at is not None else None) is not None:
        for mark in at.iter("{*}fldChar"):
            kind = attribute(mark, "fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        last = at
    return element if depth else last


def _reference(
    like: etree._Element, name: str, attributes: dict[str, str], styles: frozenset[str]
) -> etree._Element:
    run = make(like, "r")
    if "CommentReference" in styles:
        look = make(like, "rPr")
        look.append(make(like, "rStyle", {"val": "CommentReference"}))
        run.append(look)
    run.append(make(like, name, attributes))
    return run
