"""Tracked changes settled: all accepted or all rejected, everybody's or some authors' only.

What Word does on "Accept All" and "Reject All": words, moves, paragraph ends, table rows and cells,
and changes of properties. A paragraph that loses its end joins the next, whose properties stay.
"""

import io
import zipfile
from collections.abc import Collection, Iterator

from lxml import etree

from pipeline.ooxml.elements import attribute, child, name_of
from pipeline.redline.tracked.archive import opened, packed
from pipeline.redline.tracked.joins import join_with_next
from pipeline.redline.tracked.names import parsed
from pipeline.redline.tracked.properties import CHANGES, settle_properties

_ADDED = ("ins", "moveTo")
_GONE = ("del", "moveFrom")
_RANGES = frozenset(
    f"{kind}Range{end}"
    for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for end in ("Start", "End")
)
_PAIRS = {"bookmarkStart": "bookmarkEnd", "commentRangeStart": "commentRangeEnd", "permStart": "permEnd"}
_PARTS = ("document", "header", "footer", "footnotes", "endnotes", "comments", "glossary")


def accept_all(data: bytes, *, authors: Collection[str] | None = None) -> bytes:
    """Return a Word file with the changes accepted, of all authors or those named; raises ReadError."""
    return _settled(data, accept=True, authors=authors)


def reject_all(data: bytes, *, authors: Collection[str] | None = None) -> bytes:
    """Return a Word file with the changes rejected, of all authors or those named; raises ReadError."""
    return _settled(data, accept=False, authors=authors)


def settle(root: etree._Element, *, accept: bool, authors: Collection[str] | None = None) -> bool:
    """Settle the changes in the tree of a part; return whether there were any."""
    theirs = {attribute(m, "id") for m in root.iter("{*}*") if attribute(m, "author") in (authors or ())}
    marks = [m for m in root.iter("{*}*") if _is_change(m) and _is_by(m, authors, theirs)]
    referred = _referred(root)
    # A paragraph's words come before its end, which is settled by whether any are left.
    for mark in sorted(marks, key=_is_of_end):
        if mark is not root and mark.getroottree().getroot() is root:  # not gone with what was around it
            _settle(mark, accept=accept)
    gone = referred - _referred(root)
    for loose in list(root.iter("{*}commentRangeStart", "{*}commentRangeEnd")):
        if attribute(loose, "id") in gone:
            _drop(loose)
    return bool(marks)


def _referred(root: etree._Element) -> set[str | None]:
    """Return the identifiers of the comments that the text refers to."""
    return {attribute(mark, "id") for mark in root.iter("{*}commentReference")}


def _settled(data: bytes, *, accept: bool, authors: Collection[str] | None) -> bytes:
    changed: dict[str, bytes] = {}
    package = opened(data, name="The Word file")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in dict.fromkeys(archive.namelist()) if n.endswith(".xml")]
    for name in names:
        if not name.rpartition("/")[2].startswith(_PARTS) or package.xml(name) is None:
            continue
        root = parsed(package.part(name) or b"")
        if settle(root, accept=accept, authors=authors):
            changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(data, changed)


def _is_change(element: etree._Element) -> bool:
    name = name_of(element)
    return (
        name in _ADDED
        or name in _GONE
        or name in CHANGES
        or name in _RANGES
        or name in ("cellIns", "cellDel", "cellMerge")
    )


def _is_of_end(mark: etree._Element) -> bool:
    around = mark.getparent()
    return around is not None and name_of(around) == "rPr"


def _is_by(mark: etree._Element, authors: Collection[str] | None, theirs: set[str | None]) -> bool:
    """Tell whether a mark is of the authors meant; the end of a range is whose its start is."""
    if authors is None:
        return True
    if name_of(mark).endswith("RangeEnd"):
        return attribute(mark, "id") in theirs
    return attribute(mark, "author") in authors


def _settle(mark: etree._Element, *, accept: bool) -> None:
    name, parent = name_of(mark), mark.getparent()
    assert parent is not None  # the root is no change
    around = name_of(parent)
    stays = name in (_ADDED if accept else _GONE)
    if name in CHANGES:
        settle_properties(mark, accept=accept)
    elif name in _RANGES:
        _drop(mark)
    elif around == "rPr":
        _settle_end(mark, parent, stays=stays)
    elif around == "trPr":
        _settle_row(mark, parent, stays=stays)
    elif name.startswith("cell"):
        _settle_cell(mark, parent, accept=accept)
    elif stays:
        _unwrap(mark)
    else:
        _remove(mark)


def _settle_end(mark: etree._Element, look: etree._Element, *, stays: bool) -> None:
    """Settle the change of a paragraph's end."""
    properties = look.getparent()
    paragraph = properties.getparent() if properties is not None and name_of(properties) == "pPr" else None
    _drop(mark)
    for emptied in (look, properties):
        if emptied is not None and paragraph is not None:
            _drop_if_empty(emptied)
    if not stays and paragraph is not None:
        join_with_next(paragraph)


def _settle_row(mark: etree._Element, properties: etree._Element, *, stays: bool) -> None:
    row = properties.getparent()
    _drop(mark)
    _drop_if_empty(properties)
    if stays or row is None:
        return
    table = row.getparent()
    _drop(row)
    if table is not None and name_of(table) == "tbl" and child(table, "tr") is None:
        _drop(table)


def _settle_cell(mark: etree._Element, properties: etree._Element, *, accept: bool) -> None:
    cell, name = properties.getparent(), name_of(mark)
    stays = name == "cellMerge" or (name == "cellIns") is accept
    _drop(mark)
    if not stays and cell is not None:
        row = cell.getparent()
        _drop(cell)
        if row is not None and child(row, "tc") is None:
            _drop(row)


def _unwrap(mark: etree._Element) -> None:
    """Put what a mark holds in its place; struck words become words again."""
    for element in mark.iter("{*}delText", "{*}delInstrText"):
        is_own = next(element.iterancestors("{*}del", "{*}moveFrom"), None) is mark
        if is_own and name_of(mark) in _GONE:
            name = "t" if name_of(element) == "delText" else "instrText"
            element.tag = str(element.tag).rpartition("}")[0] + "}" + name
    for inner in list(mark):
        mark.addprevious(inner)
    _drop(mark)


def _remove(mark: etree._Element) -> None:
    """Take a mark away with what it holds; the ends of ranges that reach beyond it stay."""
    for loose in list(_loose_ends(mark)):
        mark.addprevious(loose)
    _drop(mark)


def _loose_ends(mark: etree._Element) -> Iterator[etree._Element]:
    """Yield the starts and ends of bookmarks and comments whose other half stands outside."""
    inside = {(name_of(e), attribute(e, "id")) for e in mark.iter("{*}*")}
    halves = {**_PAIRS, **{end: start for start, end in _PAIRS.items()}}
    for element in mark.iter("{*}*"):
        other = halves.get(name_of(element))
        if other and (other, attribute(element, "id")) not in inside:
            yield element


def _drop(element: etree._Element) -> None:
    """Remove an element; white space after it stays."""
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        parent.remove(element)


def _drop_if_empty(element: etree._Element) -> None:
    if len(element) == 0:
        _drop(element)
