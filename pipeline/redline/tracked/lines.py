"""The letters of a paragraph as it is read, each tied to the element that holds it.

The rules are those of reading: what is deleted, hidden or an instruction has no letters. Beside
them stands what an edit must not harm: fields, notes, drawings between the letters, and the links,
controls and bookmarks around them.
"""

from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from pipeline.ooxml.elements import attribute, child, name_of, switch, value
from pipeline.ooxml.styles import Styles
from pipeline.redline.tracked.names import namespace_of, set_text, twin

_SKIP = frozenset(("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr", "rt"))
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BARRIERS = {
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "drawing": "a picture",
    "pict": "a picture",
    "object": "an embedded object",
    "AlternateContent": "a drawing",
    "fldChar": "a field",
    "sym": "a symbol",
    "oMath": "a formula",
    "ruby": "a phonetic guide",
}
_WRAPPERS = frozenset(("ins", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo"))
_HOMES = {"hyperlink": "a link", "sdt": "a content control", "fldSimple": "a field"}
_PICKED = frozenset(
    ("comboBox", "dropDownList", "date", "checkbox", "dataBinding", "showingPlcHdr", "citation")
)


@dataclass(slots=True)
class Leaf:
    """An element that holds letters; `locked` says why they can't be edited, "" where they can.

    `home` is the link, control or simple field around its run; `depth` counts the open fields.
    """

    element: etree._Element
    run: etree._Element
    text: str
    locked: str = ""
    home: etree._Element | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """What stands around letters and must not be left empty: "a link", "a content control"."""

    what: str
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """A paragraph's letters, counted from 0; a cut moves no letter's count.

    `barriers` are (position, what) of things that stand between letters.
    """

    paragraph: etree._Element
    leaves: list[Leaf] = field(default_factory=list)
    barriers: list[tuple[int, str]] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # of the leaves
    length: int = 0
    ends_in_field: bool = False  # a field runs on into the next paragraph

    @property
    def text(self) -> str:
        """Return the letters as read, white space as it stands."""
        return "".join(leaf.text for leaf in self.leaves)

    def add(self, leaf: Leaf) -> None:
        """Take in the next leaf."""
        if leaf.text:
            self.starts.append(self.length)
            self.leaves.append(leaf)
            self.length += len(leaf.text)

    def at(self, position: int) -> Leaf:
        """Return the leaf that holds the letter."""
        return self.leaves[bisect_right(self.starts, position) - 1]

    def within(self, start: int, end: int) -> Iterator[Leaf]:
        """Yield the leaves that hold the letters from start to end."""
        for n in range(bisect_right(self.starts, start) - 1, len(self.leaves)):
            if self.starts[n] >= end:
                return
            yield self.leaves[n]

    def cut_before(self, position: int) -> None:
        """See to it that the letter is the first thing in its run."""
        self._divide(position)
        leaf = self.at(position)
        before = [e for e in leaf.element.itersiblings(preceding=True) if name_of(e) != "rPr"]
        if before:
            self._split(leaf.run, leaf.element)

    def cut_after(self, position: int) -> None:
        """See to it that the letter is the last thing in its run."""
        if position + 1 < self.length:
            self._divide(position + 1)
        leaf = self.at(position)
        after = leaf.element.getnext()
        if after is not None:
            self._split(leaf.run, after)

    def _divide(self, position: int) -> None:
        """See to it that the letter is the first of its leaf."""
        n = bisect_right(self.starts, position) - 1
        leaf, offset = self.leaves[n], position - self.starts[n]
        if not offset:
            return
        right = deepcopy(leaf.element)
        right.tail = None
        set_text(right, leaf.text[offset:])
        leaf.element.addnext(right)
        set_text(leaf.element, leaf.text[:offset])
        new = Leaf(right, leaf.run, leaf.text[offset:], leaf.locked, leaf.home, leaf.depth)
        leaf.text = leaf.text[:offset]
        self.leaves.insert(n + 1, new)
        self.starts.insert(n + 1, position)

    def _split(self, run: etree._Element, first: etree._Element) -> None:
        """Move what begins with `first` into a run of its own after this one."""
        right = twin(run)
        properties = child(run, "rPr")
        moved = [first, *first.itersiblings()]
        if properties is not None:
            right.append(deepcopy(properties))
        right.extend(moved)
        run.addnext(right)
        gone = set(moved)
        for leaf in self.leaves:
            if leaf.element in gone:
                leaf.run = right


def lines_of(root: etree._Element, styles: Styles) -> dict[etree._Element, Line]:
    """Return the letters of every paragraph of a part; fields run from one into the next."""
    fields: list[bool] = []
    found: dict[etree._Element, Line] = {}
    for paragraph in root.iter("{*}p"):
        if "drawingml" in str(paragraph.tag):
            continue
        within = "" if not _in_drawing(paragraph) else "a text box"
        found[paragraph] = _Walk(paragraph, styles, fields).line(within)
        # An instruction ends with its paragraph, as in reading.
        fields[:] = [result for result in fields if result]
    return found


class _Walk:
    """The state of a walk over one paragraph; `fields` tells for each open one whether its result began."""

    def __init__(self, paragraph: etree._Element, styles: Styles, fields: list[bool]) -> None:
        self._line = Line(paragraph)
        self._styles = styles
        self._fields = fields
        self._style = value(paragraph, "pPr", "pStyle") or styles.default
        self._bookmarks: dict[str, tuple[int, str]] = {}

    def line(self, locked: str) -> Line:
        """Return the letters; `locked` says why none can be edited."""
        block = _control_around(self._line.paragraph)
        self._walk(self._line.paragraph, run=None, locked=locked or block, home=None)
        self._line.ends_in_field = bool(self._fields)
        return self._line

    def _walk(
        self, element: etree._Element, *, run: etree._Element | None, locked: str, home: etree._Element | None
    ) -> None:
        for inner in element:
            name = name_of(inner)
            if name in _SKIP:
                continue
            text = _text(inner, name)
            if text is not None:
                self._take(inner, text, run=run, locked=locked, home=home)
            elif name == "r":
                self._run(inner, locked=locked or self._foreign(inner), home=home)
            elif name in _BARRIERS:
                self._barrier(inner, name, locked=locked, home=home)
            elif name in ("bookmarkStart", "bookmarkEnd"):
                self._bookmark(inner, name)
            elif name == "txbxContent":
                continue  # its paragraphs have lines of their own
            else:
                self._container(inner, name, run=run, locked=locked, home=home)

    def _container(
        self,
        inner: etree._Element,
        name: str,
        *,
        run: etree._Element | None,
        locked: str,
        home: etree._Element | None,
    ) -> None:
        start = self._line.length
        reason = locked or _lock(inner, name)
        self._walk(inner, run=run, locked=reason, home=inner if name in _HOMES and home is None else home)
        if name in _HOMES and self._line.length > start:
            self._line.holds.append(Hold(_HOMES[name], start, self._line.length))

    def _run(self, run: etree._Element, *, locked: str, home: etree._Element | None) -> None:
        own = value(run, "rPr", "rStyle")
        given = (
            switch(run, "rPr", "vanish"),
            self._styles.is_hidden(own),
            self._styles.is_hidden(self._style),
        )
        if next((g for g in given if g is not None), False):
            self._line.barriers.append((self._line.length, "hidden text"))
            self._pass_fields(run)
            return
        self._walk(run, run=run, locked=locked, home=home)

    def _take(
        self,
        element: etree._Element,
        text: str,
        *,
        run: etree._Element | None,
        locked: str,
        home: etree._Element | None,
    ) -> None:
        if not all(self._fields[:-1]):
            return
        if run is None or element.getparent() is not run:
            locked = locked or "a drawing"
        depth = len(self._fields)
        locked = locked or ("a field" if depth else "")
        self._line.add(Leaf(element, run if run is not None else element, text, locked, home, depth))

    def _barrier(
        self, element: etree._Element, name: str, *, locked: str, home: etree._Element | None
    ) -> None:
        self._line.barriers.append((self._line.length, _BARRIERS[name]))
        if name == "fldChar":
            self._field(element, locked=locked, home=home)
        elif name not in ("footnoteReference", "endnoteReference", "sym"):
            chosen = element
            if name == "AlternateContent":
                options = (child(element, "Choice"), child(element, "Fallback"))
                chosen = next((o for o in options if o is not None), element)
            self._walk(chosen, run=None, locked=locked or _BARRIERS[name], home=home)

    def _field(self, mark: etree._Element, *, locked: str, home: etree._Element | None) -> None:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
            box = child(mark, "ffData", "checkBox")
            if box is not None:
                given = (switch(box, "checked"), switch(box, "default"))
                ticked = next((g for g in given if g is not None), False)
                self._take(mark, "☒" if ticked else "☐", run=None, locked=locked or "a field", home=home)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _pass_fields(self, run: etree._Element) -> None:
        for mark in run.iter("{*}fldChar"):
            self._field(mark, locked="a field", home=None)

    def _bookmark(self, mark: etree._Element, name: str) -> None:
        identifier = attribute(mark, "id") or ""
        if name == "bookmarkStart":
            self._bookmarks[identifier] = (self._line.length, attribute(mark, "name") or "")
            return
        start, called = self._bookmarks.pop(identifier, (self._line.length, ""))
        if start < self._line.length and called != "_GoBack":  # Word's own note of where the cursor was
            self._line.holds.append(
                Hold("a bookmark that other places may refer to", start, self._line.length)
            )

    def _foreign(self, run: etree._Element) -> str:
        """Return why a run can't be edited where it stands in something that is no plain wrapper."""
        if namespace_of(run) != namespace_of(self._line.paragraph):
            return "a formula"
        for around in run.iterancestors():
            if around is self._line.paragraph:
                return ""
            if name_of(around) == "moveTo":
                return "text that was moved"
            if name_of(around) not in _WRAPPERS:
                return "a field" if name_of(around) == "fldSimple" else "a drawing"
        return ""


def _text(element: etree._Element, name: str) -> str | None:
    """Return the letters an element stands for; None where it is none of text."""
    if name == "t":
        return element.text or ""
    return _MARKS.get(name)


def _lock(element: etree._Element, name: str) -> str:
    """Return why what stands in a content control can't be edited; "" where it can."""
    if name != "sdt":
        return ""
    properties = child(element, "sdtPr")
    lock = value(properties, "lock") or ""
    if lock in ("contentLocked", "sdtContentLocked"):
        return "a locked content control"
    picked = properties is not None and any(name_of(e) in _PICKED for e in properties)
    return "a content control that is filled in" if picked else ""


def _control_around(paragraph: etree._Element) -> str:
    """Return why the controls around a whole paragraph keep it from being edited; "" where none does."""
    return next((lock for e in paragraph.iterancestors("{*}sdt") if (lock := _lock(e, "sdt"))), "")


def _in_drawing(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors("{*}txbxContent"), None) is not None
