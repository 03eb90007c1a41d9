"""Words struck out and added inside one paragraph: where that harms nothing, and how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.elements import child, name_of
from pipeline.redline.tracked.joins import LOOSE
from pipeline.redline.tracked.lines import Leaf, Line
from pipeline.redline.tracked.looks import look_of, nearer_look, run_of
from pipeline.redline.tracked.names import make, namespace_of, twin
from pipeline.redline.tracked.stamp import Stamp

_NOTES = ("footnoteReference", "endnoteReference")


@dataclass(frozen=True, slots=True)
class Edit:
    """Letters of a paragraph to strike out, from start to end, and words to add in their place.

    `leans_on_next` puts added words right before the letter at `start`, not behind the one before.
    """

    line: Line
    start: int
    end: int
    new: str
    leans_on_next: bool = False

    def clashes(self, other: "Edit") -> bool:
        """Tell whether both change the same letters, or one adds where the other strikes out."""
        if self.line is not other.line:
            return False
        if self.start == self.end and other.start == other.end:
            return False
        return self.start < other.end and other.start < self.end


def obstacle(edit: Edit) -> str:
    """Return what keeps the edit from being made safely, "" where nothing does."""
    line = edit.line
    if edit.start == edit.end:
        return "" if _spot(edit) else "they stand inside a field or a control"
    for leaf in line.within(edit.start, edit.end):
        if leaf.locked:
            return f"they are part of {leaf.locked}"
    between = next((what for at, what in line.barriers if edit.start < at < edit.end), "")
    if between:
        return f"{between} stands between them"
    for hold in line.holds:
        whole = edit.start <= hold.start and hold.end <= edit.end
        if whole and not (edit.new and hold.end == edit.end):
            return f"it would empty {hold.what}"
    return ""


def strikes_all(edit: Edit) -> bool:
    """Tell whether nothing would be left of the paragraph."""
    line = edit.line
    return (
        not edit.new and not (line.text[: edit.start] + line.text[edit.end :]).strip() and not line.barriers
    )


def make_edit(edit: Edit, *, stamp: Stamp) -> list[etree._Element]:
    """Write the edit as tracked changes; return its marks."""
    marks: list[etree._Element] = []
    if edit.start < edit.end:
        first, last = edit.line.at(edit.start), edit.line.at(edit.end - 1)
        look = look_of(first, in_link=first.home is last.home)
        marks += _strike(edit, stamp=stamp)
        if edit.new:
            added = _added(edit, look, stamp=stamp)
            outside(marks[-1], stamp=stamp).addnext(added)
            marks.append(added)
    elif edit.new:
        marks.append(_add(edit, stamp=stamp))
    return marks


def _strike(edit: Edit, *, stamp: Stamp) -> list[etree._Element]:
    edit.line.cut_before(edit.start)
    edit.line.cut_after(edit.end - 1)
    marks: list[etree._Element] = []
    done: set[etree._Element] = set()
    for leaf in edit.line.within(edit.start, edit.end):
        if leaf.run in done:
            continue
        done.add(leaf.run)
        if not (marks and leaf.run.getprevious() is marks[-1]):
            mark = stamp.mark(edit.line.paragraph, "del")
            leaf.run.addprevious(mark)
            marks.append(mark)
        marks[-1].append(leaf.run)
        for text in leaf.run:
            if name_of(text) == "t":
                text.tag = str(text.tag)[:-1] + "delText"
    return marks


def _add(edit: Edit, *, stamp: Stamp) -> etree._Element:
    """Write an insertion where the spot says."""
    spot = _spot(edit)
    assert spot is not None  # the edit had no obstacle
    beside, is_after, before, after = spot
    added = _added(edit, nearer_look(edit.line, before, after), stamp=stamp)
    if isinstance(beside, Leaf):
        position = edit.start - 1 if is_after else edit.start
        _cut(edit.line, position, is_after=is_after)
        beside = top_of(edit.line.at(position).run, stamp=stamp)
    top = outside(beside, stamp=stamp, before=not is_after)
    if is_after:
        _behind(top, edit.new, stamp).addnext(added)
    else:
        top.addprevious(added)
    return added


def _added(edit: Edit, look: etree._Element | None, *, stamp: Stamp) -> etree._Element:
    mark = stamp.mark(edit.line.paragraph, "ins")
    mark.append(run_of(edit.line.paragraph, edit.new, look))
    return mark


def _cut(line: Line, position: int, *, is_after: bool) -> None:
    if is_after:
        line.cut_after(position)
    else:
        line.cut_before(position)


Spot = tuple[Leaf | etree._Element, bool, Leaf | None, Leaf | None]


def _spot(edit: Edit) -> Spot | None:
    """Return beside what, and whether after it, words are added; with the letters before and after.

    Plain text on either side comes first; then the inside of a link or control that both sides share;
    then the outside of the one that ends or begins here. None inside a field.
    """
    line, position = edit.line, edit.start
    before = line.at(position - 1) if position else None
    after = line.at(position) if position < line.length else None
    for leaf, is_after in _sides(before, after, leans_on_next=edit.leans_on_next):
        if not leaf.locked and leaf.home is None:
            return leaf, is_after, before, after
    if before is not None and after is not None and before.home is not None and before.home is after.home:
        return None if before.locked or after.locked else (before, True, before, after)
    for leaf, is_after in _sides(before, after, leans_on_next=edit.leans_on_next):
        if leaf.home is not None and not leaf.depth and _is_free(leaf.home):
            return leaf.home, is_after, before, after
    if after is None and before is not None and before.depth and not line.ends_in_field:
        return line.paragraph[-1], True, before, None
    return None


def _sides(before: Leaf | None, after: Leaf | None, *, leans_on_next: bool) -> Iterator[tuple[Leaf, bool]]:
    sides = [(before, True), (after, False)]
    for leaf, is_after in reversed(sides) if leans_on_next else sides:
        if leaf is not None:
            yield leaf, is_after


def _is_free(home: etree._Element) -> bool:
    """Tell whether words can stand beside a link or control: not inside another that is locked."""
    return all(name_of(e) not in ("sdt", "fldSimple", "txbxContent") for e in home.iterancestors())


def top_of(run: etree._Element, *, stamp: Stamp) -> etree._Element:
    """Return our own deletion around a run, or the run."""
    parent = run.getparent()
    is_ours = parent is not None and name_of(parent) == "del" and stamp.owns(parent)
    return parent if parent is not None and is_ours else run


def _behind(top: etree._Element, text: str, stamp: Stamp) -> etree._Element:
    """Return what the words come after: earlier ones at the same place; a note, where a sentence is added."""
    following = top.getnext()
    while following is not None:
        is_ours = name_of(following) == "ins" and stamp.owns(following)
        if is_ours or (text[:1].isspace() and _is_note(following)):
            top = following
        elif name_of(following) not in LOOSE:
            break
        following = following.getnext()
    return top


def _is_note(element: etree._Element) -> bool:
    """Tell a run that holds nothing but a reference to a note."""
    inner = [name_of(e) for e in element if name_of(e) != "rPr"]
    return name_of(element) == "r" and len(inner) == 1 and inner[0] in _NOTES


def outside(top: etree._Element, *, stamp: Stamp, before: bool = False) -> etree._Element:
    """Return an element beside which ours can stand outside another author's insertion, dividing that.

    Word writes no insertion inside an insertion; it divides the earlier one in two of the same author
    and date.
    """
    parent = top.getparent()
    while parent is not None and name_of(parent) == "ins":
        _divide(parent, top, before=before, identifier=stamp.identifiers.next())
        top = parent
        parent = top.getparent()
    return top


def _divide(wrapper: etree._Element, inner: etree._Element, *, before: bool, identifier: str) -> None:
    """Move what an insertion holds before or after an element into one of its own."""
    moved = list(inner.itersiblings(preceding=before))
    if not moved:
        return
    half = twin(wrapper)
    half.set(f"{{{namespace_of(wrapper)}}}id", identifier)
    half.extend(reversed(moved) if before else moved)
    if before:
        wrapper.addprevious(half)
    else:
        wrapper.addnext(half)


def mark_paragraph(paragraph: etree._Element, name: str, *, stamp: Stamp) -> None:
    """Mark the end of a paragraph as inserted ("ins") or deleted ("del")."""
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = make(paragraph, "pPr")
        paragraph.insert(0, properties)
    look = child(properties, "rPr")
    if look is None:
        look = make(paragraph, "rPr")
        later = (e for e in properties if name_of(e) in ("sectPr", "pPrChange"))
        place = next(later, None)
        if place is None:
            properties.append(look)
        else:
            place.addprevious(look)
    marks = [e for e in look if name_of(e) == "ins"] if name == "del" else []
    look.insert(len(marks), stamp.mark(paragraph, name))
